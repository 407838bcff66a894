"""How seats can be filled: each place by another one of its candidates.

In: seats. Out: whether they can be filled, whom they cannot do without, and their normal form.
Source: docs/reference/semantics.md, 2.10.
"""

from collections import deque
from collections.abc import Sequence

from govrules.model.things import Seat

NOBODY: frozenset[str] = frozenset()


def can_be_filled(seats: Sequence[Seat], without: frozenset[str] = NOBODY) -> bool:
    """Say whether every place can have a candidate of its own, with some candidates left out."""
    return _filling(_with_members(seats), without) is not None


def indispensable(seats: Sequence[Seat]) -> tuple[str, ...]:
    """Return those whom no way of filling the seats can do without, in order."""
    seats = _with_members(seats)
    taken = _filling(seats, NOBODY) or {}
    needed = []
    for candidate in sorted(taken):
        others = dict(taken)
        if not _place(others.pop(candidate), seats, others, frozenset([candidate])):
            needed.append(candidate)
    return tuple(needed)


def _with_members(seats: Sequence[Seat]) -> list[Seat]:
    """Return seats with as many members in the place of a set in words as can ever be needed, and one more."""
    most = sum(seat.count for seat in seats) + 1
    return [
        Seat(seat.count, tuple(
            one for name in seat.of for one in ([f"{name} {n}" for n in range(most)] if name in seat.many else [name])
        ))
        for seat in seats
    ]  # fmt: skip


def _filling(seats: Sequence[Seat], without: frozenset[str]) -> dict[str, int] | None:
    """Return one way of filling the seats, candidate to number of the seat, or None if there is none."""
    taken: dict[str, int] = {}
    for number, seat in enumerate(seats):
        for _ in range(seat.count):
            if not _place(number, seats, taken, without):
                return None
    return taken


def _place(start: int, seats: Sequence[Seat], taken: dict[str, int], without: frozenset[str]) -> bool:
    """Give a seat one more candidate, moving others to other seats where that is needed (an augmenting path)."""
    wanted_by: dict[str, int] = {}
    through: dict[int, str] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for candidate in seats[here].of:
            if candidate in wanted_by or candidate in without:
                continue
            wanted_by[candidate] = here
            if candidate not in taken:
                while (seat := wanted_by[candidate]) != start:
                    taken[candidate] = seat
                    candidate = through[seat]
                taken[candidate] = start
                return True
            if taken[candidate] != start and taken[candidate] not in through:
                through[taken[candidate]] = candidate
                waiting.append(taken[candidate])
    return False


def normal(seats: Sequence[Seat]) -> tuple[Seat, ...]:
    """Return the seats in their one form: those of the same candidates as one, n of n as n, all in order."""
    counts: dict[tuple[str, ...], int] = {}
    many = {name for seat in seats for name in seat.many}
    waiting = list(seats)
    while waiting:
        seat = waiting.pop()
        of = tuple(sorted(seat.of))
        count = counts.pop(of, 0) + seat.count
        if count == len(of) > 1 and many.isdisjoint(of):
            waiting += [Seat(1, (one,)) for one in of]
        else:
            counts[of] = count
    found = (Seat(count, of, tuple(name for name in of if name in many)) for of, count in counts.items())
    return tuple(sorted(found, key=lambda seat: (seat.of, seat.count)))


def name_of(seats: tuple[Seat, ...]) -> str:
    """Return the identifier of a recipient: one holder as it is, `any 1 of a, b + c` for more."""
    return " + ".join(
        seat.of[0] if seat.count == len(seat.of) == 1 else f"any {seat.count} of {', '.join(seat.of)}" for seat in seats
    )
