"""Modifiers turned into marks and periods.

In: the modifiers of a statement or of brackets. Out: `Marks`, `Period`, pence.
Diagnostics: GR010, GR205.
"""

from collections.abc import Iterable
from typing import TypeVar

from govrules.diagnostics import Diagnostic
from govrules.model.days import NEVER, ONE_DAY, Bound, Cause, Mark, OpenDay, Period
from govrules.model.money import parse_pence
from govrules.model.things import Citation, Marks
from govrules.resolve.symbols import Symbols
from govrules.source import Span
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
    for mark in (Mark.ILLUSTRATIVE, Mark.UNVERIFIED):
        if mark.value in words:
            return mark
    return None


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
    """Return the period that `from`, `by`, `to`, `before` and `to unknown` state. Reports GR205.

    `key` names the thing for the machine and `about` in words, for what is open about its days; `marked` says that a
    mark of the statement is the period's too.
    """
    modifiers = list(modifiers)
    begins: Bound = None
    ends: Bound = None
    certain = None
    span: Span | None = None
    for modifier in modifiers:
        match modifier:
            case ast.FromDay(day=day):
                begins = certain = day
            case ast.ByDay(day=day):
                begins, certain = OpenDay(f"{key} begins by {day}", f"the first day of {about}", None, day), day
            case ast.ToDay(day=day, span=span):
                ends = day + ONE_DAY if day < NEVER else None
            case ast.BeforeDay(day=day, span=span):
                ends = day
            case _:
                pass
    if one_of(modifiers, ast.ToUnknown):
        earliest = certain + ONE_DAY if certain is not None else None
        ends = OpenDay(f"{key} ends after {earliest}", f"the last day of {about}", earliest, None, ends=True)
    elif span is not None and certain is not None and not isinstance(ends, OpenDay) and ends and ends <= certain:
        raise symbols.reports.refuse(
            Diagnostic("GR205", "the period ends before it begins", span, "the end",
                       "put the first day first: `from 1 April 2011 to 31 March 2013`")
        )  # fmt: skip
    return Period(begins, ends, cause, about, mark_of(modifiers) if marked else None)


def pence_of(money: ast.MoneyExpr) -> int | Diagnostic:
    """Return an amount in pence, or what is wrong with it (GR010)."""
    if not money.text.startswith("£"):
        return Diagnostic("GR010", f"the amount {money.text} is not in pounds", money.span, "another currency",
                          "write the amount in pounds, such as £250,000")  # fmt: skip
    pence = parse_pence(money.text)
    if pence is None:
        return Diagnostic("GR010", f"the amount {money.text} cannot be read", money.span, "not an amount",
                          "give thousands by commas and pence by two digits: £250,000 or £250,000.01")  # fmt: skip
    return pence


def said(period: Period) -> tuple[Period, ...]:
    """Return the period as a condition, or none where it says nothing."""
    return (period,) if period.begins or period.ends or period.mark else ()
