"""Read texts into statements, and typed questions into question expressions.

In: source texts. Out: AST nodes and diagnostics. Promise: parsing is total; a fault loses its own statement, whole, and
no other; nothing is guessed.
"""

import re
from collections.abc import Iterator

from lark import TextSlice
from lark.exceptions import UnexpectedInput

from govrules.diagnostics import Diagnostic
from govrules.source import SourceText, Span
from govrules.source.moving import Point
from govrules.syntax import ast
from govrules.syntax.builder import Builder
from govrules.syntax.cutter import Piece, cut
from govrules.syntax.errors import explain_fault, explain_question_fault
from govrules.syntax.grammar import load_grammar
from govrules.syntax.kept import Kept, Read
from govrules.syntax.parsed import Parsed

_DECLARES = re.compile(r"^\s*[a-z]+\s+([a-z][a-z0-9-]*)")
_LABELLED = re.compile(r"^\s*(?:clause|limits)\s+(\S+)(?:\s+of\s+([a-z][a-z0-9-]*))?\s*:")
LONGEST_STATEMENT = 100_000
"""Characters; a statement beyond this is refused (GR002)."""


def read(path: str, text: str, kept: Kept) -> Parsed:
    """Read one file's text, with the statements that were read before. Diagnostics: GR002 to GR012."""
    source = SourceText(path, text)
    grammar = load_grammar()
    statements: list[ast.Statement] = []
    broken: set[str] = set()
    reserved: set[str] = set()
    faults: list[tuple[Diagnostic, str]] = []
    builder = Builder(source)
    for piece in cut(source.text, grammar.opening):
        read = _read_piece(builder, piece, kept)
        fault = read.fault
        if read.node is not None:
            statements.append(read.node)
        if fault is not None:
            declared = _DECLARES.findall(source.text[piece.start : piece.end])
            word = source.text[fault.span.start : fault.span.end] if fault.span and fault.code == "GR008" else ""
            broken.update(declared)
            broken.update(f"{of} {label}" for label, of in _LABELLED.findall(source.text[piece.start : piece.end]))
            reserved.update({word}.intersection(declared))
            faults.append((fault, word if word not in declared else ""))
    diagnostics = [fault for fault, word in faults if word not in reserved]
    return Parsed(source, tuple(statements), tuple(diagnostics), frozenset(broken))


def statement_spans(source: SourceText) -> Iterator[Span]:
    """Yield the place of each statement of one file's text, of those that cannot be read too."""
    for piece in cut(source.text, load_grammar().opening):
        yield source.span(piece.start, piece.end)


def parse_question(text: str) -> tuple[ast.QuestionExpr | None, Diagnostic | None]:
    """Read a question whose names are identifiers or stand in quotes. Diagnostics: GR009, GR013."""
    source = SourceText("question", text)
    grammar = load_grammar()
    try:
        tree = grammar.parser.parse(text, start="question")
    except UnexpectedInput as error:
        return None, explain_question_fault(error, source, grammar)
    node, fault = Builder(source).build(tree)
    return node, fault


def _read_piece(builder: Builder, piece: Piece, kept: Kept) -> Read:
    """Return how a statement is read: as its text was read before, if it was."""
    text, place = builder.source.text[piece.start : piece.end], builder.source.span(piece.start, piece.start)
    point = Point(place.path, place.start, place.line, place.column)
    return kept.find(text, point) or kept.keep(text, Read(*_parse_piece(builder, piece), point))


def _parse_piece(builder: Builder, piece: Piece) -> tuple[ast.Statement | None, Diagnostic | None]:
    source, grammar = builder.source, load_grammar()
    if piece.end - piece.start > LONGEST_STATEMENT:
        return None, Diagnostic(
            "GR002",
            f"the statement is longer than {LONGEST_STATEMENT:,} characters",
            source.span(piece.start, piece.start + 1),
            "begins here",
            "split it into several statements",
        )
    try:
        tree = grammar.parser.parse(TextSlice(source.text, piece.start, piece.end), start="statement")
    except UnexpectedInput as error:
        return None, explain_fault(error, source, piece, grammar)
    node, fault = builder.build(tree)
    return (None, fault) if fault is not None else (node, None)
