"""When an answer changes, and by which clauses."""

from datetime import date
from pathlib import Path

from govrules.api import Library, load
from govrules.engine.changes import changes
from govrules.model.changes import Change, Turn

RULES = """
term scheme "Scheme" is a rank.
term agreement "Agreement" is a rank having adoption.
term chief "Chief" is an office.
term clerk "Clerk" is an office.
term trust "Trust" is a kind having legal-personality, board.
term cluster-of-trusts "Cluster" is a kind.
function awards "Awards".
body alder "Alder" is a trust to 31 March 2013.
body birch "Birch" is a trust.
cluster north "North" is a cluster-of-trusts of alder, birch.
post chief of alder.
post chief of birch.
post clerk of alder.
person ann "Ann".
appointment of ann to chief of alder from 1 May 2011.
instrument act "Act" is a scheme.
clause 1 of act: each trust is vested with awards.
instrument deed "Deed" is an agreement of alder, birch on 1 January 2011
    adopted by alder on 1 April 2011, birch by 1 June 2011.
clause 1 of deed: each party delegates awards to chief of that party who may delegate further.
clause 2 of deed: chief of alder delegates awards to clerk of alder for alder from 1 February 2011.
clause 3 of deed: alder revokes 1 from 1 July 2011.
"""


def library(folder: Path) -> Library:
    (folder / "rules.gov").write_text(RULES, "utf-8")
    found = load(folder)
    assert found.diagnostics == ()
    return found


def changes_of(folder: Path, asked: str) -> tuple[Change, ...]:
    rules = library(folder)
    reply = rules.ask(asked)
    assert reply.answer is not None
    return changes(rules.compiled, reply.answer.question)


def test_each_change_names_its_day_and_the_clauses_that_began_and_ended(tmp_path: Path) -> None:
    found = changes_of(tmp_path, "who may exercise awards in alder")
    assert [(one.day, one.began, one.ended) for one in found] == [
        (
            date(2011, 4, 1),
            (
                Turn("deed 1", "adoption", "the adoption of the Deed by Alder"),
                Turn("deed 2", "adoption", "the adoption of the Deed by Alder"),
            ),
            (),
        ),
        (date(2011, 5, 1), (), ()),
        (date(2011, 7, 1), (), (Turn("deed 1", "ended", "the clause deed 3"), Turn("deed 2"))),
        (date(2013, 4, 1), (), (Turn("act 1", "life", "Alder"),)),
    ]


def test_a_clause_that_begins_for_one_body_more_has_begun(tmp_path: Path) -> None:
    found = changes_of(tmp_path, "who may exercise awards in north")
    began = {(one.day, turn.clause, turn.about) for one in found for turn in one.began}
    assert (date(2011, 4, 1), "deed 1", "the adoption of the Deed by Alder") in began
    assert (date(2011, 1, 1), "deed 1", "the adoption of the Deed by Birch") in began


def test_an_unknown_day_changes_the_answer_where_it_begins_to_be_open_and_where_it_has_come(tmp_path: Path) -> None:
    found = changes_of(tmp_path, "who may exercise awards in birch")
    assert [(one.day, [turn.clause for turn in one.began]) for one in found] == [
        (date(2011, 1, 1), ["deed 1"]), (date(2011, 6, 1), []),
    ]  # fmt: skip
    assert [one.after.outcome.value for one in found] == ["undetermined", "answered"]


def test_the_day_a_question_names_is_left_aside(tmp_path: Path) -> None:
    dated = changes_of(tmp_path, "who may exercise awards in alder on 1 April 2011")
    assert [one.day for one in dated] == [one.day for one in changes_of(tmp_path, "who may exercise awards in alder")]


def test_an_answer_that_never_changes_has_no_change(tmp_path: Path) -> None:
    rules = library(tmp_path)
    rules.scheme.delegations = ()
    reply = rules.ask("who may exercise awards in birch")
    assert reply.answer is not None
    assert changes(rules.compiled, reply.answer.question) == ()
