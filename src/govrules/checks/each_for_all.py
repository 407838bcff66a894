"""GR420: a clause gives a function to a post of each of several bodies or areas, and so to each of them in all.

In: a scheme under check. Out: a note for each such clause that does not say with `for` where each may act.
Source: docs/reference/semantics.md, 3.1: an `each` in the recipient is written out for every body the clause is for.
"""

from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic
from govrules.model.rules import Delegation
from govrules.syntax import ast


def each_for_all(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the clauses by which a post of one body or area may act in another."""
    made: dict[str, list[Delegation]] = defaultdict(list)
    for rule in scope.scheme.delegations:
        made[rule.clause].append(rule)
    clause_at = {clause.span: clause.id for clause in scope.scheme.clauses.values()}
    for statement in scope.of(ast.ClauseStatement):
        each = _each_of_recipient(statement)
        clause = clause_at.get(statement.span)
        if each is None or clause is None or any(isinstance(one, ast.ForBodies) for one in statement.modifiers):
            continue
        owners = {owner for rule in made[clause] for owner in _elsewhere(scope, made[clause], rule)}
        if owners:
            yield Diagnostic(
                "GR420",
                f"clause {clause} lets the same post of each of several act in all of them: of {scope.names(owners)}",
                each.span,
                "each of them, in all of them",
                f"if each is to act for its own alone, add `for that {each.what.text}` to the clause",
                clause,
            )


def _each_of_recipient(statement: ast.ClauseStatement) -> ast.Each | None:
    to = statement.rule.to if isinstance(statement.rule, ast.DelegatesRule) else None
    return to.owner if isinstance(to, ast.HolderExpr) and isinstance(to.owner, ast.Each) else None


def _elsewhere(scope: Scope, made: list[Delegation], rule: Delegation) -> set[str]:
    """Return the owners of the posts a clause names for one body or area, if several of them are of it or beside it."""
    scheme, body = scope.scheme, scope.scheme.body_of(rule.body)
    points = {other.body for other in made}
    owners = {other.receiver.partition("@")[2] for other in made if other.body == rule.body}
    beside = {one for one in owners if one in points or (one in scheme.areas and scheme.areas[one].body == body)}
    return beside if len(beside) > 1 else set()
