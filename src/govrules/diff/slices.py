"""Slice form: the rows that follow from one fixed order of the dimensions.

In: what differs at every point, by function, body, period, amounts and circumstances. Out: values with equal remaining
slices put together: functions and bodies as sets, days and amounts as the longest runs. Promise: unique, without
overlap, and independent of every order it is given in. Source: docs/reference/semantics.md, 10.4 (the fewest rows of
all are hard to find, and not unique: Masek 1979).
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from govrules.diff.cells import Bands, Box, Timeline
from govrules.model.answer import AmountRange, Answer
from govrules.model.days import ONE_DAY

V = TypeVar("V", bound=Hashable)
Period = tuple[date | None, date | None]
Tree = Any
"""For the first basis a list of ((over, up_to), Tree) in order of amount; without a basis, what is there."""
Slice = tuple[tuple[Box, V], ...]
"""What differs in one period: bands in order, each with what is there."""


def periods(one: Timeline, other: Timeline) -> Iterator[tuple[Period, Bands, Bands]]:
    """Yield the periods in which neither side changes, in order, each with the bands of both sides."""
    starts = sorted({stretch.begins for side in (one, other) for stretch in side if stretch.begins is not None})
    begins: list[date | None] = [None, *starts]
    ends: list[date | None] = [*(start - ONE_DAY for start in starts), None]
    for first, last in zip(begins, ends, strict=True):
        yield (first, last), _bands_on(one, first), _bands_on(other, first)


def runs(stretches: Sequence[tuple[Period, V]]) -> tuple[tuple[Period, V], ...]:
    """Return periods that follow one another with equal values as one, less those whose value is empty."""
    found: list[tuple[Period, V]] = []
    for period, value in stretches:
        if found and found[-1][1] == value:
            found[-1] = ((found[-1][0][0], period[1]), value)
        else:
            found.append((period, value))
    return tuple((period, value) for period, value in found if value)


def tree(one: Bands, other: Bands, bases: Sequence[str], work: Callable[[Answer, Answer], V]) -> Tree:
    """Return what `work` makes of both sides in each elementary cell of the amounts of `bases`."""
    if not bases:
        return work(one[0][1], other[0][1])
    basis, *others = bases
    ranges = [limit for bands in (one, other) for box, _ in bands for limit in box if limit.basis == basis]
    cuts = sorted({end for limit in ranges for end in (limit.over, limit.up_to) if end is not None})
    lows: list[int | None] = [None, *cuts]
    highs: list[int | None] = [*cuts, None]
    return [
        ((low, high), tree(_within(one, basis, low), _within(other, basis, low), others, work))
        for low, high in zip(lows, highs, strict=True)
    ]


def leaves_of(of: Tree, bases: Sequence[str]) -> Iterator[Any]:
    """Yield what is in every elementary cell of a tree."""
    if not bases:
        yield of
        return
    for _, inside in of:
        yield from leaves_of(inside, bases[1:])


def merged(of: Tree, bases: Sequence[str], pick: Callable[[Any], V]) -> Slice[V]:
    """Return the longest runs of amounts in which what `pick` takes from each cell is equal, less the empty ones."""
    if not bases:
        picked = pick(of)
        return (((), picked),) if picked else ()
    found: list[tuple[int | None, int | None, Slice[V]]] = []
    for (low, high), inside in of:
        here = merged(inside, bases[1:], pick)
        if found and found[-1][2] == here:
            found[-1] = (found[-1][0], high, here)
        else:
            found.append((low, high, here))
    return tuple(
        ((*([] if low is None and high is None else [AmountRange(bases[0], low, high)]), *box), value)
        for low, high, here in found
        for box, value in here
    )


def _bands_on(timeline: Timeline, begins: date | None) -> Bands:
    """Return the bands of the period that holds the day `begins` (None: the first)."""
    found = timeline[0]
    for stretch in timeline:
        if begins is not None and stretch.begins is not None and stretch.begins <= begins:
            found = stretch
    return found.bands


def _within(bands: Bands, basis: str, low: int | None) -> Bands:
    """Return the bands that hold the amounts just over `low` (None: from nil)."""
    amount = -1 if low is None else low
    return tuple(
        (box, found) for box, found in bands
        if all(_holds(limit, amount) for limit in box if limit.basis == basis)
    )  # fmt: skip


def _holds(limit: AmountRange, amount: int) -> bool:
    over = -1 if limit.over is None else limit.over
    return over <= amount and (limit.up_to is None or amount < limit.up_to)
