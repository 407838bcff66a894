"""The promises that grammar/govrules.lark makes of itself."""

import re
from pathlib import Path

import pytest
import yaml
from lark import Lark

from govrules.source import SourceText
from govrules.syntax import parse_question, parse_text
from govrules.syntax.builder import Builder
from govrules.syntax.cutter import cut
from govrules.syntax.errors import REFUSED
from govrules.syntax.grammar import START, grammar_file, load_grammar

ROOT = Path(__file__).parents[2]
EXAMPLES = yaml.safe_load((ROOT / "grammar" / "syntax_examples.yaml").read_text("utf-8"))
STATEMENTS = [text for texts in EXAMPLES["statements"].values() for text in texts]


def test_no_conflict_and_no_collision() -> None:
    Lark.open(str(grammar_file()), parser="lalr", start=START, strict=True)


def test_opening_words_occur_nowhere_else() -> None:
    grammar = load_grammar()
    openers = {grammar.words[word] for word in grammar.opening}
    inside = {symbol.name for rule in grammar.parser.rules for symbol in rule.expansion[1:] if symbol.name in openers}
    assert not inside


def test_every_rule_has_a_builder_method() -> None:
    rules = {str(rule.origin.name) for rule in load_grammar().parser.rules}
    written = {name for name in rules if not name.startswith("_") and name != "post_statement"}
    missing = {name for name in written if not hasattr(Builder, f"_{name}")}
    assert not missing


def test_every_statement_of_the_grammar_has_an_example() -> None:
    assert set(EXAMPLES["statements"]) == load_grammar().opening


@pytest.mark.parametrize("text", STATEMENTS)
def test_examples_are_read(text: str) -> None:
    parsed = parse_text(SourceText("example.gov", text))
    assert [d.message for d in parsed.diagnostics] == []
    assert len(parsed.statements) == 1


@pytest.mark.parametrize("text", STATEMENTS)
def test_line_breaks_mean_nothing(text: str) -> None:
    tokens = load_grammar().parser.parse_interactive(text, start="statement").exhaust_lexer()
    broken = parse_text(SourceText("example.gov", "\n".join(tokens)))
    assert [d.message for d in broken.diagnostics] == []
    assert _shape(broken.statements) == _shape(parse_text(SourceText("example.gov", text)).statements)


@pytest.mark.parametrize("text", EXAMPLES["questions"])
def test_question_examples_are_read(text: str) -> None:
    expr, fault = parse_question(text)
    assert fault is None
    assert expr is not None


@pytest.mark.parametrize("word", sorted(load_grammar().words))
def test_words_are_reserved_everywhere(word: str) -> None:
    text = f"function {word}."
    (fault,) = parse_text(SourceText("example.gov", text)).diagnostics
    assert fault.code in ("GR008", "GR007")
    assert (word in REFUSED) == (fault.code == "GR007")


@pytest.mark.parametrize("word", sorted(load_grammar().words))
def test_a_name_may_begin_with_a_reserved_word(word: str) -> None:
    parsed = parse_text(SourceText("example.gov", f"function {word}-x of x{word}."))
    assert parsed.diagnostics == ()


def test_comments_blanks_and_strings() -> None:
    text = '# one\n\nfunction a1 "A # B. clause" # two\n   of b1. # three\nfunction b1.\n'
    grammar = load_grammar()
    pieces = [text[piece.start : piece.end] for piece in cut(text, grammar.opening)]
    assert pieces == ['function a1 "A # B. clause" # two\n   of b1.', "function b1."]
    assert len(parse_text(SourceText("example.gov", text)).statements) == 2


def _shape(statements: object) -> str:
    return re.sub(r"Span\([^)]*\)|text='(clause|limits|up to|without limit).*?', span", "", repr(statements))
