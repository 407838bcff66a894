"""The shape of values as plain data, read off their types.

In: a type of the model: an attrs class, a choice, a day, a text, a collection or a union. Out: a `Shape`, which turns
its values into plain data (dict, list, str, int, bool, None) and back, and describes that data as JSON schema.
Promises: nothing is named here that the model may change, so that a new class or field is carried without a word about
it; what is read back is equal; data that does not fit is refused with the path to it (GR806) and never bent to fit.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from govrules.diagnostics.suggest import did_you_mean
from govrules.interchange.scalars import (
    Choice,
    Day,
    MisfitError,
    Nothing,
    Number,
    Shape,
    Text,
    Truth,
    appearances,
    canonical,
)

TAG, VALUE = "is", "value"
"""The keys that tell apart the members of a union whose data would look alike."""


class Many(Shape):
    """A tuple, list or set of one type. A set stands in order of its items' text, each once."""

    looks, noun, name = "list", "a list", "list"

    def __init__(self, item: Any, make: Callable[[list[Any]], Any]) -> None:
        self.item, self.make = shape_of(item), make
        self.unordered = make in (frozenset, set)

    def holds(self, value: Any) -> bool:
        return isinstance(value, tuple | list | frozenset | set)

    def data(self, value: Any) -> list[Any]:
        listed = [self.item.data(one) for one in value]
        return sorted(listed, key=canonical) if self.unordered else listed

    def value(self, data: Any) -> Any:
        if not isinstance(data, list):
            raise self.misfit(data)
        values: list[Any] = []
        try:
            for one in data:
                values.append(self.item.value(one))
        except MisfitError as misfit:
            raise misfit.inside(len(values)) from None
        made = self.make(values)
        if self.unordered and len(made) < len(values):
            doubled = next(index for index, one in enumerate(values) if one in values[:index])
            raise MisfitError("stands in this set already", "write each item once").inside(doubled)
        return made

    def schema(self) -> dict[str, Any]:
        unique = {"uniqueItems": True} if self.unordered else {}
        return {"type": "array", "items": self.item.schema(), **unique}

    def parts(self) -> Iterator[Shape]:
        yield self.item


class Fixed(Shape):
    """A tuple of so many items, each of its own type."""

    looks, name = "list", "items"

    def __init__(self, items: Sequence[Any]) -> None:
        self.items = [shape_of(item) for item in items]
        self.noun = f"a list of {len(items)}"

    def holds(self, value: Any) -> bool:
        return isinstance(value, tuple) and len(value) == len(self.items)

    def data(self, value: Any) -> list[Any]:
        return [item.data(one) for item, one in zip(self.items, value, strict=True)]

    def value(self, data: Any) -> Any:
        if not isinstance(data, list) or len(data) != len(self.items):
            raise self.misfit(data)
        values = []
        for index, one in enumerate(data):
            try:
                values.append(self.items[index].value(one))
            except MisfitError as misfit:
                raise misfit.inside(index) from None
        return tuple(values)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "array", "prefixItems": [item.schema() for item in self.items],
            "items": False, "minItems": len(self.items),
        }  # fmt: skip

    def parts(self) -> Iterator[Shape]:
        yield from self.items


class Table(Shape):
    """Things by identifier, in order of identifier."""

    looks, noun, name = "object", "an object", "table"

    def __init__(self, item: Any) -> None:
        self.item = shape_of(item)

    def holds(self, value: Any) -> bool:
        return isinstance(value, Mapping)

    def data(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self.item.data(value[key]) for key in sorted(value)}

    def value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise self.misfit(data)
        values = {}
        for key, one in data.items():
            try:
                values[_KEY.value(key)] = self.item.value(one)
            except MisfitError as misfit:
                raise misfit.inside(key) from None
        return values

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.item.schema()}

    def parts(self) -> Iterator[Shape]:
        yield self.item


class Record(Shape):
    """An attrs class: an object with exactly its fields as keys, in their order."""

    looks = "object"

    def __init__(self, type_: type[attrs.AttrsInstance]) -> None:
        self.type, self.name = type_, type_.__name__
        self.noun = f"an object ({self.name})"

    @cached_property
    def fields(self) -> dict[str, Shape]:
        """The shape of each field; made late, because classes may hold themselves."""
        hints = get_type_hints(self.type)
        return {field.name: shape_of(hints[field.name]) for field in attrs.fields(self.type) if field.init}

    @cached_property
    def _arguments(self) -> dict[str, str]:
        return {field.name: field.alias or field.name for field in attrs.fields(self.type) if field.init}

    def holds(self, value: Any) -> bool:
        return isinstance(value, self.type)

    def data(self, value: Any) -> dict[str, Any]:
        return {name: shape.data(getattr(value, name)) for name, shape in self.fields.items()}

    def value(self, data: Any) -> Any:
        if not isinstance(data, dict):
            raise self.misfit(data)
        if data.keys() != self.fields.keys():
            raise self._other_keys(data)
        values = {}
        for name, shape in self.fields.items():
            try:
                values[self._arguments[name]] = shape.value(data[name])
            except MisfitError as misfit:
                raise misfit.inside(name) from None
        return self.type(**values)

    def _other_keys(self, data: dict[str, Any]) -> MisfitError:
        for key in data:
            if key not in self.fields:
                advice = did_you_mean(key, self.fields) or "take it out; the published schema names the keys"
                return MisfitError(f"is no key of {self.noun}", advice).inside(key)
        missing = next(name for name in self.fields if name not in data)
        return MisfitError(
            f"lacks the key `{missing}`", f"write it: {self.fields[missing].noun}; every key must be there"
        )

    def schema(self) -> dict[str, Any]:
        return {"$ref": f"#/$defs/{self.name}"}

    def definition(self) -> dict[str, Any]:
        """Return the schema of the record itself."""
        return {
            "description": (self.type.__doc__ or self.name).split("\n")[0],
            "type": "object",
            "properties": {name: shape.schema() for name, shape in self.fields.items()},
            "required": list(self.fields),
            "additionalProperties": False,
        }

    def parts(self) -> Iterator[Shape]:
        yield from self.fields.values()


class AnyOf(Shape):
    """One of several types. Where the data of two would look alike, the key `is` names which it is."""

    name = "union"

    def __init__(self, members: Sequence[Any]) -> None:
        self.members = [shape_of(member) for member in members]
        looks = [member.looks for member in self.members]
        alike = {one for one in looks if looks.count(one) > 1}
        if alike - {"object"} and "object" in looks:
            alike.add("object")
        self.tagged = {member.name: member for member in self.members if member.looks in alike}
        if len(self.tagged) != sum(member.looks in alike for member in self.members):
            raise TypeError(f"members of the union {members} cannot be told apart")
        self.plain = [member for member in self.members if member.looks not in alike]
        self.noun = " or ".join(member.noun for member in self.members)

    def holds(self, value: Any) -> bool:
        return any(member.holds(value) for member in self.members)

    def data(self, value: Any) -> Any:
        member = next((member for member in self.members if member.holds(value)), None)
        if member is None:
            raise TypeError(f"{value!r} is not {self.noun}")
        data = member.data(value)
        if self.tagged.get(member.name) is not member:
            return data
        return {TAG: member.name, **data} if isinstance(member, Record) else {TAG: member.name, VALUE: data}

    def value(self, data: Any) -> Any:
        looks = appearances(data)
        if self.tagged and "object" in looks:
            return self._named(data)
        for look in looks:
            for member in self.plain:
                if member.looks == look:
                    return member.value(data)
        raise self.misfit(data)

    def _named(self, data: dict[str, Any]) -> Any:
        name = data.get(TAG)
        if not isinstance(name, str) or name not in self.tagged:
            known = ", ".join(f"`{name}`" for name in self.tagged)
            raise MisfitError(
                f"does not say in the key `{TAG}` which of {known} it is", f"write `{TAG}` as one of them"
            )
        member = self.tagged[name]
        rest = {key: value for key, value in data.items() if key != TAG}
        if isinstance(member, Record):
            return member.value(rest)
        if rest.keys() != {VALUE}:
            raise MisfitError(f"must have just the keys `{TAG}` and `{VALUE}`", "write these two")
        try:
            return member.value(rest[VALUE])
        except MisfitError as misfit:
            raise misfit.inside(VALUE) from None

    def schema(self) -> dict[str, Any]:
        return {
            "oneOf": [*(self._tagged_schema(one) for one in self.tagged.values()), *(m.schema() for m in self.plain)]
        }

    def _tagged_schema(self, member: Shape) -> dict[str, Any]:
        if isinstance(member, Record):
            return {"$ref": f"#/$defs/{TAG}-{member.name}"}
        return _tagged({**_VALUE_ALONE, "properties": {VALUE: member.schema()}}, member.name)

    def parts(self) -> Iterator[Shape]:
        yield from self.members


_KEY = Text()
_VALUE_ALONE: dict[str, Any] = {"type": "object", "required": [VALUE], "additionalProperties": False}
_SIMPLE: dict[Any, Callable[[], Shape]] = {str: Text, int: Number, bool: Truth, date: Day, NoneType: Nothing}
_COLLECTIONS: dict[Any, Callable[[list[Any]], Any]] = {
    tuple: tuple, Sequence: tuple, list: list, frozenset: frozenset, set: set,
}  # fmt: skip


@cache
def shape_of(type_: Any) -> Shape:
    """Return the shape of a type. Raises TypeError for one that has none: teach it here before the model uses it."""
    if type_ in _SIMPLE:
        return _SIMPLE[type_]()
    if hasattr(type_, "__supertype__"):
        return shape_of(type_.__supertype__)
    if isinstance(type_, type) and get_origin(type_) is None:
        if issubclass(type_, Enum) and all(isinstance(one.value, str) for one in type_):
            return Choice(type_)
        if attrs.has(type_):
            return Record(type_)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in (Union, UnionType):
        return AnyOf(arguments)
    if origin is tuple and arguments[-1] is not Ellipsis:
        return Fixed(arguments)
    if origin in _COLLECTIONS:
        return Many(arguments[0], _COLLECTIONS[origin])
    if origin in (Mapping, dict) and arguments[0] is str:
        return Table(arguments[1])
    raise TypeError(f"no shape is known for {type_}")


def shapes_in(shape: Shape) -> list[Shape]:
    """Return all shapes that a shape is made of, itself included."""
    seen: dict[int, Shape] = {}
    waiting = [shape]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen[id(one)] = one
            waiting.extend(one.parts())
    return [*seen.values()]


def records_in(shape: Shape) -> dict[str, Record]:
    """Return all records that a shape is made of, itself included, by name."""
    found = {one.name: one for one in shapes_in(shape) if isinstance(one, Record)}
    return {name: found[name] for name in sorted(found)}


def definitions_in(shape: Shape) -> dict[str, Any]:
    """Return the schema of every record a shape is made of, by the name that references use."""
    found = {name: record.definition() for name, record in records_in(shape).items()}
    for union in shapes_in(shape):
        for name, member in union.tagged.items() if isinstance(union, AnyOf) else ():
            if isinstance(member, Record):
                found[f"{TAG}-{name}"] = _tagged(member.definition(), name)
    return {name: found[name] for name in sorted(found)}


def _tagged(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the schema of an object with the key that says which it is."""
    properties = {TAG: {"const": name}, **schema["properties"]}
    return {**schema, "properties": properties, "required": [TAG, *schema["required"]]}
