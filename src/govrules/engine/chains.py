"""Who holds a point and by which chains, and who may act.

In: the links at a place that have effect under one settlement, and who is prohibited where. Out: every chain of
delegation with the amounts it reaches, and for all who may act the chains they act by.
Source: docs/reference/semantics.md, 3.5 and section 4, S3 and S4.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from attrs import define, evolve, field, frozen

from govrules.engine.barred import Barred
from govrules.engine.boxes import EVERYTHING, Box, Region, intersect, maximal, subtract
from govrules.engine.deputies import Deputies, Stand
from govrules.engine.exclusive import Unable
from govrules.engine.first_holders import FirstHolders
from govrules.engine.leaning import leans_of
from govrules.engine.place import Place, Text
from govrules.engine.priority import Link
from govrules.engine.procedures import Procedures
from govrules.engine.seats import Holders, Seats, can_be_filled
from govrules.model import rules
from govrules.model.answer import Assumption, Chain, Step

MOST_CHAINS = 5_000
"""Chains enumerated at one point; the shortest come first, so those shown are right beyond it too."""


@frozen
class ChainFound:
    """A chain, the amounts at which its last holder holds the point, and what it brings with it."""

    steps: Chain
    region: Region
    links: tuple[Link, ...]
    leans: frozenset[Assumption]
    leave: bool
    then: tuple[str, ...] = ()


@frozen
class Acting:
    """Somebody who may act by a chain: the amounts, and the largest boxes of them."""

    chain: ChainFound
    region: Region
    ranges: tuple[Box, ...]
    leans: frozenset[Assumption]
    then: tuple[str, ...]


@define(slots=False)
class Tracing:
    """Follows links from the first holder under one settlement."""

    place: Place
    holders: Holders
    barred: Barred
    firsts: FirstHolders
    own: frozenset[str]
    """The posts of whom the matter concerns."""
    effective: list[tuple[Link, Region]]
    """The links that have effect, each with the amounts at which it does."""
    met: Callable[[tuple[rules.Condition, ...]], bool]
    _drawing: dict[str, list[tuple[Link, Region]]] = field(factory=dict)

    def chains(self) -> dict[str, list[ChainFound]]:
        """Return the chains without a repeated holder to each holder, shortest first."""
        found: dict[str, list[ChainFound]] = {}
        start = ChainFound((), EVERYTHING, (), frozenset(), True)
        waiting: deque[tuple[tuple[str, ...], ChainFound]] = deque([((), start)])
        number = 0
        while waiting and number < MOST_CHAINS:
            path, chain = waiting.popleft()
            if not chain.leave:
                continue
            for link, region in self._links_from(chain):
                reached = intersect(chain.region, region)
                if link.receiver in path or not reached:
                    continue
                longer = self._longer(chain, link, reached)
                found.setdefault(link.receiver, []).append(longer)
                waiting.append(((*path, link.receiver), longer))
                number += 1
        return found

    @cached_property
    def _passing(self) -> list[tuple[Link, Region]]:
        """The links with the amounts at which they have effect, and can pass something on."""
        passing = ((link, subtract(region, self.barred.holder(link.giver))) for link, region in self.effective)
        reaching = ((link, intersect(region, self.firsts.reached_by(link))) for link, region in passing)
        return [(link, region) for link, region in reaching if region and not self._is_their_own(link)]

    def _is_their_own(self, link: Link) -> bool:
        """Say whether a link passes on nothing, being not for the matters of its own receiver (3.11)."""
        barred = isinstance(link.rule, rules.Delegation) and link.rule.not_own_matter
        return barred and not can_be_filled(self.holders.seats(link.receiver), self.own)

    def _links_from(self, chain: ChainFound) -> Iterable[tuple[Link, Region]]:
        """Return the links that can carry a chain on from its last holder."""
        if not chain.links:
            first = ((link, intersect(region, self.firsts.given_by(link))) for link, region in self._passing)
            return [(link, region) for link, region in first if region]
        holder = chain.steps[-1].receiver
        if holder not in self._drawing:
            drawing = [found for found in self._passing if self.holders.draws_on(found[0].giver, holder)]
            further = ((link, subtract(region, self.firsts.given_by(link))) for link, region in drawing)
            self._drawing[holder] = [(link, region) for link, region in further if region]
        return [(link, region) for link, region in self._drawing[holder] if follows(self.place, link, chain)]

    def _longer(self, chain: ChainFound, link: Link, region: Region) -> ChainFound:
        """Return a chain made longer by one link."""
        place, is_first, rule = self.place, not chain.steps, link.rule
        power = link.power if is_first else chain.links[0].power
        clause = place.scheme.clauses[rule.clause]
        source = clause.marks.sources[0].source if clause.marks.sources else None
        step = Step(link.giver, link.receiver, rule.clause, source, power.clause if is_first and power else None)
        leans = set(leans_of(place.scheme, rule.clause, rule.when))
        if place.needs_powers:
            if is_first and power is None:
                leans.add(Assumption("no-power-shown", rule.clause))
            elif is_first and power is not None:
                leans.update(leans_of(place.scheme, power.clause, power.when))
            elif power is None or power.further is None:
                leans.add(Assumption("leave-assumed", rule.clause))
            leans.update(self._officers_of_members(link.receiver))
        leave = self._leaves(rule, power)
        duties = rule.duties if isinstance(rule, rules.Delegation) else ()
        if isinstance(rule, rules.Delegation) and rule.not_own_matter:
            duties = (*duties, rules.OWN_MATTER)
        then = tuple(sorted({*chain.then, *duties})) if duties else chain.then
        return ChainFound((*chain.steps, step), region, (*chain.links, link), chain.leans | leans, leave, then)

    def _leaves(self, rule: Text, power: rules.Power | None) -> bool:
        """Say whether a link leaves its receiver free to delegate further (A5); `power` is that of the first link."""
        if power is not None and (power.further is False or not self.met(power.leave)):
            return False
        further = rule.further if isinstance(rule, rules.Delegation) else None
        if further is None:
            return power is not None and power.by_default
        return further and isinstance(rule, rules.Delegation) and self.met(rule.leave)

    def _officers_of_members(self, receiver: str) -> Iterable[Assumption]:
        scheme = self.place.scheme
        for seat in self.holders.seats(receiver):
            for post in seat.of:
                if post in scheme.posts and scheme.posts[post].owner in scheme.groups:
                    yield Assumption("officer-of-member", post)


def follows(place: Place, link: Link, chain: ChainFound) -> bool:
    """Say whether a further delegation relies on the last link of a chain (A7)."""
    rule = link.rule
    if not isinstance(rule, rules.Delegation) or rule not in place.relies:
        return True
    return chain.links[-1].rule.clause in place.relies[rule]


def who_may_act(
    chains: Mapping[str, list[ChainFound]],
    unable: Unable,
    deputies: Deputies,
    laid: Procedures,
    own: frozenset[str],
) -> dict[Stand, list[Acting]]:
    """Return everybody who may act, with the chains they act by, and deputies in their place.

    The posts of `own` fill no seat of those who act by a chain that is not for their own matters.
    """
    found: dict[Stand, list[Acting]] = {}
    holders = unable.barred.holders
    for holder, several in chains.items():
        seats = holders.seats(holder)
        free = several if not own else [chain for chain in several if rules.OWN_MATTER not in chain.then]
        for stand, leans in deputies.standing(seats):
            _add(found, stand, free, unable, laid, leans)
        bound = [chain for chain in several if own and rules.OWN_MATTER in chain.then]
        for (filled, replaced), leans in deputies.standing(less(seats, own)) if bound else ():
            _add(found, (less(filled, own), replaced), bound, unable, laid, leans)
    return found


def less(seats: Seats, own: frozenset[str]) -> Seats:
    """Return seats without some of those who can fill them."""
    left = (evolve(seat, of=tuple(name for name in seat.of if name not in own)) for seat in seats)
    return tuple(sorted(left, key=lambda seat: (seat.of, seat.count)))


def _add(
    found: dict[Stand, list[Acting]],
    stand: Stand,
    chains: Iterable[ChainFound],
    unable: Unable,
    laid: Procedures,
    leans: frozenset[Assumption],
) -> None:
    for chain in chains:
        clauses = (link.rule.clause for link in chain.links)
        region = subtract(chain.region, unable.seats(*stand, clauses))
        for part, duties in laid.parts(region, *stand):
            then = tuple(sorted({*chain.then, *duties})) if duties else chain.then
            found.setdefault(stand, []).append(Acting(chain, part, maximal(part), chain.leans | leans, then))
