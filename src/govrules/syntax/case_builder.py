"""From parse tree to cases: the grammar's section on cases, one method a rule.

In: parse trees inside a `case` statement. Out: nodes of `govrules.syntax.cases`.
"""

from typing import Any

from lark import Token, Tree

from govrules.syntax import ast
from govrules.syntax.day_words import MONTHS
from govrules.syntax.parts_builder import PartsBuilder


class CaseBuilder(PartsBuilder):
    """Builds the cases of one text."""

    def _case(self, tree: Tree[Token], children: list[Any]) -> ast.CaseStatement:
        label, shows, question, *rest = children
        expected = tuple(part for part in rest if isinstance(part, ast.ExpectedExpr))
        rows = tuple(part for part in rest if isinstance(part, ast.CaseRowExpr))
        marks = [part for part in rest if not isinstance(part, ast.ExpectedExpr | ast.CaseRowExpr)]
        return ast.CaseStatement(label, shows, question, expected, rows, self._checked(marks), self._span(tree))

    def _asked(self, tree: Tree[Token], children: list[Token]) -> ast.PlacedText:
        return ast.PlacedText(str(children[0])[1:-1], self._span(tree))

    def _case_at(self, tree: Tree[Token], children: list[Any]) -> ast.PlacedText:
        return ast.PlacedText(" ".join(map(_part_of_question, children)), self._span(tree))

    def _case_row(self, tree: Tree[Token], children: list[Any]) -> ast.CaseRowExpr:
        at, *expected = children
        return ast.CaseRowExpr(at, tuple(expected), self._span(tree))

    def _expected(self, tree: Tree[Token], children: list[Any]) -> ast.ExpectedExpr:
        lead, *rest = children
        items = tuple(item for item in rest if item is not None and not isinstance(item, bool))
        return ast.ExpectedExpr(lead, True in rest, items, self._span(tree))

    def _decided_by(self, tree: Tree[Token], children: list[Any]) -> bool:
        return True

    def _lead(self, tree: Tree[Token], children: list[Token]) -> ast.Ref:
        return ast.Ref(str(children[0]), False, self._span(tree))

    def _expected_item(self, tree: Tree[Token], children: list[Any]) -> ast.Item:
        item: ast.Item | ast.Flag = children[0]
        if isinstance(item, ast.Flag):
            return ast.HolderExpr(ast.Ref(item.word, False, item.span), None, item.span)
        return item

    def _ruling(self, tree: Tree[Token], children: list[Any]) -> ast.RulingExpr:
        return ast.RulingExpr(children[0], children[1], self._span(tree))

    def _kept_by(self, tree: Tree[Token], children: list[Any]) -> ast.KeptBy:
        return ast.KeptBy(children[0], children[1], self._span(tree))

    def _untrue(self, tree: Tree[Token], children: list[ast.Ref]) -> ast.NotExpr:
        return ast.NotExpr(children[0], self._span(tree))

    def _no_one(self, tree: Tree[Token], children: list[Any]) -> ast.NobodyExpr:
        return ast.NobodyExpr(self._span(tree))


def _part_of_question(part: Any) -> str:
    """Return one part of a question as it is typed; whatever the layout of the file, it is one text."""
    if isinstance(part, ast.Ref):
        return f"in {_name(part)}"
    if isinstance(part, ast.MadeOn):
        return f"on {part.day.day} {MONTHS[part.day.month - 1]} {part.day.year:04d}"
    if isinstance(part, list):
        return "given " + ", ".join(("" if holds else "not ") + _name(ref) for ref, holds in part)
    money, measure = part
    per = f" per {_name(measure.basis)}" if measure is not None else ""
    vat = f" {measure.vat} VAT" if measure is not None and measure.vat is not None else ""
    return f"for {money.text}{per}{vat}"


def _name(ref: ast.Ref) -> str:
    return f'"{ref.text}"' if ref.quoted else ref.text
