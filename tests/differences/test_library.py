"""The national library compared with itself, however it is written: no difference of effect."""

import random
import re
from pathlib import Path

import pytest

from govrules.api import Library, diff, load
from govrules.diff.difference import Verdict
from govrules.format import format_text
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
