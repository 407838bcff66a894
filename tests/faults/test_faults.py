"""Faulty files: each fault has its own diagnostic at the author's words, and costs nothing but its own statement."""

from pathlib import Path

import pytest
import yaml

from govrules.api import Library, load
from govrules.cli import run

HERE = Path(__file__).parent
DEED = (
    "instrument deed is an agreement of each member of north on 1 May 2011"
    " adopted by each member of north on 2 May 2011.\n"
)
GOOD = "clause G1 of deed: each party retains accounts.\n"
FAULTS = yaml.safe_load((HERE / "faults.yaml").read_text("utf-8"))
SECOND = "instrument deed-two is an agreement of oak.\n"


def load_fault(folder: Path, text: str) -> Library:
    file = folder / "fault.gov"
    file.write_text((HERE / "base.gov").read_text("utf-8") + DEED + SECOND + text + "\n" + GOOD, "utf-8")
    return load(file)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_fault(fault: dict, tmp_path: Path) -> None:
    library = load_fault(tmp_path, fault["text"])
    found = []
    for diagnostic in library.diagnostics:
        span = diagnostic.span
        assert span is not None
        words = library.texts[span.path].text[span.start : span.end]
        found.append((diagnostic.code, words, diagnostic.help))
    assert [(code, words) for code, words, _ in found] == [(code, words) for code, words, _ in fault["found"]]
    for (_, _, help_), (_, _, wanted) in zip(found, fault["found"], strict=True):
        assert wanted in help_
    assert "deed G1" in library.scheme.clauses, "the good statement beside the fault is kept"


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_check_prints_the_fault_and_exits_with_1(fault: dict, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    load_fault(tmp_path, fault["text"])
    assert run(["check", str(tmp_path)]) == 1
    printed = "".join(capsys.readouterr())
    assert f"[{fault['found'][0][0]}]" in printed
    assert "Traceback" not in printed
    assert "\u202e" not in printed


def test_the_base_is_clean(tmp_path: Path) -> None:
    assert load_fault(tmp_path, "").diagnostics == ()


UNREADABLE = {
    "binary": (b"\x00\x01\x02PK\x03\x04", "GR001", "binary"),
    "utf-16": ("clause 1.".encode("utf-16"), "GR001", "UTF-16"),
    "latin-1": ("# caf\u00e9".encode("latin-1"), "GR001", "line 1"),
    "too-large": (b"# x\n" * 1_100_000, "GR002", "larger"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file(name: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    raw, code, words = UNREADABLE[name]
    file = tmp_path / f"{name}.gov"
    file.write_bytes(raw)
    (diagnostic,) = load(file).diagnostics
    assert (diagnostic.code, words in diagnostic.message) == (code, True)
    assert run(["ask", "who is accountable for finance in alder", str(file)]) == 2
    assert "Traceback" not in "".join(capsys.readouterr())
    assert file.read_bytes() == raw


def test_windows_files_read_alike(tmp_path: Path) -> None:
    text = (HERE / "base.gov").read_text("utf-8")
    plain, windows = tmp_path / "plain.gov", tmp_path / "windows.gov"
    plain.write_text(text, "utf-8")
    windows.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    assert load(plain).scheme.delegations == load(windows).scheme.delegations
    assert load(windows).ok


def test_missing_paths_and_imports(tmp_path: Path) -> None:
    (found,) = load(tmp_path / "nowhere.gov").diagnostics
    assert found.code == "GR801"
    (found,) = load(tmp_path).diagnostics
    assert found.code == "GR803"
    (tmp_path / "one.gov").write_text('use "two.gov".\n', "utf-8")
    (found,) = load(tmp_path / "one.gov").diagnostics
    assert (found.code, found.span.line) == ("GR802", 1)


def test_a_faulty_declaration_is_reported_once(tmp_path: Path) -> None:
    text = "body elm is a trsut.\npost chair of elm.\ninstrument elm-deed is an agreement of elm.\n"
    library = load_fault(tmp_path, text + "clause 9 of elm-deed: elm retains finance.")
    assert [d.code for d in library.diagnostics] == ["GR101"]
