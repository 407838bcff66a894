"""A picture as GraphML, for programs that analyse graphs.

In: a graph. Out: an XML document. Boxes stand as an attribute of nodes and of the graph, not as graphs in graphs, which
most readers do not understand. Characters that XML cannot hold stand as their code points.
Source: graphml.graphdrawing.org, specification 1.0.
"""

import json
from collections.abc import Mapping
from xml.etree import ElementTree

from govrules.diagnostics.text import safe
from govrules.picture.graph import Graph

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS = {
    "graph": ("title", "description", "boxes"),
    "node": ("name", "sort", "box", "holding", "holders", "officer"),
    "edge": ("sort", "standing", "clauses", "label"),
}


def write_graphml(graph: Graph) -> str:
    """Return the graph as GraphML; every value is a text, and what there is none of is left out."""
    root = ElementTree.Element("graphml", {"xmlns": _NAMESPACE})
    for domain, names in _KEYS.items():
        for name in names:
            attributes = {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": "string"}
            ElementTree.SubElement(root, "key", attributes)
    whole = ElementTree.SubElement(root, "graph", {"id": "authority", "edgedefault": "directed"})
    boxes = [{"id": one.id, "name": one.name, "sort": one.sort, "inside": one.inside} for one in graph.boxes]
    written = json.dumps(boxes, ensure_ascii=False)
    _data(whole, "graph", {"title": graph.title, "description": graph.description, "boxes": written})
    for node in graph.nodes:
        element = ElementTree.SubElement(whole, "node", {"id": safe(node.id)})
        officer = "; ".join(f"{role.title} of {', '.join(role.bodies)}" for role in node.roles)
        values = {"name": node.name, "sort": node.sort, "box": node.box or "", "holding": node.holding or ""}
        _data(element, "node", {**values, "holders": node.holders, "officer": officer})
    for number, link in enumerate(graph.links):
        ends = {"id": f"link{number}", "source": safe(link.source), "target": safe(link.target)}
        element = ElementTree.SubElement(whole, "edge", ends)
        clauses = ", ".join(dict.fromkeys(grant.clause for grant in link.grants))
        values = {"sort": link.sort.value, "standing": link.standing.value, "clauses": clauses, "label": link.label}
        _data(element, "edge", values)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _data(element: ElementTree.Element, domain: str, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if value:
            ElementTree.SubElement(element, "data", {"key": f"{domain}-{name}"}).text = safe(value)
