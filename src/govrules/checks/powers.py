"""GR305 to GR307: a first delegation that no enabling power covers, that a power excludes, or that is void.

In: a scheme under check. Out: a diagnostic for each clause and fault. Powers, ranks and what is void are for the engine
to say. With the option `for_adoption` a power that is assumed is an error: the answers stay as they are.
Source: docs/reference/semantics.md, A4; section 5, 1 and 2.
"""

from collections import defaultdict
from collections.abc import Iterator

from attrs import define, field

from govrules.checks.scope import Scope, days_of
from govrules.diagnostics import Diagnostic, Related, Severity
from govrules.engine.boxes import covers
from govrules.engine.place import areas_on
from govrules.engine.priority import Link
from govrules.model import rules


@define
class _Fault:
    """The bodies and leaves for which something is so on every day."""

    bodies: set[str] = field(factory=set)
    leaves: set[str] = field(factory=set)


def powers(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the clauses that delegate without a power, against one, or what cannot be delegated."""
    faults: dict[tuple[str, str], _Fault] = defaultdict(_Fault)
    for rule in scope.scheme.delegations:
        for leaf in sorted(rule.leaves):
            code = _fault(scope, rule, leaf)
            if code and not (code == "GR305" and scope.lost.speaks_of(["may"], ["any"], leaves=[leaf])):
                faults[rule.clause, code].bodies.add(scope.scheme.body_of(rule.body))
                faults[rule.clause, code].leaves.add(leaf)
    for (clause, code), fault in sorted(faults.items()):
        yield from _REPORTS[code](scope, clause, fault)


def _fault(scope: Scope, rule: rules.Delegation, leaf: str) -> str:
    """Return the code of what is so under every settlement, on every day on which the clause may be live."""
    own = scope.compiled.by_body[scope.scheme.body_of(rule.body)]
    others = [power.when for power in own.powers] + [keeping.when for keeping in own.keepings if leaf in keeping.leaves]
    if not _is_doubtful(scope, rule, leaf):
        return ""
    found: set[str] = set()
    for day in days_of(rule.when, *others):
        for point in areas_on(scope.compiled, rule.body, day) or [rule.body]:
            place = scope.place(point, leaf, day)
            if not scope.can_settle(place):
                return ""
            for world in scope.worlds(place):
                links = [link for link in world.links if link.rule == rule and link.is_live and link.is_link]
                found |= {_fault_of(link, place.needs_powers) for link in links if world.held}
                if "" in found:
                    return ""
    return found.pop() if len(found) == 1 else ""


def _is_doubtful(scope: Scope, rule: rules.Delegation, leaf: str) -> bool:
    """Say whether the engine need be asked: not where powers may cover all who receive, and none above reserves."""
    scheme, own = scope.scheme, scope.compiled.by_body[scope.scheme.body_of(rule.body)]
    rank = scheme.instruments[rule.instrument].rank
    reserving = (keeping for keeping in own.keepings if keeping.reserves and leaf in keeping.leaves)
    reserved = any(scheme.outranks(scheme.instruments[keeping.instrument].rank, rank) for keeping in reserving)
    if reserved or not scheme.delegable(leaf):
        return True
    if "enabling-powers" not in scheme.kinds[scheme.bodies[scheme.body_of(rule.body)].kind].features:
        return False
    live = [
        power for power in own.powers
        if leaf in power.leaves - power.excluded and any(True for _ in days_of((*rule.when, *power.when)))
    ]  # fmt: skip
    receiving = {name for seat in scheme.seats_of(rule.receiver) for name in seat.of}
    return not all(any(power.kinds & scheme.recipient_kinds(name) for power in live) for name in receiving)


def _fault_of(link: Link, needs_power: bool) -> str:
    if "non-delegable" in link.against or (link.is_met and link.void and covers(link.void, link.written)):
        return "GR307"
    if "excluded-by-power" in link.against:
        return "GR306"
    return "GR305" if link.is_first and needs_power and link.power is None else ""


def _no_power(scope: Scope, clause: str, fault: _Fault) -> Iterator[Diagnostic]:
    kind = scope.scheme.kinds[scope.scheme.bodies[min(fault.bodies)].kind].label.display.lower()
    yield Diagnostic(
        "GR305",
        f"no enabling power lets {scope.names(fault.bodies)} delegate {scope.functions_named(fault.leaves)} as "
        f"clause {clause} does: the answers assume that there is one",
        scope.functions(clause),
        "under which power?",
        f"write the power a {kind} has, or the Act it is in: `clause LABEL of ACT: each KIND may delegate ...`",
        clause,
        weight=Severity.ERROR if scope.options.for_adoption else None,
    )


def _excluded(scope: Scope, clause: str, fault: _Fault) -> Iterator[Diagnostic]:
    whole = scope.whole_functions(clause, fault.leaves)
    if not whole and scope.says_everything(clause):
        return
    excluding = {power.clause for power in scope.scheme.powers if power.excluded & fault.leaves}
    related = tuple(Related(scope.functions(one), "excluded here") for one in sorted(excluding))
    yield _without_effect("GR306", scope, clause, fault, whole, "which the enabling power excludes", related)


def _void(scope: Scope, clause: str, fault: _Fault) -> Iterator[Diagnostic]:
    whole = scope.whole_functions(clause, fault.leaves)
    if not whole and scope.says_everything(clause):
        return
    rank = scope.scheme.instruments[scope.scheme.clauses[clause].instrument].rank
    above = {
        keeping.clause for keeping in scope.scheme.keepings
        if keeping.reserves and keeping.leaves & fault.leaves
        and scope.scheme.body_of(keeping.body) in fault.bodies
        and scope.scheme.outranks(scope.scheme.instruments[keeping.instrument].rank, rank)
    }  # fmt: skip
    why = "which a document of higher rank reserves" if above else "which nobody may delegate"
    related = tuple(Related(scope.functions(one), "reserved here") for one in sorted(above))
    yield _without_effect("GR307", scope, clause, fault, whole, why, related)


def _without_effect(
    code: str, scope: Scope, clause: str, fault: _Fault, whole: list[str], why: str, related: tuple[Related, ...]
) -> Diagnostic:
    """Return what is said of what a clause cannot delegate; an error where it is the `whole` of functions it names."""
    return Diagnostic(
        code,
        f"clause {clause} delegates {scope.functions_named(fault.leaves)}, {why} (for {scope.names(fault.bodies)})",
        scope.functions(clause),
        "has no effect there",
        "take it out of this clause with `except`; it stays with the body itself",
        clause,
        related,
        Severity.ERROR if whole else Severity.WARNING,
    )


_REPORTS = {"GR305": _no_power, "GR306": _excluded, "GR307": _void}
