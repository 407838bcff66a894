"""Point questions, put to govrules and to every peer that is installed; answers are compared before anything is timed.

Run by `bench/run`, by hand with `pytest bench`; never by the tests of the project, which time nothing.
"""

import os
from functools import cache
from typing import Any

import pytest

from instance import SIZES, Instance
from ours import Ours, clauses_of, question_of
from peers import PEERS, Peer

QUESTIONS = 20
"""How many different questions one round asks."""
CHOSEN = tuple(os.environ.get("BENCH_SIZES", "S").split(","))


@cache
def instance(size: str) -> Instance:
    return Instance(SIZES[size])


@cache
def ours(size: str) -> Ours:
    return Ours(instance(size))


@cache
def wanted(size: str) -> list[set[Any]]:
    return [ours(size).ask(asked) for asked in instance(size).questions(QUESTIONS)]


def told(benchmark: Any, subject: str, size: str, measure: str = "point question", questions: int = QUESTIONS) -> None:
    benchmark.extra_info |= {"subject": subject, "size": size, "measure": measure, "questions": questions}


@pytest.mark.parametrize("size", CHOSEN)
def test_govrules_again(benchmark: Any, size: str) -> None:
    """The whole answer, where its cell was reached before; the question stands ready, as the peers' does."""
    subject, questions = ours(size), [question_of(asked) for asked in instance(size).questions(QUESTIONS)]
    told(benchmark, "govrules, whole answer, asked before", size)
    benchmark(lambda: [subject.answered(question) for question in questions])


@pytest.mark.parametrize("size", CHOSEN)
def test_govrules_question_made(benchmark: Any, size: str) -> None:
    """The same, the question made anew each time."""
    subject, questions = ours(size), instance(size).questions(QUESTIONS)
    told(benchmark, "govrules, the same, question made anew", size)
    benchmark(lambda: [subject.whole(asked) for asked in questions])


@pytest.mark.parametrize("size", CHOSEN)
def test_govrules_decision(benchmark: Any, size: str) -> None:
    """Who may act, by which clauses, and no more."""
    subject, questions = ours(size), [question_of(asked) for asked in instance(size).questions(QUESTIONS)]
    assert [clauses_of(subject.decided(question)) for question in questions] == wanted(size)
    told(benchmark, "govrules, decision, asked before", size)
    benchmark(lambda: [subject.decided(question) for question in questions])


@pytest.mark.parametrize("size", CHOSEN)
@pytest.mark.parametrize("what", ["answered", "decided"])
def test_govrules_at_first(benchmark: Any, size: str, what: str) -> None:
    """What no question touched before: everything about the body and function worked out, with the period."""
    questions = [question_of(asked) for asked in instance(size).questions(QUESTIONS)]
    told(benchmark, f"govrules, {'whole answer' if what == 'answered' else 'decision'}, at first", size)
    benchmark.pedantic(
        lambda subject: [getattr(subject, what)(question) for question in questions],
        setup=lambda: ((ours(size).anew(),), {}), rounds=5,
    )  # fmt: skip


@pytest.mark.parametrize("size", CHOSEN)
@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_peer(benchmark: Any, peer: type[Peer], size: str) -> None:
    if not peer.is_there():
        pytest.skip(f"{peer.needs} is not installed")
    subject, questions = peer(instance(size)), instance(size).questions(QUESTIONS)
    for asked, chains in zip(questions, wanted(size), strict=True):
        expected = chains if subject.says_chains else {holder for holder, _ in chains}
        assert subject.ask(asked) == expected, f"{peer.name} says something else of {asked}"
    told(benchmark, peer.name, size)
    benchmark(lambda: [subject.ask(asked) for asked in questions])
    subject.close()


@pytest.mark.parametrize("size", CHOSEN)
def test_reading_the_text(benchmark: Any, size: str) -> None:
    from ours import understood

    text = instance(size).text
    told(benchmark, "govrules, text to model", size, "reading", 1)
    benchmark.pedantic(lambda: understood(text), rounds=3)


@pytest.mark.parametrize("size", CHOSEN)
def test_reading_the_text_with_lark_alone(benchmark: Any, size: str) -> None:
    from lark import TextSlice

    from govrules.syntax.cutter import cut
    from govrules.syntax.grammar import load_grammar

    text, grammar = instance(size).text, load_grammar()
    pieces = [TextSlice(text, piece.start, piece.end) for piece in cut(text, grammar.opening)]
    told(benchmark, "lark's LALR alone on the same text", size, "reading", 1)
    benchmark.pedantic(lambda: [grammar.parser.parse(piece, start="statement") for piece in pieces], rounds=3)


@pytest.mark.parametrize("size", CHOSEN)
def test_opening_what_was_compiled(benchmark: Any, size: str, tmp_path: Any) -> None:
    """Open a compiled file and answer one question from it."""
    from govrules.api import load

    rules, compiled = tmp_path / "rules.gov", tmp_path / "scheme.govc"
    rules.write_text(instance(size).text, encoding="utf-8")
    compiled.write_bytes(load(rules).compile())
    asked = instance(size).questions(1)[0]
    words = f"who may exercise {asked.function} in {asked.body} on {asked.day} for £{asked.amount // 100:,}"
    told(benchmark, "govrules, compiled file to answer", size, "reading", 1)
    benchmark.pedantic(lambda: load(compiled).ask(words), rounds=5)
