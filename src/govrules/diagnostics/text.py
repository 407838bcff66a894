"""Diagnostics as text for a terminal: headline, place, the author's words underlined, help.

In: diagnostics, and the texts their places are in. Out: lines in the style of rustc and ruff. Promises: places stand in
line order, those of other files after those of the file in question; nothing an author wrote can move the cursor or
turn the direction of the text; the underline stands under the words it means, however wide its characters are.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from attrs import frozen

from govrules.diagnostics.diagnostic import Diagnostic, Severity
from govrules.diagnostics.palette import Palette
from govrules.source import SourceText, Span

WIDEST_EXCERPT = 140
"""Columns of a source line that are shown; a longer line is cropped around the place."""
_TAB = "    "
_ELLIPSIS = "..."


@frozen
class _Place:
    """One underlined stretch: where, what is said under it, and whether it is the place the diagnostic is about."""

    span: Span
    label: str
    main: bool


def render_diagnostics(
    diagnostics: Iterable[Diagnostic],
    texts: Mapping[str, SourceText],
    *,
    colour: bool = False,
    width: int = WIDEST_EXCERPT,
) -> str:
    """Return diagnostics in the order given, a blank line between them; the empty text where there are none.

    `texts` holds the texts by the path that spans name; a place in an unknown text is named without its line. `width`
    counts the columns of a source line, without the margin.
    """
    return "\n".join(render_diagnostic(one, texts, colour=colour, width=width) for one in diagnostics)


def render_diagnostic(
    diagnostic: Diagnostic,
    texts: Mapping[str, SourceText],
    *,
    colour: bool = False,
    width: int = WIDEST_EXCERPT,
) -> str:
    """Return one diagnostic, with a line end after its last line."""
    style = Palette(colour)
    severity = str(diagnostic.severity)
    message = style.paint("strong", f": {safe(diagnostic.message)}")
    lines = [style.paint(severity, f"{severity}[{diagnostic.code}]") + message]
    places = _places(diagnostic)
    margin = max((len(str(place.span.line)) for place in places), default=2)
    for number, (path, group) in enumerate(groupby(places, key=lambda place: place.span.path)):
        here = list(group)
        lead = next((place for place in here if place.main), here[0])
        arrow = style.paint("margin", " " * margin + (":::" if number else "-->"))
        where = f"{arrow} {safe(path)}:{lead.span.line}:{lead.span.column}"
        lines.append(where + (f"   {safe(diagnostic.clause)}" if diagnostic.clause and lead.main else ""))
        lines += _excerpts(here, texts.get(path), _Margin(style, margin), diagnostic.severity, width)
    bullet = style.paint("margin", " " * margin + " =") if places else style.paint("margin", "  =")
    if diagnostic.help:
        lines.append(f"{bullet} {style.paint('strong', 'help')}: {safe(diagnostic.help)}")
    lines.append(f"{bullet} {style.paint('strong', 'more')}: govrules explain {diagnostic.code}")
    return "\n".join(lines) + "\n"


def safe(text: str) -> str:
    """Return text in which nothing controls a terminal: such characters stand as their code points.

    >>> safe("a\\u202eb")
    'aU+202Eb'
    """
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in text)


def safe_lines(text: str) -> str:
    """Return text of several lines in which nothing else controls a terminal, or is no character of XML.

    >>> safe_lines("a\\x08b\\nc")
    'aU+0008b\\nc'
    """
    return "\n".join(map(safe, text.split("\n")))


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes: wide characters two, combining ones none.

    >>> columns("e\\u0301"), columns("漢")
    (1, 2)
    """
    return sum(map(_columns_of, text))


def _columns_of(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _places(diagnostic: Diagnostic) -> list[_Place]:
    """Return the places of the diagnostic's own file in line order, then those of other files by path and line."""
    if diagnostic.span is None:
        return [_Place(one.span, one.label, False) for one in diagnostic.related]
    own = diagnostic.span.path
    places = [_Place(diagnostic.span, diagnostic.label, True)]
    places += [_Place(one.span, one.label, False) for one in diagnostic.related]
    return sorted(places, key=lambda p: (p.span.path != own, p.span.path, p.span.line, p.span.column, not p.main))


@frozen
class _Margin:
    """What stands left of the source: line numbers and the bar."""

    style: Palette
    width: int

    def row(self, number: int | None, text: str) -> str:
        left = "" if number is None else str(number)
        return (self.style.paint("margin", f"{left:>{self.width}} |") + f" {text}").rstrip()


def _excerpts(
    places: list[_Place], text: SourceText | None, margin: _Margin, severity: Severity, width: int
) -> Iterator[str]:
    """Yield the source lines of places in one file, each followed by its underlines."""
    if text is None:
        for place in places:
            if place.label:
                yield margin.row(place.span.line, safe(place.label))
        return
    yield margin.row(None, "")
    for number, group in groupby(places, key=lambda place: place.span.line):
        line = _Line(text.line(number))
        for window, marked in line.windows(list(group), width):
            yield margin.row(number, line.cut(window))
            for place in marked:
                yield margin.row(None, _underline(line, place, window, margin.style, severity))


def _underline(line: "_Line", place: _Place, window: tuple[int, int], style: Palette, severity: Severity) -> str:
    start, end = line.stretch(place)
    low, high = window
    lead = (len(_ELLIPSIS) if low else 0) + columns(line.shown(low, start))
    marks = ("^" if place.main else "-") * max(1, columns(line.shown(start, min(end, high))))
    kind = str(severity) if place.main else "margin"
    label = f" {safe(place.label)}" if place.label else ""
    return " " * lead + style.paint(kind, marks + label)


class _Line:
    """One source line as it can be shown: each character by its own piece of safe text."""

    def __init__(self, text: str) -> None:
        self.pieces = [_TAB if char == "\t" else safe(char) for char in text]

    def shown(self, start: int, end: int) -> str:
        return "".join(self.pieces[start:end])

    def stretch(self, place: _Place) -> tuple[int, int]:
        """Return the characters of this line the place covers; of a place of several lines, those of the first."""
        start = min(place.span.column - 1, len(self.pieces))
        many = place.span.end_line > place.span.line
        end = len(self.pieces) if many else min(place.span.end_column - 1, len(self.pieces))
        return start, max(start, end)

    def windows(self, places: list[_Place], width: int) -> Iterator[tuple[tuple[int, int], list[_Place]]]:
        """Yield which characters to show, and the places among them: all at once, or a window for each place."""
        if columns(self.shown(0, len(self.pieces))) <= width:
            yield (0, len(self.pieces)), places
            return
        for place in places:
            yield self._around(*self.stretch(place), width), [place]

    def _around(self, start: int, end: int, width: int) -> tuple[int, int]:
        """Return the characters around a stretch that fit into `width` columns, from both sides of it if they can."""
        room = width - 2 * len(_ELLIPSIS)
        high, left = self._rightwards(start, end, room)
        low, _ = self._leftwards(start, left // 2)
        high, left = self._rightwards(high, len(self.pieces), room - columns(self.shown(low, high)))
        low, _ = self._leftwards(low, left)
        return low, high

    def _rightwards(self, high: int, most: int, room: int) -> tuple[int, int]:
        """Return how far one can go from `high`, `most` at most, and the columns that are left."""
        while high < most and (taken := columns(self.pieces[high])) <= room:
            high, room = high + 1, room - taken
        return high, room

    def _leftwards(self, low: int, room: int) -> tuple[int, int]:
        """Return how far one can go back from `low`, and the columns that are left."""
        while low > 0 and (taken := columns(self.pieces[low - 1])) <= room:
            low, room = low - 1, room - taken
        return low, room

    def cut(self, window: tuple[int, int]) -> str:
        """Return the characters of a window, with dots where something is left out."""
        low, high = window
        before = _ELLIPSIS if low else ""
        after = _ELLIPSIS if high < len(self.pieces) else ""
        return before + self.shown(low, high) + after
