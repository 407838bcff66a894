"""One point under one settlement: what holds once every open point is decided.

In: a place and a way to ask about open points. Out: `World`: who is accountable, what is kept, every chain of
delegation. Promise: the steps S0 to S5 of the specification in their order; no step reads a later one.
Source: docs/reference/semantics.md, sections 4 and 5.
"""

from collections import deque
from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from govrules.engine.place import Place
from govrules.engine.settle import Ask
from govrules.model import rules, things
from govrules.model.answer import Assumption, Chain, Step
from govrules.model.days import When, all_hold, first_day

MOST_CHAINS = 5_000
"""Chains enumerated at one point; the shortest come first, so those shown are right beyond it too."""

Box = tuple[tuple[str, int], ...]
"""Limits of a chain: basis and pence, in order of basis. A box holds the amounts up to them."""
Passing = rules.Delegation | rules.Residue
Deal = tuple[str, str, str]
"""A conflict: the clause that keeps, the clause that delegates, its receiver."""


@frozen
class ChainFound:
    """A chain, its limits, and what it leans on."""

    steps: Chain
    box: Box
    rules: tuple[Passing, ...]
    leans: frozenset[Assumption]


@define
class World:
    """What holds at a point under one settlement. `vested` is empty if nothing is vested, None if no body is there."""

    vested: tuple[str, ...] | None = None
    sits_as: str | None = None
    officers: dict[str, dict[str, tuple[str, ...]]] = field(factory=dict)
    """For each title the candidate posts, each with the clauses that designate it."""
    orders: set[str] = field(factory=set)
    two_officers: set[tuple[str, ...]] = field(factory=set)
    kept: set[tuple[str, str]] = field(factory=set)
    deals: set[Deal] = field(factory=set)
    chains: dict[str, list[ChainFound]] = field(factory=dict)
    first_boxes: list[Box] = field(factory=list)
    bases: set[str] = field(factory=set)
    lines: list[tuple[str, rules.Line]] = field(factory=list)
    overseers: list[things.Oversight] = field(factory=list)
    leans: set[Assumption] = field(factory=set)
    failed: dict[Passing, frozenset[str]] = field(factory=dict)
    """For each rule that passes nothing here, all the reasons, amounts aside."""


def evaluate(place: Place, ask: Ask) -> World:
    """Return what holds at `place`, asking `ask` for every open day (by its key) and conflict."""
    return _Evaluation(place, ask).run()


@define
class _Evaluation:
    place: Place
    ask: Ask
    world: World = field(factory=World)
    _seats: frozenset[str] = frozenset()

    def run(self) -> World:
        place, world = self.place, self.world
        if not self._live(place.life):
            return world
        world.vested = tuple(sorted({v.clause for v in place.vestings if self._lean_if_live(v.clause, v.when)}))
        if place.leaf is not None and not world.vested:
            return self._not_vested(place.leaf)
        self._lean_periods(place.life)
        self._shared_board()
        self._officers()
        for oversight in place.oversight:
            if self._live(oversight.when):
                world.overseers.append(oversight)
        world.lines = [(self._mapped(r.who), r) for r in place.lines if self._live(r.when)]
        if place.leaf is not None:
            self._pass_on(place.leaf)
        return world

    def _not_vested(self, leaf: str) -> World:
        """Return a world in which nothing is held, with the reasons why each rule passes nothing."""
        self._shared_board()
        self._pass_on(leaf)
        nothing_to_give = frozenset(["giver-without-authority"])
        used = {rule for chains in self.world.chains.values() for chain in chains for rule in chain.rules}
        failed = {rule: nothing_to_give if "no-leave" in why else why for rule, why in self.world.failed.items()}
        return World(vested=(), failed={**failed, **dict.fromkeys(used, nothing_to_give)})

    # ------------------------------------------------------------------------------------------------ S0

    def _live(self, when: When) -> bool:
        if any(period.excludes(self.place.day) for period in when):
            return False
        return all_hold(when, self.place.day, lambda day: self.ask(day.key))

    def _lean_if_live(self, clause: str, when: When) -> bool:
        if not self._live(when):
            return False
        self._lean(clause, when)
        return True

    def _lean(self, clause: str | None, when: When) -> None:
        self.world.leans.update(leans_of(self.place, clause, when))

    def _lean_periods(self, when: When) -> None:
        self._lean(None, when)

    def _shared_board(self) -> None:
        seated = sorted(
            (s for s in self.place.seatings if self._live(s.when)), key=lambda seating: (seating.organ, seating.clause)
        )
        self._seats = frozenset(seating.organ for seating in seated)
        if seated:
            self.world.sits_as = seated[0].organ
            for seating in seated:
                self._lean(seating.clause, seating.when)

    def _mapped(self, holder: str) -> str:
        return self.place.body.first_holder if holder in self._seats else holder

    # ------------------------------------------------------------------------------------------------ officers

    def _officers(self) -> None:
        by_title: dict[str, list[rules.Designation]] = {}
        for designation in self.place.designations:
            if self._live(designation.when):
                by_title.setdefault(designation.title, []).append(designation)
        for title, live in by_title.items():
            began = {d: first_day(d.when) for d in live}
            latest = max(day.earliest for day in began.values())
            candidates = [d for d in live if began[d].latest >= latest]
            posts = {
                post: tuple(sorted({d.clause for d in candidates if d.post == post}))
                for post in sorted({d.post for d in candidates})
            }
            self.world.officers[title] = posts
            for designation in candidates:
                self._lean(designation.clause, designation.when)
            if len(posts) > 1:
                if len({(began[d].known, began[d].unknown) for d in candidates}) == 1:
                    self.world.two_officers.add(tuple(sorted({d.clause for d in candidates})))
                else:
                    self.world.orders.add(title)

    # ------------------------------------------------------------------------------------------------ S1, S2

    def _pass_on(self, leaf: str) -> None:
        place, first = self.place, self.place.body.first_holder
        delegations = [d for d in place.delegations if self._live(d.when)]
        keepings = [k for k in place.keepings if self._live(k.when)]
        passing: list[Passing] = [d for d in delegations if self._mapped(d.giver) != self._mapped(d.receiver)]
        if not delegations and not keepings:
            for residue in place.residues:
                if self._live(residue.when):
                    if self._mapped(residue.receiver) == first:
                        self.world.kept.add(("residue", residue.clause))
                        self._lean(residue.clause, residue.when)
                    else:
                        passing.append(residue)
        for rule in place.delegations:
            if rule not in delegations:
                self.world.failed[rule] = self._not_live(rule.when)
        powers = {rule: self._powers(rule, leaf) for rule in passing if self._is_first(rule)}
        fallen = self._void(passing, powers, leaf)
        lost = self._conflicts(keepings, passing, fallen)
        for keeping in keepings:
            if keeping not in lost:
                self.world.kept.add(("reserved" if keeping.reserves else "retained", keeping.clause))
                self._lean(keeping.clause, keeping.when)
        effective = [rule for rule in passing if rule not in fallen]
        self._chains(effective, powers)
        self._explain(passing, fallen)

    def _is_first(self, rule: Passing) -> bool:
        return isinstance(rule, rules.Residue) or self._mapped(rule.giver) == self.place.body.first_holder

    def _powers(self, rule: Passing, leaf: str) -> tuple[list[rules.Power], bool]:
        """Return the live powers that cover a first link, and whether the powers contradict it."""
        if not self.place.needs_powers:
            return [], False
        kinds = self.place.scheme.recipient_kinds(rule.receiver)
        fitting = [p for p in self.place.powers if p.kinds & kinds and self._live(p.when)]
        covering = sorted((p for p in fitting if leaf in p.leaves), key=lambda power: power.clause)
        return covering, not covering and any(leaf in p.excluded for p in fitting)

    def _void(
        self, passing: list[Passing], powers: Mapping[Passing, tuple[list[rules.Power], bool]], leaf: str
    ) -> dict[Passing, str]:
        """Return the rules without competence, each with the reason (section 5, 1)."""
        fallen: dict[Passing, str] = {}
        for rule in passing:
            if not self.place.scheme.delegable(leaf):
                fallen[rule] = "non-delegable"
            elif rule in powers and powers[rule][1]:
                fallen[rule] = "excluded-by-power"
        return fallen

    def _conflicts(
        self, keepings: list[rules.Keeping], passing: list[Passing], fallen: dict[Passing, str]
    ) -> set[rules.Keeping]:
        """Decide what is kept against what is delegated (section 5, 2 and 3); return the keepings that lost.

        Adds to `fallen` the delegations that are void or beaten. A void delegation is in no conflict.
        """
        contested = [rule for rule in passing if rule not in fallen and self._is_first(rule)]
        above = [(k, r) for k in keepings if k.reserves for r in contested if self._outranks(k, r)]
        for _, rule in above:
            fallen[rule] = "void"
        lost: set[rules.Keeping] = set()
        for rule in contested:
            if rule in fallen:
                continue
            for keeping in keepings:
                if keeping.reserves and self._outranks(rule, keeping):
                    fallen[rule] = "beaten"
                elif keeping.reserves or keeping.instrument == rule.instrument:
                    deal = (keeping.clause, rule.clause, rule.receiver)
                    self.world.deals.add(deal)
                    if self.ask(("conflict", deal)):
                        fallen[rule] = "beaten"
                    else:
                        lost.add(keeping)
        return lost

    def _outranks(self, higher: rules.Keeping | Passing, lower: rules.Keeping | Passing) -> bool:
        instruments = self.place.scheme.instruments
        return self.place.scheme.outranks(instruments[higher.instrument].rank, instruments[lower.instrument].rank)

    # ------------------------------------------------------------------------------------------------ S3, S4

    def _chains(self, effective: list[Passing], powers: Mapping[Passing, tuple[list[rules.Power], bool]]) -> None:
        """Follow the links from the first holder, shortest chains first."""
        first = self.place.body.first_holder
        links: dict[str, list[Passing]] = {}
        for rule in effective:
            giver = first if isinstance(rule, rules.Residue) else self._mapped(rule.giver)
            links.setdefault(giver, []).append(rule)
            limit = _limit(rule)
            if limit:
                self.world.bases.add(limit.basis)
        self.world.first_boxes = [_narrow((), _limit(rule)) for rule in links.get(first, ())]
        waiting: deque[tuple[tuple[str, ...], ChainFound, rules.Power | None, bool]] = deque(
            [((first,), ChainFound((), (), (), frozenset()), None, True)]
        )
        found = 0
        while waiting and found < MOST_CHAINS:
            path, chain, power, leave = waiting.popleft()
            if not leave:
                continue
            for rule in links.get(path[-1], ()):
                receiver = self._mapped(rule.receiver)
                if receiver in path:
                    continue
                is_first = len(path) == 1
                if is_first:
                    power = powers[rule][0][0] if powers[rule][0] else None
                longer = self._longer(chain, rule, path[-1], receiver, power, is_first)
                passes_on = (not isinstance(rule, rules.Residue)) and rule.further is True
                allowed = passes_on and not (power is not None and power.further is False)
                self.world.chains.setdefault(receiver, []).append(longer)
                waiting.append(((*path, receiver), longer, power, allowed))
                found += 1

    def _longer(
        self, chain: ChainFound, rule: Passing, giver: str, receiver: str, power: rules.Power | None, is_first: bool
    ) -> ChainFound:
        place = self.place
        clause = place.scheme.clauses[rule.clause]
        source = clause.marks.sources[0].source if clause.marks.sources else None
        step = Step(giver, receiver, rule.clause, source, power.clause if is_first and power else None)
        leans = set(leans_of(place, rule.clause, rule.when))
        if place.needs_powers:
            if is_first and power is None:
                leans.add(
                    Assumption("no-power-shown", rule.clause, f"no enabling power in the files covers {rule.clause}")
                )
            elif is_first and power is not None:
                leans.update(leans_of(place, power.clause, power.when))
            elif power is None or power.further is None:
                text = f"no power in the files says whether {giver} may delegate further"
                leans.add(Assumption("leave-assumed", rule.clause, text))
            if receiver in place.scheme.posts and place.scheme.posts[receiver].owner in place.scheme.groups:
                text = f"{receiver} counts as an officer of {place.body.id}"
                leans.add(Assumption("officer-of-member", receiver, text))
        return ChainFound(
            (*chain.steps, step), _narrow(chain.box, _limit(rule)), (*chain.rules, rule), chain.leans | leans
        )

    # ------------------------------------------------------------------------------------------------ excluded

    def _not_live(self, when: When) -> frozenset[str]:
        reasons = {
            "clause": "not-in-force", "instrument": "not-in-force", "fact": "not-in-force",
            "adoption": "not-adopted", "membership": "not-a-member", "life": "no-such-holder",
        }  # fmt: skip
        day = self.place.day
        return frozenset(reasons[p.cause.value] for p in when if not p.holds(day, lambda open_: self.ask(open_.key)))

    def _explain(self, passing: list[Passing], fallen: Mapping[Passing, str]) -> None:
        """Record why each live rule that is on no chain passes nothing."""
        used = {rule for chains in self.world.chains.values() for chain in chains for rule in chain.rules}
        holders = {self.place.body.first_holder, *self.world.chains}
        for rule in passing:
            if rule in used:
                continue
            if rule in fallen:
                self.world.failed[rule] = frozenset([fallen[rule]])
            elif isinstance(rule, rules.Delegation) and self._mapped(rule.giver) in holders:
                self.world.failed[rule] = frozenset(["no-leave"])
            else:
                self.world.failed[rule] = frozenset(["giver-without-authority"])


def _limit(rule: Passing) -> rules.Limit | None:
    return rule.limit if isinstance(rule, rules.Delegation) else None


def _narrow(box: Box, limit: rules.Limit | None) -> Box:
    """Return the limits of a chain made longer by one link."""
    if limit is None:
        return box
    limits = dict(box)
    limits[limit.basis] = min(limit.up_to, limits.get(limit.basis, limit.up_to))
    return tuple(sorted(limits.items()))


def leans_of(place: Place, clause: str | None, when: When) -> Iterator[Assumption]:
    """Yield the assumptions a rule brings with it: marks of its clause and of the facts it rests on."""
    if clause is not None:
        mark = place.scheme.clauses[clause].marks.mark
        if mark is not None:
            yield marked(clause, mark.value)
    for period in when:
        if period.mark is not None:
            yield marked(period.about, period.mark.value)


def marked(about: str, mark: str) -> Assumption:
    """Return the assumption that a marked statement is right."""
    return Assumption(mark, about, f"{about} is {mark}")
