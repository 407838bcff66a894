"""Names that try to be markup, formulas, commands of a terminal or other names stay names in whatever is written."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from harness import MINI, Captured, govrules, stand_in

HIDDEN = "\u202e\u200b\x1b"
BODY = f"=1+1 <script>alert(1)</script> | *b* {HIDDEN}]]>"
QUESTION = "who may exercise virement in bexley on 1 June 2011"
COMMANDS = {
    "ask": [["ask", QUESTION], ["ask", "--why", QUESTION]],
    "reverse": [["ask", "what is delegated to finance-director of sel in bexley on 1 June 2011"]],
    "matrix": [["matrix", "sel", "--on", "1 June 2011"]],
    "timeline": [["timeline", "who may exercise virement in bexley"]],
    "graph": [["graph", "bexley", "--on", "1 June 2011"]],
    "check": [["check"]],
}
FORMATS = {
    "ask": ("text", "markdown", "csv", "json"), "reverse": ("text", "markdown", "csv"),
    "matrix": ("text", "markdown", "csv"), "timeline": ("text", "markdown", "csv", "json"),
    "graph": ("svg", "dot", "mermaid", "graphml", "json"), "check": ("text", "json", "sarif", "junit", "github"),
}  # fmt: skip
WRITTEN = [(name, form) for name, forms in FORMATS.items() for form in forms]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = stand_in(tmp_path, monkeypatch)
    text = MINI.replace('"NHS Bexley"', f'"{BODY}"')
    assert text != MINI
    (root / "policies" / "mini.gov").write_text(text, encoding="utf-8")
    return root


def read_as(form: str, out: str) -> str:
    """Return what a reader of the format gets, for looking up the name; fails where it is not of the format."""
    if form in ("json", "sarif"):
        return json.dumps(json.loads(out), ensure_ascii=False)
    if form in ("svg", "graphml", "junit"):
        root = ElementTree.fromstring(out)
        assert not [one for one in root.iter() if one.tag.endswith("script")]
        return " ".join(" ".join([*one.attrib.values(), one.text or "", one.tail or ""]) for one in root.iter())
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(out.removeprefix("\ufeff"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        return " ".join(cells)
    return out


@pytest.mark.parametrize(("name", "form"), WRITTEN)
def test_a_hostile_name_is_only_a_name(name: str, form: str, capsys: Captured) -> None:
    for arguments in COMMANDS[name]:
        code, out, err = govrules(capsys, *arguments, "--format", form)
        assert code in (0, 1)
        assert "Error" not in err
        read = read_as(form, out)
        assert "alert" in read
        if form not in ("json", "sarif"):
            assert not set(HIDDEN) & set(read)
        if form in ("markdown", "mermaid"):
            assert "<script>" not in out
