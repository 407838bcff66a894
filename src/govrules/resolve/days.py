"""Named days: what each stands for.

In: statements. Out: `Symbols.days`. Promise: all statements that use a named day share one unknown day, so that an end
and the next start on it are one. Diagnostics: GR101, GR102. Source: docs/reference/semantics.md, 6.2.
"""

from datetime import date

from govrules.model.days import OpenDay
from govrules.resolve.marks import mark_of, marks_of
from govrules.resolve.symbols import NamedDay, ResolveError, Symbols
from govrules.resolve.vocabulary import label_of
from govrules.syntax import ast


def declare_days(statements: list[ast.DayStatement], symbols: Symbols) -> None:
    """Enter named days; must come first, since the period of everything else may use one."""
    for statement in statements:
        name, display = statement.names.id.text, statement.names.display
        about = f'the day "{display or name.replace("-", " ").capitalize()}"'
        symbols.days[name] = NamedDay(_day(statement.when, name, about), mark_of(statement.modifiers))
    for statement in statements:
        try:
            label_of(statement.names, symbols)
            marks_of(statement.modifiers, symbols)
        except ResolveError:
            symbols.drop(statement.names.id.text)


def _day(when: ast.MadeOn | ast.ByDay | ast.Between, name: str, about: str) -> date | OpenDay:
    if isinstance(when, ast.MadeOn):
        return when.day
    if isinstance(when, ast.ByDay):
        return OpenDay(f"day {name}", about, None, when.day)
    return OpenDay(f"day {name}", about, when.first, when.last)
