"""What has effect, and at which amounts: clauses against each other.

In: the texts at a place under one settlement, each with the amounts it is written for. Out: for each what is void and
what others take away. Promise: decided in pairs, by what is written and never by what anybody holds; what is void takes
nothing away, what is taken away still does. Source: docs/reference/semantics.md, section 5.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from attrs import define, field

from govrules.engine.boxes import NOTHING, Region, covers, intersect, subtract, union, union_of
from govrules.engine.place import Place
from govrules.engine.place import Text as Rule
from govrules.engine.seats import Holders
from govrules.engine.settle import Ask
from govrules.model import rules
from govrules.model.days import first_day

CONFLICT = "conflict"


class Deal(NamedTuple):
    """A conflict of two clauses; settled with yes, the first prevails. `receiver` is whom it is about."""

    kind: str
    first: str
    second: str
    receiver: str


Ends = tuple[int | None, int | None]
"""What a range is over and what it is up to, in pence."""


@define(eq=False)
class Text:
    """A reservation, retention, prohibition or link under one settlement.

    `void` are the amounts at which rank makes it void, `taken` those that others take away from it, `unseated` those at
    which it does not stand for those it is reserved to.
    """

    rule: Rule
    written: Region
    void: Region = NOTHING
    taken: Region = NOTHING
    unseated: Region = NOTHING
    rivals: list[tuple[str, str, Region]] = field(factory=list)
    """What makes it `void` or `beaten`: how, by which clause, at which amounts."""

    @property
    def standing(self) -> Region:
        """The amounts it is written for and not void at."""
        return subtract(self.written, self.void)

    @property
    def effect(self) -> Region:
        """The amounts at which it has effect, or keeps, as far as its conditions are met."""
        return subtract(self.standing, self.taken)


@define(eq=False)
class Link(Text):
    """A delegation or residual rule between holders; what passes to its own giver, or applies nowhere, is none.

    `against` are the reasons of competence that make it void at all amounts; `power` is the one shown for a first link.
    """

    giver: str = field(kw_only=True)
    receiver: str = field(kw_only=True)
    is_link: bool = field(kw_only=True)
    is_live: bool = field(kw_only=True)
    is_met: bool = field(kw_only=True)
    is_first: bool = field(kw_only=True)
    against: frozenset[str] = field(kw_only=True)
    power: rules.Power | None = field(kw_only=True)
    ends: Ends = field(kw_only=True)

    @property
    def standing(self) -> Region:
        """The amounts it is written for and not void at."""
        return NOTHING if self.against else subtract(self.written, self.void)

    @property
    def acts(self) -> bool:
        """Whether it can void or take away: it is a live link and its conditions are met."""
        return self.is_link and self.is_live and self.is_met

    @property
    def is_fixed(self) -> bool:
        """Whether what ranks below may not narrow it."""
        return isinstance(self.rule, rules.Delegation) and self.rule.is_fixed


@define
class Priority:
    """Weighs the texts at a place against each other under one settlement.

    `links` are all that are written, live or not; keepings and prohibitions those that are live.
    """

    place: Place
    holders: Holders
    ask: Ask
    links: Sequence[Link]
    keepings: Sequence[Text]
    prohibitions: Sequence[Text]
    deals: dict[Deal, Region] = field(factory=dict)
    """The open conflicts, each with the amounts both clauses speak of."""
    _weighed: set[int] = field(factory=set)
    _excepted: set[tuple[int, int]] = field(factory=set)

    def decide(self, *, held: bool) -> None:
        """Set what is void and taken; open conflicts are asked only where the first holder holds the leaf (`held`)."""
        for text in (*self.links, *self.keepings):
            self._weigh(text)
        self._except()
        for link in self.links:
            for keeping in self.keepings:
                if link.is_first and link.is_link:
                    self._decide_between(keeping, link, held)
        for one, other in combinations(sorted(filter(_seats_others, self.keepings), key=_seating_key), 2):
            self._decide_who(one, other, held)

    # ------------------------------------------------------------------------------------------------ void

    def _weigh(self, text: Text) -> None:
        """Set the amounts at which a text is void, by way of what stands above it."""
        if id(text) in self._weighed:
            return
        self._weighed.add(id(text))
        for other in self._rivals(text):
            if self._outranks(other.rule, text.rule):
                self._weigh(other)
                void = intersect(other.standing, text.written)
                text.void = union(text.void, void)
                text.rivals.append(("void", other.rule.clause, void))

    def _rivals(self, text: Text) -> Iterator[Text]:
        """Yield what makes a text void where it stands above."""
        if isinstance(text, Link):
            if text.is_first:
                yield from (keeping for keeping in self.keepings if _reserves(keeping))
        elif _reserves(text):
            yield from (link for link in self.links if link.acts and link.is_first and link.is_fixed)

    def _outranks(self, higher: Rule, lower: Rule) -> bool:
        scheme = self.place.scheme
        return scheme.outranks(scheme.instruments[higher.instrument].rank, scheme.instruments[lower.instrument].rank)

    # ------------------------------------------------------------------------------------------------ exceptions

    def _except(self) -> None:
        """Take away by named exception."""
        acting: list[Text] = [*(link for link in self.links if link.acts), *self.keepings]
        for text in acting:
            despite = text.rule.despite if isinstance(text.rule, rules.Delegation | rules.Keeping) else ()
            for clause in despite:
                if (text.rule.clause, clause) not in self.place.compiled.circular:
                    for other in self._reached(text, clause):
                        self._excepted.add((id(text), id(other)))
                        self._take(other, text)

    def _reached(self, text: Text, clause: str) -> Iterator[Text]:
        """Yield what of a clause an exception to it reaches."""
        others: Iterable[Text] = (*self.links, *self.keepings, *self.prohibitions)
        if isinstance(text, Link) and not text.is_first:
            others = (link for link in self.links if link.giver == text.giver)
        for other in others:
            if other.rule.clause == clause and not self._outranks(other.rule, text.rule):
                yield other

    # ------------------------------------------------------------------------------------------------ incompatible

    def _decide_between(self, keeping: Text, link: Link, held: bool) -> None:
        """Decide between what is kept and a first link, where they are incompatible and no exception decides."""
        kept, given = keeping.rule, link.rule
        if not _reserves(keeping) and kept.instrument != given.instrument:
            return
        if self._excepted & {(id(keeping), id(link)), (id(link), id(keeping))}:
            return
        overlap = intersect(keeping.standing, link.standing)
        if not overlap or self._outranks(kept, given):
            return
        if self._outranks(given, kept):
            if not link.is_fixed:
                self._take(link, keeping)
            return
        prevails = self._advisory(keeping, link) or self._canon(keeping, link)
        if prevails is keeping:
            self._take(link, keeping)
        elif not link.acts:
            return
        elif prevails is link:
            self._take(keeping, link)
        elif held:
            how = "reserved" if _reserves(keeping) else "retained"
            deal = Deal(f"{how}-against-delegated", kept.clause, given.clause, link.receiver)
            self.deals[deal] = union(self.deals.get(deal, NOTHING), overlap)
            self._take(link, keeping) if self.ask((CONFLICT, deal)) else self._take(keeping, link)

    def _decide_who(self, one: Text, other: Text, held: bool) -> None:
        """Decide for whom two reservations to different others stand, where both speak of an amount (5.8)."""
        names = [self.holders.mapped(name) for name in (_seated_by(one), _seated_by(other))]
        excepted = self._excepted & {(id(one), id(other)), (id(other), id(one))}
        overlap = intersect(one.standing, other.standing)
        if names[0] == names[1] or excepted or not overlap:
            return
        prevails = next((a for a, b in ((one, other), (other, one)) if self._outranks(a.rule, b.rule)), None)
        prevails = prevails or self._advisory(one, other) or self._canon(one, other)
        if prevails is None:
            if not held:
                return
            deal = Deal("two-first-holders", one.rule.clause, other.rule.clause, " or ".join(names))
            self.deals[deal] = union(self.deals.get(deal, NOTHING), overlap)
            prevails = one if self.ask((CONFLICT, deal)) else other
        loser = other if prevails is one else one
        loser.unseated = union(loser.unseated, prevails.standing)

    def _take(self, loser: Text, winner: Text) -> None:
        """Take from one text the amounts that another speaks of and is not void at.

        What those give to whom it is reserved takes only that it may not be passed on.
        """
        lost = intersect(loser.written, winner.standing)
        loser.taken = union(loser.taken, lost)
        loser.rivals.append(("beaten", winner.rule.clause, lost))
        giver = winner.giver if isinstance(winner, Link) else None
        own = giver is not None and _seats_others(loser)
        if not (own and self.holders.draws_on(giver or "", self.holders.mapped(_seated_by(loser)))):
            loser.unseated = union(loser.unseated, lost)

    def _advisory(self, one: Text, other: Text) -> Text | None:
        """Return the one that prevails because the other's rank is advisory and its own is not."""
        scheme = self.place.scheme
        advisory = [scheme.ranks[scheme.instruments[t.rule.instrument].rank].is_advisory for t in (one, other)]
        if advisory[0] == advisory[1]:
            return None
        return other if advisory[0] else one

    def _canon(self, one: Text, other: Text) -> Text | None:
        """Return the one that prevails by the first canon of their instrument that decides."""
        if one.rule.instrument != other.rule.instrument:
            return None
        for canon in self.place.scheme.instruments[one.rule.instrument].canons:
            prevails = self._more_specific if canon == "specific" else _later
            if prevails(one, other) != prevails(other, one):
                return one if prevails(one, other) else other
        return None

    def _more_specific(self, one: Text, other: Text) -> bool:
        """Say whether the leaves, body or area, amounts and conditions of one lie within another's."""
        conditions = set(_conditions(one)) >= set(_conditions(other))
        here = one.rule.body == other.rule.body or other.rule.body == self.place.body.id
        return conditions and here and _leaves(one) <= _leaves(other) and covers(other.written, one.written)


def whole(texts: Iterable[Text]) -> Region:
    """Return the amounts at which any of several texts has effect."""
    return union_of(text.effect for text in texts)


def _reserves(text: Text) -> bool:
    return isinstance(text.rule, rules.Keeping) and text.rule.reserves


def _seats_others(text: Text) -> bool:
    return isinstance(text.rule, rules.Keeping) and text.rule.to is not None


def _seated_by(text: Text) -> str:
    assert isinstance(text.rule, rules.Keeping)
    return text.rule.to or ""


def _seating_key(text: Text) -> tuple[str, str]:
    return text.rule.clause, _seated_by(text)


def _conditions(text: Text) -> tuple[rules.Condition, ...]:
    return () if isinstance(text.rule, rules.Residue) else text.rule.conditions


def _leaves(text: Text) -> frozenset[str]:
    return frozenset() if isinstance(text.rule, rules.Residue) else text.rule.leaves


def _later(one: Text, other: Text) -> bool:
    return first_day(one.rule.when).earliest > first_day(other.rule.when).latest
