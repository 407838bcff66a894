"""The parts of an answer whose question left something open: a timeline, functions, bodies, bands of amounts.

In: an answer with parts. Out: lines. Promise: what is the same in every part is said once, above; each part says only
what sets it apart.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from govrules.diagnostics.palette import Palette
from govrules.model.answer import Answer, Outcome
from govrules.render.layout import Item, Row, labelled, row
from govrules.render.lines import Lines, rows
from govrules.render.words import Words, amounts, capital, joined, period

_NOTHING = {
    Outcome.NOT_VESTED: "not vested in it",
    Outcome.NO_SUCH_BODY_THEN: "no such body then",
}


def has_content(answer: Answer) -> bool:
    """Say whether an answer says something itself, not only in its parts."""
    return bool(answer.accountable_body or answer.officers or answer.may_exercise or answer.kept)


def ends(answer: Answer) -> Iterator[Answer]:
    """Yield the answers that say something themselves: the answer, or those of its parts."""
    if has_content(answer) or not answer.parts:
        yield answer
        return
    for part in answer.parts:
        yield from ends(part)


def common_rows(answer: Answer, words: Words) -> list[Row]:
    """Return the rows of an answer; where it has none itself, those that all its parts have alike."""
    if has_content(answer) or not answer.parts:
        return rows(answer, words)
    first, *others = [_facets(part, words) for part in answer.parts]
    return [one for one in first if one.items and all(one in facets for facets in others)]


@frozen
class PartsLayout:
    """Lays out parts within parts."""

    words: Words
    palette: Palette
    width: int

    def lines(self, answer: Answer, indent: int = 0) -> Iterator[str]:
        """Yield the parts of an answer under a heading that says what they are parts of."""
        if not answer.parts:
            return
        yield ""
        yield " " * indent + self.palette.paint("strong", _heading(answer.parts))
        facets = [_facets(part, self.words) for part in answer.parts]
        apart = _labels_apart(facets)
        if len(apart) <= 1 and not any(part.parts for part in answer.parts):
            table = [self._cells(part, row_) for part, row_ in zip(answer.parts, facets, strict=True)]
            yield from labelled(table, self.width, self.palette, indent + 2)
            return
        for part, its in zip(answer.parts, facets, strict=True):
            yield " " * (indent + 2) + self.palette.paint("strong", self._name(part))
            shown = [one for one in its if one.label in apart]
            yield from labelled(shown, self.width, self.palette, indent + 4)
            yield from self.lines(part, indent + 4)

    def _cells(self, part: Answer, facets: Sequence[Row]) -> Row:
        wanted = [one for one in facets if one.items and one.label in ("", "May exercise")] or list(facets)
        items = [item for one in wanted for item in one.items]
        return Row(self._name(part), tuple(items) or (Item("nobody"),))

    def _name(self, part: Answer) -> str:
        scope = part.scope
        if scope.functions:
            return capital(self.words.functions(scope.functions))
        if scope.bodies:
            return joined(map(self.words.thing, scope.bodies))
        if scope.amounts:
            return capital(amounts(scope.amounts))
        return capital(period(part.holds_from, part.holds_to))


def _heading(parts: Sequence[Answer]) -> str:
    scopes = [part.scope for part in parts]
    if any(scope.functions for scope in scopes):
        return "By function"
    if any(scope.bodies for scope in scopes):
        return "By body"
    return "By amount" if any(scope.amounts for scope in scopes) else "Over time"


def _facets(part: Answer, words: Words) -> list[Row]:
    """Return what can set a part apart, as rows; parts of a part that say nothing themselves have what theirs share."""
    if part.outcome in _NOTHING:
        return [row("", [_NOTHING[part.outcome]])]
    if part.parts and not has_content(part):
        return common_rows(part, words)
    lines = Lines(part, words)
    found = [one for one in rows(part, words) if one.items and one.label != "May exercise"]
    return [row("May exercise", lines.seats()), *found]


def _labels_apart(facets: Sequence[Sequence[Row]]) -> set[str]:
    """Return the labels whose rows are not the same in all parts."""
    labels = dict.fromkeys(one.label for part in facets for one in part)
    return {label for label in labels if len({_of(part, label) for part in facets}) > 1}


def _of(part: Sequence[Row], label: str) -> Row | None:
    return next((one for one in part if one.label == label), None)
