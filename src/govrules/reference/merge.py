"""One point under all settlements: section 4 of the specification from S6 on, section 8 on what is excluded.

In: a scheme, a point, and the amounts asked about. Out: the content of an answer at that point, without parts.
Promise: every settlement of the open points is looked at; what differs between them is not certain.
Source: docs/reference/semantics.md, cited by section in `# SPEC` comments.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from attrs import define, evolve, field

from govrules.model.answer import (
    AccountableBody,
    Answer,
    Answering,
    Assumption,
    Chain,
    Claim,
    Conflict,
    Excluded,
    Exercise,
    Holder,
    Holding,
    Kept,
    Notice,
    Officer,
    OpenPoint,
    Outcome,
    Overseer,
    Seat,
)
from govrules.model.days import Cause, Mark, OpenDay, When, open_days
from govrules.model.question import Question
from govrules.model.rules import Delegation, Line, Residue
from govrules.model.scheme import Scheme
from govrules.model.things import Appointment
from govrules.reference.judge import Derivation, Judge, Limits, Pair, Point, Settlement, Texts, texts_at

MOST_OPEN_POINTS = 12
REASONS = (
    "not-in-force", "not-adopted", "not-a-member", "no-such-holder", "non-delegable", "excluded-by-power", "void",
    "beaten", "over-limit", "giver-without-authority", "no-leave",
)  # fmt: skip
REASON_BY_CAUSE = {
    Cause.CLAUSE: "not-in-force", Cause.INSTRUMENT: "not-in-force", Cause.FACT: "not-in-force",
    Cause.ADOPTION: "not-adopted", Cause.MEMBERSHIP: "not-a-member", Cause.LIFE: "no-such-holder",
}  # fmt: skip

_Thing = TypeVar("_Thing", bound=Hashable)
Amounts = Mapping[str, int]


def admits(limits: Limits, amounts: Amounts) -> bool:
    """Say whether the amounts asked about lie within limits; a basis not asked about is left open."""
    for one in limits:
        asked = amounts.get(one.basis)
        if asked is not None and ((one.over is not None and asked <= one.over) or
                                  (one.up_to is not None and asked > one.up_to)):  # fmt: skip
            return False
    return True


def within(limits: Limits, others: Limits) -> bool:
    """Say whether every amount within `limits` is within `others`; both reach down to nil."""
    highest = {one.basis: one.up_to for one in limits}
    return all((highest.get(o.basis) if o.basis in highest else None, o.up_to) != (None, o.up_to)
               and (highest[o.basis] or 0) <= (o.up_to or 0) for o in others)  # fmt: skip


def limits_key(limits: Limits) -> tuple[tuple[str, int, int], ...]:
    """Return what limits are sorted by."""
    return tuple((one.basis, one.over or -1, one.up_to or -1) for one in limits)
