"""What must not be exercised, and how something is exercised: prohibitions and procedures.

In: parts of `WHO must not exercise F` and `WHO exercises F`, in one round of a clause's `each`. Out: parts of the rules
they make. Diagnostics: GR102, GR222, GR227 and those of `expand`. Source: docs/reference/semantics.md, 3.12 and S3.
"""

from collections.abc import Iterator

from govrules.diagnostics import Diagnostic
from govrules.model import rules
from govrules.model.days import Cause
from govrules.resolve.draft import Draft
from govrules.resolve.expand import Env, Expander
from govrules.resolve.steps import called
from govrules.resolve.symbols import Symbols
from govrules.syntax import ast

Conditions = tuple[rules.Condition, ...]


def is_anyone(who: ast.Who) -> bool:
    """Say whether a sentence is about anyone."""
    return isinstance(who, ast.HolderExpr) and who.owner is None and _is_anyone(who.name)


def _is_anyone(word: ast.Ref) -> bool:
    return word.text == "anyone" and not word.quoted


def spared(expander: Expander, who: ast.Who | ast.AnyoneExcept, env: Env, board: str) -> frozenset[str]:
    """Return the posts, organs and sets that `anyone except` leaves out; a set that lists posts stands for these."""
    if not isinstance(who, ast.AnyoneExcept):
        return frozenset()
    if not _is_anyone(who.anyone):
        raise expander.symbols.reports.refuse(
            Diagnostic("GR102", "only `anyone` has an `except` here", who.anyone.span, "one holder",
                       "write `anyone except ...`, or leave `except` out")
        )  # fmt: skip
    found: set[str] = set()
    for one in who.spared:
        named = expander.set_named(one)
        if named is not None and named in expander.draft.lists:
            found.update(expander.draft.lists[named])
            continue
        for target in expander.who(one, env):
            if any(period.cause is Cause.MEMBERSHIP for period in target.when):
                raise expander.symbols.reports.refuse(
                    Diagnostic("GR222", "members come and go, and an exception stands still", one.span,
                               "this changes with time", "name those who are left out, or say `that party`")
                )  # fmt: skip
            found.add(expander.receiver(target, board))
    return frozenset(found)


def unmet(conditions: Conditions) -> Iterator[Conditions]:
    """Yield the ways in which conditions are not met: for each, that all its literals are otherwise."""
    for condition in conditions:
        otherwise = (rules.Literal(one.circumstance, not one.holds) for one in condition)
        yield tuple(frozenset([literal]) for literal in sorted(otherwise, key=lambda one: one.circumstance))


def if_acting(duties: tuple[str, ...], holder: str, draft: Draft) -> tuple[str, ...]:
    """Return duties that follow only if it is a certain holder who acts, in words."""
    named = f"the {holder.split('@')[0].replace('-', ' ')}" if holder in draft.sets else called(holder, draft).display
    return tuple(f"{duty}, if {named} acts" for duty in duties)


def refuse_empty(clause: str, statement: ast.ClauseStatement, symbols: Symbols) -> None:
    """Refuse a procedure that asks for nothing. Raises ResolveError (GR227)."""
    asks = (ast.Condition, ast.OnlyAfter, ast.DutyExpr)
    if isinstance(statement.rule, ast.ExercisesRule) and not any(isinstance(m, asks) for m in statement.modifiers):
        raise symbols.reports.refuse(
            Diagnostic("GR227", "this procedure asks for nothing", statement.span, "neither a condition nor a duty",
                       "say what it takes: `only if ...`, `only after ...` or `then ...`", clause)
        )  # fmt: skip
