"""What else is misspelt in a clause, once one fault of it has been told.

In: a clause of which the rules could not be made. Out: a diagnostic for each further name that nothing declares
(GR101), so that all of them can be mended at once. Promise: no place is told twice, and no name that a faulty
declaration may have declared. Source: docs/reference/semantics.md, 2.
"""

from collections.abc import Iterator
from typing import Any

from attrs import fields, has

from govrules.diagnostics.suggest import fold
from govrules.resolve.draft import Draft
from govrules.resolve.symbols import BUILT_IN, ResolveError, Symbols
from govrules.source import Span
from govrules.syntax import ast

_THINGS = ("body", "cluster", "area")


def tell_further_faults(statement: ast.ClauseStatement, draft: Draft, symbols: Symbols) -> None:
    """Report the names in a clause that nothing declares, but those at places of which something was told."""
    told = {one.span for one in symbols.reports.found if one.span is not None and one.span.path == statement.span.path}
    sets = {id_.split("@")[0] for id_ in (*draft.sets, *draft.lists)}
    for ref, sorts in _names((statement.rule, statement.modifiers)):
        known = ref.text in symbols.sort_of or ref.text in symbols.owned or ref.text in BUILT_IN or ref.text in sets
        if (
            any(_within(ref.span, one) for one in told)
            or known
            or symbols.shown.get(fold(ref.text))
            or ref.text in symbols.dropped
        ):
            continue
        told.add(ref.span)
        wanted, near = ("", ()) if sorts else ("a post, an organ, a body or a cluster", sorted(symbols.owned))
        try:
            symbols.find(ref, *(sorts or _THINGS), wanted=wanted, near=near)
        except ResolveError:
            continue


def _within(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _names(part: Any) -> Iterator[tuple[ast.Ref, tuple[str, ...]]]:
    """Yield the functions, circumstances, bodies and holders named in a part of a clause; holders are of no sort."""
    if isinstance(part, tuple):
        for one in part:
            yield from _names(one)
    elif isinstance(part, ast.FunctionsExpr):
        yield from ((ref, ("function",)) for ref in (*part.names, *part.exceptions))
    elif isinstance(part, ast.Circumstances):
        yield from ((ref, ("circumstance",)) for ref in part.refs)
    elif isinstance(part, ast.BodiesExpr):
        yield from ((ref, _THINGS) for ref in part.things if isinstance(ref, ast.Ref))
    elif isinstance(part, ast.HolderExpr):
        yield part.name, ()
        if isinstance(part.owner, ast.Ref):
            yield part.owner, ("instrument", *_THINGS)
    elif has(type(part)):
        for field in fields(type(part)):
            yield from _names(getattr(part, field.name))
