"""GR601: a source says otherwise than the clause that has effect.

In: a scheme under check. Out: a note for each claim that names another officer than a body designated, with the number
of bodies. The answers show the disagreement each time; this says where it comes from.
Source: docs/reference/semantics.md, 2.8.
"""

from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic


def disagreeing_sources(scope: Scope) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each claim that differs from what a body designated."""
    scheme = scope.scheme
    designated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for designation in scheme.designations:
        designated[designation.body, designation.title].add(designation.post)
    differing: dict[str, set[str]] = defaultdict(set)
    for claim in scheme.claims:
        posts = designated.get((claim.body, claim.title))
        if posts and claim.post not in posts:
            differing[claim.clause].add(claim.body)
    for clause_id, bodies in sorted(differing.items()):
        clause = scheme.clauses[clause_id]
        count = "one body" if len(bodies) == 1 else f"{len(bodies)} bodies"
        yield Diagnostic(
            "GR601",
            f"{scheme.sources[clause.instrument].label.display} names another officer than {count} designated",
            clause.span,
            "this claim has no effect",
            "nothing to mend if both are rightly reported; otherwise correct the claim or the designation",
            clause_id,
        )
