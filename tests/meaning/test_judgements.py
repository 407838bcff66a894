"""Single judgements of sections 2, 4 and 5 of the specification."""

from datetime import date

import attrs
from scheme_builder import ALL_LEAVES, DAY, SPAN, Case, answer, exercise_of, holders, label

from govrules.model import rules, things
from govrules.model.answer import Conflict, Excluded, OpenPoint, Outcome
from govrules.model.days import ONE_DAY, Cause, Mark, OpenDay, Period, When
from govrules.model.question import Question, QuestionKind

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
    gone = Period(None, DAY, about="the appointment of Ann", mark=Mark.ILLUSTRATIVE)
    case.add("appointments", things.Appointment("co@alder", "ann", "acting", None, (gone,)))
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
    assert [(one.kind, one.about) for one in first.assumptions] == [("illustrative", "the appointment of Ann")]
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


def test_a_fresh_grant_revives_nothing_and_a_replacement_keeps_what_hung_on_it() -> None:
    """Case 4 of the design: 7.1 to T who may pass on, T to M, 7.1 ends on 1 June, 9.1 gives the same again."""
    june, july = date(2011, 6, 1), date(2011, 7, 1)
    ended = Period(None, june, Cause.ENDED)

    def case(grants_again_on: date, replaces: bool, first: When = ()) -> Case:
        made = Case("alder")
        made.instrument("scheme", "scheme", ("alder",))
        made.delegates("scheme 7.1", "alder", "t@alder", "awards", further=True, when=(*first, ended))
        made.delegates("scheme T1", "alder", "m@alder", "awards", giver="t@alder", when=(Period(date(2011, 2, 1)),))
        again = (Period(grants_again_on),)
        made.delegates("scheme 9.1", "alder", "t@alder", "awards", further=True, when=again)
        if replaces:
            made.add("replacements", rules.Replacement("scheme 9.1", "scheme 7.1", "alder"))
        return made

    on = date(2011, 7, 15)
    fresh = case(july, replaces=False).ask("awards", "alder", on)
    assert holders(fresh) == {"board@alder": True, "t@alder": True}
    assert Excluded("scheme T1", "reliance-ended", "") in fresh.excluded
    replaced = case(june, replaces=True).ask("awards", "alder", on)
    assert holders(replaced) == {"board@alder": True, "t@alder": True, "m@alder": True}
    late = case(july, replaces=False, first=(Period(date(2011, 3, 1)),))
    assert "m@alder" in holders(late.ask("awards", "alder", date(2011, 3, 1)))
    assert "m@alder" not in holders(late.ask("awards", "alder", date(2011, 2, 28)))


def test_a_prohibited_holder_neither_uses_nor_passes_on() -> None:
    """Case 11 of the design, without its circumstance."""
    case = Case("alder")
    case.instrument("scheme", "scheme", ("alder",))
    case.delegates("scheme 4", "alder", "t@alder", "awards", further=True)
    case.delegates("scheme T1", "alder", "m@alder", "awards", giver="t@alder")
    barred = rules.Prohibition(
        case.clause("scheme", "9"), "scheme", "alder", "t@alder", ALL_LEAVES, (Period(DAY, DAY + ONE_DAY),)
    )
    case.add("prohibitions", barred)
    found = case.ask("awards", "alder")
    assert holders(found) == {"board@alder": True}
    assert [(one.who, one.clauses, one.certain) for one in found.prohibited] == [("t@alder", ("scheme 9",), True)]
    assert [(one.clause, one.reason) for one in found.excluded] == [
        ("scheme 4", "prohibited"), ("scheme T1", "prohibited"),
    ]  # fmt: skip
    assert set(holders(case.ask("awards", "alder", DAY + ONE_DAY))) == {"board@alder", "t@alder", "m@alder"}


def test_circumstances_are_settled_like_open_points_and_the_answer_says_provided_that() -> None:
    """Cases 8b and 11 of the design."""
    urgent, calm = frozenset([rules.Literal("urgent")]), frozenset([rules.Literal("urgent", False)])
    case = Case("alder")
    case.instrument("scheme", "scheme", ("alder",))
    case.delegates("scheme 3", "alder", "t@alder", "awards", further=True, conditions=(urgent,))
    depends = case.ask("awards", "alder")
    assert depends.outcome is Outcome.DEPENDS
    assert exercise_of(depends, "t@alder").provided == (("urgent",),)
    assert [(one.how, one.provided) for one in depends.kept] == [("remainder", (("not urgent",),))]
    case.delegates("scheme 4", "alder", "t@alder", "awards", further=True, conditions=(calm,))
    both = case.ask("awards", "alder")
    assert both.outcome is Outcome.ANSWERED
    assert exercise_of(both, "t@alder").provided == ()
    assert len(exercise_of(both, "t@alder").chains) == 2
    concern = frozenset([rules.Literal("public-concern")])
    case.delegates("scheme T1", "alder", "m@alder", "awards", giver="t@alder")
    barred = rules.Prohibition(case.clause("scheme", "9"), "scheme", "alder", "t@alder", ALL_LEAVES, (), (concern,))
    case.add("prohibitions", barred)
    found = case.ask("awards", "alder")
    assert exercise_of(found, "m@alder").provided == (("not public-concern",),)
    given = Question(QuestionKind.ACCOUNTABLE, "alder", "awards", DAY, given={"public-concern": True})
    assert holders(answer(case.scheme, given)) == {"board@alder": True}
    assert exercise_of(found, "board@alder").provided == ()


def test_the_points_of_a_divided_body_are_its_areas_also_for_whom_it_exercises_a_function() -> None:
    """Alder's residual rule to Birch's board does not reach its one area, where a clause deals with the leaf."""
    case = Case("alder", "birch")
    case.scheme.vestings = tuple(v for v in case.scheme.vestings if v.body == "alder")
    case.instrument("scheme", "scheme", ("alder",))
    case.residue("scheme", "alder", "board@birch")
    powers = case.scheme.powers
    case.scheme.powers = tuple(attrs.evolve(power, kinds=power.kinds | {"trust"}) for power in powers)
    assert case.ask("awards", "birch").vested_in == ("alder",)
    case.scheme.areas = {"east": things.Area("east", label("east"), "cluster", "alder", Period())}
    case.scheme.bodies = {**case.scheme.bodies, "alder": attrs.evolve(case.scheme.bodies["alder"], areas=("east",))}
    case.delegates("scheme 1", "east", "t@alder", "awards", giver="board@alder")
    found = case.ask("awards", "birch")
    assert (found.outcome, found.vested_in) == (Outcome.NOT_VESTED, ())
