"""A picture as SVG: readable without colour, and by ear.

In: a graph and where everything stands. Out: one SVG document with a title, a description in words, a legend of the
signs used and a key of the clauses. Promise: every kind of link and standing has a dash or sign and a word of its own;
text is at least 4.5 to 1 against what is behind it; nothing is fetched from anywhere.
Source: SVG 1.1; WCAG 2.2, 1.1.1, 1.4.1, 1.4.3.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from attrs import define, frozen

from govrules.diagnostics.text import safe
from govrules.picture.graph import Box, Graph, Link, Node, Sort, Standing
from govrules.picture.labels import box_lines, drawn_label, node_lines
from govrules.picture.layout import LINE, Layout, Path, Rectangle, lay_out, text_width
from govrules.render.layout import wrap

_MARGIN = 24.0
_NARROWEST = 640.0
_TITLE_LINE = 22.0
_INK, _GREY, _BLUE, _PURPLE, _RED = "#212b32", "#3d4f5c", "#003087", "#5c2d91", "#a3000b"


@frozen
class _Stroke:
    """How a link is drawn: colour, dash, tip, and the words of the legend."""

    colour: str
    dash: str
    tip: str
    words: str


_STROKES = {
    Sort.VESTED: _Stroke(_BLUE, "", "full", "the function is vested in its body (thick)"),
    Sort.DELEGATION: _Stroke(_BLUE, "", "full", "delegates to (solid, full tip)"),
    Sort.DEPUTISING: _Stroke(_BLUE, "10 3 2 3", "full", "has as deputy (dash and dot)"),
    Sort.LINE: _Stroke(_GREY, "7 4", "open", "answers to (dashed, open tip)"),
    Sort.PROFESSIONAL: _Stroke(_GREY, "2 3", "open", "answers professionally to (dotted, open tip)"),
    Sort.SITS_AS: _Stroke(_PURPLE, "12 3", "full", "sits as the board (long dashes)"),
    Sort.SEAT: _Stroke(_GREY, "1 4", "", "can be filled by (fine dots, no tip)"),
}
_STANDINGS = {
    Standing.OPEN: "? (open): the files leave it open whether it holds that day",
    Standing.CONFLICTING: "✖ (conflict), drawn double: nothing decides between this clause and another",
    Standing.NO_EFFECT: "∅ (no effect), drawn thin: the clause gives nobody anything that day",
}


def write_svg(graph: Graph) -> str:
    """Return the picture as SVG. Raises NoLayoutError where nothing that can find places is installed."""
    return "\n".join(_Page(graph, lay_out(graph)).lines()) + "\n"


@define
class _Page:
    graph: Graph
    layout: Layout

    @property
    def _width(self) -> float:
        return max(_NARROWEST, self.layout.width) + 2 * _MARGIN

    @property
    def _title(self) -> list[str]:
        return wrap(self.graph.title, int((self._width - 2 * _MARGIN) / 9.6))

    @property
    def _head(self) -> float:
        return _MARGIN + _TITLE_LINE * len(self._title)

    def lines(self) -> Iterator[str]:
        below = list(self._below(self.layout.height + _MARGIN + self._head + LINE))
        height = self.layout.height + 2 * _MARGIN + self._head + LINE * 1.35 * (1 + len(list(self._below_texts())))
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self._width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {self._width:.0f} {height:.0f}" role="img" aria-labelledby="title description" '
            f'font-family="Arial, Liberation Sans, Helvetica, sans-serif" font-size="12" fill="{_INK}">'
        )
        yield f'<title id="title">{_text(self.graph.title)}</title>'
        yield f'<desc id="description">{_text(self.graph.description)}</desc>'
        yield '<rect width="100%" height="100%" fill="#ffffff"/>'
        for number, line in enumerate(self._title):
            y = _MARGIN + 12 + _TITLE_LINE * number
            yield _line(_MARGIN, y, line, size=17, bold=True, anchor="start")
        yield f'<g transform="translate({_MARGIN:.0f} {self._head:.0f})">'
        for box in self._outermost_first():
            yield from self._box(box)
        for link, path in zip(self.graph.links, self.layout.links, strict=True):
            yield from self._link(link, path)
        names = {box.id: box.name for box in self.graph.boxes}
        for node in self.graph.nodes:
            yield from self._node(node, self.layout.nodes[node.id], names)
        for link, path in zip(self.graph.links, self.layout.links, strict=True):
            yield from _link_label(link, path)
        yield "</g>"
        yield from below
        yield "</svg>"

    # ------------------------------------------------------------------------------------------------ parts

    def _outermost_first(self) -> list[Box]:
        inside = {box.id: box.inside for box in self.graph.boxes}

        def depth(id_: str) -> int:
            above = inside.get(id_)
            return 0 if above is None else 1 + depth(above)

        return sorted(self.graph.boxes, key=lambda box: (depth(box.id), box.id))

    def _box(self, box: Box) -> Iterator[str]:
        place = self.layout.boxes.get(box.id)
        if place is None:
            return
        fill, dash = {"cluster": ("#f0f4f5", "8 4"), "body": ("#ffffff", ""), "area": ("#f7f9fa", "3 3")}[box.sort]
        yield _rectangle(place, fill, "#4c6272", 1.2, dash, 8 if box.sort == "cluster" else 2)
        name, notes = box_lines(box)
        y = place.y + LINE
        for line in name:
            yield _line(place.centre[0], y, line, bold=True)
            y += LINE
        for line in notes:
            yield _line(place.centre[0], y, line, size=11, colour=_GREY)
            y += LINE

    def _node(self, node: Node, place: Rectangle, names: dict[str, str]) -> Iterator[str]:
        name, below = node_lines(node, names)
        vacant = node.holding == "vacant"
        fill = {"organ": "#e8edf6", "function": "#fff8e1", "together": "#f3ecf8", "set": "#f7f9fa"}.get(
            node.sort, "#ffffff"
        )
        radius = {"organ": 10, "function": place.height / 2, "together": 4}.get(node.sort, 0)
        yield f"<g><title>{_text(_spoken(node))}</title>"
        yield _rectangle(place, fill, _INK, 2.2 if node.sort == "organ" else 1.2, "5 3" if vacant else "", radius)
        if node.sort in ("set", "together"):
            inner = Rectangle(place.x + 3, place.y + 3, place.width - 6, place.height - 6)
            yield _rectangle(inner, "none", _GREY, 0.8, "", radius)
        y = place.centre[1] - LINE * (len(name) + len(below)) / 2 + LINE * 0.75
        for line in name:
            yield _line(place.centre[0], y, line, bold=True)
            y += LINE
        for line in below:
            yield _line(place.centre[0], y, line, size=11, bold=line == "VACANT")
            y += LINE
        yield "</g>"

    def _link(self, link: Link, path: Path) -> Iterator[str]:
        stroke = _STROKES[link.sort]
        conflicting, none = link.standing is Standing.CONFLICTING, link.standing is Standing.NO_EFFECT
        colour = _RED if conflicting else _GREY if none else stroke.colour
        dash = stroke.dash or ("14 5" if link.standing is Standing.OPEN else "3 5" if none else "")
        yield f"<g><title>{_text(link.says)}</title>"
        yield from _drawn(path, stroke.tip, colour, dash, 4.0 if conflicting else 0.8 if none else _width(link.sort))
        if conflicting:
            yield from _drawn(path, "", "#ffffff", "", 1.6)
        yield "</g>"

    # ------------------------------------------------------------------------------------------------ below

    def _below_texts(self) -> Iterator[tuple[str, Link | None]]:
        """Yield the lines of the legend, with the link whose stroke stands before it, and of the key."""
        sorts = {link.sort: link for link in self.graph.links}
        for sort in Sort:
            if sort in sorts:
                yield _STROKES[sort].words, Link("", "", sort, Standing.CERTAIN)
        standings = {link.standing for link in self.graph.links}
        yield from ((words, None) for standing, words in _STANDINGS.items() if standing in standings)
        if any(node.holding == "vacant" for node in self.graph.nodes):
            yield "VACANT, in a dashed frame: nobody holds the post that day", None
        if any(node.roles for node in self.graph.nodes):
            yield "★: designated by these bodies as their officer of this title", None
        columns = max(60, int((self._width - 2 * _MARGIN) / 6.4))
        for key in self.graph.key:
            yield from ((line, None) for line in wrap(f"{key.mark}: {key.says}", columns, "      "))

    def _below(self, y: float) -> Iterator[str]:
        for words, link in self._below_texts():
            x = _MARGIN
            if link is not None:
                stroke = _STROKES[link.sort]
                path = Path(((x, y - 4), (x + 44, y - 4)), False, None)
                yield from _drawn(path, stroke.tip, stroke.colour, stroke.dash, _width(link.sort))
                x += 54
            indent = len(words) - len(words.lstrip())
            yield _line(x + 4 * indent, y, words.lstrip(), anchor="start")
            y += LINE * 1.35


def _width(sort: Sort) -> float:
    return 3.0 if sort is Sort.VESTED else 1.4


def _spoken(node: Node) -> str:
    return f"{node.name}, {node.holders}" if node.holders else node.name


def _link_label(link: Link, path: Path) -> Iterator[str]:
    lines = drawn_label(link)
    if not lines or path.label is None:
        return
    x, y = path.label
    width = max(text_width(line, 11) for line in lines)
    back = Rectangle(x - width / 2 - 2, y - LINE * len(lines) / 2, width + 4, LINE * len(lines))
    yield _rectangle(back, "#ffffff", "none", 0, "", 0)
    colour = _RED if link.standing is Standing.CONFLICTING else _STROKES[link.sort].colour
    for number, line in enumerate(lines):
        yield _line(x, back.y + LINE * (number + 0.75), line, size=11, colour=colour)


def _drawn(path: Path, tip: str, colour: str, dash: str, width: float) -> Iterator[str]:
    first, *others = path.points
    command = "C" if path.curved else "L"
    way = f"M{first[0]:.1f},{first[1]:.1f} {command}" + " ".join(f"{x:.1f},{y:.1f}" for x, y in others)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    yield f'<path d="{way}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'
    if tip:
        yield _tip(path.points[-2], path.points[-1], tip, colour)


def _tip(before: tuple[float, float], end: tuple[float, float], tip: str, colour: str) -> str:
    across, down = end[0] - before[0], end[1] - before[1]
    length = (across**2 + down**2) ** 0.5 or 1.0
    across, down = across / length, down / length
    left = (end[0] - 9 * across - 4 * down, end[1] - 9 * down + 4 * across)
    right = (end[0] - 9 * across + 4 * down, end[1] - 9 * down - 4 * across)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (left, end, right))
    if tip == "open":
        return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.4"/>'
    return f'<polygon points="{points}" fill="{colour}"/>'


def _rectangle(place: Rectangle, fill: str, stroke: str, width: float, dash: str, radius: float) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<rect x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" '
        f'rx="{radius:.0f}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"{dashes}/>'
    )


def _line(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 12,
    bold: bool = False,
    colour: str = "",
    anchor: str = "middle",
) -> str:
    own = f' font-size="{size:g}"' if size != 12 else ""
    own += ' font-weight="bold"' if bold else ""
    own += f" fill={quoteattr(colour)}" if colour else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{own}>{_text(words)}</text>'


def _text(words: str) -> str:
    return escape(safe(words))
