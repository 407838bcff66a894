"""Days, periods and what is not known about them.

In: days as authors state them. Out: half-open periods that answer *yes*, *no* or *open* for a day. No clock is read.
Source: docs/reference/semantics.md, section 6.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import Enum

from attrs import frozen

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


@frozen
class OpenDay:
    """A day that is known only within limits. `key` identifies it; `about` says in words what happened on it.

    The day lies from `earliest` to `latest`, both included; None means that nothing limits it on that side.
    """

    key: str
    about: str
    earliest: date | None
    latest: date | None

    def open_on(self, day: date) -> bool:
        """Say whether the files leave it open that this day has come by the end of `day`."""
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day < self.latest)


Bound = date | OpenDay | None
Settled = Callable[[OpenDay], bool]
"""Answers, for a day left open, whether it has come by the day asked about."""


def reached(bound: date | OpenDay, day: date, settled: Settled) -> bool:
    """Say whether `bound` has come by `day`, asking `settled` only where the files leave it open."""
    if isinstance(bound, OpenDay):
        if bound.open_on(day):
            return settled(bound)
        return bound.latest is not None and bound.latest <= day
    return bound <= day


@frozen
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


def change_days(whens: Iterable[When]) -> set[date]:
    """Return every day on which one of the periods may begin, end, or start or stop being open."""
    days: set[date] = set()
    for when in whens:
        for period in when:
            for bound in (period.begins, period.ends):
                ends = (bound.earliest, bound.latest) if isinstance(bound, OpenDay) else (bound,)
                days.update(day for day in ends if day is not None and day != NEVER)
    return days


def first_day_range(when: When, day: date) -> tuple[date, date]:
    """Return the earliest and the latest day on which `when` can have begun, given that it has begun by `day`."""
    lows, highs = [date.min], [date.min]
    for period in when:
        if isinstance(period.begins, OpenDay):
            lows.append(period.begins.earliest or date.min)
            highs.append(min(period.begins.latest or day, day))
        elif period.begins is not None:
            lows.append(period.begins)
            highs.append(period.begins)
    return max(lows), max(highs)
