"""Canons: which of two clauses of one instrument prevails where nothing else decides (section 5.6).

In: rules made for one body or an area of it. Out: for each canon, whether the one prevails over the other.
Source: docs/reference/semantics.md.
"""

from collections.abc import Callable, Mapping

from govrules.model import rules
from govrules.model.days import first_day
from govrules.model.scheme import Scheme

Text = rules.Delegation | rules.Keeping


def is_more_specific(scheme: Scheme, one: Text, other: Text) -> bool:
    """Say whether everything one rule speaks of lies within what the other speaks of."""
    inside = one.body == other.body or (one.body in scheme.areas and scheme.areas[one.body].body == other.body)
    amounts = is_within(one.limit, other.limit)
    return inside and amounts and one.leaves <= other.leaves and conditions(one) >= conditions(other)


def conditions(one: Text) -> frozenset[rules.Condition]:
    """Return the conditions of a rule."""
    return frozenset(one.conditions)


def is_within(one: rules.Limit | None, other: rules.Limit | None) -> bool:
    """Say whether a range lies within another."""
    if other is None or (other.over is None and other.up_to is None):
        return True
    if one is None or one.basis != other.basis:
        return False
    low = other.over is None or (one.over is not None and one.over >= other.over)
    high = other.up_to is None or (one.up_to is not None and one.up_to <= other.up_to)
    return low and high


def begins_later(scheme: Scheme, one: Text, other: Text) -> bool:
    """Say whether one rule certainly begins later than the other."""
    return first_day(one.when).earliest > first_day(other.when).latest


CANONS: Mapping[str, Callable[[Scheme, Text, Text], bool]] = {"specific": is_more_specific, "later": begins_later}
