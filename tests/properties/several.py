"""Recipients of several seats, ranges of amounts, tables and deputies, for the random schemes.

In: a maker with things and instruments. Out: what it makes of them. Promise: two ends printed twice at most, and no
clause despite a later one.
"""

from typing import Any

import attrs

from govrules.model import rules, things
from govrules.model.days import Cause, Mark, Period, When

BASES = ("per-contract", "per-year")
AMOUNTS = (10, 20, 30)


def label(name: str) -> things.Label:
    return things.Label(name.replace("-", " ").title())


class SeveralMaker:
    """The part of a `SchemeMaker` that makes what several act in; the rest is in `strategies`."""

    draws: Any
    posts: dict[str, things.Post]
    organs: dict[str, things.Organ]
    instruments: dict[str, things.Instrument]
    clauses: dict[str, rules.Clause]
    rules: dict[str, list[Any]]
    leaves: list[str]
    add: Any
    clause: Any
    when: Any
    board: Any
    rounds: Any
    start: Any
    some_leaves: Any
    make_appointment: Any
    bound: Any

    def make_recipients(self) -> None:
        """Make a few recipients of several seats, mostly of posts; some can never be filled."""
        draws = self.draws
        self.sets = {"listed@paper-0": things.PostSet("listed@paper-0", label("listed"), "paper-0", "those listed")}
        several = (*self.posts, *self.posts, "board@kent", "joint@cluster", *self.sets)
        self.recipients = {}
        for _ in range(draws.pick((0, 1, 2, 3))):
            seats = []
            for _ in range(draws.pick((1, 1, 2))):
                of = tuple(sorted({draws.pick(several) for _ in range(draws.pick((1, 2, 2, 3)))}))
                many = tuple(name for name in of if name in self.sets)
                seats.append(things.Seat(draws.pick((1, 1, 2 if many else min(2, len(of)))), of, many))
            seats.sort(key=lambda seat: (seat.of, seat.count))
            id_ = " + ".join(f"any {seat.count} of {', '.join(seat.of)}" for seat in seats)
            if sum(seat.count for seat in seats) > 1 or len(seats[0].of) > 1:
                self.recipients[id_] = things.Recipient(id_, tuple(seats))

    def life(self, name: str) -> When:
        """Return the life of a holder; of a recipient, that of those it cannot do without."""
        if name in self.recipients:
            needed = [
                one
                for seat in self.recipients[name].seats
                if seat.count == len(seat.of) and not seat.many
                for one in seat.of
            ]
            return tuple(period for one in needed for period in self.life(one))
        if name in self.posts:
            return self.posts[name].life
        return self.organs[name].life if name in self.organs else ()

    def limit(self, percent: int) -> rules.Limit | None:
        """Draw a range of amounts, mostly reaching down to nil."""
        draws = self.draws
        if not draws.chance(percent):
            return None
        basis, over, up_to = draws.pick(BASES), draws.pick((None, None, None, *AMOUNTS)), draws.pick((*AMOUNTS, None))
        if over is not None and up_to is not None and over >= up_to:
            up_to = None
        return rules.Limit(basis, up_to, over)

    def values(self, limit: rules.Limit | None) -> list[tuple[rules.Limit | None, When]]:
        """Draw the values of a named amount in the place of an end, one after another; mostly just the range."""
        if limit is None or limit.up_to is None or not self.draws.chance(15):
            return [(limit, ())]
        change, mark = self.bound(), Mark.UNVERIFIED if self.draws.chance(20) else None
        later = attrs.evolve(limit, up_to=limit.up_to + 10)
        first, then = (Period(None, change, Cause.AMOUNT, "the amount", mark), Period(change, None, Cause.AMOUNT, "it"))
        return [(limit, (first,)), *([(later, (then,))] if self.draws.chance(80) else [])]

    def states(self, holder: str, others: tuple[str, ...]) -> list[tuple[str, When]]:
        """Draw the holders that a set stands for, one after another; mostly just the one."""
        if not others or not self.draws.chance(8):
            return [(holder, ())]
        change = Period(self.bound(), None, Cause.SET, "the set")
        before = attrs.evolve(change, begins=None, ends=change.begins)
        return [*([(holder, (before,))] if self.draws.chance(80) else []), (self.draws.pick(others), (change,))]

    def despite(self) -> frozenset[str]:
        """Draw the clauses that a new one is an exception to; always earlier ones, so that there is no circle."""
        if not self.clauses or not self.draws.chance(15):
            return frozenset()
        several = sorted(self.clauses)
        return frozenset(self.draws.pick(several) for _ in range(self.draws.pick((1, 1, 2))))

    def make_table(self) -> None:
        """Delegate in rows that touch, some of whose ends are printed twice; at most two such ends in a scheme."""
        draws = self.draws
        instrument, basis, leaves = draws.pick(tuple(self.instruments)), draws.pick(BASES), self.some_leaves()
        points, over, over_twice = self.rounds(), None, None
        for up_to in (*AMOUNTS[: draws.number(1, 2)], draws.pick((None, 30))):
            clause = self.clause(instrument, "delegates")
            printed = sum(clause.verb == "twice" for clause in self.clauses.values())
            twice = f"{up_to} in {clause}" if up_to and printed < 2 and draws.chance(30) else None
            if twice:
                self.clauses[clause] = attrs.evolve(self.clauses[clause], verb="twice")
            limit = rules.Limit(basis, up_to, over, twice, over_twice)
            receiver = draws.pick((*self.posts, *self.recipients, *self.recipients))
            duties = draws.pick(((), (), ("report to board",)))
            for point in points:
                when = self.when(instrument, point, receiver)
                self.add(
                    "delegations",
                    rules.Delegation(
                        clause, instrument, point, self.board(point), receiver, leaves, when, limit, True, (), duties
                    ),
                )
            over, over_twice = up_to, twice

    def make_deputy(self) -> None:
        instrument, clause = self.start("deputises")
        acting = {rule.deputy for rule in self.rules.get("deputies", ())}
        given = sorted(({rule.receiver for rule in self.rules.get("delegations", ())} | acting) & self.posts.keys())
        post, deputy = self.draws.pick(tuple(given or self.posts)), self.draws.pick(tuple(self.posts))
        leaves = frozenset(self.leaves) if self.draws.chance(70) else self.some_leaves()
        if self.draws.chance(30):
            self.make_appointment(post)
        for point in self.rounds() if post != deputy else ():
            when = self.when(instrument, point, post, deputy)
            self.add("deputies", rules.Deputising(clause, point, post, deputy, f"absence-of-{post}", leaves, when))
