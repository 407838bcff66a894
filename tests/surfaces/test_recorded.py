"""What is recorded and what documents say of themselves, as people read it."""

from pathlib import Path

import pytest
from harness import ON, Captured, ask, flat, stand_in

MORE = """
term urgent "The matter cannot wait" is a circumstance.
clause 8.1 of sel-agreement: bexley delegates land to head-of-finance of bexley only if urgent.
clause 8.2 of sel-agreement: chief-executive of sel judges urgent.
clause 8.3 of sel-agreement: board of bexley must for land "sit in public" see minutes "item 9".
instrument old-deed "Old deed" is an agreement of bexley on 1 April 2010 adopted by bexley on 2 April 2010.
clause 9 of old-deed: bexley delegates land to head-of-finance of bexley.
instrument new-deed "New deed" is an agreement of bexley on 1 May 2011 replacing old-deed
    adopted by bexley on 2 May 2011 version "0.4" review on 1 May 2012
    approved by board of bexley on 2 May 2011, head-of-finance of bexley on 1 May 2011.
clause 9 of new-deed: bexley delegates financial-planning to head-of-finance of bexley.
instrument late-deed "Late deed" is an agreement of bexley on 1 May 2011 adopted by bexley by 20 June 2011.
clause 1 of late-deed: bexley must "keep a register".
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = stand_in(tmp_path, monkeypatch)
    (here / "policies" / "more.gov").write_text('use "mini.gov".' + MORE, encoding="utf-8")
    return here


def test_who_leads_who_decides_in_doubt_and_what_must_be_done(capsys: Captured) -> None:
    lines = [flat(line) for line in ask(capsys, f"who may exercise land in bexley {ON}").split("\n")]
    assert "Leads Chief Executive of NHS South East London [sel-agreement 7.2]" in lines
    doubt = "In doubt Chief Executive of NHS South East London decides whether the matter cannot wait"
    assert any(line.startswith(doubt) for line in lines)
    assert "Duty NHS Bexley must keep a register (open) [late-deed 1]" in lines
    assert "NHS Bexley must report a breach of these rules to its board [sel-agreement 7.1]" in lines
    assert "the board of NHS Bexley must sit in public [sel-agreement 8.3]" in lines


def test_what_is_not_certain_is_marked_and_nothing_else_is(capsys: Captured) -> None:
    out = ask(capsys, f"who is accountable for accounts-approval in bexley {ON}")
    assert "NHS Bexley must keep a register (open) [late-deed 1]" in flat(out)
    assert out.count("(open)") == 1
    assert "Open points" not in out


def test_why_names_each_document_once(capsys: Captured) -> None:
    out = ask(capsys, f"who may exercise financial-planning in bexley {ON}", "--why")
    said = (
        "version 0.4; approved by the Head of Finance of NHS Bexley on 1 May 2011; approved by the board of NHS Bexley"
    )
    assert flat(out).count(said) == 1
    assert "in place of the Old deed; to be reviewed on 1 May 2012" in flat(out)
    assert "What is recorded, and gives no authority" in out
    assert flat(out).count("version 6; approved by the board of NHS Bexley on 24 March 2011") == 1


def test_what_fell_away_with_its_instrument_says_so(capsys: Captured) -> None:
    out = flat(ask(capsys, f"who may exercise land in bexley {ON} given not urgent", "--why"))
    assert "Clause 9 of the Old deed [old-deed 9]: revoked or replaced by then" in out
