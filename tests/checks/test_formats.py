"""The forms that other systems read: SARIF, GitHub workflow commands, JUnit XML."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from govrules.cli import run
from govrules.diagnostics import Diagnostic, Severity
from govrules.diagnostics.github import github_lines
from govrules.diagnostics.junit import junit_xml
from govrules.source import SourceText

POLICIES = Path(__file__).parents[2] / "policies"
ODD = 'function money "50% of £: a, b" of nowhere.\nterm trust "Trust" is a kind having legal-personality.\n'
ALLOWED = (
    'term agreement "Agreement" is a rank.\ninstrument act "Act" is an agreement.\n'
    "clause 1: each trust is vested with everything. # govrules: allow GR208 because the trusts come later\n"
)
UNESCAPED = re.compile(r"[\r\n]")


def output(folder: Path, form: str, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    name = "50% odd, name.gov"
    (folder / name).write_text(ODD + ALLOWED, "utf-8")
    code = run(["check", name, "--format", form, *options])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_sarif_is_as_the_standard_has_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = output(folder, "sarif", capsys)
    data = json.loads(out)
    Sarif.model_validate_json(out, strict=True)
    assert code == 1
    (one,) = data["runs"]
    results = {result["ruleId"]: result for result in one["results"]}
    place = results["GR101"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "50%25%20odd%2C%20name.gov"
    assert place["region"] == {"startLine": 1, "startColumn": 36, "endLine": 1, "endColumn": 43}
    for result in one["results"]:
        assert one["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    (suppression,) = results["GR208"]["suppressions"]
    assert suppression == {"kind": "inSource", "justification": "the trusts come later"}
    assert str(folder) not in out


def test_sarif_of_nothing_is_valid_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.gov").write_text("# nothing\n", "utf-8")
    assert run(["check", "empty.gov", "--format", "sarif"]) == 0
    Sarif.model_validate_json(capsys.readouterr().out, strict=True)


def test_sarif_of_the_rule_library_is_as_the_published_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    """The classes are made from the schema of the standard (OASIS SARIF 2.1.0), which forbids what it does not name."""
    run(["check", str(POLICIES), "--format", "sarif"])
    out = capsys.readouterr().out
    assert Sarif.model_validate_json(out, strict=True).runs[0].results
    with pytest.raises(ValidationError):
        Sarif.model_validate_json(out.replace('"ruleId"', '"rule"'), strict=True)


def test_a_fingerprint_stays_when_lines_move(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def prints(text: str) -> list[str]:
        (folder / "one.gov").write_text(text, "utf-8")
        run(["check", "one.gov", "--format", "sarif"])
        results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
        return [result["partialFingerprints"]["finding/v1"] for result in results]

    before = prints(ODD + ODD.replace("money", "gold").replace("trust", "firm"))
    after = prints("# a comment\n\n" + ODD + ODD.replace("money", "gold").replace("trust", "firm"))
    assert before == after
    assert len(set(before)) == len(before)


def test_a_workflow_command_holds_whatever_an_author_wrote(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = output(folder, "github", capsys)
    (line,) = [line for line in out.splitlines() if "GR101" in line]
    assert line.startswith(
        "::error file=50%25 odd%2C name.gov,line=1,endLine=1,col=36,endColumn=42,title=GR101 unknown-name::"
    )
    assert "%0Ahelp: " in line or "%0A" in line


def test_a_workflow_command_stays_one_line() -> None:
    odd = Diagnostic(
        "GR601", "50% is\r\nodd", SourceText("a:b,c.gov", "x\ny").span(0, 3), "label", "help", "deed 1, 2:3"
    )
    text = github_lines([odd])
    assert text == (
        "::notice file=a%3Ab%2Cc.gov,line=1,endLine=2,title=GR601 sources-disagree (deed 1%2C 2%3A3)"
        "::50%25 is%0D%0Aodd%0Alabel%0Ahelp: help\n"
    )


@pytest.mark.parametrize(("least", "failures"), [("error", 1), ("note", 1), ("warning", 1)])
def test_junit_counts_what_fails(least: str, failures: int, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = output(folder, "junit", capsys, "--fail-on", least, "--select", "GR101,GR208")
    root = ElementTree.fromstring(out)
    assert (root.tag, root.get("failures"), root.get("errors")) == ("testsuites", str(failures), "0")
    (suite,) = root
    assert (suite.get("name"), suite.get("tests")) == ("50% odd, name.gov", "1")
    (case,) = suite
    assert {"classname", "name"} <= {*case.keys()}
    (failure,) = case
    assert (failure.tag, failure.get("type")) == ("failure", "error")
    assert failure.get("message") == "nothing called `nowhere` is declared"


def test_junit_shows_milder_findings_as_passed_and_clean_files_as_well() -> None:
    note = Diagnostic("GR601", "bad \x08 character & <tag>", SourceText("a.gov", "x").span(0, 1))
    root = ElementTree.fromstring(junit_xml([note], ["a.gov", "b.gov"], Severity.WARNING))
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [
        ("a.gov", "1", "0"), ("b.gov", "1", "0"),
    ]  # fmt: skip
    assert root[0][0][0].tag == "system-out"
    assert "U+0008 character & <tag>" in (root[0][0][0].text or "")
    assert root[1][0].get("name") == "no findings"
    sums = [sum(int(suite.get(count) or 0) for suite in root) for count in ("tests", "failures")]
    assert [root.get("tests"), root.get("failures")] == [str(number) for number in sums]
