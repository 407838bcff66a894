"""Circles among those who pass functions on. networkx lives only in this package, and is imported only for them.

In: delegations. Out: those among holders who can all reach each other.
"""

from typing import TYPE_CHECKING

from govrules.model.rules import Delegation

if TYPE_CHECKING:
    pass


def circles_of(delegations: list[Delegation]) -> list[list[Delegation]]:
    """Return the delegations among holders who can all reach each other, one list for each such set of holders."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((rule.giver, rule.receiver) for rule in delegations)
    together = [holders for holders in nx.strongly_connected_components(graph) if len(holders) > 1]
    return [[rule for rule in delegations if {rule.giver, rule.receiver} <= holders] for holders in together]
