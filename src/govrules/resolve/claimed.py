"""Claims: what a source says of functions of a body.

In: the sentence of a clause of a source, and its rounds from the clause builder. Out: claims. Diagnostics: GR207 and
those of `functions`, `first_holders` and `seats`. Source: docs/reference/semantics.md, 2.8.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govrules.diagnostics import Diagnostic
from govrules.model import rules
from govrules.model.days import When
from govrules.resolve.expand import Expander
from govrules.resolve.first_holders import exercised_by, organ_exercising
from govrules.resolve.functions import leaves_of
from govrules.resolve.seats import holders
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.source import Span
from govrules.syntax import ast

if TYPE_CHECKING:
    from govrules.resolve.clauses import Round

Claiming = ast.VestsRule | ast.KeepsRule | ast.DelegatesRule
_SAYING = (ast.DesignatesRule, ast.VestsRule, ast.KeepsRule, ast.DelegatesRule)
_MARKS = (
    ast.FromDay, ast.ToDay, ast.BeforeDay, ast.See, ast.Flag, ast.Words, ast.ForBodies, ast.Recorded, ast.StruckOut,
)  # fmt: skip
"""Modifiers that a claim can have: its days, its bodies, where it was read and when it was recorded."""


def refuse_no_claim(id_: str, statement: ast.ClauseStatement, symbols: Symbols) -> None:
    """Refuse a clause of a source that says more than a source can. Raises ResolveError (GR207)."""
    if not isinstance(statement.rule, _SAYING):
        raise no_claim(id_, statement.span, symbols)
    for modifier in statement.modifiers:
        is_plain = not isinstance(modifier, ast.Flag) or modifier.word in ("illustrative", "unverified")
        if not isinstance(modifier, _MARKS) or not is_plain:
            raise symbols.reports.refuse(
                Diagnostic("GR207", "what a source says has no effect, and so nothing that limits or binds it",
                           modifier.span, "cannot stand on a claim",
                           'leave it out, or say it in words: `note "..."`', id_)
            )  # fmt: skip


def no_claim(id_: str, span: Span, symbols: Symbols) -> ResolveError:
    """Return the fault of a clause of a source that says what no source can, reported (GR207)."""
    return symbols.reports.refuse(
        Diagnostic("GR207", "a source can only say who an officer is or where a function lies", span,
                   "a clause of a source",
                   "make it a clause of an instrument, or a sentence with `designates`, `is vested with`, `reserves`, "
                   "`retains` or `delegates`", id_)
    )  # fmt: skip


def claims_of(
    rule: Claiming, clause: str, expander: Expander, rounds: Iterable["Round"]
) -> Iterator[rules.FunctionClaim]:
    """Yield a claim for each round and recipient. Raises ResolveError where a part is faulty, as reported."""
    leaves = leaves_of(rule.functions, expander.draft, expander.symbols, clause)
    for round_ in rounds:
        for to, when in _named(rule, expander, round_):
            yield rules.FunctionClaim(clause, round_.point, _how(rule), to, leaves, round_.when + when)


def _how(rule: Claiming) -> str:
    if isinstance(rule, ast.KeepsRule):
        return "reserved" if rule.reserves else "retained"
    return "vested" if isinstance(rule, ast.VestsRule) else "delegated"


def _named(rule: Claiming, expander: Expander, round_: "Round") -> Iterator[tuple[str | None, When]]:
    """Yield to whom the functions are said to go, or who is said to exercise them, with what that rests on."""
    draft = expander.draft
    body = draft.body_of(round_.point)
    board = draft.bodies[body].first_holder
    match rule:
        case ast.VestsRule():
            yield organ_exercising(expander, rule.by, round_.env, body)
        case ast.KeepsRule():
            yield exercised_by(expander, rule.by, round_.env, board)
        case ast.DelegatesRule():
            for receiver, target in holders(expander, rule.to, round_.env, board):
                yield receiver, target.when + draft.holder_life(receiver)
