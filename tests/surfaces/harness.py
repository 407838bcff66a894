"""What the tests of the surfaces share: the small scheme in a folder, and the program run in it."""

import os
from pathlib import Path

import pytest

from govrules.cli import run

ROOT = Path(__file__).parents[2]
MINI = Path(__file__).with_name("mini.gov").read_text(encoding="utf-8")
CLI_PAGE = ROOT / "docs" / "reference" / "cli.md"
ON = "on 1 June 2011"
Captured = pytest.CaptureFixture[str]


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the small scheme in `policies`, and no wishes about colours or widths."""
    (folder / "policies").mkdir()
    (folder / "policies" / "mini.gov").write_text(MINI, encoding="utf-8")
    monkeypatch.chdir(folder)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "GOVRULES_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return folder


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


def flat(text: str) -> str:
    """Return text on one line, for looking up words wherever lines break."""
    return " ".join(text.split())


def environment() -> dict[str, str]:
    """Return the environment for a program of its own."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
