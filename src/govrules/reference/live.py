"""What is live at a point under one settlement: sections 2, 3 and 4 (S0, S1) of the specification, A4, A7.

In: a scheme, a point, and a settlement that decides everything open. Out: the rules that are live, as links between
holders. Promise: nothing is open here; each property states one rule.
Source: docs/reference/semantics.md, cited by section in `# SPEC` comments.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from attrs import define, evolve, field

from govrules.model import rules
from govrules.model.answer import Outcome
from govrules.model.days import OpenDay, all_hold, first_day, may_hold_on_first_day
from govrules.model.scheme import Scheme
from govrules.model.things import Appointment
from govrules.reference.cells import Grid, Region
from govrules.reference.firsts import first_by_vesting
from govrules.reference.seats import Seats, draws_on, normal
from govrules.reference.settlement import Settlement
from govrules.reference.texts import Dated, Point, Texts, has_enabling_powers
from govrules.reference.unseen import Unseen, known_in_part

NOWHERE: Region = frozenset()
ANYONE = "anyone"


_Rule = TypeVar("_Rule", bound=Dated)
_Asked = TypeVar("_Asked")
_Found = TypeVar("_Found")
_Live = TypeVar("_Live", bound="Live")


def keeping_results(work: Callable[[_Live, _Asked], _Found]) -> Callable[[_Live, _Asked], _Found]:
    """Return the same question of a judge, worked out once for each thing asked."""

    def once(judge: _Live, asked: _Asked) -> _Found:
        key = work.__name__, asked
        if key not in judge.known:
            judge.known[key] = work(judge, asked)
        found: _Found = judge.known[key]
        return found

    return once


@define(slots=False, eq=False)
class Live:
    """What is live at one point under one settlement."""

    scheme: Scheme
    point: Point
    texts: Texts
    grid: Grid
    settlement: Settlement
    known: dict[tuple[str, Any], Any] = field(factory=dict)
    indifferent: frozenset[str] = frozenset()
    """Circumstances that matter at no amount asked about: whatever is said of them is so."""

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
        sitting = min((seating.organ for seating in self.seatings), default=None)
        return sitting if self.first_holder == self.board else None

    @property
    def board(self) -> str:
        """Return the governing organ of the body."""
        return self.scheme.bodies[self.point.body].first_holder

    @cached_property
    def first_holder(self) -> str:
        """Return who by vesting holds what is vested in the body."""
        return first_by_vesting(self) if self.outcome is Outcome.ANSWERED else self.board

    @cached_property
    def first_holders(self) -> frozenset[str]:
        """Return all those who may be first holders at some amount (SPEC 3.10)."""
        reserved = {self.holder(keeping.to) for keeping in self.keepings if keeping.to is not None}
        return frozenset({self.first_holder, *reserved})

    def holder(self, name: str) -> str:
        """Return the holder that a name means at this point."""
        return self.board if any(name == seating.organ for seating in self.seatings) else name

    @property
    def asked(self) -> frozenset[str]:
        """Return the holders that the one asked about stands for (SPEC 8.1); none where nothing is vested."""
        asked = self.texts.asked if self.outcome is Outcome.ANSWERED else ()
        return frozenset(self.holder(name) for name, when in asked if all_hold(when, self.point.day, self.has_come))

    @keeping_results
    def seats(self, name: str) -> Seats:
        """Return the seats of a holder, as the names in them are meant at this point."""
        organs = {seating.organ: self.board for seating in self.seatings}
        return normal(self.scheme.seats_of(name), organs)

    def draws_on(self, giver: str, holder: str) -> bool:
        """Say whether one holder draws on another (SPEC 2.10)."""
        return draws_on(self.seats(giver), self.seats(holder))

    @keeping_results
    def link(self, rule: rules.Delegation | rules.Residue) -> rules.Delegation:
        """Return a rule as a link between holders; a residual rule is a delegation by the governing organ (S1)."""
        if isinstance(rule, rules.Residue):
            giver, leaves = self.board, frozenset([str(self.point.leaf)])
            rule = rules.Delegation(rule.clause, rule.instrument, rule.body, giver, rule.receiver, leaves, rule.when)
        return evolve(rule, giver=self.holder(rule.giver), receiver=self.holder(rule.receiver))

    def is_link(self, rule: rules.Delegation | rules.Residue) -> bool:
        """Say whether a rule is a link: not what passes to its own giver, nor a residual rule that does not apply."""
        link = self.link(rule)
        applies = isinstance(rule, rules.Delegation) or rule in self.residual
        return applies and link.giver != link.receiver

    def is_first(self, link: rules.Delegation) -> bool:
        """Say whether the link is a first one: its giver draws on somebody who may be a first holder."""
        return any(self.draws_on(link.giver, name) for name in self.first_holders)

    # SPEC 3.11: own matters.

    @cached_property
    def matters(self) -> tuple[Appointment, ...]:
        """Return the appointments of the person whom the matter concerns."""
        return self.live(self.texts.own)

    @property
    def own(self) -> frozenset[str]:
        """Return the posts of whom the matter concerns."""
        concerned = self.point.concerning
        itself = {concerned} if concerned is not None and concerned in self.scheme.posts else set()
        return frozenset(itself | {one.post for one in self.matters})

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
        """Return the first of the live powers that together cover a first link (SPEC A4)."""
        covering = [[p for p in self.powers if self.covers(p, kinds)] for kinds in self.kinds_of(link.receiver)]
        if not all(covering):
            return None
        return min((power for powers in covering for power in powers), key=lambda power: power.clause)

    def kinds_of(self, holder: str) -> list[frozenset[str]]:
        """Return what each post and organ of somebody's seats is in the eyes of a power."""
        return [self.scheme.recipient_kinds(name) for seat in self.seats(holder) for name in seat.of]

    def covers(self, power: rules.Power, kinds: frozenset[str]) -> bool:
        """Say whether a power lets a recipient of some kinds have the leaf."""
        return bool(kinds & power.kinds) and self.point.leaf in power.leaves - power.excluded

    @keeping_results
    def is_contradicted(self, link: rules.Delegation) -> bool:
        """Say whether no power covers a first link and one takes the leaf out by name (SPEC A4)."""
        return self.is_first(link) and any(
            not any(self.covers(power, kinds) for power in self.powers)
            and any(kinds & power.kinds and self.point.leaf in power.excluded for power in self.powers)
            for kinds in self.kinds_of(link.receiver)
        )

    @keeping_results
    def is_uncovered(self, link: rules.Delegation) -> bool:
        """Say whether the powers of the kind of body are complete and none covers a first link (SPEC A4)."""
        complete = "complete-powers" in self.scheme.kinds[self.scheme.bodies[self.point.body].kind].features
        needed = has_enabling_powers(self.scheme, self.point.body)
        return complete and needed and self.is_first(link) and self.power(link) is None

    @property
    def is_non_delegable(self) -> bool:
        """Say whether nothing may pass the leaf on (SPEC 5.1)."""
        return self.point.leaf is not None and not self.scheme.delegable(self.point.leaf)

    def outranks(self, higher: str, lower: str) -> bool:
        """Say whether the rank of one instrument stands above that of another."""
        return self.scheme.outranks(self.scheme.instruments[higher].rank, self.scheme.instruments[lower].rank)

    # SPEC A7: what a further delegation relies on.

    @keeping_results
    def relies_on(self, rule: rules.Delegation) -> set[str]:
        """Return the clauses a further delegation relies on, with those that replace them."""
        found = set(rule.relying) or self.gave_on_first_day(rule)
        while more := {r.clause for r in self.texts.replacements if r.replaced in found} - found:
            found |= more
        return found

    def gave_on_first_day(self, rule: rules.Delegation) -> set[str]:
        """Return the clauses that gave the giver the leaf on the day the rule begins, else the first to do so."""
        begins = first_day(rule.when)
        texts: list[rules.Delegation | rules.Residue] = [*self.texts.delegations, *self.texts.residues]
        giving = [
            text for text in texts if draws_on(self.scheme.seats_of(rule.giver), self.scheme.seats_of(text.receiver))
        ]
        found = {t.clause for t in giving if may_hold_on_first_day(t.when, begins)}
        firsts = [(text.clause, first_day(text.when, of_state=True)) for text in giving]
        later = [(clause, first) for clause, first in firsts if first.earliest > begins.earliest]
        if not found and later:
            soonest = min(first.latest for _, first in later)
            found = {clause for clause, first in later if first.earliest <= soonest}
        return found

    def follows(self, link: rules.Delegation, earlier: rules.Delegation) -> bool:
        """Say whether a further link stands through an earlier one."""
        return any(earlier.clause in self.relies_on(rule) for rule in self.texts.delegations if self.link(rule) == link)
