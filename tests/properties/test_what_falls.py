"""What falls if a clause ends: what the reference excludes then and did not before, and nothing else."""

from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import schemes
from test_engine_equals_reference import EXAMPLES, PROFILE

from govrules import reference
from govrules.compile import compile_scheme
from govrules.diff.falls import falls
from govrules.model.answer import Answer
from govrules.model.ending import ending
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme


@st.composite
def ended(draw: Callable[[st.SearchStrategy], object]) -> tuple[Scheme, str, date]:
    """Draw a scheme, a clause of it that passes something on, and a day."""
    scheme = draw(schemes())
    passing = sorted({one.clause for one in scheme.delegations}) or ["no clause"]
    return scheme, draw(st.sampled_from(passing)), draw(st.dates(date(2011, 3, 30), date(2011, 4, 14)))


def excluded(answer: Answer) -> set[tuple[str, str]]:
    """Return the clauses that give nobody anything at any point of an answer without parts by body."""
    return {(one.clause, one.reason) for one in answer.excluded}


@settings(PROFILE, max_examples=max(EXAMPLES // 20, 1), deadline=None)
@given(drawn=ended())
def test_what_falls_is_what_the_reference_excludes_then(drawn: tuple[Scheme, str, date]) -> None:
    scheme, clause, on = drawn
    after = ending(scheme, {clause}, on)
    found = falls(compile_scheme(scheme), {clause}, on)
    told = {(one.clause, one.reason) for one in found.fallen}
    undivided = [body.id for body in scheme.bodies.values() if not body.areas]
    for body in undivided:
        for leaf in sorted({leaf for one in scheme.functions for leaf in scheme.leaves_of(one)}):
            question = Question(QuestionKind.EXERCISE, body, leaf, on)
            was, now = (excluded(reference.answer(one, question)) for one in (scheme, after))
            gone = {name for name, _ in was}
            new = {(name, reason) for name, reason in now if name not in gone and name != clause}
            assert new <= told


@settings(PROFILE, max_examples=max(EXAMPLES // 10, 1), deadline=None)
@given(drawn=ended())
def test_before_the_day_nothing_differs_and_what_falls_changes_an_answer(drawn: tuple[Scheme, str, date]) -> None:
    scheme, clause, on = drawn
    found = falls(compile_scheme(scheme), {clause}, on)
    rows = found.compared.difference.rows
    assert all(row.begins is not None and row.begins >= on for row in rows)
    assert all(one.reason and one.bodies and one.functions for one in found.fallen)
