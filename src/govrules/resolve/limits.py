"""Amounts: ranges of one basis, and tables of limits as one clause for each row.

In: limits and tables of the AST. Out: `Limit`, and the clauses that the rows of a table are.
Diagnostics: GR010, GR101, GR102, GR218, GR219. Source: docs/reference/semantics.md, 3.7 and 7.
"""

from collections.abc import Iterator

from attrs import frozen

from govrules.diagnostics import Diagnostic, Related
from govrules.model import rules
from govrules.model.money import shown
from govrules.resolve.marks import pence_of
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.syntax import ast


def basis_key(basis: str, vat: str | None) -> str:
    """Return the name of a basis with its stance on VAT, as the model has it."""
    return basis if vat is None else f"{basis} {vat} VAT"


def limit_of(expr: ast.LimitExpr | None, symbols: Symbols, clause: str) -> rules.Limit | None:
    """Return the range a modifier states, None for `without limit` or no modifier. Raises ResolveError."""
    if expr is None:
        return None
    basis = basis_key(symbols.find(expr.measure.basis, "basis"), expr.measure.vat)
    over, up_to = (_pence(end, symbols) if end is not None else None for end in (expr.over, expr.up_to))
    if over is None and up_to is None:
        return None
    if over is not None and up_to is not None and over >= up_to:
        raise symbols.reports.refuse(
            Diagnostic("GR218", f"no amount is over {shown(over)} and up to {shown(up_to)}", expr.span,
                       "the first is not below the second", "put the lower amount after `over`", clause)
        )  # fmt: skip
    return rules.Limit(basis, up_to, over)


def _pence(money: ast.MoneyExpr, symbols: Symbols) -> int:
    pence = pence_of(money)
    if isinstance(pence, Diagnostic):
        raise symbols.reports.refuse(pence)
    return pence


@frozen
class Row:
    """A row of a table as the clause it is; `expr` is what was written."""

    clause: ast.ClauseStatement
    limit: rules.Limit | None
    expr: ast.RowExpr


def rows_of(statement: ast.LimitsStatement, instrument: str, symbols: Symbols) -> tuple[Row, ...]:
    """Return the rows of a table as clauses, each beginning where the one above ends. Raises ResolveError."""
    basis = basis_key(symbols.find(statement.measure.basis, "basis"), statement.measure.vat)
    ends = [_pence(row.up_to, symbols) if row.up_to is not None else None for row in statement.rows]
    _refuse_disorder(statement, ends, symbols)
    return tuple(_rows(statement, basis, ends, instrument))


def _rows(statement: ast.LimitsStatement, basis: str, ends: list[int | None], instrument: str) -> Iterator[Row]:
    over: int | None = None
    over_twice: str | None = None
    for row, up_to in zip(statement.rows, ends, strict=True):
        twice = f"{shown(up_to)} in {statement.label} of {instrument}" if row.twice and up_to is not None else None
        limit = rules.Limit(basis, up_to, over, twice, over_twice) if (over, up_to) != (None, None) else None
        end = f"up to {shown(up_to)}" if up_to is not None else "without limit"
        clause = ast.ClauseStatement(
            f"{statement.label} ({end})", statement.instrument,
            ast.DelegatesRule(statement.who, statement.functions, row.to), (*statement.modifiers, *row.modifiers),
            f"{statement.text} {row.text}", row.span,
        )  # fmt: skip
        yield Row(clause, limit, row)
        over, over_twice = up_to, twice


def _refuse_disorder(statement: ast.LimitsStatement, ends: list[int | None], symbols: Symbols) -> None:
    """Refuse rows that do not rise, and a last end that is printed twice (GR219)."""
    failed = False
    for number, (row, end) in enumerate(zip(statement.rows, ends, strict=True)):
        before = ends[number - 1] if number else -1
        span = row.up_to.span if row.up_to is not None else row.span
        if before is None:
            what = f"the row up to {shown(end)}" if end is not None else "a second row `without limit`"
            message, label = f"{what} stands below the row `without limit`", "nothing is left for it"
            help_ = "put the row `without limit` last"
        elif end is not None and end <= before:
            message = f"the row up to {shown(end)} is not above the row before it, up to {shown(before)}"
            label, help_ = "does not rise", "put the rows in order of their amounts, each amount once"
        elif row.twice and number + 1 == len(ends):
            message, label = f"{shown(end or 0)} is said to be printed twice, but no row follows", "the last row"
            help_ = "take `printed twice` out, or add the row that begins there"
        else:
            continue
        failed = True
        related = (Related(statement.rows[number - 1].span, "the row before it"),) if number else ()
        symbols.reports.add(Diagnostic("GR219", message, span, label, help_, statement.label, related))
    if failed:
        raise ResolveError
