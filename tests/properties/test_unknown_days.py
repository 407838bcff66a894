"""What an answer calls certain is so on whichever days the unknown days turn out to be.

Further delegations are left out: which clauses they rely on is not settled with the unknown days (A7).
"""

import os
from datetime import date
from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import FIRST, LENGTH, asked, day

from govrules import engine
from govrules.compile import compile_scheme
from govrules.model.answer import Answer, Outcome
from govrules.model.days import ONE_DAY, OpenDay
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme

EXAMPLES = int(os.environ.get("GOVRULES_EXAMPLES", "2000")) // 4
SETTINGS = settings(
    max_examples=max(EXAMPLES, 1),
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def unknown_days(value: Any) -> set[OpenDay]:
    """Return the unknown days in a part of a scheme; the day after one counts as that one."""
    if isinstance(value, OpenDay):
        return unknown_days(value.after) if value.after else {value}
    if isinstance(value, dict):
        value = tuple(value.values())
    if attrs.has(type(value)):
        value = tuple(getattr(value, field.name) for field in attrs.fields(type(value)))
    return set().union(*map(unknown_days, value)) if isinstance(value, tuple) else set()


def known(value: Any, days: dict[str, date]) -> Any:
    """Return a part of a scheme with every unknown day known."""
    if isinstance(value, OpenDay):
        return days[value.after.key] + ONE_DAY if value.after else days[value.key]
    if isinstance(value, dict):
        return {key: known(item, days) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(known(item, days) for item in value)
    if attrs.has(type(value)):
        changes = {field.name: known(getattr(value, field.name), days) for field in attrs.fields(type(value))}
        return attrs.evolve(value, **changes)
    return value


def certain_things(found: Answer) -> set[tuple[Any, ...]]:
    things: set[tuple[Any, ...]] = {("who", one.seats) for one in found.may_exercise if one.certain}
    things |= {("kept", one.how, one.clause) for one in found.kept if one.certain}
    return things | {("prohibited", one.who) for one in found.prohibited if one.certain}


def all_things(found: Answer) -> set[tuple[Any, ...]]:
    things: set[tuple[Any, ...]] = {("who", one.seats) for one in found.may_exercise}
    things |= {("kept", one.how, one.clause) for one in found.kept}
    return things | {("prohibited", one.who) for one in found.prohibited}


@SETTINGS
@given(drawn=asked(), data=st.data())
def test_what_is_certain_is_so_however_the_unknown_days_turn_out(drawn: tuple[Scheme, Question], data: Any) -> None:
    scheme, question = drawn
    scheme.delegations = tuple(rule for rule in scheme.delegations if rule.giver.startswith("board@"))
    function = data.draw(st.sampled_from([node for node in scheme.functions if scheme.leaves_of(node) == (node,)]))
    on = data.draw(st.sampled_from([day(number) for number in range(-1, LENGTH + 2)]))
    amounts = {"per-contract": 15, "per-year": 15}
    given_ = dict.fromkeys(("urgent", "within-budget", "public-concern"), True)
    question = Question(QuestionKind.ACCOUNTABLE, "kent", function, on, amounts, given=given_)
    days = {}
    for one in sorted(unknown_days(scheme), key=lambda one: one.key):
        earliest, latest = one.earliest or FIRST - 2 * ONE_DAY, one.latest or day(LENGTH + 3)
        days[one.key] = data.draw(st.dates(earliest, max(earliest, latest)))
    open_ = engine.answer(compile_scheme(scheme), question)
    settled = engine.answer(compile_scheme(known(scheme, days)), question)
    if open_.parts or settled.parts or open_.diagnostics or open_.outcome in (Outcome.NOT_VESTED,):
        return
    assert certain_things(open_) <= all_things(settled)
    if open_.outcome is Outcome.ANSWERED:
        assert all_things(settled) == all_things(open_)
    if not open_.conflicts:
        assert certain_things(settled) <= all_things(open_)
