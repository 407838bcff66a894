"""What sources say of functions, as people and programs read it."""

import json
from pathlib import Path

import pytest
from harness import ON, Captured, ask, flat, stand_in

MORE = """
clause R2 of minutes: bexley delegates virement to both chief-executive of sel and finance-director of sel.
clause R3 of minutes: bexley delegates financial-planning to finance-director of sel.
clause R4 of press: each of bexley, bromley reserves financial-planning.
clause R5 of press: london is vested with buildings.
clause R6 of press: bexley delegates statutory-accounts to either chief-executive of sel or finance-director of sel.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = stand_in(tmp_path, monkeypatch)
    (here / "policies" / "more.gov").write_text('use "mini.gov".' + MORE, encoding="utf-8")
    return here


def test_what_clauses_say_too_stands_apart_from_what_they_contradict(capsys: Captured) -> None:
    out = flat(ask(capsys, f"who may exercise financial-planning in bexley {ON}"))
    assert (
        'Sources say "Minutes of the board" (report or minutes) says that NHS Bexley delegates financial planning to '
        "the Director of Finance of NHS South East London, and so does 4.1 of the Establishment agreement "
        "[minutes R3, sel-agreement 4.1]"
    ) in out
    assert (
        '"The finance press" (report or minutes) says that NHS Bexley reserves financial planning, '
        "against 4.1 of the Establishment agreement, which has effect [press R4, sel-agreement 4.1]"
    ) in out


def test_what_no_clause_says_is_shown_as_such(capsys: Captured) -> None:
    out = flat(ask(capsys, f"who may exercise virement in bexley {ON}"))
    assert (
        "says that NHS Bexley delegates moving money between budget heads to the Chief Executive of NHS South East "
        "London together with the Director of Finance of NHS South East London, and no clause in the files says so "
        "[minutes R2]"
    ) in out
    assert "Sources disagree On the accountable officer" in out


def test_a_timeline_says_a_thing_once(capsys: Captured) -> None:
    out = flat(ask(capsys, "who may exercise financial-planning in bexley"))
    assert out.count("says that NHS Bexley reserves financial planning") == 1
    assert "no clause in the files says so" not in out


def test_a_claim_of_several_bodies_and_functions_is_one_sentence(capsys: Captured) -> None:
    out = flat(ask(capsys, f"who may exercise finance in sel {ON}"))
    assert "says that NHS Bexley and NHS Bromley reserve financial planning, against 4.1" in out


def test_a_program_reads_the_comparison(capsys: Captured) -> None:
    data = json.loads(ask(capsys, f"who may exercise statutory-accounts in bexley {ON}", "--format", "json"))
    assert data["claims"] == [
        {
            "source": "press", "rank": "record", "clause": "press R6", "how": "delegated",
            "to": [{"count": 1, "of": ["chief-executive@sel", "finance-director@sel"]}],
            "compared": "differs", "clauses": ["sel-agreement 4.2"],
        }
    ]  # fmt: skip
