"""Who may exercise a function at a point, under all settlements: section 4, S4 and S7, and 3.5 on deputies.

In: the judges of a point. Out: entries of an answer. Promise: every way in which somebody may act under some settlement
is looked at; one that lies within another's is left out. Source: docs/reference/semantics.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from attrs import evolve, frozen

from govrules.model.answer import Chain, Exercise
from govrules.reference.cells import Limits, contains, limits_key
from govrules.reference.judge import Derivation, Judge
from govrules.reference.order import chain_key
from govrules.reference.people import seats_held
from govrules.reference.seats import Seats, normal, places


class Actor(NamedTuple):
    """Whoever acts: by vesting or not, with which seats, in place of which posts."""

    by_vesting: bool
    seats: Seats
    in_place_of: tuple[str, ...]

    @property
    def key(self) -> tuple[bool, list[tuple[tuple[str, ...], int]], tuple[str, ...]]:
        """Return what actors are sorted by."""
        return not self.by_vesting, [(seat.of, seat.count) for seat in self.seats], self.in_place_of


@frozen
class Way:
    """One way in which an actor may act under one settlement: in a range, with duties, by a chain."""

    actor: Actor
    box: Limits
    duties: tuple[str, ...]
    derivation: Derivation | None

    @property
    def steps(self) -> Chain:
        """Return the chain, without links for the first holder."""
        return () if self.derivation is None else self.derivation.steps

    def covers(self, other: "Way") -> bool:
        """Say whether it reaches as far as another, with no further duties."""
        return self.actor == other.actor and contains(self.box, other.box) and set(self.duties) <= set(other.duties)


def ways_to_act(judge: Judge, amounts: Mapping[str, int], vacant: frozenset[str]) -> list[Way]:
    """Return everybody who may act under one settlement at amounts asked about; nobody where nothing is vested."""
    found: list[Way] = []
    for name, vested in judge.firsts.items():
        for actor in actors(judge, name, vacant, by_vesting=True):
            region = vested - judge.unable((actor.seats, actor.in_place_of, ()))
            found += [Way(actor, box, (), None) for box in judge.grid.boxes_at(region, amounts)]
    for derivation in judge.derivations:
        own = judge.own if derivation.is_not_own_matter else frozenset()
        for actor in actors(judge, derivation.holder, vacant, by_vesting=False, own=own):
            region = derivation.region - judge.unable((actor.seats, actor.in_place_of, derivation.links))
            found += [Way(actor, box, derivation.duties, derivation) for box in judge.grid.boxes_at(region, amounts)]
    return found


def actors(
    judge: Judge, holder: str, vacant: frozenset[str], by_vesting: bool, own: frozenset[str] = frozenset()
) -> Iterator[Actor]:
    """Yield a holder, and the same with deputies in the place of posts that are vacant or absent.

    Nobody of `own` fills a seat.
    """
    seats = less(judge.seats(holder), own)
    yield Actor(by_vesting, seats, ())
    acting = judge.deputies(vacant)
    replaced = tuple(sorted({name for place in places(seats) for name in place} & acting.keys()))
    if replaced:
        changed = [
            evolve(seat, of=tuple(other for name in seat.of for other in acting.get(name, (name,)))) for seat in seats
        ]
        yield Actor(by_vesting, less(tuple(changed), own), replaced)


def less(seats: Seats, own: frozenset[str]) -> Seats:
    """Return seats in order, without some of those who can fill them."""
    return normal(tuple(evolve(seat, of=tuple(name for name in seat.of if name not in own)) for seat in seats), {})


def entries(judges: Sequence[Judge], everywhere: bool, ways: Sequence[list[Way]]) -> Iterator[Exercise]:
    """Yield the entries of an answer, in order. `everywhere`: the function is vested under every settlement."""
    listed = {
        (way.actor, way.box, way.duties)
        for several in ways
        for way in several
        if not any(other.covers(way) and not way.covers(other) for other in several)
    }
    for actor, box, duties in sorted(listed, key=lambda one: (*one[0].key, limits_key(one[1]), one[2])):
        own = [[way for way in several if way.actor == actor] for several in ways]
        exact = [{way.steps for way in several if (way.box, way.duties) == (box, duties)} for several in own]
        always = set.intersection(*exact) if everywhere else set()
        chosen = always or set().union(*exact)
        fewest = min(map(len, chosen))
        chains = tuple(sorted((steps for steps in chosen if len(steps) == fewest), key=chain_key))
        others = {way.steps for several in own for way in several}.difference(chains)
        this = Way(actor, box, duties, None)
        certain = everywhere and all(any(way.covers(this) for way in several) for several in own)
        how, people, twice = seats_held(judges[0].scheme, actor.seats, judges[0].point.day)
        yield Exercise(
            actor.seats, actor.by_vesting, how, people, box, (), duties, chains, len(others), certain, twice,
            actor.in_place_of,
        )  # fmt: skip


def is_shown(way: Way, listed: Iterable[Exercise]) -> bool:
    """Say whether a way to act is one of those shown."""
    return any(
        (way.actor, way.box, way.duties) == (Actor(one.by_vesting, one.seats, one.in_place_of), one.limits, one.then)
        and way.steps in one.chains
        for one in listed
    )
