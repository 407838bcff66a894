"""Seats: who can fill them, and who draws on whom.

In: seats of recipients. Out: the ways of filling them, all of them. Promise: brute force; every way is looked at.
Source: docs/reference/semantics.md, 2.10 and 2.12.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import combinations, product

from attrs import evolve

from govrules.model.things import Seat

Seats = tuple[Seat, ...]


def places(seats: Seats) -> list[tuple[str, ...]]:
    """Return for each place to be filled who can fill it."""
    return [seat.of for seat in seats for _ in range(seat.count)]


def candidates(seat: Seat, members: int) -> list[str]:
    """Return who can fill a place: a set in words stands for so many members, `panel 1`, `panel 2`."""
    several = [[f"{name} {n}" for n in range(members)] if name in seat.many else [name] for name in set(seat.of)]
    return sorted(one for names in several for one in names)


@lru_cache(maxsize=4096)
def ways(seats: Seats, members: int = 0) -> frozenset[frozenset[str]]:
    """Return the ways of filling seats, each as those who fill them: another one on each place.

    `members` are those a set in words stands for, at least as many as there are places.
    """
    members = max(members, len(places(seats)))
    by_seat = [[frozenset(chosen) for chosen in combinations(candidates(seat, members), seat.count)] for seat in seats]
    wanted = sum(seat.count for seat in seats)
    joined = (frozenset[str]().union(*chosen) for chosen in product(*by_seat))
    return frozenset(way for way in joined if len(way) == wanted)


@lru_cache(maxsize=4096)
def draws_on(giver: Seats, holder: Seats) -> bool:
    """Say whether every way of filling the giver's seats, if there is any, also fills the holder's."""
    members = max(len(places(giver)), len(places(holder)))
    every = ways(giver, members)
    return bool(every) and all(any(other <= way for other in ways(holder, members)) for way in every)


def filled_without(seats: Seats, barred: Collection[str]) -> bool:
    """Say whether seats can be filled without some posts and organs."""
    return any(all(one.split(" ")[0] not in barred for one in way) for way in ways(seats))


def normal(seats: Seats, meaning: Mapping[str, str]) -> Seats:
    """Return seats in order, each name replaced by the holder it means."""
    meant = [evolve(seat, of=tuple(sorted({meaning.get(name, name) for name in seat.of}))) for seat in seats]
    return tuple(sorted(meant, key=lambda seat: (seat.of, seat.count)))


def filled_by(seats: Seats, people: Mapping[str, Collection[frozenset[str]]]) -> bool:
    """Say whether different people can fill seats.

    `people` are those who fill each post that can be used, alone or several together.
    """
    open_places = places(seats)
    many = {name for seat in seats for name in seat.many}

    def fill(number: int, posts: frozenset[str], used: frozenset[str]) -> bool:
        if number == len(open_places):
            return True
        return any(
            fill(number + 1, posts | {post}, used | persons)
            for post in open_places[number]
            if post not in posts or post in many
            for persons in people.get(post, ())
            if not persons & used
        )

    return fill(0, frozenset(), frozenset())


def on_two_seats(seats: Seats, people: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the people who hold two posts that can stand on two places, in order."""
    two = [
        (post, other)
        for (number, of), (another, others) in product(enumerate(places(seats)), repeat=2)
        if number != another
        for post in of
        for other in others
        if post != other
    ]
    return tuple(sorted({p for post, other in two for p in set(people.get(post, ())) & set(people.get(other, ()))}))
