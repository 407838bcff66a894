"""GR512, GR513: what ends soon, and documents whose review is past, seen from a day that the asker names.

In: a scheme under check with the options `as_of` and `expiring_within`. Out: warnings; none where no day is named: no
clock is read. Days are inclusive at both ends. Source: docs/reference/cli.md, `govrules check`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic
from govrules.model.days import ONE_DAY, Cause, Period
from govrules.model.rules import Delegation, Designation, Keeping
from govrules.resolve.record import written
from govrules.syntax import ast


def expiry(scope: Scope) -> Iterator[Diagnostic]:
    """Yield documents and clauses that end in the days asked about, and documents whose review was due before."""
    day = scope.options.as_of
    if day is None:
        return
    soon: set[str] = set()
    for instrument in scope.scheme.instruments.values():
        span = scope.declared(ast.InstrumentStatement, instrument.id) or instrument.span
        last = _last_day(instrument.in_force)
        if last and _is_soon(scope, day, last):
            soon.add(instrument.id)
            yield Diagnostic(
                "GR512", f"{instrument.label.display} ends on {written(last)}", span, "ends soon",
                "agree what takes its place, or extend it, before that day",
            )  # fmt: skip
        if instrument.review and instrument.review < day and (last is None or last >= day):
            yield Diagnostic(
                "GR513", f"the review of {instrument.label.display} was due on {written(instrument.review)}", span,
                "not reviewed since", "review it, and say when the next review is due",
            )  # fmt: skip
    yield from _clauses(scope, day, soon)


def _clauses(scope: Scope, day: date, told: set[str]) -> Iterator[Diagnostic]:
    """Yield clauses that end soon by days of their own, unless their whole document does."""
    ends: dict[str, date] = {}
    scheme = scope.scheme
    ending: list[Delegation | Keeping | Designation] = [*scheme.delegations, *scheme.keepings, *scheme.designations]
    for rule in ending:
        for period in rule.when:
            last = _last_day(period) if period.cause is Cause.CLAUSE else None
            if last and _is_soon(scope, day, last) and scheme.clauses[rule.clause].instrument not in told:
                ends[rule.clause] = last
    for clause, last in sorted(ends.items()):
        yield Diagnostic(
            "GR512", f"clause {clause} ends on {written(last)}", scope.span(clause, ast.ToDay, ast.BeforeDay),
            "ends soon", "agree what takes its place, or extend it, before that day", clause,
        )  # fmt: skip


def _last_day(period: Period) -> date | None:
    return period.ends - ONE_DAY if isinstance(period.ends, date) and period.ends > date.min else None


def _is_soon(scope: Scope, day: date, last: date) -> bool:
    within = min(scope.options.expiring_within, (date.max - day).days)
    return day <= last <= day + timedelta(days=within)
