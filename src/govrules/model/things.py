"""What a scheme speaks of: kinds, bodies, groups, organs, posts, people, functions, sources and instruments.

In: nothing but values. Out: frozen attrs classes. Identifiers are the names of the rule files; a post and an organ are
known by name and owner, `chief-executive@sel`. Source: docs/reference/semantics.md, section 2.
"""

from datetime import date

from attrs import frozen

from govrules.model.days import Mark, Period, When
from govrules.source import Span


@frozen
class Citation:
    """A place in a source: the source's identifier, and where in it (None: the whole)."""

    source: str
    pinpoint: str | None = None


@frozen
class Marks:
    """What a statement says of itself: where it was read, how far it can be relied on, notes, and the record.

    `recorded` and `struck_out` are the days the statement itself states; which statements a scheme is made of has been
    decided by them before.
    """

    sources: tuple[Citation, ...] = ()
    mark: Mark | None = None
    notes: tuple[str, ...] = ()
    recorded: date | None = None
    struck_out: date | None = None


@frozen
class Label:
    """How people call a thing: its display name, and its aliases and codes with the period each was in use."""

    display: str
    aliases: tuple[tuple[str, When], ...] = ()
    codes: tuple[tuple[str, When], ...] = ()


@frozen
class Kind:
    """What a body, group, area or organ is.

    `parent` is the kind it is a kind of. `features` are the built-in features it has, its parent's included;
    `governing_organ` is the kind of organ that holds what is vested in such a body (None: it has none of its own);
    `titles` are the titles each such body must have an officer of.
    """

    id: str
    label: Label
    parent: str | None
    features: frozenset[str] = frozenset()
    governing_organ: str | None = None
    titles: tuple[str, ...] = ()


@frozen
class Rank:
    """The rank of an instrument or source; `below` are the ranks directly above it.

    What has an advisory rank stands neither above nor below anything.
    """

    id: str
    label: Label
    below: tuple[str, ...] = ()
    needs_adoption: bool = False
    is_advisory: bool = False


@frozen
class Function:
    """A node of the function catalogue. Rules and answers are about its leaves."""

    id: str
    label: Label
    parent: str | None
    statutory: bool = False
    delegable: bool = True
    marks: Marks = Marks()


@frozen
class Source:
    """Where a fact was read. `rank` is None where the files give none."""

    id: str
    label: Label
    rank: str | None = None
    publisher: str | None = None
    published: date | None = None
    address: str | None = None


@frozen
class Oversight:
    """A body that directs or manages another body or a group: two different relations."""

    relation: str
    by: str
    of: str
    when: When
    marks: Marks = Marks()


@frozen
class Body:
    """A legal person, from a day to a day.

    `first_holder` holds what is vested in it: its governing organ, or the body itself where its kind has none.
    """

    id: str
    label: Label
    kind: str
    life: Period
    first_holder: str
    areas: tuple[str, ...] = ()
    marks: Marks = Marks()


@frozen
class Area:
    """A named part of a body. A body with areas is divided into them and nothing else."""

    id: str
    label: Label
    kind: str
    body: str
    life: Period
    marks: Marks = Marks()


@frozen
class Membership:
    """One member of a group: a body, an area or another group, in the periods of `when`."""

    group: str
    member: str
    when: When


@frozen
class Group:
    """A grouping without legal personality: it holds nothing, employs nobody, is accountable for nothing."""

    id: str
    label: Label
    kind: str
    life: Period
    marks: Marks = Marks()


@frozen
class Organ:
    """A board or committee. `owners` are the bodies it is of, or one group: a joint committee of its members.

    `under` is the organ that a sub-committee is of; the periods of that one's life are among those of its own.
    """

    id: str
    label: Label
    kind: str
    owners: tuple[str, ...]
    life: When
    marks: Marks = Marks()
    under: str | None = None


@frozen
class Post:
    """An office of a body, an area or a group; it outlives its holders."""

    id: str
    label: Label
    office: str
    owner: str
    life: When
    marks: Marks = Marks()


@frozen
class Seat:
    """Places to be filled, `count` of them, each by another one of `of`.

    `many` are those of `of` that can fill several places, each by another member: the sets in words.
    """

    count: int
    of: tuple[str, ...]
    many: tuple[str, ...] = ()


@frozen
class Recipient:
    """Posts, organs and sets who act together, or for each other: every seat is to be filled."""

    id: str
    seats: tuple[Seat, ...]


@frozen
class PostSet:
    """Posts that an instrument describes in words; who they are is not recorded."""

    id: str
    label: Label
    instrument: str
    words: str


@frozen
class Person:
    """A person who can hold posts."""

    id: str
    label: Label


STAND_INS = frozenset(["interim", "acting"])
"""Capacities in which somebody is in a post for the time being; all others are substantive."""


@frozen
class Appointment:
    """Who holds a post, and when. `person` is None where the post is known to be vacant.

    `capacity` is None where the source does not say; `employer` is the body that employs the person (None: not said).
    Who is `alongside` takes nobody's place; those appointed `jointly` to a post fill it together.
    """

    post: str
    person: str | None
    capacity: str | None
    employer: str | None
    when: When
    marks: Marks = Marks()
    alongside: bool = False
    jointly: bool = False

    @property
    def stands_in(self) -> bool:
        """Say whether somebody is in the post for the time being, in an interim or acting capacity."""
        return self.person is not None and self.capacity in STAND_INS

    @property
    def takes_place(self) -> bool:
        """Say whether the appointment takes the place of those that do not stand in."""
        return self.stands_in and not self.alongside


@frozen
class Approval:
    """Who approved a document, on which day: a body, a post or an organ."""

    by: str
    on: date


@frozen
class Instrument:
    """A document that has effect: statute, agreement, scheme. `parties` are empty for one that binds by itself.

    `canons` decide between its own clauses where nothing else does, in order: `specific`, `later`.
    `version`, `review` (the day it is to be looked at again) and `approvals` are recorded and shown, never computed.
    `replaces` are the instruments whose place it takes, for the parties they have in common.
    """

    id: str
    label: Label
    rank: str
    parties: tuple[str, ...]
    made: date | None
    in_force: Period
    span: Span
    marks: Marks = Marks()
    canons: tuple[str, ...] = ()
    version: str | None = None
    review: date | None = None
    approvals: tuple[Approval, ...] = ()
    replaces: tuple[str, ...] = ()


def with_article(display: str) -> str:
    """Return the name of a document with its article; a series and number such as `SI 2022/642` takes none."""
    words = display.split()
    if words[0].lower() == "the":
        return "the " + display[4:]
    numbered = len(words) == 2 and any(char.isdigit() for char in words[1]) and words[0].isupper()
    return display if numbered else f"the {display}"
