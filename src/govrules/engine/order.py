"""The orders in which an answer lists things, and the order of reasons.

In: things of an answer. Out: sort keys. Source: docs/reference/semantics.md, section 8.
"""

from typing import Any

from govrules.model.answer import AmountRange, Chain, Exercise, Kept, OpenPoint, Prohibited

REASONS = (
    "not-in-force", "ended", "not-adopted", "not-a-member", "no-such-holder", "non-delegable", "excluded-by-power",
    "no-power", "void", "beaten", "condition", "prohibited", "own-matter", "one-person", "given-exclusively",
    "over-limit", "under-limit", "giver-without-authority", "no-leave", "reliance-ended", "varies",
    "reserved", "retained",
)  # fmt: skip


def chain_key(chain: Chain) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Order chains by their clauses, then whatever else differs."""
    steps = [(step.giver, step.receiver, step.power or "") for step in chain]
    return [step.clause for step in chain], steps


def point_key(point: OpenPoint) -> tuple[str, str, str, str]:
    """Order open points by kind, what they are about, their days."""
    return point.kind, point.about, str(point.earliest), str(point.latest)


def range_key(found: AmountRange) -> tuple[str, int, int]:
    """Order ranges by basis, lower end, upper end."""
    return (
        found.basis,
        -1 if found.over is None else found.over,
        -1 if found.up_to is None else found.up_to,
    )


def kept_key(kept: Kept) -> tuple[Any, ...]:
    """Order what is kept by how, clause, range."""
    return kept.how, kept.clause or "", [range_key(found) for found in kept.limits]


def prohibited_key(prohibited: Prohibited) -> tuple[Any, ...]:
    """Order who is prohibited by who, who is spared, range."""
    return prohibited.who, prohibited.spares, [range_key(found) for found in prohibited.limits]


def exercise_key(exercise: Exercise) -> tuple[Any, ...]:
    """Order who may exercise by vesting first, then seats, whom deputies stand for, range, duties."""
    return (
        not exercise.by_vesting,
        [(seat.of, seat.count) for seat in exercise.seats],
        exercise.in_place_of,
        [range_key(found) for found in exercise.limits],
        exercise.then,
        [(seat.of, seat.count) for seat in exercise.together_with or ()],
    )
