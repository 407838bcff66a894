"""Nodes and boxes for what a scheme declares: who stands where, who holds what, who is officer of what.

In: a compiled scheme, a day, identifiers of holders. Out: nodes and the boxes they stand in.
"""

from collections.abc import Iterable
from datetime import date

from attrs import define, field

from govrules.compile import Compiled
from govrules.engine.holding import People
from govrules.engine.points import Points
from govrules.model import things
from govrules.model.days import may_hold, open_days
from govrules.picture.graph import Box, Node, Role
from govrules.render.words import Words, capital

_RELATIONS = {"directed": "directed by", "managed": "managed by"}
OPEN = "(open)"
FUNCTION = "function "
"""What identifiers of function nodes begin with: a function may be called what a body is called."""


@define
class Things:
    """Makes nodes and boxes, on one day."""

    compiled: Compiled
    day: date
    points: Points
    words: Words
    roles: dict[str, list[Role]] = field(factory=dict)
    _boxes: dict[str, Box] = field(factory=dict)

    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes of the nodes made so far, in order."""
        return tuple(self._boxes[id_] for id_ in sorted(self._boxes))

    def node(self, id_: str) -> Node:
        """Return the node of a holder, a body or (behind `FUNCTION`) a function."""
        scheme = self.compiled.scheme
        if id_.startswith(FUNCTION):
            name = capital(self.words.function(id_.removeprefix(FUNCTION)))
            return Node(id_, name, name, "function")
        name = self.words.holder(id_)
        roles = tuple(self.roles.get(id_, ()))
        if id_ in scheme.posts:
            post = scheme.posts[id_]
            filling = People(self.compiled, self.day).in_post(id_)
            holders = self.words.holding(filling.holding, filling.holders)
            box = self._box(post.owner)
            return Node(id_, name, post.label.display, "post", box, filling.holding.value, holders, roles)
        if id_ in scheme.organs:
            organ = scheme.organs[id_]
            box = self._box(self._owner(organ))
            return Node(id_, capital(name), organ.label.display if box else capital(name), "organ", box, roles=roles)
        if id_ in scheme.sets:
            return Node(id_, name, name, "set", roles=roles)
        if id_ in scheme.recipients:
            return self._together(id_, name)
        return Node(id_, name, name, "body", self._box(id_), roles=roles)

    def spoken(self, id_: str) -> str:
        """Return the name of a node as it stands in a sentence."""
        if id_.startswith(FUNCTION):
            return self.words.function(id_.removeprefix(FUNCTION))
        return self.words.the_holder(id_)

    def _together(self, id_: str, name: str) -> Node:
        """Return the node of a recipient, in the smallest box around its posts, each named shortly if that is plain."""
        posts = self.compiled.scheme.posts
        seats = self.compiled.scheme.recipients[id_].seats
        members = sorted({one for seat in seats for one in seat.of})
        around = [self._around(posts[one].owner if one in posts else None) for one in members]
        box = next((one for one in around[0] if all(one in others for others in around)), None)
        labels = [posts[one].label.display for one in members if one in posts]

        def shortly(one: str) -> str:
            alone = one in posts and labels.count(posts[one].label.display) == 1
            return posts[one].label.display if alone else self.words.holder(one)

        return Node(id_, name, capital(self.words.seats(seats, shortly)) if box else name, "together", box)

    def _around(self, owner: str | None) -> list[str]:
        """Return the box of an owner and the boxes around it, inmost first."""
        found: list[str] = []
        box = self._box(owner)
        while box is not None:
            found.append(box)
            box = self._boxes[box].inside
        return found

    def designated(self, bodies: Iterable[str]) -> None:
        """Find the officers that bodies have designated, so that their nodes say so."""
        found: dict[tuple[str, str, bool], tuple[set[str], set[str]]] = {}
        for body in bodies:
            for officer in self.points.content(body, None).officers:
                named, clauses = found.setdefault((officer.post, officer.title, officer.certain), (set(), set()))
                named.add(body)
                clauses.update(officer.clauses)
        for (post, title, certain), (named, clauses) in sorted(found.items()):
            role = Role(self.words.title(title), tuple(sorted(named)), tuple(sorted(clauses)), certain)
            self.roles.setdefault(post, []).append(role)

    def is_officer_of(self, post: str, holders: Iterable[str]) -> bool:
        """Say whether a post is the officer of a body whose first holder is among these."""
        bodies = self.compiled.scheme.bodies
        firsts = {bodies[body].first_holder for role in self.roles.get(post, ()) for body in role.bodies}
        return not firsts.isdisjoint(holders)

    # ------------------------------------------------------------------------------------------------ boxes

    def _owner(self, organ: things.Organ) -> str | None:
        """Return the box an organ stands in; one of several bodies stands in the first cluster that has them all."""
        if len(organ.owners) == 1:
            return organ.owners[0]
        for group in sorted(self.compiled.scheme.groups):
            members = {m.member for m in self.compiled.memberships_of.get(group, ()) if may_hold(m.when, self.day)}
            if members.issuperset(organ.owners):
                return group
        return None

    def _box(self, id_: str | None) -> str | None:
        """Return the box of a body, an area or a group, made with all boxes around it."""
        scheme = self.compiled.scheme
        if id_ is None or id_ in self._boxes:
            return id_
        sort = "body" if id_ in scheme.bodies else "area" if id_ in scheme.areas else "cluster"
        if sort == "area":
            inside: str | None = self._box(scheme.areas[id_].body)
            notes: list[str] = []
        else:
            inside, notes = self._group(id_)
            notes += self._overseers(id_)
        self._boxes[id_] = Box(id_, self.words.thing(id_), sort, inside, tuple(notes))
        return id_

    def _group(self, member: str) -> tuple[str | None, list[str]]:
        """Return the box of the first group something belongs to, and what is to be said of that."""
        groups = sorted(
            (m.group, bool(list(open_days(m.when, self.day))))
            for m in self.compiled.scheme.memberships
            if m.member == member and may_hold((self.compiled.scheme.groups[m.group].life, *m.when), self.day)
        )
        if not groups:
            return None, []
        (first, is_open), *others = groups
        notes = [f"membership {OPEN}"] if is_open else []
        notes += [
            f"also in {self.words.thing(group)}" for group in dict.fromkeys(g for g, _ in others) if group != first
        ]
        return self._box(first), notes

    def _overseers(self, id_: str) -> list[str]:
        said = []
        for one in self.compiled.scheme.oversight:
            if one.of == id_ and may_hold(one.when, self.day):
                open_ = f" {OPEN}" if list(open_days(one.when, self.day)) else ""
                said.append(f"{_RELATIONS[str(one.relation)]} {self.words.thing(one.by)}{open_}")
        return sorted(set(said))
