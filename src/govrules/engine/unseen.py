"""What is known in part: things that may deal with a leaf beyond what the files hold of them.

In: a place and what is live there. Out: the things, in words, for the open points of an answer.
Source: docs/reference/semantics.md, section 4, S6.
"""

from collections.abc import Callable, Iterable

from govrules.engine.place import Place
from govrules.model.answer import OpenPoint
from govrules.model.days import When
from govrules.model.rules import Delegation, Keeping
from govrules.model.things import with_article

UNSEEN = ("known-in-part",)
"""The key under which it is asked whether any of them deals with the leaf."""


def known_in_part(
    place: Place, is_live: Callable[[When], bool], dealing: Iterable[Delegation | Keeping]
) -> frozenset[str]:
    """Return what may deal with the leaf unseen, beside the live rules that are seen to."""
    name = place.body.label.display
    if not place.compiled.by_body[place.body.id].is_party:
        return frozenset([f"no instrument of {name} is in the files"])
    seen = {rule.instrument for rule in dealing}
    live = {rule.instrument for rule in place.partly_known if rule.instrument not in seen and is_live(rule.when)}
    displays = (place.scheme.instruments[instrument].label.display for instrument in live)
    return frozenset(f"{with_article(display)} is known in part for {name}" for display in displays)


def open_points_of(unseen: Iterable[frozenset[str]]) -> set[OpenPoint]:
    """Return the open points of what is unseen in any of several worlds."""
    return {OpenPoint("known-in-part", about) for several in unseen for about in several}
