"""What differs between two contents of one band, circumstance by circumstance.

In: two answers at the same points, taken apart. Out: effects, each with the smallest sets of circumstances under which
it is so. Promise: under every assignment of truth to the circumstances each kind has at most one effect, and none where
the two sides say the same. Source: docs/reference/semantics.md, 10.2.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from attrs import evolve, frozen

from govrules.diff.anywhere import Rename, as_it_is, thing_anywhere
from govrules.diff.difference import Change, Item, Provided
from govrules.diff.things import (
    DUTY,
    EXERCISE,
    KEPT,
    KINDS,
    LINE,
    OFFICER,
    PROHIBITED,
    Thing,
    Way,
    is_open,
    item_key,
    smallest,
    things_in,
    ways,
)
from govrules.engine.conditions import Case, provided
from govrules.model.answer import Answer


@frozen
class Effect:
    """One kind of thing that differs, under the circumstances of `provided` (none: under all).

    `before` and `after` are what only that side says. `gap`: somebody was there before and nobody is after; `conflict`:
    clauses are in conflict after and were not before; `was_gap` and `was_conflict`: the other way round.
    """

    kind: str
    change: Change
    before: tuple[Item, ...]
    after: tuple[Item, ...]
    clauses_before: tuple[str, ...]
    clauses_after: tuple[str, ...]
    provided: Provided
    gap: bool = False
    conflict: bool = False
    was_gap: bool = False
    was_conflict: bool = False


@frozen
class Content:
    """One side at one band: the answer and what it says, by kind."""

    answer: Answer
    things: Mapping[str, tuple[Thing, ...]]

    @classmethod
    def of(cls, found: Answer, rename: Rename) -> "Content":
        """Return an answer taken apart; `rename` says how names are meant."""
        if rename is as_it_is:
            return cls(found, things_in(found))
        said = things_in(found).items()
        return cls(found, {kind: tuple(thing_anywhere(thing, rename) for thing in things) for kind, things in said})

    def under(self, kind: str, case: Case) -> tuple[Thing, ...]:
        """Return what is said of a kind where the circumstances are as in `case`."""
        held = {name if holds else f"not {name}" for name, holds in case}
        return tuple(
            thing for thing in self.things.get(kind, ())
            if not thing.provided or any(held.issuperset(one) for one in thing.provided)
        )  # fmt: skip

    def circumstances(self, kind: str) -> set[str]:
        """Return the circumstances that what is said of a kind depends on."""
        things = self.things.get(kind, ())
        return {name.removeprefix("not ") for thing in things for one in thing.provided for name in one}

    @property
    def is_open(self) -> bool:
        """Whether the files leave open who else may act, or everything."""
        return is_open(self.answer)

    @property
    def everybody(self) -> frozenset[Way]:
        """The groups that may act under some circumstances."""
        return groups_of(self.things.get(EXERCISE, ()))


def groups_of(things: Iterable[Thing]) -> frozenset[Way]:
    """Return the smallest groups that may act, certainly or perhaps."""
    return smallest(frozenset(way for thing in things for way in ways(thing.item.seats)))


def effects(before: Content, after: Content) -> tuple[Effect, ...]:
    """Return what differs between two contents, in order of kind."""
    return tuple(effect for kind in KINDS for effect in _of_kind(kind, before, after))


def _of_kind(kind: str, before: Content, after: Content) -> Iterator[Effect]:
    if before.things.get(kind) == after.things.get(kind) and before.is_open == after.is_open:
        return
    kinds = (kind, EXERCISE, DUTY) if kind in (EXERCISE, *_COMPANIONS) else (kind,)
    names = sorted(set[str]().union(*(side.circumstances(one) for one in kinds for side in (before, after))))
    cases: dict[Effect, list[Case]] = {}
    for truths in product((False, True), repeat=len(names)):
        case = frozenset(zip(names, truths, strict=True))
        effect = _under(kind, case, before, after)
        if effect is not None:
            cases.setdefault(effect, []).append(case)
    for effect, under in cases.items():
        yield _provided(effect, under)


def _provided(effect: Effect, under: Sequence[Case]) -> Effect:
    return evolve(effect, provided=provided(under, under))


def _under(kind: str, case: Case, before: Content, after: Content) -> Effect | None:
    """Return what differs of a kind under one assignment of truth to the circumstances."""
    one, other = before.under(kind, case), after.under(kind, case)
    if kind in _COMPANIONS:
        theirs = [_COMPANIONS[kind](content, case) for content in (before, after)]
        both = theirs[0] & theirs[1]
        one, other = (tuple(thing for thing in some if _whose(thing) in both) for some in (one, other))
    change = _exercise(one, other, before, after) if kind == EXERCISE else _others(kind, one, other)
    if change is None:
        return None
    had, have = _items(one), _items(other)
    lost = tuple(item for item in had if item not in have)
    gained = tuple(item for item in have if item not in had)
    cited = _clauses(one, lost), _clauses(other, gained)
    people, clash = kind in (EXERCISE, OFFICER), [bool(side.answer.conflicts) for side in (before, after)]
    unsure = change in (Change.NEWLY_UNDETERMINED, Change.SETTLED) and kind in (EXERCISE, OFFICER, KEPT)
    if kind == EXERCISE:
        lost, gained = (_with_duties(*said, case) for said in ((lost, before), (gained, after)))
    return Effect(
        kind, change, lost, gained, *cited, (),
        gap=people and bool(had) and not have, was_gap=people and bool(have) and not had,
        conflict=unsure and clash[1] and not clash[0], was_conflict=unsure and clash[0] and not clash[1],
    )  # fmt: skip


def _with_duties(items: Iterable[Item], content: Content, case: Case) -> tuple[Item, ...]:
    """Return who may act with the duties that follow."""
    duties = content.under(DUTY, case)
    return tuple(
        evolve(item, names=tuple(sorted(duty.item.names[0] for duty in duties if duty.item.seats == item.seats)))
        for item in items
    )


def _whose(thing: Thing) -> object:
    """Return whose duty or line of account something is."""
    return thing.item.seats or thing.item.names[0]


def _actors(content: Content, case: Case) -> set[object]:
    return {thing.item.seats for thing in content.under(EXERCISE, case)}


def _people(content: Content, case: Case) -> set[object]:
    body = content.answer.accountable_body
    people: set[object] = {body.first_holder} if body else set()
    people |= {thing.item.names[1] for thing in content.under(OFFICER, case)}
    return people | {name for thing in content.under(EXERCISE, case) for seat in thing.item.seats for name in seat.of}


_COMPANIONS = {DUTY: _actors, LINE: _people}
"""Kinds that follow who is there: compared of those only who are there on both sides."""


def _exercise(one: Sequence[Thing], other: Sequence[Thing], before: Content, after: Content) -> Change | None:
    """Return what became of who may act: by the smallest groups, since whoever has more people may act too."""
    was_open = before.is_open or not all(thing.item.certain for thing in one)
    now_open = after.is_open or not all(thing.item.certain for thing in other)
    if was_open != now_open:
        return Change.SETTLED if was_open else Change.NEWLY_UNDETERMINED
    sure = [groups_of(thing for thing in things if thing.item.certain) for things in (one, other)]
    had, have = groups_of(one), groups_of(other)
    if had == have:
        return _direction(*sure)
    return _direction(had, have)


def _direction(had: frozenset[Way], have: frozenset[Way]) -> Change | None:
    lost = any(not any(way <= group for way in have) for group in had)
    gained = any(not any(way <= group for way in had) for group in have)
    if lost and gained:
        return Change.MOVED
    if lost or gained:
        return Change.NARROWER if lost else Change.WIDER
    return None


def _others(kind: str, one: Sequence[Thing], other: Sequence[Thing]) -> Change | None:
    """Return what became of a kind of thing that is there or not."""
    had, have = set(_items(one)), set(_items(other))
    if had == have:
        return None
    sure_then, sure_now = (all(item.certain for item in items) for items in (had, have))
    if sure_then != sure_now:
        return Change.SETTLED if sure_now else Change.NEWLY_UNDETERMINED
    if kind in (KEPT, PROHIBITED, DUTY) and (had < have or have < had):
        return Change.NARROWER if had < have else Change.WIDER
    return Change.MOVED


def _items(things: Iterable[Thing]) -> tuple[Item, ...]:
    return tuple(sorted({thing.item for thing in things}, key=item_key))


def _clauses(things: Iterable[Thing], items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(sorted({clause for thing in things if thing.item in items for clause in thing.clauses}))
