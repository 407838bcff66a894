"""What is so at one point on one day, amounts left open: what pictures and tables are made of.

In: a compiled scheme, a body or area, a leaf (or none), a day. Out: the content of an answer there, without its period.
Promise: leaves that nothing tells apart at a body are judged once, and so are the days between two change days; what is
kept of that beside the scheme is bounded. Source: docs/reference/semantics.md, section 4 and 6.3.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import define, field

from govrules.compile import Compiled
from govrules.engine.judge import judge
from govrules.engine.place import areas_on, members_on, place_at
from govrules.model.answer import Answer
from govrules.model.question import Question, QuestionKind

MOST = 50_000
"""How many contents of points are kept for certain; at most about twice as many are."""


class _Group:
    """Leaves of one point that nothing tells apart, the days on which something can change, and what was judged."""

    __slots__ = ("days", "found", "leaves")

    def __init__(self, leaves: tuple[str, ...], days: tuple[date, ...]) -> None:
        """Nothing is judged yet."""
        self.leaves = leaves
        self.days = days
        self.found: dict[int, Answer] = {}
        """By the interval of days."""


class _Groups:
    """The groups of one point. `of` is the group of each leaf; of None that of questions about officers."""

    __slots__ = ("groups", "of")

    def __init__(self, compiled: Compiled, point: str) -> None:
        """Find the groups."""
        body = compiled.scheme.body_of(point)
        self.groups = [_Group(leaves, compiled.change_days(body, leaves[0])) for leaves in compiled.alike(body)]
        self.of: dict[str | None, _Group] = {leaf: group for group in self.groups for leaf in group.leaves}
        self.of[None] = _Group((), compiled.change_days(body))


@define
class _Kept:
    """The groups of the points of one scheme, with how many contents those looked at lately hold."""

    compiled: Compiled
    size: int = 0
    _new: dict[str, _Groups] = field(factory=dict)
    _old: dict[str, _Groups] = field(factory=dict)

    def at(self, point: str) -> _Groups:
        """Return the groups of a point, and keep them longer."""
        found = self._new.get(point)
        if found is None:
            if self.size > MOST:
                self._old, self._new, self.size = self._new, {}, 0
            found = self._new[point] = self._old.get(point) or _Groups(self.compiled, point)
            self.size += sum(len(group.found) for group in found.of.values() if group.found)
        return found


class Points:
    """The points of a scheme on one day."""

    def __init__(self, compiled: Compiled, day: date) -> None:
        """Nothing is judged yet but what was judged for other days, and holds for this one."""
        self.compiled = compiled
        self.day = day
        kept = compiled.kept if compiled.remembers else dict[type, Any]()
        self._kept: _Kept = kept.get(_Kept) or kept.setdefault(_Kept, _Kept(compiled))

    def content(self, point: str, leaf: str | None) -> Answer:
        """Return the content at a point; without a leaf, only what is so of the body's officers.

        Its question may be about another leaf that nothing tells from this one there, and about another day.
        """
        return self._of(point, self._kept.at(point).of[leaf])

    def groups(self, point: str, among: frozenset[str] | None = None) -> Iterator[tuple[tuple[str, ...], Answer]]:
        """Yield the content at a point for every leaf of the catalogue, leaves that nothing tells apart together.

        With `among` only for groups that hold some of these leaves, all of the group.
        """
        groups = self._kept.at(point).groups
        chosen = groups if among is None else [one for one in groups if not among.isdisjoint(one.leaves)]
        return ((group.leaves, self._of(point, group)) for group in chosen)

    def alike(self, points: Sequence[str], leaves: Sequence[str]) -> list[Hashable]:
        """Return for each leaf what is the same for another if nothing tells the two apart at any of the points."""
        each = [self._kept.at(point).of for point in points]
        return [tuple([of[leaf] for of in each]) for leaf in leaves]

    def _of(self, point: str, group: _Group) -> Answer:
        interval = bisect_right(group.days, self.day)
        found = group.found.get(interval)
        if found is None:
            leaf = group.leaves[0] if group.leaves else None
            kind = QuestionKind.OFFICER if leaf is None else QuestionKind.EXERCISE
            question = Question(kind, point, leaf, self.day)
            found = judge(place_at(self.compiled, point, leaf, self.day), question).content({})
            group.found[interval] = found
            self._kept.size += 1
        return found

    def of(self, name: str) -> list[str]:
        """Return the points of a body, an area or a group on the day, in order."""
        members = [name]
        if name in self.compiled.scheme.groups:
            members = sorted(members_on(self.compiled, name, self.day))
        found = {point for member in members for point in areas_on(self.compiled, member, self.day) or [member]}
        return sorted(found)
