"""`govrules new` starts a folder that checks and answers at once, and touches nothing that is there."""

from pathlib import Path

import pytest

from govrules.api import load
from govrules.cli import run
from govrules.format.text import format_text
from govrules.model.answer import Outcome
from govrules.source import SourceText
from govrules.workspace.starting import kinds

KINDS = ["cluster", "council", "icb"]
FILES = ["cases.gov", "govrules.toml", "questions.txt", "scheme.gov", "vocabulary.gov"]


def test_there_are_templates_of_each_kind() -> None:
    assert kinds() == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_folder_checks_and_answers_at_once(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", kind, "made/ours"]) == 0
    assert "govrules check made/ours" in capsys.readouterr().out
    folder = tmp_path / "made" / "ours"
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["ours"], "nothing else is left beside it"

    monkeypatch.chdir(folder)
    assert run(["check", "--fail-on", "warning"]) == 0
    assert run(["test", "--fail-on-empty"]) == 0
    capsys.readouterr()
    for question in (folder / "questions.txt").read_text("utf-8").splitlines():
        reply = load().ask(question)
        assert reply.diagnostics == ()
        assert reply.answer is not None
        assert reply.answer.outcome is Outcome.ANSWERED, question
    for name in ("cases.gov", "scheme.gov", "vocabulary.gov"):
        assert not format_text(SourceText(name, (folder / name).read_text("utf-8"))).changed, name


@pytest.mark.parametrize("kind", KINDS)
def test_every_clause_of_a_template_says_that_it_is_illustrative(kind: str, tmp_path: Path) -> None:
    run(["new", kind, str(tmp_path / "ours")])
    clauses = load(tmp_path / "ours").scheme.clauses.values()
    assert {clause.marks.mark and clause.marks.mark.value for clause in clauses} == {"illustrative"}


def test_what_is_there_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, make in (("file", Path.touch), ("folder", Path.mkdir)):
        make(tmp_path / name)
        assert run(["new", "council", str(tmp_path / name)]) == 2
        assert "is there already" in capsys.readouterr().err
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert run(["new", "council", str(tmp_path / "link")]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "link"]
    assert [*(tmp_path / "folder").iterdir()] == []


def test_where_nothing_can_be_made_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert run(["new", "council", str(tmp_path / "file" / "ours")]) == 2
    assert "cannot be made" in capsys.readouterr().err


def test_an_unknown_kind_is_told_with_those_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "parish", str(tmp_path / "ours")]) == 2
    assert "cluster, council, icb" in capsys.readouterr().err
    assert not (tmp_path / "ours").exists()
