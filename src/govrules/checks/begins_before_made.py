"""GR514: a clause, or a document, that says it begins before the document can have effect.

In: a scheme under check. Out: a warning for each `from` with a day before the one its document was made, or before the
one that it is `having effect from`: what lies before falls away. Source: docs/reference/semantics.md, A9.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic, Related
from govrules.syntax import ast


def begins_before_made(scope: Scope) -> Iterator[Diagnostic]:
    """Yield what is said to begin too early to have effect from then."""
    written = {statement.span: statement for statement in scope.of(ast.InstrumentStatement)}
    documents = {name: written[one.span] for name, one in scope.scheme.instruments.items() if one.span in written}
    for name, document in documents.items():
        yield from _too_early(document, document.modifiers, name, None)
    for statement in scope.statements:
        if isinstance(statement, ast.ClauseStatement | ast.LimitsStatement):
            name = scope.document(statement) or ""
            if name in documents:
                yield from _too_early(documents[name], statement.modifiers, name, statement.label)


def _too_early(
    document: ast.InstrumentStatement, modifiers: Sequence[object], name: str, label: str | None
) -> Iterator[Diagnostic]:
    effect = next((one for sort in (ast.ReachingBack, ast.MadeOn) for one in document.modifiers
                   if isinstance(one, sort)), None)  # fmt: skip
    if effect is None:
        return
    what = f"`{name}`" if label is None else f"clause {label} of `{name}`"
    since = "has effect from" if isinstance(effect, ast.ReachingBack) else "was made on"
    for begins in modifiers:
        if isinstance(begins, ast.FromDay) and isinstance(begins.day, date) and begins.day < effect.day:
            it = "it" if label is None else f"`{name}`"
            yield Diagnostic(
                "GR514",
                f"{what} is said to begin before the day that {it} {since}, and has no effect until then",
                begins.span,
                "no effect from this day",
                "correct the day; or if the document may reach back, say `having effect from` that day in it",
                f"{name} {label}" if label is not None else None,
                (Related(effect.span, "the first day it can have effect"),),
            )
