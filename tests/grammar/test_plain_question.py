"""Questions read word by word are what the grammar makes of them; whatever else there is, the grammar reads."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.source import SourceText
from govrules.syntax import parse_question, reserved_words
from govrules.syntax.grammar import load_grammar
from govrules.syntax.plain_question import read_plain
from govrules.syntax.questions import QuestionExpr

ASKED = (
    'who is accountable for "contracts"', 'who may exercise "contracts"', 'who is the "chair of the board"',
    'who is "chair" of "bexley"', 'may "chair" of "bexley" exercise "contracts"',
    'why may "chair" not exercise "contracts"', 'what may "chair" exercise', 'what is delegated to "chair" of "sel"',
    'what does "bexley" retain', 'what does "bexley" reserve', 'what does "bexley" keep',
    'who is in "chair" of "bexley"', '"chair" answers to who', 'who answers to "chair" of "bexley"',
    'who directed "bexley"', 'who managed "bexley"', 'who sits as "board" of "bexley"',
    'who designates "chair" of "sel" as "accountable officer"', 'what is "bexley" member of', 'who is member of "sel"',
)  # fmt: skip
FURTHER = (
    'in "bexley"', 'for "contracts"', "on 1 June 2011", "on 2011-06-01", "for £5,000", 'for £5.50 per "transaction"',
    'for £5 per "case" including VAT', 'given "urgent"', 'given "urgent", not "in budget"', "as known on 2 May 2012",
    'concerning "chair" of "bexley"', 'concerning "j smith"', "?",
)  # fmt: skip
WORDS = (
    "who", "is", "the", "accountable", "for", "may", "exercise", "why", "not", "what", "does", "delegated", "to", "in",
    "on", "of", "answers", "directed", "member", "sits", "designates", "given", "as", "known", "concerning", "retain",
    "reserve", "keep", "per", "including", "excluding", "VAT", "everything", "except", "each", '"contracts"', '"chair"',
    '"never closed', "contracts", "1 June 2011", "31 February 2011", "2011-06-01", "1 june 2011", "£5", "£5,0.0.1",
    "€7", "5", "4.1", "?", ",",
)  # fmt: skip

PIECE = re.compile(r'"[^"]*"|[0-9]+ [A-Z][a-z]+ [0-9]{4}|£[0-9,.]+|[^\s,?]+|[,?]')


def written(words: list[str]) -> tuple[str, list[tuple[str, int]]]:
    """Return a question as text, and its words with the offsets at which they begin."""
    text, found = "", []
    for word in words:
        found.append((word, len(text)))
        text += word + " "
    return text.rstrip(), found


def pieces(text: str) -> list[str]:
    """Return the words of a question with its names and days whole."""
    return PIECE.findall(text)


def read(words: list[str]) -> tuple[QuestionExpr | None, QuestionExpr | None]:
    text, found = written(words)
    return read_plain(found, SourceText("question", text)), parse_question(text)[0]


@pytest.mark.parametrize("begins", ASKED)
@settings(deadline=None, max_examples=60)
@given(further=st.lists(st.sampled_from(FURTHER), max_size=4))
def test_a_plain_question_is_read_word_by_word_as_the_grammar_reads_it(begins: str, further: list[str]) -> None:
    plain, whole = read(pieces(" ".join([begins, *further])))
    assert plain == whole
    assert plain is not None or "?" in further[:-1]


@settings(deadline=None, max_examples=500)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_whatever_is_read_word_by_word_the_grammar_reads_alike(words: list[str]) -> None:
    plain, whole = read(words)
    assert plain is None or plain == whole


def test_the_reserved_words_are_those_of_the_grammar() -> None:
    assert reserved_words() == load_grammar().words.keys()
