"""Tables of limits: a header as any statement, then a row on a line, its comments beside or above it.

In: a table, the text it stands in and its lines. Out: lines. Promises: what follows the colons is aligned; a comment
between rows stays between them, one after a row stays there; one within a row moves above it, one within the header
above the statement.
"""

from collections.abc import Sequence

from govrules.format.layout import DEEPER, INDENT, lay_out
from govrules.format.statements import groups_of
from govrules.format.words import Place, modifiers, words
from govrules.source import SourceText, Span
from govrules.syntax import ast


def lay_out_table(
    table: ast.LimitsStatement, source: SourceText, comments: Sequence[tuple[int, str]], last: int
) -> list[str]:
    """Return the lines of a table with its comments, each given with the line it stands on; `last` is the last line."""
    header_end = max(part.span.end_line for part in (table.measure, *table.modifiers))
    rows = [(_end(row), _row(row)) for row in table.rows]
    spans = [row.span for row in table.rows]
    return lay_out_rows(lay_out(groups_of(table, source)).split("\n"), rows, spans, comments, header_end, last)


def lay_out_rows(
    header: Sequence[str],
    rows: Sequence[tuple[str, Sequence[str]]],
    spans: Sequence[Span],
    comments: Sequence[tuple[int, str]],
    header_end: int,
    last: int,
) -> list[str]:
    """Return the lines of a header and of rows, each how it begins and the parts that follow; a full stop ends it."""
    above, above_rows, after = _places(spans, comments, header_end, last)
    width = max(len(end) for end, _ in rows)
    out = [*above, *header]
    for number, (end, parts) in enumerate(rows):
        first, *rest = parts or [""]
        filled = [[f"{end:{width}}{first}".rstrip()], [*rest]]
        groups = [group for group in filled if group]
        groups[-1][-1] += "." if number + 1 == len(rows) else ""
        out += [INDENT + comment for comment in above_rows[number]]
        laid = lay_out(groups, INDENT, DEEPER)
        out += (f"{laid}  {after[number]}" if after[number] else laid).split("\n")
    return out


def _end(row: ast.RowExpr) -> str:
    """Return how a row begins, with its colon and a blank."""
    end = "without limit" if row.up_to is None else f"up to {words(row.up_to)}"
    return f"{end}{' printed twice' if row.twice else ''}: "


def _row(row: ast.RowExpr) -> list[str]:
    marks = [*modifiers(row.modifiers, Place.SUBSTANCE), *modifiers(row.modifiers, Place.FOOTING)]
    return [words(row.to), *marks]


def _places(
    spans: Sequence[Span], comments: Sequence[tuple[int, str]], header_end: int, last: int
) -> tuple[list[str], list[list[str]], list[str]]:
    """Return the comments above the statement, those above each row, and the one after each row."""
    above: list[str] = []
    above_rows: list[list[str]] = [[] for _ in spans]
    after = ["" for _ in spans]
    final = len(spans) - 1
    for line, comment in comments:
        begun = [number for number, span in enumerate(spans) if span.line <= line]
        if not begun:
            (above if line <= header_end else above_rows[0]).append(comment)
        elif begun[-1] == final:
            if line == last:
                after[final] = comment
            else:
                above_rows[final].append(comment)
        elif line == spans[begun[-1]].end_line:
            after[begun[-1]] = comment
        else:
            above_rows[begun[-1] + (line > spans[begun[-1]].end_line)].append(comment)
    return above, above_rows, after
