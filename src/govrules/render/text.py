"""An answer as text for a terminal: a plain sentence first, then labelled lines, then, if asked for, why.

In: an answer and the scheme it is about; how wide lines may be; whether colours are wanted. Out: text. Promise: the
same answer gives the same bytes, names are those people use, and what is open or invented is said as such.
"""

from collections.abc import Iterator

from attrs import frozen

from govrules.diagnostics.palette import Palette
from govrules.model.answer import Answer
from govrules.model.scheme import Scheme
from govrules.render.footing import footing
from govrules.render.headline import headline
from govrules.render.layout import Row, labelled, paragraph
from govrules.render.lines import true_row
from govrules.render.parts import PartsLayout, common_rows
from govrules.render.shape import Dimension, dimension_of, ends, gathered
from govrules.render.why import why as derivation
from govrules.render.words import Words, capital, period

WIDTH = 100
"""Columns where the width of the terminal is not known."""


def render_answer(
    answer: Answer, scheme: Scheme, *, why: bool = False, width: int = WIDTH, colour: bool = False
) -> str:
    """Return an answer as text that ends in a line end; with `why`, the derivation below it."""
    page = _Page(answer, Words(scheme), Palette(colour), width)
    lines = [*page.answer_lines(), *(page.why_lines() if why else ())]
    return "\n".join(lines) + "\n"


@frozen
class _Page:
    answer: Answer
    words: Words
    palette: Palette
    width: int

    def answer_lines(self) -> Iterator[str]:
        first, *others = headline(self.answer, self.words)
        yield from paragraph(first, self.width, self.palette, "strong")
        for sentence in others:
            yield from paragraph(sentence, self.width, self.palette)
        above = [one for one in common_rows(self.answer, self.words) if one.items]
        below = [one for one in footing(gathered(self.answer), self.words) if one.items]
        column = max((len(one.label) for one in [*above, *below]), default=0)
        if self._has_period:
            above.append(true_row(self.answer))
        yield from self._block(above, column)
        yield from PartsLayout(self.words, self.palette, self.width).lines(self.answer)
        yield from self._block(below, column)

    @property
    def _has_period(self) -> bool:
        return not self.answer.parts or dimension_of(self.answer.parts) is not Dimension.TIME

    def _block(self, rows: list[Row], column: int) -> Iterator[str]:
        if rows:
            yield ""
            yield from labelled(rows, self.width, self.palette, column=column)

    def why_lines(self) -> Iterator[str]:
        """Yield the derivation, of each part that says something where the answer itself does not."""
        found = list(ends(self.answer))
        quoted: set[str] = set()
        for one in found:
            if len(found) > 1:
                yield ""
                yield self.palette.paint("strong", self._part_name(one))
            for heading, rows in derivation(one, self.words, quoted):
                yield ""
                yield from paragraph(heading, self.width, self.palette, "strong")
                yield from labelled(rows, self.width, self.palette, 2)

    def _part_name(self, part: Answer) -> str:
        said = [self.words.functions(part.scope.functions)] if part.scope.functions else []
        said += map(self.words.thing, part.scope.bodies)
        return capital(", ".join([*said, period(part.holds_from, part.holds_to)]))
