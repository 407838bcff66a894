"""The authority graph: who passes what to whom.

In: a scheme. Out: a networkx `MultiDiGraph` whose nodes are holders (posts, organs, sets, recipients) and whose links
are delegations, keyed by clause, body and number. One link a rule: two clauses between the same two holders stay two,
so that ending one leaves the other (with one link a pair, revocation gives wrong answers). Accountability is no link:
what is vested stands at the first holders as the node attribute `first_holder_of`. networkx lives only in this package.
"""

from typing import TYPE_CHECKING

from govrules.model.rules import Delegation
from govrules.model.scheme import Scheme

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


def authority_graph(scheme: Scheme) -> "Graph":
    """Return the graph of all delegations, live or not; each link carries its rule as `rule`."""
    import networkx as nx

    graph: Graph = nx.MultiDiGraph()
    for holder in (*scheme.posts, *scheme.organs, *scheme.sets, *scheme.recipients):
        graph.add_node(holder)
    for body in scheme.bodies.values():
        if body.first_holder:
            graph.add_node(body.first_holder, first_holder_of=body.id)
    for number, rule in enumerate(scheme.delegations):
        graph.add_edge(rule.giver, rule.receiver, key=f"{rule.clause} | {rule.body} | {number}", rule=rule)
    return graph


def rules_of(graph: "Graph") -> list[Delegation]:
    """Return the rules on the links, in the order of their clauses."""
    found: dict[str, Delegation] = {key: data["rule"] for _, _, key, data in graph.edges(keys=True, data=True)}
    return [found[key] for key in sorted(found)]


def circles_of(delegations: list[Delegation]) -> list[list[Delegation]]:
    """Return the delegations among holders who can all reach each other, one list for each such set of holders."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((rule.giver, rule.receiver) for rule in delegations)
    together = [holders for holders in nx.strongly_connected_components(graph) if len(holders) > 1]
    return [[rule for rule in delegations if {rule.giver, rule.receiver} <= holders] for holders in together]
