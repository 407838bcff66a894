"""Functions named in a sentence: the leaves of the catalogue it covers.

In: functions-expressions of the AST. Out: sets of leaves. Diagnostics: GR101, GR102, GR105, GR206 (an exception that is
no part of what is named). Source: docs/reference/semantics.md, 2.6.
"""

from collections.abc import Iterable

from govrules.diagnostics import Diagnostic
from govrules.resolve.draft import Draft
from govrules.resolve.symbols import Symbols
from govrules.syntax import ast


def leaves_of(expr: ast.FunctionsExpr, draft: Draft, symbols: Symbols, clause: str) -> frozenset[str]:
    """Return the leaves that an expression covers, without its exceptions; `clause` is named in diagnostics."""
    named = below(draft, symbols.find_all(expr.names, "function"))
    if expr.everything:
        named = below(draft, (name for name, f in draft.functions.items() if f.parent is None))
        if expr.statutory:
            named = frozenset(leaf for leaf in named if _is_statutory(draft, leaf))
    return named - excluded_from(expr, draft, symbols, clause, named)


def excluded_from(
    expr: ast.FunctionsExpr, draft: Draft, symbols: Symbols, clause: str, named: frozenset[str] | None = None
) -> frozenset[str]:
    """Return the leaves of the exceptions; where `named` is given, each must lie within it (GR206)."""
    out: set[str] = set()
    for ref, name in zip(expr.exceptions, symbols.find_all(expr.exceptions, "function"), strict=True):
        under = below(draft, [name])
        if named is not None and not under <= named:
            raise symbols.reports.refuse(
                Diagnostic("GR206", f"`{name}` is no part of what is named before `except`", ref.span,
                           "not among the functions named", "name a function within them, or take this one out", clause)
            )  # fmt: skip
        out |= under
    return frozenset(out)


def below(draft: Draft, names: Iterable[str]) -> frozenset[str]:
    """Return the leaves at or below some nodes of the catalogue."""
    children: dict[str, list[str]] = {}
    for function in draft.functions.values():
        if function.parent:
            children.setdefault(function.parent, []).append(function.id)
    leaves, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name in children:
            waiting.extend(children[name])
        else:
            leaves.add(name)
    return frozenset(leaves)


def _is_statutory(draft: Draft, leaf: str) -> bool:
    here: str | None = leaf
    while here is not None:
        if draft.functions[here].statutory:
            return True
        here = draft.functions[here].parent
    return False
