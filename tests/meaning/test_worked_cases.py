"""The worked cases of the specification's design, by their numbers: what a board secretary and a lawyer expect."""

from datetime import date

import pytest
from scheme_builder import Case, exercise_of, holders, kept, label, pounds

from govrules.model import rules, things
from govrules.model.answer import AmountRange, Conflict, Excluded, OpenPoint, Outcome
from govrules.model.days import NEVER, Cause, OpenDay, Period

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
    assert found.kept[0].limits == ()
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
    assert exercise_of(found, "m@alder").limits == (AmountRange("per-year", None, pounds(20_000)),)


@pytest.mark.parametrize("year", [30_000, None])
def test_an_amount_over_a_limit_on_the_chain_is_out(two_bases_case: Case, year: int | None) -> None:
    amounts = {"per_contract": pounds(150_000)} if year is None else {"per_contract": 1, "per_year": pounds(year)}
    found = two_bases_case.ask("awards", "alder", **amounts)
    assert found.outcome is Outcome.ANSWERED
    assert "m@alder" not in holders(found)
    assert found.parts == ()
