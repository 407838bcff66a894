"""A picture as data ready for JSON.

In: a graph. Out: dictionaries with the keys of `docs/reference/cli.md`. Promise: amounts are pounds and pence as text,
nothing is a float.
"""

from typing import Any

from govrules.model.money import plain
from govrules.picture.graph import Graph, Link, Node

FORMAT_VERSION = 1


def graph_data(graph: Graph) -> dict[str, Any]:
    """Return the graph, its format version first."""
    return {
        "format_version": FORMAT_VERSION,
        "title": graph.title,
        "description": graph.description,
        "boxes": [
            {"id": box.id, "name": box.name, "sort": box.sort, "inside": box.inside, "notes": list(box.notes)}
            for box in graph.boxes
        ],
        "nodes": [_node(node) for node in graph.nodes],
        "links": [_link(link) for link in graph.links],
    }


def _node(node: Node) -> dict[str, Any]:
    roles = [
        {"title": role.title, "bodies": list(role.bodies), "clauses": list(role.clauses), "certain": role.certain}
        for role in node.roles
    ]
    return {
        "id": node.id, "name": node.name, "sort": node.sort, "box": node.box, "holding": node.holding,
        "holders": node.holders, "officer": roles,
    }  # fmt: skip


def _link(link: Link) -> dict[str, Any]:
    grants = [
        {
            "clause": grant.clause,
            "functions": list(grant.functions),
            "bodies": list(grant.bodies),
            "limits": [
                {
                    "basis": limit.basis,
                    "over": None if limit.over is None else plain(limit.over),
                    "up_to": None if limit.up_to is None else plain(limit.up_to),
                }
                for limit in grant.limits
            ],
            "says": grant.says,
        }
        for grant in link.grants
    ]
    return {
        "from": link.source, "to": link.target, "sort": link.sort.value, "standing": link.standing.value,
        "grants": grants,
    }  # fmt: skip
