"""Who may exercise a function, with the ranges they may and the chains shown.

In: what holds at a place under each settlement. Out: the entries of an answer. Promise: an entry is certain if under
every settlement somebody with these seats reaches as far, with no further duties.
Source: docs/reference/semantics.md, section 4, S4, S6 and S7.
"""

from collections.abc import Iterable, Sequence

from govrules.engine.boxes import Amounts, Box, contains, limits, ranges_at, reaches
from govrules.engine.chains import Acting
from govrules.engine.deputies import Stand
from govrules.engine.order import chain_key, exercise_key
from govrules.engine.place import Place
from govrules.engine.world import World
from govrules.model.answer import Chain, Exercise

Reach = tuple[Box, tuple[str, ...]]
"""A range, and the duties that go with acting in it."""


def may_exercise(place: Place, worlds: Sequence[World], amounts: Amounts) -> tuple[tuple[Exercise, ...], list[Acting]]:
    """Return who may exercise the function at the amounts named, and the chains shown with what they lean on."""
    found = _by_vesting(place, worlds, amounts)
    shown: list[Acting] = []
    for stand in {stand for world in worlds for stand in world.acting}:
        per_world = [[a for a in world.acting.get(stand, ()) if reaches(a.region, amounts)] for world in worlds]
        reached = [_widest(acting, amounts) for acting in per_world]
        everything = {one.chain.steps for acting in per_world for one in acting}
        for reach in set().union(*reached):
            certain = all(any(_within(reach, other) for other in others) for others in reached)
            exact = [[one for one in acting if _has(one, reach, amounts)] for acting in per_world]
            chains = _shown_chains(exact)
            shown.extend(one for acting in exact for one in acting if one.chain.steps in chains)
            more = len(everything.difference(chains))
            found.append(_entry(place, stand, reach, tuple(chains), more, certain))
    return tuple(sorted(found, key=exercise_key)), shown


def _by_vesting(place: Place, worlds: Sequence[World], amounts: Amounts) -> list[Exercise]:
    """Return the entries of the first holders, and of deputies in their places."""
    found: list[Exercise] = []
    for stand in {stand for world in worlds for stand in world.first_ranges}:
        per_world = (world.first_ranges.get(stand, ()) for world in worlds)
        reached = [
            _outermost((box, one.then) for one in some for box in ranges_at(one.ranges, amounts)) for some in per_world
        ]
        for reach in set().union(*reached):
            certain = all(any(_within(reach, other) for other in others) for others in reached)
            found.append(_entry(place, stand, reach, ((),), 0, certain))
    return found


def _entry(
    place: Place, stand: Stand, reach: Reach, chains: tuple[Chain, ...], more_chains: int, certain: bool
) -> Exercise:
    (seats, in_place_of), (box, then) = stand, reach
    filling = place.people.of(seats)
    return Exercise(
        seats, chains == ((),), filling.holding, filling.holders, limits(box), (), then, chains, more_chains, certain,
        filling.one_person, in_place_of,
    )  # fmt: skip


def _widest(acting: Iterable[Acting], amounts: Amounts) -> set[Reach]:
    """Return the ranges of some chains at the amounts named."""
    return _outermost((box, one.then) for one in acting for box in ranges_at(one.ranges, amounts))


def _outermost(reaches_: Iterable[Reach]) -> set[Reach]:
    """Return ranges without those that lie within another's with no further duties."""
    every = set(reaches_)
    if len(every) < 2:
        return every
    return {reach for reach in every if not any(other != reach and _within(reach, other) for other in every)}


def _within(reach: Reach, other: Reach) -> bool:
    """Say whether another range reaches as far, with no duties but the same."""
    return contains(other[0], reach[0]) and set(other[1]) <= set(reach[1])


def _has(one: Acting, reach: Reach, amounts: Amounts) -> bool:
    """Say whether a chain has exactly a range at the amounts named, with these duties."""
    return reach[0] in ranges_at(one.ranges, amounts) and one.then == reach[1]


def _shown_chains(exact: Sequence[Sequence[Acting]]) -> list[Chain]:
    """Return the chains to show for a range: steady ones if any, of these the shortest, in order of clauses."""
    chains = [{one.chain.steps for one in acting} for acting in exact]
    candidates = set.intersection(*chains) or set().union(*chains)
    fewest = min(len(steps) for steps in candidates)
    return sorted((steps for steps in candidates if len(steps) == fewest), key=chain_key)
