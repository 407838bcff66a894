"""A whole file in the one layout.

In: a text. Out: the same statements, comments and blank lines in the layout of docs/reference/formatting.md. Promises:
a statement that cannot be read stays as it stands, byte for byte, and so does one whose layout would be too long to
read; no comment is lost or moves past another; the output has been read again and says the same, else
MeaningChangedError; formatting twice is formatting once.
"""

import re

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.format.cases import lay_out_case
from govrules.format.layout import lay_out
from govrules.format.meaning import meaning
from govrules.format.statements import groups_of
from govrules.format.tables import lay_out_table
from govrules.source import SourceText
from govrules.syntax import Parsed, ast, parse_text
from govrules.syntax.cutter import cut
from govrules.syntax.grammar import load_grammar
from govrules.syntax.parse import LONGEST_STATEMENT

_STRING = re.compile(r'"[^"\n]*(?:"|$)')


class MeaningChangedError(Exception):
    """The formatter would have changed what a file says: a fault of govrules."""


@frozen
class Formatted:
    """A laid-out text. `source` is what was formatted, with plain line ends: diagnostics name places in it.

    `changed` says whether `text` differs from what was given; `diagnostics` are about statements left as they stood.
    """

    text: str
    changed: bool
    diagnostics: tuple[Diagnostic, ...]
    source: SourceText


def format_text(source: SourceText) -> Formatted:
    """Lay out a file's text. Diagnostics: those of `govrules.syntax.parse_text`.

    Raises MeaningChangedError or UnknownNodeError for a fault of ours; nothing an author writes does.
    """
    plain = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    before = SourceText(source.path, plain)
    parsed = parse_text(before)
    text = _written(parsed)
    _compare(parsed, parse_text(SourceText(source.path, text)))
    return Formatted(text, text != source.text, parsed.diagnostics, before)


def _written(parsed: Parsed) -> str:
    """Return the file, statement by statement, with what stands between them."""
    source = parsed.source
    lines = source.text.split("\n")
    statements = {statement.span.start: statement for statement in parsed.statements}
    out: list[str] = []
    done = 0
    for piece in cut(source.text, load_grammar().opening):
        place = source.span(piece.start, piece.end)
        _between(lines[done : place.line - 1], out)
        own = lines[place.line - 1 : place.end_line]
        statement = statements.get(piece.start)
        laid = None if statement is None else _laid_out(statement, source, own)
        out += own if laid is None or sum(len(line) + 1 for line in laid) > LONGEST_STATEMENT else laid
        done = place.end_line
    _between(lines[done:], out)
    while out and not out[-1]:
        out.pop()
    return "\n".join(out) + "\n" if out else ""


def _laid_out(statement: ast.Statement, source: SourceText, own: list[str]) -> list[str]:
    """Return the lines of a statement with the comments of the lines it stands on."""
    comments = [comment_of(line) for line in own]
    if isinstance(statement, ast.LimitsStatement | ast.CaseStatement):
        first = statement.span.line
        numbered = [(first + number, comment) for number, comment in enumerate(comments) if comment]
        last = first + len(own) - 1
        if isinstance(statement, ast.CaseStatement):
            return lay_out_case(statement, numbered, last)
        return lay_out_table(statement, source, numbered, last)
    *inside, trailing = comments
    laid = lay_out(groups_of(statement, source))
    return [*(comment for comment in inside if comment), *(f"{laid}  {trailing}" if trailing else laid).split("\n")]


def _between(lines: list[str], out: list[str]) -> None:
    """Add what stands between statements: comments, and one blank line where there were any."""
    for line in lines:
        comment = line.strip()
        if comment or (out and out[-1]):
            out.append(comment)


def comment_of(line: str) -> str:
    """Return a line's comment without blanks around it, the empty text where there is none."""
    at = _STRING.sub(lambda found: "x" * len(found[0]), line).find("#")
    return line[at:].strip() if at >= 0 else ""


def _compare(before: Parsed, after: Parsed) -> None:
    """Raise MeaningChangedError unless both texts say the same, statement by statement."""
    old, new = before.statements, after.statements
    for one, other in zip(old, new, strict=False):
        if meaning(one) != meaning(other):
            raise MeaningChangedError(f"formatting would change the meaning of the statement at {one.span}")
    if len(old) != len(new) or _unread(before) != _unread(after):
        raise MeaningChangedError(f"formatting {before.source.path} would lose or change a statement")
    if _comments(before) != _comments(after):
        raise MeaningChangedError(f"formatting {before.source.path} would lose or move a comment")


def _unread(parsed: Parsed) -> list[tuple[int, str]]:
    """Return the statements that cannot be read, each as it stands with how many were read before it."""
    text = parsed.source.text
    starts = {statement.span.start for statement in parsed.statements}
    found, read = [], 0
    for piece in cut(text, load_grammar().opening):
        if piece.start in starts:
            read += 1
        else:
            found.append((read, text[piece.start : piece.end]))
    return found


def _comments(parsed: Parsed) -> list[str]:
    return [comment for line in parsed.source.text.split("\n") if (comment := comment_of(line))]
