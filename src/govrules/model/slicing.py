"""Putting together what is alike, and naming a set of functions by nodes of the catalogue less what is below them.

In: values by key; catalogues and a set of leaves. Out: keys with equal values together; as few nodes and exceptions as
possible. Source: docs/reference/semantics.md, 8.4 and 10.4.
"""

from collections.abc import Collection, Hashable, Mapping
from functools import cache
from typing import TypeVar

from govrules.model.scheme import Scheme

K = TypeVar("K")
V = TypeVar("V", bound=Hashable)
Names = tuple[tuple[str, ...], tuple[str, ...]]


def alike(values: Mapping[K, V]) -> list[tuple[tuple[K, ...], V]]:
    """Return the keys that have equal values, together, in the order the values come."""
    groups: dict[V, list[K]] = {}
    for key, value in values.items():
        groups.setdefault(value, []).append(key)
    return [(tuple(keys), value) for value, keys in groups.items()]


def function_names(after: Scheme, before: Scheme, leaves: Collection[str]) -> Names:
    """Return nodes and the exceptions from them that together are just `leaves`, in order of identifier.

    The catalogue is that of the scheme after; what only the scheme before has stands under its parent there.
    """
    parents = {one.id: one.parent for scheme in (before, after) for one in scheme.functions.values()}
    below: dict[str | None, list[str]] = {}
    for node, parent in sorted(parents.items()):
        below.setdefault(parent, []).append(node)
    wanted = frozenset(leaves)

    @cache
    def under(node: str) -> frozenset[str]:
        inside = below.get(node, [])
        return frozenset().union(*map(under, inside)) if inside else frozenset([node])

    @cache
    def named(node: str, taken: bool) -> Names:
        """Return the cheapest names for what is wanted below a node; `taken`: a node above stands for it already."""
        here = under(node)
        if taken:
            if here <= wanted:
                return (), ()
            return ((), (node,)) if not here & wanted else _cheaper(_joined(node, True))
        if not here & wanted:
            return (), ()
        inside = _joined(node, True)
        return _cheaper(((node, *inside[0]), inside[1]), *([_joined(node, False)] if below.get(node) else []))

    def _joined(node: str, taken: bool) -> Names:
        parts = [named(inside, taken) for inside in below.get(node, ())]
        return tuple(n for part in parts for n in part[0]), tuple(e for part in parts for e in part[1])

    roots = [named(node, False) for node in below.get(None, ())]
    return (
        tuple(sorted(name for part in roots for name in part[0])),
        tuple(sorted(name for part in roots for name in part[1])),
    )


def _cheaper(*several: Names) -> Names:
    """Return the names that are fewest; of equally few those without exceptions."""
    return min(several, key=lambda one: (len(one[0]) + len(one[1]), len(one[1])))
