"""Procedures: duties that follow whatever somebody does: section 3.12 of the specification.

In: the judge of a point, and who acts. Out: the duties at each cell of amounts; for the content of an answer the
clauses its duties come from. Source: docs/reference/semantics.md.
"""

from collections.abc import Mapping

from attrs import evolve

from govrules.model.answer import AmountRange, Answer, Exercise
from govrules.model.rules import Procedure
from govrules.model.scheme import Scheme
from govrules.reference.cells import Cell, Region
from govrules.reference.judge import Judge
from govrules.reference.order import assumption_key
from govrules.reference.recorded import marks_of, may_speak
from govrules.reference.seats import Seats, filled_without, places
from govrules.reference.texts import Point, Texts


def by_duties(
    judge: Judge, region: Region, seats: Seats, in_place_of: tuple[str, ...]
) -> dict[tuple[str, ...], Region]:
    """Return the amounts at which seats act, by the duties that procedures add there."""
    found: dict[tuple[str, ...], set[Cell]] = {}
    for cell in region:
        here = [rule for rule in judge.procedures if cell in judge.written(rule.limit)]
        duties = {duty for rule in here for duty in asked_of(judge, rule, seats, in_place_of)}
        found.setdefault(tuple(sorted(duties)), set()).add(cell)
    return {duties: frozenset(cells) for duties, cells in found.items()}


def asked_of(judge: Judge, rule: Procedure, seats: Seats, in_place_of: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a procedure asks of seats; where others can fill them, only if it is its holder who acts."""
    holder = None if rule.holder is None else judge.holder(rule.holder)
    if holder is None or holder in in_place_of or not filled_without(seats, {holder}):
        return rule.duties
    return rule.if_acting if any(holder in place for place in places(seats)) else ()


def with_procedures(scheme: Scheme, point: Point, texts: Texts, found: Answer, amounts: Mapping[str, int]) -> Answer:
    """Return the content at a point with the clauses of the procedures that the duties shown come from."""
    here = [rule for rule in texts.procedures if not any(period.excludes(point.day) for period in rule.when)]
    organs = {seating.organ for seating in texts.seatings}
    cited = [[rule for rule in here if is_cited(rule, one, organs, amounts)] for one in found.may_exercise]
    entries = tuple(
        evolve(one, procedures=tuple(sorted({rule.clause for rule in several})))
        for one, several in zip(found.may_exercise, cited, strict=True)
    )
    marks = {mark for several in cited for rule in several for mark in marks_of(scheme, rule)}
    assumptions = tuple(sorted({*found.assumptions, *marks}, key=assumption_key))
    return evolve(found, may_exercise=entries, assumptions=assumptions)


def is_cited(rule: Procedure, one: Exercise, organs: set[str], amounts: Mapping[str, int]) -> bool:
    """Say whether a duty of an entry comes from a procedure, perhaps of an organ that may sit as the board."""
    named = {name for seat in one.seats for name in seat.of} | {*one.in_place_of, *organs}
    if rule.holder is not None and rule.holder not in named:
        return False
    laid = set(rule.duties) | set(rule.if_acting)
    return bool(laid & set(one.then)) and may_speak(rule.limit, amounts) and shares_amounts(rule, one)


def shares_amounts(rule: Procedure, one: Exercise) -> bool:
    """Say whether a procedure and an entry both speak of some amount."""
    if rule.limit is None:
        return True
    ranges = [AmountRange(rule.limit.basis, rule.limit.over, rule.limit.up_to)]
    ranges += [bound for bound in one.limits if bound.basis == rule.limit.basis]
    highest = [bound.up_to for bound in ranges if bound.up_to is not None]
    return not highest or max(-1 if bound.over is None else bound.over for bound in ranges) < min(highest)
