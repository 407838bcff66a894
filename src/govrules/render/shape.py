"""How an answer is put together: which of its parts say something, and what they differ in.

In: an answer. Out: those of its parts that say everything themselves, and the dimension along which parts differ.
"""

from collections.abc import Container, Iterator, Sequence
from enum import Enum

from attrs import evolve

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


def scoped_ends(
    answer: Answer, functions: tuple[str, ...] = (), bodies: tuple[str, ...] = ()
) -> Iterator[tuple[Answer, tuple[str, ...], tuple[str, ...]]]:
    """Yield the answers that say everything themselves, each with the functions and the bodies it is about."""
    asked = answer.question.function
    functions = answer.scope.functions or functions or ((asked,) if asked else ())
    bodies = answer.scope.bodies or bodies or (answer.question.body,)
    if speaks(answer):
        yield answer, functions, bodies
        return
    for part in answer.parts:
        yield from scoped_ends(part, functions, bodies)


def gathered(answer: Answer) -> Answer:
    """Return an answer that leans on everything its parts lean on."""
    if not answer.parts:
        return answer
    parts = [answer, *map(gathered, answer.parts)]
    return evolve(
        answer,
        assumptions=tuple(dict.fromkeys(one for part in parts for one in part.assumptions)),
        open_points=tuple(dict.fromkeys(one for part in parts for one in part.open_points)),
        conflicts=tuple(dict.fromkeys(one for part in parts for one in part.conflicts)),
        diagnostics=tuple(dict.fromkeys(one for part in parts for one in part.diagnostics)),
    )
