"""Who fills seats on a day: held, vacant, not recorded, not existing.

In: a compiled scheme, a day and seats. Out: what is known, and the assumptions it leans on.
Source: docs/reference/semantics.md, 2.5 and 2.12.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import combinations

from attrs import define, field, frozen

from govrules.compile import Compiled
from govrules.engine.leaning import leans_of
from govrules.engine.seats import Seats, can_be_filled, elements, most_filled, places
from govrules.model.answer import Assumption, Holder, Holding
from govrules.model.days import open_days
from govrules.model.things import Appointment, Seat


@frozen
class Filling:
    """What is known of who fills some seats; `one_person` are people who hold posts for two of the places.

    `fillers` are those of whom one certainly fills the seat of a single post, each with all whom that may take.
    """

    holding: Holding
    holders: tuple[Holder, ...]
    one_person: tuple[str, ...] = ()
    leans: frozenset[Assumption] = frozenset()
    fillers: frozenset[frozenset[str]] = frozenset()


@define
class People:
    """Who holds what on one day; keeps what it has looked up."""

    compiled: Compiled
    day: date
    _posts: dict[str, Filling] = field(factory=dict)
    _seats: dict[Seats, Filling] = field(factory=dict)

    def of(self, seats: Seats) -> Filling:
        """Return who fills seats; an organ is always held, who belongs to a set in words is not recorded."""
        found = self._seats.get(seats)
        if found is None:
            found = self._seats[seats] = self._filling(seats)
        return found

    def in_post(self, post: str) -> Filling:
        """Return who holds one post, organ or set."""
        found = self._posts.get(post)
        if found is None:
            found = self._posts[post] = self._holding(post)
        return found

    def _filling(self, seats: Seats) -> Filling:
        if len(seats) == 1 and seats[0].count == 1 and len(seats[0].of) == 1:
            return self.in_post(seats[0].of[0])
        each = {name: self.in_post(name) for name in sorted(elements(seats))}
        missing = {name for name, known in each.items() if known.holding is Holding.NOT_EXISTING}
        if _are_filled(seats, each, also=None):
            holding = Holding.HELD
        elif _are_filled(seats, each, also=Holding.NOT_RECORDED):
            holding = Holding.NOT_RECORDED
        else:
            holding = Holding.VACANT if can_be_filled(seats, missing) else Holding.NOT_EXISTING
        holders = tuple(holder for known in each.values() for holder in known.holders)
        leans = frozenset[Assumption]().union(*(known.leans for known in each.values()))
        return Filling(holding, holders, self._one_person(seats, holders), leans)

    def _holding(self, post: str) -> Filling:
        scheme, day = self.compiled.scheme, self.day
        if post not in scheme.posts:
            return Filling(Holding.NOT_RECORDED if post in scheme.sets else Holding.HELD, ())
        if any(period.excludes(day) for period in scheme.posts[post].life):
            return Filling(Holding.NOT_EXISTING, ())
        found: set[Holder] = set()
        leans: dict[bool, set[Assumption]] = {True: set(), False: set()}
        vacant = False
        there = self._there(post)
        taken = any(certain and appointment.takes_place for appointment, certain in there)
        for appointment, certain in there:
            nobody = appointment.person is None
            if not nobody or certain:
                leans[nobody].update(leans_of(scheme, None, appointment.when))
            if appointment.person is None:
                vacant = vacant or certain
            else:
                found.add(_holder(appointment, appointment.person, certain, taken and not appointment.stands_in))
        holders = tuple(sorted(found, key=_holder_key))
        if any(person.certain for person in holders):
            return Filling(Holding.HELD, holders, (), frozenset(leans[False]), _fillers(there))
        holding = Holding.VACANT if vacant else Holding.NOT_RECORDED
        return Filling(holding, holders, (), frozenset(leans[False] | leans[True]))

    def _there(self, post: str) -> list[tuple[Appointment, bool]]:
        """Return the appointments to a post that may hold that day, with whether they certainly do."""
        found = self.compiled.appointments.get(post, ())
        may_hold = (one for one in found if not any(period.excludes(self.day) for period in one.when))
        return [(one, not list(open_days(one.when, self.day))) for one in may_hold]

    def _one_person(self, seats: Seats, holders: Iterable[Holder]) -> tuple[str, ...]:
        posts: dict[str, set[str]] = {}
        for holder in holders:
            if holder.certain and not holder.replaced:
                posts.setdefault(holder.person, set()).add(holder.post)
        return tuple(
            person
            for person, held in sorted(posts.items())
            if any(_stand_apart(one, other, seats) for one, other in combinations(sorted(held), 2))
        )


def _are_filled(seats: Seats, each: Mapping[str, Filling], also: Holding | None) -> bool:
    """Say whether different people can fill seats, with somebody of their own in posts of which `also` is known.

    Who fills a post together with others is tried in one post or another.
    """
    fillers = {name: _own_or_shared(name, each) for name in each}
    several = [(name, persons) for name, found in fillers.items() for persons in found if len(persons) > 1]
    several.sort(key=lambda one: (one[0], sorted(one[1])))

    def fills(together: Mapping[str, frozenset[str]], name: str) -> Iterable[Hashable]:
        known = each[name]
        if name in together or known.holding is also or (known.holding is Holding.HELD and not known.holders):
            return [("own", name)]
        taken = frozenset[str]().union(*together.values())
        return {person for persons in fillers[name] if len(persons) == 1 for person in persons - taken}

    return any(most_filled(seats, partial(fills, together)) == places(seats) for together in _apart(several))


def _own_or_shared(name: str, each: Mapping[str, Filling]) -> set[frozenset[str]]:
    """Return who fills a post; of several together who are in no other post one stands for all."""
    others = frozenset(person for other in each if other != name for one in each[other].fillers for person in one)
    return {frozenset([min(one)]) if one.isdisjoint(others) else one for one in each[name].fillers}


def _holder(one: Appointment, person: str, certain: bool, replaced: bool) -> Holder:
    return Holder(person, one.capacity, one.employer, certain, one.post, one.jointly, replaced)


def _holder_key(one: Holder) -> tuple[str, str, str, bool, bool]:
    return one.person, one.capacity or "", one.employer or "", not one.certain, one.jointly


def _fillers(there: Iterable[tuple[Appointment, bool]]) -> frozenset[frozenset[str]]:
    """Return who certainly fills the seat of a post: those who stand in, and the others where no place is taken.

    Where a place may be taken, whoever may have taken it is taken up with it.
    """
    sure: dict[bool, list[tuple[str, bool]]] = {True: [], False: []}
    joint: dict[bool, set[str]] = {True: set(), False: set()}
    taking: dict[str, bool] = {}
    for one, certain in there:
        if one.person is None:
            continue
        if one.jointly:
            joint[one.stands_in].add(one.person)
        if one.takes_place:
            taking[one.person] = certain or taking.get(one.person, False)
        if certain:
            sure[one.stands_in].append((one.person, one.jointly))
    found = [joint[True] if together else {person} for person, together in sure[True]]
    if not any(taking.values()):
        found += [(joint[False] if together else {person}) | taking.keys() for person, together in sure[False]]
    return frozenset(map(frozenset, found))


def _apart(several: Sequence[tuple[str, frozenset[str]]]) -> Iterator[dict[str, frozenset[str]]]:
    """Yield the choices among posts that several people fill together in which nobody is on two of them."""
    if not several:
        yield {}
        return
    (name, persons), *others = several
    for chosen in _apart(others):
        yield chosen
        if name not in chosen and persons.isdisjoint(frozenset[str]().union(*chosen.values())):
            yield {name: persons, **chosen}


def _stand_apart(one: str, other: str, seats: Seats) -> bool:
    """Say whether two posts can stand on two different places."""

    def both(seat: Seat, another: Seat) -> bool:
        return (one in seat.of and other in another.of) or (other in seat.of and one in another.of)

    return any(both(*pair) for pair in combinations(seats, 2)) or any(s.count > 1 and both(s, s) for s in seats)
