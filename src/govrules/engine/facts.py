"""Who holds, answers to, directs, sits as, designates or belongs to what.

In: a compiled scheme and a question about facts. Out: a `FactAnswer`. Promise: each statement that can make a relation
so is found once; a day on which nothing of them changes is not looked at. Source: docs/reference/semantics.md, 8.5.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from govrules.compile import Compiled
from govrules.engine.answers import Asked
from govrules.engine.holding import People
from govrules.engine.leaning import leans_of
from govrules.engine.periods import stretches
from govrules.engine.place import asked_of, members_on
from govrules.engine.settle import deciding, explore
from govrules.model.answer import Assumption, OpenPoint
from govrules.model.days import OpenDay, When, all_hold, change_days, open_days
from govrules.model.facts import (
    FactAnswer,
    FactKind,
    FactQuestion,
    Facts,
    Place,
    Relation,
    Said,
    Way,
    cited,
    facts_of,
    holding_facts,
)
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.model.things import Citation


def facts(compiled: Compiled, question: FactQuestion) -> FactAnswer:
    """Answer a question about facts whose names are identifiers of the scheme."""
    if question.kind is FactKind.HOLDS:
        return FactAnswer(question, _Holding(compiled, question).stretches())
    if question.kind is FactKind.DESIGNATES:
        return FactAnswer(question, _Designating(compiled, question).stretches())
    return FactAnswer(question, _Stated(compiled, question).stretches())


class _Found:
    """What is found for one day after another: what is said, what it leans on and what is left open."""

    def __init__(self) -> None:
        self.said: dict[Place, Said] = {}
        self.leans: set[Assumption] = set()
        self.left_open: set[OpenPoint] = set()


class _Listing(ABC):
    """One question about facts at work."""

    def __init__(self, compiled: Compiled, question: FactQuestion) -> None:
        self.compiled = compiled
        self.scheme: Scheme = compiled.scheme
        self.question = question

    @property
    @abstractmethod
    def days(self) -> list[date]:
        """The days on which the answer can change."""

    @abstractmethod
    def find(self, day: date) -> _Found:
        """Return what is found on a day."""

    def stretches(self) -> tuple[Facts, ...]:
        """Return the rows on the day asked about with their period, or those of all time."""
        return stretches(self.days, self.question.on, self._rows)

    def _rows(self, day: date) -> Facts:
        found = self.find(day)
        return facts_of(self.scheme, found.said, found.leans, found.left_open)


class _Holding(_Listing):
    """Who holds a post: what answers say of it (2.5)."""

    @cached_property
    def days(self) -> list[date]:
        """The days on which the life of the post, or somebody in it, changes."""
        post = self.question.about
        whens = [one.when for one in self.compiled.appointments.get(post, ())]
        return sorted(change_days([self.scheme.posts[post].life, *whens]))

    def find(self, day: date) -> _Found:
        """Return who holds the post on a day."""
        post, found = self.question.about, _Found()
        filling = People(self.compiled, day).in_post(post)
        whens = [self.scheme.posts[post].life]
        read_in: dict[str | None, tuple[Citation, ...]] = {}
        for one in self.compiled.appointments.get(post, ()):
            if not any(period.excludes(day) for period in one.when):
                read_in[one.person] = cited((*read_in.get(one.person, ()), *one.marks.sources))
                whens.append(one.when)
        found.said = holding_facts(post, filling.holding, filling.holders, read_in)
        found.leans = set(filling.leans)
        found.left_open = {_open(one) for when in whens for one in open_days(when, day)}
        return found


class _Designating(_Listing):
    """Which bodies have somebody as their officer of a title: the forward question, asked of each body."""

    @cached_property
    def _posts(self) -> dict[str, list[When]]:
        found: dict[str, list[When]] = {}
        for name, when in asked_of(self.compiled, self.question.about):
            found.setdefault(name, []).append(when)
        return found

    @cached_property
    def _asked(self) -> dict[str, Asked]:
        """The question who is the officer, for each body that ever designates one of the posts."""
        title = self.question.title
        named = {one.body for one in self.scheme.designations if one.title == title and one.post in self._posts}
        return {body: Asked(self.compiled, Question(QuestionKind.OFFICER, body, title=title)) for body in sorted(named)}

    @cached_property
    def days(self) -> list[date]:
        """The days on which an officer of one of the bodies, or somebody's post, changes."""
        days = {day for asked in self._asked.values() for day in asked.days}
        return sorted(days | change_days(when for whens in self._posts.values() for when in whens))

    def find(self, day: date) -> _Found:
        """Return the bodies whose officer the one asked about is, or may be, on a day."""
        found = _Found()
        for body, asked in self._asked.items():
            cells = [asked.cell(point, None, day, ways) for point, ways in asked.points(day)]
            for forward, officer in ((cell, officer) for cell in cells for officer in cell.officers):
                ways = [when for when in self._posts.get(officer.post, ()) if _may_be(when, day)]
                if ways:
                    certain, left_open, _ = _settled(ways, day)
                    where = Relation(body, officer.title, officer.post), "", ""
                    found.said[where] = Said(officer.clauses, (), officer.certain and certain)
                    found.leans |= {lean for one in self._designations(body, day, officer.clauses) for lean in one} | {
                        lean for when in ways for lean in leans_of(self.scheme, None, when)
                    }
                    found.left_open |= left_open | ({*forward.open_points} if not officer.certain else set())
        return found

    def _designations(self, body: str, day: date, clauses: Iterable[str]) -> Iterator[Iterator[Assumption]]:
        """Yield the marks of the designations shown."""
        for one in self.scheme.designations:
            if one.body == body and one.clause in clauses and one.post in self._posts and _may_be(one.when, day):
                yield leans_of(self.scheme, one.clause, one.when)


class _Stated(_Listing):
    """Relations each of which a statement makes so in its own periods."""

    @cached_property
    def _ways(self) -> dict[Place, list[Way]]:
        found: dict[Place, list[Way]] = {}
        leaves = frozenset(self.scheme.leaves_of(self.question.function)) if self.question.function else None
        for way in _STATED[self.question.kind](self.compiled, self.question.about):
            covered = way.leaves if leaves is None else way.leaves & leaves
            for leaf in covered if way.leaves else ("",):
                found.setdefault((way.relation, leaf, way.place or ""), []).append(way)
        return found

    @cached_property
    def days(self) -> list[date]:
        """The days on which one of the statements begins or ends."""
        return sorted(change_days(way.when for ways in self._ways.values() for way in ways))

    def find(self, day: date) -> _Found:
        """Return which of the relations are so on a day."""
        found = _Found()
        known: dict[tuple[When, ...], tuple[bool, set[OpenPoint], frozenset[int]]] = {}
        for where, every in self._ways.items():
            ways = [way for way in every if _may_be(way.when, day)]
            if not ways:
                continue
            whens = tuple(way.when for way in ways)
            if whens not in known:
                known[whens] = _settled(whens, day)
            certain, left_open, standing = known[whens]
            live = [ways[index] for index in sorted(standing)]
            if live:
                clauses = sorted({way.clause for way in live if way.clause is not None})
                sources = cited(source for way in live for source in way.sources)
                found.said[where] = Said(tuple(clauses), sources, certain)
                found.left_open |= left_open
                found.leans |= {lean for way in live for lean in leans_of(self.scheme, way.clause, way.when)}
        return found


def _may_be(when: When, day: date) -> bool:
    return not any(period.excludes(day) for period in when)


def _settled(whens: Iterable[When], day: date) -> tuple[bool, set[OpenPoint], frozenset[int]]:
    """Return whether one of some stretches certainly holds, what decides it, and which of them can hold."""
    several = list(whens)
    days: dict[str, OpenDay] = {one.key: one for when in several for one in open_days(when, day)}
    runs = explore(
        lambda ask: frozenset(
            index for index, when in enumerate(several) if all_hold(when, day, lambda one: ask(one.key))
        )
    )
    decisive = {_open(days[key]) for key in deciding(runs, bool) if isinstance(key, str)}
    standing = frozenset(index for run in runs for index in run.result)
    return all(run.result for run in runs), decisive, standing


def _open(one: OpenDay) -> OpenPoint:
    return OpenPoint("unknown-day", one.about, *one.limits)


# ---------------------------------------------------------------------------------------------------- statements


def _lines(compiled: Compiled, who: str) -> Iterator[Way]:
    """Yield to whom somebody answers."""
    names = dict(_standing_for(compiled, who))
    for line in compiled.scheme.lines:
        for name, when in _named(compiled, names, line.who, line.body):
            how = "professional" if line.professional else "line"
            yield Way(Relation(name, how, line.to), line.when + when, line.leaves, line.body, line.clause)


def _lines_to(compiled: Compiled, to: str) -> Iterator[Way]:
    """Yield who answers to somebody."""
    names = dict(_standing_for(compiled, to))
    for line in compiled.scheme.lines:
        for name, when in _named(compiled, names, line.to, line.body):
            how = "professional" if line.professional else "line"
            yield Way(Relation(line.who, how, name), line.when + when, line.leaves, line.body, line.clause)


def _standing_for(compiled: Compiled, who: str) -> Iterator[tuple[str, list[When]]]:
    """Yield what somebody stands for, and a body for itself, with the periods in which it does."""
    found: dict[str, list[When]] = {who: [()]} if who in compiled.scheme.bodies else {}
    for name, when in asked_of(compiled, who):
        found.setdefault(name, []).append(when)
    yield from found.items()


def _named(
    compiled: Compiled, names: dict[str, list[When]], name: str, point: str | None
) -> Iterator[tuple[str, When]]:
    """Yield how somebody is named in a rule of a body: by name, or by that of the organ that is one with its board."""
    yield from ((name, when) for when in names.get(name, ()))
    body = compiled.scheme.body_of(point) if point is not None else None
    board = compiled.scheme.bodies[body].first_holder if body is not None else None
    for seating in compiled.by_body[body].seatings if body is not None else ():
        other = {seating.organ: board, board: seating.organ}.get(name)
        if other is not None and other != name:
            yield from ((other, when + seating.when) for when in names.get(other, ()))


def _overseers(compiled: Compiled, about: str, relation: str) -> Iterator[Way]:
    ways: dict[str, list[When]] = {about: [()], compiled.scheme.body_of(about): [()], **_groups_above(compiled, about)}
    for fact in compiled.scheme.oversight:
        if fact.relation == relation:
            for when in ways.get(fact.of, ()):
                named = Relation(fact.by, relation, fact.of)
                yield Way(named, fact.when + when, sources=fact.marks.sources)


def _groups_above(compiled: Compiled, about: str) -> dict[str, list[When]]:
    """Return the groups that something belongs to, each with the periods of every way up to it."""
    found: dict[str, list[When]] = {}
    for way in _groups(compiled, about):
        found.setdefault(way.relation.of, []).append(way.when)
    return found


def _all_below(compiled: Compiled, group: str) -> dict[str, list[When]]:
    """Return everything in a group, groups too, each with the periods of every way down to it."""
    found: dict[str, list[When]] = {}
    for one in compiled.memberships_of.get(group, ()):
        when = (compiled.scheme.groups[group].life, *one.when)
        found.setdefault(one.member, []).append(when)
        if one.member in compiled.scheme.groups:
            for member, ways in _all_below(compiled, one.member).items():
                found.setdefault(member, []).extend(when + way for way in ways)
    return found


def _groups(compiled: Compiled, about: str) -> Iterator[Way]:
    scheme = compiled.scheme
    areas = scheme.bodies[about].areas if about in scheme.bodies else ()
    for group in scheme.groups:
        below = _all_below(compiled, group)
        for member in sorted({about, scheme.body_of(about), *areas}):
            for when in below.get(member, ()):
                yield Way(Relation(member, "member", group), when, sources=scheme.groups[group].marks.sources)


def _members(compiled: Compiled, about: str) -> Iterator[Way]:
    sources = compiled.scheme.groups[about].marks.sources
    for member, ways in members_on(compiled, about, None).items():
        yield from (Way(Relation(member, "member", about), when, sources=sources) for when in ways)


def _seatings(compiled: Compiled, about: str) -> Iterator[Way]:
    bodies = [body for body in compiled.scheme.bodies.values() if about in (body.id, body.first_holder)]
    for body in bodies:
        for one in compiled.by_body[body.id].seatings:
            yield Way(Relation(one.organ, "board", body.first_holder), one.when, clause=one.clause)


_STATED: Mapping[FactKind, Callable[[Compiled, str], Iterable[Way]]] = {
    FactKind.ANSWERS: _lines,
    FactKind.ANSWERING: _lines_to,
    FactKind.DIRECTED: lambda compiled, about: _overseers(compiled, about, "directed"),
    FactKind.MANAGED: lambda compiled, about: _overseers(compiled, about, "managed"),
    FactKind.SITS: _seatings,
    FactKind.GROUPS: _groups,
    FactKind.MEMBERS: _members,
}
