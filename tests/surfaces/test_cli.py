"""The program as people and pipelines meet it: what is wrong, wrong use, exit codes, colours, and no traceback ever."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from harness import CLI_PAGE, ON, Captured, environment, govrules, stand_in

from govrules import api
from govrules.cli import COMMANDS, output, program, run

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


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
    code, out, err = govrules(capsys, "check", "policies/mini.gov", "--fail-on", "note", "--select", "GR401,GR601")
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
        code, out, _ = govrules(capsys, "check", "warned.gov", "--fail-on", level)
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
    def fails(paths: object, cached: bool) -> None:
        raise RuntimeError("something\nunforeseen")

    monkeypatch.setattr(api, "load", fails)
    for command in (["check"], ["ask", "who is accountable for finance in bexley"]):
        code, out, err = govrules(capsys, *command)
        assert (code, out) == (3, "")
        assert err == "govrules itself failed (GR901): RuntimeError: something unforeseen\n"
    monkeypatch.setenv("GOVRULES_DEBUG", "1")
    assert run(["check"]) == 3
    assert "Traceback" in capsys.readouterr().err


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
