"""Sets whose posts change with time: one state after another, each with the days it lasts.

In: a part of a statement that may name such sets. Out: for each state the periods that say when, while the draft holds
the posts the sets have then. Promise: the states follow one another without a gap; whoever names no such set has one
state of all time. Source: docs/reference/semantics.md, 2.11.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import fields, has

from govrules.diagnostics import Diagnostic
from govrules.model.days import Cause, Period, When
from govrules.resolve.draft import Draft
from govrules.resolve.marks import said, weakest
from govrules.resolve.symbols import Symbols
from govrules.syntax import ast

_Posts = tuple[str, ...]


def states(part: Any, instrument: str, draft: Draft, symbols: Symbols) -> Iterator[When]:
    """Yield the periods of each state of the sets that a part names.

    While a state is yielded, `draft.lists` holds the posts of that state, none where a set is empty then. Raises
    ResolveError at last where in no state the places can be filled (GR217).
    """
    holders = [(name, holder) for holder in _holders(part) for name in _changing(holder, instrument, draft, symbols)]
    named = sorted({name for name, _ in holders})
    if not named:
        yield ()
        return
    every = {name: draft.lists[name] for name in named}
    members = [member for name in named for member in draft.changing[name]]
    mark, about = weakest(*(period.mark for _, period in members)), members[0][1].about
    try:
        draft.in_state, draft.is_fillable = True, False
        for begins, ends, lists in _stretches(named, draft):
            draft.lists.update(lists)
            yield said(Period(begins, ends, Cause.SET, about, mark))
    finally:
        draft.in_state = False
        draft.lists.update(every)

    if not draft.is_fillable:
        raise symbols.reports.refuse(
            Diagnostic("GR217", "these places can never all be filled", holders[0][1].span,
                       "on no day has the set as many posts", "ask for fewer, or look at the days in the set")
        )  # fmt: skip


def _stretches(named: list[str], draft: Draft) -> Iterator[tuple[date | None, date | None, dict[str, _Posts]]]:
    """Yield the longest stretches of days on which the sets have the same posts."""
    periods = [period for name in named for _, period in draft.changing[name]]
    days = sorted({day for period in periods for day in (period.begins, period.ends) if isinstance(day, date)})
    starts: list[date | None] = [None, *days]
    posts = [{name: _posts_on(day or date.min, draft.changing[name]) for name in named} for day in starts]
    first = 0
    for index in range(1, len(starts) + 1):
        if index == len(starts) or posts[index] != posts[first]:
            yield starts[first], starts[index] if index < len(starts) else None, posts[first]
            first = index


def _posts_on(day: date, members: tuple[tuple[str, Period], ...]) -> _Posts:
    return tuple(post for post, period in members if not period.excludes(day))


def _changing(holder: ast.HolderExpr, instrument: str, draft: Draft, symbols: Symbols) -> Iterator[str]:
    """Yield the set that changes and that a holder names, of its own instrument or of the one it names."""
    of, owner = instrument, holder.owner
    if isinstance(owner, ast.Ref):
        if not symbols.is_called(owner, "instrument"):
            return
        of = symbols.find(owner, "instrument")
    name = f"{holder.name.text}@{of}"
    if name in draft.changing and not holder.name.quoted:
        yield name


def _holders(part: Any) -> Iterator[ast.HolderExpr]:
    if isinstance(part, ast.HolderExpr):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from _holders(inner)
    elif has(type(part)) and not isinstance(part, ast.DefinesRule):
        for field in fields(type(part)):
            yield from _holders(getattr(part, field.name))
