"""What is written about one point: sections 2 and 3 of the specification, before anything is decided.

In: a scheme and a point. Out: the rules made for its body or area that cover its leaf, live or not. Promise: nothing
here depends on how an unknown day is settled. Source: docs/reference/semantics.md.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Protocol

from attrs import evolve, frozen

from govrules.model import rules
from govrules.model.days import When, apart_from
from govrules.model.question import Question
from govrules.model.scheme import Scheme
from govrules.model.things import Appointment, Membership, Oversight


@frozen
class Point:
    """A body, perhaps an area of it, a leaf and a day. Without a leaf only the officers of `title` are asked for.

    `concerning` is the person or post whose matter it is.
    `asked` are the posts and organs that the one asked about stands for, each with its periods (SPEC 8.1); None where
    the question is about nobody in particular. `keeping` are the ways of keeping asked about, where nothing else is
    (SPEC 8.4).
    """

    body: str
    area: str | None
    leaf: str | None
    day: date
    title: str | None = None
    concerning: str | None = None
    asked: tuple[tuple[str, When], ...] | None = None
    keeping: tuple[str, ...] | None = None

    @property
    def place(self) -> str:
        """Return the area, or the body where it is not divided."""
        return self.area or self.body


class Dated(Protocol):
    """Anything that is live in some periods."""

    @property
    def when(self) -> When:
        """Return the periods that must all hold."""


@frozen
class Texts:
    """The rules that bear on a point, live or not: made for the body or the area, and covering the leaf."""

    life: When
    vestings: tuple[rules.Vesting, ...]
    delegations: tuple[rules.Delegation, ...]
    residues: tuple[rules.Residue, ...]
    keepings: tuple[rules.Keeping, ...]
    prohibitions: tuple[rules.Prohibition, ...]
    procedures: tuple[rules.Procedure, ...]
    deputies: tuple[rules.Deputising, ...]
    replacements: tuple[rules.Replacement, ...]
    powers: tuple[rules.Power, ...]
    seatings: tuple[rules.Seating, ...]
    designations: tuple[rules.Designation, ...]
    claims: tuple[rules.Designation, ...]
    lines: tuple[rules.Line, ...]
    oversight: tuple[Oversight, ...]
    partly_known: tuple[rules.PartlyKnown, ...]
    own: tuple[Appointment, ...]
    asked: tuple[tuple[str, When], ...] = ()

    def whens(self) -> Iterator[When]:
        """Yield the periods of everything whose unknown days are open points on the point (S6)."""
        yield self.life
        dated: Iterable[Iterable[Dated]] = (
            self.vestings, self.delegations, self.residues, self.keepings, self.powers, self.seatings,
            self.designations, self.lines, self.oversight, self.prohibitions, self.deputies, self.partly_known,
            self.procedures,
            self.own,
        )  # fmt: skip
        for several in dated:
            yield from (rule.when for rule in several)
        yield from (when for _, when in self.asked)


def texts_at(scheme: Scheme, point: Point) -> Texts:
    """Return what is written about a point."""
    body, leaf = scheme.bodies[point.body], point.leaf
    overseen = [] if point.asked is not None else list(belonging(scheme, point.body, point.day))
    places = {point.body, point.place}

    def here(written: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(rule for rule in written if rule.body in places)

    def covering(written: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(rule for rule in here(written) if leaf in rule.leaves)

    has_own = any(rule.not_own_matter for rule in covering(scheme.delegations))
    return Texts(
        life=(body.life,),
        vestings=covering(scheme.vestings),
        delegations=covering(scheme.delegations),
        residues=() if leaf is None else here(scheme.residues),
        keepings=covering(scheme.keepings),
        prohibitions=covering(scheme.prohibitions) if point.keeping is None else (),
        procedures=covering(scheme.procedures) if point.keeping is None else (),
        deputies=covering(scheme.deputies) if point.keeping is None else (),
        replacements=here(scheme.replacements),
        powers=tuple(p for p in scheme.powers if point.body in p.bodies and leaf in p.leaves | p.excluded),
        seatings=here(scheme.seatings),
        designations=here(scheme.designations) if point.asked is None else (),
        claims=here(scheme.claims) if point.asked is None else (),
        lines=tuple(
            line for line in scheme.lines if point.asked is None
            if (line.body is None or line.body in places) and (leaf is None or leaf in line.leaves)
        ),
        oversight=tuple(
            evolve(fact, when=fact.when + way)
            for fact in scheme.oversight for of, way in overseen if of == fact.of
        ),
        partly_known=covering(scheme.partly_known),
        own=tuple(
            one for one in scheme.appointments
            if has_own and one.person is not None and one.person == point.concerning
        ),
        asked=point.asked or (),
    )  # fmt: skip


def asked_of(scheme: Scheme, question: Question) -> tuple[tuple[str, When], ...] | None:
    """Return the posts and organs that the one asked about stands for (SPEC 8.1); None where all are asked about.

    Nobody's where only what is kept is asked about (SPEC 8.4).
    """
    who = question.who
    if question.keeping is not None:
        return ()
    if not question.is_about_one:
        return None
    if who is None:
        return ()
    if who in scheme.people:
        return tuple(
            (one.post, when)
            for one in scheme.appointments
            if one.person == who
            for when in apart_from(one.when, () if one.stands_in else taking(scheme, one.post))
        )
    if who in scheme.bodies:
        return ((scheme.bodies[who].first_holder, ()),)
    if who in scheme.groups:
        return tuple((committee, ()) for committee in scheme.joint_committees(who))
    return ((who, ()),)


def taking(scheme: Scheme, post: str) -> Iterator[When]:
    """Yield the periods of those who take the place of others in a post (SPEC 2.5)."""
    yield from (one.when for one in scheme.appointments if one.post == post and one.takes_place)


def has_enabling_powers(scheme: Scheme, body: str) -> bool:
    """Say whether the functions of a body pass only by a declared power (SPEC 2.1)."""
    return "enabling-powers" in scheme.kinds[scheme.bodies[body].kind].features


def membership_when(scheme: Scheme, membership: Membership) -> When:
    """Return the periods in which something belongs to a group (SPEC 2.3): its own, and the group's life."""
    return (scheme.groups[membership.group].life, *membership.when)


def belonging(scheme: Scheme, body: str, day: date) -> Iterator[tuple[str, When]]:
    """Yield a body, and each group that it or an area of it may be in on a day, with the periods of each way there."""
    waiting: list[tuple[str, When, tuple[str, ...]]] = [(name, (), ()) for name in (body, *scheme.bodies[body].areas)]
    yield body, ()
    while waiting:
        here, when, before = waiting.pop()
        for membership in scheme.memberships:
            way = (*membership_when(scheme, membership), *when)
            out = any(period.excludes(day) for period in way)
            if membership.member == here and not out and membership.group not in before:
                yield membership.group, way
                waiting.append((membership.group, way, (*before, membership.group)))
