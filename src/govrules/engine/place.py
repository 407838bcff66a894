"""The rules that bear on one point: a body or area, a leaf (or none), a day.

In: a compiled scheme. Out: `Place`, the rules that cover the leaf for the body or area, and what to settle there.
"""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date

from attrs import evolve, fields, frozen

from govrules.compile import Compiled
from govrules.engine.boxes import Amounts, reaches, slab
from govrules.engine.holding import People
from govrules.engine.reliance import relied_on
from govrules.engine.seats import Holders
from govrules.engine.settle import deciding, explore
from govrules.model import rules, things
from govrules.model.answer import Holding, OpenPoint
from govrules.model.days import OpenDay, When, all_hold, apart_from, open_days
from govrules.model.scheme import Scheme

Passing = rules.Delegation | rules.Residue
Asked = tuple[tuple[str, When], ...]
"""The posts and organs that the holder a question is about stands for, each with the periods in which it does."""
Limited = rules.Delegation | rules.Keeping | rules.Prohibition | rules.Procedure
"""What can be written for a range of amounts."""
Text = Passing | rules.Keeping | rules.Prohibition


@frozen
class Place:
    """One point without its amounts. `leaf` is None for a question about an officer."""

    compiled: Compiled
    point: str
    leaf: str | None
    day: date
    body: things.Body
    life: When
    vestings: tuple[rules.Vesting, ...]
    delegations: tuple[rules.Delegation, ...]
    residues: tuple[rules.Residue, ...]
    keepings: tuple[rules.Keeping, ...]
    seatings: tuple[rules.Seating, ...]
    designations: tuple[rules.Designation, ...]
    claims: tuple[rules.Designation, ...]
    function_claims: tuple[rules.FunctionClaim, ...]
    lines: tuple[rules.Line, ...]
    oversight: tuple[things.Oversight, ...]
    prohibitions: tuple[rules.Prohibition, ...]
    procedures: tuple[rules.Procedure, ...]
    deputies: tuple[rules.Deputising, ...]
    written: tuple[Passing, ...]
    """The delegations and residual rules, each once."""
    people: People
    records: tuple[rules.Record, ...]
    relies: Mapping[rules.Delegation, frozenset[str]]
    """The clauses each further delegation may follow in a chain."""
    partly_known: tuple[rules.PartlyKnown, ...]
    powers: tuple[rules.Power, ...]
    """The powers of the body that cover the leaf or exclude it by name, in order of clause."""
    concerning: str | None = None
    """The person or post whose matter it is."""
    own: tuple[things.Appointment, ...] = ()
    """The appointments of that person, where a delegation is not to be used in an own matter."""
    asked: Asked | None = None
    """What the holder asked about stands for; None where the question is about nobody in particular."""

    @property
    def rules(self) -> Hashable:
        """The leaf and all that is said of it here: at places with the same the same holds on a day."""
        said = (getattr(self, one.name) for one in fields(Place) if one.name not in _NOT_SAID)
        is_named = any(record.who == self.point for record in self.records)
        return (*said, frozenset(self.relies.items()), self.point if is_named else None)

    @property
    def scheme(self) -> Scheme:
        """The scheme the rules are of."""
        return self.compiled.scheme

    @property
    def needs_powers(self) -> bool:
        """Whether functions of this kind of body pass only by an enabling power."""
        return "enabling-powers" in self.scheme.kinds[self.body.kind].features

    @property
    def has_complete_powers(self) -> bool:
        """Whether no power of this kind of body is missing from the files."""
        return "complete-powers" in self.scheme.kinds[self.body.kind].features

    def open_days(self) -> dict[str, OpenDay]:
        """Return the unknown days that leave rules open here, by key."""
        return {day.key: day for when in self._whens() for day in open_days(when, self.day)}

    def circumstances(self, amounts: Amounts) -> set[str]:
        """Return the circumstances that can matter here at the amounts named, the absences deputies act in too."""
        acting = [one for one in self.deputies if self.may_be_live(one.when)]
        posts = self._receiving(amounts)
        while more := {one.deputy for one in acting if one.post in posts} - posts:
            posts |= more
        absences = {one.absence for one in acting if one.post in posts and not self.is_vacant(one.post)}
        return self.named_in_conditions(amounts) | absences

    def _receiving(self, amounts: Amounts) -> set[str]:
        """Return whoever can stand on a seat of those to whom something that can be live here gives the point."""
        given: list[rules.Delegation | rules.Keeping] = [*self.delegations, *self.keepings]
        given = [rule for rule in given if self.may_be_live(rule.when)]
        holders = [
            rule.receiver if isinstance(rule, rules.Delegation) else rule.to
            for rule in given
            if _may_speak(rule.limit, amounts)
        ]
        if all(any(True for _ in open_days(rule.when, self.day)) for rule in given):
            holders += [rule.receiver for rule in self.residues if self.may_be_live(rule.when)]
        return {name for holder in holders if holder for seat in self.scheme.seats_of(holder) for name in seat.of}

    def named_in_conditions(self, amounts: Amounts) -> set[str]:
        """Return the circumstances in the conditions of what can be live here, leave to pass on included.

        Left out are clauses that speak of none of the amounts named.
        """
        found: set[str] = set()
        conditional: list[rules.Delegation | rules.Keeping | rules.Prohibition] = [
            *self.delegations, *self.keepings, *self.prohibitions,
        ]  # fmt: skip
        for rule in conditional:
            if rule.conditions and self.may_be_live(rule.when) and _may_speak(rule.limit, amounts):
                found.update(literal.circumstance for condition in rule.conditions for literal in condition)
        passing_on: list[rules.Delegation | rules.Power] = [*self.delegations, *self.powers]
        for giving in passing_on:
            limit = giving.limit if isinstance(giving, rules.Delegation) else None
            if giving.leave and self.may_be_live(giving.when) and _may_speak(limit, amounts):
                found.update(literal.circumstance for condition in giving.leave for literal in condition)
        return found

    def printed_twice(self) -> set[str]:
        """Return the names of the ends printed twice of delegations that can be live here."""
        ends: set[str | None] = set()
        for rule in self.delegations:
            if rule.limit is not None and self.may_be_live(rule.when):
                ends |= {rule.limit.over_twice, rule.limit.up_to_twice}
        return {name for name in ends if name is not None}

    def cuts(self) -> dict[str, list[int]]:
        """Return, for each basis that bears here, the amounts in pence up to which and over which things can differ."""
        found: dict[str, set[int]] = {}
        limited: list[Limited] = [*self.delegations, *self.keepings, *self.prohibitions, *self.procedures]
        for rule in limited:
            limit = rule.limit
            if limit is not None and self.may_be_live(rule.when):
                found.setdefault(limit.basis, set()).update(cuts_of(limit))
        return {basis: sorted(end for end in ends if end >= 0) for basis, ends in sorted(found.items())}

    def may_be_live(self, when: When) -> bool:
        """Say whether no period certainly excludes the day."""
        return not any(period.excludes(self.day) for period in when)

    def is_vacant(self, post: str) -> bool:
        """Say whether a post is certainly vacant."""
        return self.people.in_post(post).holding is Holding.VACANT

    def _whens(self) -> Iterator[When]:
        yield self.life
        for found in (
            self.vestings, self.delegations, self.residues, self.keepings, self.seatings, self.prohibitions,
            self.deputies, self.partly_known, self.procedures,
        ):  # fmt: skip
            for rule in found:
                yield rule.when
        for appointment in self.own:
            yield appointment.when
        for designation in self.designations:
            yield designation.when
        for line in self.lines:
            yield line.when
        for oversight in self.oversight:
            yield oversight.when
        for power in self.powers:
            yield power.when
        for _, when in self.asked or ():
            yield when

    def for_one(self, asked: Asked) -> "Place":
        """Return the place without what says nothing of the holder asked about: officers, lines, records, claims."""
        return evolve(
            self, asked=asked, designations=(), claims=(), function_claims=(), lines=(), oversight=(), records=()
        )

    def for_keeping(self) -> "Place":
        """Return the place without what says nothing of what is kept: also who must not act, and how."""
        return evolve(self.for_one(()), prohibitions=(), procedures=(), deputies=())


_NOT_SAID = ("compiled", "point", "day", "people", "relies")
"""What of a place is no rule, or is compared in another way."""


def cuts_of(limit: rules.Limit) -> Iterator[int]:
    """Yield the amounts up to which and over which things can differ: ends; of one printed twice a penny less too."""
    for end, twice in ((limit.over, limit.over_twice), (limit.up_to, limit.up_to_twice)):
        if end is not None:
            yield from (end,) if twice is None else (end - 1, end)


def _may_speak(limit: rules.Limit | None, amounts: Amounts) -> bool:
    """Say whether a range can hold the amount named for its basis; an end printed twice may belong to it."""
    if limit is None or limit.basis not in amounts:
        return True
    over = limit.over if limit.over is None or limit.over_twice is None else limit.over - 1
    return reaches(slab(limit.basis, over, limit.up_to), amounts)


def place_at(
    compiled: Compiled, point: str, leaf: str | None, day: date, title: str | None = None, concerning: str | None = None
) -> Place:
    """Return the rules that bear on a point on a day; `title` narrows the officers to one title.

    `concerning` is the person or post whose matter it is.
    """
    scheme = compiled.scheme
    body = scheme.bodies[scheme.body_of(point)]
    own = compiled.by_body[body.id]
    here = {point, body.id}
    covers = leaf is not None
    delegations = tuple(r for r in own.delegations if covers and r.body in here and leaf in r.leaves)
    residues = tuple(r for r in own.residues if covers and r.body in here)
    written: tuple[Passing, ...] = tuple(dict.fromkeys((*delegations, *residues)))
    replacements = [r for r in own.replacements if r.body in here]
    vestings = tuple(r for r in own.vestings if covers and r.body in here and leaf in r.leaves)
    keepings = tuple(r for r in own.keepings if covers and r.body in here and leaf in r.leaves)
    matters = compiled.appointments_of.get(concerning or "", ()) if any(r.not_own_matter for r in delegations) else ()
    is_first = not any(r.holder for r in vestings) and not any(r.to for r in keepings)
    return Place(
        compiled=compiled,
        point=point,
        leaf=leaf,
        day=day,
        body=body,
        life=(body.life,),
        vestings=vestings,
        delegations=delegations,
        residues=residues,
        prohibitions=tuple(r for r in own.prohibitions if covers and r.body in here and leaf in r.leaves),
        procedures=tuple(r for r in own.procedures if covers and r.body in here and leaf in r.leaves),
        deputies=tuple(r for r in own.deputies if covers and r.body in here and leaf in r.leaves),
        written=written,
        people=People(compiled, day),
        relies=relied_on(written, replacements, Holders(scheme, body.first_holder), is_first),
        records=tuple(r for r in own.records if r.body in (None, *here)),
        keepings=keepings,
        seatings=tuple(r for r in own.seatings if r.body == body.id),
        designations=tuple(r for r in own.designations if r.body == body.id and title in (None, r.title)),
        claims=tuple(r for r in own.claims if r.body == body.id),
        function_claims=tuple(r for r in own.function_claims if covers and r.body in here and leaf in r.leaves),
        lines=tuple(r for r in own.lines if r.body in (None, *here) and (leaf is None or leaf in r.leaves)),
        oversight=tuple(way for one in own.oversight for way in _overseen(compiled, body.id, one, day)),
        partly_known=tuple(r for r in own.partly_known if covers and r.body in here and leaf in r.leaves),
        powers=tuple(p for p in own.powers if covers and (leaf in p.leaves or leaf in p.excluded)),
        concerning=concerning,
        own=tuple(matters),
    )


def asked_of(compiled: Compiled, who: str | None) -> Asked:
    """Return what somebody stands for: a body its first holder, a group its joint committee.

    A person stands for the posts held that day, but where somebody acting takes the place.
    """
    scheme = compiled.scheme
    if who is None:
        return ()
    if who in scheme.people:
        own = (one for one in scheme.appointments if one.person == who)
        return tuple((one.post, when) for one in own for when in _not_replaced(compiled, one))
    if who in scheme.bodies:
        return ((scheme.bodies[who].first_holder, ()),)
    if who in scheme.groups:
        return tuple((organ, ()) for organ in scheme.joint_committees(who))
    return ((who, ()),)


def _not_replaced(compiled: Compiled, one: things.Appointment) -> list[When]:
    """Return the periods in which somebody holds a post and nobody who stands in takes the place (2.5)."""
    if one.stands_in:
        return [one.when]
    return apart_from(one.when, (other.when for other in compiled.appointments[one.post] if other.takes_place))


def _overseen(compiled: Compiled, body: str, oversight: things.Oversight, day: date) -> Iterator[things.Oversight]:
    """Yield an oversight of the body, or of a group it may be in that day: once for each way there, live as that is."""
    if oversight.of == body:
        yield oversight
    for member, ways in members_on(compiled, oversight.of, day).items():
        if compiled.scheme.body_of(member) == body:
            yield from (evolve(oversight, when=oversight.when + way) for way in ways)


def members_on(compiled: Compiled, group: str, day: date | None) -> dict[str, list[When]]:
    """Return the bodies and areas of a group on a day (None: ever), each with the periods of every way down to it."""
    if group not in compiled.scheme.groups:
        return {}
    found: dict[str, list[When]] = {}
    for membership in compiled.memberships_of.get(group, ()):
        when = (compiled.scheme.groups[group].life, *membership.when)
        if day is not None and any(period.excludes(day) for period in when):
            continue
        ways: dict[str, list[When]] = {membership.member: [()]}
        if membership.member in compiled.scheme.groups:
            ways = members_on(compiled, membership.member, day)
        for member, further in ways.items():
            found.setdefault(member, []).extend(when + way for way in further)
    return found


def areas_on(compiled: Compiled, body: str, day: date) -> list[str]:
    """Return the areas that a body has, or may have, on a day; none of an area."""
    areas = compiled.scheme.bodies[body].areas if body in compiled.scheme.bodies else ()
    return [area for area in areas if not compiled.scheme.areas[area].life.excludes(day)]


def open_membership(ways: list[When], day: date) -> set[OpenPoint]:
    """Return the unknown days that, settled otherwise, can change whether one of the ways holds."""
    days = {open_.key: open_ for when in ways for open_ in open_days(when, day)}
    runs = explore(lambda ask: any(all_hold(when, day, lambda open_: ask(open_.key)) for when in ways))
    known = [days[key] for key in deciding(runs, bool) if isinstance(key, str)]
    return {OpenPoint("unknown-day", d.about, *d.limits) for d in known}
