"""Tables of limits: a header as any statement, then a row on a line, its comments beside or above it.

In: a table, the text it stands in and its lines. Out: lines. Promises: what follows the colons is aligned; a comment
between rows stays between them, one after a row stays there; one within a row moves above it, one within the header
above the statement.
"""

from collections.abc import Sequence

from govrules.format.layout import DEEPER, INDENT, lay_out
from govrules.format.statements import groups_of
from govrules.format.words import Place, modifiers, words
from govrules.source import SourceText
from govrules.syntax import ast


def lay_out_table(
    table: ast.LimitsStatement, source: SourceText, comments: Sequence[tuple[int, str]], last: int
) -> list[str]:
    """Return the lines of a table with its comments, each given with the line it stands on; `last` is the last line."""
    above, above_rows, after = _places(table, comments, last)
    ends = [_end(row) for row in table.rows]
    width = max(len(end) for end in ends)
    out = [*above, *lay_out(groups_of(table, source)).split("\n")]
    for number, (row, end) in enumerate(zip(table.rows, ends, strict=True)):
        stop = "." if number + 1 == len(ends) else ""
        marks = [*modifiers(row.modifiers, Place.SUBSTANCE), *modifiers(row.modifiers, Place.FOOTING)]
        groups = [[f"{end:{width}}{words(row.to)}"], marks]
        filled = [list(group) for group in groups if group]
        filled[-1][-1] += stop
        out += [INDENT + comment for comment in above_rows[number]]
        laid = lay_out(filled, INDENT, DEEPER)
        out += (f"{laid}  {after[number]}" if after[number] else laid).split("\n")
    return out


def _end(row: ast.RowExpr) -> str:
    """Return how a row begins, with its colon and a blank."""
    end = "without limit" if row.up_to is None else f"up to {words(row.up_to)}"
    return f"{end}{' printed twice' if row.twice else ''}: "


def _places(
    table: ast.LimitsStatement, comments: Sequence[tuple[int, str]], last: int
) -> tuple[list[str], list[list[str]], list[str]]:
    """Return the comments above the statement, those above each row, and the one after each row."""
    above: list[str] = []
    above_rows: list[list[str]] = [[] for _ in table.rows]
    after = ["" for _ in table.rows]
    final = len(table.rows) - 1
    header_end = max(part.span.end_line for part in (table.measure, *table.modifiers))
    for line, comment in comments:
        begun = [number for number, row in enumerate(table.rows) if row.span.line <= line]
        if not begun:
            (above if line <= header_end else above_rows[0]).append(comment)
        elif begun[-1] == final:
            if line == last:
                after[final] = comment
            else:
                above_rows[final].append(comment)
        elif line == table.rows[begun[-1]].span.end_line:
            after[begun[-1]] = comment
        else:
            above_rows[begun[-1] + (line > table.rows[begun[-1]].span.end_line)].append(comment)
    return above, above_rows, after
