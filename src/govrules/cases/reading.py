"""The cases that files state, each row of a table a case of its own.

In: parsed files. Out: cases in order of file and place. Diagnostics: GR103 for a label that stands twice.
Source: docs/reference/semantics.md, 9.1.
"""

from collections import defaultdict
from collections.abc import Iterable

from attrs import frozen

from govrules.diagnostics import Diagnostic, Related
from govrules.source import SourceText, Span
from govrules.syntax import Parsed, ast


@frozen
class Case:
    """One question and what is expected of its answer.

    `name` is the label, and for a row how the question goes on: `S1 (for £10,000)`. `ending` is that row's end of the
    question. `span` is the case or the row, in `text`.
    """

    name: str
    label: str
    shows: str | None
    question: ast.PlacedText
    ending: ast.PlacedText | None
    expected: tuple[ast.ExpectedExpr, ...]
    span: Span
    text: SourceText

    @property
    def asked(self) -> str:
        """The whole question."""
        words = self.question.text.strip().removesuffix("?").strip()
        return words if self.ending is None else f"{words} {self.ending.text}"


def read_cases(files: Iterable[Parsed]) -> tuple[tuple[Case, ...], tuple[Diagnostic, ...]]:
    """Return the cases of some files; of a label that stands twice none is a case."""
    by_label: dict[str, list[tuple[ast.CaseStatement, SourceText]]] = defaultdict(list)
    for parsed in files:
        for statement in parsed.statements:
            if isinstance(statement, ast.CaseStatement):
                by_label[statement.label].append((statement, parsed.source))
    found = [case for places in by_label.values() if len(places) == 1 for case in _written_out(*places[0])]
    doubled = [_doubled(label, [s.span for s, _ in places]) for label, places in by_label.items() if len(places) > 1]
    in_order = sorted(found, key=lambda case: (case.span.path, case.span.line, case.span.column))
    return tuple(in_order), tuple(sorted(doubled, key=lambda diagnostic: diagnostic.sort_key))


def _written_out(statement: ast.CaseStatement, text: SourceText) -> list[Case]:
    label, shows, question = statement.label, statement.shows, statement.question
    if not statement.rows:
        return [Case(label, label, shows, question, None, statement.expected, statement.span, text)]
    return [
        Case(f"{label} ({row.at.text})", label, shows, question, row.at, (*statement.expected, *row.expected), row.span,
             text)
        for row in statement.rows
    ]  # fmt: skip


def _doubled(label: str, spans: list[Span]) -> Diagnostic:
    first, *others = sorted(spans, key=lambda span: (span.path, span.line, span.column))
    return Diagnostic(
        "GR103", f"case {label} stands {len(spans)} times", first, "here", "give each case its own label",
        related=tuple(Related(span, "and here") for span in others),
    )  # fmt: skip
