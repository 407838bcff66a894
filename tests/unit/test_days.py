"""Days, periods, what is open about them; money."""

from datetime import date

import pytest

from govrules.model.days import (
    NEVER,
    ONE_DAY,
    FirstDay,
    OpenDay,
    Period,
    all_hold,
    change_days,
    first_day,
    may_hold,
    may_hold_on_first_day,
    next_day,
    open_days,
    reached,
)
from govrules.model.money import parse_pence, plain, shown

MAY, JUNE, JULY = date(2011, 5, 1), date(2011, 6, 1), date(2011, 7, 1)
UNKNOWN = OpenDay("key", "the day", MAY, JULY)


def test_a_period_includes_its_first_day_and_not_its_end() -> None:
    period = Period(MAY, JULY)
    assert period.holds(MAY, lambda _: False)
    assert not period.holds(JULY, lambda _: True)
    assert period.excludes(JULY)


@pytest.mark.parametrize(("day", "is_open"), [(date(2011, 4, 30), False), (MAY, True), (JUNE, True), (JULY, False)])
def test_an_unknown_day_is_open_from_its_earliest_until_before_its_latest(day: date, is_open: bool) -> None:
    assert UNKNOWN.open_on(day) is is_open
    assert bool(list(open_days((Period(UNKNOWN),), day))) is is_open


def test_open_days_that_cannot_matter_are_not_listed() -> None:
    assert list(open_days((Period(UNKNOWN), Period(JULY)), JUNE)) == []


def test_settling_decides() -> None:
    begins, ends = (Period(UNKNOWN),), (Period(None, UNKNOWN),)
    assert all_hold(begins, JUNE, lambda _: True)
    assert not all_hold(begins, JUNE, lambda _: False)
    assert not all_hold(ends, JUNE, lambda _: True)
    assert all_hold(ends, JUNE, lambda _: False)


def test_an_unknown_day_brings_nothing_about_before_the_day_set() -> None:
    late = OpenDay("key", "the day", JUNE, JULY, shown=(MAY, JULY))
    before = date(2011, 5, 31)
    assert not late.open_on(before) and late.open_on(JUNE)
    assert Period(None, late).holds(before, lambda _: True)
    assert not Period(None, late).holds(JUNE, lambda _: True)
    assert Period(None, late).holds(JUNE, lambda _: False)
    assert late.limits == (MAY, JULY)
    assert change_days([(Period(None, late),)]) == {JUNE, JULY}


def test_never_is_no_change_day() -> None:
    assert change_days([(Period(NEVER), Period(MAY, UNKNOWN))]) == {MAY, JULY}
    assert Period(NEVER).excludes(JULY)


def test_first_day_range() -> None:
    assert first_day((Period(MAY), Period(JUNE))) == FirstDay(JUNE, JUNE, JUNE, frozenset())
    assert first_day((Period(UNKNOWN),)) == FirstDay(MAY, JULY, date.min, frozenset(["key"]))
    assert first_day((Period(UNKNOWN), Period(JULY))) == FirstDay(JULY, JULY, JULY, frozenset())
    assert first_day((Period(),)) == FirstDay(date.min, date.min, date.min, frozenset())


def test_the_first_day_leaves_out_what_cannot_be_it() -> None:
    late = OpenDay("late", "late", JULY, JULY + ONE_DAY)
    assert first_day((Period(UNKNOWN), Period(late), Period(JUNE))) == first_day((Period(late),))
    assert first_day((Period(UNKNOWN), Period(JUNE))) == FirstDay(JUNE, JULY, JUNE, frozenset(["key"]))


@pytest.mark.parametrize("happened", [MAY, MAY + ONE_DAY, JUNE, JULY - ONE_DAY, JULY])
@pytest.mark.parametrize("day", [MAY - ONE_DAY, MAY, MAY + ONE_DAY, JUNE, JULY - ONE_DAY, JULY, JULY + ONE_DAY])
def test_the_day_after_a_shared_day_is_settled_with_it(happened: date, day: date) -> None:
    after = next_day(UNKNOWN)
    assert isinstance(after, OpenDay)
    settled = {UNKNOWN.key: happened <= day, after.key: happened < day}
    assert reached(UNKNOWN, day, lambda one: settled[one.key]) is (happened <= day)
    assert reached(after, day, lambda one: settled[one.key]) is (happened < day)
    assert after.limits == UNKNOWN.limits
    assert after.key != UNKNOWN.key


def test_no_day_is_past_that_has_not_come() -> None:
    after = next_day(UNKNOWN)
    assert isinstance(after, OpenDay)
    assert not reached(after, JUNE, lambda one: one is after)
    assert set(open_days((Period(None, after),), JUNE)) == {UNKNOWN, after}
    assert set(open_days((Period(None, after),), MAY)) == set()
    assert set(open_days((Period(None, after),), JULY)) == {after}
    assert change_days([(Period(None, after),)]) == {MAY, MAY + ONE_DAY, JULY, JULY + ONE_DAY}


def test_the_day_after_a_known_day() -> None:
    assert next_day(MAY) == MAY + ONE_DAY
    assert next_day(NEVER) is None
    assert next_day(None) is None


def test_what_ends_where_another_begins_never_holds_with_it() -> None:
    before, since, through = Period(None, UNKNOWN), Period(UNKNOWN), Period(None, next_day(UNKNOWN))
    for day in (MAY - ONE_DAY, MAY, JUNE, JULY, JULY + ONE_DAY):
        assert not may_hold((before, since), day)
    assert may_hold((through, since), JUNE)
    assert not may_hold_on_first_day((before,), first_day((since,)))
    assert may_hold_on_first_day((through,), first_day((since,)))
    assert may_hold_on_first_day((before,), first_day((Period(JUNE),)))


@pytest.mark.parametrize(
    ("text", "pence"),
    [("£0", 0), ("£1", 100), ("250,000", 25_000_000), ("£250,000.01", 25_000_001), ("£1.5", 150), ("£1,00", None),
     ("£1.005", None), ("£1m", None), ("", None), ("-£5", None)],
)  # fmt: skip
def test_money(text: str, pence: int | None) -> None:
    assert parse_pence(text) == pence


def test_money_is_written_exactly() -> None:
    assert plain(25_000_001) == "250000.01"
    assert shown(25_000_001) == "£250,000.01"
    assert shown(25_000_000) == "£250,000"
