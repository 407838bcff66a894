"""What came of a request: the value, or why there is none, ready to be shown anywhere.

In: an answer or a table with its scheme, or diagnostics. Out: text, and HTML for notebooks. Promise: nothing heavy is
imported before something is shown.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import field, frozen

from govrules.diagnostics import Diagnostic
from govrules.source import SourceText

if TYPE_CHECKING:
    from govrules.model.answer import Answer
    from govrules.model.scheme import Scheme
    from govrules.render.view import View

T = TypeVar("T")


@frozen
class Reply:
    """What came of a typed question: the answer, or None and why; places refer to `text`.

    What is answered by a table is the `listing`: the value of it is a `ReverseAnswer`, a `FactAnswer`, or the changes
    of an answer as a tuple of `Change`.
    """

    answer: "Answer | None"
    diagnostics: tuple[Diagnostic, ...]
    text: SourceText
    scheme: "Scheme | None" = field(default=None, eq=False, repr=False)
    listing: "View[Any] | None" = None

    @property
    def is_open(self) -> bool:
        """Whether the files leave the answer open; when it changes is a list of days and never open itself."""
        if self.listing is not None:
            return bool(getattr(self.listing.value, "is_open", False))
        return self.answer is not None and self.answer.outcome.value == "undetermined"

    def __str__(self) -> str:
        """Return the answer as on a terminal of 100 columns, else why there is none."""
        if self.listing is not None:
            return str(self.listing)
        if self.answer is None or self.scheme is None:
            from govrules.diagnostics.text import render_diagnostics

            return render_diagnostics(self.diagnostics, {self.text.path: self.text})
        from govrules.render.text import render_answer

        return render_answer(self.answer, self.scheme)

    def explain(self) -> str:
        """Return the answer with its derivation below it, as `govrules ask --why` shows it; else why there is none."""
        if self.answer is None or self.scheme is None:
            return str(self)
        from govrules.render.text import render_answer

        return render_answer(self.answer, self.scheme, why=True)

    def _repr_html_(self) -> str:
        from html import escape

        from govrules.render.page import answer_html

        if self.listing is not None:
            return self.listing._repr_html_()
        if self.answer is None or self.scheme is None:
            return f"<pre>{escape(str(self))}</pre>"
        return answer_html(self.answer, self.scheme)


@frozen
class Found(Generic[T]):
    """What came of a request: the value, or None and why; places in the diagnostics refer to `texts` by path."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, SourceText] = field(factory=dict)
