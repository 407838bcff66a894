"""One point under one settlement: sections 2, 3, 4 (S0 to S5) and 5 of the specification.

In: a scheme, a point, and a settlement that decides every unknown day and open conflict. Out: who holds what, as
properties named after the specification's words. Promise: nothing is open here, and no amount is asked for; each
property states one rule and is worked out by looking at everything.
Source: docs/reference/semantics.md, cited by section in `# SPEC` comments.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from attrs import define, evolve, frozen

from govrules.model import rules
from govrules.model.answer import AmountRange, Chain, Conflict, OpenPoint, Outcome, Step
from govrules.model.days import OpenDay, all_hold, first_day, may_hold_on_first_day
from govrules.model.scheme import Scheme
from govrules.reference.texts import Dated, Point, Texts, has_enabling_powers
from govrules.reference.unseen import Unseen, known_in_part

Limits = tuple[AmountRange, ...]


@frozen
class Pair:
    """An open conflict: a clause that keeps against a clause that delegates to a receiver."""

    keeping: str
    delegation: str
    receiver: str
    kind: str

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the two clauses in order of identifier."""
        return tuple(sorted((self.keeping, self.delegation)))


@frozen
class Circumstance:
    """A circumstance, which the asker knows and the files do not."""

    name: str


Open = str | Pair | Circumstance | Unseen
"""Something to settle: an unknown day, by its key, an open conflict, a circumstance, or what is not seen (S6)."""
Settlement = frozenset[Open]
"""The unknown days that have come, the conflicts in which what is kept has effect, the circumstances that hold; with
`Unseen`, that what is known in part deals with the leaf."""


@frozen
class Derivation:
    """A chain with the rules behind it: links from the first holder on, and the lowest limits on the way."""

    links: tuple[rules.Delegation, ...]
    steps: Chain
    limits: Limits

    @property
    def holder(self) -> str:
        """Return whom the chain reaches."""
        return self.steps[-1].receiver


_Rule = TypeVar("_Rule", bound=Dated)


@define(slots=False, eq=False)
class Judge:
    """Decides one point under one settlement."""

    scheme: Scheme
    point: Point
    texts: Texts
    settlement: Settlement

    def has_come(self, day: OpenDay) -> bool:
        """Say how the settlement decides an unknown day."""
        return day.key in self.settlement

    def live(self, written: Iterable[_Rule]) -> tuple[_Rule, ...]:
        """Return the rules that are live (SPEC 3.2)."""
        return tuple(rule for rule in written if all_hold(rule.when, self.point.day, self.has_come))

    # SPEC 4 S0: live.

    @cached_property
    def outcome(self) -> Outcome:
        """Say whether the body exists and, where a function is asked about, whether it is vested in it."""
        if not all_hold(self.texts.life, self.point.day, self.has_come):
            return Outcome.NO_SUCH_BODY_THEN
        if self.point.leaf is not None and not self.vestings:
            return Outcome.NOT_VESTED
        return Outcome.ANSWERED

    @cached_property
    def vestings(self) -> tuple[rules.Vesting, ...]:
        """Return the live vestings of the leaf."""
        return self.live(self.texts.vestings)

    @cached_property
    def keepings(self) -> tuple[rules.Keeping, ...]:
        """Return the live reservations and retentions of the leaf."""
        return self.live(self.texts.keepings)

    # SPEC 2.9: the shared board and the first holder are one holder.

    @cached_property
    def seatings(self) -> tuple[rules.Seating, ...]:
        """Return the live rules that seat an organ as the board of the body."""
        return self.live(self.texts.seatings)

    @property
    def sits_as(self) -> str | None:
        """Return the organ that sits as the first holder, of several the smallest in order of identifier."""
        return min((seating.organ for seating in self.seatings), default=None)

    @property
    def first_holder(self) -> str:
        """Return the holder of everything vested in the body."""
        return self.scheme.bodies[self.point.body].first_holder

    def holder(self, name: str) -> str:
        """Return the holder that a name means at this point."""
        return self.first_holder if any(name == seating.organ for seating in self.seatings) else name

    def link(self, rule: rules.Delegation | rules.Residue) -> rules.Delegation:
        """Return a rule as a link between holders; a residual rule is a delegation by the first holder (S1)."""
        if isinstance(rule, rules.Residue):
            giver, leaves = self.first_holder, frozenset([str(self.point.leaf)])
            rule = rules.Delegation(rule.clause, rule.instrument, rule.body, giver, rule.receiver, leaves, rule.when)
        return evolve(rule, giver=self.holder(rule.giver), receiver=self.holder(rule.receiver))

    def is_link(self, rule: rules.Delegation | rules.Residue) -> bool:
        """Say whether a rule is a link: not what passes to its own giver, nor a residual rule that does not apply."""
        link = self.link(rule)
        applies = isinstance(rule, rules.Delegation) or rule in self.residual
        return applies and link.giver != link.receiver

    def is_first(self, link: rules.Delegation) -> bool:
        """Say whether the first holder gives the link."""
        return link.giver == self.first_holder

    # SPEC 4 S6: what is known in part.

    @cached_property
    def unseen(self) -> frozenset[str]:
        """Return what may deal with the leaf unseen; nothing where nothing is vested."""
        if self.outcome is not Outcome.ANSWERED:
            return frozenset()
        dealing: list[rules.Delegation | rules.Keeping] = [*self.live(self.texts.delegations), *self.keepings]
        return known_in_part(self.scheme, self.point, self.live(self.texts.partly_known), dealing)

    @property
    def is_dealt_with_unseen(self) -> bool:
        """Say whether something known in part deals with the leaf, as the settlement has it."""
        return Unseen() in self.settlement and bool(self.unseen)

    # SPEC 4 S1: texts.

    @cached_property
    def residual(self) -> tuple[rules.Residue, ...]:
        """Return the live residual rules, where no live clause deals with the leaf."""
        dealt_with = self.live(self.texts.delegations) or self.keepings or self.is_dealt_with_unseen
        return () if dealt_with else self.live(self.texts.residues)

    @cached_property
    def links(self) -> tuple[rules.Delegation, ...]:
        """Return the live delegations, or the residual rules; what passes to its own giver is no link."""
        written: tuple[rules.Delegation | rules.Residue, ...] = self.live(self.texts.delegations) or self.residual
        return tuple(link for link in map(self.link, written) if link.giver != link.receiver)

    # SPEC 4 S2 and 5: void, beaten, in conflict.

    @cached_property
    def powers(self) -> tuple[rules.Power, ...]:
        """Return the live powers of the body that name the leaf, in order of identifier, where its kind needs any."""
        needed = has_enabling_powers(self.scheme, self.point.body)
        return tuple(sorted(self.live(self.texts.powers), key=lambda power: power.clause)) if needed else ()

    def power(self, link: rules.Delegation) -> rules.Power | None:
        """Return the first live power that covers a first link (SPEC A4)."""
        kinds = self.scheme.recipient_kinds(link.receiver)
        leaf = self.point.leaf
        covering = (p for p in self.powers if kinds & p.kinds and leaf in p.leaves and leaf not in p.excluded)
        return next(covering, None)

    def is_contradicted(self, link: rules.Delegation) -> bool:
        """Say whether no power covers a first link and one takes the leaf out by name (SPEC A4)."""
        kinds = self.scheme.recipient_kinds(link.receiver)
        named = any(kinds & power.kinds and self.point.leaf in power.excluded for power in self.powers)
        return self.is_first(link) and named and self.power(link) is None

    @property
    def is_non_delegable(self) -> bool:
        """Say whether nothing may pass the leaf on (SPEC 5.1)."""
        return self.point.leaf is not None and not self.scheme.delegable(self.point.leaf)

    def outranks(self, higher: str, lower: str) -> bool:
        """Say whether the rank of one instrument stands above that of another."""
        return self.scheme.outranks(self.scheme.instruments[higher].rank, self.scheme.instruments[lower].rank)

    def reservations_against(self, link: rules.Delegation) -> tuple[rules.Keeping, ...]:
        """Return the live reservations that a link is up against (SPEC 5.2)."""
        return tuple(k for k in self.keepings if k.reserves and self.is_first(link))

    def is_reserved_above(self, link: rules.Delegation) -> bool:
        """Say whether a reservation in an instrument of higher rank makes the link void (SPEC 5.2)."""
        return any(self.outranks(k.instrument, link.instrument) for k in self.reservations_against(link))

    def is_narrowed_below(self, link: rules.Delegation) -> bool:
        """Say whether a reservation of lower rank narrows the permission the link is: it is beaten (SPEC 5.2)."""
        return any(self.outranks(link.instrument, k.instrument) for k in self.reservations_against(link))

    def is_void(self, link: rules.Delegation) -> bool:
        """Say whether a link is void: by competence or by rank."""
        return self.is_non_delegable or self.is_contradicted(link) or self.is_reserved_above(link)

    @cached_property
    def opposed(self) -> tuple[tuple[rules.Keeping, rules.Delegation, Pair], ...]:
        """Return the open conflicts between a thing kept and a link of the first holder (SPEC 5.2, 5.3)."""
        found = []
        for link in self.links:
            if self.is_first(link) and not self.is_void(link) and self.is_met(link.conditions):
                for keeping in self.keepings:
                    one, other = keeping.instrument, link.instrument
                    ranked = self.outranks(one, other) or self.outranks(other, one)
                    if not ranked if keeping.reserves else one == other:
                        how = "reserved" if keeping.reserves else "retained"
                        pair = Pair(keeping.clause, link.clause, link.receiver, f"{how}-against-delegated")
                        found.append((keeping, link, pair))
        return tuple(found)

    @property
    def pairs(self) -> frozenset[Pair]:
        """Return the open conflicts to be settled; where nothing is vested there are none."""
        return frozenset(pair for _, _, pair in self.opposed if self.outcome is Outcome.ANSWERED)

    def is_beaten(self, link: rules.Delegation) -> bool:
        """Say whether a link is beaten, by rank or as its conflicts are settled."""
        lost = any(other == link and pair in self.settlement for _, other, pair in self.opposed)
        return lost or self.is_narrowed_below(link)

    def has_lost(self, keeping: rules.Keeping) -> bool:
        """Say whether a reservation or retention has lost one of its conflicts."""
        return any(other == keeping and pair not in self.settlement for other, _, pair in self.opposed)

    @cached_property
    def effective(self) -> tuple[rules.Delegation, ...]:
        """Return the links that are neither void nor beaten; nothing passes what is not vested."""
        if self.outcome is not Outcome.ANSWERED:
            return ()
        standing = (link for link in self.links if self.is_met(link.conditions))
        return tuple(link for link in standing if not self.is_void(link) and not self.is_beaten(link))

    # SPEC S8: conditions.

    def is_met(self, conditions: tuple[rules.Condition, ...]) -> bool:
        """Say whether every condition has a literal that is so."""
        return all(
            any((Circumstance(literal.circumstance) in self.settlement) == literal.holds for literal in condition)
            for condition in conditions
        )

    # SPEC A7: what a further delegation relies on.

    def relies_on(self, rule: rules.Delegation) -> set[str]:
        """Return the clauses a further delegation relies on, with those that replace them."""
        begins = first_day(rule.when)
        texts: list[rules.Delegation | rules.Residue] = [*self.texts.delegations, *self.texts.residues]
        giving = [text for text in texts if text.receiver == rule.giver]
        found = {t.clause for t in giving if may_hold_on_first_day(t.when, begins)}
        later = [t for t in giving if first_day(t.when).earliest > begins.earliest]
        if not found and later:
            soonest = min(first_day(text.when).latest for text in later)
            found = {text.clause for text in later if first_day(text.when).earliest <= soonest}
        while more := {r.clause for r in self.texts.replacements if r.replaced in found} - found:
            found |= more
        return found

    def follows(self, link: rules.Delegation, earlier: rules.Delegation) -> bool:
        """Say whether a further link stands through an earlier one."""
        return any(earlier.clause in self.relies_on(rule) for rule in self.texts.delegations if self.link(rule) == link)

    # SPEC S3: prohibitions.

    @cached_property
    def prohibitions(self) -> tuple[rules.Prohibition, ...]:
        """Return the live prohibitions whose conditions are met."""
        return tuple(rule for rule in self.live(self.texts.prohibitions) if self.is_met(rule.conditions))

    @cached_property
    def prohibited(self) -> dict[str, set[str]]:
        """Return the holders that must not exercise the leaf, with the clauses that say so."""
        found: dict[str, set[str]] = {}
        for rule in self.prohibitions:
            found.setdefault(self.holder(rule.holder), set()).add(rule.clause)
        return found

    # SPEC 4 S3 and S4: who holds, and by which chains.

    def may_pass_on(self, links: tuple[rules.Delegation, ...]) -> bool:
        """Say whether the chain so far gives its receiver leave to delegate further (SPEC S3, A5)."""
        power = self.power(links[0])
        refused = power is not None and power.further is False
        return all(link.further is True for link in links) and not refused

    def extends(self, links: tuple[rules.Delegation, ...], link: rules.Delegation) -> bool:
        """Say whether a link carries a chain (empty: the first holder itself) on to a new holder."""
        if not links:
            return self.is_first(link) and self.first_holder not in self.prohibited
        if links[-1].receiver in self.prohibited or not self.follows(link, links[-1]):
            return False
        met = {self.first_holder, *(earlier.receiver for earlier in links)}
        return link.giver == links[-1].receiver and link.receiver not in met and self.may_pass_on(links)

    @cached_property
    def derivations(self) -> tuple[Derivation, ...]:
        """Return every chain from the first holder without a repeated holder, whatever the amount."""
        found: list[tuple[rules.Delegation, ...]] = []
        waiting: list[tuple[rules.Delegation, ...]] = [()]
        while waiting:
            links = waiting.pop()
            longer = [(*links, link) for link in self.effective if self.extends(links, link)]
            found += longer
            waiting += longer
        return tuple(Derivation(links, self.steps(links), lowest(links)) for links in found)

    def steps(self, links: tuple[rules.Delegation, ...]) -> Chain:
        """Return a chain as it is shown."""
        power = self.power(links[0])
        chain = []
        for link in links:
            cited = self.scheme.clauses[link.clause].marks.sources
            shown = power.clause if power is not None and link is links[0] else None
            source = cited[0].source if cited else None
            chain.append(Step(link.giver, link.receiver, link.clause, source, shown))
        return tuple(chain)

    # SPEC 4 S5: kept.

    @cached_property
    def kept_clauses(self) -> tuple[rules.Keeping, ...]:
        """Return the live reservations and retentions that have not lost."""
        return tuple(keeping for keeping in self.keepings if not self.has_lost(keeping))

    @cached_property
    def kept_residue(self) -> tuple[rules.Residue, ...]:
        """Return the residual rules in favour of the first holder."""
        return tuple(rule for rule in self.residual if self.holder(rule.receiver) == self.first_holder)

    @cached_property
    def kept(self) -> frozenset[tuple[str, str | None, Limits]]:
        """Return what is kept: how, by which clause, and for the remainder above which amounts."""
        entries: set[tuple[str, str | None, Limits]] = set()
        entries |= {("reserved" if k.reserves else "retained", k.clause, ()) for k in self.kept_clauses}
        entries |= {("residue", rule.clause, ()) for rule in self.kept_residue}
        if not entries:
            entries |= {("remainder", None, corner) for corner in self.remainder}
        return frozenset(entries)

    @cached_property
    def remainder(self) -> tuple[Limits, ...]:
        """Return the amounts that no effective delegation by the first holder reaches, by their lowest corners.

        Each such delegation reaches all amounts, or those up to one limit on one basis. What is left then lies above
        the highest limit of each basis, so that there is at most one corner.
        """
        if self.is_dealt_with_unseen:
            return ()
        first = [link for link in self.effective if self.is_first(link)]
        highest: dict[str, int] = {}
        for link in first:
            if link.limit is None:
                return ()
            highest[link.limit.basis] = max(link.limit.up_to, highest.get(link.limit.basis, link.limit.up_to))
        return (tuple(AmountRange(basis, over=over) for basis, over in sorted(highest.items())),)

    # SPEC 5.4: officers.

    @cached_property
    def officers(self) -> dict[str, tuple[rules.Designation, ...]]:
        """Return for each title the live designations that can be the latest to have begun."""
        found = {}
        live = [r for r in self.live(self.texts.designations) if self.point.title in (None, r.title)]
        for title in {rule.title for rule in live}:
            began = [(rule, first_day(rule.when)) for rule in live if rule.title == title]
            latest = max(day.earliest for _, day in began)
            found[title] = tuple(rule for rule, day in began if day.latest >= latest)
        return found

    @cached_property
    def two_officers(self) -> tuple[frozenset[Conflict], frozenset[OpenPoint]]:
        """Return the titles with several posts: in conflict from one day, or open which began last."""
        conflicts, unordered = set(), set()
        for title, candidates in self.officers.items():
            days = {(day.known, day.unknown) for day in (first_day(rule.when) for rule in candidates)}
            if len({rule.post for rule in candidates}) > 1:
                if len(days) == 1:
                    conflicts.add(Conflict("two-officers", tuple(sorted({rule.clause for rule in candidates}))))
                else:
                    unordered.add(OpenPoint("order", f"which designation of {title} began last"))
        return frozenset(conflicts), frozenset(unordered)


def lowest(links: Iterable[rules.Delegation]) -> Limits:
    """Return for each basis the lowest limit on a chain, in order of the bases (SPEC S4, A3)."""
    limits: dict[str, int] = {}
    for link in links:
        if link.limit is not None:
            limits[link.limit.basis] = min(link.limit.up_to, limits.get(link.limit.basis, link.limit.up_to))
    return tuple(AmountRange(basis, up_to=up_to) for basis, up_to in sorted(limits.items()))
