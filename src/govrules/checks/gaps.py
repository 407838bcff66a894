"""GR410, GR411: what a scheme of delegation says nothing about, and what passes by its residual rule alone.

In: a scheme under check. Out: a note for each document that delegates, reserves or retains, with the functions that no
live clause of any document deals with while it is in force. Functions of a document known in part are left alone.
Source: docs/reference/semantics.md, section 4, S1 and A11.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from attrs import define, field, frozen

from govrules.checks.scope import Scope, days_of, listed
from govrules.compile import BodyRules
from govrules.diagnostics import Diagnostic
from govrules.model.days import may_hold
from govrules.model.rules import Delegation, Keeping
from govrules.resolve.record import written
from govrules.syntax import ast


@define
class _Gap:
    """Leaves that nothing deals with: the bodies, and the first day of each leaf; or on every day."""

    bodies: set[str] = field(factory=set)
    leaves: dict[str, date] = field(factory=dict)


@frozen
class _Undealt:
    """That a document in force leaves a leaf out from a day on: at all times or not, to its residual rule or not."""

    instrument: str
    day: date
    always: bool
    to_residue: bool


def gaps(scope: Scope) -> Iterator[Diagnostic]:
    """Yield for each document what nothing deals with, always or from some day on; each function once for a body."""
    found: dict[tuple[str, str, bool], _Gap] = defaultdict(_Gap)
    for body, gaps_of in scope.by_body(_gaps_in):
        for leaf, one in gaps_of.items():
            gap = found[one.instrument, "GR411" if one.to_residue else "GR410", one.always]
            gap.bodies.add(body)
            gap.leaves[leaf] = min(one.day, gap.leaves.get(leaf, date.max))
    for (instrument, code, always), gap in sorted(found.items()):
        yield _report(scope, instrument, code, always, gap)


def _gaps_in(scope: Scope, body: str) -> dict[str, _Undealt]:
    """Return the document that should say something of each leaf that nothing deals with in a body."""
    own = scope.compiled.by_body[body]
    gaps_of: dict[str, list[_Undealt]] = defaultdict(list)
    for instrument in [] if own.partly_known else sorted({rule.instrument for rule in _dealing(own)}):
        if scope.scheme.instruments[instrument].parties:
            for leaf, day, always, to_residue in _undealt(scope, own, body, instrument):
                gaps_of[leaf].append(_Undealt(instrument, day, always, to_residue))
    return {
        leaf: several[0] if len(several) == 1 else max(several, key=lambda one: _nearness(scope, own, leaf, one))
        for leaf, several in gaps_of.items()
    }


def _nearness(scope: Scope, own: BodyRules, leaf: str, one: _Undealt) -> tuple[bool, int, int]:
    """Return how likely a document is the one that should say something of a leaf.

    First one whose residual rule has it; then whose clauses deal with the leaf at other times, or with functions beside
    it; then whose clauses deal with most.
    """
    dealt = [rule.leaves for rule in _dealing(own) if rule.instrument == one.instrument]
    around = [leaves for leaves in map(scope.scheme.leaves_of, scope.scheme.functions) if leaf in leaves]
    beside = [len(leaves) for leaves in around if any(not other.isdisjoint(leaves) for other in dealt)]
    return one.to_residue, -min(beside, default=len(scope.scheme.functions)), len(frozenset().union(*dealt))


def _dealing(own: BodyRules) -> list[Delegation | Keeping]:
    return [*own.delegations, *own.keepings]


def _undealt(scope: Scope, own: BodyRules, body: str, instrument: str) -> Iterator[tuple[str, date, bool, bool]]:
    """Yield leaves nothing deals with while a document is in force, the first day, whether always, whether residue.

    What may not be delegated needs no clause, and no residual rule has it.
    """
    dealing = _dealing(own)
    residues = [residue for residue in own.residues if residue.instrument == instrument]
    first = scope.firsts[body]
    of_document = [rule.when for rule in own.delegations if rule.instrument == instrument and rule.giver in first]
    of_document += [keeping.when for keeping in own.keepings if keeping.instrument == instrument]
    of_document += [residue.when for residue in residues]
    undealt: dict[str, date] = {}
    dealt_with: set[str] = set()
    to_residue = False
    whens = [rule.when for rule in dealing] + [vesting.when for vesting in own.vestings] + of_document
    for day in days_of((), *whens):
        if not scope.begun(instrument, day) or not any(may_hold(when, day) for when in of_document):
            continue
        vested = {leaf for rule in own.vestings if may_hold(rule.when, day) for leaf in rule.leaves}
        dealt = {leaf for rule in dealing if may_hold(rule.when, day) for leaf in rule.leaves}
        dealt_with |= dealt
        to_residue = to_residue or any(may_hold(rule.when, day) for rule in residues)
        for leaf in vested - dealt - scope.lost_leaves - undealt.keys():
            if scope.scheme.delegable(leaf):
                undealt.setdefault(leaf, day)
    for leaf, day in sorted(undealt.items()):
        yield leaf, day, leaf not in dealt_with, to_residue


def _report(scope: Scope, instrument: str, code: str, always: bool, gap: _Gap) -> Diagnostic:
    span = scope.declared(ast.InstrumentStatement, instrument) or scope.scheme.instruments[instrument].span
    leaves, bodies = scope.functions_named(gap.leaves), scope.names(gap.bodies)
    if not always:
        rest = ": the residual rule has them then" if code == "GR411" else ""
        days = listed([written(day) for day in sorted(set(gap.leaves.values()))])
        return Diagnostic(
            code, f"no clause deals with {leaves} on some days on which {instrument} is in force, from {days} "
            f"(for {bodies}){rest}", span, "in force without a clause for them",
            "say who acts on those days, if the paper does",
        )  # fmt: skip
    if code == "GR411":
        return _left(scope, instrument, leaves, gap.bodies)
    return Diagnostic(
        code, f"no clause in force with {instrument} delegates, retains or reserves {leaves} (for {bodies}): this "
        "stays with the body itself", span, "says nothing of them",
        "nothing to mend if that is meant; a clause that `retains` them would say so",
    )  # fmt: skip


def _left(scope: Scope, instrument: str, leaves: str, bodies: set[str]) -> Diagnostic:
    residues = [rule for rule in scope.scheme.residues if rule.instrument == instrument]
    own = {scope.scheme.bodies[body].first_holder for body in bodies}
    receivers = {rule.receiver for rule in residues if scope.scheme.body_of(rule.body) in bodies}
    to = "stay with the body's own board" if receivers <= own else f"pass to {scope.names(receivers, 2)}"
    return Diagnostic(
        "GR411", f"{leaves} {to} by the residual rule of {instrument} alone (for {scope.names(bodies)})",
        scope.scheme.clauses[residues[0].clause].span, "catches whatever no clause deals with",
        "nothing to mend if that is meant; otherwise delegate, retain or reserve them by a clause", residues[0].clause,
    )  # fmt: skip
