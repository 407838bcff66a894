"""What depends on circumstances: the contents under each way they can turn out, put together as "provided that".

In: the content of an answer for each assignment of truth to the circumstances that bear on a point. Out: one content,
each thing in it with the smallest sets of circumstances that suffice.
Source: docs/reference/semantics.md, section 4, S8.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from attrs import evolve

from govrules.engine.boxes import includes
from govrules.engine.order import REASONS, chain_key, exercise_key, kept_key, point_key, prohibited_key
from govrules.engine.seats import draws_on
from govrules.model.answer import Answer, Answering, Excluded, Exercise, Holding, Outcome, Prohibited

Case = frozenset[tuple[str, bool]]
"""One assignment: for each circumstance whether it holds."""
Alike = tuple[list[Case], Answer]
"""A content, and the cases that have it."""
Provided = tuple[tuple[str, ...], ...]
T = TypeVar("T")


def smallest_sets(cases: Iterable[Case]) -> list[Case]:
    """Return the smallest sets of literals each of which suffices to be in one of `cases`, all of the same names.

    What suffices without the first circumstance suffices where it holds and where it does not; what else suffices names
    it, and suffices in that half of the cases alone (Quine 1952, Blake 1937).
    """
    truths = [dict(case) for case in cases]
    names = sorted({name for case in truths for name in case})
    table = sum(1 << sum(case[name] << place for place, name in enumerate(names)) for case in truths)
    return sorted(_smallest(table, tuple(names)), key=lambda case: (len(case), sorted(case)))


@lru_cache(maxsize=20_000)
def _smallest(table: int, names: tuple[str, ...]) -> tuple[Case, ...]:
    """Return the smallest sets for a table with a bit for each case, whose place counts the last name highest."""
    half = 1 << len(names) >> 1
    if not table:
        return ()
    if table == (1 << (1 << len(names))) - 1:
        return (frozenset(),)
    low, high = table & ((1 << half) - 1), table >> half
    both = _smallest(low & high, names[:-1])
    return both + tuple(
        case | {(names[-1], holds)}
        for some, holds in ((low, False), (high, True))
        for case in _smallest(some, names[:-1])
        if not any(less <= case for less in both)
    )


def provided(cases: Iterable[Case], own: Collection[Case]) -> Provided:
    """Return the smallest sets that suffice to be in one of `cases`, those that hold in some of its `own` cases.

    In words: `within-budget`, `not public-concern`; nothing where no circumstance matters.
    """
    found = [
        tuple(name if holds else f"not {name}" for name, holds in sorted(case))
        for case in smallest_sets(cases)
        if any(case <= one for one in own)
    ]
    return () if () in found else tuple(found)


def combine(contents: Sequence[Alike]) -> Answer:
    """Return the contents under all circumstances as one, `contents` being each with its cases."""
    answers = [answer for _, answer in contents]
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
    )


def _union(several: Iterable[tuple[T, ...]], key: Callable[[T], Any]) -> tuple[T, ...]:
    return tuple(sorted({one for some in several for one in some}, key=key))


def _things(contents: Sequence[Alike], sort: str, key: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Return the things of one sort with what they depend on: once where certain, once where not."""
    found: dict[tuple[str, bool], list[Any]] = {}
    keys: dict[str, Any] = {}
    listed: dict[tuple[str, bool], set[Case]] = {}
    certain: dict[Hashable, list[tuple[Any, list[Case]]]] = {}
    for cases, answer in contents:
        for thing in getattr(answer, sort):
            own = key(thing)
            keys[repr(own)] = own
            found.setdefault((repr(own), not thing.certain), []).append(thing)
            listed.setdefault((repr(own), not thing.certain), set()).update(cases)
            if thing.certain:
                certain.setdefault(_bare(thing), []).append((thing, cases))
    number = sum(len(cases) for cases, _ in contents)
    things = []
    for name in sorted(found, key=lambda name: (keys[name[0]], name[1])):
        some = found[name]
        sure = {case for other, cases in certain.get(_bare(some[0]), ()) if _reaches(other, some[0]) for case in cases}
        there = sure if some[0].certain else listed[name] - sure
        if there:
            things.append(_together(some, () if len(there) == number else provided(there, listed[name])))
    return tuple(things)


def _together(things: Sequence[Any], on: Provided) -> Any:
    """Return as one what is the same thing in several cases, provided that one of some sets of circumstances holds."""
    changes: dict[str, Any] = {"provided": on}
    if isinstance(things[0], Exercise):
        chains = {chain for thing in things for chain in thing.chains}
        changes["chains"] = tuple(sorted(chains, key=chain_key))
        changes["more_chains"] = max(thing.more_chains for thing in things)
    elif hasattr(things[0], "clauses"):
        changes["clauses"] = tuple(sorted({clause for thing in things for clause in thing.clauses}))
    return evolve(things[0], **changes)


def _bare(one: Any) -> Hashable:
    """Return what two things share of which one may reach as far as the other; of one holder asked about nothing."""
    changes: dict[str, Any] = {"provided": (), "certain": True}
    if isinstance(one, Exercise):
        if one.together_with is not None:
            return None
        changes |= {"then": (), "limits": (), "holding": Holding.HELD, "holders": (), "chains": (), "more_chains": 0}
        changes |= {"one_person": ()}
    else:
        changes |= {} if isinstance(one, Answering) else {"limits": ()}
        changes |= {"clauses": ()} if isinstance(one, Answering | Prohibited) else {}
    bare: Hashable = evolve(one, **changes)
    return bare


def _reaches(one: Any, other: Any) -> bool:
    """Say whether a thing reaches as far as one that is the same apart from ranges and duties, with no more duties."""
    if isinstance(one, Exercise):
        if not set(one.then) <= set(other.then):
            return False
        if one.together_with is not None and not draws_on(other.together_with, one.together_with):
            return False
    return isinstance(one, Answering) or includes(one.limits, other.limits)


def common_excluded(several: Sequence[tuple[Excluded, ...]]) -> tuple[Excluded, ...]:
    """Return what is excluded under all circumstances, with the last of the reasons in their order."""
    common = set.intersection(*({entry.clause for entry in excluded} for excluded in several))
    last: dict[str, Excluded] = {}
    for entry in (entry for excluded in several for entry in excluded):
        known = last.get(entry.clause)
        if entry.clause in common and (known is None or _place(entry) > _place(known)):
            last[entry.clause] = entry
    return tuple(last[clause] for clause in sorted(last))


def _place(entry: Excluded) -> int:
    return REASONS.index(entry.reason)
