"""From points to whole answers: sections 2.2, 2.3, 6, 7 and 8 of the specification.

In: a scheme and a question. Out: the answer, with its parts by period, function, body and amount. Promise: every day
on which anything in the scheme changes is looked at, and every cell of amounts; values with equal content go together.
Source: docs/reference/semantics.md, cited by section in `# SPEC` comments.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import pairwise

from attrs import evolve, frozen

from govrules.model.answer import AmountRange, Answer, OpenPoint, Outcome, Scope
from govrules.model.days import ONE_DAY, When, all_hold, change_days, open_days
from govrules.model.question import Question
from govrules.model.scheme import Scheme
from govrules.reference.cells import Grid, Limits
from govrules.reference.merge import PointAnswer, places_of
from govrules.reference.order import assumption_key, open_point_key
from govrules.reference.provided import subsets
from govrules.reference.settlement import Settlement
from govrules.reference.texts import Dated, Point, asked_of, membership_when

ANY_DAY = date(2000, 1, 1)


def answer(scheme: Scheme, question: Question) -> Answer:
    """Answer a question by brute force.

    The question's names are identifiers of the scheme, its amounts pence for each basis. Every tuple of the answer is
    in the order of its identifiers. *Source:* docs/reference/semantics.md. Never raises for what a scheme says.
    """
    stretches = list(all_stretches(scheme))
    if question.on is None:
        return over_time(scheme, question, stretches)
    here = next(i for i, stretch in enumerate(stretches) if stretch.contains(question.on))
    found = on_day(scheme, question, question.on)
    first = last = here
    while first > 0 and same(found, on_day(scheme, question, stretches[first - 1].day)):
        first -= 1
    while last + 1 < len(stretches) and same(found, on_day(scheme, question, stretches[last + 1].day)):
        last += 1
    return dated(found, stretches[first].begins, stretches[last].ends)


# SPEC 6: time.


@frozen
class Stretch:
    """Days on which nothing in the scheme changes, both ends included; `day` is one of them."""

    begins: date | None
    ends: date | None
    day: date

    def contains(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)


def all_stretches(scheme: Scheme) -> Iterator[Stretch]:
    """Yield the stretches of all time, in order."""
    days = sorted(change_days(every_when(scheme)))
    if not days:
        yield Stretch(None, None, ANY_DAY)
        return
    yield Stretch(None, days[0] - ONE_DAY, days[0] - ONE_DAY)
    for day, after in pairwise(days):
        yield Stretch(day, after - ONE_DAY, day)
    yield Stretch(days[-1], None, days[-1])


def every_when(scheme: Scheme) -> Iterator[When]:
    """Yield the periods of everything in the scheme."""
    yield from ((body.life,) for body in scheme.bodies.values())
    yield from ((area.life,) for area in scheme.areas.values())
    yield from ((group.life,) for group in scheme.groups.values())
    yield from (organ.life for organ in scheme.organs.values())
    yield from (post.life for post in scheme.posts.values())
    yield from ((instrument.in_force,) for instrument in scheme.instruments.values())
    several: tuple[tuple[Dated, ...], ...] = (
        scheme.memberships, scheme.oversight, scheme.appointments, scheme.vestings, scheme.designations, scheme.claims,
        scheme.function_claims, scheme.keepings, scheme.delegations, scheme.residues, scheme.powers, scheme.lines,
        scheme.seatings, scheme.prohibitions, scheme.procedures, scheme.deputies, scheme.records,
        scheme.partly_known,
    )  # fmt: skip
    for rules in several:
        yield from (rule.when for rule in rules)


def over_time(scheme: Scheme, question: Question, stretches: Sequence[Stretch]) -> Answer:
    """Return the periods of all time as parts, or the one answer where nothing ever changes (SPEC 6.3)."""
    runs: list[tuple[Answer, date | None, date | None]] = []
    for stretch in stretches:
        found = on_day(scheme, question, stretch.day)
        if runs and same(runs[-1][0], found):
            runs[-1] = (together(runs[-1][0], found), runs[-1][1], stretch.ends)
        else:
            runs.append((found, stretch.begins, stretch.ends))
    if len(runs) == 1:
        return dated(*runs[0])
    return whole(question, [dated(*run) for run in runs])


def dated(found: Answer, begins: date | None, ends: date | None) -> Answer:
    """Return an answer with its days, and its parts likewise."""
    parts = tuple(dated(part, begins, ends) for part in found.parts)
    return evolve(found, holds_from=begins, holds_to=ends, parts=parts)


# SPEC 2.2 and 2.3: the points of a body and of a group.


def points_on(scheme: Scheme, question: Question, day: date) -> dict[Point, list[When]]:
    """Return the points asked about on a day, in order, with the periods of each way in which they belong there."""
    asked: list[tuple[str, When]] = [(question.body, ())]
    if question.body in scheme.groups:
        asked = list(members(scheme, question.body, day))
    ways: dict[Point, list[When]] = {}
    for member, when in asked:
        asked_about = asked_of(scheme, question)
        whose = question.title, question.concerning, asked_about, question.keeping
        point = Point(scheme.body_of(member), None, None, day, *whose)
        places = [evolve(point, area=member)] if member in scheme.areas else places_of(scheme, member, point)
        for place in places:
            if place.area is None or not scheme.areas[place.area].life.excludes(day):
                ways.setdefault(place, []).append(when)
    return dict(sorted(ways.items(), key=lambda item: item[0].place))


def members(scheme: Scheme, group: str, day: date, above: tuple[str, ...] = ()) -> Iterator[tuple[str, When]]:
    """Yield the bodies and areas in a group on a day, once for each way down, with the periods on the way."""
    for membership in scheme.memberships:
        when = membership_when(scheme, membership)
        if membership.group != group or any(period.excludes(day) for period in when):
            continue
        if membership.member not in scheme.groups:
            yield membership.member, when
        elif membership.member not in (*above, group):
            for member, further in members(scheme, membership.member, day, (*above, group)):
                yield member, when + further


def open_membership(ways: Sequence[When], day: date) -> set[OpenPoint]:
    """Return the unknown days that, settled otherwise, can change whether a point belongs to the group asked about."""
    unknown = {one.key: one for when in ways for one in open_days(when, day)}

    def belongs_if(settled: Settlement) -> bool:
        return any(all_hold(when, day, lambda one: one.key in settled) for when in ways)

    belongs = {settled: belongs_if(settled) for settled in subsets(unknown)}
    return {
        OpenPoint("unknown-day", one.about, *one.limits)
        for key, one in unknown.items()
        if any(belongs[settled] != belongs[settled ^ {key}] for settled in belongs)
    }


# SPEC 8: parts by function and body.


def on_day(scheme: Scheme, question: Question, day: date) -> Answer:
    """Return the answer on one day, without its days: by function, then by body, then by amount."""
    points = points_on(scheme, question, day)
    if not points:
        return Answer(question, Outcome.NO_SUCH_BODY_THEN)
    if question.function is None:
        return by_body(scheme, question, points, None)
    groups: list[tuple[Answer, set[str]]] = []
    for leaf in scheme.leaves_of(question.function):
        found = by_body(scheme, question, points, leaf)
        alike = next((index for index, (other, _) in enumerate(groups) if same(other, found)), None)
        if alike is None:
            groups.append((found, {leaf}))
        else:
            groups[alike] = (together(groups[alike][0], found), groups[alike][1] | {leaf})
    named = sorted((scheme.name_leaves(frozenset(leaves)), index) for index, (_, leaves) in enumerate(groups))
    if len(named) == 1:
        return naming(groups[0][0], named[0][0])
    parts = [evolve(naming(groups[index][0], names), scope=Scope(functions=names)) for names, index in named]
    return whole(question, parts)


def naming(found: Answer, functions: tuple[str, ...]) -> Answer:
    """Return an answer that says of which functions things are kept, in its parts likewise."""
    kept = tuple(evolve(one, functions=functions) for one in found.kept)
    return evolve(found, kept=kept, parts=tuple(naming(part, functions) for part in found.parts))


def by_body(scheme: Scheme, question: Question, points: Mapping[Point, Sequence[When]], leaf: str | None) -> Answer:
    """Return the answer for one leaf: one part for each body, or for each area of it where they differ."""
    bodies: dict[str, list[tuple[str, Answer]]] = {}
    for point, ways in points.items():
        found = by_amount(PointAnswer(scheme, question, evolve(point, leaf=leaf)), ways)
        bodies.setdefault(point.body, []).append((point.place, found))
    named: list[tuple[str, Answer]] = []
    for body, several in sorted(bodies.items()):
        points_of_body = {place.place for place in places_of(scheme, body, next(iter(points)))}
        alike = {place for place, _ in several} >= points_of_body
        alike = alike and all(same(several[0][1], found) for _, found in several)
        named += [(body, reduce(together, (found for _, found in several)))] if alike else several
    if len(named) == 1:
        return named[0][1]
    return whole(question, [evolve(found, scope=Scope(bodies=(name,))) for name, found in named])


# SPEC 7: bands of amounts.


def by_amount(at: PointAnswer, ways: Sequence[When]) -> Answer:
    """Return the answer at one point: its ranges, and a part for each band where there are several."""
    asked = at.question.amounts
    found = at.at(asked)
    bands = list(cut(at, at.grid, [basis for basis in at.grid.bases if basis not in asked], dict(asked)))
    if len(bands) > 1:
        parts = tuple(evolve(part, scope=Scope(amounts=ranges)) for ranges, part in bands)
        outcomes = [part.outcome for part in (found, *parts)] + ([Outcome.DEPENDS] if asked else [])
        found = evolve(found, outcome=last(outcomes), parts=parts)
    member = open_membership(ways, at.point.day)
    if member:
        points = tuple(sorted({*found.open_points, *member}, key=open_point_key))
        found = evolve(found, outcome=Outcome.UNDETERMINED, open_points=points)
    return found


def cut(
    at: PointAnswer, grid: Grid, bases: Sequence[str], amounts: Mapping[str, int]
) -> Iterator[tuple[Limits, Answer]]:
    """Yield the bands with their content: for the first basis the longest runs whose slices are equal, and so on."""
    if not bases:
        yield (), at.at(amounts)
        return
    runs: list[tuple[AmountRange, list[tuple[Limits, Answer]]]] = []
    for over, up_to in grid.stretches(bases[0]):
        inside = up_to if up_to is not None else (over or 0) + 1
        slices = list(cut(at, grid, bases[1:], {**amounts, bases[0]: inside}))
        if runs and alike(runs[-1][1], slices):
            both = [(band, together(one, other)) for (band, one), (_, other) in zip(runs[-1][1], slices, strict=True)]
            runs[-1] = (evolve(runs[-1][0], up_to=up_to), both)
        else:
            runs.append((AmountRange(bases[0], over, up_to), slices))
    for band, slices in runs:
        bounded = () if band.over is None and band.up_to is None else (band,)
        yield from (((*bounded, *ranges), part) for ranges, part in slices)


def alike(some: Sequence[tuple[Limits, Answer]], others: Sequence[tuple[Limits, Answer]]) -> bool:
    """Say whether two slices have the same bands with equal content."""
    return [ranges for ranges, _ in some] == [ranges for ranges, _ in others] and all(
        same(one, other) for (_, one), (_, other) in zip(some, others, strict=True)
    )


# SPEC 8: parts in general.


def same(one: Answer, other: Answer) -> bool:
    """Say whether two answers have equal content: everything but what is excluded and why (SPEC 6.3)."""
    return content(one) == content(other)


def together(one: Answer, other: Answer) -> Answer:
    """Return two answers of equal content as one, which excludes what both exclude."""
    parts = tuple(together(some, others) for some, others in zip(one.parts, other.parts, strict=True))
    return evolve(one, excluded=tuple(entry for entry in one.excluded if entry in other.excluded), parts=parts)


def content(found: Answer) -> Answer:
    """Return an answer without its days and what is excluded, its parts likewise."""
    return evolve(found, holds_from=None, holds_to=None, excluded=(), parts=tuple(map(content, found.parts)))


def last(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a whole: that which stands last in the order of outcomes."""
    return max(outcomes, key=list(Outcome).index)


def whole(question: Question, parts: Sequence[Answer]) -> Answer:
    """Return the answer made of parts: at its top what they share, and what any of them leans on or leaves open."""
    bodies = {part.accountable_body for part in parts}
    officers = {part.officers for part in parts}
    return Answer(
        question,
        last(part.outcome for part in parts),
        accountable_body=bodies.pop() if len(bodies) == 1 else None,
        officers=officers.pop() if len(officers) == 1 else (),
        assumptions=tuple(sorted({one for part in parts for one in part.assumptions}, key=assumption_key)),
        open_points=tuple(sorted({one for part in parts for one in part.open_points}, key=open_point_key)),
        conflicts=tuple(sorted({one for p in parts for one in p.conflicts}, key=lambda one: (one.kind, one.clauses))),
        parts=tuple(parts),
    )
