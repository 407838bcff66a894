"""Reverse questions: not who may exercise a function, but what somebody may exercise, or what a body keeps.

In: names already resolved to identifiers. Out: frozen values that the engine and the reference interpreter both
answer with, and how what is so at every point is put into rows. Promise: rows do not overlap, and together they say
what the forward question answers at every point. Source: docs/reference/semantics.md, 8.4.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from attrs import evolve, field, frozen

from govrules.model.answer import AmountRange, Answer, Assumption, Exercise, Kept, Notice, OpenPoint
from govrules.model.question import KEEPING as KEPT_BY
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.model.slicing import alike, function_names
from govrules.model.things import Seat
from govrules.model.verdict import Verdict, verdict


class ReverseKind(Enum):
    """The reverse questions that can be asked."""

    WHAT_MAY = "what-may"
    DELEGATED = "delegated"
    RETAINS = "retains"
    RESERVES = "reserves"
    KEEPS = "keeps"


KEEPING = {ReverseKind(how): several for how, several in KEPT_BY.items()}
"""The ways of keeping that each question about them lists."""


@frozen
class ReverseQuestion:
    """One reverse question: `who` may exercise what, or what does `body` keep.

    `who` is as in a `may` question (None where it is asked what a body keeps). `body` is a body, an area or a group
    (None: every body). All else is as in `Question`.
    """

    kind: ReverseKind
    who: str | None = None
    body: str | None = None
    on: date | None = None
    amounts: Mapping[str, int] = field(factory=dict, hash=False)
    given: Mapping[str, bool] = field(factory=dict, hash=False)
    known_on: date | None = None
    concerning: str | None = None

    def forward(self, body: str, function: str) -> Question:
        """Return the question about one body and function whose answer this one lists."""
        kind, how = (QuestionKind.KEPT, self.kind.value) if self.kind in KEEPING else (QuestionKind.MAY, None)
        return Question(
            kind, body, function, self.on, self.amounts, None, self.given, self.known_on, self.concerning, self.who, how
        )


@frozen
class Ability:
    """One way in which somebody may exercise a function.

    `acting_as` are the posts or organs that the one asked about stands for in it; `together_with` the seats that others
    must fill; `clauses` those of each chain shown, by vesting those that vest. All else is as in `Exercise`.
    """

    acting_as: tuple[str, ...]
    by_vesting: bool
    together_with: tuple[Seat, ...]
    limits: tuple[AmountRange, ...]
    provided: tuple[tuple[str, ...], ...]
    then: tuple[str, ...]
    in_place_of: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    certain: bool


@frozen
class Content:
    """What is so of one leaf for one body or area: the verdict (where asked what may be) and ways, or what is kept.

    `leans` and `left_open` are the assumptions and open points of the forward answer there.
    """

    verdict: Verdict | None
    abilities: tuple[Ability, ...]
    kept: tuple[Kept, ...]
    leans: tuple[Assumption, ...] = field(default=(), eq=False)
    left_open: tuple[OpenPoint, ...] = field(default=(), eq=False)


@frozen
class Row:
    """Functions (nodes of the catalogue, less `exceptions`) and bodies or areas of which the same is so."""

    functions: tuple[str, ...]
    exceptions: tuple[str, ...]
    bodies: tuple[str, ...]
    verdict: Verdict | None
    abilities: tuple[Ability, ...] = ()
    kept: tuple[Kept, ...] = ()


@frozen
class Stretch:
    """The rows of some days, both ends included; None: no end in the files."""

    rows: tuple[Row, ...]
    assumptions: tuple[Assumption, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    holds_from: date | None = None
    holds_to: date | None = None

    def dated(self, first: date | None, last: date | None) -> "Stretch":
        """Return the same rows for the days from `first` to `last`."""
        return evolve(self, holds_from=first, holds_to=last)


@frozen
class ReverseAnswer:
    """The answer to a reverse question: one stretch of days on a day asked about, else all of time in order."""

    question: ReverseQuestion
    stretches: tuple[Stretch, ...]
    diagnostics: tuple[Notice, ...] = field(default=(), eq=False)

    @property
    def is_open(self) -> bool:
        """Whether the files leave open if somebody may, or if something is kept.

        Without a body asked about, bodies where nothing is listed leave nothing open.
        """
        rows = [row for stretch in self.stretches for row in stretch.rows]
        certain = all(one.certain for row in rows for one in row.abilities) and all(
            k.certain for r in rows for k in r.kept
        )
        return not certain or any(
            row.verdict is Verdict.UNDETERMINED for row in rows if row.abilities or self.question.body is not None
        )


def content_of(found: Answer, kind: ReverseKind) -> Content | None:
    """Return what of the forward answer at one point a reverse question lists; None for nothing."""
    if kind in KEEPING:
        return Content(None, (), found.kept, found.assumptions, found.open_points) if found.kept else None
    vesting = found.accountable_body.clauses if found.accountable_body else ()
    abilities = tuple(dict.fromkeys(_ability(one, vesting) for one in found.may_exercise))
    said = verdict(found)
    if kind is ReverseKind.DELEGATED:
        abilities = tuple(one for one in abilities if not one.by_vesting)
        return Content(None, abilities, (), found.assumptions, found.open_points) if abilities else None
    if said is Verdict.NO:
        return None
    return Content(said, abilities, (), found.assumptions, found.open_points)


def listed(scheme: Scheme, day: date, contents: Mapping[tuple[str, str], Content]) -> Stretch:
    """Return the rows of one day, from what is so of each leaf at each body or area."""
    by_leaf: dict[str, dict[str, Content]] = {}
    for (leaf, place), content in sorted(contents.items(), key=lambda item: item[0]):
        by_leaf.setdefault(leaf, {})[place] = content
    slices = {leaf: tuple(_by_body(scheme, day, places)) for leaf, places in by_leaf.items()}
    rows = [
        Row(*function_names(scheme, scheme, leaves), bodies, one.verdict, one.abilities, one.kept)
        for leaves, whole in alike(slices)
        for bodies, one in alike(dict(whole))
    ]
    leans = {one for content in contents.values() for one in content.leans}
    left_open = {one for content in contents.values() for one in content.left_open}
    return Stretch(
        tuple(sorted(rows, key=lambda row: (row.functions, row.exceptions, row.bodies))),
        tuple(sorted(leans, key=lambda one: (one.kind, one.about))),
        tuple(sorted(left_open, key=lambda one: (one.kind, one.about, str(one.earliest), str(one.latest)))),
    )


def _by_body(scheme: Scheme, day: date, places: Mapping[str, Content]) -> Iterator[tuple[str, Content]]:
    """Yield what is so of each body where it is so of all its areas, else of each area."""
    bodies: dict[str, list[str]] = {}
    for place in sorted(places):
        bodies.setdefault(scheme.body_of(place), []).append(place)
    for body, several in sorted(bodies.items()):
        areas = {area for area in scheme.bodies[body].areas if not scheme.areas[area].life.excludes(day)}
        whole = several == [body] or set(several) >= areas
        if whole and all(places[place] == places[several[0]] for place in several):
            yield body, places[several[0]]
        else:
            yield from ((place, places[place]) for place in several)


def _ability(one: Exercise, vesting: Sequence[str]) -> Ability:
    chains = [tuple(step.clause for step in chain) for chain in one.chains]
    clauses = [tuple(vesting)] if one.by_vesting else sorted(set(chains))
    return Ability(
        _own(one.seats, one.together_with or ()), one.by_vesting, one.together_with or (), one.limits, one.provided,
        one.then, one.in_place_of, tuple(clauses), one.certain,
    )  # fmt: skip


def _own(seats: Iterable[Seat], others: Iterable[Seat]) -> tuple[str, ...]:
    """Return what the one asked about fills: the seat that is not among those of others."""
    left = list(others)
    own: set[str] = set()
    for seat in seats:
        if seat in left:
            left.remove(seat)
        else:
            own.update(seat.of)
    return tuple(sorted(own))
