"""Who holds what is vested, at which amounts: the governing organ, an organ the vesting names, or those together to
whom a reservation leaves it.

In: the live vestings and the reservations that have been weighed. Out: the first holders under one settlement, each
with its amounts. Source: docs/reference/semantics.md, 3.10, 5.7 and 5.8.
"""

from collections.abc import Iterable
from itertools import combinations

from attrs import define, field

from govrules.engine.boxes import NOTHING, Region, complement, subtract, union, union_of
from govrules.engine.priority import CONFLICT, Deal, Link, Text
from govrules.engine.seats import Holders
from govrules.engine.settle import Ask
from govrules.model import rules

TWO_FIRST_HOLDERS = "two-first-holders"


def named_first(vestings: Iterable[rules.Vesting], holders: Holders, ask: Ask) -> tuple[str, frozenset[Deal]]:
    """Return the first holder by live vestings, and the conflicts of those that name different organs."""
    clauses: dict[str, str] = {}
    for vesting in vestings:
        if vesting.holder is not None:
            name = holders.mapped(vesting.holder)
            clauses[name] = min(clauses.get(name, vesting.clause), vesting.clause)
    candidates = sorted(clauses)
    deals = {
        (one, other): Deal(TWO_FIRST_HOLDERS, clauses[one], clauses[other], f"{one} or {other}")
        for one, other in combinations(candidates, 2)
    }
    found = holders.board
    for index, name in enumerate(candidates):
        if all(ask((CONFLICT, deals[name, other])) for other in candidates[index + 1 :]):
            found = name
            break
    return found, frozenset(deals.values())


@define
class FirstHolders:
    """The first holders at a place under one settlement, each with the amounts at which it is one."""

    holders: Holders
    at: dict[str, Region] = field(factory=dict)
    reserved: tuple[tuple[rules.Keeping, Region], ...] = ()
    """The reservations exercised by others, each with the amounts at which it stands for them."""

    def given_by(self, link: Link) -> Region:
        """Return the amounts at which the giver of a link draws on a first holder."""
        return union_of(region for name, region in self.at.items() if self.holders.draws_on(link.giver, name))

    def reached_by(self, link: Link) -> Region:
        """Return the amounts at which the receiver of a link is no first holder."""
        return complement(self.at.get(link.receiver, NOTHING))


def first_holders(holders: Holders, keepings: Iterable[Text]) -> FirstHolders:
    """Return the first holders: those a reservation stands for, and at all other amounts the one by vesting."""
    reserved = tuple(
        (text.rule, subtract(text.standing, text.unseated))
        for text in keepings
        if isinstance(text.rule, rules.Keeping) and text.rule.to is not None
    )
    at: dict[str, Region] = {}
    for keeping, region in reserved:
        if region:
            name = holders.mapped(keeping.to or "")
            at[name] = union(at.get(name, NOTHING), region)
    others = complement(union_of(at.values()))
    if others:
        at[holders.first] = union(at.get(holders.first, NOTHING), others)
    return FirstHolders(holders, at, reserved)
