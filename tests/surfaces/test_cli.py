"""The program as people and pipelines meet it: words, JSON, exit codes, colours, and no traceback ever."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from govrules import api
from govrules.cli import COMMANDS, output, program, run

ROOT = Path(__file__).parents[2]
MINI = Path(__file__).with_name("mini.gov").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "docs" / "reference" / "answer.schema.json").read_text(encoding="utf-8"))
CLI_PAGE = ROOT / "docs" / "reference" / "cli.md"
ON = "on 1 June 2011"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder with the small scheme in `policies`, and no wishes about colours or widths."""
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "mini.gov").write_text(MINI, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "GOVRULES_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


Captured = pytest.CaptureFixture[str]


def govrules(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """Run a command; return its exit code, what it wrote to stdout, and to stderr."""
    code = run(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def ask(capsys: Captured, question: str, *options: str) -> str:
    """Ask a question that has a settled answer; return the text."""
    code, out, err = govrules(capsys, "ask", question, *options)
    assert (code, err) == (0, "")
    return out


def strict(schema: Any) -> Any:
    """Return the schema without room for further keys, so that it cannot fall behind what is written."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema and "$defs" not in schema else {}
    return {**closed, **{key: strict(value) for key, value in schema.items()}}


def flat(text: str) -> str:
    """Return text on one line, for looking up words wherever lines break."""
    return " ".join(text.split())


def rows(text: str) -> dict[str, str]:
    """Return the labelled lines of an answer by label, each on one line."""
    found: dict[str, str] = {}
    label = ""
    for line in text.split("\n"):
        start = re.match(r"([A-Z][a-z]+(?: [a-z]+)*)  +\S", line)
        if start:
            label = start[1]
            line = line[len(label) :]
        elif not line.startswith(" "):
            label = ""
        if label:
            found[label] = flat(f"{found.get(label, '')} {line}")
    return found


# -------------------------------------------------------------------------------------------------- answers as text


def test_accountable_in_one_sentence_and_labelled_lines(capsys: Captured) -> None:
    out = ask(capsys, f"who is accountable for statutory accounts in NHS Bexley {ON}")
    assert out.startswith("NHS Bexley is accountable for statutory accounts on 1 June 2011.\n\n")
    found = rows(out)
    assert found["Accountable body"] == "NHS Bexley, acting by its board [act 1]"
    assert found["Accountable officer"] == (
        "Chief Executive of NHS South East London (holder not recorded) [sel-agreement 3.1]"
    )
    assert found["May exercise"] == "the board of NHS Bexley, by vesting"
    assert found["Kept"] == "retained by its board [sel-agreement 4.2]"
    assert found["Overseen by"] == "NHS London, which directs it NHS London, which manages NHS South East London"
    assert found["True"] == "from 1 April 2011 to 31 March 2013"
    assert found["Assumptions"].startswith("Illustrative, invented to show how things work: clause 1 of the National")


def test_sources_that_disagree_are_both_shown_the_higher_rank_first(capsys: Captured) -> None:
    said = rows(ask(capsys, f"who is the accountable officer of NHS Bexley {ON}"))["Sources disagree"]
    assert said.index("Establishment agreement") < said.index("finance press")
    assert "names the Chief Executive of NHS South East London, and that has effect" in said
    assert "says it is the Director of Finance of NHS South East London [press R1]" in said


def test_officer_in_one_sentence(capsys: Captured) -> None:
    out = ask(capsys, f"who is the accountable officer of NHS Bexley {ON}")
    assert flat(out).startswith(
        "The accountable officer of NHS Bexley on 1 June 2011 is the Chief Executive of NHS South East London "
        "(holder not recorded)."
    )


def test_exercise_with_limits_givers_and_holders(capsys: Captured) -> None:
    out = ask(capsys, f"who may exercise virement in bexley {ON}")
    said = rows(out)["May exercise"]
    assert "Director of Finance of NHS South East London (Marie Farrell, interim, employed by NHS Bexley" in said
    assert "perhaps Ann Other" in said
    assert "up to £100,000 per transaction: delegated by the board of NHS Bexley [sel-agreement 4.1]" in said
    assert (
        "Head of Finance of NHS Bexley (vacant), up to £50,000 per transaction: delegated by the Director of Finance "
        "of NHS South East London [sel-agreement 4.3], who has it from the board of NHS Bexley [sel-agreement 4.1]"
    ) in said
    assert "professionally to the Director of Finance" in rows(out)["Answers to"]
    assert "By amount" in out and "Over £50,000 and up to £100,000 per transaction" in out


def test_an_amount_without_a_basis_takes_the_one_that_bears(capsys: Captured) -> None:
    out = flat(ask(capsys, f"who may exercise virement in bexley {ON} for £60,000"))
    assert out.startswith(
        "The board of NHS Bexley and the Director of Finance of NHS South East London may exercise moving money "
        "between budget heads for NHS Bexley on 1 June 2011 for £60,000 per transaction."
    )


def test_a_timeline_says_when_and_what_changes(capsys: Captured) -> None:
    out = ask(capsys, "who is the accountable officer of bexley")
    assert out.startswith("The accountable officer of NHS Bexley changes twice.\n")
    assert "  To 31 March 2011: no officer is designated\n" in out
    assert "  From 1 April 2011 to 31 March 2013\n    Accountable officer  Chief Executive" in out
    assert "  From 1 April 2013: there is no such body\n" in out


def test_functions_and_members_are_parts(capsys: Captured) -> None:
    out = ask(capsys, f"who is accountable for finance in SEL {ON}")
    assert flat(out).startswith("NHS South East London is no legal person and is accountable for nothing")
    assert "\nBy function\n  Approving the annual accounts\n" in out
    assert "\n    By body\n      NHS Bexley\n" in out


def test_what_the_files_leave_open_is_said_and_why(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "ask", "who is accountable for finance in bromley on 1 May 2011")
    assert (code, err) == (1, "")
    assert "NHS Bromley is accountable for finance on 1 May 2011.\nThe rule files leave open who the officer is" in out
    assert "(open)" in out
    assert rows(out)["Open points"] == (
        "The day of the adoption of the Establishment agreement by NHS Bromley is not known: between 18 March 2011 and "
        "31 May 2011"
    )


def test_a_conflict_names_both_clauses(capsys: Captured) -> None:
    code, out, _ = govrules(capsys, "ask", f"who may exercise buildings in bexley {ON}")
    assert code == 1
    assert rows(out)["Conflicts"] == (
        "4.4 and 4.5 of the Establishment agreement cannot both have effect, and nothing decides between them "
        "[sel-agreement 4.4, sel-agreement 4.5]"
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("who is accountable for finance in bexley on 1 June 2014", "There is no NHS Bexley on 1 June 2014."),
        (f"who is accountable for estates in sel {ON}", "NHS South East London is no legal person"),
    ],
)
def test_other_outcomes(question: str, said: str, capsys: Captured) -> None:
    _, out, _ = govrules(capsys, "ask", question)
    assert out.startswith(said)


def test_no_identifier_but_of_clauses_is_shown(capsys: Captured) -> None:
    for question in (f"who is accountable for finance in SEL {ON}", "who may exercise virement in bexley"):
        _, out, _ = govrules(capsys, "ask", question)
        outside_brackets = re.sub(r"\[[^\]]*\]", "", flat(out))
        assert not re.findall(r"\b[a-z]+(?:-[a-z]+)+\b|@", outside_brackets)


def test_lines_fit_the_width(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (60, 80, 100):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = ask(capsys, f"who may exercise virement in bexley {ON}", "--why")
        long = [line for line in out.split("\n") if len(line) > columns]
        assert all(len(line.split()[-1]) > 15 for line in long), long


def test_the_same_question_gives_the_same_bytes_under_any_hash_seed(folder: Path) -> None:
    arguments = [sys.executable, "-m", "govrules", "ask", f"who is accountable for finance in SEL {ON}", "--why"]
    said = {
        subprocess.run(arguments, capture_output=True, env={**environment(), "PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1


# -------------------------------------------------------------------------------------------------- why


def test_why_shows_each_link_with_words_source_and_power(capsys: Captured) -> None:
    out = ask(capsys, f"who may exercise virement in bexley {ON} for £60,000", "--why")
    said = flat(out)
    assert "Why NHS Bexley is accountable by clause 1 of the National Health Service Act 2006 [act 1]" in said
    assert "link from the board of NHS Bexley to the Director of Finance of NHS South East London" in said
    assert "policies/mini.gov:" in said
    assert "says each party delegates finance except accounts-approval" in said
    assert "read in Minutes of the board, item 7, NHS Bexley, 12 April 2011, https://example.org/minutes" in said
    assert "power clause 2 of the National Health Service Act 2006 [act 2]" in said
    assert (
        "What fell away 4.3 of the Establishment agreement [sel-agreement 4.3]: the amount is above its limit" in said
    )


def test_without_why_there_is_no_derivation(capsys: Captured) -> None:
    assert "What fell away" not in ask(capsys, f"who may exercise virement in bexley {ON} for £60,000")


# -------------------------------------------------------------------------------------------------- JSON


QUESTIONS = [
    f"who is accountable for statutory accounts in NHS Bexley {ON}",
    f"who may exercise virement in bexley {ON} for £60,000",
    f"who is accountable for finance in SEL {ON}",
    "who is the accountable officer of bexley",
    "who may exercise virement in bexley",
    "who is accountable for finance in bromley on 1 May 2011",
    f"who may exercise estates in bexley {ON}",
    "who is accountable for finance in bexley on 1 June 2014",
    "who is the mayor of bexley",
    "what now",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_is_as_the_schema_says(question: str, capsys: Captured) -> None:
    _, out, _ = govrules(capsys, "ask", question, "--format", "json")
    Draft202012Validator(strict(SCHEMA)).validate(json.loads(out))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_json_has_the_promised_keys_in_order(capsys: Captured) -> None:
    data = json.loads(ask(capsys, f"who may exercise virement in bexley {ON} for £50,000", "--format", "json"))
    assert list(data)[:16] == [
        "format_version", "question", "outcome", "accountable_body", "officers", "kept", "may_exercise", "answers_to",
        "holds_from", "holds_to", "assumptions", "open_points", "conflicts", "excluded", "parts", "diagnostics",
    ]  # fmt: skip
    assert data["question"] == {
        "kind": "exercise", "function": "virement", "body": "bexley", "on": "2011-06-01",
        "amounts": {"transaction": "50000.00"}, "known_on": None, "title": None,
    }  # fmt: skip
    finance = next(one for one in data["may_exercise"] if one["seats"][0]["of"] == ["finance-director@sel"])
    assert finance["limits"] == [{"basis": "transaction", "over": None, "up_to": "100000.00"}]
    assert finance["chains"] == [
        [
            {
                "from": "board@bexley", "to": "finance-director@sel", "clause": "sel-agreement 4.1",
                "source": "minutes", "power": "act 2",
            }
        ]
    ]  # fmt: skip
    assert {"person": "Marie Farrell", "id": "marie-farrell", "capacity": "interim", "employer": "bexley",
            "certain": True} in finance["holders"]  # fmt: skip
    assert (data["holds_from"], data["holds_to"]) == ("2011-04-01", "2011-06-30")
    assert data["errors_in_files"] == 0


def test_json_of_a_question_not_understood_says_why(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "ask", "who is accountable for finanse in bexley", "--format", "json")
    data = json.loads(out)
    assert code == 2
    assert data["outcome"] is None
    assert [one["code"] for one in data["diagnostics"]] == ["GR101"]
    assert data["diagnostics"][0]["path"] == "question"
    assert "error[GR101]" in err


def test_json_of_findings(folder: Path, capsys: Captured) -> None:
    (folder / "bad.gov").write_text('function finance "Finance.\n', encoding="utf-8")
    code, out, err = govrules(capsys, "check", "bad.gov", "--format", "json")
    data = json.loads(out)
    assert (code, err) == (1, "")
    assert (data["format_version"], data["files"], data["errors"], data["warnings"], data["notes"]) == (1, 1, 1, 0, 0)
    finding = strict({**SCHEMA, "oneOf": [{"$ref": "#/$defs/finding"}]})
    for one in data["findings"]:
        Draft202012Validator(finding).validate(one)
    assert data["findings"][0]["path"] == "bad.gov"


# -------------------------------------------------------------------------------------------------- what is wrong


def test_an_unknown_name_is_shown_where_it_stands(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "ask", f"who is accountable for finanse in NHS Bexley {ON}")
    assert (code, out) == (2, "")
    assert "error[GR101]" in err and "--> question:1:" in err and "did you mean" in err
    lines = err.split("\n")
    row = next(index for index, line in enumerate(lines) if "^" in line)
    start = lines[row].index("^")
    assert lines[row - 1][start : start + lines[row].count("^")] == "finanse"


def test_with_errors_in_the_files_an_answer_warns(folder: Path, capsys: Captured) -> None:
    (folder / "policies" / "bad.gov").write_text('functoin x "X".\nfunction y "Y\n', encoding="utf-8")
    code, out, err = govrules(capsys, "ask", f"who is accountable for statutory accounts in NHS Bexley {ON}")
    assert code == 0
    assert out.startswith("NHS Bexley is accountable")
    assert err == (
        "warning: 2 errors in the rule files; the answer leaves those statements out: run `govrules check`\n"
    )
    _, out, _ = govrules(capsys, "ask", f"who is accountable for estates in NHS Bexley {ON}", "--format", "json")
    assert json.loads(out)["errors_in_files"] == 2


@pytest.mark.parametrize("arguments", [("nowhere",), ("policies", "nowhere.gov"), ("empty",), ("word",)])
def test_files_that_cannot_be_read_end_with_2(arguments: tuple[str, ...], folder: Path, capsys: Captured) -> None:
    (folder / "empty").mkdir()
    (folder / "word").mkdir()
    (folder / "word" / "a.gov").write_bytes(b"PK\x00\x00")
    code, out, err = govrules(capsys, "ask", f"who is accountable for finance in NHS Bexley {ON}", *arguments)
    assert (code, out) == (2, "")
    assert re.search(r"error\[GR(001|801|803)\]", err)


def test_no_policies_here_is_explained(folder: Path, capsys: Captured) -> None:
    (folder / "policies" / "mini.gov").unlink()
    (folder / "policies").rmdir()
    for command in (["ask", "who is accountable for finance in bexley"], ["check"]):
        code, out, err = govrules(capsys, *command)
        assert code == 2
        assert "GR803" in out + err


def test_check_counts_and_fails(folder: Path, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "check", "policies/mini.gov", "--fail-level", "note")
    assert (code, err) == (1, "")
    assert "error[GR401]" in out and "note[GR601]" in out
    assert out.endswith("1 error, 1 note in 1 file.\n")
    (folder / "good.gov").write_text('function finance "Finance".\n', encoding="utf-8")
    assert govrules(capsys, "check", "good.gov") == (0, "No findings in 1 file.\n", "")


def test_the_fail_level_decides_the_exit_code(folder: Path, capsys: Captured) -> None:
    text = (
        'term trust "Trust" is a kind having legal-personality.\nterm agreement "Agreement" is a rank.\n'
        'function finance "Finance".\ninstrument act "Act" is an agreement.\n'
        "clause 1: each trust is vested with finance.\n"
    )
    (folder / "warned.gov").write_text(text, encoding="utf-8")
    for level, expected in (("error", 0), ("warning", 1), ("note", 1)):
        code, out, _ = govrules(capsys, "check", "warned.gov", "--fail-level", level)
        assert (code, "warning[GR208]" in out) == (expected, True)


# -------------------------------------------------------------------------------------------------- wrong use


def test_asking_nothing_says_what_to_type(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "ask")
    assert (code, out) == (2, "")
    assert 'govrules ask "who is accountable for' in err


def test_a_question_without_quotation_marks_is_put_right(capsys: Captured) -> None:
    code, _, err = govrules(capsys, "ask", "who", "is", "accountable", "for", "finance", "in", "bexley")
    assert code == 2
    assert 'govrules ask "who is accountable for finance in bexley"' in err


@pytest.mark.parametrize("arguments", [("chek",), ("ask", "--wy", "x"), ("check", "--format", "xml"), ()])
def test_wrong_use_ends_with_2(arguments: tuple[str, ...], capsys: Captured) -> None:
    code, out, err = govrules(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "Usage" in err


def test_an_unknown_command_is_guessed(capsys: Captured) -> None:
    assert "check" in govrules(capsys, "chek")[2].split("Error:")[1]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_each_command_has_an_example(name: str, capsys: Captured) -> None:
    for flag in ("-h", "--help"):
        code, out, err = govrules(capsys, name, flag)
        assert (code, err) == (0, "")
        assert f"  govrules {name}" in out.split("Example")[1]
    command = program.get_command(program.make_context("govrules", [name, "x"], resilient_parsing=True), name)
    assert command is not None and command.short_help == COMMANDS[name]


def test_help_and_version(capsys: Captured) -> None:
    code, out, _ = govrules(capsys, "--help")
    assert code == 0
    assert all(f"  {name} " in out and line in out for name, line in COMMANDS.items())
    assert "Example" in out
    assert re.fullmatch(r"govrules \d+\.\d+\.\d+\n", govrules(capsys, "--version")[1])


def test_explain(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "explain", "gr101")
    assert (code, err) == (0, "")
    assert out.startswith("GR101: nothing of that name is declared\n")
    assert "```" not in out
    assert govrules(capsys, "explain", "unknown-name")[1] == out
    assert json.loads(govrules(capsys, "explain", "GR101", "--format", "json")[1])["slug"] == "unknown-name"
    code, out, err = govrules(capsys, "explain", "GR10")
    assert (code, out) == (2, "") and "GR101" in err
    assert "GR901  internal-fault" in govrules(capsys, "explain")[1]


# -------------------------------------------------------------------------------------------------- colour, faults


@pytest.mark.parametrize(
    ("environment", "options", "coloured"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "0"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"NO_COLOR": ""}, (), False),
    ],
)
def test_colours(
    environment: dict[str, str],
    options: tuple[str, ...],
    coloured: bool,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for command in (["ask", f"who may exercise virement in bexley {ON}"], ["check"], ["explain", "GR101"]):
        _, out, _ = govrules(capsys, *command, *options)
        assert bool(ANSI.search(out)) == coloured
        assert ANSI.sub("", out) == govrules(capsys, *command, "--color", "never")[1]
    _, out, err = govrules(capsys, "ask", "what", *options)
    assert bool(ANSI.search(err)) == coloured


def test_a_terminal_is_coloured_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    assert output.wants_colour("auto", Terminal())  # type: ignore[arg-type]
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.wants_colour("auto", Terminal())  # type: ignore[arg-type]
    assert not output.wants_colour("auto", None)


def test_a_fault_of_ours_is_one_line_and_exit_code_3(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(paths: object) -> None:
        raise RuntimeError("something\nunforeseen")

    monkeypatch.setattr(api, "load", fails)
    for command in (["check"], ["ask", "who is accountable for finance in bexley"]):
        code, out, err = govrules(capsys, *command)
        assert (code, out) == (3, "")
        assert err == "govrules itself failed (GR901): RuntimeError: something unforeseen\n"
    monkeypatch.setenv("GOVRULES_DEBUG", "1")
    assert run(["check"]) == 3
    assert "Traceback" in capsys.readouterr().err


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


def test_as_a_program_of_its_own(folder: Path) -> None:
    arguments = [sys.executable, "-m", "govrules", "ask", f"who is accountable for estates in SEL {ON}"]
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment())
    assert done.returncode == 1
    assert done.stdout.startswith("NHS South East London is no legal person")
    assert done.stderr == ""


def test_a_terminal_without_the_pound_sign_gets_an_escape_not_a_fault(folder: Path) -> None:
    arguments = [sys.executable, "-m", "govrules", "ask", f"who may exercise virement in bexley {ON}"]
    done = subprocess.run(arguments, capture_output=True, env={**environment(), "PYTHONIOENCODING": "iso-8859-2"})
    assert done.returncode == 0
    assert rb"\xa3100,000" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes of another kind")
def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    arguments = [sys.executable, "-m", "govrules", "ask", f"who may exercise virement in bexley {ON}"]
    done = subprocess.run(arguments, stdout=write, stderr=subprocess.PIPE, env=environment())
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == 141


# -------------------------------------------------------------------------------------------------- the reference page


def test_the_reference_page_names_every_command_and_option() -> None:
    page = CLI_PAGE.read_text(encoding="utf-8")
    for name in COMMANDS:
        command = program.get_command(program.make_context("govrules", [name, "x"], resilient_parsing=True), name)
        assert command is not None
        assert f"## `govrules {name}" in page
        for parameter in command.params:
            assert all(f"`{option}" in page for option in parameter.opts if option.startswith("--"))


def test_the_json_on_the_reference_page_is_true(folder: Path, capsys: Captured) -> None:
    answer, findings = map(json.loads, re.findall(r"^```json\n(.*?)^```$", CLI_PAGE.read_text("utf-8"), re.M | re.S))
    Draft202012Validator(strict(SCHEMA)).validate(answer)
    real = json.loads(ask(capsys, f"who may exercise virement in bexley {ON} for £60,000", "--format", "json"))
    assert list(real) == list(answer)
    assert (real["question"], real["excluded"]) == (answer["question"], answer["excluded"])
    text = 'function finance "Finance".\nfunction virement "Moving money between budget heads" of finanse.\n'
    (folder / "policies" / "functions.gov").write_text(text, encoding="utf-8")
    assert json.loads(govrules(capsys, "check", "policies/functions.gov", "--format", "json")[1]) == findings
