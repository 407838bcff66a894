"""Procedures: duties that follow whatever somebody does, and the clauses that lay them down.

In: the procedures that are live at a place, and who acts at which amounts. Out: the amounts in parts, each with the
duties there; for the entries of an answer the procedures their duties come from. Promise: a duty goes to no authority.
Source: docs/reference/semantics.md, 3.12.
"""

from collections.abc import Iterable, Iterator

from attrs import define, evolve, frozen

from govrules.engine.boxes import Amounts, Region, intersect, reaches, slab, subtract, union
from govrules.engine.leaning import leans_of
from govrules.engine.place import Place
from govrules.engine.seats import Seats, can_be_filled, elements
from govrules.model import rules
from govrules.model.answer import Answer, Assumption, Exercise

Duties = tuple[str, ...]


@frozen
class Laid:
    """A procedure under one settlement: whom it binds (None: anyone), at which amounts."""

    holder: str | None
    region: Region
    rule: rules.Procedure

    def duties(self, seats: Seats, in_place_of: Iterable[str]) -> Duties:
        """Return what it asks of seats, some filled by deputies of posts: perhaps only if its holder acts."""
        if self.holder is None or self.holder in in_place_of or not can_be_filled(seats, (self.holder,)):
            return self.rule.duties
        return self.rule.if_acting if self.holder in elements(seats) else ()


@define
class Procedures:
    """The procedures in effect at a place under one settlement."""

    laid: list[Laid]

    def parts(self, region: Region, seats: Seats, in_place_of: tuple[str, ...] = ()) -> Iterator[tuple[Region, Duties]]:
        """Yield the amounts at which seats act in parts, each with the duties that procedures add there."""
        parts: dict[Duties, Region] = {(): region}
        for one in self.laid:
            duties = one.duties(seats, in_place_of)
            split: dict[Duties, Region] = {}
            for before, here in parts.items():
                for after, part in (
                    (before, subtract(here, one.region)),
                    (tuple(sorted({*before, *duties})), intersect(here, one.region)),
                ):
                    split[after] = union(split.get(after, ()), part)
            parts = split if duties else parts
        for duties, part in sorted(parts.items()):
            if part:
                yield part, duties


def with_procedures(place: Place, found: Answer, amounts: Amounts) -> Answer:
    """Return the content of an answer at a place with the clauses of the procedures its duties come from."""
    here = [rule for rule in place.procedures if place.may_be_live(rule.when)]
    if not here:
        return found
    leans: set[Assumption] = set(found.assumptions)
    entries = []
    for one in found.may_exercise:
        binding = [rule for rule in here if _binds(place, rule, one) and _speaks(rule, one, amounts)]
        leans.update(lean for rule in binding for lean in leans_of(place.scheme, rule.clause, rule.when))
        entries.append(evolve(one, procedures=tuple(sorted({rule.clause for rule in binding}))))
    assumptions = tuple(sorted(leans, key=lambda one: (one.kind, one.about)))
    return evolve(found, may_exercise=tuple(entries), assumptions=assumptions)


def _binds(place: Place, rule: rules.Procedure, one: Exercise) -> bool:
    """Say whether a duty of an entry is one that a procedure lays down, perhaps for an organ that sits as the board."""
    named = elements(one.seats).union(one.in_place_of, (seating.organ for seating in place.seatings))
    binds = rule.holder is None or rule.holder in named
    return binds and not set(one.then).isdisjoint((*rule.duties, *rule.if_acting))


def _speaks(rule: rules.Procedure, one: Exercise, amounts: Amounts) -> bool:
    """Say whether a procedure speaks of some amount of an entry."""
    if rule.limit is None:
        return True
    region = slab(rule.limit.basis, rule.limit.over, rule.limit.up_to)
    for bound in one.limits:
        region = intersect(region, slab(bound.basis, bound.over, bound.up_to))
    return reaches(region, amounts)
