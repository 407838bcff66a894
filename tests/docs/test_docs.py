"""Every example in the documents is run: rule blocks are read, transcripts are executed and compared."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from govrules.api import load
from govrules.cli import run
from govrules.syntax.grammar import load_grammar

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "policies").rglob("*.md")]
)
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[str]:
    return [text for found, text in BLOCK.findall(page.read_text("utf-8")) if found == language]


def transcripts() -> list[tuple[str, str, str]]:
    found = []
    for page in PAGES:
        for text in blocks(page, "console"):
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((page.name, command, output))
    return found


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "gov")], ids=lambda page: page.name)
def test_rule_blocks_are_read_together(page: Path, tmp_path: Path) -> None:
    (tmp_path / "page.gov").write_text("\n".join(blocks(page, "gov")), "utf-8")
    library = load(tmp_path)
    assert [f"{d.span}: {d.message}" for d in library.diagnostics] == []
    assert [f"{d.span}: {d.message}" for result in library.test() for d in (*result.faults, *result.failures)] == []


@pytest.mark.parametrize(("page", "command", "output"), transcripts())
def test_transcript(
    page: str, command: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program, *args = shlex.split(command)
    assert program == "govrules", f"{page}: transcripts run govrules"
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    run(args)
    assert "".join(capsys.readouterr()).rstrip() == output.rstrip()


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=lambda page: page.name)
def test_python_examples_say_what_they_show(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    example = doctest.DocTestParser().get_doctest("".join(blocks(page, "python")), {}, page.name, str(page), 0)
    said: list[str] = []
    assert doctest.DocTestRunner().run(example, out=said.append).failed == 0, "".join(said)
    assert example.examples


def test_the_manual_names_every_word_of_the_language() -> None:
    manual = (ROOT / "docs" / "reference" / "language.md").read_text("utf-8")
    missing = {word for word in load_grammar().words if not re.search(rf"\b{re.escape(word)}\b", manual)}
    assert missing <= {
        "exercise",
        "given",
        "in",
        "is",
        "the",
        "why",
        "what",
        "does",
        "delegated",
        "retain",
        "reserve",
        "keep",
    }, "only words of questions are left to cli.md"


def test_there_are_transcripts() -> None:
    assert transcripts()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
