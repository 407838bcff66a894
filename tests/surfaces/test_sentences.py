"""Sentences of an answer read as English: steps, deputies, clusters without members, sources that disagree."""

from pathlib import Path

import pytest
from harness import flat

from govrules.api import Library, load

SCHEME = """term trust "Trust" is a kind having legal-personality, board.
term group "Cluster" is a kind.
term paper "Paper" is a rank.
term report "Report" is a rank below paper.
term chief "Chief" is an office.
term clerk "Clerk" is an office.
term deputy "Deputy" is an office.
term accountable-officer "Accountable officer" is a title.
term advice "Legal advice" is a step.
function awards "Awards".
body alder "Alder" is a trust.
cluster north "North" is a group of alder (from 1 June 2011) from 1 April 2011 to 31 March 2013.
post chief of alder.
post clerk of alder.
post deputy of alder.
source news "News" is a report.
source gossip "Gossip" is a report.
instrument deed is a paper of alder.
clause 1 of deed: alder is vested with awards.
"""
STEPS = {
    "approval by board": ("approval by the board of Alder has been given", "obtain approval by the board of Alder"),
    "ratification by board": (
        "ratification by the board of Alder has been given", "obtain ratification by the board of Alder",
    ),
    "recommendation by board": (
        "a recommendation by the board of Alder has been made", "obtain a recommendation by the board of Alder",
    ),
    "consultation with clerk of alder": (
        "consultation with the Clerk of Alder has taken place", "consult the Clerk of Alder",
    ),
    'notice to clerk of alder "the papers"': (
        "notice to the Clerk of Alder (the papers) has been given", "give notice to the Clerk of Alder (the papers)",
    ),
    "5 days notice to clerk of alder": (
        "5 days' notice to the Clerk of Alder has been given", "give 5 days' notice to the Clerk of Alder",
    ),
    "report to board at next-meeting": (
        "a report to the board of Alder has been made at the next meeting",
        "report to the board of Alder at the next meeting",
    ),
    "report by clerk of alder within 1 month": (
        "a report by the Clerk of Alder has been made within 1 month",
        "see to a report by the Clerk of Alder within 1 month",
    ),
    "advice to board": (
        "legal advice to the board of Alder has taken place", "see to legal advice to the board of Alder",
    ),
}  # fmt: skip


def library(folder: Path, text: str) -> Library:
    (folder / "rules.gov").write_text(SCHEME + text, "utf-8")
    found = load(folder)
    assert [one.message for one in found.diagnostics] == []
    return found


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_a_sentence_before_and_after(step: str, tmp_path: Path) -> None:
    condition, duty = STEPS[step]
    text = f"clause 2 of deed: alder delegates awards to chief of alder only after {step} then {step}.\n"
    asked = library(tmp_path, text).ask("who may exercise awards in alder on 1 June 2011")
    assert f"provided that {condition}, who must then {duty}: delegated" in flat(str(asked))
    assert f"provided that {condition}" in flat(asked.explain())


@pytest.mark.parametrize(
    "given", ["5 days notice to the Clerk of Alder", "notice-of-5-days-to-clerk-of-alder"]
)  # fmt: skip
def test_a_step_can_be_asked_about_plainly(given: str, tmp_path: Path) -> None:
    text = "clause 2 of deed: alder delegates awards to chief of alder only after 5 days notice to clerk of alder.\n"
    asked = library(tmp_path, text).ask(f"may chief of alder exercise awards in alder on 1 June 2011 given {given}")
    assert str(asked).startswith("Yes, ")


DEPUTIES = """clause 2 of deed: alder delegates awards to chief of alder.
clause 3 of deed: deputy of alder deputises for chief of alder.
"""


def test_the_usual_case_stands_first_and_deputies_below(tmp_path: Path) -> None:
    asked = library(tmp_path, DEPUTIES).ask("who may exercise awards in alder on 1 June 2011")
    lines = str(asked).splitlines()
    assert lines[:2] == [
        "The board of Alder and the Chief of Alder may exercise awards for Alder on 1 June 2011.",
        "Deputies act for those who are absent, as listed below.",
    ]
    assert "Deputy of Alder, deputising for the Chief of Alder" in flat(str(asked))


def test_who_stands_in_for_a_vacant_post_is_the_usual_case(tmp_path: Path) -> None:
    text = DEPUTIES + "appointment of nobody to chief of alder from 1 May 2011.\n"
    asked = library(tmp_path, text).ask("who may exercise awards in alder on 1 June 2011")
    first = flat(str(asked)).partition(" may exercise")[0]
    assert first == "The board of Alder, the Chief of Alder and the Deputy of Alder, deputising for the Chief of Alder"


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        ("1 May 2011", ["North has no members on 1 May 2011.", "In the rule files it has members from 1 June 2011."]),
        ("1 May 2010", ["There is no North on 1 May 2010.", "In the rule files it has members from 1 June 2011."]),
        ("1 May 2014", ["There is no North on 1 May 2014.", "In the rule files it had members up to 31 March 2013."]),
    ],
)
def test_a_cluster_without_members_is_said_to_have_none(day: str, sentences: list[str], tmp_path: Path) -> None:
    asked = library(tmp_path, "").ask(f"who is accountable for awards in north on {day}")
    assert str(asked).splitlines()[:2] == sentences


def test_sources_that_disagree_are_told_once(tmp_path: Path) -> None:
    text = """date move between 1 June 2011 and 30 June 2011.
clause 2 of deed: alder designates chief of alder as accountable-officer.
clause 3 of deed: alder designates clerk of alder as accountable-officer from move.
clause 1 of news: alder designates deputy of alder as accountable-officer.
clause 1 of gossip: alder designates clerk of alder as accountable-officer.
"""
    said = flat(str(library(tmp_path, text).ask("who is the accountable officer of alder on 10 June 2011")))
    assert said.count("On the accountable officer") == 1
    assert said.count('"News" (report), of lower rank, says it is the Deputy of Alder') == 1
    assert "and which of them has effect is open" in said and "and that has effect" not in said
