"""Cases for the ends of limits and of periods, written out with the answers of today for their author to confirm.

In: a library, and the clause that is meant. Out: statements of a rule file: for each end of a limit the amount and a
penny either side, for each first and last day the day and one either side. Promise: the statements pass as written,
which says that they were asked, not that they are right.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from attrs import define, field, frozen

from govrules.cases.coverage import Rule, limited_rules
from govrules.cases.expectations import deciding, leaves
from govrules.cases.running import Library
from govrules.cases.wording import clause_words, seats_words
from govrules.model import rules
from govrules.model.answer import Answer
from govrules.model.days import NEVER, ONE_DAY, OpenDay, When, all_hold, change_days
from govrules.model.money import shown
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.resolve.record import written

_SOME_DAY = date(2000, 1, 1)
_TO_CONFIRM = "# The answers of today, for you to confirm: these cases say what the rules say, not what they should."


@frozen
class _Row:
    """How a question goes on, and what its answer is."""

    ending: str
    answer: Answer


@define
class _Maker:
    """Makes the cases of a library; `taken` are the labels that its cases have."""

    library: Library
    taken: set[str]
    count: int = field(default=0)

    @property
    def scheme(self) -> Scheme:
        return self.library.scheme

    def cases(self, clause: rules.Clause) -> Iterator[str]:
        """Yield the cases of one clause: for the first body and function it is made for, on a day it holds."""
        of_clause = (r for r in limited_rules(self.scheme) if r.clause == clause.id)
        rule = min(of_clause, key=lambda r: (r.body, min(r.leaves)), default=None)
        if rule is None:
            return
        yield from self._limit_case(clause, rule)
        yield from self._day_case(clause, rule)

    def _limit_case(self, clause: rules.Clause, rule: Rule) -> Iterator[str]:
        day = _day_of(rule.when)
        ends = [] if rule.limit is None else sorted({e for e in (rule.limit.over, rule.limit.up_to) if e})
        if rule.limit is None or not ends or day is None:
            return
        basis = rule.limit.basis
        amounts = sorted({pence for end in ends for pence in (end - 1, end, end + 1)})
        rows = [_Row(f"for {shown(pence)} per {basis}", self._answer(rule, day, {basis: pence})) for pence in amounts]
        yield self._written(clause, "at its limit", f"{_asked(rule)} on {written(day)}", rows)

    def _day_case(self, clause: rules.Clause, rule: Rule) -> Iterator[str]:
        days = sorted({day + step for day in _ends(rule.when) for step in (-ONE_DAY, timedelta(), ONE_DAY)})
        rows = [_Row(f"on {written(day)}", self._answer(rule, day, {})) for day in days]
        if rows:
            yield self._written(clause, "on its first and last days", _asked(rule), rows)

    def _answer(self, rule: Rule, day: date, amounts: dict[str, int]) -> Answer:
        from govrules.engine import answer

        question = Question(QuestionKind.EXERCISE, rule.body, min(rule.leaves), day, amounts)
        return answer(self.library.compiled, question)

    def _written(self, clause: rules.Clause, where: str, question: str, rows: Iterable[_Row]) -> str:
        lines = [f'case {self._label()} "clause {clause.id}, {where}": "{question}"']
        lines += [f"    {row.ending}: {_expected(row.answer)}{self._of(clause, row.answer)}" for row in rows]
        return "\n".join(lines) + "."

    def _of(self, clause: rules.Clause, answer: Answer) -> str:
        """Return what the clause does there; a row of a table cannot be named alone."""
        words = clause_words(clause.id, self.scheme)
        if words != clause_words(clause.id, self.scheme, row=True):
            return ""
        fallen = [{entry.reason for entry in part.excluded if entry.clause == clause.id} for part in leaves(answer)]
        if clause.id in deciding(answer):
            return f" decided by {words}"
        same = len(set().union(*fallen)) == 1 and all(fallen)
        return f" excludes {words} as {min(fallen[0])}" if same else ""

    def _label(self) -> str:
        while True:
            self.count += 1
            label = f"E{self.count}"
            if label not in self.taken:
                return label


def boundary_cases(library: Library, clauses: Iterable[str], taken: Iterable[str]) -> str:
    """Return statements for the ends of some clauses, in order of place; `taken` are labels that others have.

    A clause without a limit and without known days has none; the empty text where none has any.
    """
    maker = _Maker(library, set(taken))
    known = [library.scheme.clauses[id_] for id_ in set(clauses)]
    in_order = sorted(known, key=lambda clause: (clause.span.path, clause.span.line, clause.span.column))
    found = [case for clause in in_order for case in maker.cases(clause)]
    return "\n".join([_TO_CONFIRM, "", *found]) if found else ""


def limited(scheme: Scheme) -> frozenset[str]:
    """Return the clauses that have a limit."""
    return frozenset(rule.clause for rule in limited_rules(scheme) if rule.limit is not None)


def _asked(rule: Rule) -> str:
    return f"who may exercise {min(rule.leaves)} in {rule.body}"


def _day_of(when: When) -> date | None:
    """Return the first day on which a rule certainly holds; without any change, some day."""
    days = [_SOME_DAY, *sorted(change_days([when]))]
    return next((day for day in days if all_hold(when, day, lambda _: False) and all_hold(when, day, _come)), None)


def _come(_: OpenDay) -> bool:
    return True


def _ends(when: When) -> Iterator[date]:
    """Yield the first and the last day of a rule, as far as they are known."""
    begins = [period.begins for period in when if period.begins is not None]
    ends = [period.ends for period in when if period.ends is not None]
    first, last = ([day for day in days if isinstance(day, date)] for days in (begins, ends))
    if first and len(first) == len(begins) and max(first) != NEVER:
        yield max(first)
    if last and len(last) == len(ends):
        yield min(last) - ONE_DAY


def _expected(answer: Answer) -> str:
    """Return what an answer is, in the words of a case."""
    said = f"outcome {answer.outcome.value}"
    acting = {tuple(one.seats for one in part.may_exercise) for part in leaves(answer)}
    if len(acting) > 1:
        return said
    several = [seats_words(seats) for seats in next(iter(acting))]
    words = "nobody" if not several else several[0]
    for before, after in pairwise(several):
        words += (" also " if _is_several(before) or _is_several(after) else ", ") + after
    return f"{said} exactly {words}"


def _is_several(words: str) -> bool:
    return words.split()[0] in ("both", "either", "all", "any")
