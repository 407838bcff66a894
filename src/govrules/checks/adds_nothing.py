"""GR418: a clause gives nothing that another clause of the same document does not give.

In: a scheme under check. Out: a warning for each delegation that lies, for every body, within another one of the same
giver to the same recipient: its functions, amounts, conditions and days.
Source: docs/reference/semantics.md, section 4.
"""

from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic, Related
from govrules.model.rules import Delegation, Limit


def adds_nothing(scope: Scope) -> Iterator[Diagnostic]:
    """Yield each clause that another makes needless."""
    by_clause: dict[str, list[Delegation]] = defaultdict(list)
    alike: dict[tuple[str, str, str, str], list[Delegation]] = defaultdict(list)
    for rule in scope.scheme.delegations:
        by_clause[rule.clause].append(rule)
        alike[rule.instrument, rule.body, rule.giver, rule.receiver].append(rule)
    wider: dict[str, set[str]] = {}
    for clause, own in by_clause.items():
        several = (
            {
                other.clause for other in alike[rule.instrument, rule.body, rule.giver, rule.receiver]
                if other.clause != clause and _within(rule, other)
            }
            for rule in own
        )  # fmt: skip
        wider[clause] = set.intersection(*several)
    for clause, others in sorted(wider.items()):
        needed = sorted(other for other in others if clause not in wider[other] or other < clause)
        if needed:
            yield Diagnostic(
                "GR418",
                f"clause {clause} gives nothing that clause {needed[0]} does not give",
                scope.scheme.clauses[clause].span,
                "adds nothing",
                "take it out, or say what it was meant to give beyond the other",
                clause,
                (Related(scope.scheme.clauses[needed[0]].span, "gives all of it"),),
            )


def _within(rule: Delegation, other: Delegation) -> bool:
    return (
        rule.leaves <= other.leaves
        and set(other.when) <= set(rule.when)
        and set(other.conditions) <= set(rule.conditions)
        and set(other.duties) <= set(rule.duties)
        and covers(other.limit, rule.limit)
        and (other.further is True or rule.further is not True)
        and (other.is_fixed or not rule.is_fixed)
        and rule.despite <= other.despite
    )


def covers(outer: Limit | None, inner: Limit | None) -> bool:
    """Say whether every amount of one range lies in another; None is every amount."""
    if outer is None or inner is None:
        return outer is None
    low, high = outer.over or 0, outer.up_to
    reaches = high is None or (inner.up_to is not None and inner.up_to <= high)
    return outer.basis == inner.basis and low <= (inner.over or 0) and reaches
