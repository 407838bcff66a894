"""Single values as plain data: texts, numbers, days, words of a choice; and what data looks like.

In: plain data, of JSON or of YAML, where what stands without quotation marks is `Plain`. Out: values, or MisfitError
(GR806) with the path to what does not fit. Promise: nothing is bent to fit: `4.10` stays a text, 1 is not true.
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

Step = str | int
Path = tuple[Step, ...]
LARGEST_NUMBER = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})")
_BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NULLS = ("", "~", "null", "Null", "NULL")
_TRUTHS = {"true": True, "false": False}


class Plain(str):
    """A text that stood without quotation marks in YAML: it may have been meant as null, a number, true or false."""

    __slots__ = ()


class MisfitError(Exception):
    """Data that does not fit: what is wrong, and what to do. The path is completed on the way out."""

    def __init__(self, message: str, help_: str, code: str = "GR806") -> None:
        """Refuse data; `message` follows the path to it."""
        super().__init__(message)
        self.message, self.help, self.code = message, help_, code
        self.path: Path = ()

    def inside(self, step: Step) -> "MisfitError":
        """Return this refusal as it is seen from one level up."""
        self.path = (step, *self.path)
        return self


def written(path: Path) -> str:
    """Return a path as a person reads it.

    >>> written(("delegations", 3, "receiver")), written(("posts", "chair@sel", "owner"))
    ('delegations[3].receiver', 'posts["chair@sel"].owner')
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _BARE.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step, ensure_ascii=False)}]"
    return text


class Shape(ABC):
    """How the values of one type look as data. `looks` is what its data looks like; `noun` names it for people."""

    looks = ""
    noun = ""
    name = ""

    @abstractmethod
    def holds(self, value: Any) -> bool:
        """Say whether a value is of this type, as far as members of a union must be told apart."""

    def data(self, value: Any) -> Any:
        """Return a value as data."""
        return value

    @abstractmethod
    def value(self, data: Any) -> Any:
        """Return the value that data stands for. Raises MisfitError."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return what the data must be, as JSON schema; records stand there by reference."""

    def parts(self) -> Iterator["Shape"]:
        """Yield the shapes this one is made of."""
        yield from ()

    def misfit(self, data: Any) -> MisfitError:
        """Return the refusal of data of another type."""
        return MisfitError(f"is {found(data)}, where {self.noun} is needed", f"write {self.noun}")


def found(data: Any) -> str:
    """Return what data is, for people."""
    if isinstance(data, dict):
        return "an object"
    if isinstance(data, list):
        return "a list"
    if isinstance(data, str):
        return f'the text "{data if len(data) <= 40 else data[:37] + "..."}"'
    if data is None or isinstance(data, bool):
        return json.dumps(data)
    return f"the number {data!r}" if len(repr(data)) <= 40 else "a number"


class Text(Shape):
    """A text. Of YAML, what stands without quotation marks is a text as it stands, but for nothing and `null`."""

    looks, noun, name = "text", "a text", "text"

    def holds(self, value: Any) -> bool:
        return isinstance(value, str) and not isinstance(value, Enum)

    def value(self, data: Any) -> str:
        if not isinstance(data, str) or (isinstance(data, Plain) and data in _NULLS):
            raise self.misfit(None if isinstance(data, Plain) else data)
        if not data.isascii() and any("\ud800" <= char <= "\udfff" for char in data):
            raise MisfitError("holds half a character", "write the text in UTF-8")
        return str(data)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class Number(Shape):
    """A whole number, such as pence."""

    looks, noun, name = "number", "a whole number", "number"

    def holds(self, value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool)

    def value(self, data: Any) -> int:
        if isinstance(data, Plain) and _NUMBER.fullmatch(data):
            data = int(data)
        if not self.holds(data) or abs(data) > LARGEST_NUMBER:
            raise self.misfit(data)
        number: int = data
        return number

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}


class Truth(Shape):
    """True or false."""

    looks, noun, name = "truth", "true or false", "truth"

    def holds(self, value: Any) -> bool:
        return isinstance(value, bool)

    def value(self, data: Any) -> bool:
        if isinstance(data, Plain):
            data = _TRUTHS.get(data, data)
        if not isinstance(data, bool):
            raise self.misfit(data)
        return data

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Nothing(Shape):
    """None: not said, or no limit on that side."""

    looks, noun, name = "null", "null", "null"

    def holds(self, value: Any) -> bool:
        return value is None

    def value(self, data: Any) -> None:
        if data is not None and not (isinstance(data, Plain) and data in _NULLS):
            raise self.misfit(data)

    def schema(self) -> dict[str, Any]:
        return {"type": "null"}


class Day(Shape):
    """A day, as ISO text. The first of the calendar is none: there is no day before it to end something on."""

    looks, noun, name = "text", "a day such as 2011-06-01", "day"

    def holds(self, value: Any) -> bool:
        return isinstance(value, date)

    def data(self, value: date) -> str:
        return value.isoformat()

    def value(self, data: Any) -> date:
        if isinstance(data, str) and _DAY.fullmatch(data):
            try:
                day = date.fromisoformat(data)
            except ValueError:
                raise self.misfit(data) from None
            if day > date.min:
                return day
        raise self.misfit(data)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


class Choice(Shape):
    """One of a few words."""

    looks = "text"

    def __init__(self, type_: type[Enum]) -> None:
        self.type, self.name = type_, type_.__name__
        self.noun = "one of " + ", ".join(f"`{one.value}`" for one in type_)

    def holds(self, value: Any) -> bool:
        return isinstance(value, self.type)

    def data(self, value: Enum) -> Any:
        return value.value

    def value(self, data: Any) -> Enum:
        if isinstance(data, str):
            for one in self.type:
                if one.value == data:
                    return one
        raise self.misfit(data)

    def schema(self) -> dict[str, Any]:
        return {"enum": [one.value for one in self.type]}


def appearances(data: Any) -> tuple[str, ...]:
    """Return what data looks like; a plain text of YAML may look like several things, the likeliest first."""
    if isinstance(data, Plain):
        looks = {
            "null": data in _NULLS, "truth": data in _TRUTHS, "number": bool(_NUMBER.fullmatch(data)), "text": True,
        }  # fmt: skip
        return tuple(look for look, so in looks.items() if so)
    if data is None:
        return ("null",)
    known = {bool: "truth", int: "number", str: "text", list: "list", dict: "object"}
    return (known.get(type(data), "number"),)


def settled(data: Any) -> Any:
    """Return data of the right form with null where YAML has it without quotation marks."""
    if isinstance(data, dict):
        return {key: settled(value) for key, value in data.items()}
    if isinstance(data, list):
        return [settled(value) for value in data]
    return None if isinstance(data, Plain) and data in _NULLS else data


def canonical(data: Any) -> str:
    """Return data as one text that is the same for the same data."""
    return data if isinstance(data, str) else json.dumps(data, sort_keys=True, ensure_ascii=False)
