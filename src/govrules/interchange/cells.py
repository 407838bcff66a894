"""What the cells of one row of a register say, as parts of statements.

In: a row. Out: references, names and modifiers as the builder of rule files makes them, each at the place of its cell.
Diagnostics: GR008 to GR009 and GR810, by raising CellError.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold
from govrules.interchange.rows import Cell, Row
from govrules.source import Span
from govrules.syntax import ast
from govrules.syntax.day_words import parse_day
from govrules.syntax.reserved import reserved_words

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+ \d{4}")
_FORMULA = re.compile(r"[=+@-].*")
_FAILED = re.compile(r"#[A-Z][A-Z0-9/!?]*")
_AS_NUMBER = re.compile(r"\d(?:\.\d+)?E\+\d+")
_VACANT = ("vacant", "vacancy", "none", "n/a", "tbc", "tba")
_FOOTING = ("see", "pinpoint", "mark", "note")
_PERIOD: dict[str, Any] = {"from": ast.FromDay, "by": ast.ByDay, "to": ast.ToDay, "before": ast.BeforeDay}


_WITH_OWN = ("also", "code", "directed by", "managed by", "member", "see")
"""Columns whose items may have cells of their own."""


class CellError(Exception):
    """Ends the work on one row; carries what is wrong with it."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Refuse a row for what a diagnostic says."""
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def identifier(text: str) -> str:
    """Return the name that a text makes, the empty text where it makes none.

    >>> identifier("Zoë O'Neill")
    'zoe-oneill'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    name = "-".join(re.findall(r"[a-z0-9]+", plain))
    return name if _NAME.fullmatch(name) and name not in reserved_words() else ""


@frozen
class Cells:
    """A row of a register of one sort."""

    row: Row
    register: str

    @property
    def span(self) -> Span:
        """The place of the whole row."""
        return self.row.span

    def refuse(self, cell: Cell, problem: str, help_: str) -> CellError:
        """Return the refusal of a row for one of its cells (GR810)."""
        message = f'the cell "{cell.text}" cannot be used: {problem}'
        return CellError(Diagnostic("GR810", message, cell.span, problem, help_))

    def get(self, column: str) -> Cell | None:
        """Return a cell, None where it is empty; refuse what no register can mean."""
        cell = self.row.cells.get(column)
        if cell is None:
            return None
        if '"' in cell.text:
            raise self.refuse(cell, "it holds a quotation mark", "leave the quotation mark out")
        if column not in _WITH_OWN and any(item.own for item in cell.items):
            raise self.refuse(cell, f"what stands under `{column}` has nothing of its own", "write the text alone")
        if _FORMULA.fullmatch(cell.text) or _FAILED.fullmatch(cell.text):
            raise self.refuse(
                cell, "it looks like a formula or its failure", "write the value itself, or leave it empty"
            )
        if _AS_NUMBER.fullmatch(cell.text):
            raise self.refuse(
                cell, "a spreadsheet has made a number of it", "give the column the format Text and type the code again"
            )
        return cell

    def need(self, column: str) -> Cell:
        """Return a cell that must not be empty."""
        cell = self.get(column)
        if cell is None:
            raise CellError(
                Diagnostic("GR810", f"the row has nothing under `{column}`", self.span, f"without `{column}`",
                           f"fill in `{column}`, or take the row out")
            )  # fmt: skip
        return cell

    def name(self, column: str, declares: bool = True) -> ast.Ref:
        """Return a name as rule files write it: the row `declares` it, or it is the name of a post."""
        cell = self.need(column)
        if cell.text in reserved_words():
            raise CellError(
                Diagnostic("GR008", f"`{cell.text}` is a word of the language and cannot be a name", cell.span,
                           "a reserved word", "choose another name")
            )  # fmt: skip
        if not _NAME.fullmatch(cell.text):
            better = identifier(cell.text)
            advice = f"write `{better}`" if better else "write lower-case letters and digits joined by hyphens"
            shown = (
                ", and the words people use under `display`"
                if better and declares and "display" not in self.row.cells
                else ""
            )
            raise self.refuse(cell, "a name is needed here", advice + shown)
        return ast.Ref(cell.text, False, cell.span)

    def ref(self, cell: Cell) -> ast.Ref:
        """Return a reference: a name, or else a display name, alias or code."""
        is_name = _NAME.fullmatch(cell.text) is not None and cell.text not in reserved_words()
        return ast.Ref(cell.text, not is_name, cell.span)

    def names(self, column: str) -> ast.Names:
        """Return what a declaration begins with."""
        display = self.get("display")
        return ast.Names(self.name(column), display.text if display else None, self._texts("also"), self._texts("code"))

    def _texts(self, column: str) -> tuple[ast.MarkedText, ...]:
        cell = self.get(column)
        return tuple(ast.MarkedText(item.text, self.marks(item)) for item in cell.items) if cell else ()

    def refs(self, column: str) -> tuple[ast.MarkedRef, ...]:
        """Return the things that the items of a cell name, each with the marks of its own."""
        cell = self.get(column)
        return tuple(ast.MarkedRef(self.ref(item), self.marks(item)) for item in cell.items) if cell else ()

    def members(self) -> tuple[ast.MarkedRef, ...]:
        """Return the members a row names, each with the marks of its own, else with those of the row."""
        shared = {column: cell for column in (*_PERIOD, *_FOOTING) if (cell := self.get(column)) is not None}
        items = self.need("member").items
        return tuple(ast.MarkedRef(self.ref(item), self.marks(item, shared)) for item in items)

    def marks(self, item: Cell, shared: Mapping[str, Cell] | None = None) -> tuple[ast.Modifier, ...]:
        """Return the days and the footing of an item: its own, else those it shares, column by column."""
        own = self._own(item, (*_PERIOD, *_FOOTING)).row.cells
        whole = Cells(Row({**(shared or {}), **own}, item.span), self.register)
        return (*whole.period(), *whole.footing())

    def _own(self, item: Cell, columns: tuple[str, ...]) -> "Cells":
        """Return the cells of an item as a row; refuse others than those of `columns`."""
        for column, cell in item.own.items():
            if column not in columns:
                raise self.refuse(
                    cell, f"an item has no `{column}` of its own here", f"an item may have {', '.join(columns)}"
                )
        return Cells(Row(item.own, item.span), self.register)

    def one(self, column: str, word: str) -> tuple[ast.Modifier, ...]:
        """Return the modifier that names one thing, none where the cell is empty."""
        cell = self.get(column)
        return (ast.OneRef(word, self.ref(cell), cell.span),) if cell else ()

    def flags(self, column: str, *words: str) -> tuple[ast.Modifier, ...]:
        """Return the modifiers of one word that a cell says, each one of `words`."""
        cell = self.get(column)
        for item in cell.items if cell else ():
            if item.text not in words:
                raise self.refuse(item, f"it is no word for `{column}`", f"say {' or '.join(f'`{w}`' for w in words)}")
        return tuple(ast.Flag(item.text, item.span) for item in cell.items) if cell else ()

    def overseers(self) -> tuple[ast.Modifier, ...]:
        """Return who directs and who manages."""
        found = []
        for word in ("directed", "managed"):
            cell = self.get(f"{word} by")
            if cell is not None:
                found.append(ast.Overseers(word, self.refs(f"{word} by"), cell.span))
        return tuple(found)

    def person(self) -> ast.Ref | None:
        """Return who is appointed, None for `nobody`."""
        cell = self.need("person")
        if fold(cell.text) == "nobody":
            return None
        if fold(cell.text) in _VACANT:
            raise self.refuse(
                cell, "it names no person", "say `nobody` where the post is known to be vacant, else leave the row out"
            )
        return self.ref(cell)

    def period(self) -> tuple[ast.Modifier, ...]:
        """Return the days from and to which something is so."""
        for one, other in (("from", "by"), ("to", "before")):
            cell = self.get(other)
            if cell is not None and self.get(one) is not None:
                raise self.refuse(cell, f"`{one}` and `{other}` are both filled in", "keep one of the two")
        return tuple(self._day(column, cell) for column in _PERIOD if (cell := self.get(column)) is not None)

    def _day(self, column: str, cell: Cell) -> ast.Modifier:
        if column == "to" and fold(cell.text) == "unknown":
            return ast.ToUnknown(cell.span)
        day = parse_day(cell.text) if _DAY.fullmatch(cell.text) else None
        if day is None:
            raise CellError(
                Diagnostic("GR009", f"`{cell.text}` is no day as rule files write it", cell.span, "not a day",
                           "write it as 1 June 2011 or 2011-06-01; in a spreadsheet give the column the format Text")
            )  # fmt: skip
        modifier: ast.Modifier = _PERIOD[column](day, cell.span)
        return modifier

    def footing(self) -> tuple[ast.Modifier, ...]:
        """Return what the row rests on: sources, marks, a note."""
        see, pinpoint, note = self.get("see"), self.get("pinpoint"), self.get("note")
        found: list[ast.Modifier] = []
        if pinpoint is not None and (see is None or len(see.items) > 1):
            raise self.refuse(
                pinpoint, "it is not clear of which source it is a place", "name just one source under `see`"
            )
        if see is not None:
            cited = tuple(ast.CitationExpr(self.ref(item), self._pinpoint(item, pinpoint)) for item in see.items)
            found.append(ast.See(cited, see.span))
        found += self.flags("mark", "illustrative", "unverified")
        if note is not None:
            found.append(ast.Words("note", note.text, note.span))
        return tuple(found)

    def _pinpoint(self, source: Cell, of_all: Cell | None) -> str | None:
        """Return the place in a source: its own, else the one that the row has for its only source."""
        where = self._own(source, ("pinpoint",)).get("pinpoint") or of_all
        return where.text if where else None
