"""What programs read of tables and pictures: JSON as the published schemas say."""

import json
from pathlib import Path
from typing import Any

import pytest
from harness import ON, ROOT, Captured, govrules, stand_in
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from test_json import strict

REFERENCE = ROOT / "docs" / "reference"
SCHEMAS = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(REFERENCE.glob("*.schema.json"))}
REGISTRY = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items())
REVOKED = "clause 9 of sel-agreement: bexley revokes 4.1 from 1 July 2011"
DAY = ("--on", "15 June 2011")
OUTPUTS = [
    ("facts", ("ask", f"who holds the Director of Finance of SEL {ON}")),
    ("facts", ("ask", "who holds the chief executive of SEL")),
    ("facts", ("ask", f"to whom does the Director of Finance of SEL answer for finance {ON}")),
    ("facts", ("ask", f"who answers to the chief executive of SEL {ON}")),
    ("facts", ("ask", "who directs bexley")),
    ("facts", ("ask", f"who manages bexley {ON} as known on 1 June 2012")),
    ("facts", ("ask", f"who sits as board of bexley {ON}")),
    ("facts", ("ask", f"of which bodies is the chief executive of SEL the accountable officer {ON}")),
    ("facts", ("ask", f"which clusters is bexley in {ON}")),
    ("facts", ("timeline", "who are the members of SEL")),
    ("listing", ("ask", f"what may the Director of Finance of SEL exercise {ON}")),
    ("listing", ("ask", f"what is delegated to the Director of Finance of SEL {ON} for £5")),
    ("listing", ("timeline", "what does bexley keep")),
    ("timeline", ("timeline", "who may exercise virement in bexley")),
    ("timeline", ("ask", "when did the accountable officer of bexley change")),
    ("falls", ("ask", "what falls if 4.1 of sel-agreement ends on 1 July 2011")),
    ("falls", ("ask", "what falls if sel-agreement ends")),
    ("supposed", ("ask", f"who may exercise virement in bexley on 1 July 2011 supposing '{REVOKED}'")),
    ("supposed", ("ask", "who may exercise virement in bexley", "--supposing", REVOKED)),
    ("supposed", ("ask", f"what does bexley keep on 1 July 2011 supposing '{REVOKED}'")),
    ("supposed", ("ask", f"who answers to the chief executive of SEL {ON}", "--supposing", REVOKED)),
    ("matrix", ("matrix", *DAY)),
    ("matrix", ("matrix", "SEL", *DAY, "--by", "posts", "--known-on", "1 June 2012")),
    ("graph", ("graph", "bexley", *DAY)),
    ("graph", ("graph", "--answer", f"who may exercise virement in bexley {ON}")),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


def validator(schema: Any) -> Draft202012Validator:
    return Draft202012Validator(schema, registry=REGISTRY)


@pytest.mark.parametrize(("name", "arguments"), OUTPUTS, ids=lambda one: one if isinstance(one, str) else " ".join(one))
def test_json_is_as_its_schema_says(name: str, arguments: tuple[str, ...], capsys: Captured) -> None:
    code, out, err = govrules(capsys, *arguments, "--format", "json")
    assert (code in (0, 1), err) == (True, "")
    file = f"{name}.schema.json"
    validator(strict(SCHEMAS[file])).validate(json.loads(out))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_one_and_refuses_what_is_none(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert not validator(SCHEMAS[name]).is_valid({"format_version": 1})
