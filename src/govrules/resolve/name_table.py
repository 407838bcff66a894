"""Every name that a question can hold, with what it stands for.

In: a scheme. Out: `NameTable`: identifiers by folded name, whatever people call a thing. Source:
docs/reference/semantics.md, section 8.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from govrules.diagnostics.suggest import fold
from govrules.model.scheme import Scheme
from govrules.model.things import Label
from govrules.resolve.habits import TOKEN, further_names, without_form_of_address

Things = Mapping[str, Collection[Sequence[str]]]
"""What each folded name stands for: pairs of sort and identifier."""


class NameTable:
    """Every name that can be asked about, folded, with what it stands for. It is put together when it is first used."""

    def __init__(self, scheme: Scheme, stored: tuple[Things, int] | None = None) -> None:
        """Keep the scheme; `stored` are the things and the longest name of its table, where they were kept."""
        self._scheme = scheme
        if stored is not None:
            self.things, self.longest = stored

    @cached_property
    def things(self) -> Things:
        """What each folded name stands for."""
        scheme = self._scheme
        things: dict[str, set[tuple[str, str]]] = defaultdict(set)
        called: dict[str, list[str]] = defaultdict(list)
        for sort, id_, text in _labelled(scheme):
            things[fold(text)].add((sort, id_))
            if sort == "body":
                called[id_].append(text)
        for post in scheme.posts:
            things[fold(post.split("@")[0])].add(("post", post))
        for id_, text in _holders(scheme):
            things[fold(text)].add(("holder", id_))
        for name, ids in further_names(scheme, called).items():
            if name not in things:
                things[name].update((sort, id_) for id_ in ids for sort in ("body", "holder"))
        for id_, person in scheme.people.items():
            short = fold(without_form_of_address(person.label.display))
            if {id_ for _, id_ in things[short]} <= scheme.people.keys():
                things[short].update({("person", id_), ("holder", id_)})
        return dict(things)

    @cached_property
    def longest(self) -> int:
        """How many words the longest name has."""
        return max((len(TOKEN.findall(name)) for name in self.things), default=1)

    @cached_property
    def spelt(self) -> Mapping[str, list[str]]:
        """The names of each sort as they are spelt."""
        spelt: dict[str, list[str]] = defaultdict(list)
        for sort, _, text in _labelled(self._scheme):
            spelt[sort].append(text)
        spelt["holder"] += [text for _, text in _holders(self._scheme)]
        return spelt

    def find(self, typed: str, sort: str) -> list[str]:
        """Return the identifiers of things of `sort` called `typed`; an exact identifier wins over other names."""
        ids = sorted(id_ for s, id_ in self.things.get(fold(typed), ()) if s == sort)
        return [typed] if typed in ids else ids

    def display(self, id_: str) -> str:
        """Return what people call a body, area or group."""
        scheme = self._scheme
        for table in (scheme.bodies, scheme.areas, scheme.groups):
            if id_ in table:
                label: Label = table[id_].label
                return label.display
        return id_

    def typed(self, id_: str) -> str:
        """Return how somebody or something is named so that only it is meant."""
        if id_ in self._scheme.posts:
            post = self._scheme.posts[id_]
            return f"{post.office} of {post.owner}"
        return id_.replace("@", " of ")

    def others(self, typed: str) -> list[str]:
        """Return what else is called `typed`, as sorts."""
        return sorted({s for s, _ in self.things.get(fold(typed), ())})


def _labelled(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """Yield everything with a name of its own: its sort, its identifier, and each of its names."""
    tables: tuple[tuple[str, Mapping[str, Label]], ...] = (
        ("body", {i: t.label for i, t in scheme.bodies.items()}),
        ("body", {i: t.label for i, t in scheme.groups.items()}),
        ("body", {i: t.label for i, t in scheme.areas.items()}),
        ("function", {i: t.label for i, t in scheme.functions.items()}),
        ("title", _terms(scheme, "title")),
        ("basis", _terms(scheme, "basis")),
        ("circumstance", _terms(scheme, "circumstance")),
        ("person", {i: t.label for i, t in scheme.people.items()}),
        ("post", {i: t.label for i, t in scheme.posts.items()}),
    )
    for sort, labels in tables:
        for id_, label in labels.items():
            for text in (id_, label.display, *(t for t, _ in label.aliases), *(t for t, _ in label.codes)):
                yield sort, id_, text


def _holders(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Yield whoever a question can be about, with everything it is called."""
    for post in scheme.posts.values():
        labels = [post.label, *([scheme.terms[post.office]] if post.office in scheme.terms else [])]
        yield from ((post.id, text) for text in (post.id, post.office, *(t for one in labels for t in _called(one))))
    for organ in scheme.organs.values():
        yield from ((organ.id, text) for text in (organ.id, organ.id.partition("@")[0], *_called(organ.label)))
    several: tuple[Mapping[str, Any], ...] = (scheme.people, scheme.bodies, scheme.groups, scheme.sets)
    for table in several:
        for id_, thing in table.items():
            yield from ((id_, text) for text in (id_, *_called(thing.label)))


def _called(label: Label) -> Iterator[str]:
    yield label.display
    yield from (text for text, _ in (*label.aliases, *label.codes))


def _terms(scheme: Scheme, sort: str) -> Mapping[str, Label]:
    return {i: label for i, label in scheme.terms.items() if scheme.term_sorts.get(i) == sort}
