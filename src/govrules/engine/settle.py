"""Settle what is left open: run an evaluation once for each way its open points can turn out.

In: an evaluation that asks about open points by key. Out: what it gave under each settlement, and which points matter.
Only points an evaluation asks about are settled, so what nobody needs costs nothing.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import product
from typing import Generic, TypeVar

from attrs import define, field, frozen

MOST_OPEN_POINTS = 12
"""Past this many open points on one point nothing is settled. Source: semantics.md, section 4, S6."""

T = TypeVar("T")
Ask = Callable[[Hashable], bool]
Question = Callable[[Ask], bool]
"""Something that is answered by asking about open points."""
Decide = Callable[[Question], bool]


@frozen
class Run(Generic[T]):
    """One way the open points turned out, as far as they were asked about, and what came of it."""

    settled: Mapping[Hashable, bool]
    result: T


@define
class _Step(Generic[T]):
    """What an evaluation asks next, after the same answers before, or what came of it."""

    question: Question | None = None
    after: "dict[bool, _Step[T]]" = field(factory=dict)
    results: list[T] = field(factory=list)


@define
class Remembered(Generic[T]):
    """An evaluation that is run once for all settlements under which whatever it asks is answered alike.

    What it asks are questions of its own about open points, such as whether conditions are met. Promise: the same
    points are asked about, in the same order, as if it were run each time.
    """

    evaluate: Callable[[Decide], T]
    _first: _Step[T] = field(init=False, factory=_Step)

    def __call__(self, ask: Ask) -> T:
        """Return the result under a settlement."""
        step: _Step[T] | None = self._first
        while step is not None and step.question is not None:
            step = step.after.get(step.question(ask))
        if step is not None and step.results:
            return step.results[0]
        last = self._first

        def decide(question: Question) -> bool:
            nonlocal last
            last.question = last.question or question
            answer = question(ask)
            last = last.after.setdefault(answer, _Step())
            return answer

        result = self.evaluate(decide)
        last.results.append(result)
        return result


def explore(evaluate: Callable[[Ask], T]) -> list[Run[T]]:
    """Return a run for each settlement `evaluate` can tell apart."""
    return list(settlements(evaluate))


def settlements(evaluate: Callable[[Ask], T], *, fewest_first: bool = False) -> Iterator[Run[T]]:
    """Yield the runs of `explore` as they are made; `fewest_first`: those with the fewest points true first."""
    waiting: deque[dict[Hashable, bool]] = deque([{}])
    while waiting:
        fixed = waiting.popleft() if fewest_first else waiting.pop()
        asked = dict(fixed)

        def ask(key: Hashable, asked: dict[Hashable, bool] = asked) -> bool:
            if key not in asked:
                asked[key] = False
            return asked[key]

        result = evaluate(ask)
        yield Run(asked, result)
        new = [key for key in asked if key not in fixed]
        for index, key in enumerate(new):
            waiting.append({**fixed, **dict.fromkeys(new[:index], False), key: True})


def deciding(runs: list[Run[T]], view: Callable[[T], Hashable]) -> set[Hashable]:
    """Return the open points that, settled otherwise with all else equal, can change the view of the result."""
    keys = sorted({key for run in runs for key in run.settled}, key=repr)
    by_settlement: dict[tuple[bool, ...], Hashable] = {}
    for run in runs:
        seen = view(run.result)
        for settlement in _completions(run.settled, keys):
            by_settlement[settlement] = seen
    return {
        key
        for index, key in enumerate(keys)
        if any(
            seen != by_settlement[(*settlement[:index], not settlement[index], *settlement[index + 1 :])]
            for settlement, seen in by_settlement.items()
        )
    }


def _completions(settled: Mapping[Hashable, bool], keys: list[Hashable]) -> Iterator[tuple[bool, ...]]:
    return product(*((settled[key],) if key in settled else (False, True) for key in keys))
