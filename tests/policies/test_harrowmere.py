"""An invented scheme, first held on paper and then said in rules: its answers, on both implementations."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from test_policies import facts

from govrules import reference
from govrules.api import Library, load
from govrules.diagnostics import Severity
from govrules.format.text import format_text
from govrules.model.answer import Answer
from govrules.source import SourceText

SCHEME = Path(__file__).parents[2] / "examples" / "harrowmere" / "scheme.gov"
EXPECTED = yaml.safe_load((Path(__file__).parent / "harrowmere.yaml").read_text("utf-8"))


@cache
def library() -> Library:
    return load(SCHEME)


def more_facts(answer: Answer) -> dict:
    """Return what the sheet speaks of, with the duties, the provisos and those who can fill but one seat."""
    found = facts(answer)
    acting = answer.may_exercise
    found["who"] = sorted(found["who"])
    found["then"] = sorted({duty for one in acting for duty in one.then})
    found["provided"] = sorted({name for one in acting for way in one.provided for name in way})
    found["one_person"] = sorted({person for one in acting for person in one.one_person})
    return found


@pytest.mark.parametrize("case", EXPECTED, ids=[case["ask"] for case in EXPECTED])
def test_expected_answers(case: dict) -> None:
    reply = library().ask(case["ask"])
    assert [d.message for d in reply.diagnostics] == []
    assert reply.answer is not None
    found = more_facts(reply.answer)
    wanted = {key: sorted(value) if key == "who" else value for key, value in case.items() if key != "ask"}
    assert {key: found[key] for key in wanted} == wanted
    known = library().known_on(reply.answer.question.known_on)
    assert reference.answer(known.scheme, reply.answer.question) == reply.answer


def test_every_statement_is_read() -> None:
    assert [d.message for d in library().diagnostics] == []


def test_nothing_is_wrong_with_it() -> None:
    assert [d.message for d in library().check() if d.severity >= Severity.WARNING] == []


def test_it_is_laid_out() -> None:
    assert not format_text(SourceText(str(SCHEME), SCHEME.read_text("utf-8"))).changed
