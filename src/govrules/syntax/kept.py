"""Statements that were read before, by their text: whoever edits a file reads anew what was edited, and nothing else.

In: the text of a statement and where it stands. Out: its node, or what is wrong with it, with the places it has now.
Promise: nothing but the text of a statement decides how it is read, so that this is what reading it again would give;
the statements used longest ago are forgotten first.
"""

import re
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from govrules.diagnostics import Diagnostic
from govrules.source import SourceText
from govrules.source.moving import Point, moved

if TYPE_CHECKING:
    from govrules.syntax import ast

MOST = 50_000
"""Statements kept: some ten times those of a national library."""


_STOP = re.compile(r"(?:\s|#[^\n]*)*\.")
"""What ends a statement, and does not belong to its place."""


@frozen
class Read:
    """How a statement was read, and where it stood then: its node, or else what is wrong with it."""

    node: "ast.Statement | None"
    fault: Diagnostic | None
    at: Point

    def moved_to(self, point: Point) -> "Read":
        """Return the same of the same statement in another place."""
        if point == self.at:
            return self
        return Read(moved(self.node, self.at, point), moved(self.fault, self.at, point), point)


@define
class Kept:
    """Statements by their text, those used last at the end."""

    most: int = MOST
    _read: dict[str, Read] = field(factory=dict, init=False, repr=False)

    def find(self, text: str, point: Point) -> Read | None:
        """Return how a statement was read, as it stands at a point; None if it is not known."""
        known = self._read.pop(text, None)
        return None if known is None else self.keep(text, known.moved_to(point))

    def know(self, source: SourceText, statement: "ast.Statement") -> None:
        """Keep a good statement of a text, unless its words are kept already."""
        span = statement.span
        stop = _STOP.match(source.text, span.end)
        words = source.text[span.start : stop.end()] if stop else ""
        if words and words not in self._read:
            self.keep(words, Read(statement, None, Point(span.path, span.start, span.line, span.column)))

    def keep(self, text: str, read: Read) -> Read:
        """Keep how a statement was read, and return it."""
        self._read[text] = read
        if len(self._read) > self.most:
            self._read.pop(next(iter(self._read)), None)
        return read
