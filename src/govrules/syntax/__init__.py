"""Text to AST. lark lives only here."""

from govrules.syntax.parse import Parsed, parse_question, parse_text, question_words, statement_spans

__all__ = ["Parsed", "parse_question", "parse_text", "question_words", "statement_spans"]
