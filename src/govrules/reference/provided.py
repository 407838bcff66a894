"""What depends on circumstances: section 4 S8 of the specification.

In: the circumstances on a point, and the content of the answer for each set of them that holds. Out: one content, each
thing with the smallest sets of circumstances that suffice. Source: docs/reference/semantics.md.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations
from typing import Any

from attrs import evolve

from govrules.model.answer import Answer, Excluded, Exercise, Kept, Outcome, Prohibited
from govrules.reference.cells import contains, limits_key
from govrules.reference.order import REASONS, assumption_key, chain_key, open_point_key
from govrules.reference.seats import draws_on
from govrules.reference.settlement import Circumstance, Open, Settlement

Contents = Mapping[Settlement, Answer]
KEYS: dict[str, Callable[[Any], Any]] = {
    "kept": lambda one: (one.how, one.clause or "", limits_key(one.limits)),
    "may_exercise": lambda one: (*actor_key(one), limits_key(one.limits), one.then, others_key(one)),
    "prohibited": lambda one: (one.who, one.spares, limits_key(one.limits)),
    "answers_to": lambda one: (one.of, one.line, one.who),
}
"""What makes two things under different circumstances the same thing, and their order."""


def actor_key(one: Exercise) -> tuple[Any, ...]:
    """Return what makes two entries of an answer speak of the same people."""
    return not one.by_vesting, [(seat.of, seat.count) for seat in one.seats], one.in_place_of


def others_key(one: Exercise) -> list[Any]:
    """Return what makes two entries about one holder leave the same seats to others."""
    return [(seat.of, seat.count) for seat in one.together_with or ()]


def reaches(one: Any, other: Any) -> bool:
    """Say whether a thing is there for certain wherever another of its sort is, in a range as far."""
    if isinstance(one, Exercise):
        same = actor_key(one) == actor_key(other)
        if one.together_with is not None and other.together_with is not None:
            same = draws_on(other.together_with, one.together_with)
        same = same and set(one.then) <= set(other.then)
    elif isinstance(one, Kept):
        same = (one.how, one.clause) == (other.how, other.clause)
    elif isinstance(one, Prohibited):
        same = (one.who, one.spares) == (other.who, other.spares)
    else:
        return bool(one.certain and (one.of, one.line, one.who) == (other.of, other.line, other.who))
    return bool(one.certain) and same and contains(one.limits, other.limits)


def provided_that(circumstances: Sequence[Circumstance], contents: Contents) -> Answer:
    """Return the contents under all circumstances as one."""
    answers = list(contents.values())
    things: dict[str, Any] = {sort: all_of(sort, circumstances, contents) for sort in KEYS}
    outcome = answers[0].outcome
    if any(answer.outcome is Outcome.UNDETERMINED for answer in answers):
        outcome = Outcome.UNDETERMINED
    elif any(one.provided for several in things.values() for one in several):
        outcome = Outcome.DEPENDS
    return evolve(
        answers[0],
        outcome=outcome,
        **things,
        assumptions=tuple(sorted({one for answer in answers for one in answer.assumptions}, key=assumption_key)),
        open_points=tuple(sorted({one for answer in answers for one in answer.open_points}, key=open_point_key)),
        conflicts=tuple(sorted({c for a in answers for c in a.conflicts}, key=lambda c: (c.kind, c.clauses))),
        excluded=tuple(excluded(answers)),
    )


def all_of(sort: str, circumstances: Sequence[Circumstance], contents: Contents) -> tuple[Any, ...]:
    """Return the things of one sort under any circumstances, in order, each with what it depends on.

    What is certain in some cases and possible in others is there twice.
    """
    key = KEYS[sort]
    found = []
    listed = {case: getattr(answer, sort) for case, answer in contents.items()}
    keys: list[Any] = []
    for one in (key(thing) for things in listed.values() for thing in things):
        keys += [] if one in keys else [one]
    for one in sorted(keys):
        cases = {case: thing for case, things in listed.items() for thing in things if key(thing) == one}
        this = next(iter(cases.values()))
        sure = {case for case, things in listed.items() if any(reaches(thing, this) for thing in things)}
        known = {case: thing for case, thing in cases.items() if thing.certain}
        if known:
            found.append(together(known, sure, circumstances, len(contents)))
        maybe = {case: thing for case, thing in cases.items() if not thing.certain}
        if maybe.keys() - sure:
            found.append(together(maybe, maybe.keys() - sure, circumstances, len(contents)))
    return tuple(found)


def together(
    cases: Mapping[Settlement, Any], there: Set[Settlement], circumstances: Sequence[Circumstance], number: int
) -> Any:
    """Return one thing listed in some `cases` as it is under all in which it, or what reaches further, is `there`."""
    several = list(cases.values())
    changes: dict[str, Any] = {
        "provided": () if len(there) == number else sufficient(there, cases.keys(), circumstances)
    }
    if isinstance(several[0], Exercise):
        changes["chains"] = tuple(sorted({chain for thing in several for chain in thing.chains}, key=chain_key))
        changes["more_chains"] = max(thing.more_chains for thing in several)
    if hasattr(several[0], "clauses"):
        changes["clauses"] = tuple(sorted({clause for thing in several for clause in thing.clauses}))
    return evolve(several[0], **changes)


def sufficient(
    there: Set[Settlement], own: Set[Settlement], circumstances: Sequence[Circumstance]
) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of circumstances, holding or not, under which a thing is there, in some case its own."""
    literals = [(one.name, holds) for one in circumstances for holds in (False, True)]
    everything = [frozenset(chosen) for n in range(len(circumstances) + 1) for chosen in combinations(circumstances, n)]
    found: list[frozenset[tuple[str, bool]]] = []
    for size in range(1, len(circumstances) + 1):
        for chosen in combinations(literals, size):
            partial = frozenset(chosen)
            if len({name for name, _ in chosen}) < size or any(smaller <= partial for smaller in found):
                continue
            within = [c for c in everything if all((Circumstance(name) in c) == holds for name, holds in chosen)]
            if all(case in there for case in within):
                found.append(partial)
    found = [one for one in found if any(one <= settled(circumstances, case) for case in own)]
    ordered = sorted(found, key=lambda partial: (len(partial), sorted(partial)))
    return tuple(tuple(name if holds else f"not {name}" for name, holds in sorted(one)) for one in ordered)


def settled(circumstances: Sequence[Circumstance], case: Settlement) -> frozenset[tuple[str, bool]]:
    """Return for each circumstance whether it holds in a case."""
    return frozenset((one.name, one in case) for one in circumstances)


def excluded(answers: Sequence[Answer]) -> list[Excluded]:
    """Return what is excluded under all circumstances, with the last of its reasons."""
    common = set.intersection(*({entry.clause for entry in answer.excluded} for answer in answers))
    return [
        max(
            (entry for answer in answers for entry in answer.excluded if entry.clause == clause),
            key=lambda entry: REASONS.index(entry.reason),
        )
        for clause in sorted(common)
    ]


def subsets(decided: Iterable[Open]) -> Iterator[Settlement]:
    """Yield every settlement of some open points: the set of those settled with yes."""
    several = list(decided)
    for count in range(len(several) + 1):
        yield from map(frozenset, combinations(several, count))
