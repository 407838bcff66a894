"""Every conformance case on both implementations, and that together they exercise the whole specification."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conformance_cases import FOLDER, OUTCOMES, WORDS, Case, Topic, read_case, read_topics, written
from conformance_sheet import differences, fallen_rows, rows_of, sheet, trespasses

from govrules import reference
from govrules.api import Library, load
from govrules.diff.falls import Fallen, Falls
from govrules.model.ending import ending
from govrules.model.facts import FactAnswer
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.render.supposing import Supposed

SPECIFICATION = Path(__file__).parents[2] / "docs" / "reference" / "semantics.md"
TOPICS = {topic.name: topic for topic in read_topics()}
CASES = [(topic, case) for topic in TOPICS.values() for case in topic.cases]
ASSUMPTIONS = ("no-power-shown", "leave-assumed", "officer-of-member", "illustrative", "unverified")


@cache
def library(topic: str, rules: str) -> Library:
    """Return the rules a case is about, read from a folder with the words all topics share."""
    with TemporaryDirectory() as folder:
        for name, text in {WORDS: (FOLDER / WORDS).read_text("utf-8"), **TOPICS[topic].rules}.items():
            (Path(folder) / name).write_text(text, "utf-8")
        return load(Path(folder) / rules)


def listed(rules: Library, listing: Any) -> list[str]:
    """Return the rows of a listing, on which the reference interpreter agrees."""
    if isinstance(listing, Falls):
        scheme = ending(rules.scheme, listing.ended, listing.on)
        assert all(is_excluded(scheme, one, listing.on) for one in listing.fallen)
        return fallen_rows(listing)
    if isinstance(listing, Supposed):
        supposed = rules.supposing(listing.supposing).value
        assert supposed is not None
        return listed(supposed, listing.after)
    known = rules.known_on(listing.question.known_on).scheme
    again = reference.facts if isinstance(listing, FactAnswer) else reference.reverse
    assert again(known, listing.question) == listing
    return rows_of(listing)


def is_excluded(scheme: Scheme, one: Fallen, on: date | None) -> bool:
    """Say whether the reference excludes a clause that falls, for the reason told, wherever it falls."""
    return all(
        (one.clause, one.reason)
        in {(found.clause, found.reason) for found in reference.answer(scheme, question).excluded}
        for body in one.bodies
        for node in one.functions
        for leaf in scheme.leaves_of(node)
        for question in [Question(QuestionKind.EXERCISE, body, leaf, on)]
    )


@pytest.mark.parametrize(("topic", "case"), CASES, ids=[case.id for _, case in CASES])
def test_case(topic: Topic, case: Case) -> None:
    """The engine and the reference interpreter agree on the whole answer, and it is the expected one."""
    rules = library(topic.name, case.rules)
    assert sorted(found.code for found in rules.diagnostics) == sorted(case.errors_in_rules)
    reply = rules.ask(case.ask)
    assert sorted(found.code for found in reply.diagnostics) == sorted(case.findings)
    if reply.listing is not None:
        assert {"outcome": "listed", "rows": listed(rules, reply.listing.value)} == case.expected
        return
    if reply.answer is None:
        assert case.expected == {"outcome": "no-answer"}
        return
    known = rules.known_on(reply.answer.question.known_on)
    by_reference = reference.answer(known.scheme, reply.answer.question)
    assert by_reference == reply.answer
    found = sheet(reply.answer)
    left_out = ["GR504"] if known.left_out else []
    assert sheet(by_reference) == {**found, "notices": [code for code in found["notices"] if code not in left_out]}
    wrong = differences(found, case.expected) + [f"must not be: {one}" for one in trespasses(found, case.never)]
    if case.disagrees:
        assert wrong, "the program is mended: take `disagrees` out of the case"
        pytest.xfail(f"{case.disagrees}: {'; '.join(wrong)}")
    assert wrong == []


# What the cases must cover together.


def numbered_in_specification() -> set[str]:
    """Return the numbers of the sections, rules, verbs and reasons of the specification, as far as answers go.

    Section 9 is about what is asked of answers and changes none: `tests/cases` exercises it.
    """
    text = SPECIFICATION.read_text("utf-8")
    sections = {part.partition(".")[0]: part for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}
    found = set(re.findall(r"^([1-8]\.\d+) ", text, re.MULTILINE)) | {"7", "8"}
    found |= set(re.findall(r"^\*\*(S\d) ", text, re.MULTILINE)) | set(re.findall(r"^\| (A\d+) \|", text, re.MULTILINE))
    for number in ("1", "5"):
        found |= {f"{number}.{item}" for item in re.findall(r"^(\d)\. ", sections[number].partition("\n")[2], re.M)}
    verbs = re.findall(r"^\| ([a-z ]+?)(?: P(?: as T)?)? \|", sections["3"], re.MULTILINE)
    found |= {f"3 {verb}" for verb in verbs if verb != "verb"}
    reasons = sections["8"].partition("first of these reasons:")[2].partition("A part that")[0]
    return found | {f"8 {reason}" for reason in re.findall(r"`([a-z-]+)`", reasons)}


NUMBERED = numbered_in_specification()


def test_the_specification_is_numbered_as_expected() -> None:
    """The numbers are read out of the page; should its layout change, this says so."""
    assert {"2.1", "2.9", "3.3", "S0", "S7", "A1", "A12", "5.4", "6.4", "8 not-in-force", "8 no-leave"} <= NUMBERED
    assert {"1.7", "3 is vested with", "3 designates", "3 sits as"} <= NUMBERED
    assert len([one for one in NUMBERED if one.startswith("8 ")]) >= 11


@pytest.mark.parametrize("number", sorted(NUMBERED))
def test_every_number_is_exercised_by_two_cases(number: str) -> None:
    """Each section, rule, verb and reason is cited by at least two cases."""
    assert len([case.id for _, case in CASES if number in case.spec]) >= 2


def test_cases_cite_only_what_there_is() -> None:
    """A citation leads to a number of the specification."""
    assert {cited for _, case in CASES for cited in case.spec} - NUMBERED == set()


def test_a_reason_is_cited_by_cases_that_expect_it() -> None:
    """Who cites a reason of section 8 says for which clause it is expected."""
    for _, case in CASES:
        reasons = {cited.removeprefix("8 ") for cited in case.spec if cited.startswith("8 ")}
        assert reasons <= set(written(case.expected)), case.id


def test_every_way_to_end_occurs() -> None:
    """All outcomes, conflicts, gaps and assumptions are met in the cases."""
    outcomes = Counter(case.expected["outcome"] for _, case in CASES)
    assert all(outcomes[outcome] >= 2 for outcome in OUTCOMES), outcomes
    texts = [text for _, case in CASES for text in written(case.expected)]
    for kind in (
        "reserved-against-delegated",
        "retained-against-delegated",
        "two-officers",
        "two-first-holders",
        *ASSUMPTIONS,
    ):
        assert len([text for text in texts if text.startswith(f"{kind}: ")]) >= 2, kind
    for kind in ("unknown-day", "order", "conflict", "known-in-part", "printed-twice"):
        assert len([text for text in texts if text.startswith(f"{kind}: ")]) >= 2, kind
    for how in ("reserved", "retained", "residue", "remainder"):
        assert len([text for text in texts if f" {how}" in text]) >= 2, how


def test_there_are_enough_cases_and_none_twice() -> None:
    """No question is asked twice of one rule text."""
    asked = Counter((topic.name, case.rules, case.ask) for topic, case in CASES)
    assert [one for one, count in asked.items() if count > 1] == []
    assert len(CASES) >= 130


# The reader of the cases is strict.

GOOD = {"ask": "who", "spec": ["7"], "outcome": "answered"}


@pytest.mark.parametrize(
    "more",
    [
        {"outcom": "answered"}, {"outcome": "yes"}, {"spec": "7"}, {"spec": []}, {"ask": ""}, {"kept": "awards"},
        {"parts": [{"of_day": "1 May 2011"}]}, {"parts": [{"kept": "awards"}]}, {"not": {"period": ["always"]}},
        {"rules": "missing.gov"}, {"chains": {"board@alder": "by vesting"}}, {"excluded": ["scheme 1"]},
    ],
    ids=str,
)  # fmt: skip
def test_a_faulty_case_is_refused(more: dict) -> None:
    """Unknown keys and wrong shapes are errors, never silence."""
    read_case("topic", 1, GOOD, {"a.gov": ""})
    with pytest.raises(ValueError):
        read_case("topic", 1, {**GOOD, **more}, {"a.gov": ""})


def test_what_must_not_be_is_looked_for_in_all_parts() -> None:
    """A trespass in a part of a part is found."""
    part = {"parts": [], "may_exercise": ["clerk@alder up to £5 per year"]}
    whole = {"parts": [{"parts": [part], "may_exercise": []}], "may_exercise": ["board@alder"]}
    assert trespasses(whole, {"may_exercise": ["clerk@alder"]}) == ["may_exercise: clerk@alder up to £5 per year"]
    assert trespasses(whole, {"may_exercise": ["clerk"]}) == []
