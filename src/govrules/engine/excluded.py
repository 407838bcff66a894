"""Clauses that deal with the leaf and give nobody anything at the amounts asked about, each with the reason.

In: what holds at a place under each settlement. Out: the entries of an answer. Source: docs/reference/semantics.md,
section 8.
"""

from collections.abc import Sequence

from attrs import define, field

from govrules.engine.boxes import Amounts, at, covers, intersect, reaches
from govrules.engine.chains import follows
from govrules.engine.order import REASONS
from govrules.engine.place import Place
from govrules.engine.priority import Link
from govrules.engine.seats import can_be_filled
from govrules.engine.world import World
from govrules.model.answer import Excluded
from govrules.model.days import Cause
from govrules.model.rules import OWN_MATTER, Delegation

CAUSES = {
    Cause.CLAUSE: "not-in-force", Cause.INSTRUMENT: "not-in-force", Cause.FACT: "not-in-force",
    Cause.AMOUNT: "not-in-force", Cause.SET: "not-in-force",
    Cause.ENDED: "ended", Cause.ADOPTION: "not-adopted", Cause.MEMBERSHIP: "not-a-member", Cause.LIFE: "no-such-holder",
}  # fmt: skip


@define
class Excluding:
    """Finds what is excluded at a place at some amounts under some circumstances, and could be under all.

    `worlds` are those of all circumstances. What gives somebody something in one of them is excluded in none.
    """

    place: Place
    amounts: Amounts
    worlds: Sequence[World]
    _known_passing: set[str] | None = None
    _known_against: dict[tuple[int, int], set[str]] = field(factory=dict)

    def under(self, worlds: Sequence[World]) -> tuple[Excluded, ...]:
        """Return the clauses that give nobody anything, each with the first reason common to all settlements."""
        reasons: dict[str, list[str]] = {}
        for index, rule in enumerate(self.place.written):
            if rule.clause in self._passing or not any(world.links[index].is_link for world in worlds):
                continue
            always = {CAUSES[period.cause] for period in rule.when if period.excludes(self.place.day)}
            always |= self._common(worlds, index)
            first = next((reason for reason in REASONS if reason in always), "giver-without-authority")
            reasons.setdefault(rule.clause, []).append(first)
        return tuple(Excluded(clause, max(found, key=REASONS.index), "") for clause, found in sorted(reasons.items()))

    @property
    def _passing(self) -> set[str]:
        """The clauses that give somebody something in one of the worlds."""
        if self._known_passing is None:
            self._known_passing = set()
            for world in self.worlds:
                here = giving(world, self.amounts)
                self._known_passing |= {link.rule.clause for link in world.links if id(link) in here}
        return self._known_passing

    def _common(self, worlds: Sequence[World], index: int) -> set[str]:
        """Return what is against a link in each of several worlds."""
        common = set(REASONS)
        for world in worlds:
            if not common:
                break
            common &= self._against(world, index)
        return common

    def _against(self, world: World, index: int) -> set[str]:
        key = id(world), index
        if key not in self._known_against:
            self._known_against[key] = reasons_against(self.place, world, world.links[index], self.amounts)
        return self._known_against[key]


def giving(world: World, amounts: Amounts) -> set[int]:
    """Return the links on a chain to somebody who may act, as itself."""
    return {
        id(link)
        for (_, in_place_of), acting in world.acting.items()
        if not in_place_of
        for one in acting
        if reaches(one.region, amounts)
        for link in one.chain.links
    }


def reasons_against(place: Place, world: World, link: Link, amounts: Amounts) -> set[str]:
    """Return all that is against a link in one settlement, apart from its periods."""
    found = set(link.against)
    spoken = at(link.written, amounts)
    effect = at(link.effect, amounts)
    if spoken:
        if covers(link.void, spoken):
            found.add("void")
        elif not effect and at(link.standing, amounts):
            found.add("beaten")
    if not link.is_met:
        found.add("condition")
    both = [holder for holder in (link.giver, link.receiver) if can_be_filled(world.holders.seats(holder))]
    if effect and any(covers(world.barred.holder(holder), effect) for holder in both):
        found.add("prohibited")
    receiver = world.holders.seats(link.receiver)
    if not can_be_filled(receiver):
        found.add("no-such-holder")
    if effect and world.unable.given and covers(world.unable.seats(receiver), effect):
        found.add("given-exclusively")
    found |= _beyond(link, amounts)
    if _is_their_own(world, link, amounts):
        found.add("own-matter")
    if not world.held:
        found.add("giver-without-authority")
    elif not at(world.firsts.given_by(link), amounts):
        chains = [
            chain
            for holder, several in world.chains.items()
            if world.holders.draws_on(link.giver, holder)
            for chain in several
            if intersect(at(chain.region, amounts), spoken)
        ]
        leaving = [chain for chain in chains if chain.leave]
        if not chains:
            found.add("giver-without-authority")
        elif not leaving:
            found.add("no-leave")
        elif not any(follows(place, link, chain) for chain in leaving):
            found.add("reliance-ended")
    return found


def _is_their_own(world: World, link: Link, amounts: Amounts) -> bool:
    """Say whether a link gives nothing because the matter is one of its receiver (3.11)."""
    seats = world.holders.seats(link.receiver)
    if not world.own or not can_be_filled(seats) or can_be_filled(seats, world.own):
        return False
    if isinstance(link.rule, Delegation) and link.rule.not_own_matter:
        return True
    chains = [
        chain
        for holder, several in world.chains.items()
        if world.holders.draws_on(link.giver, holder)
        for chain in several
        if intersect(at(chain.region, amounts), at(link.written, amounts))
    ]
    return bool(chains) and all(OWN_MATTER in chain.then for chain in chains)


def _beyond(link: Link, amounts: Amounts) -> set[str]:
    """Return whether an amount asked about lies over or under the amounts a clause is written for."""
    limit = link.rule.limit if isinstance(link.rule, Delegation) else None
    asked = None if limit is None else amounts.get(limit.basis)
    if limit is None or asked is None:
        return set()
    over, up_to = link.ends
    found = set()
    if up_to is not None and asked > up_to:
        found.add("over-limit")
    if over is not None and asked <= over:
        found.add("under-limit")
    return found
