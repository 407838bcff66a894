"""The Python API: load rule files, ask, check, explain.

In: paths and typed questions. Out: a `Library`, answers, diagnostics. Promise: nothing that an author or asker
writes raises; it comes back as diagnostics.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, frozen

from govrules.diagnostics import Diagnostic, Severity
from govrules.source import SourceText

if TYPE_CHECKING:
    from govrules.compile import Compiled
    from govrules.model.answer import Answer
    from govrules.model.question import Question
    from govrules.model.scheme import Scheme


@frozen
class Reply:
    """What came of a typed question: the answer, or None and why; places refer to `text`."""

    answer: "Answer | None"
    diagnostics: tuple[Diagnostic, ...]
    text: SourceText


@define(slots=False)
class Library:
    """A set of rule files, read and understood. `texts` are the files by path."""

    scheme: "Scheme"
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, SourceText]

    @property
    def ok(self) -> bool:
        """Say whether no statement had to be left out."""
        return all(diagnostic.severity < Severity.ERROR for diagnostic in self.diagnostics)

    @cached_property
    def compiled(self) -> "Compiled":
        """The scheme made ready for questions."""
        from govrules.compile import compile_scheme

        return compile_scheme(self.scheme)

    def ask(self, text: str) -> Reply:
        """Answer a typed question. Diagnostics: those of `govrules.resolve.questions`."""
        from govrules.resolve import recognise

        recognised = recognise(text, self.scheme)
        if recognised.question is None:
            return Reply(None, recognised.diagnostics, recognised.text)
        return Reply(self.answer(recognised.question), recognised.diagnostics, recognised.text)

    def answer(self, question: "Question") -> "Answer":
        """Answer a question whose names are identifiers of the scheme."""
        from govrules.engine import answer

        return answer(self.compiled, question)

    def check(self) -> tuple[Diagnostic, ...]:
        """Return everything found in the rule files and in the scheme they make, in order of place."""
        from govrules.checks import run_checks

        found = [*self.diagnostics, *run_checks(self.scheme)]
        return tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))


def load(paths: Sequence[str | Path] | str | Path = ()) -> Library:
    """Read rule files or folders (none: the nearest `govrules.toml`, else `./policies`) and what they import."""
    from govrules.resolve import resolve
    from govrules.syntax import parse_text
    from govrules.workspace import read_files

    files = read_files([paths] if isinstance(paths, str | Path) else paths)
    scheme, found = resolve([parse_text(files.texts[path]) for path in sorted(files.texts)])
    diagnostics = sorted([*files.diagnostics, *found], key=lambda diagnostic: diagnostic.sort_key)
    return Library(scheme, tuple(diagnostics), files.texts)


def ask(question: str, paths: Sequence[str | Path] | str | Path = ()) -> Reply:
    """Load rule files and answer one typed question."""
    return load(paths).ask(question)


def check(paths: Sequence[str | Path] | str | Path = ()) -> tuple[Diagnostic, ...]:
    """Load rule files and return everything found in them."""
    return load(paths).check()


def explain(code: str) -> str | None:
    """Return the page of a diagnostic code or its name in words, None where there is no such code."""
    from govrules.diagnostics.pages import page

    return page(code)
