"""GR422: a function is reserved or retained `only after` a step, and so not before.

In: a scheme under check. Out: a note for each such clause, unless a procedure asks for the same step too.
Source: docs/reference/semantics.md, S8 and 3.12: a clause whose condition is not met keeps nothing there.
"""

from collections.abc import Iterable, Iterator

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic
from govrules.model.rules import Keeping, Prohibition
from govrules.syntax import ast


def kept_after_a_step(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the clauses that keep something once a step was taken, where whoever acts is not bound to take it."""
    clauses = scope.scheme.clauses
    bound = _circumstances(one for one in scope.scheme.prohibitions if clauses[one.clause].verb == "exercises")
    clause_at = {clause.span: clause.id for clause in clauses.values()}
    for statement in scope.of(ast.ClauseStatement):
        steps = [one for one in statement.modifiers if isinstance(one, ast.OnlyAfter)]
        clause = clause_at.get(statement.span)
        if not steps or clause is None or not isinstance(statement.rule, ast.KeepsRule):
            continue
        if _circumstances(one for one in scope.scheme.keepings if one.clause == clause) & bound:
            continue
        verb = "reserves" if statement.rule.reserves else "retains"
        yield Diagnostic(
            "GR422",
            f"clause {clause} {verb} only once this step was taken; until then it may be delegated",
            steps[0].span,
            "a condition of keeping it, not of using it",
            "if the step binds whoever uses it, take it out here and add a clause: `BODY exercises F only after STEP`",
            clause,
        )


def _circumstances(rules: Iterable[Keeping | Prohibition]) -> set[str]:
    return {literal.circumstance for rule in rules for condition in rule.conditions for literal in condition}
