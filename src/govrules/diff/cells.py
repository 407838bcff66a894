"""What a scheme answers about one function and one body: periods, and in each the bands of amounts with their content.

In: a compiled scheme. Out: for each point of a body its periods in order, without gap or overlap. Promise: exact over
days and amounts, because the engine's undated answer is. Functions that the same rules cover share one answer.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import define, field, fields, frozen

from govrules.compile import Compiled
from govrules.compile.compiled import BodyRules
from govrules.engine import answer
from govrules.model.answer import AmountRange, Answer, Outcome
from govrules.model.question import Question, QuestionKind
from govrules.model.things import Membership

Box = tuple[AmountRange, ...]
Bands = tuple[tuple[Box, Answer], ...]


@frozen
class Stretch:
    """A period, both days included, with the content in each band of amounts."""

    begins: date | None
    ends: date | None
    bands: Bands


Timeline = tuple[Stretch, ...]


@define(slots=False)
class Side:
    """One of the two schemes. `on` is the day that it is looked at on; None: all days."""

    compiled: Compiled
    on: date | None = None
    _found: dict[tuple[str, object], Mapping[str, Timeline]] = field(factory=dict)
    _covering: dict[str, Mapping[str, tuple[int, ...]]] = field(factory=dict)

    @cached_property
    def memberships(self) -> Mapping[str, list[Membership]]:
        """The memberships of each member."""
        found: dict[str, list[Membership]] = {}
        for one in self.compiled.scheme.memberships:
            found.setdefault(one.member, []).append(one)
        return found

    def points(self, body: str) -> tuple[str, ...]:
        """Return the areas of a body, or the body where it is not divided; none of a body that is not there."""
        bodies = self.compiled.scheme.bodies
        return (bodies[body].areas or (body,)) if body in bodies else ()

    def timeline(self, body: str, point: str, leaf: str) -> Timeline:
        """Return what is answered about a function at a point of a body."""
        scheme = self.compiled.scheme
        if body not in scheme.bodies or leaf not in scheme.functions:
            missing = Outcome.NO_SUCH_BODY_THEN if body not in scheme.bodies else Outcome.NOT_VESTED
            question = Question(QuestionKind.ACCOUNTABLE, body, leaf, self.on)
            return (Stretch(None, None, (((), Answer(question, missing)),)),)
        key = body, self.signature(body, leaf)
        if key not in self._found:
            whole = answer(self.compiled, Question(QuestionKind.ACCOUNTABLE, body, leaf, self.on))
            self._found[key] = {one: tuple(_stretches(whole, one, self.on)) for one in (*self.points(body), body)}
        return self._found[key].get(point) or self._found[key][body]

    def signature(self, body: str, leaf: str) -> object:
        """Return what tells leaves apart at a body: the rules that cover it there, and where it acts for others."""
        scheme = self.compiled.scheme
        if body not in scheme.bodies or leaf not in scheme.functions:
            return None
        covered = tuple(self._rules(one).get(leaf, ()) for one in (body, *self.compiled.gives_to[body]))
        return covered, scheme.delegable(leaf)

    def _rules(self, body: str) -> Mapping[str, tuple[int, ...]]:
        """Return for each leaf the numbers of the rules of a body that cover it, below nil where they exclude it."""
        if body not in self._covering:
            found: dict[str, list[int]] = {}
            own = self.compiled.by_body[body]
            several = (getattr(own, sort.name) for sort in fields(BodyRules) if sort.name != "is_party")
            for number, rule in enumerate((rule for some in several for rule in some), start=1):
                for leaf in getattr(rule, "leaves", None) or ():
                    found.setdefault(leaf, []).append(number)
                for leaf in getattr(rule, "excluded", ()):
                    found.setdefault(leaf, []).append(-number)
            self._covering[body] = {leaf: tuple(numbers) for leaf, numbers in found.items()}
        return self._covering[body]


def _stretches(whole: Answer, point: str, on: date | None) -> Iterator[Stretch]:
    """Yield the periods of an answer at one point of its body."""
    if any((part.holds_from, part.holds_to) != (whole.holds_from, whole.holds_to) for part in whole.parts):
        for part in whole.parts:
            yield from _stretches(part, point, on)
        return
    here = next((part for part in whole.parts if point in part.scope.bodies), whole)
    bands = tuple((part.scope.amounts, part) for part in here.parts if part.scope.amounts) or (((), here),)
    yield Stretch(None if on else whole.holds_from, None if on else whole.holds_to, bands)
