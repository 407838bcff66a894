"""Cases: the question, then what is expected of its answer, a part on a line; a table has a row on a line.

In: a case, the text it stands in and its lines. Out: lines. Promises: a case without rows that fits on a line stands on
one; what follows the colons of rows is aligned; comments move as in tables of limits.
"""

from collections.abc import Sequence

from govrules.format.layout import DEEPER, INDENT, lay_out
from govrules.format.tables import lay_out_rows
from govrules.format.words import Place, modifiers, words
from govrules.syntax import ast


def lay_out_case(case: ast.CaseStatement, comments: Sequence[tuple[int, str]], last: int) -> list[str]:
    """Return the lines of a case with its comments, each given with the line it stands on; `last` is the last line."""
    marks = modifiers(case.modifiers, Place.FOOTING)
    parts = [*map(words, case.expected), *([" ".join(marks)] if marks else [])]
    if case.rows:
        header_end = max(part.span.end_line for part in (case.question, *case.expected, *case.modifiers))
        rows = [(f"{row.at.text}: ", [*map(words, row.expected)]) for row in case.rows]
        spans = [row.span for row in case.rows]
        return lay_out_rows(_header(case, parts), rows, spans, comments, header_end, last)
    trailing = [comment for line, comment in comments if line == last]
    lines = _header(case, [*parts[:-1], parts[-1] + "."] if parts else [])
    if not parts:
        lines[-1] += "."
    lines[-1] += "".join(f"  {comment}" for comment in trailing)
    return [*(comment for line, comment in comments if line != last), *lines]


def _header(case: ast.CaseStatement, parts: Sequence[str]) -> list[str]:
    """Return the lines of the question and of what is expected whatever the row."""
    shows = "" if case.shows is None else f' "{case.shows}"'
    first = [f"case {case.label}{shows}:", f'"{case.question.text}"']
    whole = lay_out([[*first, *parts]]).split("\n")
    if len(whole) == 1:
        return whole
    lines = lay_out([[part] for part in first]).split("\n")
    for part in parts:
        lines += lay_out([[part]], INDENT, DEEPER).split("\n")
    return lines
