"""What depends on circumstances: the contents under each way they can turn out, put together as "provided that".

In: the content of an answer for each assignment of truth to the circumstances that bear on a point. Out: one content,
each thing in it with the smallest sets of circumstances that suffice.
Source: docs/reference/semantics.md, section 4, S8.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from attrs import evolve

from govrules.engine.boxes import includes
from govrules.engine.order import REASONS, chain_key, exercise_key, kept_key, point_key, prohibited_key
from govrules.engine.seats import draws_on
from govrules.model.answer import Answer, Answering, Exercise, Outcome, Prohibited

Case = frozenset[tuple[str, bool]]
"""One assignment: for each circumstance whether it holds."""
Provided = tuple[tuple[str, ...], ...]
T = TypeVar("T")


def smallest_sets(cases: Iterable[Case]) -> list[Case]:
    """Return the smallest sets of literals each of which suffices to be in one of `cases`.

    Two sets that differ in one circumstance, once holding and once not, suffice without it; what cannot be made
    smaller is kept (Quine 1952, McCluskey 1956).
    """
    waiting, smallest = set(cases), set[Case]()
    while waiting:
        shorter: set[Case] = set()
        merged: set[Case] = set()
        for case in waiting:
            for name, holds in case:
                other = (case - {(name, holds)}) | {(name, not holds)}
                if other in waiting:
                    shorter.add(case - {(name, holds)})
                    merged.add(case)
        smallest |= waiting - merged
        waiting = shorter
    return sorted(smallest, key=lambda case: (len(case), sorted(case)))


def provided(cases: list[Case]) -> Provided:
    """Return the sets in words: `within-budget`, `not public-concern`; nothing where no circumstance matters."""
    found = [tuple(name if holds else f"not {name}" for name, holds in sorted(case)) for case in smallest_sets(cases)]
    return () if () in found else tuple(found)


def combine(contents: Mapping[Case, Answer]) -> Answer:
    """Return the contents under all circumstances as one."""
    answers = list(contents.values())
    first = answers[0]
    kept = _things(contents, "kept", kept_key)
    barred = _things(contents, "prohibited", prohibited_key)
    exercise = _things(contents, "may_exercise", exercise_key)
    answers_to = _things(contents, "answers_to", lambda a: (a.of, a.line, a.who))
    conditional = any(thing.provided for thing in (*kept, *barred, *exercise, *answers_to))
    outcomes = {answer.outcome for answer in answers}
    if Outcome.UNDETERMINED in outcomes:
        outcome = Outcome.UNDETERMINED
    else:
        outcome = Outcome.DEPENDS if conditional else first.outcome
    return evolve(
        first,
        outcome=outcome,
        kept=kept,
        prohibited=barred,
        may_exercise=exercise,
        answers_to=answers_to,
        assumptions=_union((a.assumptions for a in answers), lambda one: (one.kind, one.about)),
        open_points=_union((a.open_points for a in answers), point_key),
        conflicts=_union((a.conflicts for a in answers), lambda one: (one.kind, one.clauses)),
        excluded=_excluded(answers),
    )


def _union(several: Iterable[tuple[T, ...]], key: Callable[[T], Any]) -> tuple[T, ...]:
    return tuple(sorted({one for some in several for one in some}, key=key))


def _things(contents: Mapping[Case, Answer], sort: str, key: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Return the things of one sort, each once, with what they depend on."""
    found: dict[Hashable, dict[Case, Any]] = {}
    keys: dict[Hashable, Any] = {}
    for case, answer in contents.items():
        for thing in getattr(answer, sort):
            found.setdefault(repr(key(thing)), {})[case] = thing
            keys[repr(key(thing))] = key(thing)
    several = {case: [one for one in getattr(answer, sort) if one.certain] for case, answer in contents.items()}
    return tuple(_thing(found[name], several) for name in sorted(found, key=lambda name: keys[name]))


def _thing(cases: Mapping[Case, Any], certain: Mapping[Case, list[Any]]) -> Any:
    """Return one thing; it is there for sure in a case in which one that is certain reaches as far."""
    things = list(cases.values())
    all_cases = len(certain)
    sure = [case for case, others in certain.items() if any(_reaches(other, things[0]) for other in others)]
    changes: dict[str, Any] = {
        "certain": all(thing.certain for thing in things),
        "provided": () if len(sure) == all_cases else provided(sure),
    }
    if isinstance(things[0], Exercise):
        chains = {chain for thing in things for chain in thing.chains}
        changes["chains"] = tuple(sorted(chains, key=chain_key))
        changes["more_chains"] = max(thing.more_chains for thing in things)
    elif hasattr(things[0], "clauses"):
        changes["clauses"] = tuple(sorted({clause for thing in things for clause in thing.clauses}))
    return evolve(things[0], **changes)


def _reaches(one: Any, other: Any) -> bool:
    """Say whether a thing is another, or the same in a wider range or with fewer duties."""
    if isinstance(one, Exercise):
        if not set(one.then) <= set(other.then):
            return False
        if one.together_with is not None and other.together_with is not None:
            needs_no_more = draws_on(other.together_with, one.together_with)
            return needs_no_more and includes(one.limits, other.limits)
        bare: dict[str, Any] = {
            "then": (), "limits": (), "holding": one.holding, "holders": (), "provided": (), "chains": (),
            "more_chains": 0, "certain": True, "one_person": (),
        }  # fmt: skip
    elif isinstance(one, Answering):
        bare = {"clauses": (), "provided": (), "certain": True}
    else:
        bare = {"limits": (), "provided": (), "certain": True}
        bare |= {"clauses": ()} if isinstance(one, Prohibited) else {}
    same = evolve(one, **bare) == evolve(other, **bare)
    return same and (isinstance(one, Answering) or includes(one.limits, other.limits))


def _excluded(answers: list[Answer]) -> tuple[Any, ...]:
    """Return what is excluded under all circumstances, with the last of the reasons in their order."""
    common = set.intersection(*({entry.clause for entry in answer.excluded} for answer in answers))
    last: dict[str, Any] = {}
    for answer in answers:
        for entry in answer.excluded:
            known = last.get(entry.clause)
            if entry.clause in common and (known is None or _place(entry) > _place(known)):
                last[entry.clause] = entry
    return tuple(last[clause] for clause in sorted(last))


def _place(entry: Any) -> int:
    return REASONS.index(entry.reason)
