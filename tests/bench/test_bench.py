"""The benchmarks measure what they say: a made-up scheme is well formed, and other programs answer it as we do."""

import sys
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from instance import SIZES, Instance  # noqa: E402
from ours import Ours  # noqa: E402
from peers import NEED_NOTHING, Peer  # noqa: E402

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
