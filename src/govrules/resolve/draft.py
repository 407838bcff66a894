"""The scheme while it is being made: things by identifier, and what the passes look up in them.

In: nothing. Out: a mutable draft that the passes fill in turn. It answers which members a group has and when, which
organ a group's joint committee is, and who the first holder of a body is.
"""

from collections.abc import Iterator

from attrs import define, field

from govrules.model import rules, things
from govrules.model.days import Cause, Period, When
from govrules.resolve.filling import indispensable
from govrules.resolve.marks import said


def display_of(draft: "Draft", thing: str) -> str:
    """Return the display name of a body, group or area."""
    for table in (draft.bodies, draft.groups, draft.areas):
        if thing in table:
            label: things.Label = table[thing].label
            return label.display
    return thing


@define
class Draft:
    """Things found so far.

    `constituents` are the bodies of a joint committee that is of listed bodies. `lists` are the posts of sets that are
    lists, on the days that are being looked at; `changing` are all of one that changes, with their days. `defined` is
    what those who name a set rest on. `tables` are the rows of limits tables, each a clause of its
    own. `made` are circumstances that nobody declared.
    """

    kinds: dict[str, things.Kind] = field(factory=dict)
    ranks: dict[str, things.Rank] = field(factory=dict)
    terms: dict[str, things.Label] = field(factory=dict)
    term_sorts: dict[str, str] = field(factory=dict)
    functions: dict[str, things.Function] = field(factory=dict)
    sources: dict[str, things.Source] = field(factory=dict)
    bodies: dict[str, things.Body] = field(factory=dict)
    areas: dict[str, things.Area] = field(factory=dict)
    groups: dict[str, things.Group] = field(factory=dict)
    organs: dict[str, things.Organ] = field(factory=dict)
    posts: dict[str, things.Post] = field(factory=dict)
    people: dict[str, things.Person] = field(factory=dict)
    instruments: dict[str, things.Instrument] = field(factory=dict)
    recipients: dict[str, things.Recipient] = field(factory=dict)
    sets: dict[str, things.PostSet] = field(factory=dict)
    lists: dict[str, tuple[str, ...]] = field(factory=dict)
    changing: dict[str, tuple[tuple[str, Period], ...]] = field(factory=dict)
    in_state: bool = False
    """Whether `lists` holds what sets are made of on some days only."""
    is_fillable: bool = False
    """Whether on some of these days the places of the statement that is being looked at can be filled."""
    defined: dict[str, When] = field(factory=dict)
    clauses: dict[str, rules.Clause] = field(factory=dict)
    tables: dict[str, tuple[str, ...]] = field(factory=dict)
    made: set[str] = field(factory=set)
    looked_for: int = 0
    """How often a circumstance that nobody declared was looked for."""
    memberships: list[things.Membership] = field(factory=list)
    oversight: list[things.Oversight] = field(factory=list)
    appointments: list[things.Appointment] = field(factory=list)
    parties: dict[str, list[tuple[str, When]]] = field(factory=dict)
    constituents: dict[str, list[tuple[str, When]]] = field(factory=dict)
    unseen: dict[str, frozenset[str]] = field(factory=dict)
    """For each instrument the leaves of which it is known in part."""

    def members(self, group: str) -> Iterator[tuple[str, When]]:
        """Yield the bodies and areas of a group, followed down through groups, with the periods they rest on."""
        return ((member, when) for member, when, _ in self.ways_to_members(group))

    def ways_to_members(self, group: str) -> Iterator[tuple[str, When, tuple[str, ...]]]:
        """Yield the bodies and areas of a group as `members`, each with the groups inside it that lead there."""
        life = said(self.groups[group].life)
        for membership in self.memberships:
            if membership.group == group:
                if membership.member in self.groups:
                    for member, when, through in self.ways_to_members(membership.member):
                        yield member, life + membership.when + when, (membership.member, *through)
                else:
                    yield membership.member, life + membership.when, ()

    def body_of(self, thing: str) -> str:
        """Return the body of an area, or the body itself."""
        return self.areas[thing].body if thing in self.areas else thing

    def life_of(self, thing: str) -> When:
        """Return the periods in which a body, area or group exists."""
        if thing in self.areas:
            area = self.areas[thing]
            return said(area.life) + self.life_of(area.body)
        if thing in self.bodies:
            return said(self.bodies[thing].life)
        return said(self.groups[thing].life)

    def holder_life(self, holder: str) -> When:
        """Return the periods in which a post or organ exists; of a recipient, those it cannot do without."""
        if holder in self.recipients:
            needed = indispensable(self.recipients[holder].seats)
            return tuple(period for one in needed for period in self.holder_life(one))
        if holder in self.posts:
            return self.posts[holder].life
        if holder in self.bodies:
            return said(self.bodies[holder].life)
        return self.organs[holder].life if holder in self.organs else ()

    def candidates(self, holder: str) -> tuple[str, ...]:
        """Return the posts, organs and sets that can fill a holder's seats; it itself if it is one of these."""
        if holder in self.recipients:
            return tuple(sorted({of for seat in self.recipients[holder].seats for of in seat.of}))
        return (holder,)

    def kind_of(self, thing: str) -> str:
        """Return the kind of a body, area or group."""
        for table in (self.bodies, self.areas, self.groups):
            if thing in table:
                kind: str = table[thing].kind
                return kind
        return ""

    def is_kind(self, kind: str | None, wanted: str) -> bool:
        """Say whether a kind is `wanted` or a kind of it."""
        while kind is not None:
            if kind == wanted:
                return True
            kind = self.kinds[kind].parent if kind in self.kinds else None
        return False

    def joint_committees(self, group: str) -> list[str]:
        """Return the joint committees of a group."""
        return sorted(
            organ.id
            for organ in self.organs.values()
            if organ.owners == (group,) and self.is_kind(organ.kind, "joint-committee")
        )

    def committee_members(self, organ: str) -> list[tuple[str, When]] | None:
        """Return the bodies a joint committee is of, with their periods; None for any other organ."""
        owners = self.organs[organ].owners
        if not self.is_kind(self.organs[organ].kind, "joint-committee"):
            return None
        if owners and owners[0] in self.groups:
            return [(member, when) for member, when in self.members(owners[0]) if member in self.bodies]
        return self.constituents.get(organ, [])


def life_period(period: Period) -> Period:
    """Return the period as the life of a thing, for the reason given when a rule dies with it."""
    return Period(period.begins, period.ends, Cause.LIFE, period.about, period.mark)
