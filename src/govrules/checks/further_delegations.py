"""GR301 to GR304: a clause passes on what its giver does not hold, may not pass on, or holds no longer.

In: a scheme under check. Out: a diagnostic for each clause and fault, with the bodies it is a fault for. What the giver
holds, and on which days, is for the engine to say; where the files leave that open nothing is reported.
Source: docs/reference/semantics.md, section 4, S3; A3, A5, A7.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import define, field, frozen

from govrules.checks.scope import Scope, days_of
from govrules.diagnostics import Diagnostic, Related, Severity
from govrules.engine.boxes import NOTHING, intersect, reaches
from govrules.engine.excluded import reasons_against
from govrules.engine.place import Place, areas_on
from govrules.engine.priority import Link
from govrules.engine.world import World
from govrules.model import rules
from govrules.model.days import may_hold
from govrules.model.money import shown
from govrules.resolve.record import written
from govrules.syntax import ast

OPEN, GIVES, SHORT, WITHOUT, NO_LEAVE = "open", "gives", "short", "without", "no-leave"
_WORST_LAST = (OPEN, GIVES, SHORT, NO_LEAVE, WITHOUT)


@define
class _Fault:
    """What is wrong with a clause in one way: the bodies, the leaves, and the first day it shows."""

    bodies: set[str] = field(factory=set)
    leaves: set[str] = field(factory=set)
    first: date = date.max


@frozen
class _Wrong:
    """What is wrong with a clause for one body and leaf, and the first day it shows."""

    code: str
    clause: str
    giver: str
    leaf: str
    day: date


def further_delegations(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the faults of clauses whose givers are not first holders."""
    faults: dict[tuple[str, str], _Fault] = defaultdict(_Fault)
    for body, several in scope.by_body(_wrong_in):
        for wrong in several:
            if not scope.lost.speaks_of(scope.lost.holder(wrong.giver), leaves=[wrong.leaf]):
                fault = faults[wrong.clause, wrong.code]
                fault.bodies.add(body)
                fault.leaves.add(wrong.leaf)
                fault.first = min(fault.first, wrong.day)
    for (clause, code), fault in sorted(faults.items()):
        yield from _REPORTS[code](scope, clause, fault)


def _wrong_in(scope: Scope, body: str) -> tuple[_Wrong, ...]:
    """Return what is wrong in a body, however much of the files was left out for faults."""
    worlds = _Worlds(scope)
    found = []
    for rule in scope.compiled.by_body[body].delegations:
        for leaf in sorted(rule.leaves) if rule.giver not in scope.firsts[body] else ():
            code, day = _verdict(list(_fates(scope, rule, leaf, worlds)))
            if code:
                found.append(_Wrong(code, rule.clause, rule.giver, leaf, day))
    return tuple(found)


@define
class _Worlds:
    """The worlds of the places of one body, each found once for all of its clauses."""

    scope: Scope
    _found: dict[int, tuple[Iterator[World], list[World]]] = field(factory=dict)

    def of(self, place: Place) -> Iterator[World]:
        """Yield what holds at a place under each settlement, the plainest first, no more of it than is asked for."""
        rest, known = self._found.setdefault(id(place), (self.scope.worlds(place), []))
        yield from known
        for world in rest:
            known.append(world)
            yield world


def _verdict(fates: list[tuple[date, str]]) -> tuple[str, date]:
    """Return the code of what is wrong, empty for nothing, and the day from which it is."""
    kinds = {fate for _, fate in fates}
    if OPEN in kinds:
        return "", date.max
    if GIVES in kinds:
        gave = min(day for day, fate in fates if fate == GIVES)
        after = [day for day, fate in fates if fate in (WITHOUT, NO_LEAVE) and day > gave]
        return ("GR304", after[0]) if after else ("", date.max)
    for kind, code in ((SHORT, "GR301"), (NO_LEAVE, "GR303"), (WITHOUT, "GR302")):
        if kind in kinds:
            return code, min(day for day, fate in fates if fate == kind)
    return "", date.max


def _fates(scope: Scope, rule: rules.Delegation, leaf: str, worlds: _Worlds) -> Iterator[tuple[date, str]]:
    """Yield what becomes of a clause on each day that matters; the best of all points and settlements."""
    own = scope.compiled.by_body[scope.scheme.body_of(rule.body)]
    others = [other.when for other in own.delegations if leaf in other.leaves]
    known: dict[int, set[str]] = {}
    for day in days_of(rule.when, *others, *(residue.when for residue in own.residues)):
        points = areas_on(scope.compiled, rule.body, day) or [rule.body]
        found = set[str]()
        for place in (scope.place(point, leaf, day) for point in points):
            if id(place) not in known:
                known[id(place)] = _fates_at(scope, rule, place, worlds)
            found |= known[id(place)]
        if found:
            yield day, min(found, key=_WORST_LAST.index)


def _fates_at(scope: Scope, rule: rules.Delegation, place: Place, worlds: _Worlds) -> set[str]:
    """Return what becomes of a clause at a place, under one settlement or another, as far as it takes to give."""
    found = set[str]()
    if not scope.can_settle(place):
        return {OPEN}
    for world in worlds.of(place):
        for link in world.links:
            if link.rule == rule and world.held and link.acts and link.effect and not link.is_first:
                found.add(_fate(world, link, reasons_against(place, world, link, {})))
        if GIVES in found:
            break
    return found


def _fate(world: World, link: Link, against: Iterable[str]) -> str:
    carried = [chain.region for chain in world.chains.get(link.receiver, ()) if chain.links[-1] is link]
    limit = link.rule.limit if isinstance(link.rule, rules.Delegation) else None
    if carried:
        short = (
            limit is not None
            and limit.up_to is not None
            and not any(reaches(region, {limit.basis: limit.up_to}) for region in carried)
        )
        return SHORT if short else GIVES
    against = set(against)
    if "prohibited" in against:
        return GIVES
    holding = [
        chain for holder, several in world.chains.items() if world.holders.draws_on(link.giver, holder)
        for chain in several if chain.leave
    ]  # fmt: skip
    if holding and all(any(step.giver == link.receiver for step in chain.links) for chain in holding):
        return GIVES
    if holding and all(intersect(chain.region, link.effect) == NOTHING for chain in holding):
        return SHORT
    return NO_LEAVE if "no-leave" in against else WITHOUT


# ---------------------------------------------------------------------------------------------------- words


def _sources(scope: Scope, clause: str, fault: _Fault, label: str, *parts: type) -> tuple[Related, ...]:
    """Return the clauses that give the giver these functions, as further places."""
    giving = dict.fromkeys(rule.clause for rule in _giving(scope, clause, fault))
    return tuple(Related(scope.span(one, *parts), label) for one in [*giving][:3])


def _giving(scope: Scope, clause: str, fault: _Fault) -> list[rules.Delegation]:
    """Return what gives the giver of a clause these functions, in order of clause."""
    givers = {rule.giver for rule in scope.delegations_of[clause]}
    found = [
        rule for giver in sorted(givers) for rule in scope.delegations_to.get(giver, ())
        if rule.leaves & fault.leaves and scope.scheme.body_of(rule.body) in fault.bodies
    ]  # fmt: skip
    return sorted((rule for rule in found if rule.clause != clause), key=lambda rule: rule.clause)


def _giver(scope: Scope, clause: str) -> str:
    return scope.name(scope.delegations_of[clause][0].giver)


def _beyond(scope: Scope, clause: str, fault: _Fault) -> Iterator[Diagnostic]:
    limits = [rule.limit for rule in scope.delegations_of[clause] if rule.limit and rule.limit.up_to]
    most = f"up to {shown(max(limit.up_to or 0 for limit in limits))}" if limits else "beyond those of its giver"
    yield Diagnostic(
        "GR301",
        f"clause {clause} passes on amounts {most}, and its giver holds less (for {scope.names(fault.bodies)})",
        scope.span(clause, ast.LimitExpr),
        f"{_giver(scope, clause)} holds less",
        "lower this amount, or raise the one in the clause that gives it to them",
        clause,
        _sources(scope, clause, fault, "what the giver holds", ast.LimitExpr),
    )


def _without(scope: Scope, clause: str, fault: _Fault) -> Iterator[Diagnostic]:
    whole = scope.whole_functions(clause, fault.leaves)
    if not whole and scope.says_everything(clause):
        return
    yield Diagnostic(
        "GR302",
        f"clause {clause} passes on {scope.functions_named(fault.leaves)}, "
        f"which its giver never holds (for {scope.names(fault.bodies)})",
        scope.functions(clause),
        f"nobody gives this to {_giver(scope, clause)}",
        "take these functions out, or write the clause that delegates them to the giver",
        clause,
        weight=None if whole else Severity.WARNING,
    )


def _no_leave(scope: Scope, clause: str, fault: _Fault) -> Iterator[Diagnostic]:
    yield Diagnostic(
        "GR303",
        f"clause {clause} passes on what its giver may not delegate further (for {scope.names(fault.bodies)})",
        scope.functions(clause),
        f"{_giver(scope, clause)} has no leave to pass this on",
        "add `who may delegate further` to the clause that gives it to them, or take this clause out",
        clause,
        _sources(scope, clause, fault, "given here without leave", ast.Further),
    )


def _outlives(scope: Scope, clause: str, fault: _Fault) -> Iterator[Diagnostic]:
    giving = _giving(scope, clause, fault)
    live = {rule.clause: None for rule in giving if may_hold(rule.when, fault.first)}
    ended = {rule.clause: None for rule in giving if rule.clause not in live}
    why, help_ = _succeeded(scope, [*ended], [*live], fault.first)
    places = [Related(scope.span(one), "it rested on this, which has ended") for one in [*ended][:3]]
    places += [Related(scope.span(one), "gives the same then, and nothing rests on it") for one in [*live][:1] if why]
    yield Diagnostic(
        "GR304",
        f"clause {clause} goes on after what it rests on: from {written(fault.first)} its giver "
        f"has nothing to pass on{why} (for {scope.names(fault.bodies)})",
        scope.span(clause, ast.ToDay, ast.BeforeDay),
        "goes on too long",
        help_,
        clause,
        tuple(places),
    )


def _succeeded(scope: Scope, ended: list[str], live: list[str], day: date) -> tuple[str, str]:
    """Return what it is that ended the clauses, if a document took the place of theirs, and what to do."""
    instruments, clauses = scope.scheme.instruments, scope.scheme.clauses
    for old in ended:
        for new in sorted(instruments.values(), key=lambda one: one.id):
            if clauses[old].instrument not in new.replaces or not may_hold((new.in_force,), day):
                continue
            label, document = clauses[old].label, clauses[old].instrument
            why = f", since {new.id} took the place of {document}"
            again = [one for one in live if clauses[one].instrument == new.id]
            if again:
                return why, f"add `replacing {label} of {document}` to clause {clauses[again[0]].label} of {new.id}"
            return f"{why} and has no clause {label}", (
                f"end it on the day before, or write `replacing {label} of {document}` on the clause of {new.id} that "
                "takes its place"
            )
    return "", "end it on the day before, or write what takes the place of the clause it rested on, with `replacing`"


_REPORTS = {"GR301": _beyond, "GR302": _without, "GR303": _no_leave, "GR304": _outlives}
