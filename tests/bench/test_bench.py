"""The benchmarks measure what they say: a made-up scheme is well formed, and other programs answer it as we do."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, fields

from govrules.api import load
from govrules.diff.difference import Verdict
from govrules.diff.schemes import difference
from govrules.editing import Workspace
from govrules.model.scheme import Scheme
from govrules.remembering import anew
from govrules.workspace.project import shown_path

BENCH = Path(__file__).parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from directly import NOWHERE, built  # noqa: E402
from instance import SIZES, Instance  # noqa: E402
from ours import Ours, clauses_of, question_of, understood  # noqa: E402
from peers import NEED_NOTHING, Peer  # noqa: E402
from tables import DictTable, OurTable, SqliteTable, Table, reach  # noqa: E402
from test_reading import edits  # noqa: E402

QUESTIONS = 25


@pytest.fixture(scope="module")
def instance() -> Instance:
    return Instance(SIZES["XS"])


@pytest.fixture(scope="module")
def answers(instance: Instance) -> list[set[Any]]:
    ours = Ours(instance)
    return [ours.ask(asked) for asked in instance.questions(QUESTIONS)]


def test_the_same_size_gives_the_same_scheme(instance: Instance) -> None:
    again = Instance(SIZES["XS"])
    assert again.text == instance.text and again.rows == instance.rows
    assert again.questions(QUESTIONS) == instance.questions(QUESTIONS)


def test_a_size_has_as_much_of_everything_as_it_says(instance: Instance) -> None:
    size = SIZES["XS"]
    assert sum(map(len, instance.members)) == size.bodies and len(instance.clauses) == size.clauses
    assert {len(row.giver) > 0 for row in instance.rows} == {True}


def test_the_questions_reach_every_level_and_have_different_answers(answers: list[set[Any]]) -> None:
    lengths = {len(clauses) for chains in answers for _, clauses in chains}
    assert lengths == {1, 2, 3} and len({frozenset(chains) for chains in answers}) > QUESTIONS / 2


@pytest.mark.parametrize("peer", NEED_NOTHING, ids=lambda peer: peer.name)
def test_a_peer_answers_as_we_do(peer: type[Peer], instance: Instance, answers: list[set[Any]]) -> None:
    subject = peer(instance)
    assert [subject.ask(asked) for asked in instance.questions(QUESTIONS)] == answers


def test_a_decision_holds_the_chains_of_the_answer(instance: Instance, answers: list[set[Any]]) -> None:
    ours = Ours(instance)
    asked = [question_of(one) for one in instance.questions(QUESTIONS)]
    assert [clauses_of(ours.decided(question)) for question in asked] == answers


@pytest.mark.parametrize("peer", [DictTable, SqliteTable], ids=lambda peer: peer.of.name)
@pytest.mark.parametrize("day", [date(2011, 4, 1), date(2012, 1, 15), date(2013, 3, 31), date(2013, 4, 1)])
def test_a_peer_gives_the_table_we_give(peer: type[Table], day: date, instance: Instance) -> None:
    """It gives every chain; of those to one holder we show the ones that reach as far as any."""
    subject, ours = peer(instance), OurTable(Ours(instance))
    found, shown = set(subject.lines(subject.table(day))), set(ours.lines(ours.table(day)))
    assert reach(found) == reach(shown) and shown <= found and bool(shown) == (day < date(2013, 4, 1))


def test_the_model_made_without_the_text_is_what_the_text_means(instance: Instance) -> None:
    read, made = understood(instance.text), built(instance)
    read.clauses = {id_: evolve(one, text="", span=NOWHERE) for id_, one in read.clauses.items()}
    read.instruments = {id_: evolve(one, span=NOWHERE) for id_, one in read.instruments.items()}
    assert [one.name for one in fields(Scheme) if getattr(read, one.name) != getattr(made, one.name)] == []


def test_the_text_in_other_words_means_the_same(instance: Instance) -> None:
    before, after = Ours(instance).compiled, Ours(instance, understood(instance.reworded)).compiled
    assert before.scheme.clauses.keys().isdisjoint(after.scheme.clauses.keys() - {"act 1"})
    assert difference(before, after).difference.verdict is Verdict.SAME


def test_an_edit_that_is_timed_finds_what_is_found_anew(instance: Instance, tmp_path: Path) -> None:
    rules = tmp_path / "rules.gov"
    rules.write_text(instance.text, encoding="utf-8")
    workspace, seen = Workspace(rules), set()
    for text in edits(instance.text):
        found = workspace.edit(shown_path(rules), text)
        rules.write_text(text, encoding="utf-8")
        with anew():
            assert found == load(rules).findings()
        seen.add(found.found)
    assert len(seen) == 2
