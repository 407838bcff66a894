"""Enabling powers, and leave to pass on.

In: sentences that empower, and `who may delegate further` with what it depends on. Out: powers, and the conditions of
leave. Diagnostics: those of `steps`. Source: docs/reference/semantics.md, A4 and A5.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govrules.model import rules
from govrules.model.days import When
from govrules.resolve.expand import Expander
from govrules.resolve.functions import excluded_from, leaves_of
from govrules.resolve.marks import all_of, one_of
from govrules.resolve.steps import Steps
from govrules.syntax import ast

if TYPE_CHECKING:
    from govrules.resolve.clauses import Round


def has_flag(modifiers: Iterable[object], word: str) -> bool:
    """Say whether a modifier of one word stands among some."""
    return any(flag.word == word for flag in all_of(modifiers, ast.Flag))


def leave_of(modifiers: Iterable[object], steps: Steps) -> tuple[rules.Condition, ...]:
    """Return what passing on depends on: the consent that `who may delegate further` asks for."""
    further = one_of(modifiers, ast.Further)
    if further is None or further.consent is None:
        return ()
    return (frozenset([rules.Literal(steps.consent(further.consent))]),)


def powers_of(
    statement: ast.ClauseStatement,
    rule: ast.EmpowersRule,
    clause: str,
    expander: Expander,
    rounds: Iterable["Round"],
) -> Iterator[rules.Power]:
    """Yield the powers of a clause: one for all bodies with the same days that need the same consent."""
    draft, symbols, modifiers = expander.draft, expander.symbols, statement.modifiers
    excluded = excluded_from(rule.functions, draft, symbols, clause)
    leaves = leaves_of(rule.functions, draft, symbols, clause)
    kinds = frozenset(symbols.find_all(rule.kinds, "kind", "recipient"))
    further = one_of(modifiers, ast.Further)
    alike: dict[tuple[When, tuple[rules.Condition, ...]], set[str]] = {}
    for round_ in rounds:
        leave = leave_of(modifiers, Steps(expander, round_.env, round_.giver))
        alike.setdefault((round_.when, leave), set()).add(round_.point)
    for (when, leave), bodies in alike.items():
        yield rules.Power(
            clause, frozenset(bodies), leaves, excluded, kinds, further.allowed if further else None, when, leave,
            has_flag(modifiers, "by-default"), has_flag(modifiers, "exclusively"),
        )  # fmt: skip
