"""The table of functions against bodies, posts or clusters.

In: a compiled scheme, a day, what is asked about. Out: a `Matrix`, each cell as the engine answers there, amounts left
open. Source: docs/reference/semantics.md, section 4.
"""

from collections.abc import Sequence
from datetime import date

from govrules.compile import Compiled
from govrules.engine.place import members_on
from govrules.engine.points import Points
from govrules.model.answer import Exercise, Outcome
from govrules.model.matrix import By, Cell, Entry, Matrix


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
        places = [place for place in places if _has_any(points, place, leaves)]
    if by is By.CLUSTERS:
        groups = _groups(compiled, on, around, places)
        about = {group: [place for place in points.of(group) if place in places] for group in groups}
    elif by is By.POSTS:
        acting = {one for place in places for leaf in leaves for one in _acting(points, place, leaf)}
        columns = [post] if post else sorted(acting & scheme.posts.keys())
        about = dict.fromkeys(columns, places)
    else:
        about = {place: [place] for place in places}
    cells = tuple(
        _cell(points, leaf, column, about[column], column if by is By.POSTS else None)
        for leaf in leaves
        for column in about
    )
    return Matrix(on, by, leaves, tuple(about), cells)


def _cell(points: Points, leaf: str, column: str, places: Sequence[str], post: str | None) -> Cell:
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
    return Cell(leaf, column, tuple(entries), outcomes, tuple(kept), tuple(in_part))


def _has_any(points: Points, place: str, leaves: Sequence[str]) -> bool:
    none = (Outcome.NOT_VESTED, Outcome.NO_SUCH_BODY_THEN)
    return any(points.content(place, leaf).outcome not in none for leaf in leaves)


def _acting(points: Points, place: str, leaf: str) -> set[str]:
    return {name for exercise in points.content(place, leaf).may_exercise for name in _names(exercise)}


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
