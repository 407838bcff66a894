"""Amounts cut into cells: every range as a set of cells, so that regions are plain sets.

In: the ends of all ranges that bear on a point. Out: a grid, regions of it as sets of cells, and the largest boxes in a
region. A cell is one stretch of amounts for each basis between two neighbouring ends, by number. Promise: brute force,
nothing is worked out on intervals. Source: docs/reference/semantics.md, 3.7, S4 and 7.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product

from attrs import define, field

from govrules.model.answer import AmountRange

Cell = tuple[int, ...]
Region = frozenset[Cell]
Limits = tuple[AmountRange, ...]
"""A box: a range for each basis that is bounded, in order of the bases."""


@define(slots=False, eq=False)
class Grid:
    """The cells at one point. `ends` are amounts in pence for each basis, in order, each the top of a stretch."""

    ends: Mapping[str, tuple[int, ...]]
    known: dict[tuple[tuple[str, ...], Region], tuple[Limits, ...]] = field(factory=dict)
    regions: dict[frozenset[tuple[str, int]], Region] = field(factory=dict)

    @cached_property
    def bases(self) -> list[str]:
        """The bases in order."""
        return sorted(self.ends)

    def stretches(self, basis: str) -> list[tuple[int | None, int | None]]:
        """Return the stretches of a basis, each with the amount it lies over and the last it holds."""
        ends = self.ends[basis]
        return list(zip([None, *ends], [*ends, None], strict=True))

    @cached_property
    def everything(self) -> Region:
        """The cells of all amounts."""
        return frozenset(product(*(range(len(self.ends[basis]) + 1) for basis in self.bases)))

    def between(self, basis: str, over: int | None, up_to: int | None) -> Region:
        """Return the cells within a range of one basis."""
        place, stretches = self.bases.index(basis), self.stretches(basis)
        return frozenset(
            cell
            for cell in self.everything
            for low, high in [stretches[cell[place]]]
            if (over is None or (low is not None and low >= over))
            and (up_to is None or (high is not None and high <= up_to))
        )

    def holding(self, amounts: Mapping[str, int]) -> Region:
        """Return the cells that hold the amounts named."""
        key = frozenset(amounts.items())
        if key not in self.regions:
            named = [(place, amounts[basis]) for place, basis in enumerate(self.bases) if basis in amounts]
            self.regions[key] = frozenset(
                cell for cell in self.everything if all(self.has(cell, place, asked) for place, asked in named)
            )
        return self.regions[key]

    def has(self, cell: Cell, place: int, asked: int) -> bool:
        """Say whether the stretch of a cell for the basis at a place holds an amount."""
        low, high = self.stretches(self.bases[place])[cell[place]]
        return (low is None or low < asked) and (high is None or asked <= high)

    def boxes(self, region: Region) -> tuple[Limits, ...]:
        """Return the largest boxes that hold nothing outside a region, in order."""
        key = tuple(self.bases), region
        if key not in self.known:
            found: list[Region] = []
            for stretch in sorted(self.all_boxes(), key=len, reverse=True):
                if stretch <= region and not any(stretch <= larger for larger in found):
                    found.append(stretch)
            self.known[key] = tuple(sorted((self.limits(box) for box in found), key=limits_key))
        return self.known[key]

    def boxes_at(self, region: Region, amounts: Mapping[str, int]) -> tuple[Limits, ...]:
        """Return the largest boxes of a region at the amounts named, over the bases that are not named."""
        kept = [place for place, basis in enumerate(self.bases) if basis not in amounts]
        others = Grid({self.bases[place]: self.ends[self.bases[place]] for place in kept}, self.known)
        here = region & self.holding(amounts)
        return others.boxes(frozenset(tuple(cell[place] for place in kept) for cell in here))

    def all_boxes(self) -> Iterator[Region]:
        """Yield every box there is: for each basis a run of stretches."""
        runs = []
        for basis in self.bases:
            number = len(self.ends[basis]) + 1
            runs.append([range(low, high) for low in range(number) for high in range(low + 1, number + 1)])
        for chosen in product(*runs):
            yield frozenset(product(*chosen))

    def limits(self, box: Region) -> Limits:
        """Return a box as ranges, bases without bounds left out."""
        found = []
        for place, basis in enumerate(self.bases):
            numbers = [cell[place] for cell in box]
            stretches = self.stretches(basis)
            over, up_to = stretches[min(numbers)][0], stretches[max(numbers)][1]
            if over is not None or up_to is not None:
                found.append(AmountRange(basis, over, up_to))
        return tuple(found)


def contains(outer: Limits, inner: Limits) -> bool:
    """Say whether every amount in the box `inner` is in the box `outer`."""
    by_basis = {one.basis: one for one in inner}
    for bound in outer:
        one = by_basis.get(bound.basis, AmountRange(bound.basis))
        if bound.over is not None and (one.over is None or one.over < bound.over):
            return False
        if bound.up_to is not None and (one.up_to is None or one.up_to > bound.up_to):
            return False
    return True


def limits_key(limits: Limits) -> tuple[tuple[str, int, int], ...]:
    """Return what boxes are sorted by."""
    return tuple(
        (one.basis, -1 if one.over is None else one.over, -1 if one.up_to is None else one.up_to) for one in limits
    )
