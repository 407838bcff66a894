"""Clauses that end because another revokes or replaces them.

In: the rules of all clauses, and endings. Out: the same rules, with a period that ends where the revoking or replacing
clause begins for that body. Revocation is prospective and final: what was revoked does not come back when the revoking
clause ends. Diagnostics: GR101, GR212. Source: docs/reference/semantics.md, 3.4 and A7.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import did_you_mean
from govrules.model import rules
from govrules.model.days import Bound, Cause, OpenDay, Period, first_day
from govrules.resolve.clauses import Ending
from govrules.resolve.draft import Draft, display_of
from govrules.resolve.symbols import Symbols

_SORTS = ("designations", "keepings", "delegations", "residues", "prohibitions", "lines", "seatings")


def end_clauses(out: rules.RuleSet, endings: list[Ending], draft: Draft, symbols: Symbols) -> None:
    """End rules where they are revoked or replaced. An ending that reaches no rule is reported and has no effect."""
    found: dict[tuple[str, str], list[Period]] = {}
    known = {(rule.clause, draft.body_of(rule.body)): rule for rule in _all(out) if rule.body}
    for ending in endings:
        body = draft.body_of(ending.body)
        if ending.clause in symbols.dropped:
            continue
        if ending.clause not in draft.clauses:
            _unknown(ending, draft, symbols)
        elif (ending.clause, body) not in known:
            _not_theirs(ending, f"{display_of(draft, body)} has nothing by clause {ending.clause}", symbols)
        elif not _may_end(ending, known[ending.clause, body], draft):
            _not_theirs(ending, f"{ending.giver} did not give what clause {ending.clause} gives", symbols)
        else:
            about = f"the clause {ending.by}"
            period = Period(None, _first(ending, about), Cause.ENDED, about)
            found.setdefault((ending.clause, ending.body), []).append(period)
    for sort in _SORTS:
        setattr(out, sort, [_ended(rule, found, draft) for rule in getattr(out, sort)])


def _all(out: rules.RuleSet) -> Iterable[Any]:
    return [rule for sort in _SORTS for rule in getattr(out, sort)]


def _ended(rule: Any, found: dict[tuple[str, str], list[Period]], draft: Draft) -> Any:
    """Return a rule with the ends of its clause for its body; an ending for the body reaches its areas too."""
    if not rule.body:
        return rule
    periods = [*found.get((rule.clause, rule.body), ())]
    if draft.body_of(rule.body) != rule.body:
        periods += found.get((rule.clause, draft.body_of(rule.body)), ())
    return evolve(rule, when=rule.when + tuple(periods)) if periods else rule


def _first(ending: Ending, about: str) -> Bound:
    """Return the first day of the revoking or replacing clause: known, or unknown between limits."""
    begins = first_day(ending.when)
    if begins.earliest == begins.latest:
        return begins.earliest
    for period in ending.when:
        day = period.begins
        if isinstance(day, OpenDay) and begins.unknown == {day.key}:
            if (day.earliest or date.min) >= begins.known:
                return day
            return evolve(day, earliest=begins.earliest, shown=day.limits)
    earliest = None if begins.earliest == date.min else begins.earliest
    latest = None if begins.latest == date.max else begins.latest
    return OpenDay(f"{ending.by} begins for {ending.body}", f"the first day of {about}", earliest, latest)


def _may_end(ending: Ending, rule: Any, draft: Draft) -> bool:
    """Say whether the revoker gave what it takes back; a board can take back all that is given for its body."""
    if not ending.giver or ending.giver == draft.bodies[draft.body_of(ending.body)].first_holder:
        return True
    return bool(getattr(rule, "giver", None) == ending.giver)


def _unknown(ending: Ending, draft: Draft, symbols: Symbols) -> None:
    instrument, label = ending.clause.split(" ", 1)
    labels = sorted(clause.label for clause in draft.clauses.values() if clause.instrument == instrument)
    known = ", ".join(labels[:8]) + (" ..." if len(labels) > 8 else "")
    help_ = did_you_mean(label, labels) or f"the clauses of `{instrument}` are {known or 'none'}"
    symbols.reports.add(
        Diagnostic("GR101", f"there is no clause {ending.clause}", ending.span, "no such clause", help_, ending.by)
    )


def _not_theirs(ending: Ending, message: str, symbols: Symbols) -> None:
    symbols.reports.add(
        Diagnostic("GR212", message, ending.span, "cannot be ended here",
                   "only who gave something, or the board of the body, can take it back for that body", ending.by)
    )  # fmt: skip
