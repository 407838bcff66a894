"""Finding anything that has a name: bodies, groups, areas, posts, organs, functions, instruments.

In: what a person typed, and a scheme. Out: what it is called in the rule files, or a diagnostic (GR101, GR105) with
"did you mean". A post is also found as `Director of Finance of NHS Kent`, an organ as `board of NHS Kent`.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold, suggest
from govrules.model.scheme import Scheme
from govrules.model.things import Label
from govrules.source import SourceText

SORTS = ("body", "group", "area", "post", "organ", "function", "instrument")
"""The sorts of things that can be named, in the order in which a shared name is read."""


BODIES = ("body", "group", "area")
"""The sorts of things that a question can be asked of."""


class _Labelled(Protocol):
    @property
    def label(self) -> Label: ...


@frozen
class Thing:
    """Something that has a name: what sort of thing it is, and its identifier."""

    sort: str
    id: str


def names(scheme: Scheme, sorts: tuple[str, ...] = SORTS) -> Iterator[tuple[str, Thing]]:
    """Yield every name of every thing of these sorts, with the thing."""
    tables: dict[str, Mapping[str, _Labelled]] = {
        "body": scheme.bodies, "group": scheme.groups, "area": scheme.areas, "post": scheme.posts,
        "organ": scheme.organs, "function": scheme.functions, "instrument": scheme.instruments,
    }  # fmt: skip
    for sort in sorts:
        for id_, thing in tables[sort].items():
            for name in _own_names(id_, thing.label):
                yield name, Thing(sort, id_)
            if "@" in id_:
                own, _, owner = id_.partition("@")
                for first in (own, thing.label.display):
                    yield from ((f"{first} of {of}", Thing(sort, id_)) for of in _names_of(scheme, owner))


def find(typed: str, scheme: Scheme, sorts: tuple[str, ...] = SORTS) -> Thing | Diagnostic:
    """Return the thing that is called `typed`, or why there is none; an identifier wins over other names."""
    wanted = fold(typed)
    spelt = list(names(scheme, sorts))
    found = {thing for name, thing in spelt if fold(name).removeprefix("the ") == wanted.removeprefix("the ")}
    found = {thing for thing in found if thing.id == typed} or found
    source = SourceText("name", typed)
    span = source.span(0, len(typed))
    first = [thing for sort in sorts for thing in sorted(found, key=lambda one: one.id) if thing.sort == sort]
    if len([thing for thing in first if thing.sort == first[0].sort]) == 1:
        return first[0]
    if first:
        listed = " or ".join(f"`{thing.id}`" for thing in first)
        return Diagnostic("GR105", f'"{typed}" is the name of several things', span, "which of them is meant?",
                          f"name {listed}")  # fmt: skip
    close = suggest(typed, [name for name, _ in spelt])
    help_ = f"did you mean {' or '.join(close)}?" if close else "name a body, post, function or instrument of the files"
    return Diagnostic("GR101", f'nothing called "{typed}" is declared', span, "not a name of these files", help_)


def _own_names(id_: str, label: Label) -> Iterator[str]:
    yield id_
    yield label.display
    yield from (text for text, _ in (*label.aliases, *label.codes))


def _names_of(scheme: Scheme, owner: str) -> list[str]:
    for table in (scheme.bodies, scheme.areas, scheme.groups):
        if owner in table:
            label: Label = table[owner].label
            return list(_own_names(owner, label))
    return [owner]
