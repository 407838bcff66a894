"""From points to a whole answer: days, functions, bodies and amounts put together.

In: a compiled scheme and a question. Out: an `Answer`, exact over what the question leaves open, as few parts as
possible, nested in the order period, function, body, amount. Source: docs/reference/semantics.md, sections 6 to 8.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, reduce
from typing import TypeVar

from attrs import evolve

from govrules.compile import Compiled
from govrules.engine.boxes import FROM_NIL
from govrules.engine.judge import Judgement, judge, without_explanation, worst
from govrules.engine.place import Limited, Place, areas_on, asked_of, cuts_of, members_on, open_membership, place_at
from govrules.model.answer import AmountRange, Answer, Outcome, Scope
from govrules.model.days import ONE_DAY, When, change_days
from govrules.model.question import Question, QuestionKind

T = TypeVar("T")
SOME_DAY = date(2000, 1, 1)
"""Stands for every day where the files name none."""


def runs_of(values: Sequence[T], same: Callable[[T, T], bool]) -> Iterator[tuple[int, int]]:
    """Yield the longest runs of equal neighbours as first and last index."""
    start = 0
    for index in range(1, len(values) + 1):
        if index == len(values) or not same(values[start], values[index]):
            yield start, index - 1
            start = index


class Asked:
    """One question at work; keeps what it has judged."""

    def __init__(self, compiled: Compiled, question: Question) -> None:
        """Find what is asked about: leaves, and the days on which anything there can change."""
        self.compiled = compiled
        self.question = question
        scheme = compiled.scheme
        self.leaves: tuple[str | None, ...] = (None,)
        if question.kind is not QuestionKind.OFFICER:
            assert question.function is not None
            self.leaves = scheme.leaves_of(question.function)
        self.is_group = question.body in scheme.groups
        self.asked = asked_of(compiled, question.who)
        self._asked_days = change_days(when for _, when in self.asked)
        self.days = tuple(sorted(self.days_about(self.leaves)))
        self._at: dict[int, Answer] = {}
        self._cells: dict[tuple[Hashable, int], Answer] = {}

    # ------------------------------------------------------------------------------------------------ period

    def answer(self) -> Answer:
        """Return the answer on the day asked about with its period, or the timeline."""
        return self.over_time() if self.question.on is None else self.around(bisect_right(self.days, self.question.on))

    def around(self, index: int) -> Answer:
        """Return the answer on the days of interval `index` with its period."""
        low = high = index
        wanted = without_explanation(self.inside(index))
        while low > 0 and without_explanation(self.inside(low - 1)) == wanted:
            low -= 1
        while high < len(self.days) and without_explanation(self.inside(high + 1)) == wanted:
            high += 1
        return self._dated(self.inside(index), low, high)

    def over_time(self) -> Answer:
        """Return the timeline."""
        every = [without_explanation(self.inside(index)) for index in range(len(self.days) + 1)]
        runs = list(runs_of(every, lambda a, b: a == b))
        merged = [reduce(_together, map(self.inside, range(low, high + 1))) for low, high in runs]
        parts = [self._dated(part, low, high) for part, (low, high) in zip(merged, runs, strict=True)]
        return parts[0] if len(parts) == 1 else self._whole(parts)

    def _dated(self, found: Answer, low: int, high: int) -> Answer:
        """Return the answer with the period from interval `low` to interval `high`, in all its parts."""
        first = self.days[low - 1] if low > 0 else None
        last = self.days[high] - ONE_DAY if high < len(self.days) else None
        return _with_period(found, first, last)

    def days_about(self, leaves: Iterable[str | None]) -> set[date]:
        """Return the days on which an answer at the bodies asked about can change, if it were about some leaves."""
        days = {day for body in self.bodies for leaf in leaves for day in self.compiled.change_days(body, leaf)}
        return days | change_days(self._group_whens()) | self._days_concerning | self._asked_days

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The bodies asked about, those of areas and of the members that a group ever has."""
        named = members_on(self.compiled, self.question.body, None) if self.is_group else (self.question.body,)
        return frozenset(map(self.compiled.scheme.body_of, named))

    def cuts(self) -> dict[str, list[int]]:
        """Return for each basis the amounts in pence up to which and over which an answer can differ, on any day.

        They are the ends of what is written for a body asked about, or for one that gives to it, whether live or not.
        """
        compiled, leaves = self.compiled, frozenset(leaf for leaf in self.leaves if leaf is not None)
        found: dict[str, set[int]] = {}
        for body in self.bodies.union(*(compiled.gives_to[body] for body in self.bodies)):
            own = compiled.by_body[body]
            limited: list[Limited] = [*own.delegations, *own.keepings, *own.prohibitions, *own.procedures]
            for rule in limited:
                if rule.limit is not None and not leaves.isdisjoint(rule.leaves):
                    found.setdefault(rule.limit.basis, {FROM_NIL}).update(cuts_of(rule.limit))
        return {basis: sorted(ends) for basis, ends in found.items()}

    @cached_property
    def _days_concerning(self) -> set[date]:
        """The days on which something changes for the person whose matter it is."""
        return change_days(one.when for one in self.compiled.appointments_of.get(self.question.concerning or "", ()))

    def _group_whens(self) -> Iterator[When]:
        waiting = [self.question.body]
        seen: set[str] = set()
        while waiting:
            group = waiting.pop()
            if group in self.compiled.scheme.groups and group not in seen:
                seen.add(group)
                yield (self.compiled.scheme.groups[group].life,)
                for membership in self.compiled.memberships_of.get(group, ()):
                    yield membership.when
                    waiting.append(membership.member)

    def _day_in(self, index: int) -> date:
        """Return a day of interval `index`: before the first change day, or from one change day on."""
        if index > 0:
            return self.days[index - 1]
        return self.days[0] - ONE_DAY if self.days else self.question.on or SOME_DAY

    @property
    def judged(self) -> int:
        """How many intervals have been judged so far."""
        return len(self._at)

    def inside(self, index: int) -> Answer:
        """Return the answer on the days of interval `index`, without its period."""
        if index not in self._at:
            self._at[index] = self._on(self._day_in(index))
        return self._at[index]

    # ------------------------------------------------------------------------------------------------ function, body

    def _on(self, day: date) -> Answer:
        """Return the answer on one day, without its period."""
        points = self.points(day)
        if not points:
            return Answer(self.question, Outcome.NO_SUCH_BODY_THEN)
        groups: list[list[str | None]] = []
        found: list[Answer] = []
        for leaf in self.leaves:
            here = self._over_points({point: self.cell(point, leaf, day, ways) for point, ways in points}, day)
            alike = [index for index, other in enumerate(found) if _equal(other, here)]
            if alike:
                groups[alike[0]].append(leaf)
                found[alike[0]] = _together(found[alike[0]], here)
            else:
                groups.append([leaf])
                found.append(here)
        parts = [_for_functions(part, self._named(group)) for part, group in zip(found, groups, strict=True)]
        if len(parts) == 1:
            return parts[0]
        return self._whole(
            [
                _scoped(part, Scope(functions=self._named(group)))
                for part, group in sorted(zip(parts, groups, strict=True), key=lambda pair: self._named(pair[1]))
            ]
        )

    def _over_points(self, cells: dict[str, Answer], day: date) -> Answer:
        """Return the answer for one leaf: a part for each body, or for each area where they differ or are not all."""
        by_body: dict[str, list[str]] = {}
        for point in sorted(cells):
            by_body.setdefault(self.compiled.scheme.body_of(point), []).append(point)
        named: list[tuple[str, Answer]] = []
        for body, points in sorted(by_body.items()):
            same = all(_equal(cells[point], cells[points[0]]) for point in points)
            same = same and (points == [body] or set(points) >= set(areas_on(self.compiled, body, day)))
            whole = reduce(_together, (cells[point] for point in points))
            named.extend([(body, whole)] if same else [(point, cells[point]) for point in points])
        if len(named) == 1:
            return named[0][1]
        return self._whole([_scoped(found, Scope(bodies=(name,))) for name, found in named])

    def _named(self, leaves: list[str | None]) -> tuple[str, ...]:
        return self.compiled.scheme.name_leaves(frozenset(leaf for leaf in leaves if leaf is not None))

    def points(self, day: date) -> list[tuple[str, list[When]]]:
        """Return the bodies or areas asked about on a day, each with the periods of every way it belongs there."""
        members: dict[str, list[When]] = {self.question.body: [()]}
        if self.is_group:
            members = members_on(self.compiled, self.question.body, day)
        found: dict[str, list[When]] = {}
        for member, ways in members.items():
            for point in areas_on(self.compiled, member, day) or [member]:
                found.setdefault(point, []).extend(ways)
        gone = {area.id for area in self.compiled.scheme.areas.values() if area.life.excludes(day)}
        return sorted((point, ways) for point, ways in found.items() if point not in gone)

    # ------------------------------------------------------------------------------------------------ amount

    def cell(self, point: str, leaf: str | None, day: date, ways: list[When]) -> Answer:
        """Return the content at one point with a part for each band, judged once for each of its own intervals.

        Areas that the same rules cover are judged together.
        """
        more = self._days_concerning | self._asked_days
        own = {*self.compiled.change_days(self.compiled.scheme.body_of(point), leaf), *more}
        place = self._place(point, leaf, day)
        key = (place.rules, sum(change <= day for change in own))
        if key not in self._cells:
            self._cells[key] = self._with_bands(judge(place, self.question))
        found = self._cells[key]
        points = open_membership(ways, day)
        if not points:
            return found
        merged = sorted({*found.open_points, *points}, key=lambda p: (p.kind, p.about, str(p.earliest), str(p.latest)))
        return evolve(found, outcome=Outcome.UNDETERMINED, open_points=tuple(merged))

    def _place(self, point: str, leaf: str | None, day: date) -> Place:
        title = self.question.title if self.question.kind is QuestionKind.OFFICER else None
        place = place_at(self.compiled, point, leaf, day, title, self.question.concerning)
        if self.question.keeping is not None:
            return place.for_keeping()
        return place.for_one(self.asked) if self.question.is_about_one else place

    def _with_bands(self, judgement: Judgement) -> Answer:
        named = self.question.amounts
        top = judgement.content(named)
        open_bases = [basis for basis in judgement.cuts() if basis not in named]
        bands = list(self._bands(judgement, open_bases, dict(named)))
        if len(bands) <= 1:
            return top
        parts = tuple(_scoped(part, Scope(amounts=amounts)) for amounts, part in bands)
        outcome = worst((top.outcome, *(part.outcome for part in parts), *([Outcome.DEPENDS] if named else [])))
        return evolve(top, outcome=outcome, parts=parts)

    def _bands(
        self, judgement: Judgement, bases: list[str], amounts: dict[str, int]
    ) -> Iterator[tuple[tuple[AmountRange, ...], Answer]]:
        """Yield the bands of the open bases with their contents, the first basis outermost."""
        if not bases:
            yield (), judgement.content(amounts)
            return
        basis, *others = bases
        limits = judgement.cuts()[basis]
        samples = [*limits, (limits[-1] if limits else 0) + 1]
        slices = [list(self._bands(judgement, others, {**amounts, basis: sample})) for sample in samples]
        for low, high in runs_of(slices, _same_slices):
            over = limits[low - 1] if low > 0 else None
            up_to = limits[high] if high < len(limits) else None
            own = () if over is None and up_to is None else (AmountRange(basis, over, up_to),)
            for index, (ranges, content) in enumerate(slices[low]):
                whole = reduce(_together, (other[index][1] for other in slices[low + 1 : high + 1]), content)
                yield (*own, *ranges), whole

    # ------------------------------------------------------------------------------------------------ putting together

    def _whole(self, parts: list[Answer]) -> Answer:
        """Return an answer made of parts, at its top the body and the officers that all of them share."""
        bodies = {part.accountable_body for part in parts}
        officers = {part.officers for part in parts}
        return Answer(
            self.question,
            worst(part.outcome for part in parts),
            accountable_body=parts[0].accountable_body if len(bodies) == 1 else None,
            officers=parts[0].officers if len(officers) == 1 else (),
            assumptions=tuple(sorted({a for p in parts for a in p.assumptions}, key=lambda a: (a.kind, a.about))),
            open_points=tuple(
                sorted(
                    {o for p in parts for o in p.open_points},
                    key=lambda o: (o.kind, o.about, str(o.earliest), str(o.latest)),
                )
            ),
            conflicts=tuple(sorted({c for p in parts for c in p.conflicts}, key=lambda c: (c.kind, c.clauses))),
            parts=tuple(parts),
        )


def _with_period(found: Answer, first: date | None, last: date | None) -> Answer:
    return evolve(
        found, holds_from=first, holds_to=last, parts=tuple(_with_period(part, first, last) for part in found.parts)
    )


def _scoped(part: Answer, scope: Scope) -> Answer:
    return evolve(part, scope=scope)


def _for_functions(found: Answer, functions: tuple[str, ...]) -> Answer:
    """Return the content with what is kept named by the functions of its group."""
    kept = tuple(evolve(k, functions=functions) for k in found.kept)
    return evolve(found, kept=kept, parts=tuple(_for_functions(part, functions) for part in found.parts))


def _together(one: Answer, other: Answer) -> Answer:
    """Return two answers of equal content as one, which excludes what both exclude."""
    excluded = tuple(entry for entry in one.excluded if entry in other.excluded)
    parts = tuple(map(_together, one.parts, other.parts))
    return evolve(one, excluded=excluded, parts=parts)


def _equal(one: Answer, other: Answer) -> bool:
    return without_explanation(one) == without_explanation(other)


def _same_slices(
    one: list[tuple[tuple[AmountRange, ...], Answer]], other: list[tuple[tuple[AmountRange, ...], Answer]]
) -> bool:
    return len(one) == len(other) and all(a == b and _equal(c, d) for (a, c), (b, d) in zip(one, other, strict=True))
