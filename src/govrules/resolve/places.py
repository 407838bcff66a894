"""Which modifiers can stand on which clauses.

In: a clause as written. Out: nothing, or the diagnostic of the first modifier that would say nothing there (GR214 for
conditions, GR220 for all others). A modifier that no table names can stand on every clause.
"""

from typing import Any

from govrules.diagnostics import Diagnostic
from govrules.resolve.marks import all_of, one_of
from govrules.resolve.symbols import Symbols
from govrules.syntax import ast

_DELEGATES = (ast.DelegatesRule,)
_AMOUNTS = (ast.DelegatesRule, ast.KeepsRule, ast.ProhibitsRule, ast.ExercisesRule)
_CONDITIONS = _AMOUNTS
_STEPS = (ast.DelegatesRule, ast.KeepsRule, ast.ExercisesRule)
_DUTIES = (ast.DelegatesRule, ast.ExercisesRule)
_FLAGS: dict[str, tuple[str, tuple[type, ...], str]] = {
    "fixed": ("`fixed`", _DELEGATES, "delegate"),
    "own-matter": ("`not in own matter`", _DELEGATES, "delegate"),
    "exclusively": ("`exclusively`", (ast.DelegatesRule, ast.EmpowersRule), "delegate or empower"),
    "by-default": ("`unless directed otherwise`", (ast.EmpowersRule,), "empower"),
}
_FOR_BODIES = (
    *_AMOUNTS, ast.RevokesRule, ast.AnswersRule, ast.DeputisesRule, ast.LeadsRule, ast.JudgesRule, ast.MustRule,
    ast.ApartRule, ast.FewRule,
)  # fmt: skip
_PLACES: dict[type, tuple[str, tuple[type, ...], str]] = {
    ast.LimitExpr: ("amounts", _AMOUNTS, "delegate, reserve, retain or prohibit"),
    ast.DutyExpr: ("a duty", _DUTIES, "delegate, or say how something is exercised"),
    ast.Despite: ("`despite`", (ast.DelegatesRule, ast.KeepsRule), "delegate, reserve or retain"),
    ast.Relying: ("`relying on`", _DELEGATES, "delegate"),
    ast.Further: ("a word on further delegation", (ast.DelegatesRule, ast.EmpowersRule), "delegate or empower"),
    ast.ForBodies: (
        "`for`",
        _FOR_BODIES,
        "delegate, reserve, retain, prohibit, revoke, deputise, answer, lead, judge or say what must be done",
    ),
}  # fmt: skip
"""For a modifier what it is, the clauses that can have it, and what those do."""


def refuse_misplaced(clause: str, statement: ast.ClauseStatement, symbols: Symbols) -> None:
    """Refuse a modifier that says nothing on this kind of clause. Raises ResolveError."""
    rule = type(statement.rule)
    for modifier in statement.modifiers:
        refused = _refused(rule, modifier)
        if refused is not None:
            code, what, help_ = refused
            label = "a condition" if code == "GR214" else "cannot stand here"
            raise symbols.reports.refuse(
                Diagnostic(code, f"this kind of clause cannot have {what}", modifier.span, label, help_, clause)
            )
    _refuse_no_leave(clause, statement, symbols)


def _refuse_no_leave(clause: str, statement: ast.ClauseStatement, symbols: Symbols) -> None:
    """Refuse `unless directed otherwise` where no leave is given. Raises ResolveError (GR220)."""
    further = one_of(statement.modifiers, ast.Further)
    for flag in all_of(statement.modifiers, ast.Flag):
        if flag.word == "by-default" and (further is None or not further.allowed):
            raise symbols.reports.refuse(
                Diagnostic("GR220", "`unless directed otherwise` belongs to leave to delegate further", flag.span,
                           "no leave is given here", "write `who may delegate further unless directed otherwise`",
                           clause)
            )  # fmt: skip


def _refused(rule: type, modifier: Any) -> tuple[str, str, str] | None:
    if isinstance(modifier, ast.Condition) and rule not in _CONDITIONS:
        return "GR214", "a condition", "put conditions on clauses that delegate, reserve, retain or prohibit"
    if isinstance(modifier, ast.OnlyAfter) and rule not in _STEPS:
        return "GR214", "a step before", "put `only after` on clauses that delegate, reserve or retain"
    if isinstance(modifier, ast.Flag) and modifier.word in _FLAGS:
        written, rules, doing = _FLAGS[modifier.word]
        return None if rule in rules else ("GR220", written, f"put it on clauses that {doing}")
    if rule is ast.DefinesRule and isinstance(modifier, ast.Replacing | ast.Adopted | ast.Refs):
        return "GR220", "this modifier", "leave it out; a set of posts stands as long as its instrument"
    what, rules, doing = _PLACES.get(type(modifier), ("", (rule,), ""))
    if rule in rules:
        return None
    return "GR220", what, f"put it on clauses that {doing}, or leave it out"
