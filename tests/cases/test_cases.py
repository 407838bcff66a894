"""Cases of authors: what they can expect, what is wrong with them, and that they change nothing."""

import re
from pathlib import Path

import pytest
import yaml
from attrs import evolve

from govrules import reference
from govrules.api import Library, load
from govrules.cases import Engine
from govrules.cases.expectations import EXPECTATIONS, REASONS
from govrules.cases.wording import seats_words
from govrules.diagnostics import Severity
from govrules.model.things import Seat

HERE = Path(__file__).parent
ROOT = Path(__file__).parents[2]
BASE = (HERE / "base.gov").read_text("utf-8")
SHEET = [
    (asked["asks"], case["expects"], case["found"])
    for asked in yaml.safe_load((HERE / "expectations.yaml").read_text("utf-8"))
    for case in asked["cases"]
]
FAULTS = yaml.safe_load((HERE / "faults.yaml").read_text("utf-8"))


def with_cases(folder: Path, *cases: str) -> Library:
    (folder / "rules.gov").write_text("\n".join([BASE, *cases, ""]), "utf-8")
    return load(folder)


@pytest.mark.parametrize(("asks", "expects", "found"), SHEET, ids=[f"{expects}" for _, expects, _ in SHEET])
def test_what_a_case_can_expect(asks: str, expects: str, found: str | None, tmp_path: Path) -> None:
    library = with_cases(tmp_path, f'case A: "{asks}" {expects}.')
    assert [one.message for one in library.check() if one.severity is Severity.ERROR] == []
    (result,) = library.test()
    assert result.faults == ()
    if found is None:
        assert [one.message for one in result.failures] == []
    else:
        (failure,) = result.failures
        assert failure.code == "GR701"
        assert failure.message == f"case A fails: expected {expects}; found {found}"
        assert failure.span is not None
        assert library.texts[failure.span.path].text[failure.span.start : failure.span.end] == expects


def test_every_word_has_a_passing_and_a_failing_case() -> None:
    for word in EXPECTATIONS:
        for failing in (False, True):
            assert [1 for _, expects, found in SHEET if expects.startswith(word) and bool(found) == failing], word


def test_the_reasons_are_those_of_answers() -> None:
    schema = (ROOT / "docs" / "reference" / "answer.schema.json").read_text("utf-8")
    assert set(yaml.safe_load(schema)["$defs"]["reason"]["enum"]) == set(REASONS)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_a_faulty_case(fault: dict, tmp_path: Path) -> None:
    library = with_cases(tmp_path, fault["case"], 'case Good: "who may exercise awards in Alder" includes board.')
    found = []
    for one in (one for one in library.check() if one.severity is Severity.ERROR):
        assert one.span is not None
        words = library.texts[one.span.path].text[one.span.start : one.span.end]
        found.append((one.code, words, one.help))
    assert [(code, words) for code, words, _ in found] == [(code, words) for code, words, _ in fault["found"]]
    for (_, _, help_), (_, _, wanted) in zip(found, fault["found"], strict=True):
        assert wanted in help_
    assert [result.passed for result in library.test(["Good"])] == [True]
    assert library.ok, "a fault of a case leaves the rules alone"


def test_cases_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    question = "who may exercise awards in North"
    cases = [f'case A{number}: "{asks}" {expects}.' for number, (asks, expects, _) in enumerate(SHEET)]
    one, other = with_cases(tmp_path / "with", *cases), with_cases(tmp_path / "without")
    assert one.ask(question).answer == other.ask(question).answer
    assert re.sub('"path": "[^"]*"', "", one.export()) == re.sub('"path": "[^"]*"', "", other.export())


def test_rows_go_on_with_the_question_and_expect_what_stands_above_them_too(tmp_path: Path) -> None:
    library = with_cases(
        tmp_path,
        'case A "sums": "who may exercise awards in Alder?" includes board\n'
        "  on 1 May 2011 for £5,000: includes finance-director of north\n"
        "  on 1 May 2011 for £5,000.01: includes finance-director of north.",
    )
    first, second = library.test()
    assert (first.case.name, first.passed) == ("A (on 1 May 2011 for £5,000)", True)
    assert second.case.asked == "who may exercise awards in Alder on 1 May 2011 for £5,000.01"
    (failure,) = second.failures
    assert failure.message.startswith('case A (on 1 May 2011 for £5,000.01) "sums" fails: expected includes finance-')
    assert failure.related[0].span.start == second.case.span.start


def test_a_case_as_known_on_a_day_speaks_of_what_was_known_then(tmp_path: Path) -> None:
    library = with_cases(
        tmp_path,
        "post treasurer of alder recorded on 3 May 2011.",
        "clause 6 of deed: alder delegates archives to treasurer of alder recorded on 3 May 2011.",
        'case A: "who may exercise archives in Alder on 1 May 2011"',
        "  as known on 2 May 2011: exactly board, chief-executive of north.",
    )
    assert library.ok is False, "rows cannot say on which day something was known"
    library = with_cases(
        tmp_path,
        'term treasurer "Treasurer" is an office.',
        "post treasurer of alder recorded on 3 May 2011.",
        "clause 6 of deed: alder delegates archives to treasurer of alder recorded on 3 May 2011.",
        'case A: "who may exercise archives in Alder on 1 May 2011 as known on 2 May 2011"',
        "  exactly board, chief-executive of north.",
        'case B: "who may exercise archives in Alder on 1 May 2011" exactly board, treasurer of alder.',
        'case C: "who may exercise archives in Alder on 1 May 2011 as known on 2 May 2011" includes treasurer.',
    )
    one, other, unknown = library.test()
    assert one.passed and other.passed
    assert [fault.code for fault in unknown.faults] == ["GR101"]


def test_the_engines_must_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = with_cases(tmp_path, 'case A: "who may exercise awards in Alder" includes board.')
    found = library.ask("who may exercise awards in Alder").answer
    assert found is not None
    other = evolve(found, vested_in=("birch",))
    monkeypatch.setattr(reference, "answer", lambda scheme, question: other)
    (result,) = library.test()
    assert [failure.code for failure in result.failures] == ["GR703"]
    assert [one.passed for one in library.test(engine=Engine.ENGINE)] == [True]
    assert [one.passed for one in library.test(engine=Engine.REFERENCE)] == [True]


def test_a_model_has_no_cases(tmp_path: Path) -> None:
    library = with_cases(tmp_path, 'case A: "who may exercise awards in Alder" includes board.')
    (tmp_path / "scheme.json").write_text(library.export(), "utf-8")
    assert load(tmp_path / "scheme.json").cases == ()


SEATS = {
    "chair of north": [Seat(1, ("chair@north",))],
    "either a of n or b of n": [Seat(1, ("a@n", "b@n"))],
    "any 2 of a of n, b of n, c of n": [Seat(2, ("a@n", "b@n", "c@n"))],
    "both a of n and b of n": [Seat(1, ("a@n",)), Seat(1, ("b@n",))],
    "all of a, b, c": [Seat(1, ("a",)), Seat(1, ("b",)), Seat(1, ("c",))],
    "both a and either b or c": [Seat(1, ("a",)), Seat(1, ("b", "c"))],
    "both all of a, b, c and either d or e": [*(Seat(1, (x,)) for x in "abc"), Seat(1, ("d", "e"))],
    "both both a and b and either d or e": [*(Seat(1, (x,)) for x in "ab"), Seat(1, ("d", "e"))],
    "both either a or b and any 2 of c, d, e": [Seat(1, ("a", "b")), Seat(2, ("c", "d", "e"))],
}


@pytest.mark.parametrize("words", SEATS)
def test_seats_in_words(words: str) -> None:
    assert seats_words(SEATS[words]) == words
