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
from govrules.model.days import Bound, Cause, OpenDay, Period, When, first_day
from govrules.resolve.clauses import ClauseBuilder, Ending
from govrules.resolve.draft import Draft, display_of
from govrules.resolve.marks import one_of
from govrules.resolve.symbols import Symbols
from govrules.source import Span
from govrules.syntax import ast

SORTS = (
    "designations", "keepings", "delegations", "residues", "prohibitions", "procedures", "deputies",
    "lines", "seatings", "records",
)  # fmt: skip
"""What a clause makes that can be ended: not vestings, nor powers."""


def end_clauses(out: rules.RuleSet, endings: list[Ending], draft: Draft, symbols: Symbols) -> None:
    """End rules where they are revoked or replaced. An ending that reaches no rule is reported and has no effect.

    Who ends a limits table ends every row of it.
    """
    found: dict[tuple[str, str], list[Period]] = {}
    known = {(rule.clause, draft.body_of(rule.body)): rule for rule in _all(out) if rule.body}
    for ending in endings:
        body = draft.body_of(ending.body)
        if ending.clause in symbols.dropped:
            continue
        clauses = draft.tables.get(ending.clause, (ending.clause,))
        theirs = [known[clause, body] for clause in clauses if (clause, body) in known]
        if ending.clause not in draft.clauses and ending.clause not in draft.tables:
            unknown_clause(ending.clause, ending.span, ending.by, draft, symbols)
        elif not theirs:
            _not_theirs(ending, f"{display_of(draft, body)} has nothing by clause {ending.clause}", symbols)
        elif not all(_may_end(ending, rule, draft) for rule in theirs):
            _not_theirs(ending, f"{ending.giver} did not give what clause {ending.clause} gives", symbols)
        else:
            about = f"the clause {ending.by}"
            first = beginning(ending.when, about, f"{ending.by} begins for {ending.body}")
            period = Period(None, first, Cause.ENDED, about)
            for clause in clauses:
                found.setdefault((clause, ending.body), []).append(period)
    for sort in SORTS:
        setattr(out, sort, [_ended(rule, found, draft) for rule in getattr(out, sort)])


def replace_clauses(builders: Iterable[ClauseBuilder], by: str, draft: Draft) -> list[Ending]:
    """Record what a clause, or each row of a table, replaces for each body it is made for.

    Returns the endings: the replaced clauses end from the day the new one begins there.
    """
    whens: dict[str, When] = {}
    ends: dict[str, Span] = {}
    for builder in builders:
        modifier = one_of(builder.statement.modifiers, ast.Replacing)
        named = {builder.clause_id(ref): ref.span for ref in modifier.clauses} if modifier is not None else {}
        ends.update(named)
        own = dict.fromkeys(rule.body for rule in builder.made())
        for rule in builder.made():
            whens.setdefault(rule.body, rule.when)
        for replaced in (row for name in named for row in draft.tables.get(name, (name,))):
            builder.out.replacements += [rules.Replacement(builder.id, replaced, body) for body in own]
    return [Ending(by, name, body, "", when, span) for name, span in ends.items() for body, when in whens.items()]


def _all(out: rules.RuleSet) -> Iterable[Any]:
    return [rule for sort in SORTS for rule in getattr(out, sort)]


def _ended(rule: Any, found: dict[tuple[str, str], list[Period]], draft: Draft) -> Any:
    """Return a rule with the ends of its clause for its body; an ending for the body reaches its areas too."""
    if not rule.body:
        return rule
    periods = [*found.get((rule.clause, rule.body), ())]
    if draft.body_of(rule.body) != rule.body:
        periods += found.get((rule.clause, draft.body_of(rule.body)), ())
    return evolve(rule, when=rule.when + tuple(periods)) if periods else rule


def beginning(when: When, about: str, key: str) -> Bound:
    """Return the first day of what rests on `when`, such as a revoking clause: known, or unknown between limits.

    Where one unknown day decides it, that day is returned, so that it is settled once for the end and the beginning.
    """
    begins = first_day(when)
    if begins.earliest == begins.latest:
        return begins.earliest
    for period in when:
        day = period.begins
        if isinstance(day, OpenDay) and begins.unknown == {day.key}:
            if (day.earliest or date.min) >= begins.earliest:
                return day
            return evolve(day, earliest=begins.earliest, shown=day.limits)
    earliest = None if begins.earliest == date.min else begins.earliest
    latest = None if begins.latest == date.max else begins.latest
    return OpenDay(key, f"the first day of {about}", earliest, latest)


def _may_end(ending: Ending, rule: Any, draft: Draft) -> bool:
    """Say whether the revoker gave what it takes back; a board can take back all that is given for its body."""
    if not ending.giver or ending.giver == draft.bodies[draft.body_of(ending.body)].first_holder:
        return True
    return bool(getattr(rule, "giver", None) == ending.giver)


def unknown_clause(id_: str, span: Span, by: str, draft: Draft, symbols: Symbols) -> None:
    """Report a clause that nobody wrote (GR101), with what the instrument has; nothing of one that cannot be read."""
    instrument, label = id_.split(" ", 1)
    if id_ in symbols.broken or f" {label}" in symbols.broken:
        return
    rows = {row for table in draft.tables.values() for row in table}
    written = [*(clause for clause in draft.clauses if clause not in rows), *draft.tables]
    labels = sorted(name.split(" ", 1)[1] for name in written if name.split(" ", 1)[0] == instrument)
    known = ", ".join(labels[:8]) + (" ..." if len(labels) > 8 else "")
    help_ = did_you_mean(label, labels) or f"the clauses of `{instrument}` are {known or 'none'}"
    symbols.reports.add(Diagnostic("GR101", f"there is no clause {id_}", span, "no such clause", help_, by))


def _not_theirs(ending: Ending, message: str, symbols: Symbols) -> None:
    symbols.reports.add(
        Diagnostic("GR212", message, ending.span, "cannot be ended here",
                   "only who gave something, or the board of the body, can take it back for that body", ending.by)
    )  # fmt: skip
