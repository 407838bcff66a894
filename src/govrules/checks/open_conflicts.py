"""GR401: two clauses cannot both have effect and nothing decides between them.

In: a scheme under check. Out: a diagnostic for each pair of clauses: reserved or retained against delegated where
neither rank, exception nor canon decides and both speak of some amount; two officers of one title from one day. Whether
two clauses that meet are in conflict is for the engine to say.
Source: docs/reference/semantics.md, section 5.
"""

from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.scope import Scope, days_of
from govrules.diagnostics import Diagnostic, Related
from govrules.model import rules
from govrules.model.days import When, first_day
from govrules.model.scheme import Scheme


def open_conflicts(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the open conflicts, each pair of clauses once with the bodies it touches."""
    scheme = scope.scheme
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_body: dict[str, list[rules.Keeping]] = defaultdict(list)
    for keeping in scheme.keepings:
        by_body[scheme.body_of(keeping.body)].append(keeping)
    seated = {(seating.body, seating.organ) for seating in scheme.seatings}
    for rule in scheme.delegations:
        body = scheme.body_of(rule.body)
        alone = rule.giver in scope.firsts[body] or (body, rule.giver) in seated
        if not alone and rule.giver not in scheme.recipients:
            continue
        for keeping in by_body[body]:
            known = pairs.get((keeping.clause, rule.clause), ())
            if scheme.bodies[body].label.display not in known and _clash(scope, keeping, rule):
                pairs[keeping.clause, rule.clause].add(scheme.bodies[body].label.display)
    for (keeping_id, delegation_id), bodies in sorted(pairs.items()):
        yield _keeping_conflict(scheme, keeping_id, delegation_id, bodies)
    yield from _two_officers(scheme)


def _clash(scope: Scope, keeping: rules.Keeping, rule: rules.Delegation) -> bool:
    """Say whether two clauses meet, and are in open conflict on some day at some amount."""
    scheme = scope.scheme
    one, other = keeping.body, rule.body
    same_point = one == other or scheme.body_of(one) == other or scheme.body_of(other) == one
    leaves = keeping.leaves & rule.leaves
    if _apart(keeping.limit, rule.limit) or _decided(scope, keeping, rule):
        return False
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
        scope.are_in_conflict((point, leaf, day), keeping.clause, rule.clause)
        for day in days_of((*keeping.when, *rule.when))
        for leaf in sorted(leaves)
    )


def _apart(one: rules.Limit | None, other: rules.Limit | None) -> bool:
    """Say whether two ranges of one basis share no amount, whatever row an end printed twice belongs to."""
    if one is None or other is None or one.basis != other.basis:
        return False
    lower, upper = sorted((one, other), key=lambda limit: limit.over or 0)
    over = (upper.over or 0) - (1 if upper.over_twice else 0)
    return lower.up_to is not None and lower.up_to <= over


def _decided(scope: Scope, keeping: rules.Keeping, rule: rules.Delegation) -> bool:
    """Say whether one of two clauses is an exception to the other; in a circle none is."""
    excepted = {(rule.clause, other) for other in rule.despite} | {(keeping.clause, other) for other in keeping.despite}
    pairs = {(rule.clause, keeping.clause), (keeping.clause, rule.clause)}
    return bool((excepted & pairs) - scope.compiled.circular)


def _keeping_conflict(scheme: Scheme, keeping_id: str, delegation_id: str, bodies: set[str]) -> Diagnostic:
    keeping, delegation = scheme.clauses[keeping_id], scheme.clauses[delegation_id]
    reserves = any(k.reserves for k in scheme.keepings if k.clause == keeping_id)
    verb = "reserves" if reserves else "retains"
    label = keeping.label + (f" of {keeping.instrument}" if keeping.instrument != delegation.instrument else "")
    named = ", ".join(sorted(bodies)[:3]) + (f" and {len(bodies) - 3} more" if len(bodies) > 3 else "")
    return Diagnostic(
        "GR401",
        f"clause {delegation_id} delegates what clause {keeping_id} {verb} (for {named})",
        delegation.span,
        "delegated here",
        f"take what both speak of out of one with `except ...`, or add `despite {label}` to the delegation",
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
    return same and any(True for _ in days_of((*one, *other)))
