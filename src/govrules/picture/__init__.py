"""Authority as a picture: one graph value, and every format it is written in."""

import json
from collections.abc import Callable

from govrules.picture.graph import Graph
from govrules.picture.layout import NoLayoutError

__all__ = ["FORMATS", "Graph", "NoLayoutError", "write"]

FORMATS = ("svg", "dot", "mermaid", "graphml", "json")


def write(graph: Graph, form: str) -> str:
    """Return a graph in one of `FORMATS`. Raises NoLayoutError for SVG where nothing can find places."""
    from govrules.picture.data import graph_data
    from govrules.picture.dot import write_dot
    from govrules.picture.graphml import write_graphml
    from govrules.picture.mermaid import write_mermaid
    from govrules.picture.svg import write_svg

    writers: dict[str, Callable[[Graph], str]] = {
        "svg": write_svg,
        "dot": write_dot,
        "mermaid": write_mermaid,
        "graphml": write_graphml,
        "json": lambda one: json.dumps(graph_data(one), ensure_ascii=False, indent=2) + "\n",
    }
    return writers[form](graph)
