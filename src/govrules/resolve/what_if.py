"""What-if in typed questions: what falls if a clause or document ends, and what is supposed beside the files.

In: what was typed, and a scheme. Out: what is asked, or diagnostics (GR009, GR013, GR101, GR105) at the words typed.
Source: docs/reference/semantics.md, 8.6.
"""

import re
from datetime import date

from attrs import evolve, frozen

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold, suggest
from govrules.model.scheme import Scheme
from govrules.model.things import with_article
from govrules.resolve.daywords import FORMS, read_day
from govrules.resolve.naming import find
from govrules.source import SourceText

_FALLS = re.compile(r"what\s+(?:falls|would\s+fall|happens)\s+if\s+", re.IGNORECASE)
_DAY = rf"({'|'.join(FORMS)})"
_ENDS = re.compile(
    rf"\s+(?:ends|ended|falls|goes|is\s+revoked|were\s+revoked)(?:\s+on\s+{_DAY})?(?:\s+as\s+known\s+on\s+{_DAY})?\s*\??$",
    re.IGNORECASE,
)
_SUPPOSING = re.compile(r"\s+supposing\s+", re.IGNORECASE)
_QUOTES = {'"': '"', "“": "”", "'": "'"}


@frozen
class WhatFalls:
    """What falls if `clauses` end `on` a day (None: had they never had effect); `named` is what ends, in words.

    `instrument` is the document that ends, None where it is a clause.
    """

    clauses: frozenset[str]
    named: str
    on: date | None = None
    instrument: str | None = None


@frozen
class Supposition:
    """Statements that are supposed; they begin at offset `start` of `text`, where people see what is wrong."""

    statements: str
    text: SourceText
    start: int

    def placed(self, fault: Diagnostic) -> Diagnostic:
        """Return what is wrong with the statements, or with the files beside them, at what was typed."""
        first, last = 0, len(self.statements)
        if fault.span is not None and fault.span.path == "supposition":
            first, last = min(fault.span.start, last), min(fault.span.end, last)
        if first == last > 0:
            first -= 1
            fault = evolve(fault, message="the statement ends too early", label="something is missing after this")
        return evolve(fault, span=self.text.span(self.start + first, self.start + last), related=())


def alone(statements: str) -> Supposition:
    """Return statements that were typed by themselves."""
    said = statements.strip()
    return Supposition(said, SourceText("supposition", said), 0)


def apart(text: str) -> tuple[str, Supposition | None]:
    """Return a typed question, and what it supposes."""
    found = _SUPPOSING.search(text)
    if found is None:
        return text, None
    said, start = text[found.end() :].rstrip(), found.end()
    closing = _QUOTES.get(said[:1])
    if closing:
        said, start = said[1:].rstrip("?").rstrip().removesuffix(closing), start + 1
    return text[: found.start()], Supposition(said, SourceText("question", text), start)


def asks_what_falls(text: str) -> bool:
    """Say whether it is asked what falls if something ends."""
    return _FALLS.match(text) is not None


def read_what_falls(text: str, scheme: Scheme) -> WhatFalls | Diagnostic:
    """Return what is supposed to end, or what is wrong with the question; places refer to `text`."""
    source = SourceText("question", text)
    lead, end = _FALLS.match(text), _ENDS.search(text)
    if lead is None or end is None or end.start() <= lead.end():
        help_ = "ask `what falls if 3.1 of INSTRUMENT ends`, with `on 1 June 2011` behind it for a day"
        return Diagnostic("GR013", "the question does not say what ends", source.span(0, len(text)), "", help_)
    on = read_day(end[1]) if end[1] else None
    if isinstance(on, Diagnostic):
        return evolve(on, span=source.span(*end.span(1)))
    found = _named(text[lead.end() : end.start()], scheme)
    if isinstance(found, Diagnostic):
        return evolve(found, span=source.span(lead.end(), end.start()))
    return evolve(found, on=on)


def _named(typed: str, scheme: Scheme) -> WhatFalls | Diagnostic:
    """Return a clause, the rows of a table, or the clauses of a document."""
    words = typed.strip().removeprefix("the ").removeprefix("clause ")
    whole = find(words, scheme, ("instrument",))
    if not isinstance(whole, Diagnostic):
        every = frozenset(one.id for one in scheme.clauses.values() if one.instrument == whole.id)
        return WhatFalls(every, with_article(scheme.instruments[whole.id].label.display), instrument=whole.id)
    label, of, name = words.partition(" of ")
    if not of:
        name, _, label = words.partition(" ")
    document = find(name.strip(), scheme, ("instrument",))
    if isinstance(document, Diagnostic):
        return document if of or label else whole
    own = [one for one in scheme.clauses.values() if one.instrument == document.id and not one.is_claim]
    meant = frozenset(
        one.id for one in own if fold(one.label) == fold(label) or fold(one.label).startswith(f"{fold(label)} (")
    )
    if not meant:
        close = suggest(label, [one.label for one in own])
        known = ", ".join(sorted(one.label for one in own)[:8])
        help_ = f"did you mean {' or '.join(close)}?" if close else f"its clauses are {known or 'none'}"
        return Diagnostic("GR101", f"there is no clause {label} of {name.strip()}", None, "no such clause", help_)
    display = with_article(scheme.instruments[document.id].label.display)
    return WhatFalls(meant, f"{label} of {display}")
