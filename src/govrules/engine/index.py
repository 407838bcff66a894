"""Answers kept by what they depend on, so that a question whose like was asked before is looked up.

In: a compiled scheme and a question. Out: the answer that working it out anew would give, with the question asked.

Why that is exact. Nothing reads a clock (section 1), so an answer is a function of the scheme, which never changes once
it is compiled, and of the question. Of the question it depends on

- its kind, body, function, title, whom it concerns, whom it is about, how it asks and what it takes as given. These are
  looked up as they are. `known_on` chose the scheme (6.5) and does nothing else;
- the day, only by the interval between two change days that it lies in (6.3). Whatever is live, open or held on a day
  is so because of days in the scheme, and every one that can bear on the answer is a change day. An answer is worked
  out on the first day of the interval, whichever of its days is asked about, with the period of the whole;
- the amount of a basis, only by which of the ranges that are written for the bodies asked about, and for those that
  give to them, hold it (3.7): everything is judged at that amount, and ranges speak of the other bases only (section
  7). Amounts between the same two ends, the upper one included, are held by the same ranges. An end printed twice may
  belong to either side, and cuts on both sides of its penny. That a basis is named at all is part of what is looked up.

Promise: what is kept is bounded, in answers, whatever is asked. Source: docs/reference/semantics.md, sections 6 to 8.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import fields

from govrules.compile import Compiled
from govrules.engine.answers import Asked
from govrules.model.answer import Answer
from govrules.model.question import Question

if TYPE_CHECKING:
    from govrules.model.decision import Decision

MOST = 10_000
"""How many answers are kept for certain, their parts counted one by one; at most about twice as many are."""
Cell = tuple[Hashable, ...]
"""Which days, and for each basis named which amounts: all for which one answer holds."""
_UNCUT: list[int] = []
_NAMES = [one.name for one in fields(Answer)]
_BETWEEN, _AFTER = _NAMES[1 : _NAMES.index("parts")], _NAMES[_NAMES.index("parts") + 1 :]


def answer(compiled: Compiled, question: Question) -> Answer:
    """Answer a question whose names are identifiers of the scheme."""
    return index_of(compiled).answer(question) if compiled.remembers else Asked(compiled, question).answer()


def decide(compiled: Compiled, question: Question) -> "Decision":
    """Return who may act, by which clauses: of the answer to a question that which depends on the day, not its period.

    A question without a day: the decisions of its timeline.
    """
    if compiled.remembers:
        return index_of(compiled).decide(question)
    from govrules.model.decision import decision_of

    asked = Asked(compiled, question)
    return decision_of(
        asked.over_time() if question.on is None else asked.inside(bisect_right(asked.days, question.on))
    )


def index_of(compiled: Compiled) -> "Index":
    """Return the index of a scheme; it is made when it is first used."""
    index: Index | None = compiled.kept.get(Index)
    if index is None:
        index = compiled.kept[Index] = Index(compiled)
    return index


class _Kept:
    """An answer without the question: everything before its parts, the parts, everything after them."""

    __slots__ = ("after", "before", "parts")

    def __init__(self, found: Answer) -> None:
        """Take an answer apart."""
        self.before, self.after = (tuple(getattr(found, name) for name in names) for names in (_BETWEEN, _AFTER))
        self.parts = tuple(map(_Kept, found.parts))

    def asked(self, question: Question) -> Answer:
        """Return the answer to a question."""
        parts = tuple([part.asked(question) for part in self.parts]) if self.parts else ()
        values: tuple[Any, ...] = (question, *self.before, parts, *self.after)
        return Answer(*values)


class _Line:
    """Everything kept of the questions that differ in their days and amounts alone; `size` counts it in answers."""

    __slots__ = ("answers", "asked", "cuts", "days", "decisions", "size")

    def __init__(self, asked: Asked) -> None:
        """Keep where one of the questions can change; each cell of amounts has a question at work of its own."""
        self.days: tuple[date, ...] = asked.days
        self.cuts: dict[str, list[int]] = asked.cuts()
        self.asked: dict[Cell, Asked] = {}
        self.answers: dict[Cell, _Kept] = {}
        self.decisions: dict[Cell, Decision] = {}
        self.size = 0

    def cell(self, question: Question) -> Cell:
        """Return the cell that a question lies in; None in place of its days: it asks about all of them."""
        interval = None if question.on is None else bisect_right(self.days, question.on)
        amounts = question.amounts
        if not amounts:
            return (interval,)
        if len(amounts) == 1:
            ((basis, pence),) = amounts.items()
            return interval, basis, bisect_left(self.cuts.get(basis, _UNCUT), pence)
        cells = ((basis, bisect_left(self.cuts.get(basis, _UNCUT), pence)) for basis, pence in sorted(amounts.items()))
        return interval, *(end for one in cells for end in one)


class Index:
    """The answers of one scheme."""

    def __init__(self, compiled: Compiled, most: int = MOST) -> None:
        """Keep the scheme, and from now on up to about twice `most` answers."""
        self._compiled = compiled
        self._most = most
        self._new: dict[Cell, _Line] = {}
        self._old: dict[Cell, _Line] = {}
        self._size = 0

    @property
    def size(self) -> int:
        """How many answers are kept, those from which others were made included."""
        return sum(line.size for lines in (self._new, self._old) for line in lines.values())

    def answer(self, question: Question) -> Answer:
        """Return the answer to a question."""
        line = self._line(question)
        cell = line.cell(question)
        kept = line.answers.get(cell)
        if kept is None:
            kept = line.answers[cell] = _Kept(self._work(line, cell, question, Asked.around))
        return kept.asked(question)

    def decide(self, question: Question) -> "Decision":
        """Return the decision on a question."""
        line = self._line(question)
        cell = line.cell(question)
        found = line.decisions.get(cell)
        if found is None:
            from govrules.model.decision import decision_of

            found = line.decisions[cell] = decision_of(self._work(line, cell, question, Asked.inside))
        return found

    def _work(self, line: _Line, cell: Cell, question: Question, on: Callable[[Asked, int], Answer]) -> Answer:
        """Work out an answer over all time, or `on` an interval of days, and count what is kept of it."""
        asked = self._asked(line, cell, question)
        before = asked.judged
        found = asked.over_time() if cell[0] is None else on(asked, _number(cell))
        self._grow(line, found, asked.judged - before + 1)
        return found

    def _line(self, question: Question) -> _Line:
        given = question.given
        key = (
            question.kind._value_, question.body, question.function, question.title, question.concerning, question.who,
            question.how, frozenset(given.items()) if given else None,
        )  # fmt: skip
        return self._new.get(key) or self._renewed(key, question)

    def _renewed(self, key: Cell, question: Question) -> _Line:
        """Return a line that was not asked about lately, or a new one."""
        line = self._old.pop(key, None)
        if line is None or line.size > self._most // 2:
            line = _Line(Asked(self._compiled, question))
        self._new[key] = line
        self._make_room(line.size)
        return line

    def _asked(self, line: _Line, cell: Cell, question: Question) -> Asked:
        amounts = cell[1:]
        if amounts not in line.asked:
            line.asked[amounts] = Asked(self._compiled, question)
        return line.asked[amounts]

    def _grow(self, line: _Line, found: Answer, times: int) -> None:
        size = _size(found) * times
        line.size += size
        self._make_room(size)

    def _make_room(self, size: int) -> None:
        """Count what is kept anew; once it is enough, forget what was not asked about since it last was."""
        self._size += size
        if self._size > self._most:
            self._old, self._new, self._size = self._new, {}, 0


def _number(cell: Cell) -> int:
    number = cell[0]
    assert isinstance(number, int)
    return number


def _size(found: Answer) -> int:
    return 1 + sum(map(_size, found.parts))
