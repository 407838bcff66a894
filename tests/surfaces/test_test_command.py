"""`govrules test` as people and pipelines meet it: what it shows, its forms, its exit codes."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from harness import CLI_PAGE, Captured, govrules, stand_in

GOOD = 'case G1 "within the limit": "who may exercise virement in NHS Bexley on 1 June 2011"\n'
GOOD += "    for £50,000: includes head-of-finance of bexley\n    for £50,000.01: excludes head-of-finance of bexley.\n"
BAD = 'case B1 "a wrong <guess>": "who may exercise estates in Bexley on 1 June 2011" includes cluster-board of sel.\n'
FAULTY = 'case F1: "who may exercise virement in Bexley" includs board.\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


def write(folder: Path, *cases: str) -> None:
    (folder / "policies" / "cases.gov").write_text("".join(cases), encoding="utf-8")


def test_all_passed(folder: Path, capsys: Captured) -> None:
    write(folder, GOOD)
    assert govrules(capsys, "test") == (0, "2 cases in 1 file: all passed.\n", "")


def test_what_fails_is_shown_at_the_words_of_the_case(folder: Path, capsys: Captured) -> None:
    write(folder, GOOD, BAD, FAULTY)
    code, out, err = govrules(capsys, "test")
    assert (code, err) == (1, "")
    assert 'error[GR701]: case B1 "a wrong <guess>" fails: expected includes cluster-board of sel; found' in out
    assert "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the answer says otherwise" in out
    assert "error[GR702]: a case cannot expect `includs`" in out
    assert out.endswith("\n\n4 cases in 1 file: 2 passed, 2 failed.\n")


def test_one_case_alone(folder: Path, capsys: Captured) -> None:
    write(folder, GOOD, BAD)
    assert govrules(capsys, "test", "--only", "G1")[:2] == (0, "2 cases in 1 file: all passed.\n")
    assert govrules(capsys, "test", "--only", "G1", "--only", "B1")[0] == 1
    code, out, err = govrules(capsys, "test", "--only", "H1")
    assert (code, out) == (2, "")
    assert "No case has the label H1" in err


def test_no_cases(capsys: Captured) -> None:
    assert govrules(capsys, "test") == (0, "No cases.\n", "")
    assert govrules(capsys, "test", "--fail-on-empty") == (1, "No cases.\n", "")


@pytest.mark.parametrize("engine", ["engine", "reference", "both"])
def test_either_implementation_answers(engine: str, folder: Path, capsys: Captured) -> None:
    write(folder, GOOD, BAD)
    assert govrules(capsys, "test", "--engine", engine, "--only", "G1")[0] == 0
    assert govrules(capsys, "test", "--engine", engine, "--only", "B1")[0] == 1


def test_json_has_the_keys_of_the_page(folder: Path, capsys: Captured) -> None:
    write(folder, GOOD, BAD)
    code, out, _ = govrules(capsys, "test", "--format", "json")
    data = json.loads(out)
    section = CLI_PAGE.read_text("utf-8").split("## JSON of cases")[1]
    shown = json.loads(section.split("```json\n")[1].split("```")[0])
    assert code == 1
    assert (list(data), list(data["results"][0])) == (list(shown), list(shown["results"][0]))
    assert (data["cases"], data["passed"], data["failed"], data["engine"]) == (3, 2, 1, "both")
    first, *_, last = data["results"]
    assert (first["case"], first["passed"], first["findings"]) == ("G1 (for £50,000)", True, [])
    assert first["deciding"][:2] == ["act 1", "sel-agreement 3.1"]
    assert [one["code"] for one in last["findings"]] == ["GR701"]


def test_junit_counts_failures_and_errors(folder: Path, capsys: Captured) -> None:
    write(folder, GOOD, BAD, FAULTY)
    code, out, _ = govrules(capsys, "test", "--format", "junit")
    root = ElementTree.fromstring(out)
    assert code == 1
    assert root.attrib == {"name": "govrules test", "tests": "4", "failures": "1", "errors": "1"}
    (suite,) = root
    assert suite.get("name") == str(Path("policies", "cases.gov"))
    names = [case.get("name") for case in suite]
    assert names[2:] == ["B1: a wrong <guess>", "F1"]
    assert [[part.tag for part in case] for case in suite] == [[], [], ["failure"], ["error"]]


def test_a_case_that_cannot_be_read_fails_the_run(folder: Path, capsys: Captured) -> None:
    write(folder, GOOD, "case B1 who may exercise.\n")
    code, out, err = govrules(capsys, "test")
    assert (code, out) == (1, "2 cases in 1 file: all passed.\n")
    assert err == "error: 1 error in the rule files, so that the run counts as failed: run `govrules check`\n"


def test_files_that_cannot_be_read_end_with_2(folder: Path, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "test", "nowhere")
    assert (code, out) == (2, "")
    assert "error[GR801]" in err


def test_check_reports_a_case_that_cannot_be_run_and_ask_does_not_mind(folder: Path, capsys: Captured) -> None:
    write(folder, FAULTY)
    code, out, _ = govrules(capsys, "check")
    assert code == 1 and "error[GR702]" in out
    assert govrules(capsys, "ask", "who may exercise virement in Bexley on 1 June 2011")[2] == ""


def test_coverage_and_its_threshold(folder: Path, capsys: Captured) -> None:
    write(folder, GOOD)
    code, out, err = govrules(capsys, "test", "--coverage")
    assert (code, err) == (0, "")
    assert "Touched by cases that pass\n  clauses" in out
    assert "\nTouched by no case: clauses\n" in out and "4.5 of sel-agreement" in out
    code, out, err = govrules(capsys, "test", "--at-least", "90")
    assert code == 1
    assert err.endswith("%, less than the 90 % asked for\n")
    assert govrules(capsys, "test", "--at-least", "5")[0] == 0


def test_coverage_as_json(folder: Path, capsys: Captured) -> None:
    write(folder, GOOD)
    data = json.loads(govrules(capsys, "test", "--coverage", "--format", "json")[1])["coverage"]
    section = CLI_PAGE.read_text("utf-8").split("## JSON of cases")[1]
    shown = json.loads(section.split("```json\n")[1].split("```")[0])["coverage"]
    assert list(data) == list(shown)
    assert list(data["clauses"]["missed"][0]) == list(shown["clauses"]["missed"][0])
    assert data["limit_ends"]["touched"] == 2
    assert json.loads(govrules(capsys, "test", "--format", "json")[1])["coverage"] is None


def test_boundaries_are_a_rule_file_that_passes(folder: Path, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "test", "policies", "--boundaries")
    assert (code, err) == (0, "")
    assert out.startswith("# The answers of today, for you to confirm")
    write(folder, out)
    assert govrules(capsys, "test")[0] == 0
    assert govrules(capsys, "fmt", "--check", "policies/cases.gov")[0] == 0
    code, out, _ = govrules(capsys, "test", "policies", "--boundaries", "4.3 of sel-agreement")
    assert code == 0 and out.count("\ncase ") == 2


@pytest.mark.parametrize("clause", ["policies", "9.9 of sel-agreement"])
def test_boundaries_of_no_clause_are_wrong_use(clause: str, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "test", "--boundaries", clause)
    assert (code, out) == (2, "")
    assert f"There is no clause {clause}" in err
