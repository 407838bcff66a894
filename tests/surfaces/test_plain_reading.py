"""Sentences that a reader could take for something else: unless, deputies among others, lines of account, barred."""

from pathlib import Path

import pytest
from harness import Captured, flat, govrules

from govrules.api import Library, load
from govrules.model.scheme import Scheme
from govrules.render.words import Words

SCHEME = """term trust "Trust" is a kind having legal-personality, board.
term school "School" is a kind.
term paper "Paper" is a rank.
term chief "Chief" is an office.
term clerk "Clerk" is an office.
term deputy "Deputy" is an office.
term head "Head" is an office.
term accounting-officer "Accounting Officer" is a title.
term sum "One sum" is a basis.
term urgent "The matter cannot wait" is a circumstance.
term agreed "The clerk agrees" is a circumstance.
term tender "There was a tender" is a circumstance.
function awards "Awards".
function fees "Fees".
body alder "Alder" is a trust.
area brook "Brook" is a school of alder.
post chief of alder.
post clerk of alder.
post deputy of alder.
post head of brook.
person ann "Ann Lee".
person ben "Ben Oak".
appointment of ann to head of brook from 1 May 2011 to 31 May 2011.
appointment of ben to clerk of alder from 1 May 2011.
instrument deed is a paper of alder from 1 May 2011.
clause 1 of deed: alder is vested with awards.
clause 2 of deed: alder designates chief of alder as accounting-officer.
clause 3 of deed: deputy of alder deputises for chief of alder.
clause 4 of deed: deputy of alder answers for everything to chief of alder.
"""
ON = "on 1 June 2011"


def said(folder: Path, rules: str, question: str) -> str:
    """Return the answer to a question of the scheme with some rules more, on one line."""
    (folder / "rules.gov").write_text(SCHEME + rules, "utf-8")
    library: Library = load(folder)
    assert [one.message for one in library.diagnostics] == []
    return flat(str(library.ask(question)))


def test_what_needs_two_things_to_fall_away_names_both(tmp_path: Path) -> None:
    rules = "clause 5 of deed: alder delegates awards to chief of alder only if both urgent and agreed.\n"
    found = said(tmp_path, rules, f"who may exercise awards in alder {ON}")
    assert "as no delegation reaches it, unless the clerk agrees and the matter cannot wait" in found
    assert "or unless" not in found


def test_each_of_two_bars_has_to_be_lifted(tmp_path: Path) -> None:
    rules = """clause 5 of deed: anyone must not exercise awards unless tender.
clause 6 of deed: anyone must not exercise awards unless agreed.
"""
    found = said(tmp_path, rules, f"who may exercise awards in alder {ON}")
    assert "nobody may use or pass on the authority, unless the clerk agrees and there was a tender" in found


@pytest.mark.parametrize(
    ("sets", "phrase"),
    [
        ([["not a"]], ", unless a"),
        ([["not a", "not b"]], ", unless a or b"),
        ([["not a"], ["not b"]], ", unless a and b"),
        ([["not a", "not c"], ["not b", "not c"]], ", unless c; or unless a and b"),
        ([["a"], ["b"]], ", provided that a; or provided that b"),
        ([["a", "not b"], ["c"]], ", provided that a, unless b; or provided that c"),
    ],
)
def test_circumstances_are_said_as_one_would(sets: list[list[str]], phrase: str) -> None:
    assert Words(Scheme()).provided(sets) == phrase


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            f"who may exercise awards in alder {ON}",
            "together with Deputy of Alder (deputising for the Chief of Alder)",
        ),
        (
            f"what may clerk of alder exercise {ON}",
            "together with the Deputy of Alder, deputising for the Chief of Alder",
        ),
    ],
)
def test_of_several_the_deputy_alone_is_said_to_deputise(question: str, told: str, tmp_path: Path) -> None:
    rules = "clause 5 of deed: alder delegates awards to both chief of alder and clerk of alder.\n"
    assert told in said(tmp_path, rules, question)


def test_who_is_nobodys_deputy_is_not_said_to_deputise(tmp_path: Path) -> None:
    rules = "clause 5 of deed: alder delegates awards to any 1 of chief of alder, clerk of alder, deputy of alder.\n"
    assert "deputising" not in said(tmp_path, rules, f"what may clerk of alder exercise {ON}")


def test_a_line_of_account_depends_on_nothing(tmp_path: Path) -> None:
    rules = "clause 5 of deed: alder delegates awards to chief of alder.\n"
    found = said(tmp_path, rules, f"who may exercise awards in alder {ON}")
    assert "Deputy of Alder: to the Chief of Alder [deed 4]" in found


def test_a_prohibition_does_not_say_that_there_is_authority(tmp_path: Path) -> None:
    rules = """clause 5 of deed: alder delegates awards to head of brook up to £5 per sum.
clause 6 of deed: head of brook must not exercise awards.
"""
    found = said(tmp_path, rules, f"who may exercise awards in brook {ON} for £10")
    assert "Head of Brook must neither use nor pass on any authority for it [deed 6]" in found


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("head of brook", "No clause gives it to the Head of Brook for Alder"),
        ("ann", "Ann Lee holds no post then"),
        ("ben", "No clause gives it to the Clerk of Alder for Alder"),
        (
            "board of alder",
            "Clause 1 of the Deed [deed 1]: what it gives has been given on exclusively, by clause 5 of the",
        ),
    ],
)
def test_a_no_without_a_clause_says_what_is_missing(who: str, reason: str, tmp_path: Path) -> None:
    rules = "clause 5 of deed: alder delegates awards to chief of alder exclusively.\n"
    assert reason in said(tmp_path, rules, f"may {who} exercise awards in alder {ON}")


def test_who_may_alone_too_is_said_to_may_alone(tmp_path: Path) -> None:
    rules = """clause 5 of deed: alder delegates awards to chief of alder only if agreed.
clause 6 of deed: alder delegates awards to both chief of alder and clerk of alder only if urgent.
"""
    found = said(tmp_path, rules, f"may chief of alder exercise awards in alder {ON}")
    assert "on 1 June 2011 alone, provided that the clerk agrees; or together with the Clerk of Alder" in found


def test_amounts_of_two_bases_do_not_run_together(tmp_path: Path) -> None:
    rules = "clause 5 of deed: alder delegates awards to clerk of alder up to £9 per sum.\n"
    rules += "clause 6 of deed: anyone must not exercise awards over £20 per sum including VAT.\n"
    found = said(tmp_path, rules, f"may clerk of alder exercise awards in alder {ON} for £5 per sum")
    assert "for £5 per sum, up to £20 per sum including VAT" in found


def test_a_title_with_capitals_keeps_them(tmp_path: Path) -> None:
    found = said(tmp_path, "", "when did who is accountable for awards in alder change")
    assert "now Accounting Officer: Chief of Alder" in found


def test_the_remainder_says_what_it_is(tmp_path: Path) -> None:
    found = said(tmp_path, "", f"what does alder keep {ON}")
    assert "remainder (no delegation reaches it)" in found


TYPED = {
    "who may exercise awards in alder on 1 June 2011 provided that the clerk agrees and not urgent": (
        "who may exercise awards in alder on 1 June 2011 given agreed, not urgent"
    ),
    "may the clerk of alder exercise awards in alder on 1 June 2011 if there was a tender and the matter cannot wait": (
        "may clerk of alder exercise awards in alder on 1 June 2011 given tender, urgent"
    ),
    "who may exercise awards in alder for £5 per sum and £6 per sum including VAT on 1 June 2011": (
        "who may exercise awards in alder for £5 per sum for £6 per sum including VAT on 1 June 2011"
    ),
    "may the board exercise awards in brook on 1 June 2011": (
        "may board of alder exercise awards in brook on 1 June 2011"
    ),
    "may B. Oak exercise awards in alder on 1 June 2011": "may ben exercise awards in alder on 1 June 2011",
}  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_joined_in_other_words_is_the_same_question(typed: str, tmp_path: Path) -> None:
    rules = """body elder "Elder" is a trust.
clause 5 of deed: alder delegates awards to clerk of alder up to £9 per sum only if all of tender, agreed, urgent.
clause 6 of deed: anyone must not exercise awards over £20 per sum including VAT.
"""
    text = SCHEME.replace('"Ben Oak"', '"Dr B. Oak"') + rules
    (tmp_path / "rules.gov").write_text(text, "utf-8")
    library = load(tmp_path)
    found, meant = library.ask(typed), library.ask(TYPED[typed])
    assert meant.diagnostics == ()
    assert str(found) == str(meant)


@pytest.mark.parametrize(
    ("question", "words", "help_"),
    [
        ("who may exercise awards in alder for £5", "£5", "say per sum or per sum including VAT"),
        ("may clerk of alder exercise awards", "may clerk of alder exercise awards", "`... in Alder ...`"),
    ],
)
def test_what_a_question_leaves_out_is_shown_there(question: str, words: str, help_: str, tmp_path: Path) -> None:
    rules = """body aaron "Aaron" is a trust.
clause 5 of deed: alder delegates awards to clerk of alder up to £9 per sum.
clause 6 of deed: anyone must not exercise awards over £20 per sum including VAT.
"""
    (tmp_path / "rules.gov").write_text(SCHEME + rules, "utf-8")
    [found] = load(tmp_path).ask(question).diagnostics
    assert found.span is not None and question[found.span.start : found.span.end] == words and help_ in found.help


def test_a_table_says_from_which_amount_something_is_reserved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    rules = """clause 5 of deed: alder reserves awards over £9 per sum.
clause 6 of deed: alder reserves fees only if urgent.
"""
    text = SCHEME.replace("with awards", "with awards, fees") + rules
    (tmp_path / "rules.gov").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    _, out, err = govrules(capsys, "matrix", "alder", ".", "--on", "1 June 2011")
    assert err == ""
    assert "[reserved, over £9 per sum]" in flat(out) and "[reserved, provided that the matter cannot wait]" in flat(
        out
    )


def test_a_step_that_one_draft_alone_asks_for_is_said_as_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    rule = "clause 5 of deed: alder delegates awards to clerk of alder"
    (tmp_path / "old.gov").write_text(f"{SCHEME}{rule} only after consultation with chief of alder.\n", "utf-8")
    (tmp_path / "new.gov").write_text(f"{SCHEME}{rule}.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    code, out, err = govrules(capsys, "diff", "old.gov", "new.gov")
    assert (code, err) == (1, "") and "unless consultation with the Chief of Alder has taken place" in flat(out)


ACTING = """person cy "Cy Elm".
appointment of cy to deputy of alder from 1 May 2011.
appointment of cy to chief of alder as acting from 1 May 2011.
clause 5 of deed: alder delegates awards to chief of alder.
"""


@pytest.mark.parametrize("question", ["may cy exercise awards in alder on 1 June 2011", "what may cy exercise"])
def test_who_acts_in_a_post_is_not_shown_as_its_deputy_besides(question: str, tmp_path: Path) -> None:
    found = said(tmp_path, ACTING, question)
    assert "Chief of Alder" in found and "deputising" not in found


@pytest.mark.parametrize("who", ["clerk of alder", "ben"])
def test_what_somebody_leads_is_said_to_be_no_authority(who: str, tmp_path: Path) -> None:
    found = said(tmp_path, "clause 5 of deed: clerk of alder leads fees.\n", f"what may {who} exercise {ON}")
    assert "Leads, which gives no authority: fees [deed 5]" in found


def test_who_leads_nothing_is_not_said_to_lead(tmp_path: Path) -> None:
    assert "Leads" not in said(
        tmp_path, "clause 5 of deed: clerk of alder leads fees.\n", f"what may ann exercise {ON}"
    )


def test_a_bar_from_an_amount_on_does_not_name_what_another_clause_bars_anyhow(tmp_path: Path) -> None:
    rules = """clause 5 of deed: anyone must not exercise awards unless agreed.
clause 6 of deed: anyone must not exercise awards over £9 per sum unless tender.
"""
    found = said(tmp_path, rules, f"who may exercise awards in alder {ON}")
    assert "the authority, unless the clerk agrees [deed 5]" in found
    assert "the authority, over £9 per sum, unless there was a tender [deed 6]" in found
