"""Two clusters of one scheme compared by role: what each does for its members, whoever they are.

In: a scheme, two groups, a day or all days. Out: rows that speak of `that` body, `that-area` and `the-cluster` on both
sides. Where the members of a cluster are not alike, each sort of them is compared with each sort of the other. Source:
docs/reference/semantics.md, 10.6.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from govrules.diff.anywhere import Rename, own_names
from govrules.diff.cells import Side, Timeline
from govrules.diff.compare import Slices, differing, place_of, question_in, row_of
from govrules.diff.difference import Row, Witness
from govrules.engine.place import members_on
from govrules.model.slicing import alike, function_names

Members = tuple[str, ...]


@frozen
class RoleComparison:
    """Two clusters at work."""

    side: Side
    before: str
    after: str

    def rows(self) -> tuple[Row, ...]:
        """Return every difference of effect between the members of the clusters, in order of kind and function."""
        found: dict[tuple[str, Members, Members], dict[str, Slices]] = {}
        scheme = self.side.compiled.scheme
        above = {function.parent for function in scheme.functions.values()}
        one, other = self._signed(self.before), self._signed(self.after)
        classes = {leaf: (one[leaf], other[leaf]) for leaf in sorted(one.keys() - above)}
        for leaves, _ in alike(classes):
            for (kind, mine, others), slices in self._leaf(leaves[0]):
                found.setdefault((kind, mine, others), {}).update(dict.fromkeys(leaves, slices))
        rows = [row for where, by_leaf in found.items() for row in self._rows(where, by_leaf)]
        return tuple(sorted(rows, key=place_of))

    def _members(self, group: str) -> list[str]:
        return sorted({self.side.compiled.scheme.body_of(member)
                       for member in members_on(self.side.compiled, group, self.side.on)})  # fmt: skip

    def _signed(self, group: str) -> Mapping[str, object]:
        members = self._members(group)
        leaves = self.side.compiled.scheme.functions
        return {leaf: tuple(self.side.signature(member, leaf) for member in members) for leaf in leaves}

    def _leaf(self, leaf: str) -> Iterator[tuple[tuple[str, Members, Members], Slices]]:
        one, other = (self._sorts(group, leaf) for group in (self.before, self.after))
        found = {
            (mine, others): differing(had, have, (names, those))
            for mine, (had, names) in one
            for others, (have, those) in other
        }
        alike_ones = {members for pair, kinds in found.items() if not any(kinds.values()) for members in pair}
        for (mine, others), kinds in found.items():
            for kind, slices in kinds.items():
                if slices and not {mine, others} <= alike_ones:
                    yield (kind, mine, others), slices

    def _sorts(self, group: str, leaf: str) -> list[tuple[Members, tuple[Timeline, Rename]]]:
        """Return the points of a cluster, those that are alike together, with what one of them says."""
        sorts: list[tuple[list[str], tuple[Timeline, Rename]]] = []
        over = self.side.compiled.scheme.oversight
        for body in self._members(group):
            overseers = {one.by for one in over if one.of in (body, group)}
            for point in self.side.compiled.scheme.bodies[body].areas or (body,):
                timeline, names = self.side.timeline(body, point, leaf), own_names(body, point, group, overseers)
                for members, (known, theirs) in sorts:
                    if not any(differing(known, timeline, (theirs, names)).values()):
                        members.append(point)
                        break
                else:
                    sorts.append(([point], (timeline, names)))
        return [(tuple(members), said) for members, said in sorts]

    def _rows(self, where: tuple[str, Members, Members], by_leaf: Mapping[str, Slices]) -> Iterator[Row]:
        _, mine, others = where
        scheme, on = self.side.compiled.scheme, self.side.on
        for leaves, slices in alike(by_leaf):
            names = function_names(scheme, scheme, leaves)
            for period, bands in slices:
                for box, some in bands:
                    for effect in some:
                        row = evolve(row_of(effect, names, mine, period, box), bodies_after=others)
                        asked = [question_in(row, leaves[0], point, on) for point in (mine[0], others[0])]
                        yield evolve(row, witness=Witness(*asked))
