"""The parts of an answer whose question left something open: a timeline, functions, bodies, bands of amounts.

In: an answer with parts. Out: lines. Promise: what is the same in every part is said once, above; each part says only
what sets it apart.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from attrs import frozen

from govrules.diagnostics.palette import Palette
from govrules.model.answer import Answer, Outcome
from govrules.render.headline import has_content
from govrules.render.layout import Row, labelled, paragraph, row
from govrules.render.lines import Lines, brief_rows, rows
from govrules.render.words import Words, amounts, capital, joined, period


class Dimension(Enum):
    """What the parts of an answer differ in, with the heading over them."""

    TIME = "Over time"
    FUNCTION = "By function"
    BODY = "By body"
    AMOUNT = "By amount"


_NOTHING = {
    Outcome.NOT_VESTED: "the function is not vested in it",
    Outcome.NO_SUCH_BODY_THEN: "there is no such body",
}


def common_rows(answer: Answer, words: Words) -> list[Row]:
    """Return the rows of an answer; where it has none itself, those that all its parts have alike."""
    if has_content(answer) or not answer.parts:
        return rows(answer, words)
    return _alike(answer.parts, words)


def _alike(parts: Sequence[Answer], words: Words) -> list[Row]:
    facets = [_facets(part, words) for part in parts if part.outcome not in _NOTHING or part.parts]
    if not facets:
        return []
    first, *others = facets
    return [one for one in first if all(one in another for another in others)]


def _facets(part: Answer, words: Words) -> list[Row]:
    """Return what can set a part apart, as rows; a part that says nothing itself has what its own parts share."""
    if part.parts and not has_content(part):
        return _alike(part.parts, words)
    return [one for one in brief_rows(part, words) if one.items]


def _dimension(parts: Sequence[Answer]) -> Dimension:
    if len({(part.holds_from, part.holds_to) for part in parts}) > 1:
        return Dimension.TIME
    if len({part.scope.functions for part in parts}) > 1:
        return Dimension.FUNCTION
    if len({part.scope.bodies for part in parts}) > 1:
        return Dimension.BODY
    return Dimension.AMOUNT if any(part.scope.amounts for part in parts) else Dimension.TIME


@frozen
class PartsLayout:
    """Lays out parts within parts."""

    words: Words
    palette: Palette
    width: int

    def lines(self, answer: Answer, indent: int = 0) -> Iterator[str]:
        """Yield the parts of an answer under a heading that says what they are parts of.

        Bands of amounts inside another part are left out: its limits say the same.
        """
        parts = answer.parts
        if not parts or (indent and _dimension(parts) is Dimension.AMOUNT):
            return
        dimension = _dimension(parts)
        yield ""
        yield " " * indent + self.palette.paint("strong", dimension.value)
        if dimension is Dimension.AMOUNT:
            bands = [row(self._name(part, dimension), Lines(part, self.words).names()) for part in parts]
            yield from labelled(bands, self.width, self.palette, indent + 2)
            return
        facets = [_facets(part, self.words) for part in parts]
        alike = {one.label for one in _alike(parts, self.words)}
        for part, its in zip(parts, facets, strict=True):
            yield from self._part(part, [one for one in its if one.label not in alike], dimension, indent + 2)

    def _part(self, part: Answer, apart: Sequence[Row], dimension: Dimension, indent: int) -> Iterator[str]:
        name = self._name(part, dimension)
        if part.outcome in _NOTHING and not part.parts:
            yield from paragraph(f"{name}: {_NOTHING[part.outcome]}", self.width, self.palette, indent=indent)
            return
        yield from paragraph(name, self.width, self.palette, "strong", indent)
        yield from labelled(apart, self.width, self.palette, indent + 2)
        yield from self.lines(part, indent + 2)

    def _name(self, part: Answer, dimension: Dimension) -> str:
        match dimension:
            case Dimension.FUNCTION:
                return capital(self.words.functions(part.scope.functions))
            case Dimension.BODY:
                return joined(map(self.words.thing, part.scope.bodies))
            case Dimension.AMOUNT:
                return capital(amounts(part.scope.amounts))
            case Dimension.TIME:
                return capital(period(part.holds_from, part.holds_to))
