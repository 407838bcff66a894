"""How an answer is put together: which of its parts say something, and what they differ in.

In: an answer. Out: those of its parts that say everything themselves, and the dimension along which parts differ.
"""

from collections.abc import Container, Iterator, Sequence
from enum import Enum

from govrules.model.answer import Answer


class Dimension(Enum):
    """What the parts of an answer differ in, with the heading over them."""

    TIME = "Over time (each period says what changes in it; the rest is as before)"
    FUNCTION = "By function"
    BODY = "By body"
    AREA = "By area"
    AMOUNT = "By amount"


def dimension_of(parts: Sequence[Answer], areas: Container[str] = ()) -> Dimension:
    """Return what parts differ in: the outermost of period, function, body (or one of `areas`) and amount."""
    if len({(part.holds_from, part.holds_to) for part in parts}) > 1:
        return Dimension.TIME
    if len({part.scope.functions for part in parts}) > 1:
        return Dimension.FUNCTION
    if len({part.scope.bodies for part in parts}) > 1:
        return Dimension.AREA if all(one in areas for part in parts for one in part.scope.bodies) else Dimension.BODY
    return Dimension.AMOUNT if any(part.scope.amounts for part in parts) else Dimension.TIME


def speaks(answer: Answer) -> bool:
    """Say whether an answer says everything itself: it has no parts, or bands of amounts only."""
    return not answer.parts or dimension_of(answer.parts) is Dimension.AMOUNT


def ends(answer: Answer) -> Iterator[Answer]:
    """Yield the answers that say everything themselves: the answer, or those of its parts."""
    if speaks(answer):
        yield answer
        return
    for part in answer.parts:
        yield from ends(part)
