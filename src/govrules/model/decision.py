"""Who may decide, and by which clauses: the least of an answer, for programs that ask often.

In: nothing but values. Out: classes. Source: docs/reference/semantics.md, section 4, S3 and S4.
"""

from attrs import frozen

from govrules.model.answer import AmountRange, Answer, Outcome, Scope
from govrules.model.things import Seat


@frozen
class Act:
    """Somebody who may exercise the function: the seats, the amounts left open, the clauses of each chain shown.

    A first holder acts by vesting: by one chain of no clauses. What is not `certain`, or only `provided` that
    circumstances hold, is told as in an `Exercise`.
    """

    seats: tuple[Seat, ...]
    limits: tuple[AmountRange, ...]
    clauses: tuple[tuple[str, ...], ...]
    certain: bool
    provided: tuple[tuple[str, ...], ...]


@frozen
class Decision:
    """How an answer ended and who may act by it. `parts` are those of the answer, each for its `scope`."""

    outcome: Outcome
    may_act: tuple[Act, ...]
    scope: Scope
    parts: "tuple[Decision, ...]" = ()


def decision_of(found: Answer) -> Decision:
    """Return the decision that an answer holds."""
    acts = (
        Act(one.seats, one.limits, tuple(tuple(step.clause for step in chain) for chain in one.chains), one.certain,
            one.provided)
        for one in found.may_exercise
    )  # fmt: skip
    return Decision(found.outcome, tuple(acts), found.scope, tuple(map(decision_of, found.parts)))
