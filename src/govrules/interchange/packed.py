"""Values as tables of rows that refer to each other by number: small, quick to read, and read only as far as needed.

In: values of classes of the model, and the shapes read off these classes. Out: plain data, one table for each class and
each sort of collection, every distinct row once; and back. Promise: what is read back is equal, and shared where it was
the same; data that does not fit is refused (DamagedError) and runs nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar, overload

from attrs import define, field

from govrules.interchange.scalars import Choice, Day, Nothing, Number, Shape, Text, Truth
from govrules.interchange.shapes import AnyOf, Fixed, Many, Record, Table, shape_of

T = TypeVar("T")
Read = Callable[[Any], Any]
_PLAIN: dict[type[Shape], type] = {Text: str, Number: int, Truth: bool}


class DamagedError(Exception):
    """The data is not what was written: nothing of it can be used."""


@cache
def table_of(shape: Shape) -> str:
    """Return the name of the table that the values of a shape stand in, or for what stands inline, of the shape."""
    match shape:
        case Many():
            return f"{shape.make.__name__} of {table_of(shape.item)}"
        case Table():
            return f"table of {table_of(shape.item)}"
        case Fixed():
            return f"({', '.join(map(table_of, shape.items))})"
        case AnyOf():
            return " or ".join(map(table_of, shape.members))
    return shape.name


def _other_members(shape: AnyOf) -> list[Shape]:
    return [member for member in shape.members if not isinstance(member, Nothing)]


@define
class Packer:
    """Turns values into rows. `tables` are the rows so far, each with its number, by the name of the table."""

    tables: dict[str, dict[tuple[Any, ...], int]] = field(factory=dict)

    def pack(self, type_: Any, value: Any) -> Any:
        """Return what stands for a value of a type: a text, a number, or the number of its row."""
        return self._pack(shape_of(type_), value)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return the rows of each table, in order of their numbers."""
        return {name: [*self.tables[name]] for name in sorted(self.tables)}

    def _pack(self, shape: Shape, value: Any) -> Any:
        match shape:
            case Record():
                row = tuple(self._pack(part, getattr(value, name)) for name, part in shape.fields.items())
                return self._number(shape, row)
            case Many():
                items = [self._pack(shape.item, one) for one in value]
                return self._number(shape, tuple(sorted(items, key=repr) if shape.unordered else items))
            case Table():
                return self._number(shape, tuple((key, self._pack(shape.item, one)) for key, one in value.items()))
            case Fixed():
                return tuple(self._pack(part, one) for part, one in zip(shape.items, value, strict=True))
            case AnyOf():
                return self._member(shape, value)
        return shape.data(value)

    def _member(self, shape: AnyOf, value: Any) -> Any:
        """Return what stands for a value of a union: null for None, with which it is where there are several others."""
        if value is None:
            return None
        members = _other_members(shape)
        which = next(number for number, member in enumerate(members) if member.holds(value))
        packed = self._pack(members[which], value)
        return packed if len(members) == 1 else (which, packed)

    def _number(self, shape: Shape, row: tuple[Any, ...]) -> int:
        table = self.tables.setdefault(table_of(shape), {})
        return table.setdefault(row, len(table))


class Unpacker:
    """Turns rows back into values, each when it is first asked for. `rows` gives the rows of a table by its name."""

    def __init__(self, rows: Callable[[str], Any]) -> None:
        """Read nothing yet."""
        self._rows = rows
        self._readers: dict[int, Read] = {}

    def reader(self, type_: Any) -> Read:
        """Return what turns the data of a type into its value."""
        return self.reader_of(shape_of(type_))

    def reader_of(self, shape: Shape) -> Read:
        """Return what turns the data of a shape into its value."""
        found = self._readers.get(id(shape))
        if found is None:
            found = self._readers[id(shape)] = self._made(shape)
        return found

    def rows_of(self, shape: Shape) -> Sequence[Any]:
        """Return the rows that the values of a shape stand in."""
        rows = self._rows(table_of(shape))
        if not isinstance(rows, list):
            raise DamagedError(f"there are no rows of {table_of(shape)}")
        return rows

    def _made(self, shape: Shape) -> Read:
        match shape:
            case Record():
                return self._numbered(shape, lambda: self._record(shape))
            case Many():
                return self._numbered(shape, lambda: self._many(shape))
            case Table():
                return self._numbered(shape, lambda: self._table(shape))
            case Fixed():
                return lambda row: tuple(self.reader_of(part)(one) for part, one in zip(shape.items, row, strict=True))
            case AnyOf():
                return self._union(shape)
            case Choice():
                return _choice(shape)
            case Day():
                return _day
        return _plain(_PLAIN.get(type(shape), type(None)))

    def _numbered(self, shape: Shape, maker: Callable[[], Read]) -> Read:
        """Return what reads the number of a row; `maker` gives what makes a value of a row, once one is needed."""
        made: dict[int, Any] = {}
        rows: Sequence[Any] = ()
        make: Read | None = None

        def read(number: Any) -> Any:
            nonlocal rows, make
            found = made.get(number)
            if found is None:
                if type(number) is not int or number < 0:
                    raise DamagedError(f"{number!r} is no number of a row")
                if make is None:
                    rows, make = self.rows_of(shape), maker()
                try:
                    found = made[number] = make(rows[number])
                except (IndexError, TypeError, ValueError) as error:
                    raise DamagedError(f"row {number} of {table_of(shape)}: {error}") from error
            return found

        return read

    def _record(self, shape: Record) -> Read:
        type_, readers = shape.type, [self.reader_of(part) for part in shape.fields.values()]
        return lambda row: type_(*[read(one) for read, one in zip(readers, row, strict=True)])

    def _many(self, shape: Many) -> Read:
        make, read = shape.make, self.reader_of(shape.item)
        return lambda row: make([*map(read, row)])

    def _table(self, shape: Table) -> Read:
        read = self.reader_of(shape.item)
        return lambda row: {key: read(one) for key, one in row}

    def _union(self, shape: AnyOf) -> Read:
        members = _other_members(shape)
        readers = [self.reader_of(member) for member in members] if len(members) > 1 else []

        def read(data: Any) -> Any:
            if data is None:
                return None
            if not readers:
                return self.reader_of(members[0])(data)
            which, packed = data
            return readers[which](packed)

        return read


def _plain(type_: type) -> Read:
    def read(data: Any) -> Any:
        if type(data) is not type_:
            raise DamagedError(f"{data!r} is no {type_.__name__}")
        return data

    return read


def _choice(shape: Choice) -> Read:
    known: dict[Any, Enum] = {one.value: one for one in shape.type}

    def read(data: Any) -> Any:
        return known[data]

    return read


def _day(data: Any) -> date:
    return date.fromisoformat(data)


class Rows(Sequence[T], Generic[T]):
    """Records in order, each made when it is first looked at; equal to a tuple of the same."""

    def __init__(self, unpacker: Unpacker, shape: Record, numbers: Sequence[int]) -> None:
        """Keep the numbers of the rows."""
        self._unpacker, self._shape, self._numbers = unpacker, shape, numbers
        self._read = unpacker.reader_of(shape)

    def __len__(self) -> int:
        """Count the records."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[T]:
        """Make and yield every record."""
        return map(self._read, self._numbers)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        """Make one record, or several."""
        if isinstance(index, slice):
            return tuple(map(self._read, self._numbers[index]))
        found: T = self._read(self._numbers[index])
        return found

    def __eq__(self, other: object) -> bool:
        """Say whether the other holds equal records in the same order."""
        return isinstance(other, Rows | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Return the hash of the tuple of the records."""
        return hash(tuple(self))

    def column(self, name: str) -> Sequence[Any]:
        """Return the values of a field, without making the records."""
        if not self._numbers:
            return []
        place = [*self._shape.fields].index(name)
        read, rows = self._unpacker.reader_of(self._shape.fields[name]), self._unpacker.rows_of(self._shape)
        return [read(rows[number][place]) for number in self._numbers]


class Shelf(Mapping[str, T], Generic[T]):
    """Things by identifier, in the order they were written in, each made when it is first looked at."""

    def __init__(self, read: Read, numbers: Mapping[str, Any]) -> None:
        """Keep what stands for each thing."""
        self._read, self._numbers = read, numbers

    def __getitem__(self, id_: str) -> T:
        """Make one thing."""
        found: T = self._read(self._numbers[id_])
        return found

    def __contains__(self, id_: object) -> bool:
        """Say whether there is a thing with an identifier."""
        return id_ in self._numbers

    def __iter__(self) -> Iterator[str]:
        """Iterate over the identifiers."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Count the things."""
        return len(self._numbers)


def packed_fields(packer: Packer, fields: Mapping[str, Shape], value: Any) -> Iterable[tuple[str, Any]]:
    """Yield what stands for each field of a record whose fields are tables and collections of records."""
    for name, shape in fields.items():
        found = getattr(value, name)
        if isinstance(shape, Table):
            yield name, {key: packer._pack(shape.item, one) for key, one in found.items()}
        else:
            assert isinstance(shape, Many)
            yield name, [packer._pack(shape.item, one) for one in found]
