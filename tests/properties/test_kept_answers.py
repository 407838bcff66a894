"""What is kept from one question to the next changes no answer, whatever is asked in whatever order, and is bounded."""

import random
from collections.abc import Iterator
from datetime import date

import attrs
import pytest
from draws import Draws, DrawsOf
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SchemeMaker, asked, question_about
from test_engine_equals_reference import EXAMPLES, PROFILE, assert_equal

from govrules import engine
from govrules.compile import compile_scheme
from govrules.engine.index import Index, index_of
from govrules.engine.judge import Judgement, judge
from govrules.engine.place import place_at
from govrules.engine.points import Points
from govrules.model.answer import Answer
from govrules.model.days import ONE_DAY
from govrules.model.decision import decision_of
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.remembering import OFF

QUESTIONS = 12
"""How often one scheme is asked."""


def ends(scheme: Scheme) -> list[int]:
    """Return amounts at, just under and just over every end that a clause is written for, and some far from all."""
    limits = [
        rule.limit
        for sort in (scheme.delegations, scheme.keepings, scheme.prohibitions, scheme.procedures)
        for rule in sort
        if rule.limit is not None
    ]
    found = {end for limit in limits for end in (limit.over, limit.up_to) if end is not None}
    return sorted({max(0, end + more) for end in found for more in (-2, -1, 0, 1)} | {0, 10**12})


def asked_again(scheme: Scheme, first: Question, draws: Draws) -> Iterator[Question]:
    """Yield questions, most of them like the first but for their days and amounts, some of them quite others."""
    amounts, days = ends(scheme), [date(2010, 12, 30) + number * ONE_DAY for number in range(0, 900, 7)]
    for _ in range(QUESTIONS):
        like = question_about(scheme, draws) if draws.chance(20) else first
        named = {basis: draws.pick(amounts) for basis in like.amounts}
        on = draws.pick(days) + draws.number(0, 6) * ONE_DAY if draws.chance(90) else None
        yield attrs.evolve(like, on=on, amounts=named)


@st.composite
def schemes_asked_again(draw: st.DrawFn) -> tuple[Scheme, list[Question]]:
    draws = DrawsOf(draw)
    scheme = SchemeMaker(draws).scheme()
    return scheme, list(asked_again(scheme, question_about(scheme, draws), draws))


@settings(PROFILE, max_examples=max(EXAMPLES // 20, 1))
@given(drawn=schemes_asked_again())
def test_whatever_was_asked_before_an_answer_is_the_same(drawn: tuple[Scheme, list[Question]]) -> None:
    scheme, questions = drawn
    kept, anew = compile_scheme(scheme), compile_scheme(scheme, remembers=False)
    for question in [*questions, *reversed(questions)]:
        expected = engine.answer(anew, question)
        assert_equal(engine.answer(kept, question), expected)
        assert engine.answer(kept, question).diagnostics == expected.diagnostics
        assert all(part.question == question for part in every_part(engine.answer(kept, question)))


@settings(PROFILE, max_examples=max(EXAMPLES // 40, 1))
@given(drawn=schemes_asked_again())
def test_a_decision_is_that_of_the_whole_answer(drawn: tuple[Scheme, list[Question]]) -> None:
    scheme, questions = drawn
    kept, anew = compile_scheme(scheme), compile_scheme(scheme, remembers=False)
    for question in questions:
        assert engine.decide(kept, question) == engine.decide(anew, question)
        assert engine.decide(kept, question) == decision_of(engine.answer(anew, question))


@settings(PROFILE, max_examples=max(EXAMPLES // 40, 1))
@given(drawn=schemes_asked_again())
def test_where_little_is_kept_an_answer_is_the_same(drawn: tuple[Scheme, list[Question]]) -> None:
    scheme, questions = drawn
    compiled, anew = compile_scheme(scheme), compile_scheme(scheme, remembers=False)
    index = Index(compiled, most=3)
    for question in [*questions, *reversed(questions)]:
        assert_equal(index.answer(question), engine.answer(anew, question))
        assert index.decide(question) == engine.decide(anew, question)


@settings(PROFILE, max_examples=max(EXAMPLES // 40, 1))
@given(drawn=asked(), seed=st.integers(0, 2**16))
def test_what_is_so_at_a_point_is_the_same_from_shared_work(drawn: tuple[Scheme, Question], seed: int) -> None:
    scheme, _ = drawn
    compiled, anew, chance = compile_scheme(scheme), compile_scheme(scheme, remembers=False), random.Random(seed)
    leaves = [None, *sorted({leaf for node in scheme.functions for leaf in scheme.leaves_of(node)})]
    for day in chance.choices([date(2011, 1, 1) + number * ONE_DAY for number in range(700)], k=4):
        for body in scheme.bodies:
            for point in Points(compiled, day).of(body):
                for leaf in chance.sample(leaves, len(leaves)):
                    found = Points(compiled, day).content(point, leaf)
                    expected = judge(place_at(anew, point, leaf, day), found.question).content({})
                    assert_equal(found, expected)


@settings(PROFILE, max_examples=max(EXAMPLES // 40, 1))
@given(drawn=asked())
def test_circumstances_that_matter_at_no_amount_asked_about_change_nothing(drawn: tuple[Scheme, Question]) -> None:
    scheme, question = drawn
    question = attrs.evolve(question, amounts={}, given={})
    found = engine.answer(compile_scheme(scheme), question)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Judgement, "_mattering", lambda self, amounts: self._alike)
        assert_equal(found, engine.answer(compile_scheme(scheme), question))


def every_part(found: Answer) -> Iterator[Answer]:
    yield found
    for part in found.parts:
        yield from every_part(part)


@pytest.mark.parametrize("most", [5, 50])
def test_no_more_is_kept_than_about_twice_the_bound(most: int, scheme: Scheme) -> None:
    index = Index(compile_scheme(scheme), most)
    for number in range(10 * most):
        index.answer(Question(QuestionKind.EXERCISE, "alder", "care", date(2011, 4, 1), {"item": number * 100}))
        index.answer(Question(QuestionKind.EXERCISE, "alder", "care", None, {}, None, {f"c{number}": True}))
        assert index.size <= 2 * most + 10


def test_the_switch_of_the_cache_turns_it_off(scheme: Scheme, monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question(QuestionKind.EXERCISE, "alder", "care", date(2011, 4, 1))
    monkeypatch.setenv(OFF, "1")
    compiled = compile_scheme(scheme)
    engine.answer(compiled, question)
    assert not compiled.remembers and not compiled.kept
    monkeypatch.delenv(OFF)
    compiled = compile_scheme(scheme)
    engine.answer(compiled, question)
    assert index_of(compiled).size and index_of(compiled) is compiled.kept[Index]


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    """A body with one clause."""
    from govrules.resolve import resolve
    from govrules.source import SourceText
    from govrules.syntax import parse_text

    text = """
term scheme "Scheme" is a rank.
term trust "Trust" is a kind having legal-personality, board.
term chief "Chief" is an office.
term item "Item" is a basis.
function care "Care".
body alder "Alder" is a trust.
post chief of alder.
instrument sod "Scheme" is a scheme of alder.
clause 0 of sod: alder is vested with care.
clause 1 of sod: alder delegates care to chief of alder up to £50 per item.
"""
    found, faults = resolve([parse_text(SourceText("a.gov", text))])
    assert found is not None and not faults, faults
    return found
