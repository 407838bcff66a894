"""The orders in which an answer lists things, and the order of reasons.

In: things of an answer. Out: sort keys. Source: docs/reference/semantics.md, section 8.
"""

from govrules.model.answer import Assumption, Chain, OpenPoint

REASONS = (
    "not-in-force", "ended", "not-adopted", "not-a-member", "no-such-holder", "non-delegable", "excluded-by-power",
    "no-power", "void", "beaten", "condition", "prohibited", "own-matter", "one-person", "given-exclusively",
    "over-limit", "under-limit", "giver-without-authority", "no-leave", "reliance-ended", "varies",
    "reserved", "retained",
)  # fmt: skip


def chain_key(chain: Chain) -> tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]]:
    """Return what chains are sorted by: their clauses, then whatever else differs."""
    clauses = tuple(step.clause for step in chain)
    return clauses, tuple((step.giver, step.receiver, step.power or "") for step in chain)


def open_point_key(point: OpenPoint) -> tuple[str, str, str, str]:
    """Return what open points are sorted by: kind and what they are about, then their days."""
    return point.kind, point.about, str(point.earliest), str(point.latest)


def assumption_key(one: Assumption) -> tuple[str, str]:
    """Return what assumptions are sorted by."""
    return one.kind, one.about
