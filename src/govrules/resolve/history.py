"""The scheme as it was known, day by day of the record.

In: parsed files. Out: `History`, which gives the state of any day: its scheme, what is wrong with the files, and what
had to be left out because it leans on something not known then (GR504). Each state is resolved once, when it is asked
for. Promise: a statement is judged by the last day it was known. Source: docs/reference/semantics.md, 6.5.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import compress

from attrs import define, evolve, field, frozen

from govrules.diagnostics import Diagnostic, Severity
from govrules.model.days import ONE_DAY
from govrules.model.scheme import Scheme
from govrules.resolve.record import NOW, Record, written
from govrules.resolve.scheme import resolve_record
from govrules.syntax import Parsed, ast

_MOST_NAMED = 5
Key = tuple[str, int, str]
"""What tells one fault from another, whatever words it is told in: the file, the place and the code."""


@frozen
class State:
    """What the record of a day says. `diagnostics` are faults of the files, `left_out` what was not whole that day."""

    scheme: Scheme
    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[Diagnostic, ...]


@define(slots=False)
class History:
    """The states of the record of some files."""

    record: Record
    _resolved: dict[int, tuple[Scheme, tuple[Diagnostic, ...]]] = field(factory=dict, init=False)
    _keys: dict[int, frozenset["Key"]] = field(factory=dict, init=False)

    @classmethod
    def of(cls, files: list[Parsed]) -> "History":
        """Return the history of parsed files."""
        return cls(Record(files))

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which the record changes, in order."""
        return self.record.days

    def number(self, day: date) -> int:
        """Return which state in order of time is that of a day: days with the same record share one."""
        return bisect_right(self.record.days, day)

    def state(self, day: date) -> State:
        """Return the state of a day, NOW for all that is not struck out. Reports GR504 beside what `resolve` does."""
        scheme, found = self._raw(day)
        if self.number(day) == self.number(NOW):
            return State(scheme, found, ())
        own = [self._is_own_fault(one) for one in found]
        others = [one for one, is_own in zip(found, own, strict=True) if not is_own and one.severity is Severity.ERROR]
        return State(scheme, tuple(compress(found, own)), tuple(others))

    def earlier_faults(self) -> list[Diagnostic]:
        """Return what is wrong in earlier states only: faults of what is struck out, and GR504.

        Looked at are the days that `recorded on` and `struck out on` name, and the days before them.
        """
        now = self._found_on(NOW)
        found: dict[Key, Diagnostic] = {}
        stated = self.record.stated_days
        for day in sorted({*stated, *map(_before, stated)}):
            state = self.state(day)
            found |= {_key(one): _left_out(one, day) for one in state.left_out}
            found |= {_key(one): one for one in state.diagnostics}
        return [found[key] for key in found if key not in now]

    def names(self, diagnostics: tuple[Diagnostic, ...]) -> str:
        """Return in words the statements that diagnostics are about."""
        entries = [self.record.entry_at(one.span) for one in diagnostics if one.span]
        named = list(dict.fromkeys(_named(entry.statement) for entry in entries if entry))
        more = len(named) - _MOST_NAMED
        return ", ".join(named[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")

    def _raw(self, day: date) -> tuple[Scheme, tuple[Diagnostic, ...]]:
        number = self.number(day)
        if number not in self._resolved:
            self._resolved[number] = resolve_record(self.record, day)
        return self._resolved[number]

    def _is_own_fault(self, diagnostic: Diagnostic) -> bool:
        """Say whether it is there on the last day its place was known too; a name declared twice is a fault any day."""
        if diagnostic.span is None or diagnostic.code == "GR103":
            return True
        return _key(diagnostic) in self._found_on(self.record.last_day(diagnostic.span))

    def _found_on(self, day: date) -> frozenset[Key]:
        number = self.number(day)
        if number not in self._keys:
            self._keys[number] = frozenset(map(_key, self._raw(day)[1]))
        return self._keys[number]


def _before(day: date) -> date:
    return day - ONE_DAY if day > date.min else day


def _key(diagnostic: Diagnostic) -> Key:
    span = diagnostic.span
    return (span.path, span.start, diagnostic.code) if span else ("", 0, diagnostic.message)


def _left_out(diagnostic: Diagnostic, day: date) -> Diagnostic:
    return evolve(
        diagnostic,
        code="GR504",
        label="leans on what was recorded later",
        message=f"as known on {written(day)} the statement is left out: {diagnostic.message}",
        help="add `recorded on DAY`, no earlier than what the statement leans on was recorded",
    )


def _named(statement: ast.Statement) -> str:
    match statement:
        case ast.ClauseStatement(label=label, instrument=instrument):
            return f"clause {label}" + (f" of {instrument.text}" if instrument else "")
        case ast.LimitsStatement(label=label, instrument=instrument):
            return f"the table {label}" + (f" of {instrument.text}" if instrument else "")
        case ast.AppointmentStatement(person=person, post=post):
            return f"the appointment of {person.text if person else 'nobody'} to {post.name.text}"
        case ast.UseStatement():
            return "a `use`"
    return " ".join(_words(statement))


def _words(statement: ast.Statement) -> Iterator[str]:
    yield type(statement).__name__.removesuffix("Statement").lower()
    names: ast.Names | None = getattr(statement, "names", None)
    if names is not None:
        yield names.id.text
