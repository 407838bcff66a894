"""The rule library answers as a person reading it would, on both implementations."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from govrules import reference
from govrules.api import Library, load
from govrules.diagnostics import Severity
from govrules.model.answer import Answer, Seat

ROOT = Path(__file__).parents[2]
EXPECTED = yaml.safe_load((Path(__file__).parent / "answers.yaml").read_text("utf-8"))


@cache
def library() -> Library:
    return load(ROOT / "policies")


def _seat(seat: Seat) -> str:
    return seat.of[0] if seat.count == len(seat.of) == 1 else f"any {seat.count} of {', '.join(seat.of)}"


def facts(answer: Answer) -> dict:
    """Return of an answer what the sheet of expected answers speaks of."""
    return {
        "outcome": answer.outcome.value,
        "body": answer.accountable_body and answer.accountable_body.id,
        "sits_as": answer.accountable_body and answer.accountable_body.sits_as,
        "officer": [o.post for o in answer.officers],
        "holding": [o.holding.value for o in answer.officers],
        "claims": sorted({c.says for o in answer.officers for c in o.claims if not c.agrees}),
        "who": [" + ".join(_seat(seat) for seat in e.seats) for e in answer.may_exercise],
        "clauses": sorted({step.clause for e in answer.may_exercise for chain in e.chains for step in chain}),
        "kept": sorted({f"{k.how} {k.clause or ''}".strip() for k in answer.kept}),
        "open": sorted({p.kind for p in answer.open_points}),
        "from": answer.holds_from and answer.holds_from.isoformat(),
        "to": answer.holds_to and answer.holds_to.isoformat(),
        "marks": sorted({a.kind for a in answer.assumptions}),
        "excluded": {e.clause: e.reason for e in answer.excluded},
    }


@pytest.mark.parametrize("case", EXPECTED, ids=[case["ask"] for case in EXPECTED])
def test_expected_answers(case: dict) -> None:
    reply = library().ask(case["ask"])
    assert [d.message for d in reply.diagnostics] == []
    assert reply.answer is not None
    found = facts(reply.answer)
    wanted = {key: value for key, value in case.items() if key != "ask"}
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize("case", EXPECTED, ids=[case["ask"] for case in EXPECTED])
def test_the_reference_answers_alike(case: dict) -> None:
    reply = library().ask(case["ask"])
    assert reply.answer is not None
    assert reference.answer(library().scheme, reply.answer.question) == reply.answer


def test_its_cases_pass_on_both_implementations() -> None:
    results = [*library().test()]
    assert len(results) > 20
    assert [d.message for one in results for d in (*one.faults, *one.failures)] == []


def test_the_library_is_clean() -> None:
    assert [d.message for d in library().check() if d.severity >= Severity.WARNING] == []


def test_the_order_of_files_decides_nothing() -> None:
    files = sorted((ROOT / "policies").rglob("*.gov"))
    turned = load(files[::-1])
    question = "who is accountable for finance in NHS Bexley"
    assert turned.ask(question).answer == library().ask(question).answer
    assert turned.check() == library().check()


@pytest.mark.parametrize("path", sorted((ROOT / "policies").rglob("*.gov")), ids=lambda path: path.name)
def test_every_file_can_be_loaded_alone(path: Path) -> None:
    assert [d.message for d in load(path).diagnostics if d.severity is Severity.ERROR] == []


def test_every_clause_cites_a_source_or_says_that_it_is_invented() -> None:
    bare = [c.id for c in library().scheme.clauses.values() if not c.marks.sources and c.marks.mark is None]
    assert bare == []
