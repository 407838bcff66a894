"""Modifiers turned into marks and periods.

In: the modifiers of a statement or of brackets. Out: `Marks`, `Period`, pence.
Diagnostics: GR010, GR101, GR102, GR205.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from govrules.diagnostics import Diagnostic
from govrules.model.days import Bound, Cause, Mark, OpenDay, Period, next_day
from govrules.model.things import Citation, Marks
from govrules.resolve.symbols import NamedDay, Symbols
from govrules.syntax import ast

T = TypeVar("T")


def all_of(modifiers: Iterable[object], sort: type[T]) -> list[T]:
    """Return the modifiers of one sort."""
    return [modifier for modifier in modifiers if isinstance(modifier, sort)]


def one_of(modifiers: Iterable[object], sort: type[T]) -> T | None:
    """Return the modifier of one sort, or None."""
    found = all_of(modifiers, sort)
    return found[0] if found else None


def mark_of(modifiers: Iterable[object]) -> Mark | None:
    """Return how far the statement can be relied on: illustrative is weaker than unverified."""
    words = {flag.word for flag in all_of(modifiers, ast.Flag)}
    return weakest(*(mark for mark in Mark if mark.value in words))


def marks_of(modifiers: Iterable[object], symbols: Symbols) -> Marks:
    """Return the sources, mark and notes of a statement."""
    modifiers = list(modifiers)
    cited = [citation for see in all_of(modifiers, ast.See) for citation in see.citations]
    ids = symbols.find_all((citation.source for citation in cited), "source")
    citations = tuple(Citation(id_, citation.pinpoint) for id_, citation in zip(ids, cited, strict=True))
    recorded, struck_out = one_of(modifiers, ast.Recorded), one_of(modifiers, ast.StruckOut)
    return Marks(
        citations,
        mark_of(modifiers),
        tuple(words.text for words in all_of(modifiers, ast.Words) if words.word == "note"),
        recorded.day if recorded else None,
        struck_out.day if struck_out else None,
    )


def period_of(
    modifiers: Iterable[object], cause: Cause, key: str, about: str, symbols: Symbols, marked: bool = True
) -> Period:
    """Return the period that the modifiers about days state. Reports GR101, GR102 and GR205.

    `key` names the thing for the machine and `about` in words, for what is open about its days; `marked` says that a
    mark of the statement is the period's too.
    """
    modifiers = list(modifiers)
    begins, least = _begins(modifiers, key, f"the first day of {about}", symbols)
    ends = _ends(modifiers, key, f"the last day of {about}", begins, least, symbols)
    _refuse_empty(modifiers, begins, least, ends, symbols)
    mark = weakest(mark_of(modifiers) if marked else None, *(named.mark for named in _named_days(modifiers, symbols)))
    return Period(begins, _settled(ends), cause, about, mark)


def _begins(modifiers: list[object], key: str, about: str, symbols: Symbols) -> tuple[Bound, date | None]:
    """Return the first day, and the day before which no end can lie.

    An author who gives the limits of a start says that it holds on the later of them; a named day says no such thing.
    """
    begins: Bound = None
    for modifier in modifiers:
        match modifier:
            case ast.FromDay(day=day):
                begins = named_day(day, symbols).day
                return begins, begins.earliest if isinstance(begins, OpenDay) else begins
            case ast.ByDay(day=day):
                begins = OpenDay(f"{key} begins by {day}", about, None, day)
            case ast.Between(first=first, last=last):
                begins = OpenDay(f"{key} begins between {first} and {last}", about, first, last)
            case _:
                pass
    return begins, begins.latest if isinstance(begins, OpenDay) else begins


def _ends(modifiers: list[object], key: str, about: str, begins: Bound, least: date | None, symbols: Symbols) -> Bound:
    """Return the day after the last; `to unknown` is not before the first day on which the fact is certain."""
    for modifier in modifiers:
        match modifier:
            case ast.ToDay(day=day):
                return next_day(named_day(day, symbols).day)
            case ast.BeforeDay(day=day):
                return named_day(day, symbols).day
            case ast.ToUnknown():
                earliest = _next(begins.latest if isinstance(begins, OpenDay) else begins)
                return OpenDay(f"{key} ends after {earliest}", about, earliest, None, ends=True)
            case ast.ToLater(day=day):
                return OpenDay(f"{key} ends after {day}", about, _next(day), None, ends=True)
            case ast.ToBetween(days=days):
                earliest, latest = _next(max(days.first, least or days.first)), _next(days.last)
                return OpenDay(f"{key} ends between {days.first} and {days.last}", about, earliest, latest, ends=True)
            case _:
                pass
    return None


def _next(day: date | None) -> date | None:
    found = next_day(day)
    return found if isinstance(found, date) else None


def _settled(bound: Bound) -> Bound:
    """Return a day that its limits leave no choice about as a known one."""
    known = isinstance(bound, OpenDay) and bound.latest is not None and bound.earliest == bound.latest
    return bound.latest if known and isinstance(bound, OpenDay) else bound


def _refuse_empty(modifiers: list[object], begins: Bound, least: date | None, ends: Bound, symbols: Symbols) -> None:
    """Refuse a period that holds on no day, or ends before a day on which it is said to hold (GR205)."""
    bounds = (ast.ToDay, ast.BeforeDay, ast.ToLater, ast.ToBetween)
    span = next((modifier.span for modifier in modifiers if isinstance(modifier, bounds)), None)
    most = ends
    if isinstance(ends, OpenDay):
        most = ends.earliest if one_of(modifiers, ast.ToLater) else ends.latest
    never = begins is not None and begins == ends
    if span is not None and (never or (least is not None and isinstance(most, date) and most <= least)):
        raise symbols.reports.refuse(
            Diagnostic("GR205", "the period ends before it begins", span, "the end",
                       "put the first day first: `from 1 April 2011 to 31 March 2013`")
        )  # fmt: skip


def named_day(day: date | ast.Ref, symbols: Symbols) -> NamedDay:
    """Return what a day stands for. Reports GR101 and GR102."""
    return NamedDay(day, None) if isinstance(day, date) else symbols.days[symbols.find(day, "day")]


def _named_days(modifiers: list[object], symbols: Symbols) -> list[NamedDay]:
    found = [m.day for m in modifiers if isinstance(m, ast.FromDay | ast.ToDay | ast.BeforeDay)]
    return [named_day(day, symbols) for day in found]


def weakest(*marks: Mark | None) -> Mark | None:
    """Return the mark of what rests on several things: that of the one that can be relied on least."""
    return next((mark for mark in (Mark.ILLUSTRATIVE, Mark.UNVERIFIED) if mark in marks), None)


def said(period: Period) -> tuple[Period, ...]:
    """Return the period as a condition, or none where it says nothing."""
    return (period,) if period.begins or period.ends or period.mark else ()
