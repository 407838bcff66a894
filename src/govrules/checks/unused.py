"""GR605: names that are declared and used nowhere; one finding a file.

In: a scheme under check. Out: notes. A name is used if any other statement speaks of it, by identifier, display name,
alias or code; a function also if what it is part of, or a part of it, is, or if it may not be
delegated: that alone keeps it from a residual rule. Files without any clause are words for other
files, and nothing is said of them. Source: docs/reference/language.md.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from attrs import fields

from govrules.checks.scope import Scope, listed, parts_of
from govrules.diagnostics import Diagnostic, Related
from govrules.diagnostics.suggest import fold
from govrules.syntax import ast

_KINDS = {
    ast.TermStatement: "term", ast.FunctionStatement: "function", ast.SourceStatement: "source",
    ast.DayStatement: "date", ast.BodyStatement: "body", ast.AreaStatement: "area", ast.OrganStatement: "organ",
    ast.PostStatement: "post", ast.PersonStatement: "person",
}  # fmt: skip


def unused(scope: Scope) -> Iterator[Diagnostic]:
    """Yield for each file the names it declares in vain."""
    if not scope.of(ast.ClauseStatement) and not scope.of(ast.LimitsStatement):
        return
    spoken: set[str] = {*scope.lost.names}
    by_each: set[str] = set()
    for statement in scope.statements:
        for part in scope.parts(statement) if isinstance(statement, ast.Written) else _parts(statement):
            if isinstance(part, ast.Ref):
                spoken.add(fold(part.text))
            elif isinstance(part, ast.Each):
                by_each.add(part.what.text)
    offices = {fold(statement.names.id.text) for statement in scope.of(ast.PostStatement)}
    by_file: dict[str, list[tuple[str, ast.Names]]] = defaultdict(list)
    for statement in scope.statements:
        kind = _KINDS.get(type(statement))
        if kind is not None and not _is_used(scope, statement, spoken | offices if kind == "term" else spoken, by_each):
            by_file[statement.span.path].append((kind, statement.names))  # type: ignore[union-attr]
    for _, names in sorted(by_file.items()):
        words = sorted(f"{kind} `{name.id.text}`" for kind, name in names)
        first, *others = [name.id.span for _, name in names]
        yield Diagnostic(
            "GR605",
            f"used nowhere in these files: {listed(words, 6)}",
            first,
            "used nowhere",
            "take out what is not needed, or write the statement it was meant for",
            related=tuple(Related(span, "used nowhere") for span in others[:5]),
        )


def _is_used(scope: Scope, statement: Any, spoken: set[str], by_each: set[str]) -> bool:
    names, scheme = statement.names, scope.scheme
    called = {fold(text) for text in (names.id.text, names.display or names.id.text)}
    called |= {fold(one.text) for one in (*names.aliases, *names.codes)}
    if called & spoken:
        return True
    if isinstance(statement, ast.BodyStatement | ast.AreaStatement):
        return bool(by_each & {*scheme.kind_and_above(statement.kind.text)})
    if isinstance(statement, ast.FunctionStatement):
        if names.id.text in scheme.functions and not scheme.functions[names.id.text].delegable:
            return True
        own = set(scheme.leaves_of(names.id.text)) if names.id.text in scheme.functions else set()
        return any(fold(other) in spoken and own & set(scheme.leaves_of(other)) for other in scheme.functions)
    return False


def _parts(statement: Any) -> Iterator[object]:
    """Yield every part of a statement that says something of others than the thing it declares."""
    waiting = [getattr(statement, field.name) for field in fields(type(statement)) if field.name != "names"]
    if isinstance(statement, ast.FunctionStatement):
        waiting = [*statement.modifiers]
    names: ast.Names | None = getattr(statement, "names", None)
    waiting += [one.marks for one in (*names.aliases, *names.codes)] if names is not None else []
    return parts_of(tuple(waiting))
