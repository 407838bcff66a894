"""What is given exclusively: meanwhile the giver may not act itself.

In: the chains at a place and who is prohibited where. Out: the amounts at which seats cannot act by a chain. Promise:
who gave exclusively still passes on and takes back; the clause by which it gave bars nobody who acts through it.
Source: docs/reference/semantics.md, section 4, S4.
"""

from collections.abc import Iterable, Iterator

from attrs import define, field, frozen

from govrules.engine.barred import Barred
from govrules.engine.boxes import Region, intersect, union
from govrules.engine.first_holders import FirstHolders
from govrules.engine.leaning import leans_of
from govrules.engine.priority import Link
from govrules.engine.seats import Seats, elements
from govrules.model import rules
from govrules.model.answer import Assumption


@frozen
class GivenAway:
    """By `clause` a holder gave `region` exclusively."""

    clause: str
    holder: str
    region: Region
    leans: frozenset[Assumption]


def given_away(
    reached: Iterable[tuple[tuple[Link, ...], Region]], firsts: FirstHolders, barred: Barred
) -> list[GivenAway]:
    """Return what is given exclusively, of chains with the amounts that each passes."""
    found: dict[tuple[str, str], GivenAway] = {}
    scheme = barred.holders.scheme
    for links, region in reached:
        link = links[-1]
        power, rule = link.power if len(links) == 1 else None, link.rule
        by_clause = isinstance(rule, rules.Delegation) and rule.is_exclusive
        if not by_clause and not (power is not None and power.is_exclusive):
            continue
        leans = [*leans_of(scheme, rule.clause, rule.when)]
        leans += leans_of(scheme, power.clause, power.when) if power is not None else ()
        for holder, passed in _givers(links, region, firsts):
            before = found.get((rule.clause, holder), GivenAway(rule.clause, holder, (), frozenset()))
            found[rule.clause, holder] = GivenAway(
                rule.clause, holder, union(before.region, passed), before.leans.union(leans)
            )
    return [one for one in found.values() if one.holder not in scheme.recipients]


def _givers(links: tuple[Link, ...], region: Region, firsts: FirstHolders) -> Iterator[tuple[str, Region]]:
    """Yield who gave by a chain: of its first link the first holders, each with the amounts at which it is one."""
    if len(links) > 1:
        yield links[-1].giver, region
        return
    for name, here in firsts.at.items():
        passed = intersect(region, here)
        if passed and firsts.holders.draws_on(links[0].giver, name):
            yield name, passed


@define
class Unable:
    """The amounts at which seats cannot act: by prohibition, or because somebody gave exclusively."""

    barred: Barred
    given: list[GivenAway]
    _known: dict[frozenset[str], Barred] = field(factory=dict)

    def seats(self, seats: Seats, in_place_of: Iterable[str] = (), clauses: Iterable[str] = ()) -> Region:
        """Return the amounts at which seats, some filled by deputies of posts, cannot act by a chain of clauses."""
        in_place_of, own = tuple(in_place_of), frozenset(clauses)
        concerned = elements(seats).union(in_place_of)
        others = [one for one in self.given if one.holder in concerned and one.clause not in own]
        blocked = (self._with(others) if others else self.barred).seats(seats)
        blocked = union(blocked, self.barred.deputies_of(in_place_of))
        for one in others:
            if one.holder in in_place_of:
                blocked = union(blocked, one.region)
        return blocked

    def _with(self, others: Iterable[GivenAway]) -> Barred:
        key = frozenset(one.clause for one in others)
        if key not in self._known:
            barred = self.barred
            joined = Barred(barred.holders, barred.anyone, dict(barred.each), list(barred.others))
            self._known[key] = joined
            for one in self.given:
                if one.clause in key:
                    joined.add(one.holder, one.region)
        return self._known[key]
