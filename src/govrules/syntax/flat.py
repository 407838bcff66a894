"""Files that were read, as plain data and back: quicker to read than the sentences they were read from.

In: what a rule file was read to. Out: lists, texts and numbers, for JSON; and back, equal, places included. Promise:
data that is not of that form is refused (UnflatError), and can name no class but those that statements and what is
wrong with them are made of: nothing in it is ever run.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any

from attrs import has

from govrules.diagnostics import Diagnostic, Related, Severity
from govrules.source import SourceText, Span
from govrules.source.moving import field_names
from govrules.syntax import asked, ast, cases, defining, parts, questions, requiring
from govrules.syntax.parsed import Parsed

_PLAIN = frozenset({str, int, bool, type(None)})
_TUPLE, _DAY, _SEVERITY = 0, 1, 2
"""What begins the list that stands for a value of these; a class has a number beyond them."""
_MODULES: Sequence[ModuleType] = (ast, asked, cases, defining, parts, questions, requiring)


class UnflatError(Exception):
    """The data is not what was written."""


def flat(parsed: Parsed) -> list[Any]:
    """Return what a file was read to as plain data, but for its text."""
    return [_flat(parsed.statements), _flat(parsed.diagnostics), sorted(parsed.broken)]


def parsed_of(data: Any, source: SourceText) -> Parsed:
    """Return what a file was read to; `source` is its text. Raises UnflatError."""
    try:
        statements, diagnostics, broken = data
        return Parsed(source, _value(statements), _value(diagnostics), frozenset(broken))
    except (TypeError, ValueError, IndexError) as error:
        raise UnflatError(str(error)) from error


def _flat(value: Any) -> Any:
    type_ = type(value)
    if type_ in _PLAIN:
        return value
    if type_ is tuple:
        return [_TUPLE, *map(_flat, value)]
    if type_ is date:
        return [_DAY, value.toordinal()]
    if type_ is Severity:
        return [_SEVERITY, int(value)]
    return [_numbers()[type_], *[_flat(getattr(value, name)) for name in field_names(type_) or ()]]


def _value(data: Any) -> Any:
    if type(data) is not list:
        return data
    number, *rest = data
    if number == _TUPLE:
        return tuple([_value(one) for one in rest])
    if number == _DAY:
        return date.fromordinal(*rest)
    if number == _SEVERITY:
        return Severity(*rest)
    return _classes()[number - _SEVERITY - 1](*[_value(one) for one in rest])


@cache
def _classes() -> Sequence[type]:
    """Return the classes that statements are made of, in order of name, and those of what is wrong with them."""
    found = {one for module in _MODULES for one in vars(module).values() if isinstance(one, type) and has(one)}
    return [Diagnostic, Related, Span, *sorted(found - {Diagnostic, Related, Span}, key=lambda one: one.__qualname__)]


@cache
def _numbers() -> Mapping[type, int]:
    return {one: number for number, one in enumerate(_classes(), _SEVERITY + 1)}
