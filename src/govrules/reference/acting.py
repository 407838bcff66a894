"""Who may exercise a function at a point, under all settlements: section 4, S4 and S7, and 3.5 on deputies.

In: the judges of a point. Out: entries of an answer. Promise: every way in which somebody may act under some settlement
is looked at; one that lies within another's is left out. Source: docs/reference/semantics.md.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from attrs import evolve, frozen

from govrules.model.answer import Chain, Exercise
from govrules.model.things import Seat
from govrules.reference.cells import Limits, Region, contains, limits_key
from govrules.reference.judge import Derivation, Judge
from govrules.reference.order import chain_key
from govrules.reference.people import seats_held
from govrules.reference.procedures import by_duties
from govrules.reference.seats import Seats, draws_on, normal, places
from govrules.reference.seats import ways as ways_of_filling


class Actor(NamedTuple):
    """Whoever acts: by vesting or not, with which seats, in place of which posts.

    `others` are the seats that the one asked about leaves to others; None where nobody in particular is asked about.
    """

    by_vesting: bool
    seats: Seats
    in_place_of: tuple[str, ...]
    others: Seats | None = None

    @property
    def key(self) -> tuple[bool, list[tuple[tuple[str, ...], int]], tuple[str, ...]]:
        """Return what actors are sorted by."""
        return not self.by_vesting, [(seat.of, seat.count) for seat in self.seats], self.in_place_of

    @property
    def others_key(self) -> list[tuple[tuple[str, ...], int]]:
        """Return what actors of equal seats are sorted by."""
        return [(seat.of, seat.count) for seat in self.others or ()]


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
        """Say whether it reaches as far as another, with no further duties; of one asked about, with nobody more."""
        if self.actor.others is not None and other.actor.others is not None:
            alike = draws_on(other.actor.others, self.actor.others)
        else:
            alike = self.actor == other.actor
        return alike and contains(self.box, other.box) and set(self.duties) <= set(other.duties)


def ways_to_act(judge: Judge, amounts: Mapping[str, int], vacant: frozenset[str]) -> list[Way]:
    """Return everybody who may act under one settlement at amounts asked about; nobody where nothing is vested.

    Where one is asked about, everybody means that one, on each seat it can take.
    """
    found: list[Way] = []

    def taken(whole: Actor) -> Iterable[Actor]:
        return [whole] if judge.point.asked is None else on_one_seat(whole, judge.asked)

    for name, vested in judge.firsts.items():
        for actor in (a for whole in actors(judge, name, vacant, by_vesting=True) for a in taken(whole)):
            found += ways_of(judge, actor, vested, None, amounts)
    for derivation in judge.derivations:
        own = judge.own if derivation.is_not_own_matter else frozenset()
        several = actors(judge, derivation.holder, vacant, by_vesting=False, own=own)
        for actor in (a for whole in several for a in taken(whole)):
            found += ways_of(judge, actor, derivation.region, derivation, amounts)
    return found


def ways_of(
    judge: Judge, actor: Actor, region: Region, derivation: Derivation | None, amounts: Mapping[str, int]
) -> Iterator[Way]:
    """Yield the ways in which somebody may act by a chain, or by vesting, each with all its duties (SPEC 3.6, 3.12)."""
    links, own = ((), ()) if derivation is None else (derivation.links, derivation.duties)
    able = region - judge.unable((actor.seats, actor.in_place_of, links))
    for duties, part in by_duties(judge, able, actor.seats, actor.in_place_of).items():
        for box in judge.grid.boxes_at(part, amounts):
            yield Way(actor, box, tuple(sorted({*own, *duties})), derivation)


def actors(
    judge: Judge, holder: str, vacant: frozenset[str], by_vesting: bool, own: frozenset[str] = frozenset()
) -> Iterator[Actor]:
    """Yield a holder, and the same with deputies in the place of the vacant posts and of some absent ones (SPEC 3.5).

    Nobody of `own` fills a seat.
    """
    seats = less(judge.seats(holder), own)
    yield Actor(by_vesting, seats, ())
    acting = judge.deputies(vacant)
    away = {name for place in places(seats) for name in place if name in acting}
    absent = sorted(away - vacant)
    for some in (chosen for number in range(len(absent) + 1) for chosen in combinations(absent, number)):
        leaving = {*some, *(away & vacant)}
        if leaving and sit_together(seats, some):
            replaced = {post for name in leaving for way in lines(name, acting) for post in way if post in acting}
            yield Actor(by_vesting, less(with_deputies(seats, leaving, acting), own), tuple(sorted(replaced)))


def sit_together(seats: Seats, names: Collection[str]) -> bool:
    """Say whether each of some names can take another place of the seats."""
    chosen = permutations(places(seats), len(names))
    return any(all(name in place for name, place in zip(names, some, strict=True)) for some in chosen)


def with_deputies(seats: Seats, leaving: Collection[str], acting: Mapping[str, tuple[str, ...]]) -> Seats:
    """Return seats with the last deputies of the lines from some names on in their place."""
    ends = {name: [way[-1] for way in lines(name, acting) if way[-1] not in acting] for name in leaving}
    return tuple(evolve(seat, of=tuple(end for name in seat.of for end in ends.get(name, [name]))) for seat in seats)


def lines(name: str, acting: Mapping[str, tuple[str, ...]], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the lines of deputies from a name on, `acting` of whom are vacant or absent, each until it ends or returns.

    The last of a line fills the seat, unless it is vacant or absent itself: then the line has come round in a circle.
    """
    further = [deputy for deputy in acting.get(name, ()) if deputy not in (*before, name)]
    if not further:
        yield (*before, name)
    for deputy in further:
        yield from lines(deputy, acting, (*before, name))


def less(seats: Seats, own: frozenset[str]) -> Seats:
    """Return seats in order, without some of those who can fill them."""
    return normal(tuple(evolve(seat, of=tuple(name for name in seat.of if name not in own)) for seat in seats), {})


def on_one_seat(whole: Actor, names: frozenset[str]) -> Iterator[Actor]:
    """Yield somebody as those where one who stands for some names takes one place (SPEC 2.10, 8.1)."""
    found = set()
    for number, seat in enumerate(whole.seats):
        own = tuple(name for name in seat.of if name in names)
        left = [evolve(other, count=other.count - (n == number)) for n, other in enumerate(whole.seats)]
        others = normal(
            tuple(evolve(s, of=tuple(o for o in s.of if o not in names or o in s.many)) for s in left if s.count), {}
        )
        if own and ways_of_filling(others):
            found.add(Actor(whole.by_vesting, normal((Seat(1, own), *others), {}), whole.in_place_of, others))
    yield from sorted(found, key=lambda one: (one.key, one.others_key))


def entries(judges: Sequence[Judge], everywhere: bool, ways: Sequence[list[Way]]) -> Iterator[Exercise]:
    """Yield the entries of an answer, in order. `everywhere`: the function is vested under every settlement."""
    listed = {
        (way.actor, way.box, way.duties)
        for several in ways
        for way in several
        if not any(other.covers(way) and not way.covers(other) for other in several)
    }
    for actor, box, duties in sorted(
        listed, key=lambda one: (*one[0].key, limits_key(one[1]), one[2], one[0].others_key)
    ):
        own = [[way for way in several if way.actor == actor] for several in ways]
        exact = [{way.steps for way in several if (way.box, way.duties) == (box, duties)} for several in own]
        always = set.intersection(*exact) if everywhere else set()
        chosen = always or set().union(*exact)
        fewest = min(map(len, chosen))
        chains = tuple(sorted((steps for steps in chosen if len(steps) == fewest), key=chain_key))
        others = {way.steps for several in own for way in several}.difference(chains)
        this = Way(actor, box, duties, None)
        certain = everywhere and all(any(way.covers(this) for way in several) for several in ways)
        how, people, twice = seats_held(judges[0].scheme, actor.seats, judges[0].point.day)
        yield Exercise(
            actor.seats, actor.by_vesting, how, people, box, (), duties, chains, len(others), certain, twice,
            actor.in_place_of, actor.others,
        )  # fmt: skip


def is_shown(way: Way, listed: Iterable[Exercise]) -> bool:
    """Say whether a way to act is one of those shown."""
    return any(
        (way.box, way.duties) == (one.limits, one.then)
        and way.actor == Actor(one.by_vesting, one.seats, one.in_place_of, one.together_with)
        and way.steps in one.chains
        for one in listed
    )
