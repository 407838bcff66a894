"""Laying out lines for a terminal: wrapping, labels in a column, indents.

In: words and how wide they may run. Out: lines. Promise: nothing an author wrote can control the terminal, wide
characters count twice, and no line ends in a blank.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from govrules.diagnostics.palette import Palette
from govrules.diagnostics.text import columns, safe
from govrules.render.words import NO_BREAK

NARROWEST = 30
"""Columns below which words are not squeezed."""
_HANG = "  "
_STACK = "    "


@frozen
class Item:
    """One thing said under a label, in a style of the palette (empty: plain)."""

    text: str
    style: str = ""


@frozen
class Row:
    """A label and what is said under it."""

    label: str
    items: tuple[Item, ...]


def row(label: str, texts: Iterable[str], style: str = "") -> Row:
    """Return a row whose items share a style."""
    return Row(label, tuple(Item(text, style) for text in texts))


def wrap(text: str, width: int, hang: str = "") -> list[str]:
    """Return text in lines of at most `width` columns, all but the first behind `hang`; long words are not broken."""
    lines = [""]
    for word in (safe(piece.replace(NO_BREAK, " ")) for piece in text.split(" ")):
        longer = f"{lines[-1]} {word}" if lines[-1].strip() else lines[-1] + word
        if lines[-1].strip() and columns(longer) > width:
            lines.append(hang + word)
        else:
            lines[-1] = longer
    return lines


def paragraph(text: str, width: int, palette: Palette, style: str = "", indent: int = 0) -> list[str]:
    """Return a paragraph."""
    lines = wrap(text, max(NARROWEST, width - indent))
    return [" " * indent + (palette.paint(style, line) if style else line) for line in lines]


def labelled(rows: Sequence[Row], width: int, palette: Palette, indent: int = 0, column: int = 0) -> Iterator[str]:
    """Yield rows with their labels in one column, at least `column` wide; items that run on hang by two blanks.

    Where that leaves too little room, each label has a line of its own.
    """
    rows = [one for one in rows if one.items]
    column = max([column, *(columns(safe(one.label)) for one in rows)])
    column += 2 if column else 0
    stacked = width - indent - column < NARROWEST
    lead = " " * (indent + (len(_STACK) if stacked else column))
    for one in rows:
        label = palette.paint("strong", safe(one.label))
        first = " " * indent + label + " " * (column - columns(safe(one.label)))
        if stacked and label:
            yield " " * indent + label
        for number, item in enumerate(one.items):
            for line in wrap(item.text, max(NARROWEST, width - len(lead)), _HANG):
                painted = palette.paint(item.style, line) if item.style else line
                yield ((first if not (number or stacked) else lead) + painted).rstrip()
                first = lead
