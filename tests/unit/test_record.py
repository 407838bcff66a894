"""The record: what is left out of an earlier state, what is a fault of the files, and that states are made once."""

from datetime import date
from pathlib import Path

import pytest

from govrules.api import Library, load
from govrules.checks import Settings
from govrules.resolve import known_day

WORDS = """
term agreement "Agreement" is a rank.
term chair "Chair" is an office.
term trust "Trust" is a kind having legal-personality, board.
function finance "Finance".
function estates "Estates".
body alder "Alder" is a trust.
instrument act is an agreement.
clause 1 of act: alder is vested with everything.
instrument scheme "Scheme" is an agreement of alder on 1 April 2011.
"""
OF_THE_RECORD = Settings(select=("GR1", "GR2", "GR5"), ignore=("GR51",))
THE_CHAIR = "post chair of alder recorded on 3 May 2011.\n"
TO_THE_CHAIR = "clause 1 of scheme: alder delegates finance to chair of alder"


def library(folder: Path, text: str) -> Library:
    (folder / "rules.gov").write_text(WORDS + text, "utf-8")
    return load(folder)


def found(of: Library) -> list[tuple[str, str]]:
    """Return what a check finds: codes, and the words at the place."""
    spans = [(one.code, one.span) for one in of.check(OF_THE_RECORD)]
    return [(code, of.texts[span.path].text[span.start : span.end]) for code, span in spans if span]


def test_what_was_known_before_what_it_leans_on_is_a_warning_and_a_notice(tmp_path: Path) -> None:
    of = library(tmp_path, f"{THE_CHAIR}{TO_THE_CHAIR}.\n")
    assert of.diagnostics == ()
    (warning,) = of.check(OF_THE_RECORD)
    assert (warning.code, str(warning.severity)) == ("GR504", "warning")
    assert "as known on 2 May 2011" in warning.message
    earlier = of.ask("who may exercise finance in alder as known on 2 May 2011")
    assert earlier.answer is not None
    assert [seat for one in earlier.answer.may_exercise for seat in one.seats[0].of] == ["board@alder"]
    (notice,) = earlier.answer.diagnostics
    assert notice.code == "GR504"
    assert notice.message.endswith("clause 1 of scheme")
    assert of.known_on(date(2011, 5, 2)).diagnostics == ()
    later = of.ask("who may exercise finance in alder as known on 3 May 2011")
    assert later.answer is not None
    assert later.answer.diagnostics == ()


def test_what_is_recorded_together_is_no_finding(tmp_path: Path) -> None:
    assert found(library(tmp_path, f"{THE_CHAIR}{TO_THE_CHAIR} recorded on 3 May 2011.\n")) == []


def test_nothing_is_said_of_the_record_where_no_statement_speaks_of_it(tmp_path: Path) -> None:
    text = "instrument second is an agreement of alder on 9 May 2011.\nclause 1 of second: alder retains finance.\n"
    revoking = "clause 2 of scheme: alder revokes 1 of second from 1 June 2011.\n"
    of = library(tmp_path, text + revoking)
    assert found(of) == []
    assert of.known_on(date(2011, 5, 1)).left_out == "clause 2 of scheme"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TO_THE_CHAIR} struck out on 3 May 2011.\n", [("GR101", "chair")]),
        ("clause 1 of scheme: alder retains finanse struck out on 3 May 2011.\n", [("GR101", "finanse")]),
        ("clause 1 of scheme: alder retains finance struck out on 3 May 2011.\n", []),
        (f"{THE_CHAIR}{TO_THE_CHAIR} struck out on 9 May 2011.\n", [("GR504", "chair")]),
        ("cluster north is a trsut of alder struck out on 3 May 2011.\n", [("GR101", "trsut")]),
        (
            "term group is a kind.\ncluster north is a group of alder, aldr (struck out on 3 May 2011).\n",
            [("GR101", "aldr")],
        ),
        (
            "instrument deed is an agreement of alder adopted by aldr on 1 May 2011 (struck out on 3 May 2011).\n",
            [("GR101", "aldr")],
        ),
        ("body birch is a trust struck out on 3 May 2011.\ninstrument deed is an agreement of birch.\n",
         [("GR101", "birch")]),
    ],
)  # fmt: skip
def test_a_statement_is_judged_by_the_last_day_it_was_known(
    text: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert found(library(tmp_path, text)) == expected


def test_bare_labels_are_of_the_same_instrument_on_every_day(tmp_path: Path) -> None:
    """With two instruments in the file a bare label is refused, also while just one of them is known."""
    (tmp_path / "words.gov").write_text(WORDS, "utf-8")
    start = 'use "words.gov".\nclause 1: alder retains finance.\n'
    old = "instrument {} is an agreement of alder struck out on 3 May 2011.\n"
    new = "instrument {} is an agreement of alder recorded on 3 May 2011.\n"
    file = tmp_path / "rules.gov"
    file.write_text(start + old.format("one") + new.format("two"), "utf-8")
    assert [one.code for one in load(file).diagnostics] == ["GR106"]
    file.write_text(start + old.format("one") + new.format("one"), "utf-8")
    of = load(file)
    assert of.check(OF_THE_RECORD) == ()
    assert "one 1" in of.scheme.clauses
    assert "one 1" in of.known_on(date(2011, 5, 2)).scheme.clauses


def test_states_are_made_once_and_the_last_is_the_library_itself(tmp_path: Path) -> None:
    of = library(tmp_path, THE_CHAIR)
    before = of.known_on(date(2011, 4, 30))
    assert before is of.known_on(date(2011, 5, 2)) is of.known_on(date(2011, 4, 1)) is not of
    assert of.known_on(date(2011, 3, 31)) is not before
    assert of.known_on(date(2011, 5, 3)) is of.known_on(date.max) is of.known_on(None) is of
    assert of.known_on(date.min).scheme.clauses.keys() == {"act 1"}
    assert before.known_on(date(2011, 5, 3)) is of


def test_the_model_says_when_a_statement_was_recorded_and_struck_out(tmp_path: Path) -> None:
    of = library(tmp_path, "post chair of alder recorded on 3 May 2011 struck out on 9 May 2011.\n")
    marks = of.known_on(date(2011, 5, 3)).scheme.posts["chair@alder"].marks
    assert (marks.recorded, marks.struck_out) == (date(2011, 5, 3), date(2011, 5, 9))
    assert "chair@alder" not in of.scheme.posts


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("who is the chair of alder as known on 3 May 2011", date(2011, 5, 3)),
        ("who is the chair of alder As  Known On 3rd may 2011 on 1 May 2011?", date(2011, 5, 3)),
        ("as known on 2011-05-03 who", date(2011, 5, 3)),
        ('who is the chair of "as known on 3 May 2011"', None),
        ("who is the chair of alder on 3 May 2011", None),
        ("as known on", None),
        ("as known on 31 June 2011", None),
        ("", None),
    ],
)
def test_the_day_of_the_record_is_found_in_what_is_typed(text: str, day: date | None) -> None:
    assert known_day(text) == day
