"""A picture as DOT, the language of Graphviz.

In: a graph. Out: text. Promise: whatever a name holds, it stays inside its quotation marks. Lines of account are
written from the one who is answered to, drawn backwards, so that Graphviz puts that one above.
Source: the DOT language, graphviz.org/doc/info/lang.html.
"""

from collections.abc import Iterator, Mapping

from govrules.diagnostics.text import safe
from govrules.picture.graph import Box, Graph, Link, Node, Sort, Standing
from govrules.picture.labels import box_lines, drawn_label, node_lines, plain_label

Sizes = Mapping[str, tuple[float, float]]
"""Width and height of nodes in points."""
UPWARD = (Sort.LINE, Sort.PROFESSIONAL, Sort.SEAT)
"""Links whose target stands above their source."""
_POINTS = 72.0
_COLUMN = 4
"""How many nodes without a link stand below one another."""
_STYLES = {
    Sort.DELEGATION: 'color="#003087"',
    Sort.VESTED: 'color="#003087" penwidth=2',
    Sort.DEPUTISING: 'color="#003087" arrowhead=onormal',
    Sort.LINE: 'color="#3d3d3d" style=dashed arrowtail=open',
    Sort.PROFESSIONAL: 'color="#3d3d3d" style=dotted arrowtail=open',
    Sort.SITS_AS: 'color="#5c2d91" arrowhead=diamond',
    Sort.SEAT: 'color="#3d3d3d" style=dotted arrowtail=none',
}
_STANDINGS = {
    Standing.OPEN: " style=dashed",
    Standing.CONFLICTING: ' color="#a3000b:#ffffff:#a3000b"',
    Standing.NO_EFFECT: ' style=dotted color="#6b6b6b"',
    Standing.CERTAIN: "",
}


def write_dot(graph: Graph) -> str:
    """Return the graph in DOT, its nodes in a box for each cluster, body and area."""
    return "\n".join(_lines(graph, None)) + "\n"


def dot_for_layout(graph: Graph, sizes: Sizes) -> str:
    """Return the graph in DOT for finding places: nodes of given sizes, the short labels of pictures on links."""
    return "\n".join(_lines(graph, sizes)) + "\n"


def _lines(graph: Graph, sizes: Sizes | None) -> Iterator[str]:
    yield f"digraph {quoted(graph.title)} {{"
    title = f"label={text([graph.title])} labelloc=t " if sizes is None else ""
    yield f'  graph [{title}newrank=true ranksep=0.6 nodesep=0.25 fontname="Arial, sans-serif"]'
    yield '  node [shape=box fontname="Arial, sans-serif" fontsize=12]'
    yield '  edge [fontname="Arial, sans-serif" fontsize=11]'
    names = {box.id: box.name for box in graph.boxes}
    yield from _boxed(graph, None, sizes, names, "  ")
    for number, link in enumerate(graph.links):
        yield f"  {_link(link, number, sizes is not None)}"
    if sizes is not None:
        yield from _stacks(graph)
    yield "}"


def _stacks(graph: Graph) -> Iterator[str]:
    """Yield invisible links that stand nodes without any link below one another, a few in a column of their box."""
    linked = {end for link in graph.links for end in (link.source, link.target)}
    alone: dict[str | None, list[str]] = {}
    for node in graph.nodes:
        if node.id not in linked:
            alone.setdefault(node.box, []).append(node.id)
    for nodes in alone.values():
        for number in range(1, len(nodes)):
            if number % _COLUMN:
                yield f"  {quoted(nodes[number - 1])} -> {quoted(nodes[number])} [style=invis]"


def _boxed(
    graph: Graph, inside: str | None, sizes: Sizes | None, names: Mapping[str, str], indent: str
) -> Iterator[str]:
    for number, node in enumerate(graph.nodes):
        if node.box == inside:
            yield f"{indent}{_node(node, sizes, names, number)}"
    for number, box in enumerate(graph.boxes):
        if box.inside == inside:
            yield f"{indent}subgraph {quoted(f'cluster_{box.id}')} {{"
            yield f"{indent}  {_box(box, number)}"
            yield from _boxed(graph, box.id, sizes, names, indent + "  ")
            yield f"{indent}}}"


def _box(box: Box, number: int) -> str:
    name, notes = box_lines(box)
    style = {"cluster": "rounded,dashed", "body": "solid", "area": "dashed"}[box.sort]
    return f'graph [label={text([*name, *notes])} style="{style}" color="#4c6272" id=box{number}]'


def _node(node: Node, sizes: Sizes | None, names: Mapping[str, str], number: int) -> str:
    name, below = node_lines(node, names)
    shape = {"function": "ellipse", "together": "hexagon", "set": "box3d"}.get(node.sort, "box")
    style = {"organ": "rounded,bold"}.get(node.sort, "dashed" if node.holding == "vacant" else "solid")
    own = ""
    if sizes is not None:
        width, height = sizes[node.id]
        shape, own = "box", f" width={width / _POINTS:.3f} height={height / _POINTS:.3f} fixedsize=true"
    return f'{quoted(node.id)} [label={text([*name, *below])} shape={shape} style="{style}" id=node{number}{own}]'


def _link(link: Link, number: int, for_layout: bool) -> str:
    label = drawn_label(link) if for_layout else [plain_label(link)]
    upward = link.sort in UPWARD
    ends = (link.target, link.source) if upward else (link.source, link.target)
    back = " dir=back" if upward else ""
    style = _STYLES[link.sort] + _STANDINGS[link.standing]
    return f"{quoted(ends[0])} -> {quoted(ends[1])} [id=link{number} label={text(label)}{back} {style}]"


def quoted(name: str) -> str:
    """Return an identifier for Graphviz, which reads a backslash as itself, but not before a quotation mark."""
    return '"' + safe(name).replace("\\", "\\\\").replace('"', '\\"') + '"'


def text(lines: list[str]) -> str:
    """Return lines of a label, in which a backslash begins an escape and an ampersand a character by name."""
    written = (safe(line).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(written) + '"'
