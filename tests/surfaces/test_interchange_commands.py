"""`govrules export` and `govrules import` as people and pipelines meet them; models wherever rule files are read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from harness import ON, Captured, environment, govrules, stand_in

from govrules.api import load

QUESTIONS = (
    f"who is accountable for statutory accounts in NHS Bexley {ON}",
    "who may exercise virement in bexley",
    f"who is accountable for finance in SEL {ON}",
    "who is the accountable officer of bexley",
    f"who may exercise virement in bexley {ON} for £60,000",
    "who is the mayor of bexley",
)
BODIES = "name,display,kind,code\noak,NHS Oak,primary-care-trust,5E1\nelm,,acute-trust,NO\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


# -------------------------------------------------------------------------------------------------- export


@pytest.mark.parametrize(("form", "parse"), [("json", json.loads), ("yaml", yaml.safe_load)])
def test_export_writes_the_model(form: str, parse: object, folder: Path, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "export", "--format", form)
    assert (code, err) == (0, "")
    assert out.endswith("\n") and not out.endswith("\n\n")
    code, said, err = govrules(capsys, "export", "policies", "--format", form, "-o", f"scheme.{form}")
    assert (code, said, err) == (0, f"wrote scheme.{form}\n", "")
    assert (folder / f"scheme.{form}").read_text("utf-8") == out
    assert parse(out)["format_version"] == 1  # type: ignore[operator]
    assert load(f"scheme.{form}").scheme == load("policies").scheme
    assert govrules(capsys, "export", f"scheme.{form}", "--format", form)[1] == out, "a model is exported as it came"


def test_export_writes_nothing_where_the_files_have_errors(folder: Path, capsys: Captured) -> None:
    (folder / "policies" / "bad.gov").write_text("functoin x.\n", "utf-8")
    (folder / "old.json").write_text("old", "utf-8")
    code, out, err = govrules(capsys, "export", "-o", "old.json")
    assert (code, out) == (1, "")
    assert "error[GR006]" in err and err.endswith("nothing was written\n")
    assert (folder / "old.json").read_text() == "old"
    code, out, err = govrules(capsys, "export", "nowhere")
    assert (code, out) == (2, "") and "GR801" in err


def test_export_writes_the_schema(capsys: Captured) -> None:
    code, out, _ = govrules(capsys, "export", "--schema", "nowhere")
    assert code == 0
    assert json.loads(out)["properties"]["format_version"] == {"const": 1}


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left_behind(folder: Path, capsys: Captured) -> None:
    before = sorted(folder.rglob("*"))
    for target in ("nowhere/scheme.json", "policies"):
        code, out, err = govrules(capsys, "export", "-o", target)
        assert (code, out) == (2, "") and "GR801" in err and "nothing was written" in err
    code, _, err = govrules(capsys, "export", "policies/mini.gov", "-o", "policies/mini.gov")
    assert code == 2 and "one of the files that were read" in err
    assert sorted(folder.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="modes of another kind")
def test_a_written_file_has_the_mode_of_any_other(folder: Path, capsys: Captured) -> None:
    (folder / "plain").write_text("x")
    govrules(capsys, "export", "-o", "scheme.json")
    assert (folder / "scheme.json").stat().st_mode == (folder / "plain").stat().st_mode
    (folder / "scheme.json").chmod(0o600)
    govrules(capsys, "export", "-o", "scheme.json")
    assert (folder / "scheme.json").stat().st_mode & 0o777 == 0o600


def test_a_model_is_utf_8_whatever_the_terminal_speaks(folder: Path) -> None:
    (folder / "policies" / "more.gov").write_text('person zoe "Zoë".\n', "utf-8")
    arguments = [sys.executable, "-m", "govrules", "export"]
    done = subprocess.run(
        arguments, capture_output=True, env={**environment(), "PYTHONIOENCODING": "ascii"}, check=True
    )
    assert "Zoë" in done.stdout.decode("utf-8")


# -------------------------------------------------------------------------------------------------- models instead


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_a_model_answers_exactly_as_its_rule_files(form: str, capsys: Captured) -> None:
    govrules(capsys, "export", "--format", form, "-o", f"scheme.{form}")
    for question in QUESTIONS:
        for options in ((), ("--why",), ("--format", "json")):
            from_rules = govrules(capsys, "ask", question, *options)
            from_model = govrules(capsys, "ask", question, f"scheme.{form}", *options)
            assert from_model == from_rules


OF_WORDING = ("GR602", "GR603", "GR604", "GR605", "GR606")


def test_check_finds_the_same_in_a_model(capsys: Captured) -> None:
    govrules(capsys, "export", "-o", "scheme.json")
    _, rules, _ = govrules(capsys, "check", "--format", "json")
    code, model, _ = govrules(capsys, "check", "scheme.json", "--format", "json")
    assert code == 1
    meaning = [one for one in json.loads(rules)["findings"] if one["code"] not in OF_WORDING]
    assert sorted(_told(one) for one in json.loads(model)["findings"]) == sorted(_told(one) for one in meaning)
    assert meaning


def _told(finding: dict) -> tuple[str, ...]:
    """Return what a finding says, without its place: a model keeps the place of a clause, not that of its words."""
    return tuple(str(finding[key]) for key in ("code", "severity", "message", "clause", "help"))


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_model_that_cannot_be_read_gives_no_answer(form: str, folder: Path, capsys: Captured) -> None:
    for text, code in (("{", "GR804"), ('{"format_version": 2}', "GR805"), ('{"format_version": 1}', "GR806")):
        (folder / "scheme.json").write_text(text, "utf-8")
        exit_code, out, err = govrules(capsys, "ask", QUESTIONS[0], "scheme.json", "--format", form)
        assert exit_code == 2
        assert f"error[{code}]" in err and "scheme.json:1:" in err
        assert form == "text" or [one["code"] for one in json.loads(out)["diagnostics"]] == [code]


def test_a_model_stands_alone(folder: Path, capsys: Captured) -> None:
    govrules(capsys, "export", "-o", "scheme.json")
    code, _, err = govrules(capsys, "ask", QUESTIONS[0], "scheme.json", "policies")
    assert code == 2 and "error[GR808]" in err
    (folder / "policies" / "uses.gov").write_text('use "../scheme.json".\n', "utf-8")
    code, _, err = govrules(capsys, "ask", QUESTIONS[0])
    assert code == 2 and "error[GR808]" in err


# -------------------------------------------------------------------------------------------------- import


def test_import_of_a_model_says_what_it_holds_or_writes_the_other_form(capsys: Captured) -> None:
    for form in ("json", "yaml"):
        govrules(capsys, "export", "--format", form, "-o", f"scheme.{form}")
    code, out, err = govrules(capsys, "import", "scheme.json")
    assert (code, err) == (0, "")
    assert out.startswith("scheme.json is a model of a scheme of delegation. It holds\n") and "  bodies " in out
    for form, other in (("json", "yaml"), ("yaml", "json")):
        assert govrules(capsys, "import", f"scheme.{form}", "--format", other)[1] == Path(f"scheme.{other}").read_text(
            "utf-8"
        )


def test_import_writes_a_register_as_a_rule_file(folder: Path, capsys: Captured) -> None:
    (folder / "bodies.csv").write_text(BODIES, "utf-8")
    rules = 'body oak "NHS Oak" code "5E1" is a primary-care-trust.\nbody elm code "NO" is an acute-trust.\n'
    assert govrules(capsys, "import", "bodies.csv") == (0, rules, "")
    assert govrules(capsys, "import", "bodies.csv", "-o", "bodies.gov") == (0, "wrote bodies.gov\n", "")
    assert govrules(capsys, "fmt", "--check", "bodies.gov")[0] == 0
    code, out, err = govrules(capsys, "import", "bodies.csv", "policies", "-o", "checked.gov")
    assert (code, out) == (1, "") and "GR101" in err and "acute-trust" in err
    assert not (folder / "checked.gov").exists()


def test_import_refuses_what_it_cannot_mean(folder: Path, capsys: Captured) -> None:
    (folder / "bodies.csv").write_text(BODIES, "utf-8")
    for arguments, words in (
        (("import",), "Missing argument"),
        (("import", "bodies.xlsx"), "CSV UTF-8"),
        (("import", "policies/mini.gov"), "neither a model nor a register"),
        (("import", "nowhere.csv"), "GR801"),
        (("import", "bodies.csv", "--format", "json"), "is a register"),
        (("fmt", "bodies.csv"), "govrules import"),
    ):
        code, out, err = govrules(capsys, *arguments)
        assert (code, out) == (2, "")
        assert words in err
    (folder / "bodies.csv").write_text("name,kind,\nNHS Oak,trust\n", "utf-8")
    code, out, err = govrules(capsys, "import", "bodies.csv")
    assert (code, out) == (1, "") and "bodies.csv:2:1" in err and err.endswith("nothing was written\n")


def test_fmt_leaves_registers_alone(folder: Path, capsys: Captured) -> None:
    (folder / "policies" / "bodies.csv").write_text(BODIES, "utf-8")
    (folder / "policies" / "uses.gov").write_text('use   "bodies.csv" .\n', "utf-8")
    govrules(capsys, "fmt", "policies")
    assert (folder / "policies" / "bodies.csv").read_text("utf-8") == BODIES
    assert (folder / "policies" / "uses.gov").read_text("utf-8") == 'use "bodies.csv".\n'


def test_a_register_answers_with_the_rule_files_that_use_it(folder: Path, capsys: Captured) -> None:
    text = (folder / "policies" / "mini.gov").read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("body bromley"))
    (folder / "policies" / "mini.gov").write_text(text.replace(line, 'use "bodies.csv".'), "utf-8")
    register = (
        "name,display,kind,code,directed by,to\nbromley,NHS Bromley,primary-care-trust,5A7,london,31 March 2013\n"
    )
    (folder / "policies" / "bodies.csv").write_text(register, "utf-8")
    (folder / "before.gov").write_text(text, "utf-8")
    for question in (f"who is accountable for finance in 5A7 {ON}", *QUESTIONS):
        assert govrules(capsys, "ask", question)[1] == govrules(capsys, "ask", question, "before.gov")[1]
