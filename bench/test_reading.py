"""Reading and checking: from nothing, and again after one statement was edited; what is found is compared first.

Run by `bench/run`; lark alone on the same text is in `test_speed.py`.
"""

import os
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from instance import SIZES, Instance

CHOSEN = tuple(os.environ.get("BENCH_SIZES", "S").split(","))
FINDING = {"measure": "checking after an edit", "questions": 1}
DIFFERENT = iter(range(10**6))
"""Makes each text another, so that none is remembered."""


@cache
def instance(size: str) -> Instance:
    return Instance(SIZES[size])


def edits(text: str) -> list[str]:
    """Return a rule file with the limit of one clause in its middle set to one amount and to another."""
    at = text.index("up to £", len(text) // 2) + len("up to £")
    end = text.index(" per", at)
    return [text[:at] + amount + text[end:] for amount in ("1,234", "123,456")]


def in_files(text: str, number: int = 52) -> list[str]:
    """Return a rule file cut between statements into several of about one size."""
    statements = text.replace(".\n", ".\n\0").split("\0")
    many = -(-len(statements) // number)
    return ["".join(statements[first : first + many]) for first in range(0, len(statements), many)]


@pytest.mark.parametrize("size", CHOSEN)
def test_from_text_to_an_answer(benchmark: Any, size: str) -> None:
    from govrules.compile import compile_scheme
    from govrules.engine import answer
    from ours import question_of, understood

    text, asked = instance(size).text, instance(size).questions(1)[0]
    benchmark.extra_info |= {"measure": "reading", "subject": "govrules, text to answer", "size": size, "questions": 1}
    benchmark.pedantic(
        lambda: answer(compile_scheme(understood(text + f"# {next(DIFFERENT)}\n")), question_of(asked)), rounds=3
    )


@pytest.mark.parametrize("processors", ["one", "all"])
@pytest.mark.parametrize("size", CHOSEN)
def test_many_files_to_statements(benchmark: Any, size: str, processors: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from govrules.remembering import anew
    from govrules.source import SourceText
    from govrules.workspace import reading

    if processors == "one":
        monkeypatch.setattr(reading, "_processors", lambda: 1)
    sources = [SourceText(f"{number}.gov", text) for number, text in enumerate(in_files(instance(size).text))]

    def read() -> None:
        with anew():
            reading.read_all(sources)

    subject = f"govrules, {len(sources)} files to statements, {processors} processor{'s' * (processors == 'all')}"
    benchmark.extra_info |= {"measure": "reading", "subject": subject, "size": size, "questions": 1}
    benchmark.pedantic(read, rounds=3)


@pytest.mark.parametrize("size", CHOSEN)
def test_many_files_to_an_answer(benchmark: Any, size: str) -> None:
    from govrules.compile import compile_scheme
    from govrules.engine import answer
    from govrules.remembering import anew
    from govrules.resolve import resolve
    from govrules.source import SourceText
    from govrules.workspace.reading import read_all
    from ours import Ours, question_of

    asked = instance(size).questions(1)[0]
    sources = [SourceText(f"{number}.gov", text) for number, text in enumerate(in_files(instance(size).text))]

    def ask() -> Any:
        with anew():
            scheme, _ = resolve(read_all(sources))
            assert scheme is not None
            return answer(compile_scheme(scheme), question_of(asked))

    assert ask() == Ours(instance(size)).whole(asked), "files read together say something else"
    subject = f"govrules, {len(sources)} files to answer, all processors"
    benchmark.extra_info |= {"measure": "reading", "subject": subject, "size": size, "questions": 1}
    benchmark.pedantic(ask, rounds=3)


@pytest.mark.parametrize("size", CHOSEN)
def test_checking_from_nothing(benchmark: Any, size: str, tmp_path: Path) -> None:
    from govrules.api import load
    from govrules.remembering import anew

    rules = tmp_path / "rules.gov"
    rules.write_text(instance(size).text, encoding="utf-8")

    def check() -> None:
        with anew():
            load(rules).findings()

    benchmark.extra_info |= FINDING | {"subject": "govrules, text to findings", "size": size}
    benchmark.pedantic(check, rounds=2)


@pytest.mark.parametrize("size", CHOSEN)
def test_checking_after_one_statement_was_edited(benchmark: Any, size: str, tmp_path: Path) -> None:
    from govrules.api import load
    from govrules.editing import Workspace
    from govrules.remembering import anew
    from govrules.workspace.project import shown_path

    rules, texts = tmp_path / "rules.gov", edits(instance(size).text)
    rules.write_text(instance(size).text, encoding="utf-8")
    workspace = Workspace(rules)
    workspace.findings()
    found = workspace.edit(shown_path(rules), texts[0])
    rules.write_text(texts[0], encoding="utf-8")
    with anew():
        assert found == load(rules).findings(), "what is found after an edit differs"
    turns = cycle((texts[1], texts[0]))
    benchmark.extra_info |= FINDING | {"subject": "govrules, one statement edited to findings", "size": size}
    benchmark.pedantic(lambda: workspace.edit(shown_path(rules), next(turns)), rounds=5)
