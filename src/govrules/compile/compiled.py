"""Rules by the body they are made for, and the days on which anything there can change.

In: a scheme. Out: `Compiled`. Promise: it holds nothing the scheme does not say; every look-up is by body, so that a
question costs what its own body's rules cost.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import define, field, fields

from govrules.compile.graph import authority_graph, rules_of
from govrules.model import rules, things
from govrules.model.days import When, change_days
from govrules.model.scheme import Scheme

_BY_BODY = (
    "vestings", "designations", "claims", "function_claims", "keepings", "residues", "seatings", "prohibitions",
    "procedures", "deputies", "replacements", "partly_known",
)  # fmt: skip


@define
class BodyRules(rules.RuleSet):
    """Everything that bears on one body and its areas."""

    oversight: list[things.Oversight] = field(factory=list)
    is_party: bool = False

    def about(self, leaf: str | None) -> "BodyRules":
        """Return what bears on a leaf; all where it is None."""
        if leaf is None:
            return self
        found = BodyRules(is_party=self.is_party)
        for sort in _SORTS:
            setattr(found, sort, [rule for rule in getattr(self, sort) if _is_about(rule, leaf)])
        return found


_SORTS = tuple(one.name for one in fields(BodyRules) if one.name != "is_party")


def _is_about(rule: object, leaf: str) -> bool:
    """Say whether a rule names a leaf, to give it or to take it out, or names no functions."""
    leaves: frozenset[str] | None = getattr(rule, "leaves", None)
    return leaves is None or leaf in leaves or leaf in getattr(rule, "excluded", ())


class Compiled:
    """A scheme, its authority graph and its rules by body."""

    def __init__(self, scheme: Scheme) -> None:
        """Index the scheme; the graph is built with it."""
        self.scheme = scheme
        self.graph = authority_graph(scheme)
        self._change_days: dict[tuple[str, str | None], tuple[date, ...]] = {}

    @cached_property
    def by_body(self) -> Mapping[str, BodyRules]:
        """The rules that bear on each body."""
        scheme = self.scheme
        found: dict[str, BodyRules] = {body: BodyRules() for body in scheme.bodies}
        for rule in rules_of(self.graph):
            found[scheme.body_of(rule.body)].delegations.append(rule)
        for sort in _BY_BODY:
            for rule in getattr(scheme, sort):
                getattr(found[scheme.body_of(rule.body)], sort).append(rule)
        for power in scheme.powers:
            for body in power.bodies:
                found[body].powers.append(power)
        for line in scheme.lines:
            for body in found if line.body is None else [scheme.body_of(line.body)]:
                found[body].lines.append(line)
        for record in scheme.records:
            for body in found if record.body is None else [scheme.body_of(record.body)]:
                found[body].records.append(record)
        for instrument in scheme.instruments.values():
            for body in instrument.parties:
                found[body].is_party = True
        for body, groups in self._groups_of.items():
            found[body].oversight = [o for o in scheme.oversight if o.of == body or o.of in groups]
        return found

    @cached_property
    def appointments(self) -> Mapping[str, list[things.Appointment]]:
        """The appointments to each post."""
        found: dict[str, list[things.Appointment]] = defaultdict(list)
        for appointment in self.scheme.appointments:
            found[appointment.post].append(appointment)
        return found

    @cached_property
    def appointments_of(self) -> Mapping[str, list[things.Appointment]]:
        """The appointments of each person."""
        found: dict[str, list[things.Appointment]] = defaultdict(list)
        for appointment in self.scheme.appointments:
            if appointment.person is not None:
                found[appointment.person].append(appointment)
        return found

    @cached_property
    def memberships_of(self) -> Mapping[str, list[things.Membership]]:
        """The memberships of each group."""
        found: dict[str, list[things.Membership]] = defaultdict(list)
        for membership in self.scheme.memberships:
            found[membership.group].append(membership)
        return found

    def change_days(self, body: str, leaf: str | None = None) -> tuple[date, ...]:
        """Return the days on which an answer about a body or its areas can change, in order; `leaf`: one about it."""
        key = body, leaf
        if key not in self._change_days:
            days = {day for one in (body, *self.gives_to[body]) for day in self._days(one, leaf)}
            self._change_days[key] = tuple(sorted(days))
        return self._change_days[key]

    @cached_property
    def gives_to(self) -> Mapping[str, list[str]]:
        """For each body the others whose delegations or residual rules name its first holder, or whose board it is.

        A recipient names whoever can stand on one of its seats.
        """
        bodies = {body.first_holder: body.id for body in self.scheme.bodies.values() if body.first_holder}
        found: dict[str, set[str]] = {body: set() for body in self.scheme.bodies}
        given = [(rule.receiver, rule.body) for rule in self.scheme.delegations]
        given += [(rule.receiver, rule.body) for rule in self.scheme.residues]
        given += [(rule.organ, rule.body) for rule in self.scheme.seatings]
        for holder, point in given:
            for name in self._named(holder):
                receiver = bodies.get(name)
                if receiver is not None and self.scheme.body_of(point) != receiver:
                    found[receiver].add(self.scheme.body_of(point))
        return {body: sorted(others) for body, others in found.items()}

    @cached_property
    def circular(self) -> frozenset[tuple[str, str]]:
        """The clauses that are exceptions to each other in a circle, each with the next: none of these has effect."""
        excepts: dict[str, set[str]] = defaultdict(set)
        exceptional: list[rules.Delegation | rules.Keeping] = [*self.scheme.delegations, *self.scheme.keepings]
        for rule in exceptional:
            if rule.despite:
                excepts[rule.clause] |= rule.despite
        pairs = [(clause, other) for clause, others in excepts.items() for other in others]
        return frozenset((clause, other) for clause, other in pairs if clause in _below(other, excepts))

    def _named(self, holder: str) -> Iterator[str]:
        """Yield every post, organ and set that can stand on a seat of a holder."""
        if holder not in self.scheme.recipients:
            yield holder
            return
        for seat in self.scheme.seats_of(holder):
            yield from seat.of

    def _days(self, body: str, leaf: str | None) -> set[date]:
        scheme, own = self.scheme, self.by_body[body].about(leaf)
        whens: list[When] = [(scheme.bodies[body].life,)]
        whens += [(scheme.areas[area].life,) for area in scheme.bodies[body].areas]
        posts: set[str] = set()
        for sort in _SORTS:
            if sort != "replacements":
                whens += [rule.when for rule in getattr(own, sort)]
        posts.update(rule.post for rule in (*own.designations, *own.claims))
        posts.update(name for rule in own.delegations for name in self._named(rule.receiver))
        posts.update(name for rule in own.residues for name in self._named(rule.receiver))
        posts.update(name for rule in own.keepings if rule.to is not None for name in self._named(rule.to))
        posts.update(rule.holder for rule in own.vestings if rule.holder is not None)
        posts.update(post for rule in own.deputies for post in (rule.post, rule.deputy))
        for post in posts & scheme.posts.keys():
            whens.append(scheme.posts[post].life)
            whens += [appointment.when for appointment in self.appointments.get(post, ())]
        for group in self._groups_of[body]:
            whens += [(scheme.groups[group].life,), *(m.when for m in self.memberships_of[group])]
        return change_days(whens)

    @cached_property
    def _groups_of(self) -> Mapping[str, set[str]]:
        """The groups each body belongs to on some day, itself or by an area, directly or through groups."""
        above: dict[str, set[str]] = defaultdict(set)
        for membership in self.scheme.memberships:
            above[self.scheme.body_of(membership.member)].add(membership.group)
        found: dict[str, set[str]] = {}
        for body in self.scheme.bodies:
            groups: set[str] = set()
            waiting = [body]
            while waiting:
                for group in above[waiting.pop()] - groups:
                    groups.add(group)
                    waiting.append(group)
            found[body] = groups
        return found


def _below(clause: str, excepts: Mapping[str, set[str]]) -> set[str]:
    """Return a clause and everything it is an exception to, one after another."""
    found, waiting = {clause}, [clause]
    while waiting:
        for other in excepts.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found


def compile_scheme(scheme: Scheme) -> Compiled:
    """Make a scheme ready for questions."""
    return Compiled(scheme)
