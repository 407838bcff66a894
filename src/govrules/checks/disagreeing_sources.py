"""GR601: a source says otherwise than the clause that has effect.

In: a scheme under check. Out: a note for each claim that names another officer than a body designated, with the number
of bodies, and for each that says of a function what cannot be true beside a clause, with those clauses. The answers
show the disagreement each time; this says where it comes from. Source: docs/reference/semantics.md, 2.8.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from govrules.checks.scope import Scope, days_of, listed
from govrules.diagnostics import Diagnostic, Related
from govrules.engine.claimed import DIFFERS, compare
from govrules.model.rules import Delegation, FunctionClaim, Keeping, Residue, Vesting


def disagreeing_sources(scope: Scope) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each claim that differs from what a body designated, or from clauses about a function."""
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
        count = "one body" if len(bodies) == 1 else f"{len(bodies)} bodies"
        said = f"names another officer than {count} designated"
        yield _finding(scope, clause_id, said, "the claim or the designation")
    yield from _about_functions(scope)


def _about_functions(scope: Scope) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each claim of a function beside which a clause cannot be true."""
    against: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in scope.scheme.function_claims:
        for leaf in sorted(claim.leaves):
            for clause in _contradicted(scope, claim, leaf):
                against[claim.clause][clause].add(leaf)
    for clause_id, clauses in sorted(against.items()):
        leaves = {leaf for several in clauses.values() for leaf in several}
        said = f"says of {scope.functions_named(leaves)} what cannot be true beside clause {listed(sorted(clauses))}"
        related = tuple(Related(scope.functions(clause), "has effect") for clause in sorted(clauses))
        yield _finding(scope, clause_id, said, "the claim or the clause", related)


def _contradicted(scope: Scope, claim: FunctionClaim, leaf: str) -> set[str]:
    """Return the clauses about a leaf that a claim differs from on some day."""
    body = scope.scheme.body_of(claim.body)
    own = scope.compiled.by_body[body].about(leaf)
    sorts: tuple[Sequence[Vesting | Keeping | Delegation | Residue], ...] = (
        own.vestings, own.keepings, own.delegations, own.residues,
    )  # fmt: skip
    found: set[str] = set()
    for day in days_of(claim.when, *(rule.when for rules in sorts for rule in rules)):
        compared, clauses = compare(scope.place(claim.body, leaf, day), claim)
        found.update(clauses if compared == DIFFERS else ())
    return found


def _finding(scope: Scope, clause_id: str, said: str, either: str, related: tuple[Related, ...] = ()) -> Diagnostic:
    clause = scope.scheme.clauses[clause_id]
    return Diagnostic(
        "GR601",
        f"{scope.scheme.sources[clause.instrument].label.display} {said}",
        clause.span,
        "this claim has no effect",
        f"nothing to mend if both are rightly reported; otherwise correct {either}",
        clause_id,
        related,
    )
