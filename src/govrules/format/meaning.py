"""What a statement says, whatever its layout.

In: AST nodes. Out: plain tuples that are equal if and only if the same was written: places and the clause's own words
aside, modifiers in canonical order, amounts by their value. Promise: every field counts that is not named here, so that
a new one is compared without a word about it.
"""

from typing import Any

from attrs import fields, has

from govrules.format.words import rank
from govrules.model.money import parse_pence
from govrules.source import Span
from govrules.syntax import ast

_SPOKEN = ast.ClauseStatement | ast.LimitsStatement | ast.RowExpr
"""Nodes whose `text` is their own words."""


def meaning(node: Any) -> Any:
    """Return what a node says."""
    if isinstance(node, ast.MoneyExpr):
        pence = parse_pence(node.text)
        return ("amount", node.text if pence is None else (node.text[0], pence))
    if isinstance(node, tuple):
        return tuple(meaning(item) for item in node)
    if not has(type(node)):
        return node
    said: list[Any] = [type(node).__name__]
    for field in fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, Span) or (field.name == "text" and isinstance(node, _SPOKEN)):
            continue
        if field.name in ("modifiers", "marks"):
            value = tuple(sorted(value, key=rank))
        said.append((field.name, meaning(value)))
    return tuple(said)
