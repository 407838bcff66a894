"""A whole scheme of delegation: everything the rule files say, without syntax.

In: what `resolve` made. Out: the value that the compiler and the reference interpreter both start from, with the few
look-ups that are questions about the model itself.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from attrs import define, field

from govrules.model import rules, things


@define(slots=False)
class Scheme:
    """Declarations by identifier, and rules as tuples ordered by clause and body."""

    kinds: Mapping[str, things.Kind] = field(factory=dict)
    ranks: Mapping[str, things.Rank] = field(factory=dict)
    terms: Mapping[str, things.Label] = field(factory=dict)
    """Titles, offices and bases: words that need nothing but a name."""
    term_sorts: Mapping[str, str] = field(factory=dict)
    """For each of `terms`: `title`, `office` or `basis`."""
    functions: Mapping[str, things.Function] = field(factory=dict)
    sources: Mapping[str, things.Source] = field(factory=dict)
    bodies: Mapping[str, things.Body] = field(factory=dict)
    areas: Mapping[str, things.Area] = field(factory=dict)
    groups: Mapping[str, things.Group] = field(factory=dict)
    organs: Mapping[str, things.Organ] = field(factory=dict)
    posts: Mapping[str, things.Post] = field(factory=dict)
    recipients: Mapping[str, things.Recipient] = field(factory=dict)
    sets: Mapping[str, things.PostSet] = field(factory=dict)
    people: Mapping[str, things.Person] = field(factory=dict)
    instruments: Mapping[str, things.Instrument] = field(factory=dict)
    clauses: Mapping[str, rules.Clause] = field(factory=dict)
    memberships: tuple[things.Membership, ...] = ()
    oversight: tuple[things.Oversight, ...] = ()
    appointments: tuple[things.Appointment, ...] = ()
    vestings: tuple[rules.Vesting, ...] = ()
    designations: tuple[rules.Designation, ...] = ()
    claims: tuple[rules.Designation, ...] = ()
    function_claims: tuple[rules.FunctionClaim, ...] = ()
    keepings: tuple[rules.Keeping, ...] = ()
    delegations: tuple[rules.Delegation, ...] = ()
    residues: tuple[rules.Residue, ...] = ()
    prohibitions: tuple[rules.Prohibition, ...] = ()
    procedures: tuple[rules.Procedure, ...] = ()
    deputies: tuple[rules.Deputising, ...] = ()
    replacements: tuple[rules.Replacement, ...] = ()
    powers: tuple[rules.Power, ...] = ()
    lines: tuple[rules.Line, ...] = ()
    seatings: tuple[rules.Seating, ...] = ()
    records: tuple[rules.Record, ...] = ()
    partly_known: tuple[rules.PartlyKnown, ...] = ()
    requirements: tuple[rules.Requirement, ...] = ()

    def body_of(self, point: str) -> str:
        """Return the body that a point (a body or an area) belongs to."""
        return self.areas[point].body if point in self.areas else point

    def kind_and_above(self, kind: str | None) -> Iterator[str]:
        """Yield a kind and the kinds it is a kind of; built-in kinds yield themselves."""
        while kind is not None:
            yield kind
            kind = self.kinds[kind].parent if kind in self.kinds else None

    def recipient_kinds(self, holder: str) -> frozenset[str]:
        """Return what a holder is in the eyes of an enabling power: `officer`, its kinds of organ or of body."""
        if holder in self.posts or holder in self.sets:
            return frozenset(["officer"])
        if holder in self.bodies:
            return frozenset(self.kind_and_above(self.bodies[holder].kind))
        if holder in self.organs:
            organ = self.organs[holder]
            governed = [b for b in organ.owners if b in self.bodies and self.bodies[b].first_holder == holder]
            kind = self.bodies[governed[0]].kind if governed else organ.kind
            return frozenset(self.kind_and_above(kind))
        return frozenset()

    def seats_of(self, holder: str) -> tuple[things.Seat, ...]:
        """Return the seats of a recipient; a post, an organ and a set are one seat each."""
        if holder in self.recipients:
            return self.recipients[holder].seats
        return (things.Seat(1, (holder,), (holder,) if holder in self.sets else ()),)

    def joint_committees(self, group: str) -> tuple[str, ...]:
        """Return the joint committees of a group, in order: what is delegated to the group goes to its only one."""
        found = (organ for organ in self.organs.values() if organ.owners == (group,))
        return tuple(sorted(o.id for o in found if "joint-committee" in self.kind_and_above(o.kind)))

    def outranks(self, higher: str, lower: str) -> bool:
        """Say whether rank `higher` stands above `lower`, directly or through others; an advisory rank never does."""
        advisory = self.ranks[higher].is_advisory or self.ranks[lower].is_advisory
        return not advisory and higher in self._ranks_above(lower)

    def leaves_of(self, function: str) -> tuple[str, ...]:
        """Return the leaves at or below a node of the catalogue, in order of identifier."""
        return self._leaves[function]

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The leaves of the catalogue, in order of identifier."""
        return tuple(sorted(node for node, under in self._leaves.items() if under == (node,)))

    def delegable(self, leaf: str) -> bool:
        """Say whether neither the leaf nor a node above it is marked non-delegable."""
        return all(self.functions[node].delegable for node in self._path(leaf))

    def name_leaves(self, leaves: frozenset[str]) -> tuple[str, ...]:
        """Name a set of leaves by as few nodes of the catalogue as possible, in order of identifier."""
        above = {node for leaf in leaves for node in self._path(leaf)}
        whole = {node for node in above if leaves.issuperset(self._leaves[node])}
        return tuple(sorted(node for node in whole if self.functions[node].parent not in whole))

    @cached_property
    def _leaves(self) -> Mapping[str, tuple[str, ...]]:
        under: dict[str, list[str]] = {node: [] for node in self.functions}
        parents = {function.parent for function in self.functions.values()}
        for leaf in sorted(self.functions):
            if leaf not in parents:
                for node in self._path(leaf):
                    under[node].append(leaf)
        return MappingProxyType({node: tuple(leaves) for node, leaves in under.items()})

    def _path(self, node: str) -> Iterator[str]:
        here: str | None = node
        while here is not None:
            yield here
            here = self.functions[here].parent

    def _ranks_above(self, rank: str) -> frozenset[str]:
        above: set[str] = set()
        waiting = [rank]
        while waiting:
            for higher in self.ranks[waiting.pop()].below:
                if higher not in above:
                    above.add(higher)
                    waiting.append(higher)
        return frozenset(above)
