"""Questions in the forms people type, and what is refused with help."""

from pathlib import Path

import pytest
import yaml
from harness import Captured, flat, govrules, stand_in

from govrules.api import load
from govrules.resolve.habits import plain_amount, plain_words
from govrules.resolve.questions import recognise

SHEET = yaml.safe_load(Path(__file__).with_name("questions_as_typed.yaml").read_text(encoding="utf-8"))
MORE = "\n".join(f'body {name} "NHS {name.capitalize()}" is a primary-care-trust.' for name in ("lambeth", "lewisham"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    stand_in(tmp_path, monkeypatch)
    (tmp_path / "policies" / "more.gov").write_text(MORE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("typed", "meant"), [(typed, case["meant"]) for case in SHEET for typed in case["typed"]])
def test_what_people_type_is_the_question_they_mean(typed: str, meant: str) -> None:
    scheme = load("policies").scheme
    expected = recognise(meant, scheme)
    found = recognise(typed, scheme)
    assert expected.is_read and (expected.question is None or expected.diagnostics == ())
    assert (found.question, found.reverse, found.facts) == (expected.question, expected.reverse, expected.facts)


@pytest.mark.parametrize(
    ("question", "code", "words", "said"),
    [
        ("who is accountable for land in bexley on June 2011", "GR013", "June 2011", "such as `1 June 2011`"),
        ("who is accountable for land in bexley on 1/6/11", "GR009", "1/6/11", "`1/6/2011` is 1 June 2011"),
        ("who is accountable for land in bexley on 29 Feb 2011", "GR009", "29 Feb 2011", "February 2011 has 28 days"),
        ("who is accountable for land in bexley on 31 Juni 2011", "GR009", "31 Juni 2011", "`Juni` is no month"),
        ("who is accountable for land in bexley on 31/6/2011", "GR009", "31/6/2011", "write the day as"),
        ("who is accountable for land in bexley on 6/13/2011", "GR009", "6/13/2011", "write the day as"),
        ("who is accountable for land in Bexly on 1/6/2011", "GR101", "Bexly", "did you mean"),
        ("who is accountable for statutory acounts in bexley", "GR013", "acounts", "did you mean `accounts`"),
        ("who's acountable for land in bexley", "GR013", "acountable", "did you mean `accountable`"),
    ],
)
def test_what_cannot_be_read_is_underlined_and_helped(
    question: str, code: str, words: str, said: str, capsys: Captured
) -> None:
    code_, out, err = govrules(capsys, "ask", question)
    assert (code_, out) == (2, "") and f"error[{code}]" in err and said in flat(err)
    lines = err.split("\n")
    row = next(index for index, line in enumerate(lines) if "^" in line)
    start = lines[row].index("^")
    assert lines[row - 1][start : start + lines[row].count("^")] == words


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "who's acountable for lnad in Bexly",
            ["acountable", "lnad", "Bexly", "ask `who's accountable for land in bexley`"],
        ),
        ("who is acountable for land in bexley", ["ask `who is accountable for land in bexley`"]),
        ("who is accountable for land in Bexly", ["did you mean bexley? ask `who is accountable for land in bexley`"]),
        (
            "is bexley responsible for land on 1 June 2011",
            ["understood: bexley (a body), land (a function)", "ask `who may exercise land in bexley on 1 June 2011`"],
        ),
        ("who is accountable for land in bexley on 1/6/11 as known on 2/6/11", ["1/6/11", "2/6/11"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_and_what_can_be_asked(question: str, said: list[str], capsys: Captured) -> None:
    code, out, err = govrules(capsys, "ask", question)
    assert (code, out) == (2, "")
    assert [one for one in said if one not in flat(err)] == []


def test_a_declared_name_wins_over_one_with_a_word_left_out(folder: Path) -> None:
    scheme = load("policies").scheme
    more = 'body other "Bexley" is a primary-care-trust.\n'
    (folder / "policies" / "other.gov").write_text(more, encoding="utf-8")
    asked = "who is accountable for land in Bexley PCT on 1 June 2011"
    before = recognise(asked, scheme).question
    assert before is not None and before.body == "bexley"
    after = recognise(asked, load("policies").scheme)
    assert after.question is None and [one.code for one in after.diagnostics] == ["GR105"]
    plain = recognise("who is accountable for land in NHS Bexley on 1 June 2011", load("policies").scheme).question
    assert plain is not None and plain.body == "bexley"


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("£1.005k", "£1,005"), ("£0.5k", "£500"), ("£1.00005k", "£1,000.05"), ("£1.000005k", "£1.000005k"),
        ("£1bn", "£1,000,000,000"),
        ("£1,00k", "£1,00k"), ("£250,000", "£250,000"), ("12 pounds", "£12"),
        ("£1.239m", "£1,239,000"), ("5k", "£5,000"),
    ],
)  # fmt: skip
def test_amounts_are_exact_or_left_alone(typed: str, full: str) -> None:
    assert plain_amount(typed) == full
    assert plain_words(typed) == (full,)
