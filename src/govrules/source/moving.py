"""Values that speak of places in a text, moved to where the same words stand now.

In: a value made of frozen attrs classes and tuples, with spans anywhere inside; where its text stood, and where the
same text stands now. Out: the same value with the spans of the new place. Promise: it is what reading the text there
would have given; a value that did not move is handed back as it is.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from attrs import fields, frozen, has

from govrules.source.text import Span

T = TypeVar("T")
_PLAIN = frozenset({str, int, bool, type(None)})
_FIELDS: dict[type, tuple[str, ...] | None] = {}


@frozen
class Point:
    """Where in which text something begins: offset, line and column as in `Span`."""

    path: str
    offset: int
    line: int
    column: int


def moved(value: T, before: Point, after: Point) -> T:
    """Return a value about a text that began at one point as one about the same text at another."""
    if before == after:
        return value
    found: T = _mover(before, after)(value)
    return found


def _mover(before: Point, after: Point) -> Callable[[Any], Any]:
    path, first = after.path, before.line
    offset, line, column = (
        after.offset - before.offset, after.line - before.line, after.column - before.column
    )  # fmt: skip

    def span(one: Span) -> Span:
        return Span(
            path, one.start + offset, one.end + offset,
            one.line + line, one.column + column if one.line == first else one.column,
            one.end_line + line, one.end_column + column if one.end_line == first else one.end_column,
        )  # fmt: skip

    def move(value: Any) -> Any:
        type_ = type(value)
        if type_ in _PLAIN:
            return value
        if type_ is Span:
            return span(value)
        if type_ is tuple:
            return tuple([move(one) for one in value])
        names = field_names(type_)
        return value if names is None else type_(*[move(getattr(value, name)) for name in names])

    return move


def field_names(type_: type) -> tuple[str, ...] | None:
    """Return the fields of a class in the order in which it takes them; None for a class without."""
    if type_ not in _FIELDS:
        _FIELDS[type_] = tuple(one.name for one in fields(type_)) if has(type_) else None
    return _FIELDS[type_]
