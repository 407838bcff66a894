"""Registers as rows of cells, each with its place.

In: the text of a CSV or YAML register. Out: tables, rows and cells, and diagnostics (GR804, GR809, GR810). Promises: a
cell is a text as it stands, its blanks and line breaks as single blanks; commas, semicolons and tabs separate cells,
whichever the header row uses; rows without any text are passed over.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import PurePath

from attrs import evolve, field, frozen

from govrules.diagnostics import Diagnostic, Related
from govrules.diagnostics.suggest import fold
from govrules.interchange.documents import Node, compose
from govrules.source import SourceText, Span

CSV = (".csv",)
ITEM = "item"
"""The column of an item that is written as a row of its own: what the item itself is."""
BETWEEN_ITEMS = ";"
"""What separates several items in one cell of a CSV register."""
_SEPARATOR = re.compile(r"sep=(.)\n", re.IGNORECASE)


@frozen
class Cell:
    """A cell that is not empty, and its items where it holds several.

    An item may have cells of its own, by column: its days and its footing.
    """

    text: str
    span: Span
    items: tuple["Cell", ...] = ()
    own: Mapping[str, "Cell"] = field(factory=dict)


@frozen
class Row:
    """The cells of a row that are not empty, by column."""

    cells: Mapping[str, Cell]
    span: Span

    @property
    def said(self) -> object:
        """What the row says, wherever it stands."""
        return _said(self.cells)


def _said(cells: Mapping[str, Cell]) -> object:
    return tuple((name, tuple((i.text, _said(i.own)) for i in cell.items)) for name, cell in sorted(cells.items()))


@frozen
class Table:
    """Rows with the columns they have. `register` is the sort of register where the file names it."""

    columns: Mapping[str, Span]
    rows: tuple[Row, ...]
    register: Cell | None


def read_tables(source: SourceText) -> tuple[list[Table], list[Diagnostic]]:
    """Return the tables of a register and what is wrong with their form."""
    if PurePath(source.path).suffix.lower() in CSV:
        return _csv_table(source)
    node = compose(source)
    return ([], [node]) if isinstance(node, Diagnostic) else _yaml_tables(node, source)


# ------------------------------------------------------------------------------------------------ CSV


def _csv_table(source: SourceText) -> tuple[list[Table], list[Diagnostic]]:
    begin, delimiter = _layout(source.text)
    found: list[Diagnostic] = []
    rows: list[Row] = []
    header: list[Cell] | None = None
    try:
        for cells, span in _records(source, begin, delimiter):
            if not any(cell.text for cell in cells):
                continue
            if header is None:
                header = cells
                fault = _doubled_column(header)
                if fault is not None:
                    return [], [fault]
            else:
                row = _row(header, cells, span)
                rows += [row] if isinstance(row, Row) else []
                found += [row] if isinstance(row, Diagnostic) else []
    except _RefusedError as refused:
        return [], [refused.diagnostic]
    if header is None:
        return [], [Diagnostic("GR809", f"{source.path} has no header row", source.span(0, 0), "empty",
                               "name the columns in the first row")]  # fmt: skip
    return [_table(header, rows)], found


class _RefusedError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _layout(text: str) -> tuple[int, str]:
    """Return where the header row begins, and what separates its cells."""
    stated = _SEPARATOR.match(text)
    if stated is not None:
        return stated.end(), stated[1]
    header = re.sub(r'"[^"]*"', "", text.lstrip("\n").split("\n")[0])
    return 0, max(",;\t", key=header.count)


def _records(source: SourceText, begin: int, delimiter: str) -> Iterator[tuple[list[Cell], Span]]:
    """Yield the cells of each record, empty ones included; the csv module reads them, their places are found here."""
    text = source.text
    starts = [begin, *(begin + found.end() for found in re.finditer("\n", text[begin:])), len(text) + 1]
    reader = csv.reader(io.StringIO(text[begin:], newline="\n"), delimiter=delimiter, strict=True)
    done = 0
    while True:
        try:
            values = next(reader, None)
        except csv.Error as error:
            place = source.span(starts[done], starts[done + 1] - 1)
            raise _RefusedError(
                Diagnostic("GR804", f"{source.path} cannot be read as CSV: {error}", place, "the row that begins here",
                           "see to its quotation marks: one at each end of the cell, doubled inside it")
            ) from None  # fmt: skip
        if values is None:
            return
        start, end = starts[done], starts[reader.line_num] - 1
        done = reader.line_num
        places = [*_places(text, start, end, delimiter)]
        cells = [_cell(value, place, source) for value, place in zip(values, places, strict=False)]
        yield cells, source.span(start, end)


def _places(text: str, start: int, end: int, delimiter: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where each cell of a record stands, its quotation marks included."""
    at = start
    while True:
        begin = at
        if text[at : at + 1] == '"':
            closing = re.compile(r'"(?:[^"]|"")*"').match(text, at)
            at = closing.end() if closing else end
        while at < end and text[at] != delimiter:
            at += 1
        yield begin, at
        if at >= end:
            return
        at += 1


def _cell(value: str, place: tuple[int, int], source: SourceText) -> Cell:
    text = " ".join(value.split())
    items = tuple(
        Cell(item, _inside(item, place, source))
        for item in (" ".join(part.split()) for part in value.split(BETWEEN_ITEMS))
        if item
    )
    return Cell(text, _inside(text, place, source), items)


def _inside(text: str, place: tuple[int, int], source: SourceText) -> Span:
    """Return the place of a text inside a cell, the whole cell where it does not stand there on one line."""
    at = source.text.find(text, *place) if text else -1
    return source.span(at, at + len(text)) if at >= 0 else source.span(*place)


def _doubled_column(header: list[Cell]) -> Diagnostic | None:
    seen: dict[str, Span] = {}
    for cell in header:
        if cell.text and fold(cell.text) in seen:
            related = (Related(seen[fold(cell.text)], "first here"),)
            return Diagnostic("GR809", f"the column `{cell.text}` stands twice", cell.span, "again here",
                              "keep one of the two", related=related)  # fmt: skip
        seen[fold(cell.text)] = cell.span
    return None


def _row(header: list[Cell], cells: list[Cell], span: Span) -> Row | Diagnostic:
    named = {}
    for number, cell in enumerate(cells):
        column = header[number].text if number < len(header) else ""
        if cell.text and not column:
            return Diagnostic("GR810", f'the cell "{cell.text}" stands under no heading', cell.span, "no heading",
                              "name its column, or put a cell that holds the separator in quotation marks")  # fmt: skip
        if cell.text:
            named[fold(column)] = cell
    return Row(named, span)


def _table(header: list[Cell], rows: list[Row]) -> Table:
    columns = {fold(cell.text): cell.span for cell in header if cell.text}
    return _with_register(Table(columns, tuple(rows), None))


def _with_register(table: Table) -> Table:
    """Take the column `register` out, keeping what it says."""
    if "register" not in table.columns:
        return table
    said = [row.cells["register"] for row in table.rows if "register" in row.cells]
    rows = tuple(evolve(row, cells={k: v for k, v in row.cells.items() if k != "register"}) for row in table.rows)
    columns = {name: span for name, span in table.columns.items() if name != "register"}
    other = next((cell for cell in said if cell.text != said[0].text), None)
    if other is not None:
        return Table(columns, (), evolve(other, text=f"{said[0].text} and {other.text}"))
    return Table(columns, rows, said[0] if said else None)


# ------------------------------------------------------------------------------------------------ YAML


def _yaml_tables(root: Node, source: SourceText) -> tuple[list[Table], list[Diagnostic]]:
    found: list[Diagnostic] = []
    keys = {str(key.value): value for key, value in root.pairs()}
    if root.sort == "list":
        lists: list[tuple[Cell | None, Node]] = [(None, root)]
    elif keys.keys() == {"register", "rows"}:
        lists = [(_yaml_cell(keys["register"], source, found), keys["rows"])]
    else:
        lists = [(_yaml_cell(key, source, found), value) for key, value in root.pairs()]
    tables = []
    for register, node in lists:
        if node.sort != "list":
            found.append(_wrong(node, source, "a list of rows is needed", "begin each row with `- `"))
            continue
        rows = [row for item in node.items() if (row := _yaml_row(item, source, found)) is not None]
        columns: dict[str, Span] = {}
        for item in node.items():
            for key, _ in item.pairs():
                columns.setdefault(fold(str(key.value)), source.span(key.start, key.end))
        if not columns:
            continue
        table = _with_register(Table(columns, tuple(rows), None))
        tables.append(Table(table.columns, table.rows, register or table.register))
    if not lists:
        found.append(_wrong(root, source, "neither a register nor a model", "begin with `bodies:` and a list of rows"))
    return tables, found


def _wrong(node: Node, source: SourceText, message: str, help_: str) -> Diagnostic:
    line_end = source.text.find("\n", node.start)
    end = min(node.end, len(source.text) if line_end < 0 else line_end)
    place = source.span(node.start, max(node.start, end))
    return Diagnostic("GR809", f"{source.path} is no register: {message}", place, "here", help_)


def _yaml_row(node: Node, source: SourceText, found: list[Diagnostic]) -> Row | None:
    if node.sort != "mapping":
        found.append(_wrong(node, source, "a row with its columns is needed", "write `name: ...` for each column"))
        return None
    columns = [fold(str(key.value)) for key, _ in node.pairs()]
    for one, other in pairwise(sorted(columns)):
        if one == other:
            found.append(_wrong(node, source, f"the column `{one}` stands twice in a row", "keep one of the two"))
            return None
    cells = {}
    for column, (_, value) in zip(columns, node.pairs(), strict=True):
        before = len(found)
        cell = _yaml_cell(value, source, found)
        if len(found) > before:
            return None
        if cell is not None:
            cells[column] = cell
    keys = node.pairs()
    end = keys[-1][1].end if keys and keys[-1][1].sort in ("plain", "text") else node.start
    return Row(cells, source.span(node.start, max(end, node.start))) if cells else None


def _yaml_cell(node: Node, source: SourceText, found: list[Diagnostic]) -> Cell | None:
    """Return a cell, None for an empty one and where something is wrong with it."""
    parts = node.items() if node.sort == "list" else [node]
    items = []
    for part in parts:
        if part.sort == "mapping":
            item = _yaml_item(part, source, found)
            if item is None:
                return None
            items.append(item)
            continue
        if part.sort not in ("plain", "text"):
            found.append(_wrong(part, source, "a text stands in a cell, or a list of texts", "write a text"))
            return None
        text = " ".join(str(part.value).split())
        if text and not (part.sort == "plain" and text in ("~", "null")):
            items.append(Cell(text, source.span(part.start, part.end)))
    items = [evolve(item, items=(item,)) for item in items]
    if not items:
        return None
    return Cell("; ".join(item.text for item in items), items[0].span, tuple(items))


def _yaml_item(node: Node, source: SourceText, found: list[Diagnostic]) -> Cell | None:
    """Return an item that is a row of its own, None where something is wrong with it."""
    before = len(found)
    row = _yaml_row(node, source, found)
    named = row.cells.get(ITEM) if row is not None else None
    if row is None or named is None or len(named.items) > 1 or named.items[0].own:
        if len(found) == before:
            found.append(_wrong(node, source, f"the item has no `{ITEM}`", f"write `{ITEM}: ...` for what it is"))
        return None
    own = {column: cell for column, cell in row.cells.items() if column != ITEM}
    return Cell(named.text, named.span, own=own)
