"""The prompt of `govrules ask`, and completion: on a terminal only, rules read once, names as people write them."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete, FishComplete, ZshComplete
from harness import ON, Captured, environment, govrules, stand_in

from govrules import api
from govrules.api import load
from govrules.cli import ask, program, prompt
from govrules.cli.completing import Names


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


def typing(lines: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have somebody type lines at a terminal, without prompt_toolkit; then the input ends."""
    typed = iter(lines)

    def read(shown: str) -> str:
        line = next(typed, None)
        if line is None:
            raise EOFError
        if line == "^C":
            raise KeyboardInterrupt
        return line

    monkeypatch.setattr(ask, "on_terminal", lambda: True)
    monkeypatch.setattr(prompt, "find_spec", lambda name: None)
    monkeypatch.setattr("builtins.input", read)


def test_without_a_terminal_there_is_never_a_prompt(capsys: Captured) -> None:
    for arguments in (("ask",), ("ask", "policies")):
        code, out, err = govrules(capsys, *arguments)
        assert (code, out) == (2, "") and "Only a terminal has a prompt" in err


def test_many_questions_are_answered_and_the_rules_are_read_once(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[object] = []
    real = api.load

    def load_once(paths: object, cached: bool = False) -> api.Library:
        counted.append(paths)
        return real(paths, cached=cached)  # type: ignore[arg-type]

    monkeypatch.setattr(api, "load", load_once)
    typing(
        [f"who is accountable for estates in bexley {ON}", "^C", "", f"who is accountable for finance in bromley {ON}"],
        monkeypatch,
    )
    code, out, err = govrules(capsys, "ask", "policies")
    assert (code, err, counted) == (0, "", [("policies",)])
    assert "NHS Bexley is accountable for estates" in out and "NHS Bromley is accountable for finance" in out


def test_help_why_and_quit_are_understood(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    question = f"who is accountable for land in bexley {ON}"
    typing(["help", "why", question, "why", question, "quit", "who is never asked"], monkeypatch)
    code, out, err = govrules(capsys, "ask")
    assert (code, err) == (0, "")
    assert "Ask, for example" in out and out.count("Why NHS Bexley is accountable") == 1


def test_when_does_it_change_is_about_the_question_before(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    question = f"who is the accountable officer of bexley {ON}"
    typing([question, "when does it change?", "when did it change"], monkeypatch)
    code, out, err = govrules(capsys, "ask")
    assert (code, err) == (0, "")
    alone = govrules(capsys, "timeline", question)[1]
    assert alone.strip() in out and out.count(alone.splitlines()[0]) == 2


def test_a_question_that_cannot_be_read_does_not_end_the_prompt(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(["who is accountable for finanse in bexley", f"who is accountable for estates in bexley {ON}"], monkeypatch)
    code, out, err = govrules(capsys, "ask")
    assert code == 0 and "did you mean" in err and "NHS Bexley is accountable for estates" in out


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_on_a_real_terminal_the_prompt_answers_and_ends() -> None:
    leader, follower = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "govrules", "ask"], stdin=follower, stdout=follower, stderr=follower,
        env={**environment(), "TERM": "dumb"}, close_fds=True,
    )  # fmt: skip
    os.close(follower)
    os.write(leader, f"who is accountable for estates in bexley {ON}\nquit\n".encode())
    shown = b""
    while True:
        try:
            piece = os.read(leader, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert child.wait() == 0
    assert b"NHS Bexley is accountable for estates" in shown


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("who may exercise vire", ("virement", 4)),
        ("who is accountable for estates in NHS Bex", ("NHS Bexley", 7)),
        ("who is the acc", ("Accountable officer", 3)),
        ("w", ("who may exercise", 1)),
    ],
)
def test_the_end_of_a_line_is_completed(line: str, expected: tuple[str, int]) -> None:
    assert expected in Names(load("policies").scheme).ends(line)
    assert Names(load("policies").scheme).ends("who is zzz") == []


def test_prompt_toolkit_is_given_the_names() -> None:
    pytest.importorskip("prompt_toolkit")
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.document import Document
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        completer = prompt.completer(load("policies").scheme)
        found = list(completer.get_completions(Document("who is accountable for estates in NHS Bex"), None))
        assert [(one.text, one.start_position) for one in found] == [("NHS Bexley", -7)]
        keys.send_text("hello\n")
        assert prompt.reader(load("policies"))() == "hello"


@pytest.mark.parametrize("shell", [BashComplete, ZshComplete, FishComplete])
@pytest.mark.parametrize(
    ("arguments", "typed", "expected"),
    [
        (["graph"], "bex", "bexley"),
        (["graph"], "chief", "chief-executive@sel"),
        (["matrix", "bexley", "--function"], "vir", "virement"),
        (["ask"], "who may exercise vir", "who may exercise virement"),
    ],
)
def test_shells_complete_bodies_posts_and_functions(
    shell: type[click.shell_completion.ShellComplete], arguments: list[str], typed: str, expected: str
) -> None:
    found = shell(program, {}, "govrules", "_GOVRULES_COMPLETE").get_completions(arguments, typed)
    assert expected in [item.value for item in found]


def test_completion_says_nothing_where_there_are_no_rules(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bare").mkdir()
    monkeypatch.chdir(folder / "bare")
    found = BashComplete(program, {}, "govrules", "_GOVRULES_COMPLETE").get_completions(["graph"], "bex")
    assert [item.value for item in found] == []
