"""`govrules diff`, as a person, a board paper, a browser and a pipeline meet it."""

import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from harness import MINI, ROOT, Captured, flat, govrules, stand_in
from jsonschema import Draft202012Validator

LIMIT = "up to £50,000"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


@pytest.fixture
def changed(folder: Path) -> Path:
    assert LIMIT in MINI
    path = folder / "after.gov"
    path.write_text(MINI.replace(LIMIT, "up to £60,000"), encoding="utf-8")
    return path


def test_the_same_effect_is_exit_code_0(folder: Path, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "diff", "policies", "policies/mini.gov")
    assert (code, err) == (0, "")
    assert out.startswith("Same effect")


def test_a_row_says_where_what_and_how_to_ask(changed: Path, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "diff", "policies", "after.gov")
    assert (code, err) == (1, "")
    assert "over £50,000 and up to £60,000" in flat(out)
    assert "limit moved, wider" in flat(out)
    assert "Ask" in out


def test_the_question_of_a_row_can_be_asked_as_it_stands(changed: Path, capsys: Captured) -> None:
    _, out, _ = govrules(capsys, "diff", "policies", "after.gov", "--format", "json")
    for row in json.loads(out)["rows"]:
        answers = [govrules(capsys, "ask", row["witness"], path)[:2] for path in ("policies", "after.gov")]
        assert {code for code, _ in answers} <= {0, 1}
        assert answers[0] != answers[1]


def test_json_is_as_the_schema_says(changed: Path, capsys: Captured) -> None:
    _, out, _ = govrules(capsys, "diff", "policies", "after.gov", "--format", "json")
    schema = json.loads((ROOT / "docs" / "reference" / "difference.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(out))


def test_markdown_has_a_table_of_whole_rows(changed: Path, capsys: Captured) -> None:
    _, out, _ = govrules(capsys, "diff", "policies", "after.gov", "--format", "markdown")
    rows = [line for line in out.splitlines() if line.startswith("|")]
    assert rows
    assert {line.replace("\\|", "").count("|") for line in rows} == {6}


def test_html_is_one_page_without_outside_resources(changed: Path, capsys: Captured) -> None:
    found: list[tuple[str, str | None]] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(pair for pair in attrs if pair[0] in ("src", "href"))

    _, out, _ = govrules(capsys, "diff", "policies", "after.gov", "--format", "html")
    Links().feed(out)
    assert found == []
    assert "<title>" in out


def test_a_hostile_name_is_only_a_name(changed: Path, capsys: Captured) -> None:
    text = MINI.replace('"NHS Bexley"', '"<script>alert(1)</script> | *x* \u202e"')
    assert text != MINI
    changed.write_text(text.replace(LIMIT, "up to £60,000"), encoding="utf-8")
    before = changed.with_name("before.gov")
    before.write_text(text, encoding="utf-8")
    for form in ("html", "markdown", "text"):
        _, out, _ = govrules(capsys, "diff", "before.gov", "after.gov", "--format", form)
        assert "\u202e" not in out
        assert form == "text" or "<script>" not in out


def test_days_and_clusters_of_one_library(folder: Path, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "diff", "--dates", "1 January 2000", "1 June 2011")
    assert (code, err) == (1, "")
    assert "Before" in out
    code, _, err = govrules(capsys, "diff", "--cluster", "sel", "sel", "--on", "1 June 2011")
    assert (code, err) == (0, "")


def test_one_statement_supposed(folder: Path, capsys: Captured) -> None:
    statement = "clause 99 of sel-agreement: bexley revokes 4.1 from 1 July 2011"
    code, out, err = govrules(capsys, "diff", "--supposing", statement)
    assert (code, err) == (1, "")
    assert "from 1 July 2011" in flat(out)
    code, out, err = govrules(capsys, "diff", "--supposing", statement.replace("bexley", "bexlee"))
    assert (code, out) == (2, "")
    assert "supposition:1" in err
    assert "bexley" in err


def test_cases_that_fail_now_are_named(changed: Path, capsys: Captured) -> None:
    question = "who may exercise virement in bexley on 1 June 2011 for £55,000"
    case = f'case L1: "{question}" excludes head-of-finance of bexley.'
    for path in (changed, changed.parent / "policies" / "mini.gov"):
        path.write_text(f"{path.read_text('utf-8')}\n{case}\n", encoding="utf-8")
    _, out, _ = govrules(capsys, "diff", "policies", "after.gov")
    assert "Cases that fail now" in out
    assert "L1" in out.partition("Cases that fail now")[2]


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_revision_against_the_working_tree(folder: Path, capsys: Captured) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "rules")
    mini = folder / "policies" / "mini.gov"
    mini.write_text(MINI.replace(LIMIT, "up to £60,000"), encoding="utf-8")
    for sides in (["HEAD"], ["HEAD:policies", "policies"], ["HEAD:policies/mini.gov", "policies/mini.gov"]):
        code, out, err = govrules(capsys, "diff", *sides)
        assert (code, err) == (1, ""), sides
        assert "£60,000" in out
    assert mini.read_text("utf-8") != MINI, "the working tree is left as it is"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Name what to compare"),
        (["policies"], "name the second set of rule files too"),
        (["nowhere.gov", "policies"], "nowhere.gov cannot be opened"),
        (["policies", "--dates", "1 June", "2 June 2011"], "'1 June' is no day"),
        (["policies", "--cluster", "sell", "sel"], "Did you mean sel?"),
        (["policies", "policies", "--on", "1 June 2011"], "--on goes with --cluster"),
        (["--dates", "1 June 2011", "2 June 2011", "--cluster", "a", "b"], "not several"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_sentence(
    folder: Path, capsys: Captured, arguments: list[str], says: str
) -> None:
    code, out, err = govrules(capsys, "diff", *arguments)
    assert (code, out) == (2, "")
    assert says in flat(err)


def test_a_side_with_errors_is_not_compared(changed: Path, capsys: Captured) -> None:
    faulty = "clause 99 of sel-agreement: each party delegates finanse to chief-executive of sel."
    changed.write_text(f"{MINI}\n{faulty}\n", "utf-8")
    code, out, err = govrules(capsys, "diff", "policies", "after.gov")
    assert (code, out) == (2, "")
    assert "GR101" in err
    assert "nothing is compared" in err
