"""The engine agrees with the reference interpreter on whole answers, and the answers obey the laws of time and order.

`GOVRULES_EXAMPLES` sets how many schemes are tried; where `CI` is set they are the same every time.
"""

import os
import random
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from strategies import SPAN, asked

from govrules import engine
from govrules.compile import compile_scheme
from govrules.engine.changes import changes
from govrules.model import rules, things
from govrules.model.answer import Answer
from govrules.model.days import ONE_DAY, OpenDay, Period
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.reference import answer as refer

EXAMPLES = int(os.environ.get("GOVRULES_EXAMPLES", "2000"))
SHARES = 4
HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile("here", deadline=None, suppress_health_check=HEALTH)
settings.register_profile("ci", deadline=None, suppress_health_check=HEALTH, derandomize=True)
PROFILE = settings.get_profile("ci" if os.environ.get("CI") else "here")
RULES = (
    "memberships", "oversight", "appointments", "vestings", "designations", "claims", "function_claims", "keepings",
    "delegations", "residues", "powers", "lines", "seatings", "prohibitions", "replacements", "records", "partly_known",
    "requirements", "deputies", "procedures",
)  # fmt: skip


def engine_answer(scheme: Scheme, question: Question) -> Answer:
    return engine.answer(compile_scheme(scheme), question)


def differences(one: Any, other: Any, path: str = "answer") -> Iterator[str]:
    """Yield where two answers differ, field by field."""
    if type(one) is type(other) and attrs.has(type(one)):
        for field in attrs.fields(type(one)):
            if field.eq:
                yield from differences(getattr(one, field.name), getattr(other, field.name), f"{path}.{field.name}")
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}[{index}]")
    elif isinstance(one, tuple) and isinstance(other, tuple):
        yield f"{path}: {len(one)} and {len(other)}"
        yield from (f"    engine only:    {brief(item)}" for item in one if item not in other)
        yield from (f"    reference only: {brief(item)}" for item in other if item not in one)
    elif one != other:
        yield f"{path}\n    engine:    {one!r}\n    reference: {other!r}"


def brief(item: object) -> str:
    """Return a thing in few words: of an answer only what is not empty, and no parts."""
    if not isinstance(item, Answer):
        return repr(item)
    fields = (field.name for field in attrs.fields(Answer) if field.name not in ("question", "parts"))
    return " ".join(f"{name}={getattr(item, name)!r}" for name in fields if getattr(item, name))


def assert_equal(found: Answer, expected: Answer) -> None:
    assert found == expected, "\n" + "\n".join(differences(found, expected))


def undated(found: Answer) -> Answer:
    """Return what must differ beyond a period: everything but its days and what is excluded."""
    parts = tuple(undated(part) for part in found.parts)
    return attrs.evolve(found, question=None, holds_from=None, holds_to=None, excluded=(), parts=parts)


def on(question: Question, day: date | None) -> Question:
    return attrs.evolve(question, on=day)


@pytest.mark.parametrize("share", range(SHARES))
def test_engine_equals_reference(share: int) -> None:
    """The examples are shared out, so that several processors can try them."""

    @seed(share if os.environ.get("CI") else random.getrandbits(32))
    @settings(PROFILE, max_examples=max(EXAMPLES // SHARES, 1), derandomize=False)
    @given(asked())
    def both(drawn: tuple[Scheme, Question]) -> None:
        scheme, question = drawn
        assert_equal(engine_answer(scheme, question), refer(scheme, question))

    both()


@pytest.mark.parametrize("answering", [refer, engine_answer])
@settings(PROFILE, max_examples=max(EXAMPLES // 20, 1))
@given(drawn=asked(), seed=st.integers(0, 2**16))
def test_the_order_of_rules_never_changes_an_answer(answering: Any, drawn: tuple[Scheme, Question], seed: int) -> None:
    scheme, question = drawn
    shuffled, chance = attrs.evolve(scheme), random.Random(seed)
    for field in attrs.fields(Scheme):
        value = getattr(scheme, field.name)
        mixed = list(value) if field.name in RULES else list(value.items())
        chance.shuffle(mixed)
        setattr(shuffled, field.name, tuple(mixed) if field.name in RULES else dict(mixed))
    assert_equal(answering(shuffled, question), answering(scheme, question))


@pytest.mark.parametrize("answering", [refer, engine_answer])
@settings(PROFILE, max_examples=max(EXAMPLES // 20, 1))
@given(drawn=asked(), number=st.integers(0, 9))
def test_an_answer_holds_in_its_period_and_not_the_day_outside(
    answering: Any, drawn: tuple[Scheme, Question], number: int
) -> None:
    scheme, question = drawn
    found = answering(scheme, on(question, question.on or date(2011, 4, 1) + number * ONE_DAY))
    if found.holds_from is not None:
        assert undated(answering(scheme, on(question, found.holds_from))) == undated(found)
        assert undated(answering(scheme, on(question, found.holds_from - ONE_DAY))) != undated(found)
    if found.holds_to is not None:
        assert undated(answering(scheme, on(question, found.holds_to))) == undated(found)
        assert undated(answering(scheme, on(question, found.holds_to + ONE_DAY))) != undated(found)


@pytest.mark.parametrize("answering", [refer, engine_answer])
@settings(PROFILE, max_examples=max(EXAMPLES // 20, 1))
@given(drawn=asked())
def test_a_timeline_covers_time_without_gap_or_overlap(answering: Any, drawn: tuple[Scheme, Question]) -> None:
    scheme, question = drawn
    timeline = answering(scheme, attrs.evolve(question, on=None))
    periods = [(part.holds_from, part.holds_to) for part in timeline.parts]
    if len(set(periods)) < 2:
        assert (timeline.holds_from, timeline.holds_to) == (None, None)
        return
    assert periods[0][0] is None
    assert periods[-1][1] is None
    for (_, ends), (begins, _) in pairwise(periods):
        assert ends is not None
        assert begins == ends + ONE_DAY
    for part in timeline.parts:
        middle = part.holds_from or part.holds_to
        again = answering(scheme, on(question, middle))
        assert (again.holds_from, again.holds_to) == (part.holds_from, part.holds_to)
        assert undated(again) == undated(part)


def crowded(unknown: int, *, reserved: bool) -> Scheme:
    """Return a scheme of one body and one leaf, delegated by as many clauses, each from an unknown day of its own."""
    always, nobody = Period(), things.Label("")
    scheme = Scheme(
        kinds={"trust": things.Kind("trust", nobody, None)},
        ranks={"scheme": things.Rank("scheme", nobody)},
        functions={"care": things.Function("care", nobody, None)},
        bodies={"kent": things.Body("kent", nobody, "trust", always, "board@kent")},
        organs={"board@kent": things.Organ("board@kent", nobody, "board", ("kent",), ())},
        posts={"chief@kent": things.Post("chief@kent", nobody, "chief", "kent", ())},
        instruments={"sod": things.Instrument("sod", nobody, "scheme", ("kent",), None, always, SPAN)},
        vestings=(rules.Vesting("sod 0", "kent", frozenset(["care"]), ()),),
    )
    delegations = []
    for number in range(1, unknown + 1):
        when = (Period(OpenDay(f"day {number}", f"day {number}", None, None)),)
        chief = "chief@kent"
        made = rules.Delegation(
            f"sod {number}", "sod", "kent", "board@kent", chief, frozenset(["care"]), when
        )  # fmt: skip
        delegations.append(made)
    scheme.delegations = tuple(delegations)
    if reserved:
        scheme.keepings = (rules.Keeping("sod R", "sod", "kent", True, frozenset(["care"]), ()),)
    ids = ("sod 0", "sod R", *(rule.clause for rule in delegations))
    scheme.clauses = {id_: rules.Clause(id_, "sod", id_, "", "", SPAN, things.Marks()) for id_ in ids}
    return scheme


@pytest.mark.parametrize(
    ("unknown", "reserved", "settled"),
    [(11, False, True), (12, False, True), (13, False, False), (6, True, True), (7, True, False), (13, True, False)],
)
def test_more_than_twelve_open_points_are_not_settled(unknown: int, reserved: bool, settled: bool) -> None:
    scheme = crowded(unknown, reserved=reserved)
    question = Question(QuestionKind.ACCOUNTABLE, "kent", "care", date(2011, 4, 1))
    expected = refer(scheme, question)
    assert_equal(engine_answer(scheme, question), expected)
    assert (expected.accountable_body is not None) is settled
    conflicts = sum(point.kind == "conflict" for point in expected.open_points)
    assert conflicts == (unknown if reserved and unknown < 13 else 0)


@settings(PROFILE, max_examples=max(EXAMPLES // 20, 1))
@given(drawn=asked())
def test_an_answer_changes_on_the_days_named_and_on_no_other(drawn: tuple[Scheme, Question]) -> None:
    scheme, question = drawn
    found = changes(compile_scheme(scheme), question)
    timeline = refer(scheme, on(question, None))
    parts = [part for part in timeline.parts if (part.holds_from, part.holds_to) != (None, None)]
    assert [one.day for one in found] == [part.holds_from for part in parts if part.holds_from]
    for one in found:
        assert undated(one.before) == undated(refer(scheme, on(question, one.day - ONE_DAY)))
        assert undated(one.after) == undated(refer(scheme, on(question, one.day)))
        assert undated(one.before) != undated(one.after)
