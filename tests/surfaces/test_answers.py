"""Answers as text, read as a board secretary would: the sentence, the lines below it, and why."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from harness import ON, Captured, ask, environment, flat, govrules, stand_in


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


def rows(text: str) -> dict[str, str]:
    """Return the labelled lines of an answer by label, each on one line."""
    found: dict[str, str] = {}
    label = ""
    for line in text.split("\n"):
        start = re.match(r"([A-Z][a-z]+(?: [a-z]+)*)  +\S", line)
        if start:
            label = start[1]
            line = line[len(label) :]
        elif not line.startswith(" "):
            label = ""
        if label:
            found[label] = flat(f"{found.get(label, '')} {line}")
    return found


def test_accountable_in_one_sentence_and_labelled_lines(capsys: Captured) -> None:
    out = ask(capsys, f"who is accountable for statutory accounts in NHS Bexley {ON}")
    assert out.startswith("NHS Bexley is accountable for statutory accounts on 1 June 2011.\n\n")
    found = rows(out)
    assert found["Accountable body"] == "NHS Bexley, acting by its board [act 1]"
    assert found["Accountable officer"] == (
        "Chief Executive of NHS South East London (holder not recorded) [sel-agreement 3.1]"
    )
    assert found["May exercise"] == "the board of NHS Bexley, by vesting"
    assert found["Kept"] == "retained by its board [sel-agreement 4.2]"
    assert found["Overseen by"] == "NHS London, which directs it NHS London, which manages NHS South East London"
    assert found["True"] == "from 1 April 2011 to 31 March 2013"
    assert found["Assumptions"].startswith("Illustrative, invented to show how things work: clause 1 of the National")


def test_sources_that_disagree_are_both_shown_the_higher_rank_first(capsys: Captured) -> None:
    said = rows(ask(capsys, f"who is the accountable officer of NHS Bexley {ON}"))["Sources disagree"]
    assert said.index("Establishment agreement") < said.index("finance press")
    assert "names the Chief Executive of NHS South East London, and that has effect" in said
    assert "says it is the Director of Finance of NHS South East London [press R1]" in said


def test_officer_in_one_sentence(capsys: Captured) -> None:
    out = ask(capsys, f"who is the accountable officer of NHS Bexley {ON}")
    assert flat(out).startswith(
        "The accountable officer of NHS Bexley on 1 June 2011 is the Chief Executive of NHS South East London "
        "(holder not recorded)."
    )


def test_exercise_with_limits_givers_and_holders(capsys: Captured) -> None:
    out = ask(capsys, f"who may exercise virement in bexley {ON}")
    said = rows(out)["May exercise"]
    assert "Director of Finance of NHS South East London (Marie Farrell, interim, employed by NHS Bexley" in said
    assert "perhaps Ann Other" in said
    assert "up to £100,000 per transaction: delegated by the board of NHS Bexley [sel-agreement 4.1]" in said
    assert (
        "Head of Finance of NHS Bexley (vacant), up to £50,000 per transaction: delegated by the Director of Finance "
        "of NHS South East London [sel-agreement 4.3], who has it from the board of NHS Bexley [sel-agreement 4.1]"
    ) in said
    assert "professionally to the Director of Finance" in rows(out)["Answers to"]
    assert "By amount" in out and "Over £50,000 and up to £100,000 per transaction" in out


def test_an_amount_without_a_basis_takes_the_one_that_bears(capsys: Captured) -> None:
    out = flat(ask(capsys, f"who may exercise virement in bexley {ON} for £60,000"))
    assert out.startswith(
        "The board of NHS Bexley and the Director of Finance of NHS South East London may exercise moving money "
        "between budget heads for NHS Bexley on 1 June 2011 for £60,000 per transaction."
    )


def test_a_timeline_says_when_and_what_changes(capsys: Captured) -> None:
    out = ask(capsys, "who is the accountable officer of bexley")
    assert out.startswith("The accountable officer of NHS Bexley changes twice.\n")
    assert "  To 31 March 2011: no officer is designated\n" in out
    assert "  From 1 April 2011 to 31 March 2013\n    Accountable officer  Chief Executive" in out
    assert "  From 1 April 2013: there is no such body\n" in out


def test_functions_and_members_are_parts(capsys: Captured) -> None:
    out = ask(capsys, f"who is accountable for finance in SEL {ON}")
    assert flat(out).startswith("NHS South East London is no legal person and is accountable for nothing")
    assert "\nBy function\n  Approving the annual accounts\n" in out
    assert "\n    By body\n      NHS Bexley\n" in out


def test_what_the_files_leave_open_is_said_and_why(capsys: Captured) -> None:
    code, out, err = govrules(capsys, "ask", "who is accountable for finance in bromley on 1 May 2011")
    assert (code, err) == (1, "")
    assert "NHS Bromley is accountable for finance on 1 May 2011.\nThe rule files leave open who the officer is" in out
    assert "(open)" in out
    assert rows(out)["Open points"] == (
        "The day of the adoption of the Establishment agreement by NHS Bromley is not known: between 18 March 2011 and "
        "31 May 2011"
    )


def test_a_conflict_names_both_clauses(capsys: Captured) -> None:
    code, out, _ = govrules(capsys, "ask", f"who may exercise buildings in bexley {ON}")
    assert code == 1
    assert rows(out)["Conflicts"] == (
        "4.4 and 4.5 of the Establishment agreement cannot both have effect, and nothing decides between them "
        "[sel-agreement 4.4, sel-agreement 4.5]"
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("who is accountable for finance in bexley on 1 June 2014", "There is no NHS Bexley on 1 June 2014."),
        (f"who is accountable for estates in sel {ON}", "NHS South East London is no legal person"),
    ],
)
def test_other_outcomes(question: str, said: str, capsys: Captured) -> None:
    _, out, _ = govrules(capsys, "ask", question)
    assert out.startswith(said)


def test_no_identifier_but_of_clauses_is_shown(capsys: Captured) -> None:
    for question in (f"who is accountable for finance in SEL {ON}", "who may exercise virement in bexley"):
        _, out, _ = govrules(capsys, "ask", question)
        outside_brackets = re.sub(r"\[[^\]]*\]", "", flat(out))
        assert not re.findall(r"\b[a-z]+(?:-[a-z]+)+\b|@", outside_brackets)


def test_lines_fit_the_width(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (60, 80, 100):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = ask(capsys, f"who may exercise virement in bexley {ON}", "--why")
        long = [line for line in out.split("\n") if len(line) > columns]
        assert all(len(line.split()[-1]) > 15 for line in long), long


def test_the_same_question_gives_the_same_bytes_under_any_hash_seed(folder: Path) -> None:
    arguments = [sys.executable, "-m", "govrules", "ask", f"who is accountable for finance in SEL {ON}", "--why"]
    said = {
        subprocess.run(arguments, capture_output=True, env={**environment(), "PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1


# -------------------------------------------------------------------------------------------------- why


def test_why_shows_each_link_with_words_source_and_power(capsys: Captured) -> None:
    out = ask(capsys, f"who may exercise virement in bexley {ON} for £60,000", "--why")
    said = flat(out)
    assert "Why NHS Bexley is accountable by clause 1 of the National Health Service Act 2006 [act 1]" in said
    assert "link from the board of NHS Bexley to the Director of Finance of NHS South East London" in said
    assert "policies/mini.gov:" in said
    assert "says each party delegates finance except accounts-approval" in said
    assert "read in Minutes of the board, item 7, NHS Bexley, 12 April 2011, https://example.org/minutes" in said
    assert "power clause 2 of the National Health Service Act 2006 [act 2]" in said
    assert (
        "What fell away 4.3 of the Establishment agreement [sel-agreement 4.3]: the amount is above its limit" in said
    )


def test_without_why_there_is_no_derivation(capsys: Captured) -> None:
    assert "What fell away" not in ask(capsys, f"who may exercise virement in bexley {ON} for £60,000")
