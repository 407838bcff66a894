"""GR510: a clause that can never be in force.

In: a scheme under check. Out: a warning for each clause for whose rules there is no day on which everything they rest
on may hold: its own days, those of its document, of the bodies and posts it names, of members and adoptions. What is
not adopted by its party as a stated fact is left alone. Source: docs/reference/semantics.md, 3.2.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from attrs import fields_dict

from govrules.checks.scope import Scope, days_of
from govrules.diagnostics import Diagnostic, Related
from govrules.model.days import NEVER, Cause, Period, When
from govrules.model.rules import RuleSet
from govrules.syntax import ast

_NOT_RULES = ("replacements", "partly_known", "claims", "function_claims")


def never_in_force(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the clauses that are never in force for anybody."""
    whens: dict[str, list[When]] = defaultdict(list)
    for sort in fields_dict(RuleSet):
        for rule in () if sort in _NOT_RULES else _rules(scope, sort):
            whens[rule.clause].append(rule.when)
    for clause, several in sorted(whens.items()):
        ever = any(True for when in several for _ in days_of(when))
        if not ever and not any(_not_adopted(when) for when in several):
            yield _never(scope, clause, several[0])


def _rules(scope: Scope, sort: str) -> tuple[Any, ...]:
    rules: tuple[Any, ...] = getattr(scope.scheme, sort)
    return rules


def _not_adopted(when: When) -> bool:
    return any(period.cause is Cause.ADOPTION and period.begins == NEVER for period in when)


def _never(scope: Scope, clause: str, when: When) -> Diagnostic:
    instrument = scope.scheme.clauses[clause].instrument
    document = scope.scheme.instruments.get(instrument)
    other = next((period for period in when if period.cause is not Cause.CLAUSE and _bars(period, when)), None)
    why = _WHY.get(other.cause, _WHY[Cause.FACT]) if other else _WHY[Cause.FACT]
    return Diagnostic(
        "GR510",
        f"clause {clause} can never be in force: there is no day on which {why}",
        scope.span(clause, ast.FromDay, ast.ToDay, ast.BeforeDay),
        "on no day",
        "compare its days with those of the document, the bodies and the posts it names, and correct what is wrong",
        clause,
        (Related(document.span, "its document"),) if document else (),
    )


def _bars(period: Period, when: When) -> bool:
    """Say whether a period alone has no day in common with another one."""
    return any(not any(True for _ in days_of((period, other))) for other in when if other is not period)


_WHY = {
    Cause.INSTRUMENT: "both it and its document are in force",
    Cause.ADOPTION: "it is in force and its document adopted",
    Cause.MEMBERSHIP: "it is in force and those it is made for are members",
    Cause.LIFE: "it is in force and all it names exist",
    Cause.ENDED: "it is in force and no other clause has ended it",
    Cause.FACT: "everything it rests on holds",
}
