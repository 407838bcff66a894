"""`govrules graph` as people meet it: what is written where, and what is said when it cannot be."""

import json
from pathlib import Path

import pytest
from harness import Captured, govrules, stand_in

from govrules.picture import layout


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


def test_a_graph_is_written_to_stdout_or_a_file(folder: Path, capsys: Captured) -> None:
    arguments = ("graph", "bexley", "--on", "1/6/2011", "--format", "json")
    code, out, err = govrules(capsys, *arguments)
    assert (code, err) == (0, "")
    assert json.loads(out)["title"] == "NHS Bexley: who may act for whom on 1 June 2011"
    code, said, _ = govrules(capsys, *arguments, "--output", "bexley.json")
    assert (code, said) == (0, "wrote bexley.json\n")
    assert (folder / "bexley.json").read_text(encoding="utf-8") == out


def test_a_first_argument_that_is_a_path_is_no_name(capsys: Captured) -> None:
    code, out, _ = govrules(capsys, "graph", "policies", "--on", "2011-06-01", "--format", "json")
    assert code == 0 and json.loads(out)["title"] == "Who may act for whom on 1 June 2011"
    assert govrules(capsys, "graph", "--on", "2011-06-01", "--format", "json")[1] == out


def test_the_derivation_of_an_answer_is_drawn(capsys: Captured) -> None:
    question = "who may exercise virement in bexley on 1 June 2011"
    code, out, err = govrules(capsys, "graph", "--answer", question, "--format", "mermaid")
    assert (code, err) == (0, "") and out.startswith("flowchart TB\n  accTitle: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say which day to show"),
        (("--on", "June 2011"), "June 2011 is a month"),
        (("--on", "31 June 2011"), "there is no day 31 June 2011"),
        (("NHS Bexly", "--on", "1 June 2011"), "did you mean NHS Bexley"),
        (
            ("--on", "1 June 2011", "--answer", "who is accountable for finance in bexley"),
            "leave out NAME, --on and --known-on",
        ),
        (("--answer", "who is accountable for finance in bexley"), "the question names no day"),
        (("--answer", "who is accountable for finanse in bexley on 1 June 2011"), "did you mean"),
        (("bexley", "nowhere", "--on", "1 June 2011"), "nowhere"),
        (("--on", "1 June 2011", "-o", "policies/mini.gov"), "one of the files that were read"),
        (("--on", "1 June 2011", "--format", "dot", "-o", "nowhere/x.dot"), "cannot be written"),
    ],
)
def test_what_cannot_be_drawn_ends_with_2_and_one_clear_error(
    arguments: tuple[str, ...], said: str, folder: Path, capsys: Captured
) -> None:
    before = sorted(path.name for path in folder.rglob("*"))
    code, out, err = govrules(capsys, "graph", *arguments)
    assert (code, out) == (2, "") and said in " ".join(err.split())
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_without_graphviz_a_hint_says_what_draws_better(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fast_sugiyama")
    monkeypatch.setattr(layout, "has_dot", lambda: False)
    code, out, err = govrules(capsys, "graph", "bexley", "--on", "1 June 2011")
    assert code == 0 and out.startswith("<?xml") and "Graphviz draws better" in err


def test_without_any_layout_an_svg_cannot_be_drawn_but_dot_can(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "has_dot", lambda: False)
    monkeypatch.setattr(layout, "find_spec", lambda name: None)
    code, out, err = govrules(capsys, "graph", "bexley", "--on", "1 June 2011")
    assert (code, out) == (2, "") and "govrules[picture]" in err
    code, out, _ = govrules(capsys, "graph", "bexley", "--on", "1 June 2011", "--format", "dot")
    assert code == 0 and out.startswith("digraph ")


def test_statements_that_cannot_be_read_are_counted(folder: Path, capsys: Captured) -> None:
    (folder / "policies" / "bad.gov").write_text('functoin x "X".\n', encoding="utf-8")
    code, _, err = govrules(capsys, "graph", "bexley", "--on", "1 June 2011", "--format", "json")
    assert code == 0
    assert err == "warning: 1 error in the rule files; the picture leaves that statement out: run `govrules check`\n"


def test_a_picture_of_the_record_of_a_day_says_so(folder: Path, capsys: Captured) -> None:
    text = (folder / "policies" / "mini.gov").read_text(encoding="utf-8")
    later = text.replace("of bexley from 1 April 2011.", "of bexley from 1 April 2011 recorded on 1 May 2011.")
    assert later != text
    (folder / "policies" / "mini.gov").write_text(later, encoding="utf-8")
    arguments = ("graph", "bexley", "--on", "1 June 2011", "--format", "json", "--known-on")
    found = {}
    for known in ("30 April 2011", "1/5/2011"):
        code, out, err = govrules(capsys, *arguments, known)
        assert (code, err) == (0, "")
        data = json.loads(out)
        assert ", as known on " in data["title"] and ", as known on " in data["description"]
        found[known] = {node["id"]: node["holding"] for node in data["nodes"]}["head-of-finance@bexley"]
    assert found == {"30 April 2011": "not-recorded", "1/5/2011": "vacant"}
    assert govrules(capsys, *arguments, "May 2011")[0] == 2
