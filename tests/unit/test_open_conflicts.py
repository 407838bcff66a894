"""GR401: which clauses that meet are in open conflict, and which are not."""

from pathlib import Path

import pytest

from govrules.api import load
from govrules.checks import Settings

FILE = """term statute "Statute" is a rank.
term advice "Advice" is a rank having advisory.
term scheme-rank "Scheme" is a rank below statute.
term trust "Trust" is a kind having legal-personality, board.
term contract "One contract" is a basis.
term urgent "Urgent" is a circumstance.
function awards "Awards".
function grants "Grants".
body alder "Alder" is a trust.
post chief of alder.
post treasurer of alder.
instrument act "Act" is a statute.
clause 1 of act: each trust is vested with everything.
instrument paper "Paper" is an advice of alder.
instrument scheme "Scheme" is a scheme-rank of alder{canon}.
"""


def codes(folder: Path, text: str, canon: str = "") -> list[str]:
    (folder / "a.gov").write_text(FILE.format(canon=canon) + text, "utf-8")
    return [finding.code for finding in load([folder]).check(Settings(select=("GR4",), ignore=("GR41",)))]


@pytest.mark.parametrize(
    "text",
    [
        "clause 1 of scheme: alder reserves awards.\nclause 2 of scheme: alder delegates awards to treasurer of alder.",
        "clause 1 of scheme: alder reserves awards over £50 per contract.\n"
        "clause 2 of scheme: alder delegates awards to treasurer of alder up to £50.01 per contract.",
        "clause 1 of scheme: alder reserves awards.\n"
        "clause 2 of scheme: both board and chief of alder delegates awards to treasurer of alder.",
        "clause 1 of scheme: alder reserves awards exercised by both board and chief of alder over £50 per contract.\n"
        "clause 2 of scheme: alder reserves awards exercised by chief of alder up to £50.01 per contract.",
        "organ council is a committee of alder.\n"
        "clause 2 of act: alder is vested with awards exercised by council.\n"
        "clause 3 of act: alder is vested with awards exercised by board of alder.",
        "clause 1 of scheme: alder reserves awards exercised by chief of alder.\n"
        "clause 2 of scheme: chief of alder delegates awards to treasurer of alder.",
    ],
)
def test_they_cannot_both_have_effect(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, text + "\n") == ["GR401"]


@pytest.mark.parametrize(
    ("text", "canon"),
    [
        (
            "clause 1 of scheme: alder reserves awards over £50 per contract.\n"
            "clause 2 of scheme: alder delegates awards to treasurer of alder up to £50 per contract.",
            "",
        ),
        (
            "clause 1 of scheme: alder reserves awards.\n"
            "clause 2 of scheme: alder delegates awards to treasurer of alder only if urgent despite 1.",
            "",
        ),
        (
            "clause 1 of scheme: alder reserves awards.\n"
            "clause 2 of scheme: alder delegates awards, grants to treasurer of alder.",
            " canon specific",
        ),
        (
            "clause 1 of paper: alder reserves awards.\n"
            "clause 2 of scheme: alder delegates awards to treasurer of alder.",
            "",
        ),
    ],
)
def test_they_do_not_meet_or_one_prevails(tmp_path: Path, text: str, canon: str) -> None:
    assert codes(tmp_path, text + "\n", canon) == []
