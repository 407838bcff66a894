"""Whether somebody may, as people read it: a plain sentence, and for a no the true reason."""

from pathlib import Path

import pytest
from harness import ON, Captured, ask, flat, govrules, stand_in


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(tmp_path, monkeypatch)


LATER = "on 2 January 2012"
FINANCE = "the Director of Finance of NHS South East London"
SENTENCES = {
    f"may {FINANCE} exercise virement in bexley {ON} for £100,000": f"Yes, {FINANCE} may exercise",
    f"may {FINANCE} exercise virement in bexley {ON} for £100,001": f"No, {FINANCE} may not exercise",
    f"may {FINANCE} exercise virement in bexley {ON}": "up to £100,000 per transaction.",
    f"may Marie Farrell exercise virement in bexley {ON} for £5": "Yes, Marie Farrell may exercise",
    f"may Ann Other exercise virement in bexley {ON} for £5": "No, Ann Other may not exercise",
    f"may Ann Other exercise virement in bexley {LATER} for £5": "leave open whether Ann Other may exercise",
    f"may the board of bexley exercise estates in bexley {ON}": "Yes, the board of NHS Bexley may exercise",
    f"may {FINANCE} exercise virement in SEL {ON} for £5": "is no legal person",
}


@pytest.mark.parametrize("question", SENTENCES)
def test_the_first_sentence_answers(question: str, capsys: Captured) -> None:
    _, out, _ = govrules(capsys, "ask", question)
    assert SENTENCES[question] in flat(out)


WHY_NOT = {
    f"may {FINANCE} exercise virement in bexley {ON} for £100,001": "[sel-agreement 4.1]: only up to £100,000",
    f"may {FINANCE} exercise virement in bexley on 1 March 2011": "[sel-agreement 4.1]: not in force before 1 April",
    f"may {FINANCE} exercise statutory-accounts in bexley {ON}": "[sel-agreement 4.2] retains the function; no clause",
    f"may the chief executive of SEL exercise virement in bexley {ON}": "No clause gives it to the Chief Executive",
    f"may Ann Other exercise virement in bexley {ON}": "Marie Farrell acts in the place of Ann Other as the Director",
}


@pytest.mark.parametrize("question", WHY_NOT)
def test_a_no_names_the_nearest_clause_and_what_it_lacks(question: str, capsys: Captured) -> None:
    assert WHY_NOT[question] in flat(ask(capsys, question))


def test_why_not_quotes_the_clauses(capsys: Captured) -> None:
    said = flat(ask(capsys, f"why may {FINANCE} not exercise virement in bexley {ON} for £100,001"))
    assert "Clauses that come nearest" in said
    assert "says each party delegates finance" in said


def test_a_post_is_found_by_its_owner(capsys: Captured) -> None:
    code, _, err = govrules(
        capsys, "ask", f"may the Director of Finance of NHS Bexley exercise virement in bexley {ON}"
    )
    assert code == 2
    assert 'NHS Bexley has no post or organ "Director of Finance"' in flat(err)
    assert "did you mean Director of Finance of NHS South East London?" in flat(err)


def test_a_cluster_without_a_joint_committee_holds_nothing(folder: Path, capsys: Captured) -> None:
    rules = folder / "policies" / "mini.gov"
    text = rules.read_text("utf-8").replace("is a joint-committee of sel", "is a board of sel")
    rules.write_text(text.replace(", any joint-committee", ""), "utf-8")
    code, _, err = govrules(capsys, "ask", f"may SEL exercise virement in bexley {ON}")
    assert code == 2
    assert "error[GR201]: NHS South East London has no joint committee and holds nothing itself" in flat(err)


def test_an_open_answer_exits_with_one(capsys: Captured) -> None:
    assert govrules(capsys, "ask", f"may Ann Other exercise virement in bexley {LATER} for £5")[0] == 1


def test_the_condition_that_is_not_met_is_named(folder: Path, capsys: Captured) -> None:
    (folder / "policies" / "urgent.gov").write_text(
        'term urgent "The matter is urgent" is a circumstance.\n'
        'term funded "There is money" is a circumstance.\n'
        "clause 99 of sel-agreement: each party delegates virement to chief-executive of sel\n"
        "    only if urgent only if funded.\n"
    )
    said = flat(ask(capsys, f"may the chief executive of SEL exercise virement in bexley {ON} given not urgent"))
    assert "[sel-agreement 99]: a condition of it is not met (provided that the matter is urgent)" in said


def test_the_period_of_a_no_is_not_that_of_its_reasons(capsys: Captured) -> None:
    said = flat(ask(capsys, f"may {FINANCE} exercise virement in bexley {ON} for £100,001"))
    assert "though perhaps for other reasons on other days" in said
    assert "other reasons" not in flat(ask(capsys, f"may {FINANCE} exercise virement in bexley {ON} for £100,000"))
