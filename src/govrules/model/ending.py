"""A scheme in which some clauses end on a day: what is supposed when it is asked what falls with them.

In: a scheme, clauses, a day. Out: the scheme with the rules of these clauses ended. Promise: the end is prospective and
final, as that by revocation is; what the clauses have ended or replaced before stays so. Source:
docs/reference/semantics.md, 3.4 and 8.6.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from attrs import evolve, fields

from govrules.model.days import NEVER, Cause, Period
from govrules.model.rules import RuleSet
from govrules.model.scheme import Scheme

_ENDED = tuple(one.name for one in fields(RuleSet) if one.name != "replacements")


def ending(scheme: Scheme, clauses: Collection[str], on: date | None, instrument: str | None = None) -> Scheme:
    """Return the scheme in which clauses have no effect from a day on; None: on no day at all.

    With them ends what is not known of their instrument, where it is that which ends.
    """
    end = (
        Period(None, on, Cause.ENDED, "the supposed end")
        if on
        else Period(NEVER, None, Cause.ENDED, "the supposed end")
    )

    def ends(rule: Any) -> bool:
        if getattr(rule, "clause", None) in clauses:
            return True
        return getattr(rule, "clause", None) is None and getattr(rule, "instrument", None) == instrument

    changed: dict[str, Any] = {
        sort: tuple(evolve(rule, when=(*rule.when, end)) if ends(rule) else rule for rule in getattr(scheme, sort))
        for sort in _ENDED
    }
    return evolve(scheme, **changed)
