"""Who fills seats on a day: held, vacant, not recorded, not existing.

In: a compiled scheme, a day and seats. Out: what is known, and the assumptions it leans on.
Source: docs/reference/semantics.md, 2.5 and 2.12.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from itertools import combinations

from attrs import define, field, frozen

from govrules.compile import Compiled
from govrules.engine.leaning import leans_of
from govrules.engine.seats import Seats, can_be_filled, elements, most_filled, places
from govrules.model.answer import Assumption, Holder, Holding
from govrules.model.days import open_days
from govrules.model.things import Seat


@frozen
class Filling:
    """What is known of who fills some seats; `one_person` are people who hold posts for two of the places."""

    holding: Holding
    holders: tuple[Holder, ...]
    one_person: tuple[str, ...] = ()
    leans: frozenset[Assumption] = frozenset()


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
        if most_filled(seats, lambda name: self._certain(name)) == places(seats):
            holding = Holding.HELD
        elif most_filled(seats, lambda name: self._possible(name)) == places(seats):
            holding = Holding.NOT_RECORDED
        else:
            holding = Holding.VACANT if can_be_filled(seats, missing) else Holding.NOT_EXISTING
        holders = tuple(holder for known in each.values() for holder in known.holders)
        leans = frozenset[Assumption]().union(*(known.leans for known in each.values()))
        return Filling(holding, holders, self._one_person(seats, holders), leans)

    def _certain(self, name: str) -> Iterable[Hashable]:
        """Return who certainly holds a post; an organ counts as somebody of its own."""
        known = self.in_post(name)
        if known.holding is not Holding.HELD:
            return ()
        return {holder.person for holder in known.holders if holder.certain} or [("organ", name)]

    def _possible(self, name: str) -> Iterable[Hashable]:
        """Return who may hold a post: where nobody is recorded another person."""
        if self.in_post(name).holding is Holding.NOT_RECORDED:
            return [("somebody", name)]
        return self._certain(name)

    def _holding(self, post: str) -> Filling:
        scheme, day = self.compiled.scheme, self.day
        if post not in scheme.posts:
            return Filling(Holding.NOT_RECORDED if post in scheme.sets else Holding.HELD, ())
        if any(period.excludes(day) for period in scheme.posts[post].life):
            return Filling(Holding.NOT_EXISTING, ())
        found: set[Holder] = set()
        leans: dict[bool, set[Assumption]] = {True: set(), False: set()}
        vacant = False
        for appointment in self.compiled.appointments.get(post, ()):
            if any(period.excludes(day) for period in appointment.when):
                continue
            certain = not list(open_days(appointment.when, day))
            nobody = appointment.person is None
            if not nobody or certain:
                leans[nobody].update(leans_of(scheme, None, appointment.when))
            if appointment.person is None:
                vacant = vacant or certain
            else:
                found.add(Holder(appointment.person, appointment.capacity, appointment.employer, certain, post))
        holders = tuple(sorted(found, key=lambda h: (h.person, h.capacity or "", h.employer or "", not h.certain)))
        if any(person.certain for person in holders):
            return Filling(Holding.HELD, holders, (), frozenset(leans[False]))
        holding = Holding.VACANT if vacant else Holding.NOT_RECORDED
        return Filling(holding, holders, (), frozenset(leans[False] | leans[True]))

    def _one_person(self, seats: Seats, holders: Iterable[Holder]) -> tuple[str, ...]:
        posts: dict[str, set[str]] = {}
        for holder in holders:
            if holder.certain:
                posts.setdefault(holder.person, set()).add(holder.post)
        return tuple(
            person
            for person, held in sorted(posts.items())
            if any(_stand_apart(one, other, seats) for one, other in combinations(sorted(held), 2))
        )


def _stand_apart(one: str, other: str, seats: Seats) -> bool:
    """Say whether two posts can stand on two different places."""

    def both(seat: Seat, another: Seat) -> bool:
        return (one in seat.of and other in another.of) or (other in seat.of and one in another.of)

    return any(both(*pair) for pair in combinations(seats, 2)) or any(s.count > 1 and both(s, s) for s in seats)
