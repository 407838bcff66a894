"""Text to AST. lark lives only here."""

from typing import TYPE_CHECKING

from govrules.lazy import shown_by

if TYPE_CHECKING:
    from govrules.syntax.parse import parse_question, statement_spans
    from govrules.syntax.parsed import Parsed, is_remembered, parse_text, remember
    from govrules.syntax.reserved import reserved_words

__all__ = [
    "Parsed", "is_remembered", "parse_question", "parse_text", "remember", "reserved_words", "statement_spans",
]  # fmt: skip

__getattr__ = shown_by(
    __name__,
    {
        "Parsed": "parsed",
        "parse_text": "parsed",
        "is_remembered": "parsed",
        "remember": "parsed",
        "reserved_words": "reserved",
        "parse_question": "parse",
        "statement_spans": "parse",
    },
)
