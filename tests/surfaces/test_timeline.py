"""`govrules timeline`: a row for each change of an answer, with what changes and by which clauses, in every form."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from harness import Captured, flat, govrules, stand_in

from govrules.api import load
from govrules.model.days import Cause
from govrules.render.timeline import timeline_table

QUESTION = "who may exercise virement in NHS Bexley"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


@pytest.mark.parametrize("question", [QUESTION, "who is accountable for estates in SEL"])
def test_on_each_day_listed_the_answer_changes_and_the_row_says_how(question: str) -> None:
    library = load("policies")
    view = library.timeline(question).value
    assert view is not None and len(view.table.rows) == len(view.value) + 1 > 3
    for change, (first, changed, _) in zip(view.value, view.table.rows[1:], strict=True):
        assert first[0].startswith(str(change.day.day)) and changed
        asked = evolve(change.after.question, on=change.day)
        before = library.answer(evolve(asked, on=change.day - timedelta(days=1)))
        after = library.answer(asked)
        assert (before.holds_to, after.holds_from) == (change.day - timedelta(days=1), change.day)


def test_a_row_names_what_begins_and_ends_and_the_clauses(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "timeline", QUESTION, "--format", "markdown")
    assert (code, err) == (0, "")
    said = flat(out)
    assert said.startswith("## Who may exercise moving money between budget heads for NHS Bexley changes ")
    assert "| 1 April 2011 | now accountable officer: Chief Executive" in said and "comes into force" in said
    assert "4.1, 4.3" in said and "sel-agreement 4.3," in said
    assert "now there is no such body" in said


def test_a_day_in_the_question_is_left_aside(capsys: Captured) -> None:
    assert govrules(capsys, "timeline", f"{QUESTION} on 1 June 2011") == govrules(capsys, "timeline", QUESTION)


def test_the_forms_say_the_same(capsys: Captured) -> None:
    rows = list(csv.reader(io.StringIO(govrules(capsys, "timeline", QUESTION, "--format", "csv")[1])))
    data = json.loads(govrules(capsys, "timeline", QUESTION, "--format", "json")[1])
    assert len(rows) - 2 == len(data["changes"]) > 2
    markdown = govrules(capsys, "timeline", QUESTION, "--format", "markdown")[1]
    assert markdown.count("\n| ") == len(rows) + 1 and "sel-agreement 4.1" in markdown
    began = {turn["clause"]: turn["cause"] for change in data["changes"] for turn in change["began"]}
    assert began["sel-agreement 4.1"] == "instrument"
    assert data["changes"][0]["after"]["outcome"] in ("answered", "undetermined")


def test_an_answer_that_never_changes_says_so(folder: Path, capsys: Captured) -> None:
    (folder / "still.gov").write_text(
        'term trust "Trust" is a kind having legal-personality, board.\nterm law "Law" is a rank.\n'
        'function finance "Finance".\nbody alder "Alder" is a trust.\ninstrument act "Act" is a law.\n'
        "clause 1 of act: alder is vested with finance.\n",
        encoding="utf-8",
    )
    code, out, _ = govrules(
        capsys, "timeline", "who is accountable for finance in alder", "still.gov", "--format", "csv"
    )
    assert code == 0 and [row[0] for row in csv.reader(io.StringIO(out.removeprefix("\ufeff")))] == [
        "From", "at all times",
    ]  # fmt: skip


def test_a_question_of_a_group_says_for_whom_it_changes() -> None:
    library = load("policies")
    view = library.timeline("who may exercise virement in SEL").value
    assert view is not None
    changed = [text for _, cell, _ in view.table.rows[1:] for text in cell]
    assert any(text.startswith("NHS Bexley, Moving money between budget heads: now ") for text in changed)
    assert view.table == timeline_table(library.answer(view.value[0].after.question), view.value, library.scheme)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("who is accountable for finanse in NHS Bexley",), "did you mean"),
        ((QUESTION, "nowhere"), "nowhere"),
        ((), "Missing argument 'QUESTION'"),
        ((QUESTION, "-o", "policies/mini.gov"), "one of the files that were read"),
    ],
)
def test_what_cannot_be_shown_ends_with_2(arguments: tuple[str, ...], said: str, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "timeline", *arguments)
    assert (code, out) == (2, "") and said in flat(err)


def test_the_schema_names_every_cause_of_a_change() -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "timeline.schema.json").read_text("utf-8"))
    named = [turn["properties"]["cause"]["enum"] for turn in schema["$defs"].values() if "cause" in turn["properties"]]
    assert [set(causes) for causes in named] == [{None, *(cause.value for cause in Cause)}]
