"""GR602 to GR604: statements without a source, not verified, or invented; counted, one finding a file.

In: a scheme under check. Out: notes. What is counted are facts and rules: bodies, clusters, areas, appointments,
documents and clauses; a clause has the source and the mark of its document. Source: docs/reference/semantics.md, 3.2.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic
from govrules.source import Span
from govrules.syntax import ast

_FACTS = (
    ast.BodyStatement, ast.ClusterStatement, ast.AreaStatement, ast.AppointmentStatement, ast.InstrumentStatement,
)  # fmt: skip
_SAID = {
    "GR602": (
        "do not say where they were read", "does not say where it was read", "no source",
        'add `see SOURCE "place"`, or say `illustrative` or `unverified`',
    ),
    "GR603": (
        "are marked as not verified", "is marked as not verified", "not verified",
        'look it up, write `see SOURCE "place"`, and take `unverified` out',
    ),
    "GR604": (
        "are marked as invented", "is marked as invented", "invented",
        "nothing to mend in an example; before real use put what the paper says in its place",
    ),
}  # fmt: skip
"""How each is said of several statements and of one, under the first of them, and what to do."""


def provenance(scope: Scope) -> Iterator[Diagnostic]:
    """Yield for each file how many statements cannot be traced, and the first of them."""
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    marks = {clause.span: clause.marks for clause in scope.scheme.clauses.values()}
    for statement in scope.statements:
        if isinstance(statement, _FACTS):
            own = _own(statement)
            bare = not own & {"see", "illustrative", "unverified"}
        elif isinstance(statement, ast.ClauseStatement):
            own = _own(statement)
            inherited = marks.get(statement.span)
            bare = inherited is not None and not inherited.sources and inherited.mark is None
        else:
            continue
        for code, is_so in (("GR602", bare), ("GR603", "unverified" in own), ("GR604", "illustrative" in own)):
            if is_so:
                found[statement.span.path, code].append(_head(statement))
    for (_, code), spans in sorted(found.items()):
        many, one, label, help_ = _SAID[code]
        message = f"{len(spans)} statements of this file {many}"
        if len(spans) == 1:
            message = f"one statement of this file {one}"
        yield Diagnostic(code, message, spans[0], f"{label}: the first" if len(spans) > 1 else label, help_)


def _own(statement: Any) -> set[str]:
    """Return what a statement says of itself: `see` where it names a source, and its flags."""
    parts = statement.modifiers
    found = {part.word for part in parts if isinstance(part, ast.Flag)}
    return found | {"see" for part in parts if isinstance(part, ast.See)}


def _head(statement: Any) -> Span:
    names: ast.Names | None = getattr(statement, "names", None)
    span: Span = names.id.span if names is not None else statement.span
    return span
