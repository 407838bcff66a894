"""Answers as Markdown, CSV and HTML: the words of the terminal, for pasting and for notebooks."""

import csv
import io
from pathlib import Path

import pytest
from harness import ON, Captured, ask, flat, govrules, stand_in
from markdown_it import MarkdownIt

from govrules.api import load
from govrules.render.words import NO_BREAK

QUESTIONS = [
    f"who may exercise virement in NHS Bexley {ON}",
    f"who may exercise finance in SEL {ON}",
    "who is the accountable officer of NHS Bromley",
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


def rows_of(capsys: Captured, question: str) -> list[list[str]]:
    out = govrules(capsys, "ask", question, "--format", "csv")[1]
    assert out.startswith("\ufeff")
    return list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_form_says_what_the_terminal_says(question: str, capsys: Captured) -> None:
    code, text, _ = govrules(capsys, "ask", question)
    first = flat(text).split(". ")[0].rstrip(".")
    again, markdown, _ = govrules(capsys, "ask", question, "--format", "markdown")
    rows = rows_of(capsys, question)
    assert again == code and markdown.startswith(f"**{first}.**")
    assert rows[0] == ["Functions", "Body", "From", "To", "What", "Says"] and rows[1][4:] == ["Answer", f"{first}."]
    assert {len(row) for row in rows} == {6} and len(rows) > 4
    assert not any(NO_BREAK in cell for row in rows for cell in row) and NO_BREAK not in markdown


def test_csv_says_what_each_row_is_about(capsys: Captured) -> None:
    rows = rows_of(capsys, QUESTIONS[1])
    found = [row for row in rows if row[4] == "May exercise" and row[5].startswith("Head of Finance of NHS Bexley")]
    assert [row[:2] for row in found] == [["moving money between budget heads", "NHS Bexley"]]


def test_markdown_has_a_heading_for_each_part_and_the_derivation_on_request(capsys: Captured) -> None:
    out = govrules(capsys, "ask", QUESTIONS[1], "--format", "markdown")[1]
    assert "### Moving money between budget heads, NHS Bexley\n" in out and "### Why" not in out
    out = govrules(capsys, "ask", QUESTIONS[0], "--format", "markdown", "--why")[1]
    assert "### Why the Head of Finance of NHS Bexley may exercise it\n" in out
    assert "### By amount" in out
    shown = MarkdownIt("commonmark").render(out)
    assert "[sel-agreement 4.3]" in shown and "<a " not in shown


def test_notebooks_show_an_answer_or_why_there_is_none(capsys: Captured) -> None:
    library = load("policies")
    reply = library.ask(QUESTIONS[0])
    assert str(reply) == ask(capsys, QUESTIONS[0])
    html = reply._repr_html_()
    assert html.startswith('<div class="govrules"><p><strong>') and "<dt>May exercise</dt>" in html
    refused = library.ask("who is accountable for <b>finanse in bexley")
    assert "&lt;b&gt;finanse" in refused._repr_html_() and "GR101" in str(refused)


def test_an_answer_in_a_notebook_holds_no_markup_of_names(folder: Path) -> None:
    text = (folder / "policies" / "mini.gov").read_text(encoding="utf-8")
    marked = text.replace('"NHS Bexley"', '"NHS <script>Bexley"')
    (folder / "policies" / "mini.gov").write_text(marked, encoding="utf-8")
    html = load("policies").ask(f"who is accountable for land in bexley {ON}")._repr_html_()
    assert "&lt;script&gt;Bexley" in html and "<script>" not in html
