"""`govrules matrix`: every cell is what the forward question answers, in every form, whatever names hold."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from harness import Captured, govrules, stand_in

from govrules.api import Library, load
from govrules.diagnostics.palette import Palette
from govrules.diagnostics.text import columns
from govrules.model.question import Question, QuestionKind
from govrules.render.table import Table, csv_table, html_table, markdown_table, text_table
from govrules.render.view import View

ROOT = Path(__file__).parents[2]
ON = "15 June 2011"
HOSTILE = '=1+1|<b>"a"\\\u202e\n*_`[x](y)'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def policies() -> Library:
    return load(ROOT / "policies")


def view(library: Library, by: str, around: str | None, function: str | None = None) -> View:
    found = library.matrix(ON, by, around, function)
    assert found.value is not None, found.diagnostics
    return found.value


@pytest.mark.parametrize("around", ["bexley-bsu", "calderdale"])
def test_every_cell_equals_the_forward_answer(policies: Library, around: str) -> None:
    matrix = view(policies, "bodies", around).value
    assert len(matrix.cells) == len(matrix.functions) * len(matrix.columns) > 40
    for cell in matrix.cells:
        answer = policies.answer(Question(QuestionKind.EXERCISE, cell.column, cell.function, date(2011, 6, 15)))
        assert tuple(entry.exercise for entry in cell.entries) == answer.may_exercise
        bands = [part.outcome for part in answer.parts]
        assert [outcome for _, outcome in cell.outcomes] == [answer.outcome] or answer.outcome in bands


def test_a_table_by_posts_holds_what_a_table_by_bodies_holds(policies: Library) -> None:
    by_bodies, by_posts = (view(policies, by, "sel").value for by in ("bodies", "posts"))
    acting = {
        (cell.function, name, entry.point, entry.exercise)
        for cell in by_bodies.cells
        for entry in cell.entries
        for seat in entry.exercise.seats
        for name in seat.of
        if name in policies.scheme.posts
    }
    found = {
        (cell.function, cell.column, entry.point, entry.exercise) for cell in by_posts.cells for entry in cell.entries
    }
    assert found == acting and len(found) > 30


def test_columns_of_equal_content_go_together_and_what_is_open_stands_apart(policies: Library) -> None:
    table = view(policies, "bodies", "SEL").table
    assert table.head == (
        "Function", "NHS Bexley, NHS Bromley, NHS Lambeth, NHS Lewisham and NHS Southwark", "NHS Greenwich",
    )  # fmt: skip
    [row] = [row for row in table.rows if row[0] == ("Moving money between budgets",)]
    assert row[1][2] == "Head of Finance of its business support unit, up to £10,000 per transaction"
    assert row[2][2] == row[1][2] + " (open)"


def test_a_table_by_clusters_names_the_members_it_is_not_so_for(policies: Library) -> None:
    table = view(policies, "clusters", "SEL", "performance").table
    assert table.head == ("Function", "NHS South East London")
    [row] = table.rows
    assert row[1][0] == "its board" and row[1][2].endswith("(open) (for NHS Greenwich)")


def test_one_post_can_be_the_column(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "matrix", "Head of Finance of NHS Bexley", "--by", "posts", "--on", "1/6/2011")
    assert (code, err) == (0, "")
    assert "for NHS Bexley: up to £50,000 per transaction" in " ".join(out.split())
    assert "no post may exercise it here" in " ".join(out.split())


@pytest.mark.parametrize("by", ["bodies", "posts", "clusters"])
def test_text_fits_the_terminal(by: str, policies: Library) -> None:
    found = view(policies, by, None, "finance")
    for width in (40, 60, 100):
        lines = found.text(width).splitlines()
        assert len(lines) > 20
        assert max(map(columns, lines)) <= width
        assert all(line == line.rstrip() for line in lines)


def test_the_forms_say_the_same(capsys: Captured) -> None:
    arguments = ("matrix", "bexley", "--on", "1 June 2011")
    markdown = govrules(capsys, *arguments, "--format", "markdown")[1]
    assert markdown.startswith("## Who may exercise which functions on 1 June 2011\n\n| Function | NHS Bexley |\n")
    read = csv.reader(io.StringIO(govrules(capsys, *arguments, "--format", "csv")[1].removeprefix("\ufeff")))
    rows = list(read)
    assert rows[0] == ["Function", "NHS Bexley"]
    assert len(rows) - 1 == len(re.findall(r"^\| (?!Function|---)", markdown, re.MULTILINE))
    data = json.loads(govrules(capsys, *arguments, "--format", "json")[1])
    assert {cell["function"] for cell in data["cells"]} == set(data["functions"])
    [cell] = [cell for cell in data["cells"] if cell["function"] == "virement"]
    assert [one["seats"][0]["of"] for one in cell["may_exercise"]] == [
        ["board@bexley"], ["finance-director@sel"], ["head-of-finance@bexley"],
    ]  # fmt: skip


def test_a_csv_file_has_a_byte_order_mark(folder: Path, capsys: Captured) -> None:
    arguments = ("matrix", "bexley", "--on", "1 June 2011", "--format", "csv", "-o", "bexley.csv")
    assert govrules(capsys, *arguments)[:2] == (0, "wrote bexley.csv\n")
    assert (folder / "bexley.csv").read_bytes().startswith(b"\xef\xbb\xbfFunction,")


@pytest.mark.parametrize("risky", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_of_a_csv_file_is_a_formula(risky: str) -> None:
    table = Table("t", ("a", risky), (((risky,), ("b", risky)),))
    cells = [cell for row in csv.reader(io.StringIO(csv_table(table).removeprefix("\ufeff"))) for cell in row]
    assert len(cells) == 4 and not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_no_name_brings_in_markup() -> None:
    table = Table(HOSTILE, (HOSTILE, "b"), (((HOSTILE,), ("b",)),), (HOSTILE,))
    html = html_table(table)
    assert "<b>" not in html and html.count("=1+1|&lt;b&gt;&quot;a&quot;") == 4
    from markdown_it import MarkdownIt

    shown = MarkdownIt("commonmark").enable("table").render(markdown_table(table))
    assert "<b>" not in shown and "<a " not in shown and "<em>" not in shown and shown.count("=1+1|&lt;b&gt;") == 4
    assert "\u202e" not in html + shown + text_table(table, 60, Palette(False))


def test_a_table_of_the_record_of_a_day_says_so_and_what_it_leaves_out(folder: Path, capsys: Captured) -> None:
    text = (folder / "policies" / "mini.gov").read_text(encoding="utf-8")
    before = "for bexley up to £50,000 per transaction"
    (folder / "policies" / "mini.gov").write_text(text.replace(before, f"{before} recorded on 1 May 2011"), "utf-8")
    arguments = ("matrix", "bexley", "--function", "virement", "--on", "1 June 2011", "--known-on")
    early = govrules(capsys, *arguments, "30 April 2011")[1]
    late = govrules(capsys, *arguments, "1 May 2011")[1]
    assert early.startswith("Who may exercise which functions on 1 June 2011, as known on 30 April 2011\n")
    assert "its Head of Finance" in late and "its Head of Finance" not in early
    data = json.loads(govrules(capsys, *arguments, "1 May 2011", "--format", "json")[1])
    assert data["known_on"] == "2011-05-01"


def test_notebooks_show_the_table(policies: Library) -> None:
    html = view(policies, "bodies", "bexley")._repr_html_()
    assert html.startswith('<table class="govrules"><caption>') and '<th scope="row">' in html


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing option '--on'"),
        (("--on", "1.6.11"), "1.6.11 has two figures for the year"),
        (("--on", "31.6.2011"), "there is no day 31.6.2011"),
        (("NHS Bexly", "--on", "1 June 2011"), "did you mean NHS Bexley"),
        (("chief-executive of sel", "--on", "1 June 2011"), "nothing called"),
        (("--function", "finanse", "--on", "1 June 2011"), "did you mean Finance"),
        (("--on", "1 June 2011", "-o", "policies/mini.gov"), "one of the files that were read"),
    ],
)
def test_what_cannot_be_shown_ends_with_2(arguments: tuple[str, ...], said: str, capsys: Captured) -> None:
    code, out, err = govrules(capsys, "matrix", *arguments)
    assert (code, out) == (2, "") and said in " ".join(err.split())
