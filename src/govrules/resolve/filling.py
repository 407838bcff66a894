"""How seats can be filled: each place by another one of its candidates.

In: seats. Out: whether they can be filled, whom they cannot do without, and their normal form.
Source: docs/reference/semantics.md, 2.10.
"""

from collections.abc import Iterable

from govrules.model.things import Seat

NOBODY: frozenset[str] = frozenset()


def can_be_filled(seats: Iterable[Seat], without: frozenset[str] = NOBODY) -> bool:
    """Say whether every place can have a candidate of its own, with some candidates left out."""
    places = [tuple(of for of in seat.of if of not in without) for seat in seats for _ in range(seat.count)]
    taken: dict[str, int] = {}
    return all(_placed(place, places, taken) for place in range(len(places)))


def _placed(place: int, places: list[tuple[str, ...]], taken: dict[str, int]) -> bool:
    """Give a place a candidate, moving others where that is needed (an augmenting path)."""
    came: dict[str, int] = {}
    waiting = [place]
    while waiting:
        here = waiting.pop(0)
        for candidate in places[here]:
            if candidate in came:
                continue
            came[candidate] = here
            if candidate not in taken:
                _move(candidate, place, came, taken)
                return True
            waiting.append(taken[candidate])
    return False


def _move(candidate: str, place: int, came: dict[str, int], taken: dict[str, int]) -> None:
    """Turn the path that led to a free candidate into places taken."""
    before = {holder: name for name, holder in taken.items()}
    while True:
        here = came[candidate]
        taken[candidate] = here
        if here == place:
            return
        candidate = before[here]


def indispensable(seats: tuple[Seat, ...]) -> tuple[str, ...]:
    """Return those whom no way of filling the seats can do without, in order."""
    everybody = sorted({of for seat in seats for of in seat.of})
    return tuple(of for of in everybody if not can_be_filled(seats, frozenset([of])))


def normal(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """Return the seats in their one form: those of the same candidates as one, n of n as n, all in order."""
    counts: dict[tuple[str, ...], int] = {}
    waiting = list(seats)
    while waiting:
        seat = waiting.pop()
        of = tuple(sorted(seat.of))
        count = counts.pop(of, 0) + seat.count
        if count == len(of) > 1:
            waiting += [Seat(1, (one,)) for one in of]
        else:
            counts[of] = count
    return tuple(sorted((Seat(count, of) for of, count in counts.items()), key=lambda seat: (seat.of, seat.count)))


def name_of(seats: tuple[Seat, ...]) -> str:
    """Return the identifier of a recipient: one holder as it is, `any 1 of a, b + c` for more."""
    return " + ".join(
        seat.of[0] if seat.count == len(seat.of) == 1 else f"any {seat.count} of {', '.join(seat.of)}" for seat in seats
    )
