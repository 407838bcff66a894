"""The grammar, loaded once: the only place that reads `grammar/*.lark`.

In: the grammar files, inside an installed package or beside `src` in a checkout. Out: one lark parser, its reserved
words, and the opening words of statements.
"""

from functools import cache
from typing import Any

from attrs import frozen
from lark import Lark, Token

from govrules.syntax.reserved import grammar_file, reserved_words

START = ["statement", "question"]


class _WholeWords:
    """Has the lexer look for NAME in every state, so that `for` is never found at the head of `format`."""

    always_accept = ("NAME",)

    def process(self, stream: Any) -> Any:
        """Pass tokens on as they are."""
        return stream


@frozen
class Grammar:
    """The parser; `words`, reserved word to terminal; `opening`, the words that open statements."""

    parser: Lark
    words: dict[str, str]
    opening: frozenset[str]


@cache
def load_grammar() -> Grammar:
    """Build the parser. Costs some tenths of a second, so it is done on first use and once."""
    path = str(grammar_file())
    words = {word: word.upper() for word in reserved_words()}

    def reserve(token: Token) -> Token:
        token.type = words.get(str(token), token.type)
        return token

    parser = Lark.open(
        path,
        parser="lalr",
        lexer="contextual",
        start=START,
        propagate_positions=True,
        maybe_placeholders=True,
        postlex=_WholeWords(),
        lexer_callbacks={"NAME": reserve},
    )
    words |= {t.pattern.value: t.name for t in parser.terminals if t.pattern.value in words}
    first = parser.parse_interactive("", start="statement").accepts()  # type: ignore[no-untyped-call]
    return Grammar(parser, words, frozenset(word for word, terminal in words.items() if terminal in first))
