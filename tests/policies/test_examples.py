"""The schemes in examples/, each complete in itself: their answers, on both implementations."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_policies import facts

from govrules import reference
from govrules.api import Library, load
from govrules.diagnostics import Severity
from govrules.format.text import format_text
from govrules.model.answer import Answer
from govrules.source import SourceText

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
NAMES = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())
EXPECTED = {name: yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")) for name in NAMES}
CASES = [pytest.param(name, case, id=f"{name}: {case['ask']}") for name in NAMES for case in EXPECTED[name]]


@cache
def library(name: str) -> Library:
    return load(EXAMPLES / name)


def more_facts(answer: Answer) -> dict[str, Any]:
    """Return what the sheet speaks of, with the duties, the provisos and those who can fill but one seat."""
    found = facts(answer)
    acting = answer.may_exercise
    found["who"] = sorted(found["who"])
    found["then"] = sorted({duty for one in acting for duty in one.then})
    found["provided"] = sorted({name for one in acting for way in one.provided for name in way})
    found["one_person"] = sorted({person for one in acting for person in one.one_person})
    return found


@pytest.mark.parametrize(("name", "case"), CASES)
def test_expected_answers(name: str, case: dict[str, Any]) -> None:
    reply = library(name).ask(case["ask"])
    assert [d.message for d in reply.diagnostics] == []
    assert reply.answer is not None
    found = more_facts(reply.answer)
    wanted = {key: sorted(value) if key == "who" else value for key, value in case.items() if key != "ask"}
    assert {key: found[key] for key in wanted} == wanted
    known = library(name).known_on(reply.answer.question.known_on)
    assert reference.answer(known.scheme, reply.answer.question) == reply.answer


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_is_read_and_nothing_is_wrong(name: str) -> None:
    assert [d.message for d in library(name).check() if d.severity >= Severity.WARNING] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_clause_cites_a_source_or_says_what_it_is_worth(name: str) -> None:
    clauses = library(name).scheme.clauses.values()
    assert [c.id for c in clauses if not c.marks.sources and c.marks.mark is None] == []


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.rglob("*.gov")), ids=lambda path: path.relative_to(EXAMPLES).as_posix()
)
def test_it_is_laid_out(path: Path) -> None:
    assert not format_text(SourceText(str(path), path.read_text("utf-8"))).changed
