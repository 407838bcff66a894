"""Rules by the body they are made for, and the days on which anything there can change.

In: a scheme. Out: `Compiled`. Promise: it holds nothing the scheme does not say; every look-up is by body, so that a
question costs what its own body's rules cost.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from attrs import define, field, fields

from govrules.model import rules, things
from govrules.model.columns import column
from govrules.model.days import When, change_days
from govrules.model.scheme import Scheme
from govrules.remembering import is_off

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


class ByBody(Mapping[str, BodyRules]):
    """The rules that bear on each body, put together when a body is first looked at."""

    def __init__(self, scheme: Scheme, groups_of: Callable[[str], set[str]]) -> None:
        """Keep the scheme; `groups_of` gives the groups of a body."""
        self._scheme, self._groups_of = scheme, groups_of
        self._numbers: dict[str, Mapping[str | None, list[int]]] = {}
        self._made: dict[str, BodyRules] = {}

    def __getitem__(self, body: str) -> BodyRules:
        """Return the rules that bear on a body of the scheme."""
        if body not in self._made:
            if body not in self._scheme.bodies:
                raise KeyError(body)
            self._made[body] = self._put_together(body)
        return self._made[body]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the bodies of the scheme."""
        return iter(self._scheme.bodies)

    def __len__(self) -> int:
        """Count the bodies of the scheme."""
        return len(self._scheme.bodies)

    def _put_together(self, body: str) -> BodyRules:
        scheme = self._scheme
        found = BodyRules(is_party=body in self._parties)
        given = scheme.delegations
        found.delegations = [given[number] for number in sorted(self._of("delegations", body), key=self._place)]
        for sort in _BY_BODY:
            setattr(found, sort, [getattr(scheme, sort)[number] for number in self._of(sort, body)])
        found.powers = [scheme.powers[number] for number in self._of("powers", body)]
        found.lines = [scheme.lines[number] for number in self._of("lines", None, body)]
        found.records = [scheme.records[number] for number in self._of("records", None, body)]
        found.oversight = [scheme.oversight[number] for number in self._of("oversight", body, *self._groups_of(body))]
        return found

    def _of(self, sort: str, *whom: str | None) -> list[int]:
        """Return the numbers of the rules of a sort that are made for any of these, in order."""
        if sort not in self._numbers:
            self._numbers[sort] = self._counted(sort)
        known = self._numbers[sort]
        return sorted(number for one in whom for number in known.get(one, ()))

    def _counted(self, sort: str) -> Mapping[str | None, list[int]]:
        scheme, found = self._scheme, defaultdict[str | None, list[int]](list)
        records = getattr(scheme, sort)
        if sort == "powers":
            for number, bodies in enumerate(column(records, "bodies")):
                for body in bodies:
                    found[body].append(number)
        elif sort == "oversight":
            for number, of in enumerate(column(records, "of")):
                found[of].append(number)
        else:
            for number, point in enumerate(column(records, "body")):
                found[point and scheme.body_of(point)].append(number)
        return found

    def _place(self, number: int) -> str:
        """Return what delegations are ordered by: clause, body or area, number."""
        rule = self._scheme.delegations[number]
        return f"{rule.clause} | {rule.body} | {number}"

    @cached_property
    def _parties(self) -> frozenset[str]:
        return frozenset(body for one in self._scheme.instruments.values() for body in one.parties)


class Compiled:
    """A scheme and its rules by body. What is asked for first is made first; nothing else costs anything."""

    def __init__(self, scheme: Scheme, remembers: bool = True) -> None:
        """Keep the scheme; every index is made when it is first used.

        Without `remembers`, or where the environment turns keeping off, no answer is kept for the next question.
        """
        self.scheme = scheme
        self.remembers = remembers and not is_off()
        self.kept: dict[type, Any] = {}
        """What the engine keeps beside the scheme from one question to the next, by its class."""
        self._change_days: dict[tuple[str, str | None], tuple[date, ...]] = {}
        self._covering: dict[str, Mapping[str, tuple[int, ...]]] = {}
        self._alike: dict[str, tuple[tuple[str, ...], ...]] = {}

    @cached_property
    def by_body(self) -> Mapping[str, BodyRules]:
        """The rules that bear on each body."""
        return ByBody(self.scheme, self.groups_of)

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

    def signature(self, body: str, leaf: str) -> Hashable:
        """Return what tells a leaf from others at a body: the rules that cover or exclude it there or where it acts."""
        covered = tuple(self._rules_about(one).get(leaf, ()) for one in (body, *self.gives_to[body]))
        return covered, self.scheme.delegable(leaf)

    def alike(self, body: str) -> tuple[tuple[str, ...], ...]:
        """Return the leaves of the catalogue, in groups of those that nothing tells apart at a body."""
        if body not in self._alike:
            groups: dict[Hashable, list[str]] = {}
            for leaf in self.scheme.leaves:
                groups.setdefault(self.signature(body, leaf), []).append(leaf)
            self._alike[body] = tuple(map(tuple, groups.values()))
        return self._alike[body]

    def _rules_about(self, body: str) -> Mapping[str, tuple[int, ...]]:
        """Return for each leaf the numbers of the rules of a body that cover it, below nil where they exclude it."""
        if body not in self._covering:
            found: dict[str, list[int]] = {}
            several = (getattr(self.by_body[body], sort) for sort in _SORTS)
            for number, rule in enumerate((rule for some in several for rule in some), start=1):
                for leaf in getattr(rule, "leaves", None) or ():
                    found.setdefault(leaf, []).append(number)
                for leaf in getattr(rule, "excluded", ()):
                    found.setdefault(leaf, []).append(-number)
            self._covering[body] = {leaf: tuple(numbers) for leaf, numbers in found.items()}
        return self._covering[body]

    @cached_property
    def gives_to(self) -> Mapping[str, list[str]]:
        """For each body the others whose delegations or residual rules name its first holder, or whose board it is.

        A recipient names whoever can stand on one of its seats.
        """
        bodies = {body.first_holder: body.id for body in self.scheme.bodies.values() if body.first_holder}
        found: dict[str, set[str]] = {body: set() for body in self.scheme.bodies}
        scheme = self.scheme
        given = [(scheme.delegations, "receiver"), (scheme.residues, "receiver"), (scheme.seatings, "organ")]
        pairs = {
            pair for rules_, who in given for pair in zip(column(rules_, who), column(rules_, "body"), strict=True)
        }
        for holder, point in pairs:
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
        for group in self.groups_of(body):
            whens += [(scheme.groups[group].life,), *(m.when for m in self.memberships_of[group])]
        return change_days(whens)

    @cached_property
    def _above(self) -> Mapping[str, set[str]]:
        """The groups each body (itself or by an area) and each group is a member of on some day."""
        above: dict[str, set[str]] = defaultdict(set)
        members, groups = (column(self.scheme.memberships, name) for name in ("member", "group"))
        for member, group in zip(members, groups, strict=True):
            above[self.scheme.body_of(member)].add(group)
        return above

    def groups_of(self, body: str) -> set[str]:
        """Return the groups a body belongs to on some day, itself or by an area, directly or through groups."""
        groups: set[str] = set()
        waiting = [body]
        while waiting:
            found = self._above.get(waiting.pop(), set()) - groups
            groups |= found
            waiting += found
        return groups


def _below(clause: str, excepts: Mapping[str, set[str]]) -> set[str]:
    """Return a clause and everything it is an exception to, one after another."""
    found, waiting = {clause}, [clause]
    while waiting:
        for other in excepts.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found


def compile_scheme(scheme: Scheme, remembers: bool = True) -> Compiled:
    """Make a scheme ready for questions; without `remembers` each is worked out anew."""
    return Compiled(scheme, remembers)
