"""A diagnostic: one thing to say to an author, with every place it is about.

In: a code of the registry, words, places. Out: a frozen value that renderers turn into text or JSON. Promise: a
diagnostic sorts by place and code, so that output never depends on the order of work.
"""

from enum import IntEnum

from attrs import field, frozen

from govrules.diagnostics.registry import REGISTRY
from govrules.source import Span


class Severity(IntEnum):
    """How much a diagnostic matters; `check` fails from a threshold on."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        """Return the word that is shown."""
        return self.name.lower()


@frozen
class Related:
    """A further place, with words of its own."""

    span: Span
    label: str


@frozen
class Diagnostic:
    """One finding.

    `message` makes sense alone; `label` stands under the author's words at `span` (None: about no text); `clause` is
    the clause as the paper names it; `help` is one thing to do.
    """

    code: str
    message: str
    span: Span | None = None
    label: str = ""
    help: str = ""
    clause: str | None = None
    related: tuple[Related, ...] = field(default=())
    weight: Severity | None = None

    @property
    def slug(self) -> str:
        """The code's name in words."""
        return REGISTRY[self.code].slug

    @property
    def severity(self) -> Severity:
        """Its own severity, else the code's."""
        return self.weight or Severity[REGISTRY[self.code].severity.upper()]

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by file, place, code, message."""
        if self.span is None:
            return ("", 0, 0, self.code, self.message)
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)
