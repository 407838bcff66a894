"""GR608: a name holds a character that does not show.

In: a scheme under check. Out: a warning for each name with control characters, marks that turn the direction of
writing, or characters without width: two such names look the same and are not, or read otherwise than they are stored.
Source: Unicode Technical Report 36, 2.6 and 3.4; Unicode Standard Annex 44, general categories.
"""

import unicodedata
from collections.abc import Iterator

from govrules.checks.scope import Scope, listed
from govrules.diagnostics import Diagnostic
from govrules.diagnostics.text import safe
from govrules.syntax import ast

_BLANK_LETTERS = "\u034f\u115f\u1160\u2800\u3164\uffa0"
"""Characters that count as letters, marks or signs and show nothing."""


def hidden_characters(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the display names, aliases and codes with characters that do not show."""
    for statement in scope.statements:
        names: ast.Names | None = getattr(statement, "names", None)
        for text in _texts(names) if names is not None else ():
            hidden = [char for char in dict.fromkeys(text) if not char.isprintable() or char in _BLANK_LETTERS]
            if hidden and names is not None:
                yield Diagnostic(
                    "GR608", f'the name "{safe(text)}" holds what does not show: {listed([*map(_called, hidden)])}',
                    names.id.span, "in one of its names",
                    "type the name again, with nothing in it but what can be seen and plain blanks",
                )  # fmt: skip


def _texts(names: ast.Names) -> Iterator[str]:
    yield names.display or ""
    yield from (one.text for one in (*names.aliases, *names.codes))


def _called(char: str) -> str:
    """Return a character by its code point and Unicode name; control characters have none."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character').lower()}"
