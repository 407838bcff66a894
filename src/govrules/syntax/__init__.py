"""Text to AST. lark lives only here."""

from typing import TYPE_CHECKING

from govrules.lazy import shown_by

if TYPE_CHECKING:
    from govrules.syntax.parse import Parsed, parse_question, parse_text, statement_spans
    from govrules.syntax.reserved import reserved_words

__all__ = ["Parsed", "parse_question", "parse_text", "reserved_words", "statement_spans"]

__getattr__ = shown_by(__name__, {**dict.fromkeys(__all__, "parse"), "reserved_words": "reserved"})
