"""GR401: two clauses cannot both have effect and nothing decides between them.

In: a scheme. Out: a diagnostic for each pair of clauses: reserved or retained against delegated where neither rank,
exception nor canon decides and both speak of some amount; two officers of one title from one day. Whether two clauses
that meet are in conflict is for the engine to say.
Source: docs/reference/semantics.md, section 5.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from govrules.compile import Compiled, compile_scheme
from govrules.diagnostics import Diagnostic, Related
from govrules.engine.judge import judge
from govrules.engine.place import Place, place_at
from govrules.model import rules
from govrules.model.days import ONE_DAY, When, change_days, first_day, may_hold
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme

SOME_DAY = date(2000, 1, 1)
"""Stands for every day where the clauses name none."""


def open_conflicts(scheme: Scheme) -> Iterator[Diagnostic]:
    """Yield the open conflicts, each pair of clauses once with the bodies it touches."""
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_body: dict[str, list[rules.Keeping]] = defaultdict(list)
    for keeping in scheme.keepings:
        by_body[scheme.body_of(keeping.body)].append(keeping)
    compiled = compile_scheme(scheme)
    firsts = {body.id: {body.first_holder} for body in scheme.bodies.values()}
    for vesting in scheme.vestings:
        firsts[scheme.body_of(vesting.body)] |= {vesting.holder} if vesting.holder else set()
    for keeping in scheme.keepings:
        firsts[scheme.body_of(keeping.body)] |= {keeping.to} if keeping.to else set()
    seated = {(seating.body, seating.organ) for seating in scheme.seatings}
    for rule in scheme.delegations:
        body = scheme.body_of(rule.body)
        alone = rule.giver in firsts[body] or (body, rule.giver) in seated
        if not alone and rule.giver not in scheme.recipients:
            continue
        for keeping in by_body[body]:
            known = pairs.get((keeping.clause, rule.clause), ())
            if scheme.bodies[body].label.display not in known and _clash(compiled, keeping, rule):
                pairs[keeping.clause, rule.clause].add(scheme.bodies[body].label.display)
    for (keeping_id, delegation_id), bodies in sorted(pairs.items()):
        yield _keeping_conflict(scheme, keeping_id, delegation_id, bodies)
    yield from _two_officers(scheme)


def _clash(compiled: Compiled, keeping: rules.Keeping, rule: rules.Delegation) -> bool:
    """Say whether two clauses meet, and are in open conflict on some day at some amount."""
    scheme = compiled.scheme
    one, other = keeping.body, rule.body
    same_point = one == other or scheme.body_of(one) == other or scheme.body_of(other) == one
    leaves = keeping.leaves & rule.leaves
    if not same_point or not any(scheme.delegable(leaf) for leaf in leaves):
        return False
    if keeping.reserves:
        ranks = scheme.instruments[keeping.instrument].rank, scheme.instruments[rule.instrument].rank
        if scheme.outranks(*ranks) or scheme.outranks(*reversed(ranks)):
            return False
    elif keeping.instrument != rule.instrument:
        return False
    point = one if one in scheme.areas else other
    return any(
        are_in_conflict(place_at(compiled, point, leaf, day), keeping.clause, rule.clause)
        for day in days_together(keeping.when, rule.when)
        for leaf in sorted(leaves)
    )


def are_in_conflict(place: Place, clause: str, other: str) -> bool:
    """Say whether the engine finds two clauses in open conflict at a place; so it is where it cannot settle them."""
    judged = judge(place, Question(QuestionKind.EXERCISE, place.body.id, place.leaf))
    return judged.runs is None or any({deal.first, deal.second} == {clause, other} for deal in judged.deals)


def days_together(one: When, other: When) -> list[date]:
    """Return days of every stretch in which both can be live."""
    days = change_days([one, other])
    days |= {day - ONE_DAY for day in days if day > date.min} or {SOME_DAY}
    return sorted(day for day in days if may_hold((*one, *other), day))


def _keeping_conflict(scheme: Scheme, keeping_id: str, delegation_id: str, bodies: set[str]) -> Diagnostic:
    keeping, delegation = scheme.clauses[keeping_id], scheme.clauses[delegation_id]
    reserves = any(k.reserves for k in scheme.keepings if k.clause == keeping_id)
    verb = "reserves" if reserves else "retains"
    named = ", ".join(sorted(bodies)[:3]) + (f" and {len(bodies) - 3} more" if len(bodies) > 3 else "")
    return Diagnostic(
        "GR401",
        f"clause {delegation_id} delegates what clause {keeping_id} {verb} (for {named})",
        delegation.span,
        "delegated here",
        "take the common functions out of one of the two: `except ...`",
        delegation_id,
        (Related(keeping.span, f"{'reserved' if reserves else 'retained'} here"),),
    )


def _two_officers(scheme: Scheme) -> Iterator[Diagnostic]:
    found: set[tuple[str, str, str]] = set()
    by_title: dict[tuple[str, str], list[rules.Designation]] = defaultdict(list)
    for designation in scheme.designations:
        by_title[designation.body, designation.title].append(designation)
    for (_, title), designations in by_title.items():
        for index, one in enumerate(designations):
            for other in designations[index + 1 :]:
                if one.post != other.post and _same_first_day(one.when, other.when):
                    first, second = sorted((one.clause, other.clause))
                    found.add((first, second, title))
    for first, second, title in sorted(found):
        yield Diagnostic(
            "GR401",
            f"clauses {first} and {second} designate two officers of one title from one day",
            scheme.clauses[second].span,
            f"a second {scheme.terms[title].display.lower()}",
            "say from which day the later one begins, or take one of them out",
            second,
            (Related(scheme.clauses[first].span, "the first"),),
        )


def _same_first_day(one: When, other: When) -> bool:
    """Say whether both begin on one and the same day, and can be live together."""
    days = first_day(one), first_day(other)
    same = (days[0].known, days[0].unknown) == (days[1].known, days[1].unknown)
    return same and bool(days_together(one, other))
