"""Questions about facts: who holds a post, who answers to whom, who directs, sits, belongs, is whose officer.

In: names already resolved to identifiers. Out: frozen values that the engine and the reference interpreter both answer
with, and how what is so of each leaf and body is put into rows. Source: docs/reference/semantics.md, 8.5.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from attrs import evolve, field, frozen

from govrules.model.answer import Assumption, Holder, Holding, Notice, OpenPoint
from govrules.model.days import When
from govrules.model.scheme import Scheme
from govrules.model.slicing import alike, function_names
from govrules.model.things import Citation


class FactKind(Enum):
    """The questions about facts that can be asked."""

    HOLDS = "holds"
    ANSWERS = "answers"
    ANSWERING = "answering"
    DIRECTED = "directed"
    MANAGED = "managed"
    SITS = "sits"
    DESIGNATES = "designates"
    GROUPS = "groups"
    MEMBERS = "members"


@frozen
class FactQuestion:
    """One question about facts.

    `about` is the post, holder, organ, body or group that it names; `function` a node of the catalogue (None: all of
    it), of lines of account only; `title` the title of an officer. `on` and `known_on` are as in `Question`.
    """

    kind: FactKind
    about: str
    on: date | None = None
    function: str | None = None
    title: str | None = None
    known_on: date | None = None


@frozen
class Relation:
    """That `who` stands to `of` as `how` says: its value is the same for all leaves and bodies.

    `who` holds the post `of` (`held`; None and another value of `Holding`: what else is known of it), answers to it
    (`line`, `professional`), directs or manages it (`directed`, `managed`), sits as it (`board`), has it as officer (a
    title), or is a member of it (`member`).
    """

    who: str | None
    how: str
    of: str
    holder: Holder | None = None


@frozen
class Said:
    """By which clauses and sources a relation is so, and whether it certainly is."""

    clauses: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    certain: bool = True


@frozen
class Way:
    """One statement that makes a relation so while `when` holds: of some leaves, for a body or area.

    `leaves` are empty where it is about no function; `place` is None where it is for no one body.
    """

    relation: Relation
    when: When
    leaves: frozenset[str] = frozenset()
    place: str | None = None
    clause: str | None = None
    sources: tuple[Citation, ...] = ()


@frozen
class Fact:
    """One row: a relation, of which functions (nodes, less `exceptions`) and for which bodies, and what says so."""

    relation: Relation
    functions: tuple[str, ...]
    exceptions: tuple[str, ...]
    bodies: tuple[str, ...]
    said: Said


@frozen
class Facts:
    """The rows of some days, both ends included; None: no end in the files."""

    rows: tuple[Fact, ...]
    assumptions: tuple[Assumption, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    holds_from: date | None = None
    holds_to: date | None = None

    def dated(self, first: date | None, last: date | None) -> "Facts":
        """Return the same rows for the days from `first` to `last`."""
        return evolve(self, holds_from=first, holds_to=last)


@frozen
class FactAnswer:
    """The answer to a question about facts: one stretch of days on a day asked about, else all of time in order."""

    question: FactQuestion
    stretches: tuple[Facts, ...]
    diagnostics: tuple[Notice, ...] = field(default=(), eq=False)

    @property
    def is_open(self) -> bool:
        """Whether the files leave anything open."""
        return any(not row.said.certain for stretch in self.stretches for row in stretch.rows)


Place = tuple[Relation, str, str]
"""A relation, a leaf (empty: no function) and a body or area (empty: no one body)."""


def facts_of(
    scheme: Scheme,
    said: Mapping[Place, Said],
    leans: Iterable[Assumption],
    left_open: Iterable[OpenPoint],
) -> Facts:
    """Return the rows of one day, from what is said of each relation at each leaf and body or area."""
    by_relation: dict[Relation, dict[str, dict[str, Said]]] = {}
    for (relation, leaf, place), one in sorted(said.items(), key=lambda item: _key(item[0])):
        by_relation.setdefault(relation, {}).setdefault(leaf, {})[place] = one
    rows = []
    for relation, by_leaf in by_relation.items():
        slices = {leaf: tuple(sorted(places.items())) for leaf, places in by_leaf.items()}
        for leaves, whole in alike(slices):
            names = function_names(scheme, scheme, leaves) if leaves != ("",) else ((), ())
            for bodies, one in alike(dict(whole)):
                rows.append(Fact(relation, *names, tuple(filter(None, bodies)), one))
    return Facts(
        tuple(rows),
        tuple(sorted(set(leans), key=lambda one: (one.kind, one.about))),
        tuple(sorted(set(left_open), key=lambda one: (one.kind, one.about, str(one.earliest), str(one.latest)))),
    )


def cited(sources: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return places in sources, each once, in order."""
    return tuple(sorted(set(sources), key=lambda one: (one.source, one.pinpoint or "")))


def holding_facts(
    post: str, holding: Holding, holders: Iterable[Holder], read_in: Mapping[str | None, tuple[Citation, ...]]
) -> dict[Place, Said]:
    """Return who holds a post as relations, and where nobody certainly does what is known instead.

    `read_in` are the sources of the appointments of each person, and of nobody.
    """
    found = {
        (Relation(one.person, Holding.HELD.value, post, one), "", ""): Said(
            (), read_in.get(one.person, ()), one.certain
        )
        for one in holders
    }
    if holding is not Holding.HELD:
        sources = read_in.get(None, ()) if holding is Holding.VACANT else ()
        found[Relation(None, holding.value, post), "", ""] = Said((), sources, not found)
    return found


def _key(place: Place) -> tuple[str, ...]:
    relation, leaf, point = place
    return relation.how, relation.who or "", relation.of, str(relation.holder), leaf, point
