"""An answer for pasting and for notebooks: Markdown, HTML, and a table for CSV.

In: an answer and its scheme. Out: text. Promise: the same words as the answer on a terminal; no name can bring markup
into Markdown or HTML.
"""

from collections.abc import Iterator, Sequence
from html import escape

from attrs import frozen

from govrules.diagnostics.text import safe
from govrules.model.answer import Answer
from govrules.model.scheme import Scheme
from govrules.render.footing import footing
from govrules.render.headline import headline
from govrules.render.layout import Row, row
from govrules.render.lines import Lines, rows, true_row
from govrules.render.parts import common_rows
from govrules.render.shape import Dimension, dimension_of, gathered, scoped_ends, speaks
from govrules.render.table import Table, marked
from govrules.render.why import why as derivation
from govrules.render.words import NO_BREAK, Words, amounts, capital, day, joined, period


@frozen
class Section:
    """A heading (empty: none) and the rows under it."""

    heading: str
    rows: tuple[Row, ...]


def answer_markdown(answer: Answer, scheme: Scheme, *, why: bool = False) -> str:
    """Return an answer as Markdown; with `why`, the derivation below it."""
    words = Words(scheme)
    first, *others = headline(answer, words)
    lines = [f"**{marked(first)}**", *(line for sentence in others for line in ("", marked(sentence)))]
    for section in _sections(answer, words, why):
        lines += ["", f"### {marked(section.heading)}"] if section.heading else []
        lines.append("")
        for one in section.rows:
            lead = f"**{marked(one.label)}**: " if one.label else ""
            lines += [f"- {lead}{marked(item.text.replace(NO_BREAK, ' '))}" for item in one.items]
    return "\n".join(lines) + "\n"


def answer_html(answer: Answer, scheme: Scheme) -> str:
    """Return an answer as a piece of HTML, for a notebook."""
    words = Words(scheme)
    first, *others = headline(answer, words)
    said = [f"<p><strong>{_html(first)}</strong></p>", *(f"<p>{_html(one)}</p>" for one in others)]
    for section in _sections(answer, words, False):
        said += [f"<h4>{_html(section.heading)}</h4>"] if section.heading else []
        said.append("<dl>")
        for one in section.rows:
            said.append(f"<dt>{_html(one.label)}</dt>")
            said += [f"<dd>{_html(item.text)}</dd>" for item in one.items]
        said.append("</dl>")
    return f'<div class="govrules">{"".join(said)}</div>'


def answer_table(answer: Answer, scheme: Scheme) -> Table:
    """Return an answer as a table: a row for each thing it says, with what that is about."""
    words = Words(scheme)
    found = [("", "", *_days(answer), "Answer", sentence) for sentence in headline(answer, words)]
    for part, functions, bodies in scoped_ends(answer):
        about = (words.functions(functions), joined(map(words.thing, bodies)), *_days(part))
        if part.outcome.value in ("not-vested", "no-such-body-then"):
            found.append((*about, "Outcome", headline(part, words)[0]))
        found += [(*about, one.label, item.text) for one in rows(part, words) for item in one.items]
    for one in footing(gathered(answer), words):
        found += [("", "", "", "", one.label, item.text) for item in one.items]
    head = ("Functions", "Body", "From", "To", "What", "Says")
    return Table(headline(answer, words)[0], head, tuple(tuple((cell,) for cell in cells) for cells in found))


def _days(part: Answer) -> tuple[str, str]:
    return (day(part.holds_from) if part.holds_from else "", day(part.holds_to) if part.holds_to else "")


def _sections(answer: Answer, words: Words, why: bool) -> Iterator[Section]:
    """Yield what an answer says, for each of its parts under a heading, and what it leans on."""
    above = [one for one in common_rows(answer, words) if one.items]
    if not answer.parts or dimension_of(answer.parts) is not Dimension.TIME:
        above.append(true_row(answer))
    if above:
        yield Section("", tuple(above))
    ends = list(scoped_ends(answer))
    if not speaks(answer):
        for part, functions, bodies in ends:
            its = tuple(one for one in rows(part, words) if one.items and one not in above)
            yield Section(_heading(answer, part, functions, bodies, words), its)
    elif answer.parts:
        yield Section("By amount", tuple(_band(part, words) for part in answer.parts))
    below = tuple(one for one in footing(gathered(answer), words) if one.items)
    if below:
        yield Section("What the answer leans on", below)
    if why:
        quoted: set[str] = set()
        for part, _, _ in ends:
            yield from (Section(heading, tuple(found)) for heading, found in derivation(part, words, quoted))


def _band(part: Answer, words: Words) -> Row:
    return row(capital(amounts(part.scope.amounts)), Lines(part, words).names())


def _heading(whole: Answer, part: Answer, functions: Sequence[str], bodies: Sequence[str], words: Words) -> str:
    said = [capital(words.functions(functions))] if functions and functions != (whole.question.function,) else []
    said += [words.thing(body) for body in bodies if body != whole.question.body]
    if dimension_of(whole.parts) is Dimension.TIME:
        said.append(period(part.holds_from, part.holds_to))
    return capital(", ".join(said))


def _html(text: str) -> str:
    return escape(safe(text.replace(NO_BREAK, " ")))
