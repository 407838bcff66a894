"""The graph that every picture is drawn from: boxes, nodes and links, with the words a person sees.

In: nothing but values. Out: frozen attrs classes. Identifiers are those of the rule files; nodes, boxes and links stand
in order of identifier, so that the same rules give the same bytes in every format.
"""

from enum import Enum

from attrs import frozen

from govrules.model.answer import AmountRange


class Standing(Enum):
    """How far a link can be relied on that day."""

    CERTAIN = "certain"
    OPEN = "open"
    CONFLICTING = "conflicting"
    NO_EFFECT = "no-effect"


class Sort(Enum):
    """What a link is."""

    VESTED = "vested"
    DELEGATION = "delegation"
    DEPUTISING = "deputising"
    LINE = "line"
    PROFESSIONAL = "professional"
    SITS_AS = "sits-as"
    SEAT = "seat"


@frozen
class Box:
    """A cluster, body or area around what belongs to it; `inside` is the box it stands in itself."""

    id: str
    name: str
    sort: str
    inside: str | None = None
    notes: tuple[str, ...] = ()


@frozen
class Role:
    """A title that bodies have designated a post for."""

    title: str
    bodies: tuple[str, ...]
    clauses: tuple[str, ...]
    certain: bool = True


@frozen
class Node:
    """Somebody who can hold authority, or a function; `short` is its name inside its box.

    `sort` is `organ`, `post`, `set`, `together`, `body` or `function`; `holding` is that of answers, None where nobody
    is asked for; `holders` says in words who is in the post.
    """

    id: str
    name: str
    short: str
    sort: str
    box: str | None = None
    holding: str | None = None
    holders: str = ""
    roles: tuple[Role, ...] = ()


@frozen
class Grant:
    """What one clause says of a link: functions by as few names as possible, `says` in words."""

    clause: str
    functions: tuple[str, ...]
    bodies: tuple[str, ...]
    limits: tuple[AmountRange, ...] = ()
    says: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """What grants are put in order by: clause, functions, then amounts from the lowest."""
        ends = [(one.basis, one.over or 0, one.up_to is None, one.up_to or 0) for one in self.limits]
        return self.clause, self.functions, ends, self.says, self.bodies


@frozen
class Link:
    """An arrow from who gives to who receives, or from who answers to whom.

    Its grants stand in order of clause; `label` is short, for an arrow in a picture with a key; `says` is
    the link in a sentence.
    """

    source: str
    target: str
    sort: Sort
    standing: Standing
    grants: tuple[Grant, ...] = ()
    label: str = ""
    says: str = ""


@frozen
class Key:
    """A line below a picture: a reference that stands on arrows, and what it means."""

    mark: str
    says: str


@frozen
class Graph:
    """A whole picture. `description` says in words what can be seen; `key` explains the marks on the arrows."""

    title: str
    description: str
    boxes: tuple[Box, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    key: tuple[Key, ...] = ()
