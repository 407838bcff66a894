"""What somebody may exercise, or what a body keeps: every body and leaf judged, and put into rows.

In: a compiled scheme and a reverse question. Out: a `ReverseAnswer`. Promise: leaves that the same rules of a body
cover are judged once. Source: docs/reference/semantics.md, 8.4.
"""

from datetime import date

from govrules.compile import Compiled
from govrules.engine.answers import Asked
from govrules.engine.periods import stretches
from govrules.model.reverse import Content, ReverseAnswer, ReverseQuestion, Stretch, content_of, listed


def reverse(compiled: Compiled, question: ReverseQuestion) -> ReverseAnswer:
    """Answer a reverse question whose names are identifiers of the scheme."""
    return ReverseAnswer(question, _Listing(compiled, question).stretches())


class _Listing:
    """One reverse question at work; keeps what it has listed."""

    def __init__(self, compiled: Compiled, question: ReverseQuestion) -> None:
        scheme = compiled.scheme
        self.compiled = compiled
        self.question = question
        bodies = [question.body] if question.body else sorted(scheme.bodies)
        self.asked = [Asked(compiled, question.forward(body, scheme.leaves[0])) for body in bodies if scheme.leaves]
        self.days = sorted({day for asked in self.asked for day in asked.days_about(self._different(asked))})

    def stretches(self) -> tuple[Stretch, ...]:
        """Return the rows on the day asked about with their period, or those of all time."""
        return stretches(self.days, self.question.on, self._on)

    def _on(self, day: date) -> Stretch:
        contents: dict[tuple[str, str], Content] = {}
        for asked in self.asked:
            for point, ways in asked.points(day):
                for leaves in self.compiled.alike(self.compiled.scheme.body_of(point)):
                    content = content_of(asked.cell(point, leaves[0], day, ways), self.question.kind)
                    if content is not None:
                        contents |= {(leaf, point): content for leaf in leaves}
        return listed(self.compiled.scheme, day, contents)

    def _different(self, asked: Asked) -> set[str]:
        """Return one leaf of each sort that something tells from the others at a body asked about."""
        return {leaves[0] for body in asked.bodies for leaves in self.compiled.alike(body)}
