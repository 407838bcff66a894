"""The national library compared with itself, however it is written: no difference of effect."""

import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from govrules.api import Library, diff, load
from govrules.diff.difference import Row, Verdict
from govrules.engine import answer
from govrules.format import format_text
from govrules.model.answer import Answer
from govrules.model.question import Question, QuestionKind
from govrules.source import SourceText

POLICIES = Path(__file__).parents[2] / "policies"
STATEMENT = re.compile(r"(?ms)^[a-z].*?\.\s*$\n?")


@pytest.fixture(scope="module")
def library() -> Library:
    return load(POLICIES)


def rewritten(folder: Path, how: object) -> Library:
    for path in sorted(POLICIES.rglob("*")):
        target = folder / path.relative_to(POLICIES)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8")
            target.write_text(how(text) if path.suffix == ".gov" else text, "utf-8")  # type: ignore[operator]
    return load(folder)


def shuffled(text: str) -> str:
    """Return the statements of a rule file in another order, without comments."""
    plain = re.sub(r"(?m)^#.*\n", "", text)
    statements = STATEMENT.findall(plain)
    random.Random(7).shuffle(statements)
    return "".join(one.rstrip() + "\n" for one in statements)


def laid_out(text: str) -> str:
    return format_text(SourceText("file.gov", re.sub(r"(?m)^\s+", " ", text))).text


def renumbered(text: str) -> str:
    """Return a rule file in which every clause of the agreement of South East London has another label."""
    return re.sub(r"\b(\d+\.\d+) of sel-agreement\b", r"\1(z) of sel-agreement", text)


@pytest.mark.parametrize("how", [shuffled, laid_out, renumbered])
def test_a_rewrite_that_keeps_the_meaning_has_the_same_effect(library: Library, how: object, tmp_path: Path) -> None:
    after = rewritten(tmp_path / "policies", how)
    assert [one.message for one in after.diagnostics] == [one.message for one in library.diagnostics]
    compared = diff(library, after)
    assert compared.difference.rows == ()
    assert compared.difference.verdict is Verdict.SAME


def test_random_questions_whose_answers_differ_are_covered_by_rows(library: Library, tmp_path: Path) -> None:
    after = rewritten(tmp_path / "policies", lambda text: text.replace("up to £50,000", "up to £60,000").replace(
        "clause 3.4 of sel-agreement: each party retains", "clause 3.4 of sel-agreement: bexley retains"))  # fmt: skip
    rows = diff(library, after).difference.rows
    assert rows
    chance = random.Random(11)
    leaves = sorted(leaf for leaf in library.scheme.functions if library.scheme.leaves_of(leaf) == (leaf,))
    bodies = ["bexley", "bromley", "greenwich", "hull", "kirklees"]
    differ = 0
    for _ in range(150):
        on = date(2011, 1, 1) + timedelta(days=chance.randrange(1000))
        pence = chance.choice([100, 4_000_000, 5_000_001, 7_000_000])
        leaf, body = chance.choice(leaves), chance.choice(bodies)
        asked = Question(QuestionKind.EXERCISE, body, leaf, on, {"transaction": pence})
        one, other = (acting(answer(side.compiled, asked)) for side in (library, after))
        if one != other:
            differ += 1
            assert any(covers(row, library, asked, pence) for row in rows), asked
    assert differ


def acting(found: Answer) -> str:
    """Return who may act and what is kept, in all parts."""
    parts = [acting(part) for part in found.parts]
    return repr(([(one.seats, one.certain) for one in found.may_exercise], [one.how for one in found.kept], parts))


def covers(row: Row, library: Library, asked: Question, pence: int) -> bool:
    inside = {leaf for node in row.functions for leaf in library.scheme.leaves_of(node)}
    inside -= {leaf for node in row.except_ for leaf in library.scheme.leaves_of(node)}
    bodies = {library.scheme.body_of(body) for body in row.bodies}
    on = asked.on or date.min
    return (
        asked.function in inside and asked.body in bodies
        and (row.begins or date.min) <= on <= (row.ends or date.max)
        and all((one.over or 0) < pence <= (one.up_to or pence) for one in row.limits)
    )  # fmt: skip
