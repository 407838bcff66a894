"""govrules on the same questions.

In: an instance. Out: who besides the board may exercise the function, by which chains; the same answer as the peers'.
"""

from datetime import timedelta
from typing import ClassVar

from govrules.compile import Compiled, compile_scheme
from govrules.engine import answer, decide
from govrules.model.answer import Answer
from govrules.model.decision import Decision
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.remembering import anew
from govrules.resolve import resolve
from govrules.source import SourceText
from govrules.syntax import parse_text
from instance import FIRST, Asked, Instance
from peers import Chain


class Ours:
    """The engine, with its whole answer: officers, what is kept, lines, period, what fell away and why, the rest."""

    name: ClassVar[str] = "govrules"

    def __init__(self, instance: Instance, scheme: Scheme | None = None) -> None:
        """Compile the scheme; without one, the rule file is read."""
        self.scheme = understood(instance.text) if scheme is None else scheme
        self.compiled: Compiled = compile_scheme(self.scheme)

    def anew(self, remembers: bool = True) -> "Ours":
        """Return the same with nothing kept but what every question needs."""
        other = object.__new__(Ours)
        other.scheme, other.compiled = self.scheme, compile_scheme(self.scheme, remembers)
        body, function = min(other.scheme.bodies), min(other.scheme.functions)
        answer(other.compiled, Question(QuestionKind.EXERCISE, body, function, FIRST - timedelta(1)))
        return other

    def ask(self, asked: Asked) -> set[Chain]:
        """Return the chains of the answer."""
        found: set[Chain] = set()
        for one in self.whole(asked).may_exercise:
            ((_, (holder,)),) = ((seat.count, seat.of) for seat in one.seats)
            found |= {(holder, tuple(link.clause for link in chain)) for chain in one.chains if chain}
        return found

    def whole(self, asked: Asked) -> Answer:
        """Return the whole answer, the question made of what is asked."""
        return answer(self.compiled, question_of(asked))

    def answered(self, question: Question) -> Answer:
        """Return the whole answer."""
        return answer(self.compiled, question)

    def decided(self, question: Question) -> Decision:
        """Return who may act, by which clauses."""
        return decide(self.compiled, question)


def clauses_of(decision: Decision) -> set[Chain]:
    """Return the chains of a decision."""
    return {
        (holder, clauses)
        for act in decision.may_act
        for seat in act.seats
        for holder in seat.of
        for clauses in act.clauses
        if clauses
    }


def question_of(asked: Asked) -> Question:
    """Return the question as the engine takes it."""
    return Question(QuestionKind.EXERCISE, asked.body, asked.function, asked.day, {"transaction": asked.amount})


def understood(text: str) -> Scheme:
    """Return the scheme of a rule file without errors; no statement of it is remembered from before."""
    with anew():
        scheme, diagnostics = resolve([parse_text(SourceText("instance.gov", text))])
    assert not [one for one in diagnostics if one.severity.name == "ERROR"], diagnostics[:3]
    assert scheme is not None
    return scheme
