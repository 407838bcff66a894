"""What a file was read to, and the files that were read before, which need no grammar.

In: source texts. Out: statements and diagnostics. Promise: the same text of the same file is read once; what is
remembered, here or from a file, is what reading it gives.
"""

from typing import TYPE_CHECKING

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.remembering import is_anew
from govrules.source import SourceText
from govrules.syntax.kept import Kept

if TYPE_CHECKING:
    from govrules.syntax import ast

_MOST_TEXT = 2_000_000
"""Characters of the files remembered whole: what two sides of a comparison share, and what an edit left alone."""


@frozen
class Parsed:
    """The statements of one file in order, and what was wrong with the others.

    `broken` are the names that refused statements seem to declare, and their clauses (`deed 4.1`, ` 4.1` where the
    instrument is left out): who refers to one is not told again. `unknown` are statements set aside because the record
    did not hold them on the day asked about. The statements of a register (`is_register`) stand for its rows, and their
    places hold no sentence.
    """

    source: SourceText
    statements: "tuple[ast.Statement, ...]"
    diagnostics: tuple[Diagnostic, ...]
    broken: frozenset[str] = frozenset()
    unknown: "tuple[ast.Statement, ...]" = ()
    is_register: bool = False


_FILES: dict[tuple[str, str], Parsed] = {}
_STATEMENTS = Kept()


def parse_text(source: SourceText) -> Parsed:
    """Read one file's text; the same text of the same file is read once, and so is the same text of a statement.

    Diagnostics: GR002 to GR012.
    """
    known = None if is_anew() else _FILES.pop((source.path, source.text), None)
    if known is None:
        from govrules.syntax.parse import read

        known = read(source.path, source.text, Kept() if is_anew() else _STATEMENTS)
    return known if is_anew() else _kept(known)


def is_remembered(source: SourceText) -> bool:
    """Say whether the text of a file was read before and is still known."""
    return not is_anew() and (source.path, source.text) in _FILES


def remember(parsed: Parsed) -> None:
    """Take a file that was read before, by another process, as read."""
    if not is_anew():
        for statement in parsed.statements:
            _STATEMENTS.know(parsed.source, statement)
        _kept(parsed)


def _kept(parsed: Parsed) -> Parsed:
    _FILES[parsed.source.path, parsed.source.text] = parsed
    while len(_FILES) > 1 and sum(len(text) for _, text in _FILES) > _MOST_TEXT:
        _FILES.pop(next(iter(_FILES)), None)
    return parsed
