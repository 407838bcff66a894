"""Two schemes to rows: what differs by effect, over every body, function, day, amount and circumstance.

In: two sides whose identifiers are aligned. Out: rows in slice form. Promise: nothing is sampled; where the rules that
bear on a body and a function are the same on both sides nothing is worked out. Source: docs/reference/semantics.md,
section 10.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from govrules.diff.anywhere import Rename, as_it_is, items_anywhere, own_names
from govrules.diff.cells import Bands, Box, Side, Timeline
from govrules.diff.difference import Change, Row, Witness
from govrules.diff.effects import Content, Effect, effects
from govrules.diff.facts import facts
from govrules.diff.same_rules import same_rules
from govrules.diff.slices import Period, Slice, leaves_of, merged, periods, runs, tree
from govrules.diff.things import EXERCISE, Way, ways
from govrules.model.answer import Answer
from govrules.model.question import Question, QuestionKind
from govrules.model.slicing import alike, function_names

LIMIT, CONDITIONS = "limit", "conditions"
SOME_DAY = date(2000, 1, 1)
"""Stands for every day where the files name none."""
Slices = tuple[tuple[Period, Slice[tuple[Effect, ...]]], ...]
ByPoint = dict[str, Slices]


@frozen
class Comparison:
    """Two sides at work. `bodies` are compared with each other by identifier."""

    before: Side
    after: Side

    def rows(self) -> tuple[Row, ...]:
        """Return every difference of effect, in order of kind, function, body, period and amount."""
        found: dict[str, dict[str, ByPoint]] = {}
        for body in self._both("bodies"):
            for leaves, by_point in self._body(body):
                for kind, point, slices in by_point:
                    for leaf in leaves:
                        found.setdefault(kind, {}).setdefault(leaf, {})[point] = slices
        rows = [row for kind in found for row in self._rows(kind, found[kind])]
        rows += facts(self.before, self.after)
        return tuple(sorted(rows, key=place_of))

    def _both(self, table: str) -> list[str]:
        one, other = (getattr(side.compiled.scheme, table) for side in (self.before, self.after))
        return sorted({*one, *other})

    # ------------------------------------------------------------------------------------------------ one body

    def _body(self, body: str) -> Iterator[tuple[tuple[str, ...], list[tuple[str, str, Slices]]]]:
        """Yield functions that are alike on both sides, with what differs there by kind and point."""
        above = {f.parent for s in (self.before, self.after) for f in s.compiled.scheme.functions.values()}
        every = [leaf for leaf in self._both("functions") if leaf not in above]
        signed = {leaf: (self.before.signature(body, leaf), self.after.signature(body, leaf)) for leaf in every}
        points = sorted({*self.before.points(body), *self.after.points(body)})
        for leaves, _ in alike(signed):
            if not same_rules(self.before, self.after, body, leaves[0]):
                yield leaves, [found for point in points for found in self._point(body, point, leaves[0])]

    def _point(self, body: str, point: str, leaf: str) -> Iterator[tuple[str, str, Slices]]:
        one, other = (side.timeline(body, point, leaf) for side in (self.before, self.after))
        for kind, slices in differing(one, other).items():
            yield kind, point, slices

    # ------------------------------------------------------------------------------------------------ rows

    def _rows(self, kind: str, found: Mapping[str, ByPoint]) -> Iterator[Row]:
        """Yield the rows of a kind: equal functions together, in each equal bodies together."""
        by_leaf = {leaf: tuple(sorted(by_point.items())) for leaf, by_point in sorted(found.items())}
        for leaves, by_point in alike(by_leaf):
            for points, slices in self._together(dict(by_point)):
                names = function_names(self.after.compiled.scheme, self.before.compiled.scheme, leaves)
                for period, bands in slices:
                    for box, some in bands:
                        for effect in some:
                            row = row_of(effect, names, points, period, box)
                            yield evolve(row, witness=self._witness(row, leaves[0], points[0]))

    def _together(self, by_point: Mapping[str, Slices]) -> Iterator[tuple[tuple[str, ...], Slices]]:
        """Yield bodies with equal slices: equal to the letter, or else where each means its own by a name."""
        apart: dict[str, Slices] = {}
        for points, slices in alike(by_point):
            if len(points) > 1:
                yield points, slices
            else:
                apart[points[0]] = slices
        for points, slices in alike({point: self._anywhere(slices, point) for point, slices in apart.items()}):
            yield points, slices if len(points) > 1 else apart[points[0]]

    def _anywhere(self, slices: Slices, point: str) -> Slices:
        """Return slices with names as they are meant at any body: `board@that` for the board of this one."""
        scheme = (self.before if point in self.before.compiled.scheme.areas else self.after).compiled.scheme
        rename = own_names(scheme.body_of(point), point)

        def anywhere(effect: Effect) -> Effect:
            items = items_anywhere(effect.before, rename), items_anywhere(effect.after, rename)
            return evolve(effect, before=items[0], after=items[1])

        return tuple(
            (period, tuple((box, tuple(map(anywhere, some))) for box, some in bands)) for period, bands in slices
        )

    def _witness(self, row: Row, leaf: str, point: str) -> Witness:
        asked = question_in(row, leaf, point, self.before.on)
        return Witness(asked, evolve(asked, on=self.after.on) if self.after.on != self.before.on else None)


def differing(
    one: Timeline, other: Timeline, names: tuple[Rename, Rename] = (as_it_is, as_it_is)
) -> Mapping[str, Slices]:
    """Return what differs between two timelines, by kind; `names` say how names of either side are meant."""
    had_of, have_of = (_contents(rename) for rename in names)
    by_kind: dict[str, list[tuple[Period, Slice[tuple[Effect, ...]]]]] = {}
    looked_at = []
    for period, had, have in periods(one, other):
        bases = sorted({limit.basis for bands in (had, have) for box, _ in bands for limit in box})
        ever = _everybody(had, had_of), _everybody(have, have_of)
        found = tree(had, have, bases, lambda a, b, ever=ever: _effects(had_of(a), have_of(b), ever))  # type: ignore[misc]
        looked_at.append((period, bases, found))
    kinds = {effect.kind for _, bases, found in looked_at for some in leaves_of(found, bases) for effect in some}
    for kind in sorted(kinds):
        for period, bases, found in looked_at:
            picked = merged(found, bases, lambda some, kind=kind: tuple(e for e in some if e.kind == kind))  # type: ignore[misc]
            by_kind.setdefault(kind, []).append((period, picked))
    return {kind: runs(stretches) for kind, stretches in by_kind.items()}


def _contents(rename: Rename) -> Callable[[Answer], Content]:
    """Return what takes answers apart, each once."""
    contents: dict[int, Content] = {}

    def content(found: Answer) -> Content:
        if id(found) not in contents:
            contents[id(found)] = Content.of(found, rename)
        return contents[id(found)]

    return content


def _effects(had: Content, have: Content, ever: tuple[frozenset[Way], frozenset[Way]]) -> tuple[Effect, ...]:
    """Return what differs in one cell; who may act is said to be a moved limit, or other conditions, where it is that.

    `ever` are the groups that may act at some amount on each side.
    """
    if had.things == have.things and had.is_open == have.is_open:
        return ()
    return tuple(_refined(effect, had, have, ever) for effect in effects(had, have))


def _refined(effect: Effect, had: Content, have: Content, ever: tuple[frozenset[Way], frozenset[Way]]) -> Effect:
    if effect.kind != EXERCISE or effect.change in (Change.NEWLY_UNDETERMINED, Change.SETTLED):
        return effect
    lost = frozenset(way for item in effect.before for way in ways(item.seats))
    gained = frozenset(way for item in effect.after for way in ways(item.seats))
    if lost <= have.everybody and gained <= had.everybody:
        return evolve(effect, kind=CONDITIONS)
    return evolve(effect, kind=LIMIT) if lost <= ever[1] and gained <= ever[0] else effect


def _everybody(bands: Bands, content: Callable[[Answer], Content]) -> frozenset[Way]:
    return frozenset(way for _, found in bands for way in content(found).everybody)


def row_of(
    effect: Effect, names: tuple[tuple[str, ...], tuple[str, ...]], points: tuple[str, ...], period: Period, box: Box
) -> Row:
    """Return an effect as a row about functions and points, in a period and a band; its witness is still to come."""
    return Row(
        effect.kind, *names, points, *period, box, effect.provided, effect.before, effect.after, effect.change,
        effect.clauses_before, effect.clauses_after, None, effect.gap, effect.conflict, (), effect.was_gap,
        effect.was_conflict,
    )  # fmt: skip


def question_in(row: Row, leaf: str, point: str, on: date | None) -> Question:
    """Return a question about a point of a row, on its first day if it is about no one day (`on`)."""
    return Question(
        QuestionKind.ACCOUNTABLE, point, leaf, on or row.begins or row.ends or SOME_DAY,
        {limit.basis: _amount(limit.over, limit.up_to) for limit in row.limits},
        given={name.removeprefix("not "): not name.startswith("not ") for name in (row.provided or ((),))[0]},
    )  # fmt: skip


def _amount(over: int | None, up_to: int | None) -> int:
    return up_to if up_to is not None else (over or 0) + 1


def place_of(row: Row) -> tuple[object, ...]:
    """Return what puts rows in order."""
    days = (row.begins or date.min, row.ends or date.max)
    box = tuple((limit.basis, limit.over or -1, limit.up_to or -1) for limit in row.limits)
    return row.kind, row.functions, row.except_, row.bodies, days, box, row.provided, repr((row.before, row.after))
