"""Diagnostics as text and as data: the underline stands under the words, whatever they are made of."""

import json
import re
from itertools import pairwise

import pytest

from govrules.diagnostics import Diagnostic, Related
from govrules.diagnostics.data import diagnostic_data
from govrules.diagnostics.text import columns, render_diagnostic, render_diagnostics, safe
from govrules.source import SourceText, Span

KENT = """# one
clause 4.2(a): each member delegates contract-award to finance-director of kent up to £1,000,000 per contract
# three
clause 4.2(b): finance-director of kent delegates contract-award to head-of-procurement up to £2,500,000 per contract
"""


def place(source: SourceText, words: str, start: int = 0) -> Span:
    at = source.text.index(words, start)
    return source.span(at, at + len(words))


def underlined(rendered: str, sign: str = "^") -> list[str]:
    """Return the words above each underline, cell by cell, as a terminal shows them."""
    found = []
    lines = rendered.split("\n")
    for above, line in pairwise(lines):
        start = line.find(sign)
        if start < 0 or "|" not in line[:start]:
            continue
        length = len(line[start:]) - len(line[start:].lstrip(sign))
        cells = [char for char in above for _ in range(columns(char))]
        found.append(_cells(cells[start : start + length]))
    return found


def _cells(cells: list[str]) -> str:
    """Return cells as text, a wide character once."""
    text, index = "", 0
    while index < len(cells):
        text += cells[index]
        index += max(1, columns(cells[index]))
    return text


def test_it_looks_like_rustc() -> None:
    source = SourceText("policies/kent.gov", KENT)
    found = Diagnostic(
        "GR205",
        "further delegation goes beyond what the delegator holds",
        place(source, "up to £2,500,000"),
        "£1,500,000 more than that",
        "lower this limit, or raise the one in 4.2(a)",
        "agreement 4.2(b)",
        (Related(place(source, "up to £1,000,000"), "the delegator's limit"),),
    )
    expected = """\
error[GR205]: further delegation goes beyond what the delegator holds
 --> policies/kent.gov:4:89   agreement 4.2(b)
  |
2 | clause 4.2(a): each member delegates contract-award to finance-director of kent up to £1,000,000 per contract
  |                                                                                 ---------------- the delegator's limit
4 | clause 4.2(b): finance-director of kent delegates contract-award to head-of-procurement up to £2,500,000 per contract
  |                                                                                         ^^^^^^^^^^^^^^^^ £1,500,000 more than that
  = help: lower this limit, or raise the one in 4.2(a)
  = more: govrules explain GR205
"""  # noqa: E501
    assert render_diagnostic(found, {source.path: source}) == expected


def test_several_are_parted_by_a_blank_line() -> None:
    source = SourceText("a.gov", "one two\n")
    both = [Diagnostic("GR101", word, place(source, word), "here") for word in ("one", "two")]
    rendered = render_diagnostics(both, {"a.gov": source})
    assert rendered.count("\n\n") == 1
    assert underlined(rendered) == ["one", "two"]
    assert render_diagnostics([], {}) == ""


@pytest.mark.parametrize(
    "line",
    [
        "plain target here",
        "\ttab target",
        "漢字 wide target",
        "e\u0301 combining target",
        "\u202e direction target",
        "bell \x07 target",
        "no break\u00a0 target",
        "surrogate \ud800 target",
        "👩‍⚕️ joined target",
        "target",
    ],
)
def test_the_underline_stands_under_its_words(line: str) -> None:
    source = SourceText("a.gov", f"# first\n{line}\n")
    rendered = render_diagnostic(Diagnostic("GR101", "unknown", place(source, "target"), "this one"), {"a.gov": source})
    assert underlined(rendered) == ["target"]
    assert all(char.isprintable() or char == "\n" for char in rendered)


@pytest.mark.parametrize("before", [0, 10, 90, 400])
@pytest.mark.parametrize("after", [0, 10, 90, 400])
def test_long_lines_are_cropped_around_the_place(before: int, after: int) -> None:
    source = SourceText("a.gov", "b" * before + " target " + "a" * after)
    rendered = render_diagnostic(Diagnostic("GR101", "m", place(source, "target")), {"a.gov": source}, width=60)
    assert underlined(rendered) == ["target"]
    shown = next(line for line in rendered.split("\n") if "target" in line)
    assert len(shown) <= len("1 | ") + 60
    assert ("..." in shown) == (before + after + 8 > 60)


def test_a_place_longer_than_the_line_is_cropped_too() -> None:
    source = SourceText("a.gov", "x" * 500)
    rendered = render_diagnostic(Diagnostic("GR101", "m", source.span(100, 480)), {"a.gov": source}, width=60)
    assert max(map(len, rendered.split("\n"))) <= len("1 | ") + 60


def test_two_far_places_on_one_long_line_are_shown_each_for_itself() -> None:
    source = SourceText("a.gov", "first " + "x" * 300 + " second")
    found = Diagnostic(
        "GR103", "twice", place(source, "second"), "and here", related=(Related(place(source, "first"), "here"),)
    )
    rendered = render_diagnostic(found, {"a.gov": source}, width=60)
    assert underlined(rendered) == ["second"]
    assert underlined(rendered, "-")[-1] == "first"


def test_a_place_of_several_lines_is_shown_by_its_first() -> None:
    source = SourceText("a.gov", "one two\nthree four\nfive")
    start = source.text.index("two")
    found = Diagnostic("GR106", "m", source.span(start, source.text.index("four")), "here")
    rendered = render_diagnostic(found, {"a.gov": source})
    assert underlined(rendered) == ["two"]
    assert "three" not in rendered


def test_an_empty_place_gets_one_sign() -> None:
    source = SourceText("a.gov", "one")
    rendered = render_diagnostic(Diagnostic("GR013", "m", source.span(3, 3), "more"), {"a.gov": source})
    assert "   ^ more" in rendered


def test_places_in_other_files_follow_with_their_own_path() -> None:
    here, there = SourceText("b.gov", "here\n"), SourceText("a.gov", "x\nthere\n")
    found = Diagnostic(
        "GR103", "twice", place(here, "here"), "declared", related=(Related(place(there, "there"), "and here"),)
    )
    lines = render_diagnostic(found, {"a.gov": there, "b.gov": here}).split("\n")
    assert lines[1] == " --> b.gov:1:1"
    assert lines[5] == " ::: a.gov:2:1"
    assert lines[7] == "2 | there"


def test_without_place_or_text_it_still_speaks() -> None:
    alone = Diagnostic("GR803", "no rule files", help="name a folder")
    assert render_diagnostic(alone, {}).split("\n")[:2] == ["error[GR803]: no rule files", "  = help: name a folder"]
    lost = Diagnostic("GR101", "m", Span("gone.gov", 0, 1, 7, 3, 7, 4), "the label")
    assert "gone.gov:7:3" in render_diagnostic(lost, {}) and "the label" in render_diagnostic(lost, {})


def test_colour_is_a_parameter_and_changes_no_word() -> None:
    source = SourceText("a.gov", "target")
    found = Diagnostic("GR101", "m", place(source, "target"), "label", "help")
    plain = render_diagnostic(found, {"a.gov": source})
    coloured = render_diagnostic(found, {"a.gov": source}, colour=True)
    assert "\x1b" not in plain and "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_messages_and_paths_are_safe_too() -> None:
    found = Diagnostic(
        "GR101", "say \x1b[2J", Span("a\x1b.gov", 0, 1, 1, 1, 1, 2), "la\x07bel", "he\x08lp", "cl\u202eause"
    )
    assert "\x1b" not in render_diagnostic(found, {}) and "U+001B" in render_diagnostic(found, {})
    assert safe("tab\there") == "tabU+0009here"


def test_data_has_the_promised_keys_in_order() -> None:
    source = SourceText("a.gov", "one\ntwo three")
    found = Diagnostic(
        "GR103", "twice", place(source, "three"), "label", "help", "act 1", (Related(place(source, "one"), "there"),)
    )
    data = diagnostic_data(found)
    assert list(data)[:12] == [
        "code", "slug", "severity", "message", "path", "line", "column", "end_line", "end_column", "clause", "related",
        "help",
    ]  # fmt: skip
    assert (data["slug"], data["severity"]) == ("declared-twice", "error")
    assert (data["line"], data["column"], data["end_line"], data["end_column"]) == (2, 5, 2, 10)
    assert data["related"][0]["line"] == 1
    assert json.loads(json.dumps(data)) == data
    assert diagnostic_data(Diagnostic("GR803", "m"))["path"] is None
