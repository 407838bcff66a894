"""Tables: text that fits a terminal, Markdown, CSV, HTML.

In: a table of plain words. Out: text. Promises: no cell of a CSV file begins a formula in a spreadsheet; no name can
bring markup into Markdown or HTML, or control a terminal. Source: RFC 4180; OWASP, CSV injection; CommonMark 0.31, 2.4.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from attrs import frozen

from govrules.diagnostics.palette import Palette
from govrules.diagnostics.text import columns, safe
from govrules.render.layout import wrap
from govrules.render.words import NO_BREAK

NARROWEST_COLUMN = 16
_BETWEEN = "  "
_RISKY = ("=", "+", "-", "@")
_MARKS = "\\`*_{}[]<>|~#&!$"
_CLASS = "govrules"


@frozen
class Table:
    """A title, a head and rows; each cell is a list of paragraphs. Sentences in `notes` stand below."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    notes: tuple[str, ...] = ()


def text_table(table: Table, width: int, palette: Palette) -> str:
    """Return a table in lines of at most `width` columns; one too wide is laid out as several, one below another."""
    lines = [palette.paint("strong", line) for line in wrap(table.title, width)]
    for first, last in _slices(len(table.head), width):
        lines += ["", *_block(table, (0, *range(first, last)), width, palette)]
    for note in table.notes:
        lines += ["", *wrap(note, width)]
    return "\n".join(lines) + "\n"


def markdown_table(table: Table) -> str:
    """Return a table in Markdown, its title as a heading."""
    lines = [f"## {marked(table.title)}", ""]
    lines += [_markdown_row((one,) for one in table.head), "|" + " --- |" * len(table.head)]
    lines += [_markdown_row(row) for row in table.rows]
    for note in table.notes:
        lines += ["", marked(note)]
    return "\n".join(lines) + "\n"


def csv_table(table: Table) -> str:
    """Return a table as CSV; the byte-order mark at its head is what spreadsheets know UTF-8 by."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow([_harmless(one) for one in table.head])
    writer.writerows([[_harmless("; ".join(cell)) for cell in row] for row in table.rows])
    return out.getvalue()


def html_table(table: Table) -> str:
    """Return a table in HTML, with a caption, and heads of columns and rows."""
    head = "".join(f'<th scope="col">{_html(one)}</th>' for one in table.head)
    body = "".join(f"<tr>{''.join(_html_cells(row))}</tr>" for row in table.rows)
    notes = "".join(f"<p>{_html(note)}</p>" for note in table.notes)
    caption = f"<caption>{_html(table.title)}</caption>"
    return f'<table class="{_CLASS}">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}'


def marked(text: str) -> str:
    """Return words for Markdown, in which every character that could be markup is escaped."""
    return "".join(f"\\{char}" if char in _MARKS else char for char in _shown(text))


# ---------------------------------------------------------------------------------------------------- text


def _slices(count: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield which columns after the first stand in one block, as first and last (excluded)."""
    at_once = max(1, width // (NARROWEST_COLUMN + len(_BETWEEN)) - 1)
    for first in range(1, max(count, 2), at_once):
        yield first, min(first + at_once, count)


def _block(table: Table, chosen: Sequence[int], width: int, palette: Palette) -> Iterator[str]:
    rows: list[list[Sequence[str]]] = [[(table.head[index],) for index in chosen]]
    rows += [[row[index] for index in chosen] for row in table.rows if any(row[index] for index in chosen[1:])]
    widths = _widths(rows, width)
    for number, row in enumerate(rows):
        cells = [_wrapped(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            said = [cell[line] if line < len(cell) else "" for cell in cells]
            padded = [one + " " * (wide - columns(one)) for one, wide in zip(said, widths, strict=True)]
            whole = _BETWEEN.join(padded).rstrip()
            yield palette.paint("strong", whole) if number == 0 else whole
        if number < len(rows) - 1:
            yield _BETWEEN.join("-" * wide for wide in widths) if number == 0 else ""


def _wrapped(cell: Sequence[str], width: int) -> list[str]:
    return [line for paragraph in cell for line in wrap(paragraph, width, "  ")] or [""]


def _widths(rows: list[list[Sequence[str]]], width: int) -> list[int]:
    """Return how wide columns are: what they need, if that fits; else each narrow one that, and the rest alike."""
    needed = [
        max((columns(safe(paragraph)) for row in rows for paragraph in row[index]), default=1)
        for index in range(len(rows[0]))
    ]
    longest = [
        max((columns(safe(word)) for row in rows for text in row[index] for word in text.split()), default=1)
        for index in range(len(rows[0]))
    ]
    room = width - len(_BETWEEN) * (len(needed) - 1)
    found: dict[int, int] = {}
    for left, index in zip(range(len(needed), 0, -1), sorted(range(len(needed)), key=lambda i: needed[i]), strict=True):
        share = (room - sum(found.values())) // left
        found[index] = min(needed[index], max(share, min(longest[index] + 2, NARROWEST_COLUMN)))
    return [found[index] for index in range(len(needed))]


# ---------------------------------------------------------------------------------------------------- the others


def _markdown_row(cells: Iterable[Sequence[str]]) -> str:
    return "| " + " | ".join("<br>".join(map(marked, cell)) for cell in cells) + " |"


def _harmless(text: str) -> str:
    """Return text for a cell of a spreadsheet, which takes what begins with certain characters for a formula."""
    shown = _shown(text)
    return f"'{shown}" if shown.startswith(_RISKY) else shown


def _html_cells(row: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, cell in enumerate(row):
        said = "<br>".join(map(_html, cell))
        yield f"<td>{said}</td>" if number else f'<th scope="row">{said}</th>'


def _html(text: str) -> str:
    return escape(_shown(text))


def _shown(text: str) -> str:
    return safe(text.replace(NO_BREAK, " "))
