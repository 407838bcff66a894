"""The table of functions against bodies, posts or clusters.

In: a compiled scheme, a day, what is asked about. Out: a `Matrix`, each cell as the engine answers there, amounts left
open. Source: docs/reference/semantics.md, section 4.
"""

from collections.abc import Hashable, Sequence
from datetime import date

from govrules.compile import Compiled
from govrules.engine.place import members_on
from govrules.engine.points import Points
from govrules.model.answer import Exercise, Kept, Outcome
from govrules.model.matrix import By, Cell, Entry, Matrix

_Said = tuple[
    tuple[Entry, ...], tuple[tuple[str, Outcome], ...], tuple[tuple[str, Kept], ...], tuple[str, ...]
]  # fmt: skip
"""What a cell says."""


def matrix(
    compiled: Compiled,
    on: date,
    by: By,
    around: str | None = None,
    function: str | None = None,
    post: str | None = None,
) -> Matrix:
    """Return the table for a day.

    `around` is a body, area or group (None: every body that has a function vested in it that day), `function` a node of
    the catalogue (None: all of it), `post` the one column of a table by posts (None: all that may act there).
    """
    scheme, points = compiled.scheme, Points(compiled, on)
    roots = sorted(id_ for id_, one in scheme.functions.items() if one.parent is None)
    leaves = tuple(sorted({leaf for node in ([function] if function else roots) for leaf in scheme.leaves_of(node)}))
    places = points.of(around) if around else sorted({p for body in scheme.bodies for p in points.of(body)})
    if around is None:
        places = [place for place in places if _has_any(points, place, frozenset(leaves))]
    if by is By.CLUSTERS:
        groups = _groups(compiled, on, around, places)
        about = {group: [place for place in points.of(group) if place in places] for group in groups}
    elif by is By.POSTS:
        acting = {one for place in places for one in _acting(points, place, frozenset(leaves))}
        columns = [post] if post else sorted(acting & scheme.posts.keys())
        about = dict.fromkeys(columns, places)
    else:
        about = {place: [place] for place in places}
    cells = [_column(points, one, about[one], leaves, one if by is By.POSTS else None) for one in about]
    return Matrix(on, by, leaves, tuple(about), tuple(cell for row in zip(*cells, strict=True) for cell in row))


def _column(points: Points, column: str, places: Sequence[str], leaves: Sequence[str], post: str | None) -> list[Cell]:
    """Return the cells of a column; leaves that nothing tells apart at any of its places are looked at once."""
    found: dict[Hashable, _Said] = {}
    cells = []
    for leaf, alike in zip(leaves, points.alike(places, leaves), strict=True):
        if alike not in found:
            found[alike] = _said(points, leaf, places, post)
        cells.append(Cell(leaf, column, *found[alike]))
    return cells


def _said(points: Points, leaf: str, places: Sequence[str], post: str | None) -> _Said:
    """Return the entries of a cell, the outcomes, what is kept, and where documents are known in part."""
    contents = [(place, points.content(place, leaf)) for place in places]
    entries = [
        Entry(place, exercise)
        for place, content in contents
        for exercise in content.may_exercise
        if post is None or post in _names(exercise)
    ]
    kept = [(place, kept) for place, content in contents for kept in content.kept if post is None]
    outcomes = tuple((place, content.outcome) for place, content in contents)
    in_part = [place for place, one in contents if any(point.kind == "known-in-part" for point in one.open_points)]
    return tuple(entries), outcomes, tuple(kept), tuple(in_part)


def _has_any(points: Points, place: str, leaves: frozenset[str]) -> bool:
    none = (Outcome.NOT_VESTED, Outcome.NO_SUCH_BODY_THEN)
    return any(content.outcome not in none for _, content in points.groups(place, leaves))


def _acting(points: Points, place: str, leaves: frozenset[str]) -> set[str]:
    contents = (content for _, content in points.groups(place, leaves))
    return {name for content in contents for exercise in content.may_exercise for name in _names(exercise)}


def _names(exercise: Exercise) -> set[str]:
    return {name for seat in exercise.seats for name in seat.of}


def _groups(compiled: Compiled, on: date, around: str | None, places: Sequence[str]) -> list[str]:
    """Return the groups that are columns: the one asked about, else those that places asked about belong to."""
    if around in compiled.scheme.groups:
        return [around] if around else []
    bodies = {compiled.scheme.body_of(place) for place in places}
    return [
        group
        for group in sorted(compiled.scheme.groups)
        if any(compiled.scheme.body_of(member) in bodies for member in members_on(compiled, group, on))
    ]
