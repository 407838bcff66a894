"""`as known on DAY` as people and programs see it."""

import json
from pathlib import Path

import pytest
from harness import ON, Captured, ask, flat, govrules, stand_in
from jsonschema import Draft202012Validator
from test_json import SCHEMA, strict

LATER = """
post head-of-estates "Head of Estates" of bexley recorded on 9 May 2011.
clause 4.6 of sel-agreement: bexley delegates buildings to head-of-estates of bexley.
appointment of ann-other to chief-executive of sel from 1 April 2011 struck out on 3 May 2011.
appointment of marie-farrell to chief-executive of sel from 1 April 2011 recorded on 3 May 2011.
"""
QUESTION = f"who is the accountable officer of bexley {ON}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    there = stand_in(tmp_path, monkeypatch)
    (there / "policies" / "later.gov").write_text(LATER, encoding="utf-8")
    return there


def test_the_text_says_whose_record_it_is(capsys: Captured) -> None:
    before = flat(ask(capsys, f"{QUESTION} as known on 2 May 2011"))
    assert "Ann Other" in before and "Marie" not in before
    assert "Record As known on 2 May 2011" in before
    assert "Note Left out, with all that leans on it" in before and "clause 4.6 of sel-agreement [GR504]" in before
    after = flat(ask(capsys, QUESTION))
    assert "Marie Farrell" in after and "Ann" not in after
    assert "Record" not in after and "GR504" not in after


def test_a_timeline_says_it_once(capsys: Captured) -> None:
    text = ask(capsys, "who may exercise virement in bexley as known on 2 May 2011")
    assert text.count("As known on 2 May 2011") == 1


def test_the_json_has_the_day(capsys: Captured) -> None:
    data = json.loads(ask(capsys, f"{QUESTION} as known on 2011-05-02", "--format", "json"))
    Draft202012Validator(strict(SCHEMA)).validate(data)
    assert data["question"]["known_on"] == "2011-05-02"
    assert [one["code"] for one in data["diagnostics"]] == ["GR504"]
    assert data["errors_in_files"] == 0


def test_a_name_not_known_then_is_said_to_be_so(capsys: Captured, folder: Path) -> None:
    (folder / "policies" / "oak.gov").write_text(
        'body oak "Oak" is a primary-care-trust recorded on 3 May 2011.\n', encoding="utf-8"
    )
    code, _, err = govrules(capsys, "ask", "who may exercise finance in oak as known on 2 May 2011")
    assert code == 2
    assert 'nothing called "oak" is declared as known on 2 May 2011' in err


def test_the_derivation_shows_the_words_of_then(capsys: Captured, folder: Path) -> None:
    path = folder / "policies" / "later.gov"
    path.write_text("clause 9 of sel-agreement: bexley retains estates struck out on 3 May 2011.\n", encoding="utf-8")
    asked = f"who may exercise buildings in bexley {ON} as known on 2 May 2011"
    code, out, _ = govrules(capsys, "ask", asked, "--why")
    assert "sel-agreement 9" in flat(out)
    assert "sel-agreement 9" not in flat(govrules(capsys, "ask", asked.replace("2 May", "3 May"), "--why")[1])
    assert code in (0, 1)
