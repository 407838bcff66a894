"""What one holder may do at a point: alone, or together with whom.

In: what holds at a place under each settlement, and whom the question is about. Out: the entries of an answer about
that holder alone, each with the seats that others must fill. Promise: the holder fills one seat, whatever posts it
holds; of two ways the one that asks for less is shown. Source: docs/reference/semantics.md, 2.10 and 8.1.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from govrules.engine.boxes import Amounts, Box, contains, limits, maximal, ranges_at, subtract, union_of
from govrules.engine.chains import Acting, ChainFound
from govrules.engine.order import chain_key, exercise_key
from govrules.engine.place import Place
from govrules.engine.seats import Seats, can_be_filled, draws_on
from govrules.engine.world import World
from govrules.model.answer import Chain, Exercise
from govrules.model.things import Seat


@frozen
class Filled:
    """Seats of which one is filled by the holder asked about; `others` are left to be filled by others."""

    own: Seat
    others: Seats

    @property
    def seats(self) -> Seats:
        """All seats, in order."""
        return tuple(sorted((self.own, *self.others), key=lambda seat: (seat.of, seat.count)))


Key = tuple[bool, Filled, tuple[str, ...]]
"""Who acts: by vesting or not, with which seats, in place of whom."""


@frozen
class Way:
    """One way in which the holder may act under one settlement."""

    by_vesting: bool
    filled: Filled
    in_place_of: tuple[str, ...]
    box: Box
    then: tuple[str, ...]
    acting: Acting

    @property
    def key(self) -> Key:
        """Who acts."""
        return self.by_vesting, self.filled, self.in_place_of

    @property
    def steps(self) -> Chain:
        """The chain it acts by."""
        return self.acting.chain.steps

    def covers(self, other: "Way") -> bool:
        """Say whether it reaches as far as another, with no further duties, and nobody more is needed."""
        return (
            contains(self.box, other.box)
            and set(self.then) <= set(other.then)
            and draws_on(other.filled.others, self.filled.others)
        )


def fillings(seats: Seats, names: frozenset[str]) -> Iterator[Filled]:
    """Yield the ways in which somebody who stands for some names can take one of the seats."""
    for index, seat in enumerate(seats):
        own = tuple(name for name in seat.of if name in names)
        if not own:
            continue
        left = [*seats[:index], evolve(seat, count=seat.count - 1), *seats[index + 1 :]]
        others = tuple(_without(one, names) for one in left if one.count)
        if can_be_filled(others):
            yield Filled(Seat(1, own), tuple(sorted(others, key=lambda one: (one.of, one.count))))


def ways_of_one(world: World, amounts: Amounts) -> list[Way]:
    """Return every way in which the holder asked about may act under one settlement."""
    found: list[Way] = []
    for (seats, in_place_of), several in world.first_ranges.items():
        whole = union_of((box,) for one in several for box in one.ranges)
        chain = ChainFound((), whole, (), frozenset(), True)
        leans = frozenset(lean for one in several for lean in one.leans)
        for filled in fillings(seats, world.asked):
            found += _ways(world, filled, in_place_of, [Acting(chain, whole, (), leans, ())], amounts)
    for (seats, in_place_of), acting in world.acting.items():
        for filled in fillings(seats, world.asked):
            for by_chain in _by_chain(acting):
                found += _ways(world, filled, in_place_of, by_chain, amounts)
    return found


def _by_chain(acting: Iterable[Acting]) -> Iterable[list[Acting]]:
    """Return the parts of what somebody may do by each chain."""
    found: dict[int, list[Acting]] = {}
    for one in acting:
        found.setdefault(id(one.chain), []).append(one)
    return found.values()


def _ways(
    world: World, filled: Filled, in_place_of: tuple[str, ...], several: list[Acting], amounts: Amounts
) -> Iterator[Way]:
    """Yield the ways to act by one chain, with the duties of these seats; `several` are its parts for all seats."""
    chain = several[0].chain
    clauses = (link.rule.clause for link in chain.links)
    blocked = world.unable.seats(filled.seats, in_place_of, clauses)
    region = subtract(union_of(one.region for one in several), blocked)
    for part, duties in world.laid.parts(region, filled.seats, in_place_of):
        then = tuple(sorted({*chain.then, *duties}))
        acting = Acting(chain, part, maximal(part), several[0].leans, then)
        for box in ranges_at(acting.ranges, amounts):
            yield Way(not chain.links, filled, in_place_of, box, then, acting)


def may_exercise_as_one(
    place: Place, worlds: Sequence[World], amounts: Amounts
) -> tuple[tuple[Exercise, ...], list[Acting]]:
    """Return what the holder asked about may do at the amounts named, and the chains shown with what they lean on."""
    per_world = [ways_of_one(world, amounts) for world in worlds]
    listed = {(way.key, way.box, way.then): way for ways in per_world for way in _least(ways)}
    found: list[Exercise] = []
    shown: list[Acting] = []
    for way in listed.values():
        own = [[one for one in ways if one.key == way.key] for ways in per_world]
        exact = [[one for one in ways if (one.box, one.then) == (way.box, way.then)] for ways in own]
        chains = _shown_chains(exact)
        shown += [one.acting for ways in exact for one in ways if one.steps in chains]
        more = len({one.steps for ways in own for one in ways}.difference(chains))
        certain = all(any(one.covers(way) for one in ways) for ways in per_world)
        found.append(_entry(place, way, tuple(chains), more, certain))
    return tuple(sorted(found, key=exercise_key)), shown


def is_settled(entries: Iterable[Exercise]) -> bool:
    """Say whether the holder certainly may act alone, at all amounts asked about."""
    return any(one.certain and not one.together_with and not one.limits for one in entries)


def _without(seat: Seat, names: frozenset[str]) -> Seat:
    return evolve(seat, of=tuple(name for name in seat.of if name not in names or name in seat.many))


def _least(ways: Sequence[Way]) -> Iterator[Way]:
    """Yield the ways that none other makes needless."""
    return (way for way in ways if not any(one.covers(way) and not way.covers(one) for one in ways))


def _entry(place: Place, way: Way, chains: tuple[Chain, ...], more_chains: int, certain: bool) -> Exercise:
    seats = way.filled.seats
    filling = place.people.of(seats)
    return Exercise(
        seats, way.by_vesting, filling.holding, filling.holders, limits(way.box), (), way.then, chains, more_chains,
        certain, filling.one_person, way.in_place_of, way.filled.others,
    )  # fmt: skip


def _shown_chains(exact: Sequence[Sequence[Way]]) -> list[Chain]:
    """Return the chains to show: steady ones if any, of these the shortest, in order of clauses."""
    chains = [{one.steps for one in ways} for ways in exact]
    candidates = set.intersection(*chains) or set().union(*chains)
    fewest = min(len(steps) for steps in candidates)
    return sorted((steps for steps in candidates if len(steps) == fewest), key=chain_key)
