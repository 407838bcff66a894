"""Named exceptions: clauses that stand despite others.

In: the rules of all clauses, and who is an exception to what, as written. Out: the same rules with `despite` filled in;
a limits table means all of its rows. Diagnostics: GR101, GR215, GR221. Source: docs/reference/semantics.md, section 5.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, frozen

from govrules.diagnostics import Diagnostic
from govrules.model import rules
from govrules.resolve.draft import Draft
from govrules.resolve.endings import unknown_clause
from govrules.resolve.symbols import Symbols
from govrules.source import Span

_BEATEN = ("delegations", "keepings", "prohibitions")
_PREVAILING = ("delegations", "keepings")


@frozen
class Exemption:
    """Clause or table `by` stands despite the clause or table `over`, named at `span`."""

    by: str
    over: str
    span: Span


def apply_exceptions(out: rules.RuleSet, found: Iterable[Exemption], draft: Draft, symbols: Symbols) -> None:
    """Tell delegations, reservations and retentions what they prevail over; exceptions in a circle have no effect."""
    speaks = {rule.clause for sort in _BEATEN for rule in getattr(out, sort)}
    good = [one for one in dict.fromkeys(found) if _holds(one, speaks, draft, symbols)]
    over: dict[str, set[str]] = {}
    for one in good:
        over.setdefault(one.by, set()).add(one.over)
    circles = {name: _reached(name, over) for name in over}
    despite: dict[str, set[str]] = {}
    for one in good:
        if one.by in circles.get(one.over, ()) or one.by == one.over:
            symbols.reports.add(
                Diagnostic("GR215", f"clause {one.by} stands despite {one.over}, and that in turn despite it", one.span,
                           "part of a circle", "take one `despite` of the circle out", one.by)
            )  # fmt: skip
        else:
            for clause in _clauses(one.by, draft):
                despite.setdefault(clause, set()).update(_clauses(one.over, draft))
    for sort in _PREVAILING:
        setattr(out, sort, [_told(rule, despite) for rule in getattr(out, sort)])


def _clauses(name: str, draft: Draft) -> tuple[str, ...]:
    """Return the rows of a table, or the clause itself."""
    return draft.tables.get(name, (name,))


def _told(rule: Any, despite: Mapping[str, set[str]]) -> Any:
    return evolve(rule, despite=frozenset(despite[rule.clause])) if rule.clause in despite else rule


def _reached(name: str, over: Mapping[str, set[str]]) -> set[str]:
    """Return every clause that is reached from one by going from clause to what it stands despite."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for other in over.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def _holds(one: Exemption, speaks: set[str], draft: Draft, symbols: Symbols) -> bool:
    """Say whether an exception is to something; reports it if not (GR101, GR221)."""
    if one.over in symbols.dropped:
        return False
    if one.over not in draft.clauses and one.over not in draft.tables:
        unknown_clause(one.over, one.span, one.by, draft, symbols)
        return False
    if not speaks.intersection(_clauses(one.over, draft)):
        symbols.reports.add(
            Diagnostic("GR221", f"clause {one.over} neither delegates, reserves, retains nor prohibits", one.span,
                       "nothing to prevail over", "name the clause that this one is an exception to", one.by)
        )  # fmt: skip
        return False
    return True
