"""The control of the documents an answer names: version, approvals, review, what they replace.

In: an answer and its scheme. Out: phrases for people, data for machines. Promise: only what the instruments say of
themselves, none of which decides anything. Source: docs/reference/semantics.md, 2.7.
"""

from collections.abc import Iterator
from typing import Any

from attrs import fields, has

from govrules.model.answer import Answer
from govrules.model.scheme import Scheme
from govrules.model.things import Instrument, with_article
from govrules.render.words import Words, day, joined


def control(instrument: Instrument, words: Words) -> Iterator[str]:
    """Yield what an instrument says of itself as a document; nothing where it says nothing."""
    if instrument.version is not None:
        yield f"version {instrument.version}"
    for approval in instrument.approvals:
        yield f"approved by {words.the_holder(approval.by)} on {day(approval.on)}"
    if instrument.replaces:
        yield f"in place of {joined(with_article(words.thing(old)) for old in instrument.replaces)}"
    if instrument.review is not None:
        yield f"to be reviewed on {day(instrument.review)}"


def documents(answer: Answer, scheme: Scheme) -> list[dict[str, Any]]:
    """Return, as data, the control of each instrument that a clause of the answer is of and that states any."""
    named = {scheme.clauses[clause].instrument for clause in _clauses(answer, scheme)}
    found = [scheme.instruments[id_] for id_ in sorted(named & scheme.instruments.keys())]
    return [
        {
            "instrument": one.id,
            "name": one.label.display,
            "version": one.version,
            "approved": [{"by": approval.by, "on": approval.on.isoformat()} for approval in one.approvals],
            "replaces": list(one.replaces),
            "review_on": one.review.isoformat() if one.review else None,
        }
        for one in found
        if one.version is not None or one.review or one.approvals or one.replaces
    ]


def _clauses(value: Any, scheme: Scheme) -> Iterator[str]:
    """Yield every clause that stands anywhere in an answer."""
    if isinstance(value, str):
        yield from [value] if value in scheme.clauses else []
    elif isinstance(value, tuple):
        for one in value:
            yield from _clauses(one, scheme)
    elif has(type(value)):
        for attribute in fields(type(value)):
            yield from _clauses(getattr(value, attribute.name), scheme)
