"""An answer beside the answer of the same files with something supposed.

In: two replies' answers, or two tables. Out: a table of plain words; data ready for JSON, whose schema is
`docs/reference/supposed.schema.json`. Promise: what is the same on both sides is said to be so and not said again.
Source: docs/reference/semantics.md, 8.6.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from govrules.model.answer import Answer
from govrules.model.scheme import Scheme
from govrules.render.data import answer_data
from govrules.render.headline import headline
from govrules.render.reply import Reply
from govrules.render.table import Table
from govrules.render.timeline import differences
from govrules.render.view import View
from govrules.render.words import Words, capital, period


@frozen
class Supposed:
    """What is supposed; the answer, or the value of the table that is one, without it and with it."""

    supposing: str
    before: Any
    after: Any
    is_open: bool


def beside(supposing: str, plain: Reply, supposed: Reply, scheme: Scheme) -> View[Supposed]:
    """Return the answer with something supposed beside the plain one; `scheme` is that with what is supposed."""
    before, after = ((one.answer, one.listing) for one in (plain, supposed))
    if before[0] is not None and after[0] is not None and before[0].question.on is not None:
        table = answers_table(supposing, before[0], after[0], scheme)
    else:
        table = tables_table(supposing, *(_table(one, scheme) for one in (before, after)))

    def data() -> dict[str, Any]:
        sides = [_data(one, reply.scheme or scheme) for one, reply in ((before, plain), (after, supposed))]
        return {"format_version": 1, "supposing": supposing, "before": sides[0], "after": sides[1]}

    was, now = (answer if listing is None else listing.value for answer, listing in (before, after))
    return View(Supposed(supposing, was, now, supposed.is_open), table, data)


def _table(side: tuple[Answer | None, View[Any] | None], scheme: Scheme) -> Table:
    answer, listing = side
    if listing is not None:
        return listing.table
    assert answer is not None
    rows = tuple(
        ((capital(period(part.holds_from, part.holds_to)),), tuple(differences(None, part, scheme)))
        for part in answer.parts or (answer,)
    )
    return Table(headline(answer, Words(scheme))[0], ("When", "Answer"), rows)


def _data(side: tuple[Answer | None, View[Any] | None], scheme: Scheme) -> dict[str, Any]:
    answer, listing = side
    if listing is not None:
        return listing.data
    assert answer is not None
    return answer_data(answer, scheme)


def answers_table(supposing: str, before: Answer, after: Answer, scheme: Scheme) -> Table:
    """Return what an answer says, and beside it what is newly so and no longer so; `scheme` holds what is supposed."""
    words = Words(scheme)
    plain, supposed = (headline(one, words)[0] for one in (before, after))
    changes = tuple(differences(before, after, scheme))
    title = f"Supposing “{supposing}”: {supposed if changes or plain != supposed else 'nothing changes.'}"
    rows = ((tuple(differences(None, before, scheme)), changes or ("nothing changes",)),)
    notes = (f"As the files stand: {plain}", f"Supposing that, true {period(after.holds_from, after.holds_to)}")
    return Table(title, ("As the files stand", "Supposing that"), rows, notes)


def tables_table(supposing: str, before: Table, after: Table) -> Table:
    """Return the rows that only one of two tables has, side by side named."""
    gone = [row for row in before.rows if row not in after.rows]
    new = [row for row in after.rows if row not in before.rows]
    head = after.head if len(after.head) >= len(before.head) else before.head
    rows = [
        *_marked("No longer", gone, len(head)),
        *_marked("Now", new, len(head)),
    ]
    same = len(before.rows) - len(gone)
    note = f"{same} row{'s' * (same != 1)} of the answer stay{'s' * (same == 1)} the same."
    title = f"Supposing “{supposing}”: {'this changes' if rows else 'nothing changes'}. {before.title}"
    nothing = ((("Nothing",), *(("",),) * len(head)),)
    return Table(title, ("", *head), tuple(rows) or nothing, (note, *after.notes))


def _marked(
    lead: str, rows: Sequence[tuple[tuple[str, ...], ...]], columns: int
) -> Iterator[tuple[tuple[str, ...], ...]]:
    for row in rows:
        yield ((lead,), *((),) * (columns - len(row)), *row)
