"""The parts of an answer whose question left something open: a timeline, functions, bodies, bands of amounts.

In: an answer with parts. Out: lines. Promise: what is the same in every part is said once, above; each part says only
what sets it apart.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from govrules.diagnostics.palette import Palette
from govrules.model.answer import Answer, Outcome
from govrules.model.question import QuestionKind
from govrules.render.layout import Row, labelled, paragraph, row
from govrules.render.lines import Lines, brief_rows, rows
from govrules.render.permission import WHY_NOT
from govrules.render.shape import Dimension, dimension_of, speaks
from govrules.render.words import Words, amounts, capital, joined, period

_NOTHING = {
    Outcome.NOT_VESTED: "the function is not vested in it",
    Outcome.NO_SUCH_BODY_THEN: "there is no such body",
}


def common_rows(answer: Answer, words: Words) -> list[Row]:
    """Return the rows of an answer; where its parts speak for it, those that all of them have alike."""
    if speaks(answer):
        return rows(answer, words)
    return _alike(answer.parts, words)


def _alike(parts: Sequence[Answer], words: Words) -> list[Row]:
    facets = [_facets(part, words) for part in parts if part.outcome not in _NOTHING or part.parts]
    if not facets:
        return []
    first, *others = facets
    return [one for one in first if all(one in another for another in others)]


def _facets(part: Answer, words: Words) -> list[Row]:
    """Return what can set a part apart, as rows; a part that has parts of its own has what they share."""
    if not speaks(part):
        return _alike(part.parts, words)
    return [one for one in brief_rows(part, words) if one.items]


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
        if not parts:
            return
        dimension = dimension_of(parts, self.words.scheme.areas)
        if indent and dimension is Dimension.AMOUNT:
            return
        yield ""
        yield " " * indent + self.palette.paint("strong", dimension.value)
        if dimension is Dimension.AMOUNT:
            bands = [row(self._name(part, dimension), Lines(part, self.words).names()) for part in parts]
            yield from labelled(bands, self.width, self.palette, indent + 2)
            return
        alike = {one.label for one in _alike(parts, self.words)}
        before: list[Row] | None = None
        for part in parts:
            its = [one for one in _facets(part, self.words) if one.label not in alike]
            in_time = dimension is Dimension.TIME and before is not None
            yield from self._part(part, _changed(before or [], its) if in_time else its, dimension, indent + 2)
            before = its

    def _part(self, part: Answer, apart: Sequence[Row], dimension: Dimension, indent: int) -> Iterator[str]:
        name = self._name(part, dimension)
        said = _NOTHING.get(part.outcome)
        if said is None and not apart:
            said = "no officer is designated" if part.question.kind is QuestionKind.OFFICER else "nothing else"
        if said and not part.parts:
            yield from paragraph(f"{name}: {said}", self.width, self.palette, indent=indent)
            return
        yield from paragraph(name, self.width, self.palette, "strong", indent)
        yield from labelled(apart, self.width, self.palette, indent + 2)
        yield from self.lines(part, indent + 2)

    def _name(self, part: Answer, dimension: Dimension) -> str:
        match dimension:
            case Dimension.FUNCTION:
                return capital(self.words.functions(part.scope.functions))
            case Dimension.BODY | Dimension.AREA:
                return joined(map(self.words.thing, part.scope.bodies))
            case Dimension.AMOUNT:
                return capital(amounts(part.scope.amounts))
            case Dimension.TIME:
                return capital(period(part.holds_from, part.holds_to))


def _changed(before: Sequence[Row], now: Sequence[Row]) -> list[Row]:
    """Return the rows that were not so in the period before; a row that is gone says so."""
    labels = {one.label for one in now}
    gone = [row(one.label, ["none any more"]) for one in before if one.label not in {*labels, WHY_NOT}]
    return [*(one for one in now if one not in before), *gone]
