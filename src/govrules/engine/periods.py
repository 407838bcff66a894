"""Rows of one day after another, put together over the days on which they are equal.

In: the days on which rows can change, and what they are on a day. Out: the rows with their periods. Promise: asked on
a day, no more is looked at than the period around it and a day either side. Source: docs/reference/semantics.md, 6.3.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Protocol, TypeVar

from govrules.engine.answers import SOME_DAY, runs_of
from govrules.model.days import ONE_DAY


class Dated(Protocol):
    """Rows that can say of which days they are."""

    def dated(self: "T", first: date | None, last: date | None) -> "T":
        """Return the same rows for the days from `first` to `last`."""


T = TypeVar("T", bound=Dated)


def stretches(days: Sequence[date], on: date | None, rows: Callable[[date], T]) -> tuple[T, ...]:
    """Return the rows on the day asked about with their period, or those of all time in order; `days` are sorted."""

    @cache
    def inside(index: int) -> T:
        """Return the rows of interval `index`: before the first change day, or from one change day on."""
        before = days[0] - ONE_DAY if days else on or SOME_DAY
        return rows(days[index - 1] if index > 0 else before)

    def dated(low: int, high: int) -> T:
        first = days[low - 1] if low > 0 else None
        return inside(low).dated(first, days[high] - ONE_DAY if high < len(days) else None)

    if on is None:
        runs = runs_of([inside(index) for index in range(len(days) + 1)], lambda one, other: one == other)
        return tuple(dated(low, high) for low, high in runs)
    low = high = sum(day <= on for day in days)
    while low > 0 and inside(low - 1) == inside(high):
        low -= 1
    while high < len(days) and inside(high + 1) == inside(low):
        high += 1
    return (dated(low, high),)
