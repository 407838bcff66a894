"""Days, periods and what is not known about them.

In: days as authors state them. Out: half-open periods that answer *yes*, *no* or *open* for a day. No clock is read.
Source: docs/reference/semantics.md, section 6.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import Enum

from attrs import evolve, frozen

ONE_DAY = timedelta(days=1)
NEVER = date.max
"""The begin of a period that never begins: what `not adopted by` records."""


class Mark(Enum):
    """How far a statement can be relied on, where it is less than sourced."""

    ILLUSTRATIVE = "illustrative"
    UNVERIFIED = "unverified"


class Cause(Enum):
    """What a period is the period of; decides the reason given when a clause falls away by it."""

    CLAUSE = "clause"
    INSTRUMENT = "instrument"
    ADOPTION = "adoption"
    MEMBERSHIP = "membership"
    LIFE = "life"
    FACT = "fact"
    ENDED = "ended"
    AMOUNT = "amount"
    SET = "set"


_STATES = (Cause.AMOUNT, Cause.SET)
"""What a rule is one of several for, each for one state of things."""


@frozen
class OpenDay:
    """A day that is known only within limits. `key` identifies it; `about` says in words what happened on it.

    The day lies from `earliest` to `latest`, both included; None means that nothing limits it on that side. Where it is
    the end of a period (`ends`) it is the day after the last, and `about` speaks of the last. Where it is the day after
    an unknown day that others share (`after`), it comes once that one is past. `shown` are the limits that an answer
    gives where they are wider than those that matter here.
    """

    key: str
    about: str
    earliest: date | None
    latest: date | None
    ends: bool = False
    after: "OpenDay | None" = None
    shown: tuple[date | None, date | None] | None = None

    @property
    def limits(self) -> tuple[date | None, date | None]:
        """The earliest and the latest day that `about` speaks of can be."""
        if self.after is not None or self.shown is not None:
            return self.after.limits if self.after is not None else self.shown or (None, None)
        back = ONE_DAY if self.ends else timedelta()
        return self.earliest and self.earliest - back, self.latest and self.latest - back

    def open_on(self, day: date) -> bool:
        """Say whether the files leave it open that this day has come by the end of `day`."""
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day < self.latest)


Bound = date | OpenDay | None
Settled = Callable[[OpenDay], bool]
"""Answers, for a day left open, whether it has come by the day asked about; for a day after one that has come, whether
that one is past."""


def next_day(bound: Bound) -> Bound:
    """Return the day after a known or unknown day, None after the last day there is.

    Of a shared unknown day it is settled with that day: nothing is past that has not come.
    """
    if isinstance(bound, OpenDay):
        earliest, latest = (
            None if day is None or day == NEVER else day + ONE_DAY for day in (bound.earliest, bound.latest)
        )
        return OpenDay(f"{bound.key} is past", bound.about, earliest, latest, True, bound)
    return None if bound is None or bound == NEVER else bound + ONE_DAY


def reached(bound: date | OpenDay, day: date, settled: Settled) -> bool:
    """Say whether `bound` has come by `day`, asking `settled` only where the files leave it open."""
    if isinstance(bound, OpenDay):
        if bound.open_on(day):
            return (bound.after is None or reached(bound.after, day, settled)) and settled(bound)
        return bound.latest is not None and bound.latest <= day
    return bound <= day


@frozen(cache_hash=True)
class Period:
    """A stretch of days: `begins` included, `ends` excluded; None leaves that side without end.

    `cause` and `about` say what it is the period of; `mark` is set where the statement behind it is less than sourced.
    """

    begins: Bound = None
    ends: Bound = None
    cause: Cause = Cause.FACT
    about: str = ""
    mark: Mark | None = None

    def holds(self, day: date, settled: Settled) -> bool:
        """Say whether `day` lies in the period once `settled` has decided what is open."""
        if self.begins is not None and not reached(self.begins, day, settled):
            return False
        return self.ends is None or not reached(self.ends, day, settled)

    def open_days(self, day: date) -> Iterator[OpenDay]:
        """Yield the unknown days of this period that leave `day` open."""
        for bound in (self.begins, self.ends):
            if isinstance(bound, OpenDay) and bound.open_on(day):
                yield bound
                if bound.after is not None and bound.after.open_on(day):
                    yield bound.after

    def excludes(self, day: date) -> bool:
        """Say whether `day` lies outside, however the unknown days are settled."""
        before = self.begins is not None and not reached(self.begins, day, lambda _: True)
        return before or (self.ends is not None and reached(self.ends, day, lambda _: False))


When = tuple[Period, ...]
"""Periods that must all hold: a clause's own, its instrument's, an adoption, a membership, the life of a post."""


def all_hold(when: When, day: date, settled: Settled) -> bool:
    """Say whether every period of `when` holds on `day`."""
    return all(period.holds(day, settled) for period in when)


def open_days(when: When, day: date) -> Iterator[OpenDay]:
    """Yield the unknown days on which it depends whether `when` holds on `day`; none if it fails anyway."""
    if not any(period.excludes(day) for period in when):
        for period in when:
            yield from period.open_days(day)


def may_hold(when: When, day: date) -> bool:
    """Say whether every period of `when` may hold on `day`; one that ends where another begins holds not with it."""
    if any(period.excludes(day) for period in when):
        return False
    begins, ends = (
        {bound.key for bound in bounds if isinstance(bound, OpenDay) and bound.open_on(day)}
        for bounds in ([period.begins for period in when], [period.ends for period in when])
    )
    return not begins & ends


def apart_from(when: When, others: Iterable[When]) -> list[When]:
    """Return periods one of which holds wherever `when` holds and, of `others`, none does as a whole.

    One that known days make empty is left out.
    """
    found = [when]
    for other in others:
        found = [
            (*one, way) for one in found for way in _outside(other) if not any(_are_disjoint(way, own) for own in one)
        ]
    return found


def _outside(when: When) -> Iterator[Period]:
    for period in when:
        if period.begins is not None:
            yield evolve(period, begins=None, ends=period.begins)
        if period.ends is not None:
            yield evolve(period, begins=period.ends, ends=None)


def _are_disjoint(one: Period, other: Period) -> bool:
    bounds = ((one.begins, other.ends), (other.begins, one.ends))
    return any(isinstance(begin, date) and isinstance(end, date) and begin >= end for begin, end in bounds)


def change_days(whens: Iterable[When]) -> set[date]:
    """Return every day on which one of the periods may begin, end, or start or stop being open."""
    days: set[date] = set()
    for when in whens:
        for period in when:
            for bound in (period.begins, period.ends):
                ends = _change_days_of(bound) if isinstance(bound, OpenDay) else (bound,)
                days.update(day for day in ends if day is not None and day != NEVER)
    return days


def _change_days_of(bound: OpenDay) -> tuple[date | None, ...]:
    before = () if bound.after is None else _change_days_of(bound.after)
    return (bound.earliest, bound.latest, *before)


@frozen
class FirstDay:
    """The first day of something: the latest of the begins of its periods, as far as it is known.

    It lies from `earliest` to `latest`, both included. `known` is the latest known begin, `date.min` where it cannot be
    the first day; `unknown` are the keys of the unknown days that can be. Two with equal `known` and `unknown` begin on
    one and the same day.
    """

    earliest: date
    latest: date
    known: date
    unknown: frozenset[str]


def may_hold_between(when: When, first: date, last: date) -> bool:
    """Say whether every period of `when` may hold on a day from `first` to `last`, both included."""

    def earliest(bound: Bound) -> date:
        return (bound.earliest or date.min) if isinstance(bound, OpenDay) else bound or date.min

    def latest(bound: Bound) -> date:
        return (bound.latest or date.max) if isinstance(bound, OpenDay) else bound or date.max

    return max([first, *(earliest(p.begins) for p in when)]) < min(
        [last + ONE_DAY if last < NEVER else NEVER, *(latest(p.ends) for p in when)]
    )


def first_day(when: When, *, of_state: bool = False) -> FirstDay:
    """Return the first day of what rests on `when`; `date.min` stands for no begin, `date.max` for no latest day.

    What begins is the same whatever an amount is set to and whoever is in a set: the days of a value, and those on
    which the posts of a set stay the same, do not count, except where the first day `of_state` is asked for.
    """
    begins = [p.begins for p in when if p.begins is not None and (of_state or p.cause not in _STATES)]
    known = max((begin for begin in begins if not isinstance(begin, OpenDay)), default=date.min)
    open_ = [begin for begin in begins if isinstance(begin, OpenDay)]
    earliest = max([known, *(b.earliest or date.min for b in open_)])
    open_ = [b for b in open_ if b.latest is None or b.latest > earliest]
    latest = max([known, *(b.latest or date.max for b in open_)])
    if any(known <= (b.earliest or date.min) for b in open_):
        known = date.min
    return FirstDay(earliest, latest, known, frozenset(b.key for b in open_))


def may_hold_on_first_day(when: When, begins: FirstDay) -> bool:
    """Say whether every period of `when` may hold on the first day of something else.

    What ends on an unknown day on or after which the other begins does not.
    """
    over = any(isinstance(period.ends, OpenDay) and period.ends.key in begins.unknown for period in when)
    return not over and may_hold_between(when, begins.earliest, begins.latest)
