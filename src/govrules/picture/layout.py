"""Where everything in a picture stands.

In: a graph. Out: a `Layout`, in points from the top left corner. Graphviz `dot` finds it where it is installed; where
it is not, the library fast-sugiyama puts the nodes of each box in layers, and boxes stand in rows.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec

from attrs import define, evolve, field, frozen

from govrules.picture.dot import UPWARD, dot_for_layout
from govrules.picture.graph import Graph, Link
from govrules.picture.labels import box_lines, drawn_label, node_lines

LINE = 15.0
"""Points from one line of text to the next."""
_PADDING = 10.0
_GAP = 46.0
_BETWEEN = 22.0
_WIDEST_ROW = 1500.0
_PATIENCE = 120
"""Seconds that dot may take."""

Point = tuple[float, float]


@frozen
class Rectangle:
    """A box or node: its left upper corner, and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@frozen
class Path:
    """A link: the points of a line from source to target (`curved`: of Bezier curves), and the middle of its label."""

    points: tuple[Point, ...]
    curved: bool
    label: Point | None


@frozen
class Layout:
    """Places of boxes and nodes by identifier, and of links in the order of the graph."""

    width: float
    height: float
    boxes: dict[str, Rectangle]
    nodes: dict[str, Rectangle]
    links: tuple[Path, ...]


class NoLayoutError(Exception):
    """Nothing that can find places is installed."""


def has_dot() -> bool:
    """Say whether Graphviz is installed."""
    return shutil.which("dot") is not None


def lay_out(graph: Graph) -> Layout:
    """Return where everything stands. Raises NoLayoutError where neither Graphviz nor fast-sugiyama works."""
    if has_dot():
        with suppress(subprocess.SubprocessError, OSError, ValueError):
            return _by_dot(graph)
    if find_spec("fast_sugiyama") is None:
        raise NoLayoutError
    return _Rows(graph).layout()


def text_width(line: str, size: float = 12.0, bold: bool = False) -> float:
    """Return about how many points a line takes in Arial."""
    narrow, wide = "iIjl.,:;'|!()[] tfr", "mwMW@%—…★✖∅"
    units = sum(0.3 if char in narrow else 0.9 if char in wide else 0.69 if char.isupper() else 0.56 for char in line)
    return units * size * (1.08 if bold else 1.0)


def sizes_of(graph: Graph) -> dict[str, tuple[float, float]]:
    """Return the width and height of each node, with room for its words."""
    names = {box.id: box.name for box in graph.boxes}
    found = {}
    for node in graph.nodes:
        name, below = node_lines(node, names)
        width = max([*(text_width(line, bold=True) for line in name), *(text_width(line, 11) for line in below)])
        found[node.id] = (max(80.0, width + 2 * _PADDING), LINE * (len(name) + len(below)) + 2 * _PADDING - 4)
    return found


# ---------------------------------------------------------------------------------------------------- Graphviz


def _by_dot(graph: Graph) -> Layout:
    sizes = sizes_of(graph)
    done = subprocess.run(
        ["dot", "-Tjson"],
        input=dot_for_layout(graph, sizes).encode(),
        capture_output=True,
        check=True,
        timeout=_PATIENCE,
    )
    data = json.loads(done.stdout)
    _, _, width, height = map(float, data["bb"].split(","))

    def flipped(pair: str) -> Point:
        x, y = pair.split(",")
        return float(x), height - float(y)

    boxes: dict[str, Rectangle] = {}
    nodes: dict[str, Rectangle] = {}
    for thing in data.get("objects", ()):
        number = thing.get("id", "")
        if number.startswith("box") and "bb" in thing:
            left, low, right, high = map(float, thing["bb"].split(","))
            boxes[graph.boxes[int(number[3:])].id] = Rectangle(left, height - high, right - left, high - low)
        elif number.startswith("node"):
            node = graph.nodes[int(number[4:])].id
            own_width, own_height = sizes[node]
            x, y = flipped(thing["pos"])
            nodes[node] = Rectangle(x - own_width / 2, y - own_height / 2, own_width, own_height)
    paths: dict[int, Path] = {}
    for edge in data.get("edges", ()):
        if "id" not in edge:
            continue
        number = int(edge["id"][4:])
        label = flipped(edge["lp"]) if "lp" in edge else None
        points = tuple(_spline(edge["pos"], flipped, graph.links[number].sort in UPWARD))
        paths[number] = Path(points, True, label)
    return Layout(width, height, boxes, nodes, tuple(paths[number] for number in range(len(graph.links))))


def _spline(written: str, flipped: Callable[[str], Point], backwards: bool) -> Iterator[Point]:
    """Yield the points of a curve from source to target; an arrow's tip is a point of its own beyond the curve."""
    words = written.split(";")[0].split()
    start = [flipped(word[2:]) for word in words if word.startswith("s,")]
    end = [flipped(word[2:]) for word in words if word.startswith("e,")]
    points = [flipped(word) for word in words if word[:2] not in ("s,", "e,")]
    if start:
        points[0] = start[0]
    if end:
        points[-1] = end[0]
    yield from reversed(points) if backwards else points


# ---------------------------------------------------------------------------------------------------- without it


@define
class _Rows:
    """Layers in each box by fast-sugiyama; boxes in rows below the nodes of the box they stand in."""

    graph: Graph
    boxes: dict[str, Rectangle] = field(factory=dict)
    nodes: dict[str, Rectangle] = field(factory=dict)

    def layout(self) -> Layout:
        sizes = sizes_of(self.graph)
        width, height = self._fill(None, _PADDING, LINE * 2, sizes)
        paths = tuple(self._path(link, number) for number, link in enumerate(self.graph.links))
        return Layout(width + _PADDING, height + _PADDING, self.boxes, self.nodes, paths)

    def _fill(self, box: str | None, x: float, y: float, sizes: dict[str, tuple[float, float]]) -> Point:
        """Place what stands in a box from (x, y) on; return the right and lower end."""
        own = [node.id for node in self.graph.nodes if node.box == box]
        own_end, low = self._layers(own, x, y, sizes) if own else (x, y)
        right = own_end
        inner = [one for one in self.graph.boxes if one.inside == box]
        left, top, lowest = x, low + (_BETWEEN if own and inner else 0), low
        for one in inner:
            name, notes = box_lines(one)
            head = LINE * (len(name) + len(notes)) + _PADDING
            own_right, own_low = self._fill(one.id, left + _PADDING, top + head, sizes)
            own_right = max(own_right, left + _PADDING + max(text_width(line, bold=True) for line in [*name, *notes]))
            self.boxes[one.id] = Rectangle(left, top, own_right + _PADDING - left, own_low + _PADDING - top)
            right, lowest = max(right, own_right + _PADDING), max(lowest, own_low + _PADDING)
            left = own_right + _PADDING + _BETWEEN
            if left - x > _WIDEST_ROW:
                left, top = x, lowest + _BETWEEN
        self._shift(own, (right - own_end) / 2)
        return right, lowest

    def _shift(self, nodes: Sequence[str], across: float) -> None:
        for node in nodes:
            self.nodes[node] = evolve(self.nodes[node], x=self.nodes[node].x + across)

    def _layers(self, own: Sequence[str], x: float, y: float, sizes: dict[str, tuple[float, float]]) -> Point:
        """Place the nodes of one box in layers; those without a link among them stand in a row below."""
        number = {node: index for index, node in enumerate(own)}
        edges = sorted({
            (number[link.target], number[link.source])
            if link.sort in UPWARD
            else (number[link.source], number[link.target])
            for link in self.graph.links
            if link.source in number and link.target in number and link.source != link.target
        })  # fmt: skip
        layers: dict[tuple[int, float], list[tuple[float, int]]] = {}
        if edges:
            for part, (places, *_) in enumerate(import_module("fast_sugiyama").from_edges(edges)):
                for index, (across, down) in places:
                    layers.setdefault((part, -down), []).append((across, index))
        rows = [[index for _, index in sorted(layers[key])] for key in sorted(layers)]
        placed = {index for row in rows for index in row}
        rest = [index for index in range(len(own)) if index not in placed]
        rows += [rest[start : start + 4] for start in range(0, len(rest), 4)]
        wide = [sum(sizes[own[index]][0] + _GAP for index in row) - _GAP for row in rows]
        for row, width_of_row in zip(rows, wide, strict=True):
            left, tallest = x + (max(wide) - width_of_row) / 2, 0.0
            for index in row:
                width, height = sizes[own[index]]
                self.nodes[own[index]] = Rectangle(left, y, width, height)
                left += width + _GAP
                tallest = max(tallest, height)
            y += tallest + _GAP
        return x + max(wide), y - _GAP

    def _path(self, link: Link, number: int) -> Path:
        one, other = self.nodes[link.source], self.nodes[link.target]
        start, end = _border(one, other.centre), _border(other, one.centre)
        share = 0.2 + 0.08 * (number % 4)
        middle = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
        return Path((start, end), False, middle if drawn_label(link) else None)


def _border(box: Rectangle, towards: Point) -> Point:
    """Return where the straight line from the middle of a rectangle to a point crosses its border."""
    x, y = box.centre
    across, down = towards[0] - x, towards[1] - y
    if not across and not down:
        return x, y
    scale = min(
        box.width / 2 / abs(across) if across else float("inf"), box.height / 2 / abs(down) if down else float("inf")
    )
    return x + across * scale, y + down * scale
