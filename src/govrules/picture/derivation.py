"""The derivation of one answer as a picture: who holds the function, by which chains of clauses, who answers to whom.

In: an answer on one day, or for one period. Out: a `Graph` of the chains the answer shows, the lines of account, the
officers, and what holds each link. What fell away is not drawn; `govrules ask --why` tells it.
"""

from collections.abc import Iterable

from govrules.compile import Compiled
from govrules.engine.points import Points
from govrules.model.answer import Answer, Exercise, Step
from govrules.picture.collect import finished
from govrules.picture.graph import Grant, Graph, Link, Role, Sort, Standing
from govrules.picture.things import FUNCTION, Things
from govrules.render.headline import headline
from govrules.render.shape import scoped_ends
from govrules.render.words import Words, amounts


def answer_picture(compiled: Compiled, answer: Answer) -> Graph:
    """Return an answer as a graph. The question names a day; the answer may have parts for functions and bodies."""
    on = answer.question.on
    assert on is not None
    words = Words(compiled.scheme)
    things = Things(compiled, on, Points(compiled, on), words)
    found: dict[tuple[str, str, Sort, Standing], set[Grant]] = {}
    shown: set[str] = set()
    for part, functions, _ in scoped_ends(answer):
        body = part.accountable_body
        if body is None:
            continue
        shown.add(body.first_holder)
        for officer in part.officers:
            role = Role(words.title(officer.title), (body.id,), officer.clauses, officer.certain)
            if role not in things.roles.setdefault(officer.post, []):
                things.roles[officer.post].append(role)
            shown.add(officer.post)
        function = answer.question.function
        if function is not None:
            key = (FUNCTION + function, body.first_holder, Sort.VESTED, _standing([], body.certain))
            grants = {Grant(clause, functions, (body.id,), (), "vested") for clause in body.clauses}
            found.setdefault(key, set()).update(grants)
        for exercise in part.may_exercise:
            _add_chains(found, exercise, part, functions, words)
        for line in part.answers_to:
            sort = Sort.PROFESSIONAL if line.line == "professional" else Sort.LINE
            grants = {Grant(clause, (), (body.id,)) for clause in line.clauses}
            found.setdefault((line.of, line.who, sort, _standing([], line.certain)), set()).update(grants)
    links = [
        Link(source, target, sort, standing, tuple(_fullest(grants)))
        for (source, target, sort, standing), grants in sorted(found.items(), key=_order)
    ]
    names = sorted(shown | {end for link in links for end in (link.source, link.target)})
    return finished(" ".join(headline(answer, words)), things, [things.node(id_) for id_ in names], links)


def _order(item: tuple[tuple[str, str, Sort, Standing], set[Grant]]) -> tuple[str, str, str, str]:
    source, target, sort, standing = item[0]
    return source, target, sort.value, standing.value


def _add_chains(
    found: dict[tuple[str, str, Sort, Standing], set[Grant]],
    exercise: Exercise,
    part: Answer,
    functions: tuple[str, ...],
    words: Words,
) -> None:
    body = part.accountable_body
    assert body is not None
    for chain in exercise.chains:
        for step in chain:
            last = step is chain[-1]
            limits = exercise.limits if last else ()
            said = ", ".join([words.functions(functions), *([amounts(limits)] if limits else [])])
            said += words.provided(exercise.provided) if last else ""
            grant = Grant(step.clause, functions, (body.id,), limits, said)
            key = (step.giver, step.receiver, Sort.DELEGATION, _standing(_against(step, part), exercise.certain))
            found.setdefault(key, set()).add(grant)
    for absent in exercise.in_place_of:
        for deputy in sorted({one for seat in exercise.seats for one in seat.of}):
            found.setdefault((absent, deputy, Sort.DEPUTISING, _standing([], exercise.certain)), set())


def _against(step: Step, part: Answer) -> list[tuple[str, ...]]:
    return [conflict.clauses for conflict in part.conflicts if step.clause in conflict.clauses]


def _standing(conflicts: Iterable[tuple[str, ...]], certain: bool) -> Standing:
    if any(conflicts):
        return Standing.CONFLICTING
    return Standing.CERTAIN if certain else Standing.OPEN


def _fullest(grants: set[Grant]) -> list[Grant]:
    """Return grants in order, without those that are said again, with limits, by the end of a chain."""
    limited = {(grant.clause, grant.functions, grant.bodies) for grant in grants if grant.limits}
    found = [one for one in grants if one.limits or (one.clause, one.functions, one.bodies) not in limited]
    return sorted(found, key=lambda one: one.order)
