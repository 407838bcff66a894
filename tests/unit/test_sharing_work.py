"""Work is shared where nothing sets apart what is asked: evaluations, cases of circumstances, days."""

from collections.abc import Callable, Hashable
from itertools import combinations, product

from govrules.engine.conditions import Case, smallest_sets
from govrules.engine.settle import Decide, Remembered, explore

NAMES = ("a", "b", "c")
CASES = [frozenset(zip(NAMES, truths, strict=True)) for truths in product((False, True), repeat=len(NAMES))]


def either(ask: Callable[[Hashable], bool]) -> bool:
    return ask("a") or ask("b")


def test_an_evaluation_runs_once_for_all_settlements_that_answer_its_questions_alike() -> None:
    evaluated: list[tuple[bool, bool]] = []

    def evaluate(decide: Decide) -> tuple[bool, bool]:
        evaluated.append((decide(either), decide(lambda ask: ask("c"))))
        return evaluated[-1]

    runs = explore(Remembered(evaluate))
    assert len(runs) == 6
    assert sorted(evaluated) == sorted(product((False, True), repeat=2))
    for run in runs:
        assert run.result == (run.settled["a"] or run.settled["b"], run.settled["c"])


def test_the_smallest_sets_are_those_that_suffice_and_have_none_smaller_that_does() -> None:
    literals = [(name, holds) for name in NAMES for holds in (False, True)]
    terms = [frozenset(some) for size in range(len(NAMES) + 1) for some in combinations(literals, size)]
    for number in range(1 << len(CASES)):
        cases = {case for place, case in enumerate(CASES) if number >> place & 1}
        enough = [term for term in terms if _cases_of(term) and _cases_of(term) <= cases]
        smallest = {term for term in enough if not any(other < term for other in enough)}
        assert set(smallest_sets(cases)) == smallest


def _cases_of(term: Case) -> set[Case]:
    return {case for case in CASES if term <= case}
