"""What further delegations say they rely on.

In: the rules of all clauses, and what each names. Out: the same rules with `relying` filled in; a limits table means
all of its rows. Diagnostics: GR101, GR224. Source: docs/reference/semantics.md, A7.
"""

from collections.abc import Iterable

from attrs import evolve, frozen

from govrules.diagnostics import Diagnostic
from govrules.model import rules
from govrules.resolve.draft import Draft
from govrules.resolve.endings import unknown_clause
from govrules.resolve.symbols import Symbols
from govrules.source import Span


@frozen
class Reliance:
    """Clause or table `by` says that it relies on the clause or table `on`, named at `span`."""

    by: str
    on: str
    span: Span


def apply_reliance(out: rules.RuleSet, found: Iterable[Reliance], draft: Draft, symbols: Symbols) -> None:
    """Tell further delegations what they rely on. What gives their giver nothing is reported and has no effect."""
    relying: dict[str, set[str]] = {}
    for one in dict.fromkeys(found):
        if one.on in symbols.dropped:
            continue
        if one.on not in draft.clauses and one.on not in draft.tables:
            unknown_clause(one.on, one.span, one.by, draft, symbols)
        elif not _gives(one, out.delegations, draft):
            symbols.reports.add(
                Diagnostic("GR224", f"clause {one.on} gives nothing to whoever delegates by {one.by}", one.span,
                           "nothing to rely on", "name the clauses by which the giver holds what it passes on; the"
                           " board of a body relies on none", one.by)
            )  # fmt: skip
        else:
            for clause in draft.tables.get(one.by, (one.by,)):
                relying.setdefault(clause, set()).update(draft.tables.get(one.on, (one.on,)))
    out.delegations = [
        evolve(rule, relying=frozenset(relying[rule.clause])) if rule.clause in relying else rule
        for rule in out.delegations
    ]


def _gives(one: Reliance, delegations: Iterable[rules.Delegation], draft: Draft) -> bool:
    """Say whether some of what is passed on was given, for that body, to somebody who can fill the giver's seats."""
    by, on = (set(draft.tables.get(name, (name,))) for name in (one.by, one.on))
    given = [rule for rule in delegations if rule.clause in on]
    return any(
        draft.body_of(rule.body) == draft.body_of(other.body)
        and rule.leaves & other.leaves
        and set(draft.candidates(rule.giver)) & set(draft.candidates(other.receiver))
        for rule in delegations
        for other in given
        if rule.clause in by
    )
