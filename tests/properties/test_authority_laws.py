"""Laws of authority that a lawyer would state without knowing the engine."""

import os
from datetime import date

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import asked, day, schemes

from govrules import engine
from govrules.compile import compile_scheme
from govrules.diff.cells import Side
from govrules.diff.compare import Comparison
from govrules.diff.difference import Change
from govrules.model.answer import Answer
from govrules.model.days import Cause, Period
from govrules.model.question import Question, QuestionKind
from govrules.model.rules import Delegation
from govrules.model.scheme import Scheme
from govrules.reference import answer as refer

EXAMPLES = max(int(os.environ.get("GOVRULES_EXAMPLES", "2000")) // 20, 5)
HERE = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip
AUTHORITY = ("exercise", "limit", "conditions")


def plain(scheme: Scheme, begins: date) -> Scheme:
    """Return a scheme without residual rules, exceptions, exclusive gifts, and what begins on a day or later."""
    delegations = tuple(
        attrs.evolve(rule, despite=frozenset(), is_exclusive=False, relying=frozenset())
        for rule in scheme.delegations
        if all(period.begins is None or (isinstance(period.begins, date) and period.begins < begins)
               for period in rule.when)
    )  # fmt: skip
    instruments = {id_: attrs.evolve(one, canons=()) for id_, one in scheme.instruments.items()}
    return attrs.evolve(
        scheme, delegations=delegations, instruments=instruments, residues=(), partly_known=(), replacements=(),
        keepings=tuple(attrs.evolve(rule, despite=frozenset()) for rule in scheme.keepings),
        powers=tuple(attrs.evolve(power, is_exclusive=False) for power in scheme.powers),
    )  # fmt: skip


def lowered(rule: Delegation, begins: date) -> list[Delegation]:
    """Return what a delegation is from a day on with a penny less."""
    limit = rule.limit
    if (
        limit is None
        or limit.up_to is None
        or limit.up_to_twice
        or limit.over_twice
        or limit.up_to - 1 <= (limit.over or 0)
    ):
        return []
    period = Period(begins, None, Cause.CLAUSE, "the lower limit")
    return [attrs.evolve(rule, limit=attrs.evolve(limit, up_to=limit.up_to - 1), when=(*rule.when, period))]


@HERE
@given(drawn=schemes(), number=st.integers(0, 9), from_=st.integers(1, 8), lower=st.booleans())
def test_ending_or_lowering_a_delegation_widens_nobody(drawn: Scheme, number: int, from_: int, lower: bool) -> None:
    """From a day on, by any clause begun before, where there is no residual rule, exception or open conflict."""
    begins = day(from_)
    scheme = plain(drawn, begins)
    assume(scheme.delegations)
    at = number % len(scheme.delegations)
    rule = scheme.delegations[at]
    ended = attrs.evolve(rule, when=(*rule.when, Period(None, begins, Cause.CLAUSE, "the clause")))
    instead = [ended, *(lowered(rule, begins) if lower else [])]
    delegations = (*scheme.delegations[:at], *instead, *scheme.delegations[at + 1 :])
    after = attrs.evolve(scheme, delegations=delegations)
    for row in Comparison(Side(compile_scheme(scheme)), Side(compile_scheme(after))).rows():
        if row.kind in AUTHORITY:
            assert row.change in (Change.NARROWER, Change.SETTLED, Change.NEWLY_UNDETERMINED), row
            assert row.begins is not None, row
            assert row.begins >= begins, row


@pytest.mark.parametrize("answering", [refer, lambda scheme, question: engine.answer(compile_scheme(scheme), question)])
@HERE
@given(drawn=asked())
def test_nobody_certainly_acts_where_the_board_reserves(answering: object, drawn: tuple[Scheme, Question]) -> None:
    """Where it is certainly reserved at all amounts, no exception and no higher clause can have given it to another."""
    scheme, question = drawn
    assume(question.kind is not QuestionKind.OFFICER)
    found = answering(scheme, question)  # type: ignore[operator]
    for part in ends(found):
        reserved = [one for one in part.kept if one.how == "reserved" and one.certain and not one.provided]
        if any(not one.limits for one in reserved) and part.accountable_body:
            others = [one for one in part.may_exercise if one.certain and not one.by_vesting]
            assert others == [], (reserved, others)


def ends(found: Answer) -> list[Answer]:
    return [end for part in found.parts for end in ends(part)] if found.parts else [found]
