"""Whole tables, and two libraries compared; tables are compared with ours before anything is timed."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from ours import understood
from tables import TABLES, Line, OurTable, Table, reach
from test_speed import CHOSEN, instance, ours, told

DAY, OTHER = date(2012, 1, 15), date(2012, 6, 20)


@cache
def lines(size: str) -> list[Line]:
    subject = OurTable(ours(size))
    return list(subject.lines(subject.table(DAY)))


@pytest.mark.parametrize("size", CHOSEN)
@pytest.mark.parametrize("peer", TABLES, ids=lambda peer: peer.of.name)
def test_peer(benchmark: Any, peer: type[Table], size: str) -> None:
    if not peer.of.is_there():
        pytest.skip(f"{peer.of.needs} is not installed")
    subject = peer(instance(size))
    found = set(subject.lines(subject.table(DAY)))
    assert reach(found) == reach(lines(size)) and found.issuperset(lines(size)), f"{peer.of.name} says something else"
    told(benchmark, peer.of.name, size, "whole table on a day", 1)
    benchmark(lambda: subject.table(DAY))
    subject.peer.close()


@pytest.mark.parametrize("size", CHOSEN)
def test_govrules_again(benchmark: Any, size: str) -> None:
    """What was judged before is looked up: every interval of days that both days lie in."""
    subject = OurTable(ours(size))
    subject.table(DAY)
    told(benchmark, "govrules, a day asked about before", size, "whole table on a day", 1)
    benchmark(lambda: subject.table(DAY))


@pytest.mark.parametrize("size", CHOSEN)
@pytest.mark.parametrize("before", [None, DAY], ids=["nothing", "another day"])
def test_govrules_at_first(benchmark: Any, size: str, before: date | None) -> None:
    """Nothing judged yet, or only another day five months before."""

    def setup() -> tuple[tuple[OurTable], dict[str, Any]]:
        subject = OurTable(ours(size).anew())
        if before is not None:
            subject.table(before)
        return (subject,), {}

    told(benchmark, f"govrules, after {'another day' if before else 'nothing'}", size, "whole table on a day", 1)
    benchmark.pedantic(lambda subject: subject.table(OTHER), setup=setup, rounds=3)


@pytest.mark.parametrize("size", CHOSEN)
def test_matrix(benchmark: Any, size: str) -> None:
    """The table that people read, a cell for each function and body, of a day asked about before."""
    from govrules.engine.matrix import matrix
    from govrules.model.matrix import By

    compiled = ours(size).compiled
    matrix(compiled, DAY, By.BODIES)
    told(benchmark, "govrules, `matrix`, asked before", size, "whole table on a day", 1)
    benchmark.pedantic(lambda: matrix(compiled, DAY, By.BODIES), rounds=5)


@pytest.mark.parametrize("size", CHOSEN)
def test_compiling_both(benchmark: Any, size: str) -> None:
    """Two texts that mean the same, to models."""
    texts = instance(size).text, instance(size).reworded
    told(benchmark, "compiling both", size, "two libraries that mean the same", 1)
    benchmark.pedantic(lambda: [understood(text) for text in texts], rounds=2)


@pytest.mark.parametrize("size", CHOSEN)
def test_comparing(benchmark: Any, size: str) -> None:
    """Their difference, which is none."""
    from govrules.compile import compile_scheme
    from govrules.diff.schemes import difference

    before, after = understood(instance(size).text), understood(instance(size).reworded)
    told(benchmark, "comparing them", size, "two libraries that mean the same", 1)
    found = benchmark.pedantic(
        lambda one, other: difference(one, other),
        setup=lambda: ((compile_scheme(before), compile_scheme(after)), {}), rounds=3,
    )  # fmt: skip
    assert not found.difference.rows
