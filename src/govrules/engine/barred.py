"""Where prohibitions leave nobody to fill seats.

In: the prohibitions in effect, each with its amounts. Out: for a holder the amounts at which its seats cannot be filled
without anybody prohibited. Source: docs/reference/semantics.md, section 4, S3.
"""

from collections.abc import Iterable
from functools import reduce
from itertools import combinations

from attrs import define, field

from govrules.engine.boxes import EVERYTHING, NOTHING, Region, intersect, union, union_of
from govrules.engine.seats import Holders, Seats, can_be_filled, elements


@define
class Barred:
    """The amounts at which each holder, anyone, or anyone but some, is prohibited.

    `by_procedure` are those at which a procedure is not followed: there no deputy stands for the holder.
    """

    holders: Holders
    anyone: Region = NOTHING
    each: dict[str, Region] = field(factory=dict)
    others: list[tuple[frozenset[str], Region]] = field(factory=list)
    by_procedure: dict[str, Region] = field(factory=dict)
    _known: dict[Seats, Region] = field(factory=dict)

    def add(self, holder: str | None, region: Region, spared: frozenset[str] = frozenset()) -> None:
        """Prohibit a holder, or with None anyone but those spared, at some amounts."""
        if holder is not None:
            self.each[holder] = union(self.each.get(holder, NOTHING), region)
        elif spared:
            self.others.append((spared, region))
        else:
            self.anyone = union(self.anyone, region)

    def deputies_of(self, posts: Iterable[str]) -> Region:
        """Return the amounts at which no deputy stands for one of some posts."""
        return union_of(self.by_procedure.get(post, NOTHING) for post in posts)

    def holder(self, holder: str) -> Region:
        """Return the amounts at which a holder cannot act; a recipient can be prohibited as a whole."""
        own = self.each.get(holder, NOTHING) if holder in self.holders.scheme.recipients else NOTHING
        return union(self.seats(self.holders.seats(holder)), own)

    def seats(self, seats: Seats) -> Region:
        """Return the amounts at which seats cannot be filled without anybody prohibited."""
        found = self._known.get(seats)
        if found is None:
            found = self._known[seats] = self._blocked(seats)
        return found

    def _blocked(self, seats: Seats) -> Region:
        if not can_be_filled(seats):
            return EVERYTHING
        blocked = self.anyone
        each = {name: self._name(name) for name in sorted(elements(seats))}
        concerned = [name for name, region in each.items() if region]
        smallest: list[set[str]] = []
        for size in range(1, len(concerned) + 1):
            for some in combinations(concerned, size):
                if not any(fewer.issubset(some) for fewer in smallest) and not can_be_filled(seats, some):
                    smallest.append(set(some))
                    blocked = union(blocked, reduce(intersect, (each[name] for name in some)))
        return blocked

    def _name(self, name: str) -> Region:
        own = self.each.get(name, NOTHING)
        return union_of([own, *(region for spared, region in self.others if name not in spared)])
