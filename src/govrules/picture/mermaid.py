"""A picture as Mermaid, for pages that draw such blocks themselves.

In: a graph. Out: text. Promise: nodes are numbered, and every character of a name that means something to Mermaid or
HTML stands as its number, so that no name can end a label or bring in markup.
Source: mermaid.js.org, syntax of flowcharts, entity codes.
"""

from collections.abc import Iterator

from govrules.diagnostics.text import safe
from govrules.picture.graph import Graph, Link, Node, Sort, Standing
from govrules.picture.labels import box_lines, node_lines, plain_label

_ARROWS = {
    Sort.DELEGATION: "-->",
    Sort.VESTED: "==>",
    Sort.DEPUTISING: "-.->",
    Sort.LINE: "-.->",
    Sort.PROFESSIONAL: "-.->",
    Sort.SITS_AS: "==>",
    Sort.SEAT: "---",
}
_SHAPES = {"organ": ("(", ")"), "function": ("([", "])"), "together": ("{{", "}}"), "set": ("[[", "]]")}
_PLAIN = " ,.:'/+-?★✖∅£"


def write_mermaid(graph: Graph) -> str:
    """Return the graph as a Mermaid flowchart with a title for those who hear it."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield "flowchart TB"
    yield f"  accTitle: {_coded(graph.title)}"
    yield f"  accDescr: {_coded(graph.description)}"
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    yield from _boxed(graph, None, numbers, "  ")
    for number, link in enumerate(graph.links):
        yield f"  n{numbers[link.source]} {_arrow(link)} n{numbers[link.target]}"
        if link.standing is Standing.CONFLICTING:
            yield f"  linkStyle {number} stroke:#a3000b,stroke-width:4px,stroke-dasharray:8 3"
    for node in graph.nodes:
        if node.holding == "vacant":
            yield f"  style n{numbers[node.id]} stroke-dasharray:5 3"


def _boxed(graph: Graph, inside: str | None, numbers: dict[str, int], indent: str) -> Iterator[str]:
    names = {box.id: box.name for box in graph.boxes}
    for node in graph.nodes:
        if node.box == inside:
            yield f"{indent}n{numbers[node.id]}{_shape(node, names)}"
    for number, box in enumerate(graph.boxes):
        if box.inside == inside:
            name, notes = box_lines(box)
            yield f'{indent}subgraph b{number}["{_label([*name, *notes])}"]'
            yield from _boxed(graph, box.id, numbers, indent + "  ")
            yield f"{indent}end"


def _shape(node: Node, names: dict[str, str]) -> str:
    opening, closing = _SHAPES.get(node.sort, ("[", "]"))
    name, below = node_lines(node, names)
    return f'{opening}"{_label([*name, *below])}"{closing}'


def _arrow(link: Link) -> str:
    label = plain_label(link)
    return _ARROWS[link.sort] + (f'|"{_label([label])}"|' if label else "")


def _label(lines: list[str]) -> str:
    return "<br/>".join(map(_coded, lines))


def _coded(words: str) -> str:
    """Return words with every character but letters, digits and plain punctuation as its number."""
    return "".join(char if char.isalnum() or char in _PLAIN else f"#{ord(char)};" for char in safe(words))
