"""Seats: who can fill them, who draws on whom, and which holders are one at a place.

In: recipients as lists of seats. Out: yes or no. Promise: what is asked of every way of filling seats is answered
without listing the ways. Source: docs/reference/semantics.md, 2.9, 2.10 and 2.12.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from functools import lru_cache
from itertools import combinations

from attrs import Factory, define, evolve, field

from govrules.model.scheme import Scheme
from govrules.model.things import Seat

Seats = tuple[Seat, ...]
Nodes = dict[Hashable, dict[Hashable, int]]


def elements(seats: Seats) -> frozenset[str]:
    """Return every post, organ and set that can stand on one of the seats."""
    return frozenset(name for seat in seats for name in seat.of)


def places(seats: Seats) -> int:
    """Return how many different ones it takes to fill the seats."""
    return sum(seat.count for seat in seats)


def most_filled(seats: Seats, people: Callable[[str], Iterable[Hashable]]) -> int:
    """Return how many places can be filled at once by different posts and organs with different people in them.

    `people` says who may stand for a post or an organ; a set in words has as many members as are needed. The greatest
    flow from the seats through posts to people, found one path at a time (Ford and Fulkerson 1956).
    """
    left: Nodes = {"start": {}, "end": {}}
    several = {name: places(seats) for seat in seats for name in seat.many}

    def link(one: Hashable, other: Hashable, capacity: int = 1) -> None:
        left.setdefault(one, {})[other] = capacity
        left.setdefault(other, {}).setdefault(one, 0)

    for index, seat in enumerate(seats):
        link("start", ("seat", index), seat.count)
        for name in seat.of:
            link(("seat", index), ("post", name), several.get(name, 1))
    for name in elements(seats):
        link(("post", name), ("filled", name), several.get(name, 1))
        for person in people(name):
            for member in range(several.get(name, 1)):
                link(("filled", name), ("person", person, member))
                link(("person", person, member), "end")
    filled = 0
    while _one_more(left, "start", {"start"}):
        filled += 1
    return filled


def _one_more(left: Nodes, node: Hashable, seen: set[Hashable]) -> bool:
    """Find a path to the end with capacity left, and use it up."""
    if node == "end":
        return True
    for other, capacity in left[node].items():
        if capacity and other not in seen:
            seen.add(other)
            if _one_more(left, other, seen):
                left[node][other] -= 1
                left[other][node] += 1
                return True
    return False


@lru_cache(maxsize=10_000)
def _most(seats: Seats, without: frozenset[str]) -> int:
    return most_filled(seats, lambda name: () if name in without else (name,))


def can_be_filled(seats: Seats, without: Collection[str] = ()) -> bool:
    """Say whether there is a way of filling the seats without some of their posts and organs."""
    here = elements(seats).intersection(without)
    return _most(seats, here) == places(seats)


@lru_cache(maxsize=10_000)
def sit_together(seats: Seats, names: tuple[str, ...]) -> bool:
    """Say whether each of some posts can take another place of the seats."""
    taken = (
        Seat(
            1,
            tuple(
                f"{index}.{number}"
                for index, seat in enumerate(seats)
                if name in seat.of
                for number in range(seat.count)
            ),
        )
        for name in names
    )
    return can_be_filled(tuple(taken))


@lru_cache(maxsize=10_000)
def draws_on(giver: Seats, holder: Seats) -> bool:
    """Say whether every way of filling the giver's seats also fills the holder's; there must be one.

    A set of posts and organs fails to fill some seats just if, for some of these seats, it has fewer than their places
    that can stand on them (Hall 1935). A way of filling the giver has the fewest of these where as many places as
    possible are filled by others; such a filling can always be completed.
    """
    needed = places(giver)
    if not can_be_filled(giver):
        return False
    for size in range(1, len(holder) + 1):
        for some in combinations(holder, size):
            if needed - _most(giver, elements(some) & elements(giver)) < places(some):
                return False
    return True


@define
class Holders:
    """The holders at a place under one settlement: an organ that sits as the board is the governing organ.

    `first` is the first holder by vesting: the governing organ, until it is known to be another.
    """

    scheme: Scheme
    board: str
    seated: frozenset[str] = frozenset()
    first: str = field(default=Factory(lambda self: self.board, takes_self=True))
    _seats: dict[str, Seats] = field(factory=dict)

    def mapped(self, holder: str) -> str:
        """Return the holder that a name means."""
        return self.board if holder in self.seated else holder

    def seats(self, holder: str) -> Seats:
        """Return the seats of a holder."""
        found = self._seats.get(holder)
        if found is None:
            found = tuple(sorted(map(self._seat, self.scheme.seats_of(holder)), key=lambda s: (s.of, s.count)))
            self._seats[holder] = found
        return found

    def draws_on(self, giver: str, holder: str) -> bool:
        """Say whether what a giver passes on is drawn from a holder; both are mapped."""
        recipients = self.scheme.recipients
        if giver not in recipients and holder not in recipients:
            return giver == holder
        return draws_on(self.seats(giver), self.seats(holder))

    def _seat(self, seat: Seat) -> Seat:
        if self.seated.isdisjoint(seat.of):
            return seat
        return evolve(seat, of=tuple(sorted({self.mapped(name) for name in seat.of})))
