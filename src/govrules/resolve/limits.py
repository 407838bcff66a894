"""Amounts: ranges of one basis, and tables of limits as one clause for each row.

In: limits and tables of the AST. Out: ranges, each with the days it has effect on, and the clauses that the rows of a
table are. Diagnostics: GR010, GR101, GR102, GR218, GR219. Source: docs/reference/semantics.md, 3.7 and 7.
"""

from collections.abc import Iterator
from itertools import product

from attrs import frozen

from govrules.diagnostics import Diagnostic, Related
from govrules.model import rules
from govrules.model.days import NEVER, When, may_hold_between
from govrules.model.money import shown
from govrules.resolve.pence import basis_key, pence_of
from govrules.resolve.symbols import ResolveError, Symbols, Value
from govrules.syntax import ast

Amount = ast.MoneyExpr | ast.Ref
Ranges = tuple[tuple[rules.Limit | None, When], ...]
"""The ranges that a clause speaks of, one after another, each with the periods of the amounts it rests on."""
EVERYTHING: Ranges = ((None, ()),)
_NO_END = (Value(0, ()),)


def ranges_of(expr: ast.LimitExpr | None, symbols: Symbols, clause: str) -> Ranges:
    """Return the ranges a modifier states; all amounts for `without limit` or no modifier. Raises ResolveError."""
    if expr is None:
        return EVERYTHING
    basis = basis_key(symbols.find(expr.measure.basis, "basis"), expr.measure.vat)
    if expr.over is None and expr.up_to is None:
        return EVERYTHING
    found: list[tuple[rules.Limit | None, When]] = []
    for low, high in product(_values(expr.over, symbols), _values(expr.up_to, symbols)):
        over, up_to = low.pence if expr.over else None, high.pence if expr.up_to else None
        when = low.when + high.when
        if not _can_be(when):
            continue
        if over is not None and up_to is not None and over >= up_to:
            raise symbols.reports.refuse(
                Diagnostic("GR218", f"no amount is over {shown(over)} and up to {shown(up_to)}", expr.span,
                           "the first is not below the second", "put the lower amount after `over`", clause)
            )  # fmt: skip
        found.append((rules.Limit(basis, up_to, over), when))
    return tuple(found)


def _values(amount: Amount | None, symbols: Symbols) -> tuple[Value, ...]:
    """Return what an amount is, one value after another; a stand-in where there is no end."""
    if amount is None:
        return _NO_END
    if isinstance(amount, ast.Ref):
        return symbols.amounts[symbols.find(amount, "amount")]
    pence = pence_of(amount)
    if isinstance(pence, Diagnostic):
        raise symbols.reports.refuse(pence)
    return (Value(pence, ()),)


def _can_be(when: When) -> bool:
    """Say whether there is a day on which all periods may hold."""
    return may_hold_between(when, NEVER.min, NEVER)


@frozen
class Row:
    """A row of a table as the clause it is; `expr` is what was written."""

    clause: ast.ClauseStatement
    ranges: Ranges
    expr: ast.RowExpr


def rows_of(statement: ast.LimitsStatement, instrument: str, symbols: Symbols) -> tuple[Row, ...]:
    """Return the rows of a table as clauses, each beginning where the one above ends. Raises ResolveError."""
    basis = basis_key(symbols.find(statement.measure.basis, "basis"), statement.measure.vat)
    ends = [_values(row.up_to, symbols) if row.up_to is not None else None for row in statement.rows]
    _refuse_disorder(statement, ends, symbols)
    return tuple(_rows(statement, basis, ends, instrument))


def _rows(
    statement: ast.LimitsStatement, basis: str, ends: list[tuple[Value, ...] | None], instrument: str
) -> Iterator[Row]:
    is_cumulative = any(isinstance(one, ast.Flag) and one.word == "cumulative" for one in statement.modifiers)
    header = [one for one in statement.modifiers if not (isinstance(one, ast.Flag) and one.word == "cumulative")]
    above: tuple[tuple[Value, ...], bool] | None = None

    def twice(value: Value, printed_twice: bool) -> str | None:
        return f"{shown(value.pence)} in {statement.label} of {instrument}" if printed_twice else None

    for row, values in zip(statement.rows, ends, strict=True):
        found: list[tuple[rules.Limit | None, When]] = []
        starts, start_twice = (_NO_END, False) if above is None or is_cumulative else above
        for low, high in product(starts, values if values is not None else _NO_END):
            over = low.pence if above is not None and not is_cumulative else None
            up_to = high.pence if values is not None else None
            limit = rules.Limit(basis, up_to, over, twice(high, row.twice), twice(low, start_twice))
            if _can_be(low.when + high.when):
                found.append((limit if (over, up_to) != (None, None) else None, low.when + high.when))
        clause = ast.ClauseStatement(
            f"{statement.label} ({_said(row)})", statement.instrument,
            ast.DelegatesRule(statement.who, statement.functions, row.to), (*header, *row.modifiers),
            f"{statement.text} {row.text}", row.span,
        )  # fmt: skip
        yield Row(clause, tuple(found), row)
        above = (values, row.twice) if values is not None else None


def _said(row: ast.RowExpr) -> str:
    if row.up_to is None:
        return "without limit"
    pence = pence_of(row.up_to) if isinstance(row.up_to, ast.MoneyExpr) else None
    return f"up to {shown(pence)}" if isinstance(pence, int) else f"up to {row.up_to.text}"


def _refuse_disorder(statement: ast.LimitsStatement, ends: list[tuple[Value, ...] | None], symbols: Symbols) -> None:
    """Refuse rows that do not rise, and a last end that is printed twice (GR219)."""
    failed = False
    for number, (row, end) in enumerate(zip(statement.rows, ends, strict=True)):
        before = ends[number - 1] if number else (Value(-1, ()),)
        span = row.up_to.span if row.up_to is not None else row.span
        falling = _falling(before, end)
        if before is None:
            what = f"the row {_said(row)}" if end is not None else "a second row `without limit`"
            message, label = f"{what} stands below the row `without limit`", "nothing is left for it"
            help_ = "put the row `without limit` last"
        elif falling is not None:
            first, last = shown(falling[1].pence), shown(falling[0].pence)
            message = f"the row up to {first} is not above the row before it, up to {last}"
            label, help_ = "does not rise", "put the rows in order of their amounts, each amount once"
        elif row.twice and number + 1 == len(ends):
            message, label = (
                f"{_said(row).removeprefix('up to ')} is said to be printed twice, but no row follows",
                "the last row",
            )
            help_ = "take `printed twice` out, or add the row that begins there"
        else:
            continue
        failed = True
        related = (Related(statement.rows[number - 1].span, "the row before it"),) if number else ()
        symbols.reports.add(Diagnostic("GR219", message, span, label, help_, statement.label, related))
    if failed:
        raise ResolveError


def _falling(before: tuple[Value, ...] | None, end: tuple[Value, ...] | None) -> tuple[Value, Value] | None:
    """Return the ends of two rows that on some day do not rise, None where they always do."""
    pairs = product(before or (), end or ())
    return next(((b, e) for b, e in pairs if e.pence <= b.pence and _can_be(b.when + e.when)), None)
