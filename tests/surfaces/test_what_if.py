"""What falls if something ends, and answers beside what is supposed: right, and placed at the words typed."""

from pathlib import Path

import pytest
from harness import ON, Captured, ask, flat, govrules, stand_in

from govrules.api import load

REVOKES = "clause 9 of sel-agreement: bexley revokes 4.1 from 1 July 2011"
ASKED = "who may exercise virement in bexley on 1 July 2011"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


def test_a_question_says_itself_what_it_supposes_or_an_option_does(capsys: Captured) -> None:
    for quoted in (f'"{REVOKES}"', f"“{REVOKES}.”", REVOKES):
        out = ask(capsys, f"{ASKED} supposing {quoted}")
        assert "Only the board of NHS Bexley may exercise" in flat(out)
        assert "no longer may exercise: Director of Finance" in flat(out)
        assert "As the files stand: The board of NHS Bexley, the Director of Finance" in flat(out)
    assert flat(ask(capsys, ASKED, "--supposing", REVOKES)) in flat(ask(capsys, f'{ASKED} supposing "{REVOKES}"'))


def test_what_is_supposed_is_what_a_further_rule_file_would_say(folder: Path) -> None:
    library = load("policies")
    reply = library.ask(ASKED, REVOKES)
    assert reply.listing is not None
    (folder / "policies" / "more.gov").write_text(f"{REVOKES}.\n", "utf-8")
    assert reply.listing.value.after == load("policies").ask(ASKED).answer
    assert reply.listing.value.before == library.ask(ASKED).answer != reply.listing.value.after


def test_what_changes_nothing_says_so(capsys: Captured) -> None:
    out = flat(ask(capsys, f'{ASKED} supposing "clause 9 of sel-agreement: bromley retains land"'))
    assert "nothing changes" in out and "now" not in out.split()


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("clause 9 of sel-agreement: bexlee revokes 4.1", "GR101", "bexlee"),
        ("nonsense", "GR006", "nonsense"),
        ("clause 4.1 of sel-agreement: bexley retains land", "GR103", None),
        ("clause 9 of sel-agreement: bexley retains", "GR003", None),
    ],
)
def test_bad_statements_get_one_error_in_the_quoted_text(
    said: str, code: str, words: str | None, capsys: Captured
) -> None:
    for arguments in ((f'{ASKED} supposing "{said}"',), (ASKED, "--supposing", said)):
        status, out, err = govrules(capsys, "ask", *arguments)
        assert (status, out) == (2, "") and err.count("error[") == 1 and f"error[{code}]" in err
        lines = err.split("\n")
        row = next(index for index, line in enumerate(lines) if "^" in line)
        start = lines[row].index("^")
        marked = lines[row - 1][start : start + lines[row].count("^")]
        assert marked == words if words else marked in said + "."


@pytest.mark.parametrize(
    ("question", "code", "said"),
    [
        ("what falls if 9.9 of sel-agreement ends", "GR101", "its clauses are"),
        ("what falls if the moon ends", "GR101", "name a body"),
        ("what falls if 4.1 of sel-agreement ends on 31 June 2011", "GR009", "June 2011 has 30 days"),
        ("what falls if 4.1 of sel-agreement", "GR013", "what falls if 3.1 of INSTRUMENT ends"),
    ],
)
def test_what_cannot_end_is_told(question: str, code: str, said: str, capsys: Captured) -> None:
    status, out, err = govrules(capsys, "ask", question)
    assert (status, out) == (2, "") and err.count("error[") == 1
    assert f"error[{code}]" in err and said in flat(err)


def test_what_falls_names_the_clause_that_hung_on_it_and_the_answers(capsys: Captured) -> None:
    out = ask(capsys, "what falls if 4.1 of the SEL agreement ends on 1 July 2011", "--format", "markdown")
    assert "ends on 1 July 2011, 1 clause would fall with it" in out
    assert "| Falls with it | " in out and "4.3 of the" in out and "Who may exercise: narrower" in out
    library = load("policies")
    found = library.ask("what falls if 4.1 of sel-agreement ends on 1 July 2011").listing
    assert found is not None
    assert {one.clause for one in found.value.fallen} == {"sel-agreement 4.3"}
    assert {row.begins.isoformat() for row in found.value.compared.difference.rows if row.begins} == {"2011-07-01"}


def test_a_document_ends_with_all_its_clauses(capsys: Captured) -> None:
    found = load("policies").ask(f"what falls if sel-agreement ends {ON}").listing
    assert found is not None
    assert {"sel-agreement 4.1", "sel-agreement 6.1", "sel-agreement 7.2"} <= set(found.value.ended)
    kinds = {row.kind for row in found.value.compared.difference.rows}
    assert {"officer", "exercise", "kept", "recorded"} <= kinds
