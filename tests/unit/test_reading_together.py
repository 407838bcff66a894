"""Several processes read what one would read, and nothing is lost where one of them fails."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govrules.remembering import anew
from govrules.source import SourceText
from govrules.syntax import Parsed, flat, parse_text
from govrules.workspace import reading

POLICIES = Path(__file__).parents[2] / "policies"
FAULTY = "term act is is a rank.\nbody x is a trust\n# a comment\n\u2014 half a clause.\nclause 1 of act: x reserves y."


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reading, "LEAST", 1_000)
    monkeypatch.setattr(reading, "_processors", lambda: 2)
    with anew():
        yield


@pytest.fixture
def sources() -> list[SourceText]:
    paths = sorted(POLICIES.rglob("*.gov"))
    texts = [SourceText(path.name, path.read_text("utf-8")) for path in paths]
    return [*texts, SourceText("faulty.gov", FAULTY), SourceText("empty.gov", "")]


def said(parsed: list[Parsed]) -> list[tuple[Any, ...]]:
    return [(one.source.path, one.statements, one.diagnostics, one.broken) for one in parsed]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are split off on Linux only")
def test_two_processes_read_what_one_reads(sources: list[SourceText], monkeypatch: pytest.MonkeyPatch) -> None:
    handed_over: list[str] = []
    parsed_of = flat.parsed_of

    def noted(data: Any, source: SourceText) -> Parsed:
        handed_over.append(source.path)
        return parsed_of(data, source)

    monkeypatch.setattr(flat, "parsed_of", noted)
    assert said(reading.read_all(sources)) == said([parse_text(source) for source in sources])
    assert 1 < len(handed_over) < len(sources)


def test_what_a_process_that_dies_should_have_read_is_read_all_the_same(
    sources: list[SourceText], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_flat_of", die)
    assert said(reading.read_all(sources)) == said([parse_text(source) for source in sources])


def test_no_process_is_started_for_little(sources: list[SourceText], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LEAST", 10_000_000)
    monkeypatch.setattr(reading, "_read_apart", die)
    assert said(reading.read_all(sources)) == said([parse_text(source) for source in sources])


def die(*_: object) -> None:
    os._exit(1)
