"""What no case touches: clauses, branches, ends of limits and places in sources.

In: results of cases, and the scheme. Out: a `Coverage`, unit by unit. Promise: a clause is told apart that decided an
answer, fell away from it for a reason, or was merely looked at; cases that fail touch nothing.
Source: docs/reference/semantics.md, section 9.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from govrules.cases.expectations import leaves
from govrules.cases.running import Result
from govrules.cases.wording import clause_words
from govrules.model import rules
from govrules.model.answer import Answer
from govrules.model.days import Cause
from govrules.model.money import shown
from govrules.model.question import Question
from govrules.model.scheme import Scheme
from govrules.source import Span

KINDS = ("clauses", "branches", "limit ends", "source places")
"""The sorts of unit, in the order they are told in."""
Rule = rules.Delegation | rules.Keeping | rules.Prohibition
_NO_UNIT = ("defines",)


@frozen
class Unit:
    """Something a case can touch: what it is in words, and where. `clause` is the clause it is of, None for a source.

    `state` is `decided`, `evaluated` (only clauses: looked at, but in no answer) or `untouched`.
    """

    kind: str
    what: str
    clause: str | None
    span: Span | None
    state: str

    @property
    def touched(self) -> bool:
        """Say whether a case touches it."""
        return self.state == "decided"


@frozen
class Coverage:
    """Every unit of a scheme, by kind and then in order of place."""

    units: tuple[Unit, ...]

    def of(self, kind: str) -> tuple[Unit, ...]:
        """Return the units of a kind."""
        return tuple(unit for unit in self.units if unit.kind == kind)

    @property
    def percent(self) -> int:
        """Of a hundred units, how many are touched: rounded down, 100 where there is none."""
        return percent(self.units)


def percent(units: Sequence[Unit]) -> int:
    """Return of a hundred units how many are touched, rounded down."""
    return 100 * sum(unit.touched for unit in units) // len(units) if units else 100


def measure(results: Iterable[Result], scheme: Scheme) -> Coverage:
    """Return what the cases that passed touch of a scheme."""
    seen = _Seen(scheme)
    for result in results:
        if result.passed and result.answer is not None and result.question is not None:
            seen.look_at(result.question, result.answer, result.deciding)
    units = [*seen.clauses(), *seen.branches(), *seen.limit_ends(), *seen.source_places()]
    return Coverage(tuple(units))


@define
class _Seen:
    """What cases have touched so far; `facts` and `amounts` are what questions named where a clause decided."""

    scheme: Scheme
    decided: set[str] = field(factory=set)
    evaluated: set[str] = field(factory=set)
    facts: dict[str, set[tuple[str, bool]]] = field(factory=lambda: defaultdict(set))
    amounts: dict[str, set[tuple[str, int]]] = field(factory=lambda: defaultdict(set))

    def look_at(self, question: Question, answer: Answer, deciding: frozenset[str]) -> None:
        """Note what one answer rests on, and what fell away from it."""
        fallen = {entry.clause: entry.reason for part in leaves(answer) for entry in part.excluded}
        recorded = {clause for part in leaves(answer) for one in part.recorded for clause in one.clauses}
        powers = {step.power for part in leaves(answer) for one in part.may_exercise for c in one.chains for step in c}
        ending = {by for clause, reason in fallen.items() if reason == "ended" for by in self._ended_by(clause)}
        seatings = {s.clause for part in leaves(answer) for s in self.scheme.seatings if _sits(s, part)}
        touched = deciding | fallen.keys() | recorded | ending | seatings | {power for power in powers if power}
        self.decided |= touched
        self.evaluated |= {rule.clause for rule in self._dealing(question)} - touched
        for clause in touched:
            self.facts[clause].update(question.given.items())
            self.amounts[clause].update(question.amounts.items())

    def _dealing(self, question: Question) -> Iterator[Rule]:
        """Yield the rules about the function and the bodies of a question."""
        points = self._points(question.body)
        leaves_ = frozenset(self.scheme.leaves_of(question.function)) if question.function else frozenset()
        for rule in limited_rules(self.scheme):
            if rule.body in points and rule.leaves & leaves_:
                yield rule

    def _points(self, body: str) -> set[str]:
        found, waiting = set(), [body]
        while waiting:
            thing = waiting.pop()
            if thing not in found:
                found |= {thing, self.scheme.body_of(thing)}
                waiting += [m.member for m in self.scheme.memberships if m.group == thing]
                waiting += self.scheme.bodies[thing].areas if thing in self.scheme.bodies else ()
        return found

    def _ended_by(self, clause: str) -> Iterator[str]:
        for rule in limited_rules(self.scheme):
            if rule.clause == clause:
                for period in rule.when:
                    by = period.about.removeprefix("the clause ")
                    if period.cause is Cause.ENDED and by in self.scheme.clauses:
                        yield by

    # ------------------------------------------------------------------------------------------------ units

    def clauses(self) -> Iterator[Unit]:
        """Yield a unit for each clause that has effect; a claim and the definition of a set have none."""
        for clause in _in_place(self.scheme.clauses):
            if not clause.is_claim and clause.verb not in _NO_UNIT:
                state = "evaluated" if clause.id in self.evaluated else "untouched"
                what = clause_words(clause.id, self.scheme, row=True)
                yield Unit("clauses", what, clause.id, clause.span, "decided" if clause.id in self.decided else state)

    def branches(self) -> Iterator[Unit]:
        """Yield two units for each circumstance in the conditions of a clause: that it holds, and that it does not."""
        found: dict[str, set[str]] = defaultdict(set)
        for rule in limited_rules(self.scheme):
            conditions = () if isinstance(rule, rules.Keeping) else rule.conditions
            found[rule.clause] |= {literal.circumstance for condition in conditions for literal in condition}
        for clause in _in_place(self.scheme.clauses):
            for circumstance in sorted(found[clause.id]):
                for holds in (True, False):
                    fact = circumstance if holds else f"not {circumstance}"
                    what = f"{clause_words(clause.id, self.scheme, row=True)}: given {fact}"
                    touched = (circumstance, holds) in self.facts[clause.id]
                    yield Unit("branches", what, clause.id, clause.span, "decided" if touched else "untouched")

    def limit_ends(self) -> Iterator[Unit]:
        """Yield three units for each end of the amounts a clause speaks of: the amount, and a penny either side."""
        found: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for rule in limited_rules(self.scheme):
            if rule.limit is not None:
                ends = (rule.limit.over, rule.limit.up_to)
                found[rule.clause] |= {(rule.limit.basis, end) for end in ends if end}
        for clause in _in_place(self.scheme.clauses):
            for basis, end in sorted(found[clause.id]):
                for pence in (end - 1, end, end + 1):
                    what = f"{clause_words(clause.id, self.scheme, row=True)}: for {shown(pence)} per {basis}"
                    touched = (basis, pence) in self.amounts[clause.id]
                    yield Unit("limit ends", what, clause.id, clause.span, "decided" if touched else "untouched")

    def source_places(self) -> Iterator[Unit]:
        """Yield a unit for each place in a source that a clause cites."""
        citing: dict[tuple[str, str], list[rules.Clause]] = defaultdict(list)
        for clause in _in_place(self.scheme.clauses):
            for cited in () if clause.is_claim else clause.marks.sources:
                citing[cited.source, cited.pinpoint or ""].append(clause)
        for (source, pinpoint), clauses in sorted(citing.items()):
            touched = any(clause.id in self.decided for clause in clauses)
            what = f'{source} "{pinpoint}"' if pinpoint else source
            yield Unit("source places", what, None, clauses[0].span, "decided" if touched else "untouched")


def limited_rules(scheme: Scheme) -> Iterator[Rule]:
    """Yield the rules that speak of amounts, or may."""
    yield from scheme.delegations
    yield from scheme.keepings
    yield from scheme.prohibitions


def _sits(seating: rules.Seating, part: Answer) -> bool:
    body = part.accountable_body
    return body is not None and (seating.body, seating.organ) == (body.id, body.sits_as)


def _in_place(clauses: Mapping[str, rules.Clause]) -> list[rules.Clause]:
    return sorted(clauses.values(), key=lambda clause: (clause.span.path, clause.span.line, clause.span.column))


def coverage_data(coverage: Coverage) -> dict[str, object]:
    """Return the coverage as data: the share, and for each kind how many there are and which are not touched."""
    kinds = {}
    for kind in KINDS:
        units = coverage.of(kind)
        kinds[kind.replace(" ", "_")] = {
            "units": len(units),
            "touched": sum(unit.touched for unit in units),
            "missed": [_unit_data(unit) for unit in units if not unit.touched],
        }
    return {"percent": coverage.percent, **kinds}


def _unit_data(unit: Unit) -> dict[str, object]:
    span = unit.span
    return {
        "what": unit.what, "clause": unit.clause, "path": span.path if span else None,
        "line": span.line if span else None, "evaluated": unit.state == "evaluated",
    }  # fmt: skip


def coverage_text(coverage: Coverage) -> str:
    """Return the coverage for people: a line for each kind, then what no case touches."""
    lines = ["Touched by cases that pass"]
    for kind in KINDS:
        units = coverage.of(kind)
        only = sum(unit.state == "evaluated" for unit in units)
        looked = f"; {only} more only looked at" if only else ""
        touched = sum(unit.touched for unit in units)
        lines.append(f"  {kind:15}{touched:5} of {len(units)} ({percent(units)} %){looked}")
    lines.append(f"  {'all of these':15}{coverage.percent:5} %")
    for kind in KINDS:
        missed = [unit for unit in coverage.of(kind) if not unit.touched]
        if missed:
            lines += ["", f"Touched by no case: {kind}"]
            lines += [f"  {unit.what}{' (only looked at)' * (unit.state == 'evaluated')}{_at(unit)}" for unit in missed]
    return "\n".join(lines)


def _at(unit: Unit) -> str:
    return f"  {unit.span.path}:{unit.span.line}" if unit.span else ""
