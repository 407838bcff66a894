"""Named amounts: what each is on which days.

In: statements. Out: `Symbols.amounts`. Promise: on no day has a named amount two values. Diagnostics: GR010, GR205,
GR226 and those of marks. Source: docs/reference/semantics.md, 3.7.
"""

from datetime import date
from itertools import pairwise

from attrs import evolve

from govrules.diagnostics import Diagnostic, Related
from govrules.model.days import Bound, Cause, OpenDay, Period
from govrules.model.money import shown
from govrules.resolve.marks import mark_of, marks_of, period_of, said, weakest
from govrules.resolve.pence import pence_of
from govrules.resolve.symbols import ResolveError, Symbols, Value
from govrules.resolve.vocabulary import label_of
from govrules.syntax import ast


def declare_amounts(statements: list[ast.AmountStatement], symbols: Symbols) -> None:
    """Enter named amounts; a faulty one is dropped with all its values."""
    for statement in statements:
        name = statement.names.id.text
        try:
            about = f'the amount "{label_of(statement.names, symbols).display}"'
            marks_of(statement.modifiers, symbols)
            mark = mark_of(statement.modifiers)
            values = []
            for value in statement.values:
                marks_of(value.marks, symbols)
                pence = pence_of(value.money)
                if isinstance(pence, Diagnostic):
                    raise symbols.reports.refuse(pence)
                period = period_of(value.marks, Cause.AMOUNT, f"amount {name}", about, symbols)
                values.append((evolve(period, mark=weakest(period.mark, mark)), pence, value.money))
            _refuse_two_at_once(values, name, symbols)
            symbols.amounts[name] = tuple(Value(pence, said(period)) for period, pence, _ in values)
        except ResolveError:
            symbols.drop(name)


def _refuse_two_at_once(values: list[tuple[Period, int, ast.MoneyExpr]], name: str, symbols: Symbols) -> None:
    """Refuse values that are not in order of their days, or on some day may both have effect (GR226)."""
    for (before, _, first), (after, pence, second) in pairwise(values):
        if not _is_over(before.ends, after.begins):
            raise symbols.reports.refuse(
                Diagnostic("GR226", f"on some day `{name}` would be {shown(pence)} and another amount", second.span,
                           "begins before the other ends",
                           "say which days each has effect on, the earlier first: `£1 (to DAY), £2 (from DAY)`", name,
                           (Related(first.span, "the other amount"),))
            )  # fmt: skip


def _is_over(ends: Bound, begins: Bound) -> bool:
    """Say whether what ends has certainly ended where the other begins."""
    if ends is None or begins is None:
        return False
    last = ends.latest if isinstance(ends, OpenDay) else ends
    first = begins.earliest if isinstance(begins, OpenDay) else begins
    return ends == begins or (last or date.max) <= (first or date.min)
