"""Who holds what is vested, at which amounts: sections 3.10, 5.7 and 5.8 of the specification.

In: the judge of a point under one settlement. Out: its first holders, and the conflicts about who they are. Promise:
decided by what is written, never by what anybody holds. Source: docs/reference/semantics.md.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from govrules.model.rules import Delegation, Keeping
from govrules.reference.cells import Region
from govrules.reference.priority import CANONS
from govrules.reference.settlement import Pair

if TYPE_CHECKING:
    from govrules.reference.judge import Judge
    from govrules.reference.live import Live

KIND = "two-first-holders"


# SPEC 5.7: vestings that name different organs.


def named_organs(judge: "Live") -> dict[str, str]:
    """Return the organs that live vestings name, in order, each with the first clause that does."""
    named = {(judge.holder(one.holder), one.clause) for one in judge.vestings if one.holder is not None}
    return dict(sorted(named, reverse=True))


def vesting_pair(judge: "Live", one: str, other: str) -> Pair:
    """Return the conflict of two organs that vestings name."""
    clauses = named_organs(judge)
    return Pair(clauses[one], clauses[other], f"{one} or {other}", KIND)


def vesting_pairs(judge: "Live") -> list[Pair]:
    """Return the conflicts of live vestings."""
    return [vesting_pair(judge, one, other) for one, other in combinations(sorted(named_organs(judge)), 2)]


def first_by_vesting(judge: "Live") -> str:
    """Return the organ that live vestings name, of several that which prevails over all after it, else the board."""
    named = sorted(named_organs(judge))
    for place, organ in enumerate(named):
        if all(vesting_pair(judge, organ, other) in judge.settlement for other in named[place + 1 :]):
            return organ
    return judge.board


# SPEC 5.8: reservations exercised by others.


def rivals(judge: "Judge") -> Iterator[tuple[Keeping, Keeping]]:
    """Yield the reservations exercised by different ones at some amount that no exception decides, in order."""
    reserved = [one for one in judge.keepings if one.to is not None]
    for one, other in combinations(sorted(reserved, key=lambda keeping: (keeping.clause, keeping.to or "")), 2):
        excepted = judge.is_exception(one, other) or judge.is_exception(other, one)
        differ = judge.holder(str(one.to)) != judge.holder(str(other.to))
        if differ and not excepted and judge.standing(one) & judge.standing(other):
            yield one, other


def preferred(judge: "Judge", one: Keeping, other: Keeping) -> Keeping | None:
    """Return that of two reservations which prevails; None where nothing decides."""
    for higher, lower in ((one, other), (other, one)):
        if judge.outranks(higher.instrument, lower.instrument):
            return higher
    advisory = [judge.scheme.ranks[judge.scheme.instruments[k.instrument].rank].is_advisory for k in (one, other)]
    if advisory[0] != advisory[1]:
        return other if advisory[0] else one
    if one.instrument == other.instrument:
        for canon in judge.scheme.instruments[one.instrument].canons:
            does = CANONS[canon](judge.scheme, one, other)
            if does != CANONS[canon](judge.scheme, other, one):
                return one if does else other
    return None


def reserving_pair(judge: "Judge", one: Keeping, other: Keeping) -> Pair:
    """Return the conflict of two reservations."""
    who = f"{judge.holder(str(one.to))} or {judge.holder(str(other.to))}"
    return Pair(one.clause, other.clause, who, KIND)


def reserving_pairs(judge: "Judge", asked: Region) -> list[Pair]:
    """Return the open conflicts of reservations that both speak of amounts asked about."""
    undecided = [(one, other) for one, other in rivals(judge) if preferred(judge, one, other) is None]
    here = [pair for pair in undecided if judge.standing(pair[0]) & judge.standing(pair[1]) & asked]
    return [reserving_pair(judge, *pair) for pair in here]


def unseating(judge: "Judge", keeping: Keeping) -> Iterator[Region]:
    """Yield what keeps a reservation from standing for those who exercise it."""

    def is_their_own(link: Delegation) -> bool:
        return judge.draws_on(link.giver, judge.holder(str(keeping.to)))

    yield from (judge.standing(one) for one in judge.keepings if judge.is_exception(one, keeping))
    for link in judge.links:
        takes = link in judge.met and judge.is_exception(link, keeping)
        takes = takes or ((keeping, link) in judge.incompatible and judge.does_keep(keeping, link) is False)
        if takes and not is_their_own(link):
            yield judge.valid(link)
    for one, other in rivals(judge):
        winner = preferred(judge, one, other)
        if winner is None:
            winner = one if reserving_pair(judge, one, other) in judge.settlement else other
        if keeping in (one, other) and keeping != winner:
            yield judge.standing(winner)


def stands(judge: "Judge", keeping: Keeping) -> Region:
    """Return the amounts at which a reservation stands for those who exercise it."""
    return judge.standing(keeping).difference(*unseating(judge, keeping))


def first_holders(judge: "Judge") -> dict[str, Region]:
    """Return every first holder with the amounts at which it is one."""
    found: dict[str, Region] = {}
    for keeping in judge.keepings:
        if keeping.to is not None:
            name = judge.holder(keeping.to)
            found[name] = found.get(name, frozenset()) | stands(judge, keeping)
    others = judge.grid.everything.difference(*found.values())
    found[judge.first_holder] = found.get(judge.first_holder, frozenset()) | others
    return {name: region for name, region in found.items() if region}
