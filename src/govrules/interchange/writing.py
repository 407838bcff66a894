"""Plain data as JSON or YAML text.

In: dict, list, str, int, bool and None. Out: text that ends in a line end. Promises: the same data gives the same
bytes; what fits on a line stands on one; in YAML every text but a harmless key stands in quotation marks, so that
readers of YAML 1.1 and 1.2 read `4.10`, `NO` and `5E1` as texts.
"""

import json
import re
from collections.abc import Callable
from typing import Any

WIDTH = 110
"""Columns of a line that holds a whole object or list."""
_SAFE_KEY = re.compile(r"[a-z][a-z_]*")
_NO_TEXT = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
"""Words that some reader of YAML takes for true, false or nothing."""
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that JSON writes as they are, and that YAML takes for line ends or refuses."""


def write_json(data: Any) -> str:
    """Return data as JSON."""
    return _json(data, "") + "\n"


def write_yaml(data: dict[str, Any]) -> str:
    """Return an object as YAML."""
    return "\n".join(_yaml(data, "")) + "\n"


def _json(data: Any, indent: str) -> str:
    """Return data as JSON whose further lines are indented."""
    if not isinstance(data, dict | list) or not data:
        return _scalar(data)
    inner = indent + "  "
    items = _items(data, _scalar, lambda one: _json(one, inner))
    opening, closing = "{}" if isinstance(data, dict) else "[]"
    flat = f"{opening}{', '.join(items)}{closing}"
    if "\n" not in flat and len(indent) + len(flat) <= WIDTH:
        return flat
    lines = f",\n{inner}".join(items)
    return f"{opening}\n{inner}{lines}\n{indent}{closing}"


def _items(data: Any, key: Callable[[str], str], item: Callable[[Any], str]) -> list[str]:
    if isinstance(data, dict):
        return [f"{key(name)}: {item(value)}" for name, value in data.items()]
    return [item(value) for value in data]


def _scalar(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _yaml(data: dict[str, Any] | list[Any], indent: str) -> list[str]:
    """Return the lines of a collection that is not empty, in block style."""
    lines = []
    inner = indent + "  "
    pairs = [(f"{_key(name)}:", value) for name, value in data.items()] if isinstance(data, dict) else [
        ("-", value) for value in data
    ]  # fmt: skip
    for lead, value in pairs:
        flat = _flow(value)
        if len(inner) + len(lead) + len(flat) <= WIDTH or not isinstance(value, dict | list):
            lines.append(f"{indent}{lead} {flat}")
        elif isinstance(data, dict):
            lines += [f"{indent}{lead}", *_yaml(value, inner)]
        else:
            first, *rest = _yaml(value, inner)
            lines += [f"{indent}- {first.removeprefix(inner)}", *rest]
    return lines


def _flow(data: Any) -> str:
    """Return data on one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(_items(data, _key, _flow)) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(_flow, data)) + "]"
    return _quoted(data) if isinstance(data, str) else _scalar(data)


def _key(name: str) -> str:
    return name if _SAFE_KEY.fullmatch(name) and name not in _NO_TEXT else _quoted(name)


def _quoted(text: str) -> str:
    return _ESCAPED.sub(lambda char: f"\\u{ord(char[0]):04X}", _scalar(text))
