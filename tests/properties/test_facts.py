"""Questions about facts: one meaning on both implementations, each way round the enumeration of the other."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TITLES, everybody, schemes
from test_engine_equals_reference import EXAMPLES, PROFILE

from govrules import reference
from govrules.api import load
from govrules.compile import Compiled, compile_scheme
from govrules.engine import answer
from govrules.engine.facts import facts
from govrules.model.facts import Fact, FactKind, FactQuestion
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme

LIBRARY = Path(__file__).parents[2] / "policies"
DAYS = st.dates(date(2011, 3, 30), date(2011, 4, 14))


def things(scheme: Scheme, kind: FactKind) -> tuple[str, ...]:
    """Return what a question of a kind can be about."""
    if kind is FactKind.HOLDS:
        return tuple(scheme.posts)
    if kind is FactKind.SITS:
        return tuple(body.first_holder for body in scheme.bodies.values())
    if kind is FactKind.MEMBERS:
        return tuple(scheme.groups)
    if kind in (FactKind.GROUPS, FactKind.DIRECTED, FactKind.MANAGED):
        return (*scheme.bodies, *scheme.areas, *scheme.groups)
    return everybody(scheme)


@st.composite
def questions_of_facts(draw: Callable[[st.SearchStrategy], object]) -> tuple[Scheme, FactQuestion]:
    """Draw a scheme and a question about facts of it."""
    scheme = draw(schemes())
    kinds = [kind for kind in FactKind if things(scheme, kind)]
    kind = draw(st.sampled_from(kinds))
    about = draw(st.sampled_from(things(scheme, kind)))
    has_lines = kind in (FactKind.ANSWERS, FactKind.ANSWERING)
    function = draw(st.sampled_from([None, *sorted(scheme.functions)])) if has_lines else None
    title = draw(st.sampled_from(TITLES)) if kind is FactKind.DESIGNATES else None
    return scheme, FactQuestion(kind, about, draw(st.none() | DAYS), function, title)


@settings(PROFILE, max_examples=max(EXAMPLES // 4, 1))
@given(drawn=questions_of_facts())
def test_engine_and_reference_say_the_same_facts(drawn: tuple[Scheme, FactQuestion]) -> None:
    scheme, question = drawn
    assert facts(compile_scheme(scheme), question) == reference.facts(scheme, question)


@settings(PROFILE, max_examples=max(EXAMPLES // 4, 1))
@given(drawn=questions_of_facts(), on=DAYS)
def test_the_stated_period_is_exact(drawn: tuple[Scheme, FactQuestion], on: date) -> None:
    scheme, question = drawn
    compiled = compile_scheme(scheme)
    (found,) = facts(compiled, attrs.evolve(question, on=on)).stretches
    for day in (found.holds_from, found.holds_to):
        assert day is None or reference.facts_on(scheme, question, day) == found.dated(None, None)
    outside = [
        day
        for day in (
            found.holds_from and date.fromordinal(found.holds_from.toordinal() - 1),
            found.holds_to and date.fromordinal(found.holds_to.toordinal() + 1),
        )
        if day is not None
    ]
    assert all(reference.facts_on(scheme, question, day) != found.dated(None, None) for day in outside)


def rows(compiled: Compiled, kind: FactKind, about: str, on: date) -> tuple[Fact, ...]:
    (found,) = facts(compiled, FactQuestion(kind, about, on)).stretches
    return found.rows


def check_lines(compiled: Compiled, on: date, holders: tuple[str, ...]) -> None:
    """Check that each line is found from either of its ends, for the same functions and bodies by the same clauses.

    A shared board is one with the board of a body, and asked about under either name: only names in clauses count.
    """
    scheme = compiled.scheme
    named = {(line.clause, line.who, line.to) for line in scheme.lines}

    def found(kind: FactKind) -> set[object]:
        return {
            (clause, row.relation, leaf, body, row.said.certain or bool(scheme.seatings))
            for one in holders
            for row in rows(compiled, kind, one, on)
            if one == (row.relation.who if kind is FactKind.ANSWERS else row.relation.of)
            for clause in row.said.clauses
            if (clause, row.relation.who, row.relation.of) in named
            for node in row.functions
            for leaf in scheme.leaves_of(node)
            if not any(leaf in scheme.leaves_of(less) for less in row.exceptions)
            for body in row.bodies or (None,)
        }

    assert found(FactKind.ANSWERS) == found(FactKind.ANSWERING)


def check_members(compiled: Compiled, on: date) -> None:
    """Check that each membership is found from either of its ends."""
    scheme = compiled.scheme
    places = (*scheme.bodies, *scheme.areas)
    forward = {row for one in places for row in rows(compiled, FactKind.GROUPS, one, on) if row.relation.who == one}
    assert forward == {row for one in scheme.groups for row in rows(compiled, FactKind.MEMBERS, one, on)}


@settings(PROFILE, max_examples=max(EXAMPLES // 8, 1))
@given(scheme=schemes(), on=DAYS)
def test_lines_and_memberships_are_found_from_either_end(scheme: Scheme, on: date) -> None:
    compiled = compile_scheme(scheme)
    check_lines(compiled, on, (*scheme.posts, *scheme.organs, *scheme.sets, *scheme.bodies))
    check_members(compiled, on)


def check_officers(compiled: Compiled, on: date, title: str, bodies: tuple[str, ...], posts: tuple[str, ...]) -> None:
    """Check that whose officer somebody is equals the enumeration of who is the officer."""
    asked = [answer(compiled, Question(QuestionKind.OFFICER, body, None, on, title=title)) for body in bodies]
    forward = {
        (one.post, body, one.certain)
        for body, answer in zip(bodies, asked, strict=True)
        for part in (answer, *answer.parts)
        for one in part.officers
    }
    found = {
        (row.relation.of, row.relation.who, row.said.certain)
        for post in posts
        for row in facts(compiled, FactQuestion(FactKind.DESIGNATES, post, on, title=title)).stretches[0].rows
        if row.relation.who in bodies
    }
    assert found == {one for one in forward if one[0] in posts}


@settings(PROFILE, max_examples=max(EXAMPLES // 8, 1))
@given(scheme=schemes(), on=DAYS, title=st.sampled_from(TITLES))
def test_whose_officer_is_the_enumeration_of_who_is_officer(scheme: Scheme, on: date, title: str) -> None:
    check_officers(compile_scheme(scheme), on, title, tuple(scheme.bodies), tuple(scheme.posts))


@cache
def library() -> Compiled:
    return load(LIBRARY).compiled


SOME = ("bexley", "greenwich", "calderdale", "bassetlaw")
QUESTIONS = [
    FactQuestion(FactKind.HOLDS, "finance-director@sel"),
    FactQuestion(FactKind.ANSWERS, "finance-director@sel"),
    FactQuestion(FactKind.ANSWERING, "chief-executive@sel"),
    FactQuestion(FactKind.ANSWERING, "nhs-london"),
    FactQuestion(FactKind.DIRECTED, "bexley"),
    FactQuestion(FactKind.MANAGED, "greenwich"),
    FactQuestion(FactKind.SITS, "board@calderdale"),
    FactQuestion(FactKind.DESIGNATES, "chief-executive@sel", title="accountable-officer"),
    FactQuestion(FactKind.GROUPS, "bassetlaw"),
    FactQuestion(FactKind.MEMBERS, "ckw"),
]


@pytest.mark.parametrize("on", [date(2011, 6, 1), date(2011, 6, 30), date(2011, 10, 2)], ids=str)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one.kind.value} {one.about}")
def test_facts_of_the_library_are_those_of_the_reference(question: FactQuestion, on: date) -> None:
    (found,) = facts(library(), attrs.evolve(question, on=on)).stretches
    assert found.dated(None, None) == reference.facts_on(library().scheme, question, on)
    assert found.rows or on < date(2011, 10, 2)


@pytest.mark.parametrize("on", [date(2011, 6, 15), date(2011, 10, 2)], ids=str)
def test_relations_of_the_library_are_found_from_either_end(on: date) -> None:
    scheme = library().scheme
    named = {name for line in scheme.lines for name in (line.who, line.to)}
    check_lines(library(), on, tuple(sorted(named)))
    check_members(library(), on)
    posts = tuple(sorted({one.post for one in scheme.designations if one.body in SOME}))
    check_officers(library(), on, "accountable-officer", SOME, posts)
