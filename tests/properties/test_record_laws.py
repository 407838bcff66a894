"""Laws of the second clock: what is recorded later changes nothing known earlier (section 6.5)."""

import os
from datetime import date, timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_texts import BASE, DAYS, FIRST, LENGTH, QUESTIONS, Texts, texts

from govrules.compile import compile_scheme
from govrules.engine import answer
from govrules.model.answer import Answer
from govrules.resolve import NOW, History, recognise
from govrules.source import SourceText
from govrules.syntax import parse_text

SETTINGS = settings(
    max_examples=60,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)


def history(text: str) -> History:
    parsed = parse_text(SourceText("random.gov", text))
    assert [one.message for one in parsed.diagnostics] == []
    return History.of([parsed])


def answers(of: History, day: date = NOW) -> list[Answer | None]:
    """Return the answers to all questions as known on a day, which is not said in them."""
    scheme = of.state(day).scheme
    compiled = compile_scheme(scheme)
    asked = [recognise(question, scheme).question for question in QUESTIONS]
    return [answer(compiled, question) if question else None for question in asked]


@SETTINGS
@given(texts(), DAYS)
def test_as_known_on_a_day_answers_what_was_known_then(several: Texts, day: date) -> None:
    """The answer as known on K is that of a text of exactly the statements known on K."""
    assert answers(history(several.whole()), day) == answers(history(several.known_on(day)))


@SETTINGS
@given(texts(), DAYS)
def test_what_is_recorded_after_a_day_changes_no_answer_as_known_on_it(several: Texts, day: date) -> None:
    """Taking out what was recorded, and every stroke made, after K leaves all answers as known on K as they are."""
    assert answers(history(several.whole()), day) == answers(history(several.seen_on(day).whole()), day)


@SETTINGS
@given(texts())
def test_without_a_day_the_answer_is_the_one_known_in_the_end(several: Texts) -> None:
    last = FIRST + timedelta(days=3 * LENGTH)
    of = history(several.whole())
    assert answers(of) == answers(of, last)


@SETTINGS
@given(texts())
def test_checking_the_record_never_raises_and_names_places(several: Texts) -> None:
    of = history(several.whole())
    for found in (*of.state(NOW).diagnostics, *of.earlier_faults()):
        assert found.span is not None
        assert found.code in {"GR101", "GR103", "GR208", "GR212", "GR504"}


@cache
def limit_of(pounds: int) -> list[Answer | None]:
    return answers(history(_versions([(pounds, "")])))


def _versions(several: list[tuple[int, str]]) -> str:
    clause = "clause 1 of scheme: alder delegates awards to treasurer of alder up to £{} per contract {}.\n"
    return f"{BASE}instrument deed is an agreement of alder.\n" + "".join(clause.format(*one) for one in several)


@SETTINGS
@given(st.lists(DAYS, min_size=1, max_size=4, unique=True).map(sorted), st.randoms(use_true_random=False))
def test_one_label_may_stand_for_one_clause_after_another(days: list[date], random: st.DataObject) -> None:
    """Versions of a clause whose spans do not overlap are no duplicates, in whatever order they stand."""
    begins = [f"recorded on {day}" for day in days]
    ends = [f"struck out on {day}" for day in days]
    marks = [" ".join(pair) for pair in zip(["", *begins], [*ends, ""], strict=True)]
    versions = list(enumerate(marks, 1))
    random.shuffle(versions)
    of = history(_versions(versions))
    assert (of.state(NOW).diagnostics, of.earlier_faults()) == ((), [])
    for number, day in enumerate([FIRST - timedelta(days=1), *days], 1):
        assert answers(of, day) == limit_of(number)
    assert answers(of) == limit_of(len(versions))


@SETTINGS
@given(DAYS, st.integers(0, LENGTH))
def test_spans_that_overlap_are_reported_with_their_days(day: date, more: int) -> None:
    """One day on which two versions are known is enough, and none is no fault."""
    struck_out = day + timedelta(days=more)
    of = history(_versions([(1, f"struck out on {struck_out}"), (2, f"recorded on {day}")]))
    found = [*of.state(NOW).diagnostics, *of.earlier_faults()]
    assert [one.code for one in found] == (["GR103"] if more else [])
    if more == 1:
        assert f"on {day.day} May 2011" in found[0].message
    on_that_day = of.state(day).scheme.clauses
    assert ("scheme 1" in on_that_day) == (more == 0)


def test_the_laws_meet_what_they_are_about() -> None:
    """The answers can tell one day from another, and a statement that leans on a later one is left out."""
    of = history(_versions([(1, "struck out on 3 May 2011"), (2, "recorded on 3 May 2011")]))
    assert answers(of, FIRST) == limit_of(1) != answers(of) == limit_of(2)
    text = BASE + (
        "clause 5 of scheme: each party delegates hiring to clerk of that party.\n"
        "post clerk of alder, birch recorded on 3 May 2011.\n"
    )
    assert [one.code for one in history(text).state(FIRST).left_out] == ["GR101"]
