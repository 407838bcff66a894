"""A register written as a rule file.

In: the path of a register, and of the rule files it belongs to, if they are to be looked at. Out: the statements of the
register, laid out as `govrules fmt` does, and what is wrong. Promise: what is written has been read again and says the
same, else MeaningChangedError.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from govrules.diagnostics import Diagnostic, Severity
from govrules.format import MeaningChangedError
from govrules.format.layout import lay_out
from govrules.format.meaning import meaning
from govrules.format.statements import groups_of
from govrules.resolve import resolve
from govrules.source import SourceText
from govrules.syntax import Parsed, ast, parse_text
from govrules.workspace.files import Files
from govrules.workspace.understanding import parse_all

_ARTICLES = SourceText("articles", "a an ")
_SOUNDS_LIKE_A_CONSONANT = ("uni", "use", "eu", "one")


@frozen
class Registered:
    """What became of a register: the text of a rule file, what is wrong, and the texts that places are in, by path."""

    text: str
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, SourceText]

    @property
    def ok(self) -> bool:
        """Say whether no row had to be left out and nothing is wrong with what it names."""
        return all(diagnostic.severity < Severity.ERROR for diagnostic in self.diagnostics)


def read_as_rules(files: Files, path: str | Path) -> Registered:
    """Write the register at `path` as a rule file.

    `files` hold the register and the rule files it is checked with; alone, only its form is checked. Diagnostics: those
    of reading registers; with other files, of resolving names.
    """
    whole = parse_all(files.texts[name] for name in sorted(files.texts))
    own = next(one for one in whole if Path(one.source.path).resolve() == Path(path).resolve())
    found: Sequence[Diagnostic] = own.diagnostics
    if len(whole) > 1:
        found = [one for one in resolve(whole)[1] if _concerns(one, own.source.path)]
    text, unread = _written(own)
    diagnostics = sorted([*files.diagnostics, *found, *unread], key=lambda diagnostic: diagnostic.sort_key)
    return Registered(text, tuple(diagnostics), files.texts)


def _concerns(diagnostic: Diagnostic, path: str) -> bool:
    places = [diagnostic.span, *(related.span for related in diagnostic.related)]
    return any(place is not None and place.path == path for place in places)


def _written(parsed: Parsed) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return statements as the text of a rule file, a blank line between their sorts; and what is too long in it."""
    lines: list[str] = []
    sort: type | None = None
    for statement in parsed.statements:
        lines += [""] if sort not in (None, type(statement)) else []
        sort = type(statement)
        lines.append(lay_out(groups_of(_with_article(statement), _ARTICLES)))
    text = "".join(f"{line}\n" for line in lines)
    again = parse_text(SourceText(f"{parsed.source.path} as a rule file", text))
    if not again.diagnostics and [*map(meaning, parsed.statements)] != [*map(meaning, again.statements)]:
        raise MeaningChangedError(f"{parsed.source.path} would say something else as a rule file")
    return text, again.diagnostics


def _with_article(statement: ast.Statement) -> ast.Statement:
    """Have the layout find `a` or `an` before the kind, which a register does not say."""
    if not isinstance(statement, ast.BodyStatement | ast.ClusterStatement):
        return statement
    word = statement.kind.text
    vowel = word[:1] in "aeiouAEIOU" and not word.startswith(_SOUNDS_LIKE_A_CONSONANT)
    start, end = (2, 5) if vowel else (0, 2)
    kind = evolve(statement.kind, span=_ARTICLES.span(end, end))
    return evolve(statement, kind=kind, span=_ARTICLES.span(start, end))
