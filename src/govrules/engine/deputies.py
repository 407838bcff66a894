"""Deputies: who fills the seats of posts that are vacant or absent.

In: the deputies of posts that are away under one settlement, and seats. Out: the seats as they are, and with deputies
in the place of posts. Promise: an absence takes nothing from anybody. Source: docs/reference/semantics.md, 3.5.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import evolve, frozen

from govrules.engine.leaning import leans_of
from govrules.engine.seats import Seats, elements, places, sit_together
from govrules.model import rules
from govrules.model.answer import Assumption
from govrules.model.scheme import Scheme
from govrules.model.things import Seat

Stand = tuple[Seats, tuple[str, ...]]
"""Who acts: seats, and the posts that deputies in them stand for."""


@frozen
class Deputies:
    """The deputies of posts that are away: absent, or certainly `vacant`."""

    scheme: Scheme
    by_post: Mapping[str, Sequence[rules.Deputising]]
    vacant: frozenset[str]

    def standing(self, seats: Seats) -> Iterator[tuple[Stand, frozenset[Assumption]]]:
        """Yield seats as they are, and with deputies in the place of the vacant posts and of some absent ones.

        These are any that can stand on the seats at once. With each goes what it leans on.
        """
        yield (seats, ()), frozenset()
        away = elements(seats) & self.by_post.keys()
        absent = sorted(away - self.vacant)
        for number in range(min(len(absent), places(seats)) + 1):
            for some in combinations(absent, number):
                leaving = (away & self.vacant).union(some)
                if leaving and sit_together(seats, some):
                    yield self._without(seats, leaving)

    def _without(self, seats: Seats, leaving: frozenset[str]) -> tuple[Stand, frozenset[Assumption]]:
        filled = tuple(sorted((self._in_seat(seat, leaving) for seat in seats), key=lambda seat: (seat.of, seat.count)))
        replaced = self._replaced(leaving)
        used = [deputising for post in replaced for deputising in self.by_post[post]]
        leans = frozenset(lean for one in used for lean in leans_of(self.scheme, one.clause, one.when))
        return (filled, replaced), leans

    def _in_seat(self, seat: Seat, leaving: frozenset[str]) -> Seat:
        """Return a seat with deputies in the place of those who leave it."""
        replaced = self._replaced(leaving.intersection(seat.of))
        stand_ins = {one.deputy for post in replaced for one in self.by_post[post]} - self.by_post.keys()
        return evolve(seat, of=tuple(sorted(stand_ins.union(seat.of) - (leaving & elements((seat,))))))

    def _replaced(self, posts: Iterable[str]) -> tuple[str, ...]:
        """Return some posts that are away, and the deputies that are away and have deputies themselves, in order."""
        found: set[str] = set()
        waiting = [*posts]
        while waiting:
            post = waiting.pop()
            if post in self.by_post and post not in found:
                found.add(post)
                waiting += [one.deputy for one in self.by_post[post]]
        return tuple(sorted(found))
