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
from govrules.engine.unseen import UNSEEN, known_in_part
from govrules.model import rules, things
from govrules.model.answer import Assumption, Chain, Step
from govrules.model.days import When, all_hold, first_day

CIRCUMSTANCE = "circumstance"
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
    leave: bool


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
    limits: set[tuple[str, int]] = field(factory=set)
    """Basis and pence of the limits of all effective delegations."""
    lines: list[tuple[str, str, rules.Line]] = field(factory=list)
    """The live lines, with who answers to whom."""
    overseers: list[things.Oversight] = field(factory=list)
    leans: set[Assumption] = field(factory=set)
    against: dict[Passing, set[str]] = field(factory=dict)
    """For each rule that deals with the leaf, what is against it as a text: powers, rank, conflicts. Empty: nothing."""
    prohibited: dict[str, set[str]] = field(factory=dict)
    """Holders that must not exercise the leaf, with the clauses that say so."""
    no_links: set[Passing] = field(factory=set)
    """Rules whose giver and receiver are one holder, and residual rules where another clause deals with the leaf."""
    unseen: frozenset[str] = frozenset()
    """What may deal with the leaf beyond what the files hold of it."""
    dealt_with_unseen: bool = False
    seats: frozenset[str] = frozenset()
    """The organs that sit as the first holder."""


def evaluate(place: Place, ask: Ask) -> World:
    """Return what holds at `place`, asking `ask` for every open day (by its key) and conflict."""
    return _Evaluation(place, ask).run()


@define
class _Evaluation:
    place: Place
    ask: Ask
    world: World = field(factory=World)

    def run(self) -> World:
        place, world = self.place, self.world
        exists = self._live(place.life)
        if exists:
            world.vested = tuple(sorted({v.clause for v in place.vestings if self._lean_if_live(v.clause, v.when)}))
            self._lean(None, place.life)
        self._shared_board()
        held = exists and (place.leaf is None or bool(world.vested))
        if place.leaf is not None:
            self._pass_on(place.leaf, held)
        if not held:
            return World(
                vested=world.vested,
                against=world.against,
                prohibited=world.prohibited,
                no_links=world.no_links,
                seats=world.seats,
            )
        self._officers()
        world.overseers = [oversight for oversight in place.oversight if self._live(oversight.when)]
        world.lines = [(self._mapped(r.who), self._mapped(r.to), r) for r in place.lines if self._live(r.when)]
        return world

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

    def _shared_board(self) -> None:
        seated = sorted(
            (s for s in self.place.seatings if self._live(s.when)), key=lambda seating: (seating.organ, seating.clause)
        )
        self.world.seats = frozenset(seating.organ for seating in seated)
        if seated:
            self.world.sits_as = seated[0].organ
            for seating in seated:
                self._lean(seating.clause, seating.when)

    def _mapped(self, holder: str) -> str:
        return self.place.body.first_holder if holder in self.world.seats else holder

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

    def _pass_on(self, leaf: str, held: bool) -> None:
        """Weigh the texts against each other; where the first holder holds the leaf, follow them from it."""
        place, first = self.place, self.place.body.first_holder
        delegations = [d for d in place.delegations if self._live(d.when)]
        keepings = [k for k in place.keepings if self._live(k.when)]
        live: list[Passing] = [*delegations]
        if held:
            self.world.unseen = known_in_part(place, self._live, [*delegations, *keepings])
            self.world.dealt_with_unseen = bool(self.world.unseen) and self.ask(UNSEEN)
        if not delegations and not keepings and not self.world.dealt_with_unseen:
            for residue in place.residues:
                if self._live(residue.when):
                    if self._mapped(residue.receiver) == first:
                        self.world.kept.add(("residue", residue.clause))
                        self._lean(residue.clause, residue.when)
                    else:
                        live.append(residue)
        for prohibition in place.prohibitions:
            if self._live(prohibition.when) and self._met(prohibition.conditions):
                self.world.prohibited.setdefault(self._mapped(prohibition.holder), set()).add(prohibition.clause)
                self._lean(prohibition.clause, prohibition.when)
        written: list[Passing] = list(dict.fromkeys([*place.delegations, *place.residues]))
        self.world.no_links = {rule for rule in written if self._giver(rule) == self._mapped(rule.receiver)}
        self.world.no_links.update(residue for residue in place.residues if residue not in live)
        live = [rule for rule in live if rule not in self.world.no_links]
        powers = {rule: self._powers(rule, leaf) for rule in written if self._is_first(rule)}
        self.world.against = {rule: self._texts_against(rule, powers, keepings, leaf) for rule in written}
        for rule in place.delegations:
            if not any(period.excludes(place.day) for period in rule.when) and not self._met(rule.conditions):
                self.world.against[rule].add("condition")
        if not held:
            return
        lost = self._conflicts(keepings, live)
        for keeping in keepings:
            if keeping not in lost:
                self.world.kept.add(("reserved" if keeping.reserves else "retained", keeping.clause))
                self._lean(keeping.clause, keeping.when)
        self._chains([rule for rule in live if not self.world.against[rule]], powers)

    def _met(self, conditions: tuple[rules.Condition, ...]) -> bool:
        """Say whether every condition has a literal that is so."""
        return all(
            any(
                self.ask((CIRCUMSTANCE, literal.circumstance)) == literal.holds
                for literal in sorted(condition, key=repr)
            )
            for condition in conditions
        )

    def _giver(self, rule: Passing) -> str:
        return self.place.body.first_holder if isinstance(rule, rules.Residue) else self._mapped(rule.giver)

    def _is_first(self, rule: Passing) -> bool:
        return self._giver(rule) == self.place.body.first_holder

    def _powers(self, rule: Passing, leaf: str) -> tuple[list[rules.Power], bool]:
        """Return the live powers that cover a first link, and whether the powers contradict it."""
        if not self.place.needs_powers:
            return [], False
        kinds = self.place.scheme.recipient_kinds(rule.receiver)
        fitting = [p for p in self.place.powers if p.kinds & kinds and self._live(p.when)]
        covering = sorted((p for p in fitting if leaf in p.leaves - p.excluded), key=lambda power: power.clause)
        return covering, not covering and any(leaf in p.excluded for p in fitting)

    def _texts_against(
        self,
        rule: Passing,
        powers: Mapping[Passing, tuple[list[rules.Power], bool]],
        keepings: list[rules.Keeping],
        leaf: str,
    ) -> set[str]:
        """Return why a rule is void or beaten as a text: competence and rank (section 5, 1 and 2)."""
        found = set()
        if not self.place.scheme.delegable(leaf):
            found.add("non-delegable")
        if rule in powers:
            if powers[rule][1]:
                found.add("excluded-by-power")
            reserved = [keeping for keeping in keepings if keeping.reserves]
            if any(self._outranks(keeping, rule) for keeping in reserved):
                found.add("void")
            if any(self._outranks(rule, keeping) for keeping in reserved):
                found.add("beaten")
        return found

    def _conflicts(self, keepings: list[rules.Keeping], live: list[Passing]) -> set[rules.Keeping]:
        """Settle what is kept against what is delegated where no rank decides (section 5, 2 and 3).

        Returns the keepings that lost, and records against each delegation that lost that it is beaten. A void
        delegation is in no conflict.
        """
        lost: set[rules.Keeping] = set()
        against = self.world.against
        for rule in live:
            if not self._is_first(rule) or against[rule] - {"beaten"}:
                continue
            for keeping in keepings:
                if keeping.reserves and (self._outranks(keeping, rule) or self._outranks(rule, keeping)):
                    continue
                if keeping.reserves or keeping.instrument == rule.instrument:
                    deal = (keeping.clause, rule.clause, rule.receiver)
                    self.world.deals.add(deal)
                    if self.ask(("conflict", deal)):
                        against[rule].add("beaten")
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
            links.setdefault(self._giver(rule), []).append(rule)
            limit = _limit(rule)
            if limit:
                self.world.limits.add((limit.basis, limit.up_to))
        self.world.first_boxes = [_narrow((), _limit(rule)) for rule in links.get(first, ())]
        start = ChainFound((), (), (), frozenset(), True)
        waiting: deque[tuple[tuple[str, ...], ChainFound, rules.Power | None]] = deque([((first,), start, None)])
        found = 0
        while waiting and found < MOST_CHAINS:
            path, chain, power = waiting.popleft()
            if not chain.leave or path[-1] in self.world.prohibited:
                continue
            for rule in links.get(path[-1], ()):
                receiver = self._mapped(rule.receiver)
                if receiver in path or not self._may_follow(rule, chain):
                    continue
                if len(path) == 1:
                    power = powers[rule][0][0] if powers[rule][0] else None
                longer = self._longer(chain, rule, path[-1], receiver, power)
                self.world.chains.setdefault(receiver, []).append(longer)
                waiting.append(((*path, receiver), longer, power))
                found += 1

    def _may_follow(self, rule: Passing, chain: ChainFound) -> bool:
        """Say whether a further delegation relies on the last link of the chain (A7)."""
        if not chain.rules or isinstance(rule, rules.Residue) or rule not in self.place.relies:
            return True
        return chain.rules[-1].clause in self.place.relies[rule]

    def _longer(
        self, chain: ChainFound, rule: Passing, giver: str, receiver: str, power: rules.Power | None
    ) -> ChainFound:
        """Return a chain made longer by one link; `power` is that of its first link."""
        place, is_first = self.place, not chain.steps
        clause = place.scheme.clauses[rule.clause]
        source = clause.marks.sources[0].source if clause.marks.sources else None
        step = Step(giver, receiver, rule.clause, source, power.clause if is_first and power else None)
        leans = set(leans_of(place, rule.clause, rule.when))
        if place.needs_powers:
            if is_first and power is None:
                leans.add(Assumption("no-power-shown", rule.clause))
            elif is_first and power is not None:
                leans.update(leans_of(place, power.clause, power.when))
            elif power is None or power.further is None:
                leans.add(Assumption("leave-assumed", rule.clause))
            if receiver in place.scheme.posts and place.scheme.posts[receiver].owner in place.scheme.groups:
                leans.add(Assumption("officer-of-member", receiver))
        leave = isinstance(rule, rules.Delegation) and rule.further is True
        leave = leave and not (power is not None and power.further is False)
        box = _narrow(chain.box, _limit(rule))
        return ChainFound((*chain.steps, step), box, (*chain.rules, rule), chain.leans | leans, leave)


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
            yield Assumption(mark.value, clause)
    for period in when:
        if period.mark is not None:
            yield Assumption(period.mark.value, period.about)
