"""What somebody may exercise, or what a body keeps: every body and leaf judged, and put into rows.

In: a compiled scheme and a reverse question. Out: a `ReverseAnswer`. Promise: leaves that the same rules of a body
cover are judged once. Source: docs/reference/semantics.md, 8.4.
"""

from collections.abc import Hashable
from datetime import date

from govrules.compile import Compiled
from govrules.engine.answers import Asked
from govrules.engine.periods import stretches
from govrules.model.reverse import Content, ReverseAnswer, ReverseQuestion, Stretch, content_of, listed

_COVERING = ("vestings", "delegations", "keepings", "prohibitions", "procedures", "deputies", "partly_known")


def reverse(compiled: Compiled, question: ReverseQuestion) -> ReverseAnswer:
    """Answer a reverse question whose names are identifiers of the scheme."""
    return ReverseAnswer(question, _Listing(compiled, question).stretches())


class _Listing:
    """One reverse question at work; keeps what it has listed."""

    def __init__(self, compiled: Compiled, question: ReverseQuestion) -> None:
        scheme = compiled.scheme
        self.compiled = compiled
        self.question = question
        parents = {one.parent for one in scheme.functions.values()}
        self.leaves = sorted(leaf for leaf in scheme.functions if leaf not in parents)
        bodies = [question.body] if question.body else sorted(scheme.bodies) if self.leaves else []
        self.asked = [Asked(compiled, question.forward(body, self.leaves[0])) for body in bodies if self.leaves]
        self.days = sorted({day for asked in self.asked for day in asked.days_about(self.leaves)})
        self._alike: dict[str, list[tuple[str, list[str]]]] = {}

    def stretches(self) -> tuple[Stretch, ...]:
        """Return the rows on the day asked about with their period, or those of all time."""
        return stretches(self.days, self.question.on, self._on)

    def _on(self, day: date) -> Stretch:
        contents: dict[tuple[str, str], Content] = {}
        for asked in self.asked:
            for point, ways in asked.points(day):
                for first, leaves in self._leaves_alike(self.compiled.scheme.body_of(point)):
                    content = content_of(asked.cell(point, first, day, ways), self.question.kind)
                    if content is not None:
                        contents |= {(leaf, point): content for leaf in leaves}
        return listed(self.compiled.scheme, day, contents)

    def _leaves_alike(self, body: str) -> list[tuple[str, list[str]]]:
        """Return the leaves that the same rules of a body cover together, each time with the one to be judged."""
        if body not in self._alike:
            groups: dict[Hashable, list[str]] = {}
            for leaf in self.leaves:
                groups.setdefault(self._covering(body, leaf), []).append(leaf)
            self._alike[body] = [(leaves[0], leaves) for leaves in groups.values()]
        return self._alike[body]

    def _covering(self, body: str, leaf: str) -> Hashable:
        """Return what of the rules of a body, and of the catalogue, bears on a leaf."""
        own = self.compiled.by_body[body]
        rules = [
            (sort, number)
            for sort in _COVERING
            for number, rule in enumerate(getattr(own, sort))
            if leaf in rule.leaves
        ]
        powers = [
            (number, leaf in one.excluded) for number, one in enumerate(own.powers) if leaf in one.leaves | one.excluded
        ]
        return tuple(rules), tuple(powers), self.compiled.scheme.delegable(leaf)
