"""GR421: a clause gives somebody what they must not exercise.

In: a scheme under check. Out: a warning for each delegation that, for every body, lies within an unconditional
prohibition of its recipient: its functions, amounts and days. Such a clause never decides anything.
Source: docs/reference/semantics.md, section 4, S3.
"""

from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.adds_nothing import covers
from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic, Related
from govrules.model.rules import Delegation, Prohibition


def gives_what_is_barred(scope: Scope) -> Iterator[Diagnostic]:
    """Yield each clause all of whose gifts are prohibited to those they are given to."""
    barring: dict[tuple[str, str], list[Prohibition]] = defaultdict(list)
    for prohibition in scope.scheme.prohibitions:
        barring[prohibition.body, prohibition.holder or ""].append(prohibition)
    found: dict[str, list[str | None]] = defaultdict(list)
    for rule in scope.scheme.delegations:
        several = barring[rule.body, rule.receiver]
        found[rule.clause].append(min((one.clause for one in several if _bars(one, rule)), default=None))
    for clause, by in sorted(found.items()):
        if by[0] is not None and None not in by:
            yield Diagnostic(
                "GR421",
                f"clause {clause} gives what clause {by[0]} says its recipient must not exercise",
                scope.scheme.clauses[clause].span,
                "gives it here",
                "take one of the two out, or say for which amounts, days or circumstances each of them is",
                clause,
                (Related(scope.scheme.clauses[by[0]].span, "must not exercise it"),),
            )


def _bars(prohibition: Prohibition, rule: Delegation) -> bool:
    return (
        not prohibition.conditions
        and not prohibition.by_procedure
        and rule.leaves <= prohibition.leaves
        and set(prohibition.when) <= set(rule.when)
        and covers(prohibition.limit, rule.limit)
    )
