"""Cases run on the engine, on the reference interpreter, or on both.

In: cases and a library. Out: a result for each case: what failed, at the author's words. Promise: a case that cannot be
read fails with what is wrong, and costs no other case. Diagnostics: GR701, GR702, GR703, and those of questions.
Source: docs/reference/semantics.md, 9.1.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from attrs import define, evolve, field, frozen

from govrules.cases.expectations import Test, deciding, read_expectation
from govrules.cases.names import Names, NotReadError
from govrules.cases.reading import Case
from govrules.diagnostics import Diagnostic, Related
from govrules.model.answer import Answer
from govrules.model.question import Question
from govrules.model.scheme import Scheme
from govrules.source import Span

if TYPE_CHECKING:
    from govrules.compile import Compiled
    from govrules.resolve import Recognised


class Engine(Enum):
    """Which implementation answers the questions of cases."""

    ENGINE = "engine"
    REFERENCE = "reference"
    BOTH = "both"


class Library(Protocol):
    """What cases are run on: a scheme, and the same as it was known on a day."""

    @property
    def scheme(self) -> Scheme:
        """The scheme."""

    @property
    def compiled(self) -> "Compiled":
        """The scheme made ready for questions."""

    def known_on(self, day: date | None) -> "Library":
        """The library as known on a day, itself for None."""

    def asked_by(self, text: str) -> "Library":
        """The library as known on the day that a typed question names."""

    def understood(self, text: str) -> "Recognised":
        """A typed question as it is understood, or why it is not."""


@frozen
class Result:
    """What came of a case: `faults` if it cannot be read, else `failures`; the answers are those it was judged by.

    `deciding` are the clauses that decided the answer.
    """

    case: Case
    question: Question | None = None
    answer: Answer | None = None
    failures: tuple[Diagnostic, ...] = ()
    faults: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> bool:
        """Say whether the answer is as expected."""
        return not self.failures and not self.faults

    @property
    def deciding(self) -> frozenset[str]:
        """The clauses that decided the answer, none where there is no answer."""
        return deciding(self.answer) if self.answer is not None else frozenset()


@frozen
class _Read:
    """A case that can be run: its question, and what it expects with the place of each."""

    question: Question
    tests: tuple[tuple[Test, Span], ...]


def run_cases(cases: Iterable[Case], library: Library, engine: Engine = Engine.BOTH) -> Iterator[Result]:
    """Yield the result of each case in turn."""
    run = _Run(library, engine)
    for case in cases:
        yield run.result(case)


def faults_of(cases: Iterable[Case], library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with cases that cannot be read, without running any."""
    run = _Run(library, Engine.ENGINE)
    for case in cases:
        yield from run.read(case)[1]


@define
class _Run:
    """A library being asked; `names` are those of each scheme it has been known as."""

    library: Library
    engine: Engine
    _names: dict[int, Names] = field(factory=dict)

    def read(self, case: Case) -> tuple[_Read | None, tuple[Diagnostic, ...]]:
        """Return a case made ready, or what is wrong with it."""
        state = self.library.asked_by(case.asked)
        recognised = state.understood(case.asked)
        if recognised.question is None:
            return None, tuple(_in_file(one, case) for one in recognised.diagnostics)
        question = recognised.question
        names = self._names.setdefault(id(state.scheme), Names(state.scheme))
        body = state.scheme.body_of(question.body)
        tests, faults = [], []
        for expected in case.expected:
            try:
                test = read_expectation(expected, names, body if body in state.scheme.bodies else None)
                tests.append((test, expected.span))
            except NotReadError as fault:
                faults.append(fault.diagnostic)
        if not case.expected:
            faults.append(_expects_nothing(case))
        return (None, tuple(faults)) if faults else (_Read(question, tuple(tests)), ())

    def result(self, case: Case) -> Result:
        """Return what comes of one case."""
        read, faults = self.read(case)
        if read is None:
            return Result(case, faults=faults)
        answers = [answer(self.library, read.question) for answer in _ANSWERS[self.engine]]
        failures = list(_failures(case, read, answers[0]))
        if any(other != answers[0] for other in answers):
            failures.append(_differ(case))
        return Result(case, read.question, answers[0], tuple(failures))


def _engine(library: Library, question: Question) -> Answer:
    from govrules.engine import answer

    return answer(library.known_on(question.known_on).compiled, question)


def _reference(library: Library, question: Question) -> Answer:
    from govrules.reference import answer

    return answer(library.known_on(question.known_on).scheme, question)


_ANSWERS: dict[Engine, tuple[Callable[[Library, Question], Answer], ...]] = {
    Engine.ENGINE: (_engine,), Engine.REFERENCE: (_reference,), Engine.BOTH: (_engine, _reference),
}  # fmt: skip


def _failures(case: Case, read: _Read, answer: Answer) -> Iterator[Diagnostic]:
    for test, span in read.tests:
        found = test(answer)
        if found is not None:
            words = " ".join(case.text.text[span.start : span.end].split())
            shown = f' "{case.shows}"' if case.shows else ""
            yield Diagnostic(
                "GR701",
                f"case {case.name}{shown} fails: expected {words}; found {found}",
                span,
                "the answer says otherwise",
                "ask the question with `govrules ask --why`, then mend the rules or the case",
                related=(Related(_question_span(case), "the question"),),
            )


def _differ(case: Case) -> Diagnostic:
    return Diagnostic(
        "GR703", f"case {case.name}: the engine and the reference interpreter answer differently",
        _question_span(case), "two answers", "report this as a fault of govrules, with the rule files if you can",
    )  # fmt: skip


def _expects_nothing(case: Case) -> Diagnostic:
    return Diagnostic(
        "GR702", f"case {case.name} expects nothing", _question_span(case), "what must the answer say?",
        "add what is expected, such as `outcome answered` or `includes board of BODY`",
    )  # fmt: skip


def _question_span(case: Case) -> Span:
    return case.question.span if case.ending is None else case.ending.span


def _in_file(diagnostic: Diagnostic, case: Case) -> Diagnostic:
    """Return a diagnostic about a typed question as one about the words of the case."""
    inside = case.question.text
    words = case.question.span
    place = words
    span = diagnostic.span
    if span is not None and " ".join(inside.split()) == inside and span.end <= len(inside) and span.end > span.start:
        place = case.text.span(words.start + 1 + span.start, words.start + 1 + span.end)
    elif span is not None and case.ending is not None and span.start > len(case.asked) - len(case.ending.text) - 1:
        place = case.ending.span
    return evolve(diagnostic, span=place)
