"""What is known in part: section 4 S6 of the specification.

In: a point, and what is live there. Out: the things known in part, in words, which may deal with the leaf beyond what
the files hold. Source: docs/reference/semantics.md.
"""

from collections.abc import Sequence

from attrs import frozen

from govrules.model import rules
from govrules.model.scheme import Scheme
from govrules.model.things import with_article
from govrules.reference.texts import Point


@frozen
class Unseen:
    """Whether something that is known in part deals with the leaf, unseen."""


def in_no_instrument(scheme: Scheme, point: Point) -> bool:
    """Say whether the body is a party to no instrument, so that it is known in part itself."""
    return all(point.body not in instrument.parties for instrument in scheme.instruments.values())


def to_settle(scheme: Scheme, point: Point, partly: Sequence[rules.PartlyKnown]) -> list[Unseen]:
    """Return what there is to settle where something may be known in part, live or not."""
    return [Unseen()] if partly or in_no_instrument(scheme, point) else []


def known_in_part(
    scheme: Scheme,
    point: Point,
    partly: Sequence[rules.PartlyKnown],
    dealing: Sequence[rules.Delegation | rules.Keeping],
) -> frozenset[str]:
    """Return what may deal with the leaf unseen; `partly` and `dealing` are live, and are about the leaf."""
    if point.leaf is None:
        return frozenset()
    body = scheme.bodies[point.body].label.display
    if in_no_instrument(scheme, point):
        return frozenset([f"no instrument of {body} is in the files"])
    silent = {one.instrument for one in partly} - {rule.instrument for rule in dealing}
    names = {with_article(scheme.instruments[instrument].label.display) for instrument in silent}
    return frozenset(f"{name} is known in part for {body}" for name in names)
