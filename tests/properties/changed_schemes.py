"""Pairs of random schemes that are near each other, for the laws of difference.

In: hypothesis. Out: a strategy of two schemes, the second of which is the first with a few rules taken out, moved by a
day or a penny, or given to somebody else.
"""

from collections.abc import Callable
from typing import Any

import attrs
from draws import Draws, DrawsOf
from hypothesis import strategies as st
from strategies import day, schemes

from govrules.model.days import Cause, Period
from govrules.model.scheme import Scheme

TABLES = (
    "vestings", "designations", "keepings", "delegations", "residues", "prohibitions", "procedures", "powers", "lines",
    "seatings", "deputies", "memberships", "appointments", "records", "oversight",
)  # fmt: skip


def _without(draws: Draws, rule: Any, scheme: Scheme) -> list[Any]:
    return []


def _later(draws: Draws, rule: Any, scheme: Scheme) -> list[Any]:
    begins = day(draws.number(1, 8))
    return [attrs.evolve(rule, when=(*rule.when, Period(begins, None, Cause.CLAUSE, "a later day")))]


def _more(draws: Draws, rule: Any, scheme: Scheme) -> list[Any]:
    limit = getattr(rule, "limit", None)
    if limit is None or limit.up_to is None:
        return _without(draws, rule, scheme)
    return [attrs.evolve(rule, limit=attrs.evolve(limit, up_to=limit.up_to + 1))]


def _other(draws: Draws, rule: Any, scheme: Scheme) -> list[Any]:
    if not hasattr(rule, "receiver"):
        return _later(draws, rule, scheme)
    return [attrs.evolve(rule, receiver=draws.pick(tuple(scheme.posts)))]


@st.composite
def changed(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Scheme, Scheme]:
    """Draw a scheme and what became of it."""
    before, draws = draw(schemes()), DrawsOf(draw)
    after = attrs.evolve(before)
    for _ in range(draws.number(1, 3)):
        full = [table for table in TABLES if getattr(after, table)]
        if not full:
            break
        table = draws.pick(full)
        several = list(getattr(after, table))
        at = draws.number(0, len(several) - 1)
        several[at : at + 1] = draws.pick((_without, _later, _more, _other))(draws, several[at], after)
        setattr(after, table, tuple(several))
    return before, after
