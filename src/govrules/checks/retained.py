"""GR412: one document retains what another delegates.

In: a scheme under check. Out: a note for each pair of clauses that meet. Both have effect and an answer shows both;
within one document it is a conflict, which GR401 reports. Source: docs/reference/semantics.md, section 5, 3.
"""

from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.scope import Scope, days_of
from govrules.diagnostics import Diagnostic, Related


def retained(scope: Scope) -> Iterator[Diagnostic]:
    """Yield each pair of a retaining clause and a delegating one of another document."""
    found: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for body, own in scope.compiled.by_body.items():
        first = scope.firsts[body]
        retaining = [keeping for keeping in own.keepings if not keeping.reserves]
        for rule in own.delegations if retaining else ():
            for keeping in retaining:
                leaves = keeping.leaves & rule.leaves
                meet = leaves and keeping.instrument != rule.instrument and rule.giver in first
                if meet and any(True for _ in days_of((*keeping.when, *rule.when))):
                    bodies, both = found[rule.clause, keeping.clause]
                    bodies.add(body)
                    both |= leaves
    for (delegation, retaining_id), (bodies, both) in sorted(found.items()):
        yield Diagnostic(
            "GR412",
            f"clause {delegation} delegates {scope.functions_named(both)}, which clause {retaining_id} "
            f"of another document retains (for {scope.names(bodies)})",
            scope.functions(delegation),
            "delegated here: this has effect",
            "nothing to mend if both papers say so; otherwise take it out of one of them with `except`",
            delegation,
            (Related(scope.functions(retaining_id), "retained here"),),
        )
