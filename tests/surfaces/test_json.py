"""What programs read: JSON as the schema and the reference page say, and nothing they do not."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from harness import CLI_PAGE, ON, ROOT, Captured, ask, govrules, stand_in
from jsonschema import Draft202012Validator

SCHEMA = json.loads((ROOT / "docs" / "reference" / "answer.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


def strict(schema: Any) -> Any:
    """Return the schema without room for further keys, so that it cannot fall behind what is written."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema and "$defs" not in schema else {}
    return {**closed, **{key: strict(value) for key, value in schema.items()}}


QUESTIONS = [
    f"who is accountable for statutory accounts in NHS Bexley {ON}",
    f"who may exercise virement in bexley {ON} for £60,000",
    f"who is accountable for finance in SEL {ON}",
    "who is the accountable officer of bexley",
    "who may exercise virement in bexley",
    "who is accountable for finance in bromley on 1 May 2011",
    f"who may exercise estates in bexley {ON}",
    "who is accountable for finance in bexley on 1 June 2014",
    "who is the mayor of bexley",
    "what now",
    f"may Marie Farrell exercise virement in bexley {ON}",
    f"why may the Director of Finance of SEL not exercise virement in bexley {ON} for £100,001",
    f"may SEL exercise estates in bexley {ON}",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_is_as_the_schema_says(question: str, capsys: Captured) -> None:
    _, out, _ = govrules(capsys, "ask", question, "--format", "json")
    Draft202012Validator(strict(SCHEMA)).validate(json.loads(out))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_json_has_the_promised_keys_in_order(capsys: Captured) -> None:
    data = json.loads(ask(capsys, f"who may exercise virement in bexley {ON} for £50,000", "--format", "json"))
    assert list(data)[:16] == [
        "format_version", "question", "outcome", "accountable_body", "officers", "kept", "may_exercise", "answers_to",
        "holds_from", "holds_to", "assumptions", "open_points", "conflicts", "excluded", "parts", "diagnostics",
    ]  # fmt: skip
    assert data["question"] == {
        "kind": "exercise", "function": "virement", "body": "bexley", "on": "2011-06-01",
        "amounts": {"transaction": "50000.00"}, "known_on": None, "title": None, "given": {},
        "concerning": None, "who": None,
    }  # fmt: skip
    finance = next(one for one in data["may_exercise"] if one["seats"][0]["of"] == ["finance-director@sel"])
    assert finance["limits"] == [], "at the amount named nothing is said of others"
    assert finance["chains"] == [
        [
            {
                "from": "board@bexley", "to": "finance-director@sel", "clause": "sel-agreement 4.1",
                "source": "minutes", "power": "act 2",
            }
        ]
    ]  # fmt: skip
    assert {"person": "Marie Farrell", "id": "marie-farrell", "capacity": "interim", "employer": "bexley",
            "certain": True, "post": "finance-director@sel", "jointly": False,
            "replaced": False} in finance["holders"]  # fmt: skip
    assert (data["holds_from"], data["holds_to"]) == ("2011-04-01", "2011-06-30")
    assert data["errors_in_files"] == 0


def test_json_of_a_question_not_understood_says_why(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "ask", "who is accountable for finanse in bexley", "--format", "json")
    data = json.loads(out)
    assert code == 2
    assert data["outcome"] is None
    assert [one["code"] for one in data["diagnostics"]] == ["GR101"]
    assert data["diagnostics"][0]["path"] == "question"
    assert "error[GR101]" in err


def test_json_of_findings(folder: Path, capsys: Captured) -> None:
    (folder / "bad.gov").write_text('function finance "Finance.\n', encoding="utf-8")
    code, out, err = govrules(capsys, "check", "bad.gov", "--format", "json")
    data = json.loads(out)
    assert (code, err) == (1, "")
    assert (data["format_version"], data["files"], data["errors"], data["warnings"], data["notes"]) == (1, 1, 1, 0, 0)
    finding = strict({**SCHEMA, "oneOf": [{"$ref": "#/$defs/finding"}]})
    for one in data["findings"]:
        Draft202012Validator(finding).validate(one)
    assert data["findings"][0]["path"] == "bad.gov"


def test_the_json_on_the_reference_page_is_true(folder: Path, capsys: Captured) -> None:
    answer, _, findings = map(json.loads, re.findall(r"^```json\n(.*?)^```$", CLI_PAGE.read_text("utf-8"), re.M | re.S))
    Draft202012Validator(strict(SCHEMA)).validate(answer)
    real = json.loads(ask(capsys, f"who may exercise virement in bexley {ON} for £60,000", "--format", "json"))
    assert list(real) == list(answer)
    assert (real["question"], real["excluded"]) == (answer["question"], answer["excluded"])
    text = 'function finance "Finance".\nfunction virement "Moving money between budget heads" of finanse.\n'
    (folder / "policies" / "functions.gov").write_text(text, encoding="utf-8")
    assert json.loads(govrules(capsys, "check", "policies/functions.gov", "--format", "json")[1]) == findings
