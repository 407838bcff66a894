"""What checks look at: a scheme, ready for questions, beside the statements it was made of.

In: a scheme, its compiled form, the statements as written (none where it came from a model). Out: `Scope`, which finds
the author's words for a rule, and judges points, each once for all checks. Promise: nothing reads a clock; a day comes
with the options.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from attrs import Factory, define, field, frozen

from govrules.checks.kept import KeptByBody
from govrules.checks.lost import Lost
from govrules.compile import Compiled
from govrules.diagnostics.suggest import fold
from govrules.engine.judge import Judgement, judge
from govrules.engine.place import Place, place_at
from govrules.engine.settle import MOST_OPEN_POINTS, Remembered, settlements
from govrules.engine.world import World, evaluate
from govrules.model.days import ONE_DAY, When, change_days, may_hold
from govrules.model.question import Question, QuestionKind
from govrules.model.rules import Delegation
from govrules.model.scheme import Scheme
from govrules.source import Span
from govrules.source.moving import field_names
from govrules.syntax import ast

T = TypeVar("T")
SOME_DAY = date(2000, 1, 1)
"""Stands for every day where nothing names one."""


@frozen
class Options:
    """What an asker wants of checks beside their findings: these change findings, never answers.

    `for_adoption`: every enabling power that is assumed is an error. `as_of`: a day to look from, and
    `expiring_within` so many days on from it (None: no day is looked from).
    """

    for_adoption: bool = False
    as_of: date | None = None
    expiring_within: int = 0


@define(slots=False)
class Scope:
    """A scheme under check. `statements` are in order of place; `lost` is what was left out of it for a fault.

    `kept` is what was worked out for an earlier state of the scheme; None: everything is worked out.
    """

    scheme: Scheme
    compiled: Compiled
    statements: tuple[ast.Statement, ...] = ()
    options: Options = field(factory=Options)
    lost: Lost = field(default=Factory(lambda self: Lost(self.scheme), takes_self=True))
    kept: KeptByBody | None = None
    _places: dict[tuple[str, str, int], Place] = field(factory=dict, init=False, repr=False)
    _judged: dict[tuple[str, str, int], Judgement] = field(factory=dict, init=False, repr=False)

    _parts: dict[int, Sequence[object]] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Forget what is kept of an earlier state and is no longer so."""
        if self.kept is not None:
            self.kept.begin(self)

    # ------------------------------------------------------------------------------------------------ words

    def span(self, clause: str, *parts: type) -> Span:
        """Return the first part of these classes of a clause as written, else its head, else the whole clause."""
        written = self._written.get(self.scheme.clauses[clause].span)
        for part in written or ():
            if isinstance(part, parts):
                span: Span = part.span
                return span
        return self.scheme.clauses[clause].span

    def functions(self, clause: str) -> Span:
        """Return the functions of a clause as written."""
        return self.span(clause, ast.FunctionsExpr)

    def declared(self, kind: type, name: str) -> Span | None:
        """Return where a thing is declared, None where there are no statements."""
        return self._declared.get((kind, name)) or self._declared.get((kind, name.split("@")[0]))

    def of(self, kind: type[T]) -> list[T]:
        """Return the statements of one class."""
        return [statement for statement in self.statements if isinstance(statement, kind)]

    def begun(self, instrument: str, day: date) -> bool:
        """Say whether a document had been made by a day, where it says when."""
        made = self.scheme.instruments[instrument].made
        return made is None or made <= day

    def whole_functions(self, clause: str, leaves: Iterable[str]) -> list[str]:
        """Return which functions that a clause names, one by one, consist of nothing but some leaves."""
        expr = self._functions_of.get(self.scheme.clauses[clause].span)
        if expr is None:
            own = {leaf for rule in self.scheme.delegations if rule.clause == clause for leaf in rule.leaves}
            return [clause] if own <= set(leaves) else []
        known = [name for name in map(self.function, expr.names) if name is not None]
        return [name for name in known if set(self.scheme.leaves_of(name)) <= set(leaves)]

    def function(self, ref: ast.Ref) -> str | None:
        """Return the function that a name is of; None where none is."""
        name = self._function_called.get(fold(ref.text), ref.text)
        return name if name in self.scheme.functions else None

    def says_everything(self, clause: str) -> bool:
        """Say whether a clause speaks of `everything`, which means whatever there is to speak of."""
        expr = self._functions_of.get(self.scheme.clauses[clause].span)
        return expr is not None and expr.everything

    def parts(self, statement: ast.Statement) -> Sequence[object]:
        """Return a statement and every part inside it, found once for all checks."""
        if self.kept is not None:
            return self.kept.parts(statement, lambda whole: tuple(parts_of(whole)))
        found = self._parts.get(id(statement))
        if found is None:
            found = self._parts[id(statement)] = tuple(parts_of(statement))
        return found

    def document(self, statement: ast.Statement) -> str | None:
        """Return the instrument or source that a clause or table is of; None of other statements and faulty ones."""
        if isinstance(statement, ast.LimitsStatement):
            return self._document_at.get(statement.rows[0].span)
        return self._document_at.get(statement.span) if isinstance(statement, ast.ClauseStatement) else None

    @cached_property
    def _document_at(self) -> dict[Span, str]:
        return {clause.span: clause.instrument for clause in self.scheme.clauses.values()}

    @cached_property
    def _functions_of(self) -> dict[Span, ast.FunctionsExpr]:
        return {
            span: part for span, parts in self._written.items() for part in parts if isinstance(part, ast.FunctionsExpr)
        }

    @cached_property
    def _function_called(self) -> dict[str, str]:
        return {fold(function.label.display): name for name, function in self.scheme.functions.items()}

    @cached_property
    def _declared(self) -> dict[tuple[type, str], Span]:
        found: dict[tuple[type, str], Span] = {}
        for statement in self.statements:
            names: ast.Names | None = getattr(statement, "names", None)
            if names is not None:
                found.setdefault((type(statement), names.id.text), names.id.span)
        return found

    @cached_property
    def _written(self) -> dict[Span, list[ast.FunctionsExpr | ast.Modifier]]:
        """The functions and modifiers of each clause and row, by its place; what stands above rows is said of each."""
        found: dict[Span, list[ast.FunctionsExpr | ast.Modifier]] = {}
        for statement in self.statements:
            if isinstance(statement, ast.ClauseStatement):
                functions = getattr(statement.rule, "functions", None)
                found[statement.span] = [*([functions] if functions else []), *statement.modifiers]
            elif isinstance(statement, ast.LimitsStatement):
                for row in statement.rows:
                    found[row.span] = [statement.functions, *row.modifiers, *statement.modifiers]
        return found

    # ------------------------------------------------------------------------------------------------ meaning

    def judge(self, point: str, leaf: str, day: date) -> Judgement:
        """Return the judgement of a body or area, a leaf and a day."""
        key = self._stretch(point, leaf, day)
        if key not in self._judged:
            place = self.place(point, leaf, day)
            self._judged[key] = judge(place, Question(QuestionKind.EXERCISE, place.body.id, leaf))
        return self._judged[key]

    def place(self, point: str, leaf: str, day: date) -> Place:
        """Return the rules that bear on a body or area, a leaf and a day.

        On days between which nothing changes they are the same, and one place stands for all of these days.
        """
        key = self._stretch(point, leaf, day)
        if key not in self._places:
            self._places[key] = place_at(self.compiled, point, leaf, day)
        return self._places[key]

    def _stretch(self, point: str, leaf: str, day: date) -> tuple[str, str, int]:
        """Return what is the same on all days between two changes."""
        changes = self.compiled.change_days(self.scheme.body_of(point), leaf)
        return point, leaf, bisect_right(changes, day)

    def by_body(self, work: "Callable[[Scope, str], T]") -> Iterator[tuple[str, T]]:
        """Yield each body with what `work` gives for it, or gave for it before (see `KeptByBody`)."""
        for body in self.compiled.by_body:
            yield body, work(self, body) if self.kept is None else self.kept.of(body, work, self)

    def worlds(self, place: Place) -> Iterator[World]:
        """Yield what holds at a place under each settlement, the plainest first; nothing where there are too many."""
        if self.can_settle(place):
            evaluated = Remembered(lambda decide: evaluate(place, decide))
            for run in settlements(evaluated, fewest_first=True):
                yield run.result

    def can_settle(self, place: Place) -> bool:
        """Say whether few enough points are open at a place to be settled."""
        return len(place.open_days()) + len(place.circumstances({})) + len(place.printed_twice()) <= MOST_OPEN_POINTS

    @cached_property
    def delegations_of(self) -> Mapping[str, list[Delegation]]:
        """The delegations that each clause makes, in order."""
        return _grouped(self.scheme.delegations, lambda rule: rule.clause)

    @cached_property
    def delegations_to(self) -> Mapping[str, list[Delegation]]:
        """The delegations to each receiver, in order."""
        return _grouped(self.scheme.delegations, lambda rule: rule.receiver)

    @cached_property
    def lost_leaves(self) -> frozenset[str]:
        """The functions that a rule left out may deal with."""
        scheme = self.scheme
        leaves = {leaf for name in scheme.functions for leaf in scheme.leaves_of(name)} if self.lost.rules else set()
        return frozenset(leaf for leaf in leaves if self.lost.speaks_of(leaves=[leaf]))

    @cached_property
    def firsts(self) -> dict[str, set[str]]:
        """For each body whoever holds first what is vested in it: its governing organ, and those that clauses name."""
        scheme = self.scheme
        found = {body.id: {body.first_holder} for body in scheme.bodies.values()}
        for vesting in scheme.vestings:
            found[scheme.body_of(vesting.body)] |= {vesting.holder} if vesting.holder else set()
        for keeping in scheme.keepings:
            found[scheme.body_of(keeping.body)] |= {keeping.to} if keeping.to else set()
        return found

    def are_in_conflict(self, at: tuple[str, str, date], clause: str, other: str) -> bool:
        """Say whether the engine finds two clauses in open conflict at a point, or cannot settle them there."""
        judged = self.judge(*at)
        return judged.runs is None or any({deal.first, deal.second} == {clause, other} for deal in judged.deals)

    def name(self, holder: str) -> str:
        """Return how people call a body, post, organ or set; of a recipient its parts."""
        scheme = self.scheme
        for table in (scheme.bodies, scheme.areas, scheme.groups, scheme.sets):
            if holder in table:
                return table[holder].label.display
        if holder in scheme.recipients:
            seats = scheme.recipients[holder].seats
            return " and ".join(" or ".join(self.name(one) for one in seat.of) for seat in seats)
        own = scheme.posts.get(holder) or scheme.organs.get(holder)
        if own is not None:
            return f"the {own.label.display} of {self.name(holder.partition('@')[2])}" if "@" in holder else (
                f"the {own.label.display}"
            )  # fmt: skip
        return holder

    def names(self, things: Iterable[str], most: int = 3) -> str:
        """Return the names of bodies, in order, the first `most` of them."""
        return listed(sorted({self.name(thing) for thing in things}), most)

    def functions_named(self, leaves: Iterable[str], most: int = 3) -> str:
        """Return the names of functions that a set of leaves is, as few as possible."""
        nodes = self.scheme.name_leaves(frozenset(leaves))
        return listed(sorted(f'"{self.scheme.functions[node].label.display}"' for node in nodes), most)


def _grouped(rules: Iterable[Delegation], by: Callable[[Delegation], str]) -> Mapping[str, list[Delegation]]:
    found: dict[str, list[Delegation]] = defaultdict(list)
    for rule in rules:
        found[by(rule)].append(rule)
    return found


def parts_of(whole: Any) -> Iterator[Any]:
    """Yield a part of a statement and every part inside it, its place left out."""
    waiting: list[Any] = [whole]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, tuple):
            waiting.extend(part)
        else:
            waiting.extend(getattr(part, name) for name in field_names(type(part)) or () if name != "span")


def listed(names: list[str], most: int = 3) -> str:
    """Return names as words: `a`, `a and b`, `a, b, c and 2 more`."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def days_of(*whens: When) -> Iterator[date]:
    """Yield a day of each stretch in which all of the first of some periods may hold, in order of time.

    Where the others begin or end, another stretch begins.
    """
    days = change_days(whens)
    days |= {day - ONE_DAY for day in days if day > date.min} or {SOME_DAY}
    return (day for day in sorted(days) if may_hold(whens[0], day))
