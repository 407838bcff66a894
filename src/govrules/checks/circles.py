"""GR310: a function is delegated in a circle.

In: a scheme under check. Out: a warning for each set of clauses by which what somebody passes on can come back to them.
A circle gives nobody anything, since no chain runs through one holder twice; it is a slip of drafting.
Source: docs/reference/semantics.md, section 4, S4.
"""

from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.scope import Scope, days_of
from govrules.compile import circles_of
from govrules.diagnostics import Diagnostic, Related
from govrules.model.rules import Delegation
from govrules.syntax import ast


def circles(scope: Scope) -> Iterator[Diagnostic]:
    """Yield each circle once, with the functions and bodies it is a circle for."""
    found: dict[tuple[str, ...], tuple[set[str], set[str]]] = {}
    for body, several in scope.by_body(_circles_in):
        for clauses, leaf in several:
            bodies, leaves = found.setdefault(clauses, (set(), set()))
            bodies.add(body)
            leaves.add(leaf)
    for clauses, (bodies, leaves) in sorted(found.items()):
        yield _circle(scope, clauses, bodies, leaves)


def _circles_in(scope: Scope, body: str) -> set[tuple[tuple[str, ...], str]]:
    """Return the clauses of each circle in a body, with a leaf that it is a circle for."""
    found: set[tuple[tuple[str, ...], str]] = set()
    by_leaf: dict[str, list[Delegation]] = defaultdict(list)
    for rule in scope.compiled.by_body[body].delegations:
        for leaf in rule.leaves:
            by_leaf[leaf].append(rule)
    for leaf, delegations in by_leaf.items():
        for circle in circles_of(delegations):
            if any(True for _ in days_of(tuple(period for rule in circle for period in rule.when))):
                found.add((tuple(sorted({rule.clause for rule in circle})), leaf))
    return found


def _circle(scope: Scope, clauses: tuple[str, ...], bodies: set[str], leaves: set[str]) -> Diagnostic:
    *others, last = clauses
    named = f"clauses {' and '.join(clauses)}" if others else f"clause {last}"
    return Diagnostic(
        "GR310",
        f"{named} delegate {scope.functions_named(leaves)} in a circle (for {scope.names(bodies)})",
        scope.span(last, ast.FunctionsExpr),
        "comes back to who passed it on",
        "take the clause out that leads back: whoever passes something on may still do it themselves",
        last,
        tuple(Related(scope.functions(one), "part of the circle") for one in others),
    )
