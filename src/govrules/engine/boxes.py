"""Limits as boxes of amounts: containment, what is maximal, what lies beyond.

In: limits of chains, basis and pence. Out: comparisons. A box holds the amounts up to its limits, nil included; a basis
it does not name is unlimited. Source: docs/reference/semantics.md, section 4 S4 and S5, section 7.
"""

from collections.abc import Iterable, Mapping

from govrules.engine.world import Box
from govrules.model.answer import AmountRange

Amounts = Mapping[str, int]
Limits = tuple[AmountRange, ...]


def admits(box: Box, amounts: Amounts) -> bool:
    """Say whether a box holds the amounts named."""
    return all(amounts.get(basis, 0) <= limit for basis, limit in box)


def contains(outer: Box, inner: Box) -> bool:
    """Say whether every amount of `inner` lies in `outer`."""
    limits = dict(inner)
    return all(basis in limits and limits[basis] <= limit for basis, limit in outer)


def maximal(boxes: Iterable[Box]) -> list[Box]:
    """Return the boxes that lie in no other, in order."""
    distinct = sorted(set(boxes))
    return [box for box in distinct if not any(other != box and contains(other, box) for other in distinct)]


def corners(boxes: list[Box]) -> list[tuple[tuple[str, int], ...]]:
    """Return the least amounts beyond all boxes, each as the bases and the amounts to be exceeded.

    What lies outside a union of boxes lies, for each box, over its limit on some basis: the corners are the least
    choices of one basis from each.
    """
    found: set[tuple[tuple[str, int], ...]] = {()}
    for box in boxes:
        longer = set()
        for corner in found:
            for basis, limit in box:
                over = dict(corner)
                over[basis] = max(limit, over.get(basis, limit))
                longer.add(tuple(sorted(over.items())))
        found = longer
    return sorted(c for c in found if not any(o != c and _beyond(o, c) for o in found))


def _beyond(lower: tuple[tuple[str, int], ...], higher: tuple[tuple[str, int], ...]) -> bool:
    over = dict(higher)
    return all(basis in over and over[basis] >= amount for basis, amount in lower)
