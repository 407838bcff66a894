"""Questions about facts by plain enumeration: section 8.5 of the specification.

In: a scheme and a question about facts. Out: the answer. Promise: every day on which anything in the scheme changes is
looked at, and every way in which what is open on it can turn out.
Source: docs/reference/semantics.md, 8.5.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from govrules.model.answer import Assumption, OpenPoint
from govrules.model.days import OpenDay, When, all_hold, open_days
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
from govrules.reference.interpreter import all_stretches, members, on_day
from govrules.reference.merge import marked
from govrules.reference.people import appointments, holding
from govrules.reference.provided import subsets
from govrules.reference.texts import asked_of, membership_when


def facts(scheme: Scheme, question: FactQuestion) -> FactAnswer:
    """Answer a question about facts by brute force (SPEC 8.5)."""
    runs: list[Facts] = []
    for stretch in all_stretches(scheme):
        found = facts_on(scheme, question, stretch.day)
        if runs and runs[-1].dated(None, None) == found:
            runs[-1] = runs[-1].dated(runs[-1].holds_from, stretch.ends)
        else:
            runs.append(found.dated(stretch.begins, stretch.ends))
    if question.on is None:
        return FactAnswer(question, tuple(runs))
    day = question.on
    here = (
        run
        for run in runs
        if (run.holds_from is None or run.holds_from <= day) and (run.holds_to is None or day <= run.holds_to)
    )
    return FactAnswer(question, (next(here),))


def facts_on(scheme: Scheme, question: FactQuestion, day: date) -> Facts:
    """Return the rows of one day."""
    if question.kind is FactKind.HOLDS:
        return who_holds(scheme, question.about, day)
    if question.kind is FactKind.DESIGNATES:
        return whose_officer(scheme, question, day)
    return stated(scheme, question, day)


# SPEC 2.5: who holds a post.


def who_holds(scheme: Scheme, post: str, day: date) -> Facts:
    """Return who holds a post, with all that is unknown of the days of those who may hold it."""
    known, holders = holding(scheme, post, day)
    there = list(appointments(scheme, post, day))
    read_in: dict[str | None, tuple[Citation, ...]] = {}
    for one, _ in there:
        read_in[one.person] = cited((*read_in.get(one.person, ()), *one.marks.sources))
    certainly_held = any(holder.certain for holder in holders)
    leaned = [
        one.when
        for one, certain in there
        if (one.person is not None or (certain and not certainly_held)) and holds_at_all(scheme, post, day)
    ]
    unknown = [one for when in (scheme.posts[post].life, *(a.when for a, _ in there)) for one in open_days(when, day)]
    leans = [lean for when in leaned for lean in marked("", None, when)]
    return facts_of(scheme, holding_facts(post, known, holders, read_in), leans, map(open_point, unknown))


def holds_at_all(scheme: Scheme, post: str, day: date) -> bool:
    """Say whether a post exists, or may, on a day."""
    return not any(period.excludes(day) for period in scheme.posts[post].life)


# SPEC 5.4: of which bodies somebody is officer.


def whose_officer(scheme: Scheme, question: FactQuestion, day: date) -> Facts:
    """Return the bodies whose officer of a title somebody is: who is the officer of each is asked."""
    said: dict[Place, Said] = {}
    leans: set[Assumption] = set()
    left_open: set[OpenPoint] = set()
    stands_for = list(standing_for(scheme, question.about))
    for body in sorted(scheme.bodies):
        found = on_day(scheme, Question(QuestionKind.OFFICER, body, None, day, title=question.title), day)
        for part in found.parts or (found,):
            for officer in part.officers:
                ways = [when for name, when in stands_for if name == officer.post]
                sure, standing, unknown = settled(ways, day)
                if not standing:
                    continue
                certain = officer.certain and sure
                said[Relation(body, officer.title, officer.post), "", ""] = Said(officer.clauses, (), certain)
                leans |= {lean for when in ways if may_be(when, day) for lean in marked("", None, when)}
                for rule in scheme.designations:
                    if rule.body == body and rule.post == officer.post and rule.clause in officer.clauses:
                        mark = scheme.clauses[rule.clause].marks.mark
                        leans |= set(marked(rule.clause, mark, rule.when)) if may_be(rule.when, day) else set()
                left_open |= unknown | (set(part.open_points) if not officer.certain else set())
    return facts_of(scheme, said, leans, left_open)


# SPEC 8.5: what single statements make so.


def stated(scheme: Scheme, question: FactQuestion, day: date) -> Facts:
    """Return the relations that statements make so on a day."""
    ways: dict[Place, list[Way]] = {}
    for way in WAYS[question.kind](scheme, question.about, day):
        asked = scheme.functions if question.function is None else scheme.leaves_of(question.function)
        for leaf in [leaf for leaf in way.leaves if leaf in asked] if way.leaves else [""]:
            ways.setdefault((way.relation, leaf, way.place or ""), []).append(way)
    said: dict[Place, Said] = {}
    leans: set[Assumption] = set()
    left_open: set[OpenPoint] = set()
    for where, every in ways.items():
        several = [way for way in every if may_be(way.when, day)]
        certain, standing, unknown = settled([way.when for way in several], day)
        live = [several[index] for index in standing]
        if not live:
            continue
        clauses = sorted({way.clause for way in live if way.clause is not None})
        said[where] = Said(tuple(clauses), cited(s for way in live for s in way.sources), certain)
        left_open |= unknown
        for way in live:
            mark = scheme.clauses[way.clause].marks.mark if way.clause is not None else None
            leans |= set(marked(way.clause or "", mark, way.when))
    return facts_of(scheme, said, leans, left_open)


def may_be(when: When, day: date) -> bool:
    """Say whether no period certainly excludes a day."""
    return not any(period.excludes(day) for period in when)


def settled(whens: Iterable[When], day: date) -> tuple[bool, list[int], set[OpenPoint]]:
    """Return whether one of some stretches holds under every settlement, which hold under any, and what decides it."""
    several = list(whens)
    unknown: dict[str, OpenDay] = {one.key: one for when in several for one in open_days(when, day)}

    def standing_if(has_come: frozenset[str]) -> frozenset[int]:
        return frozenset(i for i, when in enumerate(several) if all_hold(when, day, lambda one: one.key in has_come))

    found = {frozenset(has_come): standing_if(frozenset(map(str, has_come))) for has_come in subsets(unknown)}
    decisive = {
        open_point(one)
        for key, one in unknown.items()
        if any(bool(standing) != bool(found[has_come ^ {key}]) for has_come, standing in found.items())
    }
    return all(found.values()), sorted(frozenset().union(*found.values())), decisive


def open_point(one: OpenDay) -> OpenPoint:
    """Return an unknown day as an answer lists it."""
    return OpenPoint("unknown-day", one.about, *one.limits)


def standing_for(scheme: Scheme, who: str) -> Iterator[tuple[str, When]]:
    """Yield what somebody stands for (SPEC 8.1), with the periods in which it does."""
    yield from asked_of(scheme, Question(QuestionKind.MAY, "", who=who)) or ()


def called(scheme: Scheme, who: str, name: str, point: str | None) -> Iterator[tuple[str, When]]:
    """Yield what of somebody a name in a rule of a body means, by itself or as the board it is one with (SPEC 2.9)."""
    meant: list[tuple[str, When]] = [(name, ())]
    if point is not None:
        body = scheme.bodies[scheme.body_of(point)]
        for seating in (one for one in scheme.seatings if one.body == body.id):
            if name in (seating.organ, body.first_holder) and seating.organ != body.first_holder:
                meant.append((body.first_holder if name == seating.organ else seating.organ, seating.when))
    own: list[tuple[str, When]] = [(who, ())] if who in scheme.bodies else []
    for mine, when in (*own, *standing_for(scheme, who)):
        yield from ((mine, when + further) for other, further in meant if other == mine)


def lines_of(scheme: Scheme, about: str, *, upwards: bool) -> Iterator[Way]:
    """Yield the lines of account of somebody: to whom it answers, or who answers to it."""
    for line in scheme.lines:
        how = "professional" if line.professional else "line"
        for name, when in called(scheme, about, line.who if upwards else line.to, line.body):
            relation = Relation(name, how, line.to) if upwards else Relation(line.who, how, name)
            yield Way(relation, line.when + when, line.leaves, line.body, line.clause)


def overseers_of(scheme: Scheme, about: str, day: date, relation: str) -> Iterator[Way]:
    """Yield who directs or manages a body, or a group that it is in."""
    whole: list[tuple[str, When]] = [(name, ()) for name in {about, scheme.body_of(about)}]
    within = [(way.relation.of, way.when) for way in groups_with(scheme, about, day)]
    for fact in (one for one in scheme.oversight if one.relation == relation):
        for name, when in (*whole, *within):
            if name == fact.of:
                yield Way(Relation(fact.by, relation, fact.of), fact.when + when, sources=fact.marks.sources)


def groups_with(scheme: Scheme, about: str, day: date) -> Iterator[Way]:
    """Yield the groups in which something is, one of its areas, or the body it is an area of."""
    own = {about, scheme.body_of(about), *(scheme.bodies[about].areas if about in scheme.bodies else ())}
    for member in sorted(own):
        yield from above(scheme, member, member, (), day)


def above(scheme: Scheme, member: str, here: str, when: When, day: date) -> Iterator[Way]:
    """Yield the groups in which something is through what is `here`, one way up after another."""
    for one in scheme.memberships:
        further = membership_when(scheme, one) + when
        if one.member == here and may_be(further, day):
            sources = scheme.groups[one.group].marks.sources
            yield Way(Relation(member, "member", one.group), further, sources=sources)
            yield from above(scheme, member, one.group, further, day)


def members_of(scheme: Scheme, about: str, day: date) -> Iterator[Way]:
    """Yield the bodies and areas in a group (SPEC 2.3)."""
    for member, when in members(scheme, about, day):
        yield Way(Relation(member, "member", about), when, sources=scheme.groups[about].marks.sources)


def seatings_of(scheme: Scheme, about: str) -> Iterator[Way]:
    """Yield who sits as the governing organ of a body (SPEC 2.9)."""
    for one in scheme.seatings:
        board = scheme.bodies[one.body].first_holder
        if about in (one.body, board):
            yield Way(Relation(one.organ, "board", board), one.when, clause=one.clause)


WAYS: dict[FactKind, Callable[[Scheme, str, date], Iterable[Way]]] = {
    FactKind.ANSWERS: lambda scheme, about, day: lines_of(scheme, about, upwards=True),
    FactKind.ANSWERING: lambda scheme, about, day: lines_of(scheme, about, upwards=False),
    FactKind.DIRECTED: lambda scheme, about, day: overseers_of(scheme, about, day, "directed"),
    FactKind.MANAGED: lambda scheme, about, day: overseers_of(scheme, about, day, "managed"),
    FactKind.SITS: lambda scheme, about, day: seatings_of(scheme, about),
    FactKind.GROUPS: groups_with,
    FactKind.MEMBERS: members_of,
}
