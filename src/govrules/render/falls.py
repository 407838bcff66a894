"""What falls if clauses end, in words and as data.

In: what falls, and its scheme. Out: a table of plain words; data ready for JSON, whose schema is
`docs/reference/falls.schema.json`. Source: docs/reference/semantics.md, 8.6.
"""

from collections.abc import Iterator
from typing import Any

from govrules.diff.falls import Falls
from govrules.model.scheme import Scheme
from govrules.render.difference import report
from govrules.render.difference_data import difference_data
from govrules.render.table import Table
from govrules.render.why import REASONS
from govrules.render.words import Words, brackets, capital, day, joined

_MOST_NAMED = 3


def falls_table(falls: Falls, scheme: Scheme, named: str) -> Table:
    """Return a row for each clause that falls and each answer that changes; `named` is what ends, in words."""
    words = Words(scheme)
    rows = (*_fallen(falls, words), *_changed(falls))
    when = f"ends on {day(falls.on)}" if falls.on else "had never had effect"
    many = len({one.clause for one in falls.fallen})
    said = f"{many} clause{'s' * (many != 1)} would fall with it" if many else "no other clause would fall with it"
    changes = len(falls.compared.difference.rows)
    said += (
        f", and answers would change in {changes} way{'s' * (changes != 1)}" if changes else ", and no answer change"
    )
    head = ("What", "Where and when", "Before", "After")
    nothing = ((("Nothing changes",), (), (), ()),)
    return Table(f"If {named} {when}, {said}.", head, rows or nothing)


def falls_data(falls: Falls, scheme: Scheme) -> dict[str, Any]:
    """Return what falls as data, the format version first; the difference is as `govrules diff` writes it."""
    return {
        "format_version": 1,
        "ended": list(falls.ended),
        "on": falls.on.isoformat() if falls.on else None,
        "falls": [
            {
                "clause": one.clause,
                "reason": one.reason,
                "functions": list(one.functions),
                "bodies": list(one.bodies),
            }
            for one in falls.fallen
        ],
        "difference": difference_data(falls.compared.difference),
    }


def _fallen(falls: Falls, words: Words) -> Iterator[tuple[tuple[str, ...], ...]]:
    for one in falls.fallen:
        clause = f"{words.clause(one.clause)} {brackets([one.clause])}"
        bodies = joined(map(words.thing, one.bodies)) if len(one.bodies) <= _MOST_NAMED else f"{len(one.bodies)} bodies"
        where = f"{capital(words.functions(one.functions))}, for {bodies}"
        yield ("Falls with it",), (where,), (capital(clause),), (f"No effect: {REASONS[one.reason].format(on='then')}",)


def _changed(falls: Falls) -> Iterator[tuple[tuple[str, ...], ...]]:
    told = report(falls.compared.difference, falls.compared.before, falls.compared.after)
    for section in told.sections:
        for row in section.rows:
            yield (f"{section.title}: {row.change}",), (row.where,), row.before, row.after
