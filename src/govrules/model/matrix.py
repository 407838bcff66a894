"""A table of functions against bodies, posts or clusters, by who may exercise them on a day.

In: nothing but values. Out: frozen attrs classes. Source: docs/reference/semantics.md, section 1, item 3.
"""

from datetime import date
from enum import Enum

from attrs import frozen

from govrules.model.answer import Exercise, Kept, Outcome


class By(Enum):
    """What the columns are."""

    BODIES = "bodies"
    POSTS = "posts"
    CLUSTERS = "clusters"


@frozen
class Entry:
    """One way to exercise a function for a body or area."""

    point: str
    exercise: Exercise


@frozen
class Cell:
    """Who may exercise one function in one column.

    `outcomes` are those of the bodies or areas the column is about; `kept` is what they keep,
    `in_part` are those of which the files leave open who else may exercise it, as documents are known in part.
    """

    function: str
    column: str
    entries: tuple[Entry, ...]
    outcomes: tuple[tuple[str, Outcome], ...]
    kept: tuple[tuple[str, Kept], ...] = ()
    in_part: tuple[str, ...] = ()


@frozen
class Matrix:
    """Functions (leaves, in order of identifier) against columns (identifiers); a cell for each pair, in that order."""

    on: date
    by: By
    functions: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
