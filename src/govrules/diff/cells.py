"""What a scheme answers about one function and one body: periods, and in each the bands of amounts with their content.

In: a compiled scheme. Out: for each point of a body its periods in order, without gap or overlap. Promise: exact over
days and amounts, because the engine's undated answer is. Functions that the same rules cover share one answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import define, field, frozen

from govrules.compile import Compiled
from govrules.engine import answer
from govrules.model.answer import AmountRange, Answer, Outcome
from govrules.model.days import Period, change_days
from govrules.model.question import Question, QuestionKind
from govrules.model.things import Membership

Box = tuple[AmountRange, ...]
Bands = tuple[tuple[Box, Answer], ...]


@frozen
class Stretch:
    """A period, up to the next one's first day, with the content in each band of amounts."""

    begins: date | None
    bands: Bands


Timeline = tuple[Stretch, ...]


@define(slots=False)
class Side:
    """One of the two schemes. `on` is the day that it is looked at on; None: all days."""

    compiled: Compiled
    on: date | None = None
    _found: dict[tuple[str, object], Timeline] = field(factory=dict)

    @cached_property
    def memberships(self) -> Mapping[str, list[Membership]]:
        """The memberships of each member."""
        found: dict[str, list[Membership]] = {}
        for one in self.compiled.scheme.memberships:
            found.setdefault(one.member, []).append(one)
        return found

    def points(self, body: str) -> tuple[str, ...]:
        """Return a body and its areas; nothing where the body is not there."""
        bodies = self.compiled.scheme.bodies
        return (*bodies[body].areas, body) if body in bodies else ()

    def timeline(self, body: str, point: str, leaf: str) -> Timeline:
        """Return what is answered about a function at a body or an area of it, which need not be there.

        A body says nothing on days on which it has areas: these are its points then.
        """
        scheme = self.compiled.scheme
        question = Question(QuestionKind.ACCOUNTABLE, point, leaf, self.on)
        if body not in scheme.bodies or leaf not in scheme.functions or point not in self.points(body):
            missing = Outcome.NOT_VESTED if point in self.points(body) else Outcome.NO_SUCH_BODY_THEN
            return (Stretch(None, (((), Answer(question, missing)),)),)
        key = point, self.signature(body, leaf)
        if key not in self._found:
            found = tuple(_stretches(answer(self.compiled, question), self.on))
            self._found[key] = found if point in scheme.areas else self._undivided(body, found)
        return self._found[key]

    def _undivided(self, body: str, timeline: Timeline) -> Timeline:
        """Return what a body says, and nothing on the days on which it has, or may have, areas."""
        scheme = self.compiled.scheme
        lives = [scheme.areas[area].life for area in scheme.bodies[body].areas]
        if not lives:
            return timeline
        starts = {stretch.begins for stretch in timeline if stretch.begins} | change_days([(life,) for life in lives])
        days = [self.on] if self.on else [None, *sorted(starts)]
        return tuple(self._said(day, lives, timeline) for day in days)

    def _said(self, day: date | None, lives: Sequence[Period], timeline: Timeline) -> Stretch:
        sample = day or date.min
        divided = not all(life.excludes(sample) for life in lives)
        found = max((one for one in timeline if (one.begins or date.min) <= sample), key=lambda s: s.begins or date.min)
        question = found.bands[0][1].question
        bands: Bands = (((), Answer(question, Outcome.ANSWERED)),) if divided else found.bands
        return Stretch(None if self.on else day, bands)

    def signature(self, body: str, leaf: str) -> object:
        """Return what tells leaves apart at a body: the rules that cover it there, and where it acts for others."""
        scheme = self.compiled.scheme
        is_there = body in scheme.bodies and leaf in scheme.functions
        return self.compiled.signature(body, leaf) if is_there else None


def _stretches(whole: Answer, on: date | None) -> Iterator[Stretch]:
    """Yield the periods of an answer about one point."""
    if any((part.holds_from, part.holds_to) != (whole.holds_from, whole.holds_to) for part in whole.parts):
        for part in whole.parts:
            yield from _stretches(part, on)
        return
    bands = tuple((part.scope.amounts, part) for part in whole.parts if part.scope.amounts) or (((), whole),)
    yield Stretch(None if on else whole.holds_from, bands)
