"""Amounts as unions of boxes: what two share, what one leaves of the other, the largest boxes inside.

In: ranges as clauses write them. Out: regions. A box is one stretch of amounts for each basis it names, whole pence,
and all amounts of every other basis; a region is a union of boxes that share no amounts.
Source: docs/reference/semantics.md, section 3.7, section 4 S4 and S5, section 7.
"""

from collections.abc import Iterable, Mapping
from functools import reduce

from govrules.model.answer import AmountRange

Stretch = tuple[int, int | None]
"""Amounts above the first, up to the second, both in pence; -1: from nil, None: without end."""
Box = tuple[tuple[str, int, int | None], ...]
"""Basis, lower and upper end as in `Stretch`, in order of basis; a basis without either end is left out."""
Region = tuple[Box, ...]
Amounts = Mapping[str, int]
Limits = tuple[AmountRange, ...]

FROM_NIL = -1
EVERYTHING: Region = ((),)
NOTHING: Region = ()


def slab(basis: str, over: int | None, up_to: int | None) -> Region:
    """Return the amounts of one basis over one amount and up to another; None leaves that side open.

    >>> slab("per-contract", 10, 20)
    ((('per-contract', 10, 20),),)
    """
    low = FROM_NIL if over is None else over
    if up_to is not None and up_to <= low:
        return NOTHING
    return (((basis, low, up_to),),) if low > FROM_NIL or up_to is not None else EVERYTHING


def limits(box: Box) -> Limits:
    """Return a box as an answer shows it."""
    return tuple(AmountRange(basis, None if low == FROM_NIL else low, high) for basis, low, high in box)


def includes(outer: Limits, inner: Limits) -> bool:
    """Say whether every amount of `inner` lies in `outer`, both as an answer shows them."""
    return contains(_boxed(outer), _boxed(inner))


def _boxed(shown: Limits) -> Box:
    return tuple((one.basis, FROM_NIL if one.over is None else one.over, one.up_to) for one in shown)


def admits(box: Box, amounts: Amounts) -> bool:
    """Say whether a box holds the amounts named; a basis without an amount is left open."""
    for basis, low, high in box:
        asked = amounts.get(basis)
        if asked is not None and (asked <= low or (high is not None and asked > high)):
            return False
    return True


def reaches(region: Region, amounts: Amounts) -> bool:
    """Say whether some box of a region holds the amounts named."""
    return any(admits(box, amounts) for box in region)


def at(region: Region, amounts: Amounts) -> Region:
    """Return the boxes of a region that hold the amounts named, cut to exactly these."""
    here = tuple(box for box in region if admits(box, amounts))
    if not amounts or not here:
        return here
    asked: Box = tuple((basis, amount - 1, amount) for basis, amount in sorted(amounts.items()))
    return intersect(here, (asked,))


def ranges_at(ranges: Iterable[Box], amounts: Amounts) -> tuple[Box, ...]:
    """Return the largest boxes of a union at the amounts named: nothing is said of other amounts of their bases."""
    if not amounts:
        return tuple(ranges)
    return maximal(
        tuple(one for one in box if one[0] not in amounts) for box in ranges if admits(box, amounts)
    )  # fmt: skip


def contains(outer: Box, inner: Box) -> bool:
    """Say whether every amount of `inner` lies in `outer`."""
    if not outer or outer == inner:
        return True
    ends = {basis: (low, high) for basis, low, high in inner}
    for basis, low, high in outer:
        own_low, own_high = ends.get(basis, (FROM_NIL, None))
        if own_low < low or (high is not None and (own_high is None or own_high > high)):
            return False
    return True


def covers(outer: Region, inner: Region) -> bool:
    """Say whether every amount of `inner` lies in `outer`."""
    return subtract(inner, outer) == NOTHING


def intersect(one: Region, other: Region) -> Region:
    """Return the amounts that two regions share."""
    if one == EVERYTHING:
        return other
    if other == EVERYTHING:
        return one
    shared = (_shared(box, others) for box in one for others in other)
    return tuple(box for box in shared if box is not None)


def subtract(region: Region, taken: Region) -> Region:
    """Return the amounts of a region that lie outside another."""
    for away in taken:
        if not region:
            break
        region = tuple(piece for box in region for piece in _pieces(box, away))
    return region


def union(one: Region, other: Region) -> Region:
    """Return the amounts that lie in either of two regions."""
    return (*one, *subtract(other, one)) if one else other


def union_of(regions: Iterable[Region]) -> Region:
    """Return the amounts that lie in any of several regions."""
    return reduce(union, regions, NOTHING)


def complement(region: Region) -> Region:
    """Return the amounts that lie outside a region."""
    return subtract(EVERYTHING, region)


def maximal(region: Iterable[Box]) -> tuple[Box, ...]:
    """Return the largest boxes that hold no amounts but those of a union of boxes, in order.

    Two boxes that meet along one basis give a third: as long as both there, no longer than either elsewhere. When
    nothing new comes of it, those that lie in no other are the largest (iterated consensus: Quine 1955).
    """
    found: list[Box] = []
    waiting = list(region)
    while waiting:
        box = waiting.pop()
        if any(contains(other, box) for other in found):
            continue
        found = [other for other in found if not contains(box, other)]
        for other in found:
            waiting.extend(_joined(box, other))
        found.append(box)
    return tuple(sorted(found, key=order))


def order(box: Box) -> tuple[tuple[str, int, int], ...]:
    """Return what boxes are sorted by: bases, lower ends, upper ends."""
    return tuple((basis, low, -1 if high is None else high) for basis, low, high in box)


def _shared(one: Box, other: Box) -> Box | None:
    """Return the amounts that two boxes share, None where they share none."""
    if not one or not other:
        return one or other
    ends: dict[str, Stretch] = {basis: (low, high) for basis, low, high in one}
    for basis, low, high in other:
        own_low, own_high = ends.get(basis, (FROM_NIL, None))
        ends[basis] = stretch = (max(low, own_low), _least(high, own_high))
        if stretch[1] is not None and stretch[1] <= stretch[0]:
            return None
    return _box(ends)


def _pieces(box: Box, away: Box) -> Iterable[Box]:
    """Yield what a box leaves of another: for each basis what lies below and above, within the stretches before."""
    if _shared(box, away) is None:
        yield box
        return
    ends: dict[str, Stretch] = {basis: (low, high) for basis, low, high in box}
    for basis, low, high in away:
        own_low, own_high = ends.get(basis, (FROM_NIL, None))
        if own_low < low:
            yield _box({**ends, basis: (own_low, low)})
        if high is not None and (own_high is None or own_high > high):
            yield _box({**ends, basis: (high, own_high)})
        ends[basis] = (max(low, own_low), _least(high, own_high))


def _joined(one: Box, other: Box) -> Iterable[Box]:
    """Yield for each basis along which two boxes meet or touch the box that spans both there."""
    ends: dict[str, Stretch] = {basis: (low, high) for basis, low, high in one}
    others: dict[str, Stretch] = {basis: (low, high) for basis, low, high in other}
    shared: dict[str, Stretch] = {}
    apart: list[str] = []
    for basis in sorted({*ends, *others}):
        (low, high), (other_low, other_high) = ends.get(basis, (FROM_NIL, None)), others.get(basis, (FROM_NIL, None))
        start, end = max(low, other_low), _least(high, other_high)
        if end is not None and end < start:
            return
        if end == start:
            apart.append(basis)
        shared[basis] = (start, end)
    if len(apart) > 1:
        return
    for basis in apart or shared:
        (low, high), (other_low, other_high) = ends.get(basis, (FROM_NIL, None)), others.get(basis, (FROM_NIL, None))
        end = None if high is None or other_high is None else max(high, other_high)
        yield _box({**shared, basis: (min(low, other_low), end)})


def _box(ends: Mapping[str, Stretch]) -> Box:
    return tuple(
        (basis, low, high) for basis, (low, high) in sorted(ends.items()) if low > FROM_NIL or high is not None
    )


def _least(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
