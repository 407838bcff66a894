"""When an answer changes, and by which clauses.

In: a compiled scheme and a question. Out: every change of its answer over all time, in order. Promise: between two of
them, before the first and after the last the answer is the same. Source: docs/reference/semantics.md, section 8.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from attrs import evolve

from govrules.compile import Compiled
from govrules.engine.index import answer
from govrules.model.answer import Answer
from govrules.model.changes import Change, Turn
from govrules.model.days import Bound, OpenDay
from govrules.model.question import Question
from govrules.model.scheme import Scheme

Place = tuple[str, str, str]
"""A leaf (empty for a question without a function), a body or area, and a clause the answer rests on there."""
_SORTS = (
    "vestings", "designations", "keepings", "delegations", "residues", "prohibitions", "procedures", "deputies",
    "powers", "lines", "seatings", "records",
)  # fmt: skip


def changes(compiled: Compiled, question: Question) -> tuple[Change, ...]:
    """Return the changes of the answer to a question; the day it names, if any, is left aside.

    The question's names are identifiers of the scheme. No change at all: the empty tuple.
    """
    timeline = answer(compiled, evolve(question, on=None))
    if len({(part.holds_from, part.holds_to) for part in timeline.parts}) < 2:
        return ()
    return tuple(_change(compiled.scheme, before, after) for before, after in pairwise(timeline.parts))


def _change(scheme: Scheme, before: Answer, after: Answer) -> Change:
    day = after.holds_from
    assert day is not None
    old, new = (set(_rests_on(scheme, part, _all_leaves(scheme, part), ())) for part in (before, after))
    return Change(day, before, after, _turns(scheme, new - old, day, begins=True), _turns(scheme, old - new, day))


def clauses_of(part: Answer) -> Iterator[str]:
    """Yield the clauses that an answer names itself, leaving its parts and what is excluded aside."""
    if part.accountable_body is not None:
        yield from part.accountable_body.clauses
    for several in (part.officers, part.prohibited, part.answers_to, part.recorded, part.conflicts):
        yield from (clause for one in several for clause in one.clauses)
    for kept in part.kept:
        yield from [kept.clause] if kept.clause else []
    for step in (step for one in part.may_exercise for chain in one.chains for step in chain):
        yield step.clause
        yield from [step.power] if step.power else []
    yield from (clause for one in part.may_exercise for clause in one.procedures)


def _all_leaves(scheme: Scheme, part: Answer) -> tuple[str, ...]:
    function = part.question.function
    return scheme.leaves_of(function) if function is not None else ("",)


def _rests_on(scheme: Scheme, part: Answer, leaves: tuple[str, ...], bodies: tuple[str, ...]) -> Iterator[Place]:
    """Yield where an answer rests on which clause."""
    named = part.scope.functions
    leaves = tuple(leaf for node in named for leaf in scheme.leaves_of(node)) if named else leaves
    bodies = part.scope.bodies or bodies
    if part.parts:
        for inner in part.parts:
            yield from _rests_on(scheme, inner, leaves, bodies)
        return
    own = [part.accountable_body.id] if part.accountable_body else [""]
    for clause in clauses_of(part):
        yield from ((leaf, body, clause) for leaf in leaves for body in (bodies or own))


def _turns(scheme: Scheme, places: set[Place], day: date, *, begins: bool = False) -> tuple[Turn, ...]:
    """Return the clauses of some places, each with what of it begins (or ends) on a day for the bodies there."""
    bodies: dict[str, set[str]] = {}
    for _, body, clause in places:
        bodies.setdefault(clause, set()).update([scheme.body_of(body)] if body else [])
    return tuple(_turn(scheme, clause, bodies[clause], day, begins) for clause in sorted(bodies))


def _turn(scheme: Scheme, clause: str, bodies: set[str], day: date, begins: bool) -> Turn:
    causes = {
        (period.cause.value, period.about)
        for rule in (rule for sort in _SORTS for rule in getattr(scheme, sort))
        if rule.clause == clause and _is_of(scheme, rule, bodies)
        for period in rule.when
        if day in _days_of(period.begins if begins else period.ends)
    }
    return Turn(clause, *min(causes)) if causes else Turn(clause)


def _is_of(scheme: Scheme, rule: Any, bodies: set[str]) -> bool:
    """Say whether a rule is made for one of some bodies or an area of it; one that is of no one body is of all."""
    body = getattr(rule, "body", None)
    return body is None or not bodies or scheme.body_of(body) in bodies


def _days_of(bound: Bound) -> tuple[date | None, ...]:
    """Return the days on which a bound comes; for an unknown day, when it begins to be open and when it has come."""
    return (bound.earliest, bound.latest) if isinstance(bound, OpenDay) else (bound,)
