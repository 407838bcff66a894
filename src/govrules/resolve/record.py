"""The second clock: what the record held on a day.

In: parsed files. Out: `Record`, which gives the same files with the statements and bracketed items known on a day and
no others. Promise: it decides by what statements say of themselves and of their instruments, before any other name is
looked up. Diagnostics: GR502, GR503. Source: docs/reference/semantics.md, 6.5.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from attrs import define, evolve, frozen

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold
from govrules.model.days import ONE_DAY
from govrules.resolve.marks import all_of, one_of
from govrules.source import Span
from govrules.syntax import Parsed, ast
from govrules.syntax.day_words import written as written

NOW = date.max
"""The day whose record holds all that is not struck out."""


@frozen
class Known:
    """The days on whose record something stands: from `begins` to before `ends` (None: it is not struck out)."""

    begins: date = date.min
    ends: date | None = None

    def on(self, day: date) -> bool:
        """Say whether it was known on a day."""
        return self.begins <= day and (self.ends is None or day < self.ends)

    def within(self, other: "Known") -> "Known":
        """Return the days on which both stand on the record; there may be none."""
        return Known(max(self.begins, other.begins), min((e for e in (self.ends, other.ends) if e), default=None))

    @property
    def is_never(self) -> bool:
        """Say whether there is no such day."""
        return self.ends is not None and self.ends <= self.begins


def known_by_marks(marks: Iterable[object], otherwise: date = date.min) -> Known:
    """Return what `recorded on` and `struck out on` say; without the first it is known from `otherwise`."""
    marks = list(marks)
    recorded, struck_out = one_of(marks, ast.Recorded), one_of(marks, ast.StruckOut)
    return Known(recorded.day if recorded else otherwise, struck_out.day if struck_out else None)


def items_of(statement: Any) -> Iterator[tuple[tuple[ast.Modifier, ...], int, int]]:
    """Yield the marks of each item with brackets of its own, and where it stands."""
    names = getattr(statement, "names", None)
    for text in (*names.aliases, *names.codes) if names else ():
        yield text.marks, 0, 0
    overseers = [ref for modifier in all_of(_modifiers(statement), ast.Overseers) for ref in modifier.refs]
    for ref in (*getattr(statement, "members", ()), *overseers):
        end = max([ref.ref.span.end, *(mark.span.end for mark in ref.marks)])
        yield ref.marks, ref.ref.span.start, end
    for adopted in all_of(_modifiers(statement), ast.Adopted):
        for adoption in adopted.adoptions:
            yield adoption.marks, adoption.span.start, adoption.span.end


def _modifiers(statement: Any) -> tuple[ast.Modifier, ...]:
    modifiers: tuple[ast.Modifier, ...] = getattr(statement, "modifiers", ())
    return modifiers


@frozen
class Entry:
    """A statement of a file, the spans of days on which it is known, and what is wrong with its place on the record."""

    statement: ast.Statement
    known: tuple[Known, ...]
    fault: Diagnostic | None

    def on(self, day: date) -> bool:
        """Say whether the statement was known on a day; a faulty one never was."""
        return self.fault is None and any(known.on(day) for known in self.known)

    @property
    def span(self) -> Span:
        """The place of the statement."""
        return self.statement.span

    @property
    def whole(self) -> Known:
        """The days from when it was first known to when it was last known."""
        ends = [known.ends for known in self.known]
        last = None if None in ends else max(end for end in ends if end)
        return Known(min(known.begins for known in self.known), last)


@define(slots=False)
class Record:
    """What was known when, of all files together."""

    files: Sequence[Parsed]

    def on(self, day: date) -> list[Parsed]:
        """Return the files with what was known on a day, and what is wrong with the record itself."""
        return [self._file_on(parsed, entries, day) for parsed, entries in zip(self.files, self.entries, strict=True)]

    def _file_on(self, parsed: Parsed, entries: list[Entry], day: date) -> Parsed:
        known = tuple(_items_on(entry.statement, day) for entry in entries if entry.on(day))
        others = tuple(entry.statement for entry in entries if not entry.on(day))
        faults = tuple(entry.fault for entry in entries if entry.fault)
        lost = frozenset(_id(entry.statement) for entry in entries if entry.fault)
        broken = parsed.broken | (lost - self._declared_on(day) - {""}) if lost else parsed.broken
        return evolve(
            parsed, statements=known, unknown=others, diagnostics=parsed.diagnostics + faults, broken=broken
        )  # fmt: skip

    def _declared_on(self, day: date) -> frozenset[str]:
        return frozenset(_id(entry.statement) for entries in self.entries for entry in entries if entry.on(day))

    @cached_property
    def entries(self) -> list[list[Entry]]:
        """The entries of each file."""
        own = [instruments_of(parsed) for parsed in self.files]
        return [[self._entry(s, o) for s in parsed.statements] for parsed, o in zip(self.files, own, strict=True)]

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which the record changes, in order."""
        every = [known for entries in self.entries for entry in entries for known in entry.known]
        every += [known_by_marks(marks) for s in self._statements for marks, _, _ in items_of(s)]
        found = {day for known in every for day in (known.begins, known.ends)}
        return tuple(sorted(day for day in found if day is not None and day != date.min))

    @cached_property
    def stated_days(self) -> tuple[date, ...]:
        """The days that `recorded on` and `struck out on` name, in order."""
        marks = [mark for s in self._statements for mark in _modifiers(s)]
        marks += [mark for s in self._statements for item, _, _ in items_of(s) for mark in item]
        return tuple(sorted({m.day for m in marks if isinstance(m, ast.Recorded | ast.StruckOut)}))

    def entry_at(self, span: Span) -> Entry | None:
        """Return the entry that a place lies in."""
        entries = self._by_path.get(span.path, [])
        index = bisect_right(entries, span.start, key=lambda entry: entry.span.start) - 1
        return entries[index] if index >= 0 and span.start < entries[index].span.end else None

    @cached_property
    def _by_path(self) -> dict[str, list[Entry]]:
        return {parsed.source.path: entries for parsed, entries in zip(self.files, self.entries, strict=True)}

    def last_day(self, span: Span) -> date:
        """Return the last day on which the item or statement at a place was known, NOW where it still is."""
        entry = self.entry_at(span)
        if entry is None or not entry.known:
            return NOW
        known = entry.whole
        for marks, start, end in items_of(entry.statement):
            if start <= span.start < end:
                known = known.within(known_by_marks(marks))
        return NOW if known.ends is None else known.ends - ONE_DAY

    def together(self, spans: Iterable[Span]) -> str:
        """Say in words when statements at some places are known together, nothing where none of them states a day."""
        both = Known()
        for span in spans:
            entry = self.entry_at(span)
            both = both.within(known_by_marks(_modifiers(entry.statement))) if entry else both
        last = both.ends - ONE_DAY if both.ends else None
        words = [f"from {written(both.begins)}"] if both.begins != date.min else []
        words += [f"to {written(last)}"] if last else []
        if last == both.begins:
            words = [f"on {written(last)}"]
        return f"; they are known together {' '.join(words)}" if words else ""

    # ------------------------------------------------------------------------------------------------ documents

    @cached_property
    def _statements(self) -> list[ast.Statement]:
        return [statement for parsed in self.files for statement in parsed.statements]

    @cached_property
    def _documents(self) -> dict[str, list[Known]]:
        """When the clauses of each instrument and source can be known, by each of its names."""
        found: dict[str, list[Known]] = defaultdict(list)
        for statement in self._statements:
            if isinstance(statement, ast.InstrumentStatement | ast.SourceStatement):
                made = one_of(statement.modifiers, ast.MadeOn)
                known = known_by_marks(statement.modifiers, made.day if made else date.min)
                names = statement.names
                texts = [names.display, *(text.text for text in (*names.aliases, *names.codes))]
                for text in {names.id.text, *(f'"{fold(text)}' for text in texts if text)}:
                    found[text].append(known)
        return found

    def _document(self, statement: ast.Written, own: frozenset[str]) -> list[Known]:
        """Return when the clauses of a clause's instrument or source can be known; nothing where it is not found."""
        ref = statement.instrument
        if ref is None:
            return self._documents[next(iter(own))] if len(own) == 1 else []
        shown = self._documents.get(f'"{fold(ref.text)}', []) if ref.quoted else []
        return shown or self._documents.get(ref.text, [])

    def _entry(self, statement: ast.Statement, own: frozenset[str]) -> Entry:
        made = None
        if isinstance(statement, ast.InstrumentStatement):
            made = one_of(statement.modifiers, ast.MadeOn)
        known = known_by_marks(_modifiers(statement), made.day if made else date.min)
        spans = [known]
        if isinstance(statement, ast.Written):
            documents = [one for one in self._document(statement, own) if not one.is_never]
            recorded = one_of(statement.modifiers, ast.Recorded)
            first = min((document.begins for document in documents), default=date.min)
            if recorded and recorded.day < first:
                return Entry(statement, (), _too_early(recorded, first, statement))
            spans = [known.within(document) for document in documents] or spans
        found = tuple(one for one in spans if not one.is_never)
        return Entry(statement, found, self._never(statement, found))

    def _never(self, statement: ast.Statement, found: tuple[Known, ...]) -> Diagnostic | None:
        """Return what is wrong with a statement that, or an item of which, is known on no day (GR502)."""
        marks = _modifiers(statement)
        if found:
            items = (marks for marks, _, _ in items_of(statement))
            never = (m for m in items if all(one.within(known_by_marks(m)).is_never for one in found))
            marks = next(never, ())
            if not marks:
                return None
        mark = one_of(marks, ast.StruckOut) or one_of(marks, ast.Recorded)
        label = statement.label if isinstance(statement, ast.Written) else None
        return Diagnostic(
            "GR502", "this is known on no day: it is struck out before it is recorded",
            mark.span if mark else statement.span, "no day is left",
            "strike it out on a later day than that on which it, and what it stands in, was recorded", label,
        )  # fmt: skip


def instruments_of(parsed: Parsed) -> frozenset[str]:
    """Return the instruments that a file declares, on whatever day they are known."""
    found = all_of((*parsed.statements, *parsed.unknown), ast.InstrumentStatement)
    return frozenset(statement.names.id.text for statement in found)


def _id(statement: ast.Statement) -> str:
    names: ast.Names | None = getattr(statement, "names", None)
    return names.id.text if names else ""


def _too_early(recorded: ast.Recorded, first: date, statement: ast.Written) -> Diagnostic:
    return Diagnostic(
        "GR503", f"clause {statement.label} is recorded before its instrument", recorded.span,
        f"the instrument is known from {written(first)}",
        f"give a day from {written(first)} on, or record the instrument earlier", statement.label,
    )  # fmt: skip


def _items_on(statement: Any, day: date) -> Any:
    """Return a statement with those of its bracketed items that were known on a day."""
    if not any(isinstance(m, ast.Recorded | ast.StruckOut) for marks, _, _ in items_of(statement) for m in marks):
        return statement

    def kept(items: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(item for item in items if known_by_marks(item.marks).on(day))

    modifiers: list[ast.Modifier] = []
    for modifier in statement.modifiers:
        if isinstance(modifier, ast.Overseers):
            modifiers.append(evolve(modifier, refs=kept(modifier.refs)))
        elif isinstance(modifier, ast.Adopted):
            modifiers.append(evolve(modifier, adoptions=kept(modifier.adoptions)))
        else:
            modifiers.append(modifier)
    changes: dict[str, Any] = {"modifiers": tuple(modifiers)}
    if hasattr(statement, "names"):
        names = statement.names
        changes["names"] = evolve(names, aliases=kept(names.aliases), codes=kept(names.codes))
    if hasattr(statement, "members"):
        changes["members"] = kept(statement.members)
    return evolve(statement, **changes)
