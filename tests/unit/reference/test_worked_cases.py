"""Cases worked by hand, on the reference interpreter: what a board secretary and a lawyer would expect.

Alder, Birch and Oak are bodies with boards; CO chief officer, T treasurer, M manager. Powers cover officers and joint
committees. Amounts are pence.
"""

from datetime import date

import pytest

from govrules.model import rules, things
from govrules.model.answer import AmountRange, Answer, Conflict, Excluded, Exercise, OpenPoint, Outcome
from govrules.model.days import NEVER, ONE_DAY, Cause, Mark, OpenDay, Period, When
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.reference import answer
from govrules.source import Span

ALWAYS = Period()
ALL_LEAVES = frozenset(["awards", "archives", "accounts", "finance", "local-finance"])
SPAN = Span("case.gov", 0, 0, 1, 1, 1, 1)
DAY = date(2011, 5, 1)


def label(name: str) -> things.Label:
    return things.Label(name.title())


def pounds(amount: int) -> int:
    return amount * 100


class Case:
    """Writes a scheme of one or more bodies clause by clause."""

    def __init__(self, *bodies: str, members: tuple[str, ...] = ()) -> None:
        features = frozenset(["legal-personality", "enabling-powers"])
        self.scheme = Scheme(
            kinds={
                "trust": things.Kind("trust", label("trust"), None, features, "board"),
                "cluster": things.Kind("cluster", label("cluster"), None),
                "joint-committee": things.Kind("joint-committee", label("joint-committee"), None),
            },
            ranks={
                "law": things.Rank("law", label("law")),
                "agreement": things.Rank("agreement", label("agreement"), ("law",), needs_adoption=True),
                "scheme": things.Rank("scheme", label("scheme"), ("agreement",)),
            },
            functions={leaf: things.Function(leaf, label(leaf), None) for leaf in sorted(ALL_LEAVES)},
            sources={"minutes": things.Source("minutes", label("minutes"))},
            bodies={body: things.Body(body, label(body), "trust", ALWAYS, f"board@{body}") for body in bodies},
            groups={"group": things.Group("group", label("group"), "cluster", ALWAYS)},
            organs={f"board@{body}": things.Organ(f"board@{body}", label("b"), "board", (body,), ()) for body in bodies}
            | {"joint@group": things.Organ("joint@group", label("joint"), "joint-committee", ("group",), ())},
            posts={
                f"{office}@{owner}": things.Post(f"{office}@{owner}", label(office), office, owner, ())
                for office in ("co", "t", "m")
                for owner in (*bodies, "group")
            },
            memberships=tuple(things.Membership("group", member, ()) for member in members),
        )
        self.instrument("act", "law", ())
        for body in bodies:
            self.add("vestings", rules.Vesting(self.clause("act"), body, ALL_LEAVES, ()))
        both = frozenset(["officer", "joint-committee"])
        power = rules.Power(self.clause("act"), frozenset(bodies), ALL_LEAVES, frozenset(), both, True, ())
        self.add("powers", power)

    def instrument(self, id_: str, rank: str, parties: tuple[str, ...]) -> None:
        made = things.Instrument(id_, label(id_), rank, parties, None, ALWAYS, SPAN)
        self.scheme.instruments = {**self.scheme.instruments, id_: made}

    def clause(self, instrument: str, number: str = "") -> str:
        known = self.scheme.clauses
        id_ = f"{instrument} {number or sum(clause.instrument == instrument for clause in known.values()) + 1}"
        marks = things.Marks((things.Citation("minutes"),))
        self.scheme.clauses = {**known, id_: rules.Clause(id_, instrument, id_, "", "", SPAN, marks)}
        return id_

    def add(self, table: str, rule: object) -> None:
        setattr(self.scheme, table, (*getattr(self.scheme, table), rule))

    def delegates(
        self, clause: str, body: str, receiver: str, leaf: str, *,
        giver: str = "", up_to: tuple[str, int] | None = None, further: bool | None = None, when: When = (),
    ) -> None:  # fmt: skip
        """Add a delegation; the clause is named `INSTRUMENT NUMBER`, the giver is the board unless named."""
        instrument, number = clause.split()
        id_ = clause if clause in self.scheme.clauses else self.clause(instrument, number)
        limit = None if up_to is None else rules.Limit(*up_to)
        leaves = frozenset([leaf])
        made = rules.Delegation(
            id_, instrument, body, giver or f"board@{body}", receiver, leaves, when, limit, further
        )  # fmt: skip
        self.add("delegations", made)

    def keeps(self, clause: str, body: str, leaf: str, *, reserves: bool) -> None:
        instrument, number = clause.split()
        id_ = self.clause(instrument, number)
        self.add("keepings", rules.Keeping(id_, instrument, body, reserves, frozenset([leaf]), ()))

    def residue(self, instrument: str, body: str, receiver: str) -> None:
        self.add("residues", rules.Residue(self.clause(instrument, "residue"), instrument, body, receiver, ()))

    def ask(self, function: str, body: str, on: date | None = DAY, **amounts: int) -> Answer:
        named = {basis.replace("_", "-"): amount for basis, amount in amounts.items()}
        return answer(self.scheme, Question(QuestionKind.ACCOUNTABLE, body, function, on, named))


def holders(found: Answer) -> dict[str, bool]:
    """Return who may exercise the function, with whether that is certain."""
    return {exercise.seats[0].of[0]: exercise.certain for exercise in found.may_exercise}


def exercise_of(found: Answer, holder: str) -> Exercise:
    return next(exercise for exercise in found.may_exercise if exercise.seats[0].of == (holder,))


def kept(found: Answer) -> list[tuple[str, str | None]]:
    return [(one.how, one.clause) for one in found.kept]


# 1: remainder is not residue.


@pytest.fixture
def residue_case() -> Case:
    case = Case("alder")
    case.instrument("scheme", "scheme", ("alder",))
    case.delegates("scheme 4", "alder", "t@alder", "awards", up_to=("per-contract", pounds(100_000)))
    case.residue("scheme", "alder", "co@alder")
    return case


def test_above_the_limit_is_remainder_and_the_residual_rule_does_not_reach_it(residue_case: Case) -> None:
    found = residue_case.ask("awards", "alder", per_contract=pounds(150_000))
    assert found.outcome is Outcome.ANSWERED
    assert holders(found) == {"board@alder": True}
    assert kept(found) == [("remainder", None)]
    assert found.kept[0].limits == (AmountRange("per-contract", over=pounds(100_000)),)
    assert found.kept[0].functions == ("awards",)
    assert found.excluded == (Excluded("scheme 4", "over-limit", ""),)
    assert found.parts == ()


def test_what_no_clause_mentions_goes_by_the_residual_rule(residue_case: Case) -> None:
    found = residue_case.ask("archives", "alder")
    assert found.outcome is Outcome.ANSWERED
    assert holders(found) == {"board@alder": True, "co@alder": True}
    assert [step.clause for chain in exercise_of(found, "co@alder").chains for step in chain] == ["scheme residue"]
    assert exercise_of(found, "co@alder").chains[0][0].power == "act 2"
    assert found.kept == ()


def test_without_an_amount_there_is_a_part_for_each_band(residue_case: Case) -> None:
    found = residue_case.ask("awards", "alder")
    assert holders(found) == {"board@alder": True, "t@alder": True}
    limit = pounds(100_000)
    assert [part.scope.amounts for part in found.parts] == [
        (AmountRange("per-contract", None, limit),),
        (AmountRange("per-contract", limit, None),),
    ]
    assert [set(holders(part)) for part in found.parts] == [{"board@alder", "t@alder"}, {"board@alder"}]
    assert [kept(part) for part in found.parts] == [[], [("remainder", None)]]


def test_the_limit_itself_is_within_it(residue_case: Case) -> None:
    at, over = (residue_case.ask("awards", "alder", per_contract=pounds(100_000) + more) for more in (0, 1))
    assert "t@alder" in holders(at)
    assert "t@alder" not in holders(over)


# 6: adoption.


@pytest.fixture
def adoption_case() -> Case:
    case = Case("alder", "birch", "oak")
    case.instrument("agreement", "agreement", ("alder", "birch", "oak"))
    in_force = Period(date(2011, 4, 1), None, Cause.INSTRUMENT)
    made = date(2011, 2, 10)
    adopted = {
        "alder": date(2011, 3, 24),
        "birch": OpenDay("birch adopts", "birch adopts the agreement", made, date(2011, 6, 20)),
        "oak": OpenDay("oak adopts", "oak adopts the agreement", made, None),
    }
    for body, adoption in adopted.items():
        when = (in_force, Period(adoption, None, Cause.ADOPTION))
        case.delegates("agreement 4.1", body, f"t@{body}", "awards", when=when)
    return case


@pytest.mark.parametrize(
    ("body", "on", "certain"),
    [
        ("alder", date(2011, 3, 31), None),
        ("birch", date(2011, 3, 31), None),
        ("oak", date(2011, 3, 31), None),
        ("alder", date(2011, 5, 1), True),
        ("birch", date(2011, 5, 1), False),
        ("oak", date(2011, 5, 1), False),
        ("birch", date(2011, 6, 19), False),
        ("birch", date(2011, 6, 20), True),
        ("oak", date(2011, 6, 20), False),
    ],
)
def test_an_agreement_works_from_the_later_of_adoption_and_force(
    adoption_case: Case, body: str, on: date, certain: bool | None
) -> None:
    found = adoption_case.ask("awards", body, on)
    assert holders(found).get(f"t@{body}") is certain
    assert (found.outcome is Outcome.UNDETERMINED) == (certain is False)
    left_open = [f"{body} adopts the agreement"] if certain is False else []
    assert [point.about for point in found.open_points] == left_open
    if certain is None:
        assert [(one.clause, one.reason) for one in found.excluded] == [("agreement 4.1", "not-in-force")]


def test_the_periods_of_an_unknown_adoption(adoption_case: Case) -> None:
    found = adoption_case.ask("awards", "birch", on=None)
    assert [(part.holds_from, part.holds_to, part.outcome.value) for part in found.parts] == [
        (None, date(2011, 3, 31), "answered"),
        (date(2011, 4, 1), date(2011, 6, 19), "undetermined"),
        (date(2011, 6, 20), None, "answered"),
    ]
    assert found.outcome is Outcome.UNDETERMINED
    unknown = OpenPoint("unknown-day", "birch adopts the agreement", date(2011, 2, 10), date(2011, 6, 20))
    assert found.open_points == (unknown,)


def test_a_day_before_adoption_is_a_reason_of_its_own() -> None:
    case = Case("alder")
    case.instrument("agreement", "agreement", ("alder",))
    never = Period(NEVER, None, Cause.ADOPTION)
    case.delegates("agreement 4.1", "alder", "t@alder", "awards", when=(never,))
    assert case.ask("awards", "alder").excluded == (Excluded("agreement 4.1", "not-adopted", ""),)


# 7: retained in one instrument, delegated by another.


def test_a_retention_gives_way_to_another_instrument_and_not_to_a_residual_rule() -> None:
    case = Case("alder", "birch")
    case.instrument("agreement", "agreement", ("alder", "birch"))
    case.keeps("agreement 4.2", "alder", "accounts", reserves=False)
    case.add("keepings", rules.Keeping("agreement 4.2", "agreement", "birch", False, frozenset(["accounts"]), ()))
    case.instrument("alder-scheme", "scheme", ("alder",))
    case.delegates("alder-scheme 7", "alder", "t@alder", "accounts")
    case.instrument("birch-scheme", "scheme", ("birch",))
    case.residue("birch-scheme", "birch", "co@birch")
    alder, birch = case.ask("accounts", "alder"), case.ask("accounts", "birch")
    assert alder.outcome is birch.outcome is Outcome.ANSWERED
    assert holders(alder) == {"board@alder": True, "t@alder": True}
    assert kept(alder) == kept(birch) == [("retained", "agreement 4.2")]
    assert alder.conflicts == birch.conflicts == ()
    assert holders(birch) == {"board@birch": True}


# 8a: an open conflict flows down the chains.


def reserved_and_delegated(reserving: str, delegating: str) -> Case:
    case = Case("alder")
    for instrument in {reserving, delegating}:
        case.instrument(instrument, instrument, ("alder",))
    case.keeps(f"{reserving} 2", "alder", "awards", reserves=True)
    case.delegates(f"{delegating} 6", "alder", "t@alder", "awards", further=True)
    case.delegates(f"{delegating} T1", "alder", "m@alder", "awards", giver="t@alder")
    return case


def test_reserved_and_delegated_at_one_rank_is_undetermined_down_the_chain() -> None:
    found = reserved_and_delegated("scheme", "scheme").ask("awards", "alder")
    assert found.outcome is Outcome.UNDETERMINED
    assert holders(found) == {"board@alder": True, "t@alder": False, "m@alder": False}
    assert found.conflicts == (Conflict("reserved-against-delegated", ("scheme 2", "scheme 6")),)
    assert found.open_points == (OpenPoint("conflict", "scheme 2 against scheme 6"),)
    assert kept(found) == [("reserved", "scheme 2")]
    assert not found.kept[0].certain


@pytest.mark.parametrize(
    ("reserving", "delegating", "reason"), [("agreement", "scheme", "void"), ("scheme", "agreement", "beaten")]
)
def test_rank_decides_between_reserved_and_delegated(reserving: str, delegating: str, reason: str) -> None:
    found = reserved_and_delegated(reserving, delegating).ask("awards", "alder")
    assert found.outcome is Outcome.ANSWERED
    assert holders(found) == {"board@alder": True}
    assert kept(found) == [("reserved", f"{reserving} 2")]
    assert [(one.clause, one.reason) for one in found.excluded] == [
        (f"{delegating} 6", reason),
        (f"{delegating} T1", "giver-without-authority"),
    ]


# 9: a shared board; what the joint committee held ends with it.


@pytest.fixture
def shared_board_case() -> Case:
    case = Case("alder", "birch", members=("alder", "birch"))
    case.instrument("agreement", "agreement", ("alder", "birch"))
    change = date(2011, 10, 1)
    until = Period(None, change, Cause.CLAUSE)
    for body in ("alder", "birch"):
        case.delegates("agreement 1", body, "joint@group", "local-finance", further=True, when=(until,))
        case.delegates("agreement 2", body, f"m@{body}", "local-finance", giver="joint@group")
    organs = {**case.scheme.organs, "board@group": things.Organ("board@group", label("b"), "board", ("group",), ())}
    case.scheme.organs = organs
    clause = case.clause("agreement", "3")
    for body, adopted in (("alder", change), ("birch", NEVER)):
        when = (Period(change), Period(adopted, None, Cause.ADOPTION))
        case.add("seatings", rules.Seating(clause, body, "board@group", when))
    return case


def test_before_the_shared_board_the_joint_committee_acts(shared_board_case: Case) -> None:
    found = shared_board_case.ask("local-finance", "alder", date(2011, 9, 30))
    assert holders(found) == {"board@alder": True, "joint@group": True, "m@alder": True}
    assert [step.giver for step in exercise_of(found, "m@alder").chains[0]] == ["board@alder", "joint@group"]


def test_the_shared_board_holds_by_vesting_where_adopted(shared_board_case: Case) -> None:
    alder, birch = (shared_board_case.ask("local-finance", body, date(2011, 10, 2)) for body in ("alder", "birch"))
    for found, sits_as in ((alder, "board@group"), (birch, None)):
        body = found.accountable_body
        assert body is not None
        assert (body.first_holder, body.sits_as) == (f"board@{body.id}", sits_as)
        assert holders(found) == {f"board@{body.id}": True}
        assert exercise_of(found, f"board@{body.id}").chains == ((),)
        assert kept(found) == [("remainder", None)]
    assert [(one.clause, one.reason) for one in alder.excluded] == [
        ("agreement 1", "not-in-force"),
        ("agreement 2", "giver-without-authority"),
    ]


def test_a_delegation_by_the_shared_board_is_one_by_the_first_holder(shared_board_case: Case) -> None:
    shared_board_case.delegates("agreement 4", "alder", "t@alder", "finance", giver="board@group")
    before, after = (shared_board_case.ask("finance", "alder", date(2011, month, 2)) for month in (9, 10))
    assert holders(before) == {"board@alder": True}
    (step,) = exercise_of(after, "t@alder").chains[0]
    assert (step.giver, step.receiver, step.power, step.source) == ("board@alder", "t@alder", "act 3", "minutes")


def test_asked_of_the_group_there_is_a_part_for_each_member(shared_board_case: Case) -> None:
    found = shared_board_case.ask("finance", "group", date(2011, 10, 2))
    assert [part.scope.bodies for part in found.parts] == [("alder",), ("birch",)]
    assert found.accountable_body is None
    assert {(part.holds_from, part.holds_to) for part in found.parts} == {(date(2011, 10, 1), None)}


# 10: two bases are two dimensions.


@pytest.fixture
def two_bases_case() -> Case:
    case = Case("alder")
    case.instrument("scheme", "scheme", ("alder",))
    contract, year = ("per-contract", pounds(100_000)), ("per-year", pounds(20_000))
    case.delegates("scheme 4", "alder", "t@alder", "awards", up_to=contract, further=True)
    case.delegates("scheme T1", "alder", "m@alder", "awards", giver="t@alder", up_to=year)
    return case


def test_an_answer_depends_on_the_basis_not_asked_about(two_bases_case: Case) -> None:
    found = two_bases_case.ask("awards", "alder", per_contract=pounds(15_000))
    assert found.outcome is Outcome.DEPENDS
    assert [(part.scope.amounts[0].basis, part.outcome.value, "m@alder" in holders(part)) for part in found.parts] == [
        ("per-year", "answered", True),
        ("per-year", "answered", False),
    ]
    both = (AmountRange("per-contract", None, pounds(100_000)), AmountRange("per-year", None, pounds(20_000)))
    assert exercise_of(found, "m@alder").limits == both


@pytest.mark.parametrize("year", [30_000, None])
def test_an_amount_over_a_limit_on_the_chain_is_out(two_bases_case: Case, year: int | None) -> None:
    amounts = {"per_contract": pounds(150_000)} if year is None else {"per_contract": 1, "per_year": pounds(year)}
    found = two_bases_case.ask("awards", "alder", **amounts)
    assert found.outcome is Outcome.ANSWERED
    assert "m@alder" not in holders(found)
    assert found.parts == ()


# Further judgements of section 4.


def test_powers_cover_contradict_or_are_not_shown() -> None:
    case = Case("alder")
    case.instrument("scheme", "scheme", ("alder",))
    case.delegates("scheme 1", "alder", "t@alder", "awards", further=True)
    case.delegates("scheme 2", "alder", "m@group", "awards", giver="t@alder")
    kinds, bodies = frozenset(["officer"]), frozenset(["alder"])
    plain = case.ask("awards", "alder")
    assert [(one.kind, one.about) for one in plain.assumptions] == [("officer-of-member", "m@group")]
    case.scheme.powers = ()
    none = case.ask("awards", "alder")
    assert [(one.kind, one.about) for one in none.assumptions] == [
        ("leave-assumed", "scheme 2"), ("no-power-shown", "scheme 1"), ("officer-of-member", "m@group"),
    ]  # fmt: skip
    case.scheme.powers = (rules.Power("act 2", bodies, ALL_LEAVES, frozenset(), kinds, False, ()),)
    refused = case.ask("awards", "alder")
    assert refused.excluded == (Excluded("scheme 2", "no-leave", ""),)
    case.scheme.powers = (rules.Power("act 2", bodies, ALL_LEAVES, frozenset(["awards"]), kinds, True, ()),)
    contradicted = case.ask("awards", "alder")
    assert holders(contradicted) == {"board@alder": True}
    assert [one.reason for one in contradicted.excluded] == ["excluded-by-power", "giver-without-authority"]


def test_several_functions_go_together_where_their_answers_are_equal() -> None:
    case = Case("alder")
    case.instrument("scheme", "scheme", ("alder",))
    tree = {"all": None, "money": "all", "awards": "money", "finance": "money", "archives": "all"}
    case.scheme.functions = {name: things.Function(name, label(name), parent) for name, parent in tree.items()}
    for leaf in ("awards", "finance"):
        case.delegates("scheme 1", "alder", "t@alder", leaf)
    found = case.ask("all", "alder")
    assert [part.scope.functions for part in found.parts] == [("archives",), ("money",)]
    assert [one.functions for one in found.parts[0].kept] == [("archives",)]
    assert case.ask("money", "alder").parts == ()


def test_not_vested_names_the_body_whose_function_it_may_exercise() -> None:
    case = Case("alder", "birch")
    case.instrument("agreement", "law", ("alder", "birch"))
    case.scheme.vestings = tuple(rule for rule in case.scheme.vestings if rule.body == "birch")
    assert case.ask("awards", "alder").vested_in == ()
    case.delegates("agreement 1", "birch", "board@alder", "awards")
    found = case.ask("awards", "alder")
    assert (found.outcome, found.vested_in) == (Outcome.NOT_VESTED, ("birch",))


def test_a_body_in_no_instrument_is_known_in_part() -> None:
    found = Case("alder").ask("awards", "alder")
    assert found.outcome is Outcome.UNDETERMINED
    assert found.open_points == (OpenPoint("known-in-part", "no instrument of Alder is in the files"),)
    assert holders(found) == {"board@alder": True}


# Officers: 5.4, 2.5 and 2.8.


def designating(*whens: tuple[str, When]) -> Case:
    case = Case("alder")
    case.instrument("minute", "scheme", ("alder",))
    for post, when in whens:
        made = rules.Designation(case.clause("minute"), "alder", "accountable-officer", post, when)
        case.add("designations", made)
    return case


def officer_question(on: date | None = DAY) -> Question:
    return Question(QuestionKind.OFFICER, "alder", on=on, title="accountable-officer")


def test_the_latest_designation_has_effect() -> None:
    case = designating(("co@alder", ()), ("t@alder", (Period(date(2011, 4, 30)),)))
    found = answer(case.scheme, officer_question())
    assert [(one.post, one.certain) for one in found.officers] == [("t@alder", True)]
    assert (found.holds_from, found.holds_to) == (date(2011, 4, 30), None)
    assert found.accountable_body is not None
    assert found.accountable_body.clauses == ()
    assert found.may_exercise == ()


def test_two_designations_from_one_day_conflict() -> None:
    case = designating(("co@alder", (Period(DAY),)), ("t@alder", (Period(DAY),)))
    found = answer(case.scheme, officer_question())
    assert found.outcome is Outcome.UNDETERMINED
    assert [(one.post, one.certain) for one in found.officers] == [("co@alder", False), ("t@alder", False)]
    assert found.conflicts == (Conflict("two-officers", ("minute 1", "minute 2")),)
    assert found.open_points == ()


def test_unknown_days_can_leave_open_which_designation_is_the_latest() -> None:
    began = OpenDay("began", "t begins", date(2011, 4, 1), date(2011, 4, 20))
    case = designating(("co@alder", (Period(date(2011, 4, 10)),)), ("t@alder", (Period(began),)))
    found = answer(case.scheme, officer_question())
    assert found.outcome is Outcome.UNDETERMINED
    assert found.conflicts == ()
    assert found.open_points == (OpenPoint("order", "which designation of accountable-officer began last"),)


def test_holders_of_an_officer_and_claims_about_it() -> None:
    case = designating(("co@alder", ()))
    case.scheme.people = {"ann": things.Person("ann", label("ann"))}
    marks = things.Marks(mark=Mark.ILLUSTRATIVE)
    gone = Period(None, DAY)
    case.add("appointments", things.Appointment("co@alder", "ann", "acting", None, (gone,), marks))
    case.add("appointments", things.Appointment("co@alder", None, None, None, (Period(DAY, DAY + 9 * ONE_DAY),)))
    case.scheme.clauses = {
        **case.scheme.clauses,
        "minutes 1": rules.Clause("minutes 1", "minutes", "1", "", "", SPAN, things.Marks(), is_claim=True),
    }
    case.add("claims", rules.Designation("minutes 1", "alder", "accountable-officer", "t@alder", ()))
    timeline = answer(case.scheme, officer_question(None))
    assert [part.officers[0].holding.value for part in timeline.parts] == ["held", "vacant", "not-recorded"]
    first = timeline.parts[0]
    assert [(one.person, one.capacity, one.certain) for one in first.officers[0].holders] == [("ann", "acting", True)]
    assert [(one.kind, one.about) for one in first.assumptions] == [("illustrative", "appointment to co@alder")]
    assert [(one.source, one.says, one.agrees) for one in first.officers[0].claims] == [("minutes", "t@alder", False)]


def test_too_many_open_points_are_listed_and_not_settled() -> None:
    case = Case("alder")
    case.instrument("scheme", "scheme", ("alder",))
    for number in range(13):
        unknown = OpenDay(f"day {number:02}", f"day {number:02}", None, None)
        case.delegates(f"scheme {number}", "alder", "t@alder", "awards", when=(Period(unknown),))
    found = case.ask("awards", "alder")
    assert found.outcome is Outcome.UNDETERMINED
    assert found.accountable_body is None
    assert [point.about for point in found.open_points] == [f"day {number:02}" for number in range(13)]
    assert [notice.code for notice in found.diagnostics] == ["GR501"]
