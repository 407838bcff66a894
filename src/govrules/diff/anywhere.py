"""Names as they are meant at any body: `board@that` for the board of whichever body is spoken of.

In: what is said at one body, area and cluster. Out: the same under names that other bodies share, so that what is alike
for each can be put together.
"""

from collections.abc import Callable, Iterable

from attrs import evolve

from govrules.diff.difference import Item
from govrules.diff.things import Thing, item_key
from govrules.model.things import Seat

THAT, THAT_AREA, THE_CLUSTER, THE_OVERSEER = "that", "that-area", "the-cluster", "the-overseer"
Rename = Callable[[str], str]


def as_it_is(name: str) -> str:
    """Return a name unchanged."""
    return name


def own_names(body: str, point: str, group: str | None = None, overseers: Iterable[str] = ()) -> Rename:
    """Return what says how a name is meant at any body, at any area of it, in any cluster and under any overseer."""
    owners = dict.fromkeys(overseers, THE_OVERSEER) | {body: THAT}
    owners |= ({point: THAT_AREA} if point != body else {}) | ({group: THE_CLUSTER} if group else {})

    def rename(name: str) -> str:
        head, at, owner = name.rpartition("@")
        return f"{head}{at}{owners.get(owner, owner)}" if at else owners.get(name, name)

    return rename


def items_anywhere(items: tuple[Item, ...], rename: Rename) -> tuple[Item, ...]:
    """Return items under other names, in order."""
    return tuple(sorted((item_anywhere(item, rename) for item in items), key=item_key))


def item_anywhere(item: Item, rename: Rename) -> Item:
    """Return an item under other names."""
    seats = (Seat(seat.count, tuple(sorted(map(rename, seat.of)))) for seat in item.seats)
    in_order = tuple(sorted(seats, key=lambda seat: (seat.of, seat.count)))
    return evolve(item, names=tuple(map(rename, item.names)), seats=in_order)


def thing_anywhere(thing: Thing, rename: Rename) -> Thing:
    """Return a thing said under other names."""
    return evolve(thing, item=item_anywhere(thing.item, rename))
