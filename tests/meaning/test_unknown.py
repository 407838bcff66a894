"""What is not known: shared unknown days (6.2) and things known in part (S6), on both implementations."""

from datetime import date

import attrs
import pytest
from scheme_builder import DAY, Case, holders, kept

from govrules import engine
from govrules.compile import compile_scheme
from govrules.model import rules
from govrules.model.answer import OpenPoint, Outcome
from govrules.model.days import ONE_DAY, OpenDay, Period, next_day
from govrules.model.question import Question, QuestionKind

HANDOVER = OpenDay("day handover", "the handover", DAY - 2 * ONE_DAY, DAY + 2 * ONE_DAY)


def handing_over(*, including: bool) -> Case:
    """Return a case in which the treasurer gives way to the chief officer on the unknown day."""
    case = Case("alder")
    case.instrument("scheme", "scheme", ("alder",))
    last = next_day(HANDOVER) if including else HANDOVER
    case.delegates("scheme 1", "alder", "t@alder", "awards", when=(Period(None, last),))
    case.delegates("scheme 2", "alder", "co@alder", "awards", when=(Period(HANDOVER),))
    return case


@pytest.mark.parametrize("including", [False, True])
def test_an_end_and_a_start_on_one_unknown_day_leave_no_gap(including: bool) -> None:
    found = handing_over(including=including).ask("awards", "alder")
    assert found.outcome is Outcome.UNDETERMINED
    assert holders(found) == {"board@alder": True, "co@alder": False, "t@alder": False}
    assert kept(found) == []
    assert found.open_points == (OpenPoint("unknown-day", "the handover", HANDOVER.earliest, HANDOVER.latest),)


@pytest.mark.parametrize("including", [False, True])
def test_whatever_the_day_is_an_answer_under_it_is_one_the_unknown_day_allows(including: bool) -> None:
    case = handing_over(including=including)
    open_ = holders(case.ask("awards", "alder"))
    seen = set()
    for happened in (DAY - ONE_DAY, DAY, DAY + ONE_DAY):
        known = handing_over(including=including)
        ends = happened + ONE_DAY if including else happened
        first, second = known.scheme.delegations
        known.scheme.delegations = (
            attrs.evolve(first, when=(Period(None, ends),)),
            attrs.evolve(second, when=(Period(happened),)),
        )
        settled = holders(known.ask("awards", "alder"))
        assert settled.keys() <= open_.keys()
        seen.add(frozenset(settled))
    both = {frozenset(["board@alder", "t@alder", "co@alder"])} if including else set()
    assert seen == {frozenset(["board@alder", "t@alder"]), frozenset(["board@alder", "co@alder"])} | both


def partly_known(*instruments: str) -> Case:
    case = Case("alder")
    case.instrument("scheme", "scheme", ("alder",))
    for instrument in instruments:
        case.instrument(instrument, "scheme", ("alder",))
        leaves = frozenset(["awards", "archives"])
        case.add("partly_known", rules.PartlyKnown(instrument, "alder", leaves, ()))
    return case


def test_what_is_unseen_takes_certainty_from_residue_and_remainder_alone() -> None:
    case = partly_known("deed")
    case.delegates("scheme 1", "alder", "t@alder", "awards", up_to=("per-contract", 100))
    found = case.ask("awards", "alder", per_contract=100)
    assert holders(found) == {"board@alder": True, "t@alder": True}
    assert found.outcome is Outcome.UNDETERMINED
    assert found.open_points == (OpenPoint("known-in-part", "the Deed is known in part for Alder"),)
    above = case.ask("awards", "alder", per_contract=101)
    assert [(one.how, one.certain) for one in above.kept] == [("remainder", False)]
    case.residue("scheme", "alder", "co@alder")
    residue = case.ask("archives", "alder")
    assert holders(residue) == {"board@alder": True, "co@alder": False}
    assert residue.kept == ()
    assert case.ask("finance", "alder").outcome is Outcome.ANSWERED


def test_a_live_clause_of_the_instrument_itself_makes_the_function_known() -> None:
    case = partly_known("deed")
    case.delegates("deed 1", "alder", "t@alder", "awards", when=(Period(None, date(2011, 6, 1)),))
    assert case.ask("awards", "alder").outcome is Outcome.ANSWERED
    later = case.ask("awards", "alder", on=date(2011, 6, 1))
    assert later.outcome is Outcome.UNDETERMINED
    assert [(one.how, one.certain) for one in later.kept] == [("remainder", False)]


def test_an_unknown_day_that_decides_which_instrument_is_unseen_is_listed() -> None:
    case = partly_known("deed", "pact")
    begins = OpenDay("pact", "the first day of the pact", DAY, None)
    first, second = case.scheme.partly_known
    case.scheme.partly_known = (first, attrs.evolve(second, when=(Period(begins),)))
    found = case.ask("awards", "alder")
    assert found.open_points == (
        OpenPoint("known-in-part", "the Deed is known in part for Alder"),
        OpenPoint("known-in-part", "the Pact is known in part for Alder"),
        OpenPoint("unknown-day", "the first day of the pact", DAY, None),
    )


def test_what_is_unseen_is_not_counted_among_twelve_open_points() -> None:
    """The engine alone is asked: for the reference thirteen things to settle are a matter of half a minute."""
    case = partly_known("deed")
    for number in range(12):
        when = (Period(OpenDay(f"day {number}", f"day {number}", None, None)),)
        case.delegates(f"scheme {number + 1}", "alder", "t@alder", "awards", when=when)
    question = Question(QuestionKind.ACCOUNTABLE, "alder", "awards", DAY)
    found = engine.answer(compile_scheme(case.scheme), question)
    assert found.diagnostics == ()
    assert holders(found) == {"board@alder": True, "t@alder": False}


def test_where_nothing_is_vested_nothing_is_unseen() -> None:
    case = partly_known("deed")
    case.scheme.vestings = ()
    found = case.ask("awards", "alder")
    assert (found.outcome, found.open_points) == (Outcome.NOT_VESTED, ())
