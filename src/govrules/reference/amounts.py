"""Limits against each other and against amounts, and the orders in which an answer lists things.

In: limits, chains, points. Out: comparisons and sort keys. Source: docs/reference/semantics.md, sections 4 S4 and 7.
"""

from collections.abc import Mapping

from govrules.model.answer import Assumption, Chain, OpenPoint
from govrules.reference.judge import Limits

Amounts = Mapping[str, int]
REASONS = (
    "not-in-force", "ended", "not-adopted", "not-a-member", "no-such-holder", "non-delegable", "excluded-by-power",
    "void", "beaten", "condition", "prohibited", "over-limit", "giver-without-authority", "no-leave", "reliance-ended",
)  # fmt: skip


def admits(limits: Limits, amounts: Amounts) -> bool:
    """Say whether the amounts asked about lie within limits; a basis not asked about is left open."""
    for one in limits:
        asked = amounts.get(one.basis)
        if asked is not None and one.up_to is not None and asked > one.up_to:
            return False
        if asked is not None and one.over is not None and asked <= one.over:
            return False
    return True


def within(limits: Limits, others: Limits) -> bool:
    """Say whether every amount within the limits of one chain is within those of another (SPEC S4)."""
    highest = {one.basis: one.up_to or 0 for one in limits}
    return all(other.basis in highest and highest[other.basis] <= (other.up_to or 0) for other in others)


def limits_key(limits: Limits) -> tuple[tuple[str, int, int], ...]:
    """Return what limits are sorted by."""
    return tuple((one.basis, one.over or -1, one.up_to or -1) for one in limits)


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


def is_wider(limits: Limits, others: Limits) -> bool:
    """Say whether limits admit everything that others do, and more."""
    return within(others, limits) and limits != others
