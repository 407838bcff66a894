"""The history of files that were compiled: their statements are read only when something is asked that needs them.

In: the days on which the record changes, texts, and what rule files were read to. Out: what `govrules.resolve.History`
gives. Promise: while nothing is asked of an earlier day, of cases or of statements, no statement is read; and none that
was read before is parsed again.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define

from govrules.diagnostics import Diagnostic
from govrules.source import SourceText

if TYPE_CHECKING:
    from govrules.resolve import History, State
    from govrules.resolve.record import Record
    from govrules.syntax import Parsed


@define(slots=False)
class LaterHistory:
    """A history that is read when it is needed; see `govrules.resolve.History`."""

    days: tuple[date, ...]
    texts: Mapping[str, SourceText]
    read: "Mapping[str, Parsed]"

    def number(self, day: date) -> int:
        """Return which state in order of time is that of a day."""
        return bisect_right(self.days, day)

    def state(self, day: date) -> "State":
        """Return the state of a day."""
        return self._whole.state(day)

    def earlier_faults(self) -> list[Diagnostic]:
        """Return what is wrong in earlier states only."""
        return self._whole.earlier_faults()

    def names(self, diagnostics: tuple[Diagnostic, ...]) -> str:
        """Return in words the statements that diagnostics are about."""
        return self._whole.names(diagnostics)

    @property
    def record(self) -> "Record":
        """What was known when."""
        return self._whole.record

    @cached_property
    def _whole(self) -> "History":
        from govrules.resolve import History
        from govrules.syntax import remember
        from govrules.workspace.understanding import parse_all

        for parsed in self.read.values():
            remember(parsed)
        return History.of(parse_all(self.texts[path] for path in sorted(self.texts)))
