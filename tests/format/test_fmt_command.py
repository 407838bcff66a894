"""`govrules fmt` as an author meets it: what it changes, what it tells, and what it never touches."""

import io
import stat
import sys
from pathlib import Path

import pytest

from govrules.cli import run
from govrules.format import MeaningChangedError

UGLY = "# one\n\n\nbody   alder is a trust   to 2011-06-01 .\n"
NEAT = "# one\n\nbody alder is a trust to 1 June 2011.\n"
FAULTY = "bodie  x  is a trust.\n"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "GOVRULES_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    write("ugly.gov", UGLY)
    write("neat.gov", NEAT)
    return tmp_path


def write(name: str, text: str) -> Path:
    path = Path("policies") / name
    path.write_bytes(text.encode())
    return path


def read(name: str) -> str:
    return (Path("policies") / name).read_bytes().decode()


def govrules(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = run(["fmt", *arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def typed(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))


def test_files_are_rewritten_in_place(capsys: Captured) -> None:
    expected = "changed policies/ugly.gov\n1 file changed, 1 is laid out already.\n"
    assert govrules(capsys) == (0, expected, "")
    assert (read("ugly.gov"), read("neat.gov")) == (NEAT, NEAT)
    assert govrules(capsys, "policies") == (0, "0 files changed, 2 are laid out already.\n", "")
    assert sorted(path.name for path in Path("policies").iterdir()) == ["neat.gov", "ugly.gov"], (
        "nothing is left behind"
    )


def test_line_ends_alone_are_a_change(capsys: Captured) -> None:
    path = write("ugly.gov", "\ufeff" + NEAT.replace("\n", "\r\n"))
    code, out, _ = govrules(capsys, "--diff", str(path))
    assert (code, out) == (1, "policies/ugly.gov: only line ends or a byte-order mark\n")
    assert govrules(capsys, str(path))[0] == 0
    assert read("ugly.gov") == NEAT


def test_the_mode_is_kept_and_links_are_followed(folder: Path, capsys: Captured) -> None:
    path = write("ugly.gov", UGLY)
    path.chmod(0o640)
    link = folder / "link.gov"
    link.symlink_to(path.resolve())
    assert govrules(capsys, "link.gov")[0] == 0
    assert link.is_symlink()
    assert read("ugly.gov") == NEAT
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_check_changes_nothing(capsys: Captured) -> None:
    expected = "would change policies/ugly.gov\n1 file would change, 1 is laid out already.\n"
    assert govrules(capsys, "--check") == (1, expected, "")
    assert read("ugly.gov") == UGLY
    assert govrules(capsys, "--check", "policies/neat.gov")[0] == 0


def test_diff_changes_nothing(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "--diff")
    assert (code, err) == (1, "")
    assert out == (
        "--- policies/ugly.gov\n+++ policies/ugly.gov\n@@ -1,4 +1,3 @@\n # one\n \n-\n"
        "-body   alder is a trust   to 2011-06-01 .\n+body alder is a trust to 1 June 2011.\n"
    )
    assert read("ugly.gov") == UGLY
    assert govrules(capsys, "--diff", "policies/neat.gov") == (0, "", "")


def test_a_diff_has_colours_by_the_one_policy(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert "\x1b[" not in govrules(capsys, "--diff")[1]
    assert "\x1b[" in govrules(capsys, "--diff", "--color", "always")[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in govrules(capsys, "--diff")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in govrules(capsys, "--diff")[1]


def test_a_diff_tells_of_a_missing_line_end(capsys: Captured) -> None:
    write("ugly.gov", NEAT.rstrip("\n"))
    assert "\\ No newline at end of file\n+body" in govrules(capsys, "--diff")[1]


@pytest.mark.parametrize("raw", [UGLY.encode(), b"\xef\xbb\xbf" + UGLY.replace("\n", "\r\n").encode()])
def test_stdin_goes_to_stdout(raw: bytes, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    for options, expected in (((), (0, NEAT)), (("--check",), (1, "would change stdin"))):
        typed(monkeypatch, raw)
        code, out, err = govrules(capsys, "-", *options)
        assert (code, err) == (expected[0], "")
        assert out.startswith(expected[1])
    assert read("ugly.gov") == UGLY


def test_stdin_with_pounds_and_faults(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    text = 'body x is a b note "£5".\n'
    typed(monkeypatch, (text + FAULTY).encode())
    code, out, err = govrules(capsys, "-")
    assert (code, out) == (1, text + FAULTY)
    assert "GR006" in err and "stdin:2:1" in err
    typed(monkeypatch, b"")
    assert govrules(capsys, "-") == (0, "", "")
    typed(monkeypatch, "é".encode("latin-1"))
    code, out, err = govrules(capsys, "-")
    assert (code, out) == (2, "")
    assert "GR001" in err


def test_statements_that_cannot_be_read_are_told_and_kept(capsys: Captured) -> None:
    write("ugly.gov", UGLY + FAULTY)
    code, out, err = govrules(capsys)
    assert code == 1
    assert "changed policies/ugly.gov" in out
    assert "policies/ugly.gov:5:1" in err and "GR006" in err
    assert read("ugly.gov") == NEAT + FAULTY
    assert govrules(capsys, "--check")[0] == 1


@pytest.mark.parametrize(("name", "raw"), [("bad.gov", b"PK\x00"), ("bad.gov", b"\xff\xfe\x00")])
def test_a_file_that_cannot_be_read_stops_everything(name: str, raw: bytes, capsys: Captured) -> None:
    (Path("policies") / name).write_bytes(raw)
    code, out, err = govrules(capsys)
    assert (code, out) == (2, "")
    assert "GR001" in err
    assert read("ugly.gov") == UGLY


@pytest.mark.parametrize("arguments", [("nowhere",), ("policies", "nowhere.gov"), ("-", "policies"), ("--nonsense",)])
def test_wrong_use_ends_with_2(arguments: tuple[str, ...], capsys: Captured) -> None:
    code, out, err = govrules(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err
    assert read("ugly.gov") == UGLY


def test_imports_are_left_alone(folder: Path, capsys: Captured) -> None:
    (folder / "main.gov").write_text('use  "policies/ugly.gov".\nuse "missing.gov".\n', "utf-8")
    assert govrules(capsys, "main.gov")[:2] == (0, "changed main.gov\n1 file changed, 0 are laid out already.\n")
    assert read("ugly.gov") == UGLY


def test_the_project_file_says_what_is_laid_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (folder / "project").mkdir()
    (folder / "project" / "govrules.toml").write_text('paths = ["rules.gov"]\n', "utf-8")
    (folder / "project" / "rules.gov").write_text('use "../policies/ugly.gov".\nbody  x is a b.\n', "utf-8")
    monkeypatch.chdir(folder / "project")
    assert govrules(capsys)[:2] == (0, "changed rules.gov\n1 file changed, 0 are laid out already.\n")
    assert (folder / "policies" / "ugly.gov").read_text("utf-8") == UGLY


def test_a_fault_of_ours_leaves_every_file(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    from govrules.format import text

    def refuse(before: object, after: object) -> None:
        raise MeaningChangedError("it would change")

    monkeypatch.setattr(text, "_compare", refuse)
    code, out, err = govrules(capsys)
    assert (code, out) == (3, "")
    assert "GR901" in err
    assert read("ugly.gov") == UGLY


def test_a_file_that_cannot_be_written_stays(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    code, out, err = govrules(capsys)
    assert code == 2
    assert out == "0 files changed, 1 is laid out already.\n"
    assert "GR801" in err and "No space left" in err
    assert read("ugly.gov") == UGLY
    assert sorted(path.name for path in Path("policies").iterdir()) == ["neat.gov", "ugly.gov"]
