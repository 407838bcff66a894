"""What is so at one point on one day, amounts left open: what pictures and tables are made of.

In: a compiled scheme, a body or area, a leaf (or none), a day. Out: the content of an answer there, without its period.
Source: docs/reference/semantics.md, section 4.
"""

from datetime import date

from attrs import define, field

from govrules.compile import Compiled
from govrules.engine.judge import judge
from govrules.engine.place import areas_on, members_on, place_at
from govrules.model.answer import Answer
from govrules.model.question import Question, QuestionKind


@define
class Points:
    """The points of a scheme on one day; keeps what it has judged."""

    compiled: Compiled
    day: date
    _found: dict[tuple[str, str | None], Answer] = field(factory=dict)

    def content(self, point: str, leaf: str | None) -> Answer:
        """Return the content at a point; without a leaf, only what is so of the body's officers."""
        key = point, leaf
        if key not in self._found:
            kind = QuestionKind.OFFICER if leaf is None else QuestionKind.EXERCISE
            question = Question(kind, point, leaf, self.day)
            self._found[key] = judge(place_at(self.compiled, point, leaf, self.day), question).content({})
        return self._found[key]

    def of(self, name: str) -> list[str]:
        """Return the points of a body, an area or a group on the day, in order."""
        members = [name]
        if name in self.compiled.scheme.groups:
            members = sorted(members_on(self.compiled, name, self.day))
        found = {point for member in members for point in areas_on(self.compiled, member, self.day) or [member]}
        return sorted(found)
