"""What an answer comes to where the question is whether somebody may do something.

In: an answer to a question of the kind `may`. Out: yes, no, depends or undetermined. Promise: read off the answer and
nothing else. Source: docs/reference/semantics.md, 8.1.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import product

from govrules.model.answer import Answer, Exercise, Outcome
from govrules.model.things import Seat


class Verdict(Enum):
    """Whether somebody may do something.

    `depends`: the asker can settle it: a circumstance, an amount, a second person, one of the bodies, functions or
    periods that the question leaves open. `undetermined`: the files cannot.
    """

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    UNDETERMINED = "undetermined"


def verdict(answer: Answer) -> Verdict:
    """Return what an answer comes to; of one with parts what all of them come to, if it is the same."""
    if answer.parts:
        return _of_parts(verdict(part) for part in answer.parts)
    alone = [one for one in answer.may_exercise if not one.together_with and not one.limits]
    if _always(one.provided for one in alone if one.certain):
        return Verdict.YES
    if answer.outcome is Outcome.UNDETERMINED:
        return Verdict.UNDETERMINED
    return Verdict.DEPENDS if answer.may_exercise else Verdict.NO


def together_with(answer: Answer) -> tuple[tuple[Seat, ...], ...]:
    """Return with whom somebody certainly may, where nobody may alone: for each way the seats that others fill."""
    entries: Sequence[Exercise] = answer.may_exercise
    if any(not one.together_with for one in entries):
        return ()
    return tuple(dict.fromkeys(one.together_with for one in entries if one.together_with and one.certain))


def _of_parts(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    if len(found) == 1:
        return found.pop()
    return Verdict.UNDETERMINED if Verdict.UNDETERMINED in found else Verdict.DEPENDS


def _always(provided: Iterable[tuple[tuple[str, ...], ...]]) -> bool:
    """Say whether, whatever the circumstances are, one of some things is provided; what needs nothing always is."""
    alternatives = [frozenset(one) for sets in provided for one in (sets or ((),))]
    names = sorted({literal.removeprefix("not ") for one in alternatives for literal in one})
    ways = product(*((name, f"not {name}") for name in names))
    return bool(alternatives) and all(any(one.issubset(way) for one in alternatives) for way in ways)
