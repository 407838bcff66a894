"""Cases as they are written: a question in quotes and what its answer must say.

In: parse trees, through the builder. Out: frozen attrs classes; `govrules.syntax.ast` shows them beside the statements.
"""

from attrs import frozen

from govrules.source import Span
from govrules.syntax.asked import HolderExpr, Ref
from govrules.syntax.parts import ClauseRef, FromDay, Modifier, SeatsExpr, ToDay


@frozen
class PlacedText:
    """Words with their place: a question, or how a row goes on with it."""

    text: str
    span: Span


@frozen
class RulingExpr:
    """A clause, and (`excludes CLAUSE as REASON`) why it must fall away."""

    clause: ClauseRef
    reason: Ref | None
    span: Span


@frozen
class KeptBy:
    """`retained by CLAUSE`: how something is kept, and by which clause."""

    how: Ref
    clause: ClauseRef
    span: Span


@frozen
class NotExpr:
    """`not C`: a circumstance that does not hold."""

    ref: Ref
    span: Span


@frozen
class NobodyExpr:
    """`nobody`."""

    span: Span


Item = HolderExpr | SeatsExpr | RulingExpr | KeptBy | NotExpr | NobodyExpr | FromDay | ToDay


@frozen
class ExpectedExpr:
    """`WORD [by] ITEM, ITEM also ITEM`: one thing that the answer must say; `lead` is the word."""

    lead: Ref
    by: bool
    items: tuple[Item, ...]
    span: Span


@frozen
class CaseRowExpr:
    """`for £X: EXPECTED`: one question of a table of cases; `at` is how it ends."""

    at: PlacedText
    expected: tuple[ExpectedExpr, ...]
    span: Span


@frozen
class CaseStatement:
    """`case LABEL ["SHOWS"]: "QUESTION" EXPECTED`, and rows that go on with the question."""

    label: str
    shows: str | None
    question: PlacedText
    expected: tuple[ExpectedExpr, ...]
    rows: tuple[CaseRowExpr, ...]
    modifiers: tuple[Modifier, ...]
    span: Span
