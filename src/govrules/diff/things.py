"""What an answer says, taken apart by kind, so that each kind can be compared on its own.

In: the content of an answer at one point and band. Out: for each kind the things said of it, each with the
circumstances it is provided on, whether it is certain, and the clauses it rests on. Promise: nothing is left out but
what follows from the rest (the remainder, from who may exercise) and what explains it. Source:
docs/reference/semantics.md, 10.2 and 10.3.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from attrs import frozen

from govrules.diff.difference import Item, Provided
from govrules.model.answer import Answer, Exercise, Outcome
from govrules.model.things import Seat

BODY, OFFICER, EXERCISE, DUTY = "accountable-body", "officer", "exercise", "duty"
PROHIBITED, KEPT, LINE, OVERSIGHT, RECORDED = "prohibited", "kept", "line", "oversight", "recorded"
KINDS = (BODY, OFFICER, EXERCISE, DUTY, PROHIBITED, KEPT, LINE, OVERSIGHT, RECORDED)
MOST_WAYS = 2_000
"""Ways of filling the seats of one holder that are listed; seats that have more are compared as they are written."""

Way = frozenset[str]


@frozen
class Thing:
    """Something an answer says, what it is provided on, and the clauses it rests on."""

    item: Item
    provided: Provided = ()
    clauses: tuple[str, ...] = ()


def things_in(found: Answer) -> Mapping[str, tuple[Thing, ...]]:
    """Return what an answer says, by kind, in order."""
    return {kind: tuple(dict.fromkeys(sorted(things, key=_key))) for kind, things in _all(found) if things}


def is_open(found: Answer) -> bool:
    """Say whether the files leave open who else may exercise the function, or everything about it."""
    unsettled = found.outcome is Outcome.UNDETERMINED and found.accountable_body is None
    return unsettled or any(point.kind == "known-in-part" for point in found.open_points)


def ways(seats: Sequence[Seat]) -> frozenset[Way]:
    """Return the ways of filling seats: each a set of different posts and organs, one for each place."""
    several = [list(combinations(seat.of, seat.count)) for seat in seats]
    number = 1
    for one in several:
        number *= len(one)
    if number > MOST_WAYS:
        return frozenset([frozenset([f"{seat.count} of {', '.join(seat.of)}" for seat in seats])])
    needed = sum(seat.count for seat in seats)
    filled = (frozenset(name for some in way for name in some) for way in product(*several))
    return frozenset(way for way in filled if len(way) == needed)


def smallest(groups: frozenset[Way]) -> frozenset[Way]:
    """Return the groups that have no other one within them: whoever has more people may act too."""
    return frozenset(one for one in groups if not any(other < one for other in groups))


def _all(found: Answer) -> Iterator[tuple[str, list[Thing]]]:
    yield BODY, [_body(found)]
    yield OFFICER, [Thing(Item((o.title, o.post), (), o.certain), (), o.clauses) for o in found.officers]
    yield EXERCISE, [
        Thing(Item((), e.seats, e.certain), e.provided, _clauses_of(e)) for e in found.may_exercise
    ]  # fmt: skip
    yield DUTY, [
        Thing(Item((duty,), e.seats, e.certain), e.provided, tuple(sorted({*_clauses_of(e), *e.procedures})))
        for e in found.may_exercise for duty in e.then
    ]  # fmt: skip
    yield PROHIBITED, [
        Thing(Item((p.who,), tuple(Seat(1, (name,)) for name in p.spares), p.certain), p.provided, p.clauses)
        for p in found.prohibited
    ]  # fmt: skip
    yield KEPT, [
        Thing(Item((k.how,), k.to, k.certain), k.provided, (k.clause,) if k.clause else ())
        for k in found.kept if k.how != "remainder"
    ]  # fmt: skip
    yield LINE, [Thing(Item((a.of, a.line, a.who), (), a.certain), a.provided, a.clauses) for a in found.answers_to]
    yield OVERSIGHT, [Thing(Item((o.relation, o.by), (), o.certain)) for o in found.overseen_by]
    yield RECORDED, [
        Thing(Item((r.who, r.how, r.circumstance or "", r.text or ""), (), r.certain), (), r.clauses)
        for r in found.recorded
    ]  # fmt: skip


def _body(found: Answer) -> Thing:
    body = found.accountable_body
    if body is None:
        return Thing(Item((found.outcome.value,)))
    names = (body.id, body.first_holder, *([body.sits_as] if body.sits_as else []))
    return Thing(Item(names, (), body.certain), (), body.clauses)


def _clauses_of(exercise: Exercise) -> tuple[str, ...]:
    return tuple(sorted({step.clause for chain in exercise.chains for step in chain}))


def item_key(item: Item) -> tuple[object, ...]:
    """Return what puts items in order."""
    return item.names, tuple((seat.count, seat.of) for seat in item.seats), not item.certain


def _key(thing: Thing) -> tuple[object, ...]:
    return item_key(thing.item), thing.provided, thing.clauses
