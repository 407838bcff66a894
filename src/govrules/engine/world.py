"""One point under one settlement: what holds once every open point is decided.

In: a place and a way to ask about open points. Out: `World`: who is accountable, what is kept, every chain of
delegation. Promise: the steps S0 to S5 of the specification in their order; no step reads a later one.
Source: docs/reference/semantics.md, section 4.
"""

from collections.abc import Hashable, Iterable
from functools import lru_cache

from attrs import define, field

from govrules.engine.barred import Barred
from govrules.engine.boxes import (
    EVERYTHING,
    NOTHING,
    Box,
    Region,
    complement,
    intersect,
    maximal,
    slab,
    subtract,
    union,
    union_of,
)
from govrules.engine.chains import Acting, ChainFound, Tracing, who_may_act
from govrules.engine.deputies import Deputies, Stand
from govrules.engine.exclusive import GivenAway, Unable, given_away
from govrules.engine.first_holders import FirstHolders, first_holders, named_first
from govrules.engine.leaning import leans_of
from govrules.engine.place import Passing, Place
from govrules.engine.priority import Deal, Ends, Link, Priority, Text
from govrules.engine.procedures import Laid, Procedures
from govrules.engine.seats import Holders, elements
from govrules.engine.settle import Decide
from govrules.engine.unseen import UNSEEN, known_in_part
from govrules.model import rules, things
from govrules.model.answer import Assumption
from govrules.model.days import When, all_hold, first_day, open_days

CIRCUMSTANCE = "circumstance"
PRINTED_TWICE = "printed-twice"
ANYONE = "anyone"
Barring = tuple[str, tuple[str, ...]]
"""Who is prohibited: a holder, or anyone but some."""


@define
class Ranged:
    """The amounts at which something is kept or prohibited, as largest boxes, and what that leans on."""

    ranges: tuple[Box, ...]
    leans: set[Assumption] = field(factory=set)


@define
class Standing(Ranged):
    """The amounts at which a first holder, or deputies in its place, may act with the same duties."""

    then: tuple[str, ...] = ()


@define
class World:
    """What holds at a point under one settlement. `vested` is empty if nothing is vested, None if no body is there."""

    holders: Holders
    barred: Barred
    unable: Unable
    firsts: FirstHolders
    vested: tuple[str, ...] | None = None
    sits_as: str | None = None
    held: bool = False
    """Whether the body is there and, where a function is asked about, it is vested in it."""
    officers: dict[str, dict[str, tuple[str, ...]]] = field(factory=dict)
    """For each title the candidate posts, each with the clauses that designate it."""
    orders: set[str] = field(factory=set)
    two_officers: set[tuple[str, ...]] = field(factory=set)
    kept: dict[tuple[str, str], Ranged] = field(factory=dict)
    """By how it is kept and the clause; the remainder has none."""
    deals: dict[Deal, Region] = field(factory=dict)
    """The open conflicts, each with the amounts both clauses speak of."""
    chains: dict[str, list[ChainFound]] = field(factory=dict)
    acting: dict[Stand, list[Acting]] = field(factory=dict)
    laid: Procedures = field(factory=lambda: Procedures([]))
    first_ranges: dict[Stand, list[Standing]] = field(factory=dict)
    """Where first holders may act themselves, or their deputies in their place."""
    prohibited: dict[tuple[Barring, str], Ranged] = field(factory=dict)
    """By who and the clause."""
    lines: list[tuple[str, str, rules.Line]] = field(factory=list)
    """The live lines, with who answers to whom."""
    overseers: list[things.Oversight] = field(factory=list)
    leans: set[Assumption] = field(factory=set)
    own: frozenset[str] = frozenset()
    """The posts of whom the matter concerns."""
    links: list[Link] = field(factory=list)
    """What every rule that may pass the leaf on comes to, in the order of `Place.written`."""
    asked: frozenset[str] = frozenset()
    """The holders that whoever the question is about stands for."""
    unseen: frozenset[str] = frozenset()
    """What may deal with the leaf beyond what the files hold of it."""
    dealt_with_unseen: bool = False


def evaluate(place: Place, decide: Decide, indifferent: frozenset[str] = frozenset()) -> World:
    """Return what holds at `place`, deciding by open days (by their keys), conflicts and circumstances.

    `indifferent` are circumstances that matter at no amount asked about: whatever is said of them is taken to be so.
    """
    return _Evaluation(place, decide, indifferent).run()


@define(slots=False)
class _Evaluation:
    place: Place
    decide: Decide
    indifferent: frozenset[str]

    def __attrs_post_init__(self) -> None:
        place = self.place
        seated = [s for s in place.seatings if self._live(s.when)]
        self.seated = sorted(seated, key=lambda seating: (seating.organ, seating.clause))
        self.holders = Holders(place.scheme, place.body.first_holder, frozenset(s.organ for s in seated))
        barred = Barred(self.holders)
        self.world = World(self.holders, barred, Unable(barred, []), FirstHolders(self.holders))

    def run(self) -> World:
        place, world = self.place, self.world
        exists = self._live(place.life)
        if exists:
            vestings = [v for v in place.vestings if self._lean_if_live(v.clause, v.when)]
            world.vested = tuple(sorted({v.clause for v in vestings}))
            self.holders.first, deals = named_first(vestings, self.holders, self.ask)
            world.deals |= dict.fromkeys(deals, EVERYTHING)
        world.held = exists and (place.leaf is None or bool(world.vested))
        if place.leaf is not None:
            self._pass_on(place.leaf)
        if not world.held:
            return world
        world.asked = frozenset(self.holders.mapped(name) for name, when in place.asked or () if self._live(when))
        self._lean(None, place.life)
        if self.seated:
            world.sits_as = self.seated[0].organ if self.holders.first == self.holders.board else None
            for seating in self.seated:
                self._lean(seating.clause, seating.when)
        self._officers()
        world.overseers = [oversight for oversight in place.oversight if self._live(oversight.when)]
        world.lines = [
            (self.holders.mapped(r.who), self.holders.mapped(r.to), r) for r in place.lines if self._live(r.when)
        ]
        return world

    # ------------------------------------------------------------------------------------------------ S0

    def _live(self, when: When) -> bool:
        if any(period.excludes(self.place.day) for period in when):
            return False
        if not any(True for _ in open_days(when, self.place.day)):
            return True
        return self.decide(lambda ask: all_hold(when, self.place.day, lambda day: ask(day.key)))

    def ask(self, key: Hashable) -> bool:
        """Return how one open point is settled."""
        return self.decide(lambda ask: ask(key))

    def _lean_if_live(self, clause: str, when: When) -> bool:
        if not self._live(when):
            return False
        self._lean(clause, when)
        return True

    def _lean(self, clause: str | None, when: When) -> None:
        self.world.leans.update(leans_of(self.place.scheme, clause, when))

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
        """Weigh the texts against each other; where the first holder holds the leaf, follow them from it."""
        place, world = self.place, self.world
        keepings = [
            Text(k, self._amounts(k.limit) if self._met(k.conditions) else NOTHING)
            for k in place.keepings
            if self._live(k.when)
        ]
        dealing: list[rules.Delegation | rules.Keeping] = [d for d in place.delegations if self._live(d.when)]
        dealing += [k for k in place.keepings if self._live(k.when)]
        if world.held:
            world.unseen = known_in_part(place, self._live, dealing)
            world.dealt_with_unseen = bool(world.unseen) and self.ask(UNSEEN)
        dealt_with = bool(dealing) or world.dealt_with_unseen
        self.first = [self.holders.first, *self._reserved_to()]
        world.links = [self._link(rule, leaf, dealt_with) for rule in place.written]
        prohibitions = [
            Text(p, self._amounts(p.limit))
            for p in place.prohibitions
            if self._live(p.when) and self._met(p.conditions)
        ]
        priority = Priority(place, self.holders, self.ask, world.links, keepings, prohibitions)
        priority.decide(held=world.held)
        world.deals |= priority.deals
        self._prohibit(prohibitions)
        world.own = self._own()
        if not world.held:
            return
        self._keep(keepings, dealt_with)
        world.firsts = first_holders(self.holders, keepings)
        effective = [(link, link.effect) for link in world.links if link.acts]
        tracing = Tracing(place, self.holders, world.barred, world.firsts, world.own, effective, self._met)
        world.chains = tracing.chains()
        reached = [(chain.links, chain.region) for chains in world.chains.values() for chain in chains]
        world.unable = Unable(world.barred, given_away(reached, world.firsts, world.barred))
        self._give_away(world.unable.given)
        self._act()
        kept = union_of(text.effect for text in keepings)
        given = union_of(intersect(region, world.firsts.given_by(link)) for link, region in effective if link.is_first)
        no_more = world.dealt_with_unseen or "residue" in {how for how, _ in world.kept}
        remains = () if no_more else maximal(complement(union(kept, given)))
        if remains:
            world.kept["remainder", ""] = Ranged(remains)

    def _own(self) -> frozenset[str]:
        """Return the posts of whom the matter concerns (3.11)."""
        concerning = self.place.concerning
        if concerning in self.place.scheme.posts:
            return frozenset([str(concerning)])
        held = [one for one in self.place.own if self._live(one.when)]
        for one in held:
            self._lean(None, one.when)
        return frozenset(one.post for one in held)

    def _reserved_to(self) -> set[str]:
        """Return those by whom a live reservation is exercised."""
        return {self.holders.mapped(k.to) for k in self.place.keepings if k.to is not None and self._live(k.when)}

    def _act(self) -> None:
        """Find who may act: by vesting and by a chain, and deputies in their places."""
        world, deputies = self.world, self._deputies()
        laid = world.laid = self._procedures()
        world.acting = who_may_act(world.chains, world.unable, deputies, laid, world.own)
        for name, region in world.firsts.at.items():
            for stand, leans in deputies.standing(self.holders.seats(name)):
                for part, then in laid.parts(subtract(region, world.unable.seats(*stand)), *stand):
                    world.first_ranges.setdefault(stand, []).append(Standing(maximal(part), set(leans), then))

    def _procedures(self) -> Procedures:
        """Return the procedures in effect."""
        return Procedures([
            Laid(None if rule.holder is None else self.holders.mapped(rule.holder), self._amounts(rule.limit), rule)
            for rule in self.place.procedures
            if self._live(rule.when)
        ])  # fmt: skip

    def _link(self, rule: Passing, leaf: str, dealt_with: bool) -> Link:
        """Return what a rule that may pass the leaf on comes to, before it is weighed against others."""
        place, holders = self.place, self.holders
        is_residue = isinstance(rule, rules.Residue)
        giver = holders.board if isinstance(rule, rules.Residue) else holders.mapped(rule.giver)
        receiver = holders.mapped(rule.receiver)
        is_live = self._live(rule.when)
        is_first = any(holders.draws_on(giver, name) for name in self.first)
        reasons = set() if place.scheme.delegable(leaf) else {"non-delegable"}
        power = None
        if is_first and place.needs_powers:
            power, contradicted = self._power(receiver, leaf)
            reasons |= {"excluded-by-power"} if contradicted else set()
            reasons |= {"no-power"} if power is None and place.has_complete_powers else set()
        ends: Ends = (None, None)
        written, is_met = EVERYTHING, True
        if isinstance(rule, rules.Delegation):
            possible = is_live or place.may_be_live(rule.when)
            is_met = not possible or self._met(rule.conditions)
            if rule.limit is not None:
                ends = self._ends(rule.limit, possible)
                written = slab(rule.limit.basis, *ends)
        is_link = giver != receiver and not (is_residue and (dealt_with or not is_live))
        return Link(
            rule, written, giver=giver, receiver=receiver, is_link=is_link, is_live=is_live, is_met=is_met,
            is_first=is_first, against=frozenset(reasons), power=power, ends=ends,
        )  # fmt: skip

    def _amounts(self, limit: rules.Limit | None) -> Region:
        """Return the amounts a clause that is live is written for."""
        return EVERYTHING if limit is None else slab(limit.basis, *self._ends(limit, True))

    def _ends(self, limit: rules.Limit, possible: bool) -> Ends:
        """Return the ends of a range; one printed twice as that is settled, where it can be live (`possible`)."""

        def end(amount: int | None, twice: str | None) -> int | None:
            if amount is None or twice is None or not possible:
                return amount
            return amount if self.ask((PRINTED_TWICE, twice)) else amount - 1

        return end(limit.over, limit.over_twice), end(limit.up_to, limit.up_to_twice)

    def _met(self, conditions: tuple[rules.Condition, ...]) -> bool:
        """Say whether every condition has a literal that is so."""
        return not conditions or self.decide(
            lambda ask: all(
                any(
                    literal.circumstance in self.indifferent
                    or ask((CIRCUMSTANCE, literal.circumstance)) == literal.holds
                    for literal in _in_order(condition)
                )
                for condition in conditions
            )
        )

    def _power(self, receiver: str, leaf: str) -> tuple[rules.Power | None, bool]:
        """Return the power shown for a first link, and whether the powers contradict it (A4)."""
        powers = [power for power in self.place.powers if self._live(power.when)]
        shown: set[rules.Power] = set()
        covered, contradicted = True, False
        for name in sorted(elements(self.holders.seats(receiver))):
            kinds = self.place.scheme.recipient_kinds(name)
            fitting = [power for power in powers if power.kinds & kinds]
            covering = [power for power in fitting if leaf in power.leaves - power.excluded]
            shown.update(covering)
            covered = covered and bool(covering)
            contradicted = contradicted or (not covering and any(leaf in power.excluded for power in fitting))
        return (min(shown, key=lambda power: power.clause) if covered and shown else None), contradicted

    # ------------------------------------------------------------------------------------------------ S3, S5

    def _prohibit(self, prohibitions: Iterable[Text]) -> None:
        """Record where who is prohibited, by which clauses."""
        barred, found = self.world.barred, dict[tuple[Barring, str], tuple[Region, set[Assumption]]]()
        for text in prohibitions:
            rule = text.rule
            assert isinstance(rule, rules.Prohibition)
            holder = None if rule.holder is None else self.holders.mapped(rule.holder)
            spared = frozenset(map(self.holders.mapped, rule.spared))
            barred.add(holder, text.effect, spared)
            if holder is not None and rule.by_procedure:
                barred.by_procedure[holder] = union(barred.deputies_of([holder]), text.effect)
            key = (holder or ANYONE, tuple(sorted(spared))), rule.clause
            region, leans = found.get(key, (NOTHING, set()))
            found[key] = union(region, text.effect), leans.union(leans_of(self.place.scheme, rule.clause, rule.when))
        for key, (region, leans) in sorted(found.items(), key=lambda item: item[0]):
            self.world.prohibited[key] = Ranged(maximal(region), leans)

    def _give_away(self, given: Iterable[GivenAway]) -> None:
        """Record who gave what exclusively, among those who must not use it."""
        for one in given:
            self.world.prohibited[(one.holder, ()), one.clause] = Ranged(maximal(one.region), set(one.leans))

    def _keep(self, keepings: Iterable[Text], dealt_with: bool) -> None:
        """Record what is reserved and retained, and what a residual rule leaves with the first holder."""
        found: dict[tuple[str, str], tuple[Region, set[Assumption]]] = {}
        for text in keepings:
            rule = text.rule
            assert isinstance(rule, rules.Keeping)
            if text.effect:
                key = ("reserved" if rule.reserves else "retained", rule.clause)
                region, leans = found.get(key, (NOTHING, set()))
                leans.update(leans_of(self.place.scheme, rule.clause, rule.when))
                found[key] = (union(region, text.effect), leans)
        for key, (region, leans) in found.items():
            self.world.kept[key] = Ranged(maximal(region), leans)
        for residue in () if dealt_with else self.place.residues:
            if self._live(residue.when) and self.holders.mapped(residue.receiver) == self.holders.first:
                kept = self.world.kept.setdefault(("residue", residue.clause), Ranged(EVERYTHING))
                kept.leans.update(leans_of(self.place.scheme, residue.clause, residue.when))

    def _deputies(self) -> Deputies:
        """Return for posts of those who hold the point, and for their deputies, who fills their seats meanwhile."""
        found: dict[str, list[rules.Deputising]] = {}
        holding = (*self.world.chains, *self.world.firsts.at)
        names = {name for holder in holding for name in elements(self.holders.seats(holder))}
        waiting = sorted(names) if self.place.deputies else []
        concerned = set(waiting)
        while waiting:
            post = waiting.pop()
            for rule in (rule for rule in self.place.deputies if rule.post == post and self._live(rule.when)):
                if self.place.is_vacant(post) or self.ask((CIRCUMSTANCE, rule.absence)):
                    found.setdefault(post, []).append(rule)
                    waiting += {rule.deputy} - concerned
                    concerned.add(rule.deputy)
        return Deputies(self.place.scheme, found, frozenset(filter(self.place.is_vacant, found)))


@lru_cache(maxsize=10_000)
def _in_order(condition: rules.Condition) -> tuple[rules.Literal, ...]:
    return tuple(sorted(condition, key=repr))
