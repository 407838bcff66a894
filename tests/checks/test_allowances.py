"""What authors allow: by a comment with a reason, or in the project file; and what is said of it when it is wrong."""

from pathlib import Path

import pytest

from govrules.api import load
from govrules.checks import Settings
from govrules.cli import run

WORDS = 'term agreement "Agreement" is a rank.\ninstrument act "Act" is an agreement.\n'
TRUST = 'term trust "Trust" is a kind having legal-personality.\nfunction finance "Finance".\n'
LONG = "clause 1: each trust\n    is vested with finance.\n"
FOUND = {
    "on the line above": "# govrules: allow GR208 because later.\n" + LONG,
    "above, and another comment between": "# govrules: allow GR208 because later.\n# Vesting.\n" + LONG,
    "by its name in words": "# govrules: allow each-stands-for-nothing because later.\n" + LONG,
    "on the last line": LONG.replace("finance.", "finance. # govrules: allow GR208 because later."),
    "on the first line": LONG.replace("trust\n", "trust # govrules: allow GR208 because later.\n"),
    "between its lines": LONG.replace("trust\n", "trust\n# govrules: allow GR208 because later.\n"),
}
NOT_FOUND = {
    "a line between": "# govrules: allow GR208 because later.\n\n" + LONG,
    "below it": LONG + "# govrules: allow GR208 because later.\n",
    "another code": "# govrules: allow GR601 because later.\n" + LONG,
}
MISREAD = {
    "no reason": ("# govrules: allow GR208", "why after the code"),
    "an empty reason": ("# govrules: allow GR208 because", "why after the code"),
    "no such code": ("# govrules: allow GR209x because later", "did you mean"),
    "no code": ("# govrules: allow", "write it as"),
    "another verb": ("# govrules: ignore GR208", "write it as"),
}


def codes(folder: Path, text: str, settings: Settings | None = None) -> list[str]:
    (folder / "rules.gov").write_text(WORDS + TRUST + text, "utf-8")
    wanted = settings or Settings(select=("GR1", "GR208", "GR61"))
    return [one.code for one in load(folder).check(wanted)]


def test_without_an_allowance_it_is_found(tmp_path: Path) -> None:
    assert codes(tmp_path, LONG) == ["GR208"]


@pytest.mark.parametrize("name", FOUND)
def test_it_is_allowed(name: str, tmp_path: Path) -> None:
    assert codes(tmp_path, FOUND[name]) == []


@pytest.mark.parametrize("name", NOT_FOUND)
def test_it_is_not_allowed_and_the_allowance_is_idle(name: str, tmp_path: Path) -> None:
    assert sorted(codes(tmp_path, NOT_FOUND[name], Settings(select=("GR208", "GR601", "GR61")))) == ["GR208", "GR611"]


@pytest.mark.parametrize("name", MISREAD)
def test_an_allowance_that_says_too_little(name: str, tmp_path: Path) -> None:
    said, help_ = MISREAD[name]
    (tmp_path / "rules.gov").write_text(WORDS + TRUST + said + "\n" + LONG, "utf-8")
    library = load(tmp_path)
    found = library.check(Settings(select=("GR208", "GR61")))
    assert [one.code for one in found] == ["GR610", "GR208"]
    span = found[0].span
    assert span is not None
    assert library.texts[span.path].text[span.start : span.end] == said
    assert help_ in found[0].help


def test_a_fault_cannot_be_allowed(tmp_path: Path) -> None:
    text = "# govrules: allow GR101 because I say so\nfunction money of nowhere.\n"
    assert codes(tmp_path, text) == ["GR101"], "the fault stays; the rest of a faulty file is not called idle"


def test_what_is_not_looked_for_is_not_idle(tmp_path: Path) -> None:
    text = "# govrules: allow GR601 because later.\nfunction money.\n"
    assert codes(tmp_path, text, Settings(ignore=("GR6",))) == []
    dated = text.replace("GR601", "GR512")
    assert codes(tmp_path, dated, Settings(select=("GR512", "GR611"))) == []


def test_words_in_quotation_marks_allow_nothing(tmp_path: Path) -> None:
    assert codes(tmp_path, LONG.replace("finance.", 'finance note "# govrules: allow GR208 because x".')) == ["GR208"]


# -------------------------------------------------------------------------------------------------- govrules.toml

PROJECT = """
[check]
select = ["GR208", "GR611"]

[[check.allow]]
path = "{path}"
code = "GR208"
because = "the trusts come later"
"""


def check(folder: Path, monkeypatch: pytest.MonkeyPatch, project: str, *arguments: str) -> int:
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules" / "a.gov").write_text(WORDS + TRUST + LONG, "utf-8")
    (folder / "govrules.toml").write_text(project, "utf-8")
    monkeypatch.chdir(folder / "rules")
    return run(["check", *arguments])


@pytest.mark.parametrize("path", ["rules/a.gov", "rules/*", "*.gov"])
def test_a_project_file_allows_by_path(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = check(tmp_path, monkeypatch, PROJECT.format(path=path), "--fail-on", "note")
    out, err = capsys.readouterr()
    assert (code, out, err) == (0, "No findings in 1 file; 1 more allowed by their authors.\n", "")


def test_an_idle_allowance_of_the_project_file_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, monkeypatch, PROJECT.format(path="other/*"), "--fail-on", "warning") == 1
    out = capsys.readouterr().out
    assert "warning[GR208]" in out and "warning[GR611]" in out


SETTINGS = {
    'fail-on = "warning"': 1,
    'fail-on = "error"': 0,
    'fail-on = "warning"\nignore = ["GR2"]': 0,
    'fail-on = "warning"\nselect = ["GR101", "each-stands-for-nothing"]': 1,
    'fail-on = "warning"\nfor-adoption = false\nselect = ["GR3"]': 0,
}


@pytest.mark.parametrize("said", SETTINGS)
def test_settings_of_the_project_file(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "[check]\n" + said + ("" if "select" in said else '\nselect = ["GR208"]')
    assert check(tmp_path, monkeypatch, text) == SETTINGS[said]


def test_what_is_typed_prevails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = '[check]\nfail-on = "error"\nselect = ["GR101"]\n'
    assert check(tmp_path, monkeypatch, said, "--fail-on", "warning", "--select", "gr208,GR101") == 1


MISSET = {
    '[check]\nfail-om = "warning"': "did you mean `fail-on`",
    "[chek]": "did you mean `check`",
    "[check]\nfail-on = 3": '"error", "warning" or "note"',
    '[check]\nselect = "GR208"': "a list of codes",
    '[check]\nselect = ["GR20l"]': "did you mean",
    "[check]\nfor-adoption = 1": "true or false",
    "check = 3": "[check]",
    "[check]\nallow = 3": "[[check.allow]]",
    '[[check.allow]]\npath = "*"\ncode = "GR208"': "because",
    '[[check.allow]]\npath = "*"\ncode = "GR999"\nbecause = "x"': "is not a code",
    '[[check.allow]]\npath = "*"\ncode = "GR208"\nbecause = "x"\nuntil = "May"': "known here",
    "paths = [": "paths",
}


@pytest.mark.parametrize("said", MISSET)
@pytest.mark.parametrize("arguments", [(), ("a.gov",)])
def test_a_setting_not_understood_is_refused(
    said: str, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert check(tmp_path, monkeypatch, said + "\n", *arguments) == 2
    out, err = capsys.readouterr()
    assert MISSET[said] in out + err
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    "wrong",
    [("--select", "GR999"), ("--as-of", "yesterday"), ("--expiring-within", "30"), ("--expiring-within", "-1"),
     ("--as-of", "2011-02-30"), ("--fail-on", "hint")],
)  # fmt: skip
def test_wishes_not_understood_are_refused(
    wrong: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, monkeypatch, "", *wrong) == 2
    assert "Error:" in capsys.readouterr().err
