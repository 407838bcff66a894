"""Reverse answers equal the enumeration of the forward question, on generated schemes and on the rule library."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import product
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import asked, everybody
from test_engine_equals_reference import EXAMPLES, PROFILE

from govrules import engine, reference
from govrules.api import load
from govrules.compile import Compiled, compile_scheme
from govrules.engine.reverse import reverse
from govrules.model.answer import Answer
from govrules.model.question import Question, QuestionKind
from govrules.model.reverse import KEEPING, ReverseKind, ReverseQuestion, Stretch, content_of
from govrules.model.scheme import Scheme

ROOT = Path(__file__).parents[2]
Ways = Mapping[tuple[str, str], object]


def points(scheme: Scheme, place: str, on: date | None) -> list[str]:
    """Return the areas of a body that may exist on a day, or the place itself where it has none or is one."""
    areas = scheme.bodies[place].areas if place in scheme.bodies else ()
    return [area for area in areas if on is None or not scheme.areas[area].life.excludes(on)] or [place]


def expanded(scheme: Scheme, stretch: Stretch, on: date | None) -> Ways:
    """Return what the rows say of each leaf and body or area; that rows overlap is an error."""
    found: dict[tuple[str, str], object] = {}
    for row in stretch.rows:
        leaves = {leaf for node in row.functions for leaf in scheme.leaves_of(node)}
        leaves -= {leaf for node in row.exceptions for leaf in scheme.leaves_of(node)}
        for leaf in leaves:
            for point in (point for body in row.bodies for point in points(scheme, body, on)):
                assert (leaf, point) not in found
                found[leaf, point] = row.verdict, row.abilities, row.kept
    return found


def bare(answer: Answer) -> Answer:
    """Return an answer without the functions that what is kept is named by: rows name them."""
    return attrs.evolve(answer, kept=tuple(attrs.evolve(one, functions=()) for one in answer.kept))


def enumerated(scheme: Scheme, question: ReverseQuestion, ask: Callable[[Question], Answer]) -> Ways:
    """Return what the forward question answers for each leaf and body asked about, where that is anything."""
    found: dict[tuple[str, str], object] = {}
    parents = {one.parent for one in scheme.functions.values()}
    for body in [question.body] if question.body else scheme.bodies:
        for leaf in scheme.functions.keys() - parents:
            answer = ask(question.forward(body, leaf))
            by_body = answer.parts if any(part.scope.bodies for part in answer.parts) else (answer,)
            for part in by_body:
                here = content_of(bare(part), question.kind)
                (name,) = part.scope.bodies or (body,)
                if here is not None:
                    said = here.verdict, here.abilities, here.kept
                    found |= {(leaf, point): said for point in points(scheme, name, question.on)}
    return found


@st.composite
def reversed_questions(draw: Callable[[st.SearchStrategy], object]) -> tuple[Scheme, ReverseQuestion]:
    """Draw a scheme and a reverse question about it."""
    scheme, forward = draw(asked())
    kind = draw(st.sampled_from(list(ReverseKind)))
    who = None if kind in KEEPING else draw(st.sampled_from(everybody(scheme)))
    body = forward.body if kind in KEEPING or draw(st.booleans()) else None
    return scheme, ReverseQuestion(
        kind, who, body, forward.on, forward.amounts, forward.given, None, forward.concerning
    )


@settings(PROFILE, max_examples=max(EXAMPLES // 10, 1))
@given(drawn=reversed_questions())
def test_engine_and_reference_list_the_same_rows(drawn: tuple[Scheme, ReverseQuestion]) -> None:
    scheme, question = drawn
    assert reverse(compile_scheme(scheme), question) == reference.reverse(scheme, question)


@settings(PROFILE, max_examples=max(EXAMPLES // 10, 1))
@given(drawn=reversed_questions(), on=st.dates(date(2011, 3, 30), date(2011, 4, 14)))
def test_rows_are_the_enumeration_of_the_forward_question(drawn: tuple[Scheme, ReverseQuestion], on: date) -> None:
    scheme, question = drawn
    question = attrs.evolve(
        question, on=question.on or on, body=None if question.body in scheme.groups else question.body
    )
    compiled = compile_scheme(scheme)
    (stretch,) = reverse(compiled, question).stretches
    assert expanded(scheme, stretch, question.on) == enumerated(
        scheme, question, lambda one: engine.answer(compiled, one)
    )


@settings(PROFILE, max_examples=max(EXAMPLES // 10, 1))
@given(drawn=reversed_questions(), on=st.dates(date(2011, 3, 30), date(2011, 4, 14)))
def test_what_is_kept_is_what_any_answer_shows_as_kept(drawn: tuple[Scheme, ReverseQuestion], on: date) -> None:
    scheme, question = drawn
    compiled = compile_scheme(scheme)
    parents = {one.parent for one in scheme.functions.values()}
    body = question.body or min(scheme.bodies)
    for kind, leaf in product(KEEPING, sorted(scheme.functions.keys() - parents)):
        forward = attrs.evolve(question, kind=kind, on=on).forward(body, leaf)
        whole = engine.answer(compiled, attrs.evolve(forward, kind=QuestionKind.ACCOUNTABLE, how=None))
        if not whole.diagnostics and not whole.parts:
            kept = engine.answer(compiled, forward).kept
            assert kept == tuple(one for one in whole.kept if one.how in KEEPING[kind])


@cache
def library(rules: str) -> Compiled:
    return load(ROOT / rules).compiled


DAYS = {
    "policies": date(2011, 6, 1),
    "examples/council": date(2025, 7, 1),
    "examples/harrowmere": date(2026, 6, 1),
    "examples/icb-cluster": date(2026, 6, 1),
}


def asked_about(rules: str) -> Iterator[ReverseQuestion]:
    """Yield questions about every body, or every twentieth of many.

    What it keeps, what is delegated to somebody there, what its first holder may exercise.
    """
    scheme, on = library(rules).scheme, DAYS[rules]
    bodies = sorted(scheme.bodies)
    for body in bodies[:: 20 if len(bodies) > 20 else 1]:
        yield from (ReverseQuestion(kind, None, body, on) for kind in KEEPING)
        receivers = sorted({one.receiver for one in scheme.delegations if one.body == body} & scheme.posts.keys())
        for who in receivers[:1]:
            yield ReverseQuestion(ReverseKind.DELEGATED, who, body, on)
        yield ReverseQuestion(ReverseKind.WHAT_MAY, scheme.bodies[body].first_holder, body, on)


@pytest.mark.parametrize("rules", DAYS)
def test_rows_of_every_policy_are_the_enumeration(rules: str) -> None:
    compiled = library(rules)
    for question in asked_about(rules):
        (stretch,) = reverse(compiled, question).stretches
        rows = expanded(compiled.scheme, stretch, question.on)
        assert rows == enumerated(compiled.scheme, question, partial(engine.answer, compiled)), question
        assert question.on is not None
        assert stretch.dated(None, None) == reference.rows_on(compiled.scheme, question, question.on), question


@pytest.mark.parametrize("on", [date(2011, 5, 1), date(2012, 4, 1)], ids=str)
@pytest.mark.parametrize(
    ("kind", "who"),
    [(ReverseKind.WHAT_MAY, "finance-director@sel"), (ReverseKind.KEEPS, None)],
)
@pytest.mark.parametrize("body", ["bexley", "greenwich"])
def test_rows_of_the_library_are_the_enumeration(kind: ReverseKind, who: str | None, body: str, on: date) -> None:
    compiled, question = library("policies"), ReverseQuestion(kind, who, body, on)
    (stretch,) = reverse(compiled, question).stretches
    rows = expanded(compiled.scheme, stretch, on)
    assert rows == enumerated(compiled.scheme, question, partial(engine.answer, compiled))
    assert stretch.dated(None, None) == reference.rows_on(compiled.scheme, question, on)
