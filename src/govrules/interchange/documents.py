"""JSON and YAML texts as plain data that knows its places.

In: a source text. Out: a `Document`, or a diagnostic (GR804). Promises: every scalar of YAML is a text as it stands;
two equal keys, anchors, tags and several documents are refused; nothing nests deeper than `DEEPEST`; nothing raises.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.interchange.scalars import Path, Plain
from govrules.source import SourceText, Span

DEEPEST = 100
"""Levels of lists and objects inside one another."""
_BLANKS = re.compile(r"[ \t\n\r]*")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _RefusedError(Exception):
    """A text that cannot be used: what is wrong, from which offset to which, what to do."""

    def __init__(self, message: str, start: int, end: int, help_: str) -> None:
        super().__init__(message)
        self.message, self.start, self.end, self.help = message, start, end, help_


@frozen
class Document:
    """Plain data, and the place of what a path leads to (of the last part of the path that is there)."""

    data: Any
    place: Callable[[Path], Span]


@frozen
class Node:
    """A part of a YAML text, from offset `start` to `end` (excluded). `value` is a text, nodes, or pairs of nodes."""

    value: "str | list[Node] | list[tuple[Node, Node]]"
    sort: str
    start: int
    end: int

    def data(self) -> Any:
        """Return the part as plain data; a text without quotation marks as `Plain`."""
        if self.sort == "mapping":
            return {str(key.value): value.data() for key, value in self.pairs()}
        if self.sort == "list":
            return [item.data() for item in self.items()]
        return Plain(self.value) if self.sort == "plain" else str(self.value)

    def pairs(self) -> "list[tuple[Node, Node]]":
        """Return the keys and values of an object, none for anything else."""
        return self.value if self.sort == "mapping" else []  # type: ignore[return-value]

    def items(self) -> "list[Node]":
        """Return the items of a list, none for anything else."""
        return self.value if self.sort == "list" else []  # type: ignore[return-value]

    def at(self, path: Path) -> "Node":
        """Return what a path leads to, as far as it goes."""
        here = self
        for step in path:
            inside = here.items()[step : step + 1] if isinstance(step, int) else [
                value for key, value in here.pairs() if key.value == step
            ]  # fmt: skip
            if not inside:
                break
            here = inside[0]
        return here


def read_json(source: SourceText) -> Document | Diagnostic:
    """Read a JSON text. Diagnostics: GR804."""
    try:
        return Document(_json_data(source.text), lambda path: _line_of(source, *_json_place(source.text, path)))
    except _RefusedError as refused:
        return _diagnostic(source, refused, "JSON")


def read_yaml(source: SourceText) -> Document | Diagnostic:
    """Read a YAML text. Diagnostics: GR804."""
    node = compose(source)
    if isinstance(node, Diagnostic):
        return node

    def place(path: Path) -> Span:
        inside = node.at(path)
        return _line_of(source, inside.start, inside.end)

    return Document(node.data(), place)


def _diagnostic(source: SourceText, refused: _RefusedError, form: str) -> Diagnostic:
    span = _line_of(source, refused.start, refused.end)
    return Diagnostic("GR804", f"{source.path} cannot be read as {form}: {refused.message}", span, "here", refused.help)


def _line_of(source: SourceText, start: int, end: int) -> Span:
    """Return a place, at most to the end of the line it begins on."""
    line_end = source.text.find("\n", start)
    return source.span(start, min(max(end, start), len(source.text) if line_end < 0 else line_end))


# ------------------------------------------------------------------------------------------------ JSON


def _json_data(text: str) -> Any:
    doubled: list[str] = []

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            doubled.append(next(key for index, key in enumerate(keys) if key in keys[:index]))
        return found

    def constant(word: str) -> Any:
        raise _RefusedError(
            f"{word} is no number", max(text.find(word), 0), text.find(word) + len(word), "write a number"
        )

    try:
        data = json.loads(text, object_pairs_hook=object_of, parse_constant=constant)
    except json.JSONDecodeError as error:
        message = error.msg[0].lower() + error.msg[1:]
        raise _RefusedError(message, error.pos, error.pos + 1, "correct it, or export the model again") from None
    except RecursionError:
        raise _too_deep(0) from None
    except ValueError:
        raise _RefusedError("a number in it has thousands of digits", 0, 0, "write a shorter number") from None
    if doubled:
        raise _twice(doubled[0], *_second(text, doubled[0]))
    if _depth(data) > DEEPEST:
        raise _too_deep(0)
    return data


def _depth(data: Any) -> int:
    """Return how many levels of lists and objects there are."""
    deepest = 0
    waiting = [(data, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, dict | list):
            deepest = max(deepest, depth + 1)
            waiting.extend((inner, depth + 1) for inner in (one.values() if isinstance(one, dict) else one))
    return deepest


def _too_deep(at: int) -> _RefusedError:
    message = f"lists and objects nest deeper than {DEEPEST} levels"
    return _RefusedError(message, at, at + 1, "no model or register nests so deep: see how the file was made")


def _twice(key: str, start: int, end: int) -> _RefusedError:
    return _RefusedError(f"the key `{key}` stands twice in one object", start, end, "keep one of the two")


def _after(text: str, at: int) -> int:
    """Return the offset of what follows blanks."""
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _members(text: str, at: int) -> Iterator[tuple[Any, int, int]]:
    """Yield key (or number), offset of the key and of the value, for what a well-formed list or object holds."""
    decoder = json.JSONDecoder()
    closing = {"{": "}", "[": "]"}.get(text[at])
    number = 0
    here = _after(text, at + 1)
    while closing is not None and text[here] != closing:
        key: Any = number
        begins = here
        if closing == "}":
            key, here = decoder.raw_decode(text, here)
            here = _after(text, _after(text, here) + 1)
        yield key, begins, here
        here = _after(text, decoder.raw_decode(text, here)[1])
        here = _after(text, here + 1) if text[here] == "," else here
        number += 1


def _json_place(text: str, path: Path) -> tuple[int, int]:
    """Return from where to where in a well-formed text a path leads, as far as it goes."""
    at = _after(text, 0)
    for step in path:
        inside = next((value for key, _, value in _members(text, at) if key == step), None)
        if inside is None:
            break
        at = inside
    return at, json.JSONDecoder().raw_decode(text, at)[1]


def _second(text: str, key: str) -> tuple[int, int]:
    """Return where in a well-formed text `key` stands for the second time in one object."""
    waiting = [_after(text, 0)]
    while waiting:
        at = waiting.pop()
        seen: set[Any] = set()
        inside = []
        for name, begins, value in _members(text, at):
            if name == key and name in seen:
                return begins, json.JSONDecoder().raw_decode(text, begins)[1]
            seen.add(name)
            if text[value] in "{[":
                inside.append(value)
        waiting.extend(reversed(inside))
    return 0, 0


# ------------------------------------------------------------------------------------------------ YAML


def compose(source: SourceText) -> Node | Diagnostic:
    """Return the one document of a YAML text, with places. Diagnostics: GR804."""
    try:
        return _compose(source.text)
    except _RefusedError as refused:
        return _diagnostic(source, refused, "YAML")
    except yaml.MarkedYAMLError as error:
        at = _index(error.problem_mark)
        message = error.problem or "it is not well formed"
        return _diagnostic(source, _RefusedError(message, at, at + 1, "correct it"), "YAML")
    except yaml.YAMLError:
        return _diagnostic(
            source, _RefusedError("it holds a character that cannot stand there", 0, 0, "take it out"), "YAML"
        )


def _index(mark: Any) -> int:
    return 0 if mark is None else int(mark.index)


def _compose(text: str) -> Node:
    """Put events together without calling itself, so that depth costs nothing."""
    open_: list[tuple[str, int, list[Node]]] = []
    root: Node | None = None
    for event in _events(text):
        start, end = _index(event.start_mark), _index(event.end_mark)
        done: Node | None = None
        match event:
            case yaml.AliasEvent():
                raise _RefusedError("`*` repeats another part of the file", start, end, "write that part out again")
            case yaml.ScalarEvent():
                _refuse_marks(event, start)
                done = Node(event.value, "plain" if event.style is None or event.style == "" else "text", start, end)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                _refuse_marks(event, start)
                if len(open_) == DEEPEST:
                    raise _too_deep(start)
                open_.append(("mapping" if isinstance(event, yaml.MappingStartEvent) else "list", start, []))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                sort, begun, inside = open_.pop()
                done = Node(_paired(inside) if sort == "mapping" else inside, sort, begun, end)
            case yaml.DocumentStartEvent() if root is not None:
                raise _RefusedError("it holds several documents", start, end, "make a file of each")
        if done is not None and open_:
            open_[-1][2].append(done)
        elif done is not None:
            root = done
    if root is None:
        raise _RefusedError("it is empty", 0, 0, "write a model or a register")
    return root


def _events(text: str) -> Iterator[Any]:
    """Yield the events of a text. PyYAML has a limit of its own on how deep it reads, and a message for it."""
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in (error.problem or ""):
            raise _too_deep(_index(error.problem_mark)) from error
        raise


def _refuse_marks(event: Any, start: int) -> None:
    """Refuse an anchor and a tag: what a part is follows from where it stands."""
    if event.anchor is not None:
        raise _RefusedError(f"`&{event.anchor}` names a part to repeat it", start, start + 1, "take the name out")
    if event.tag is not None and event.tag != "!":
        raise _RefusedError(f"the tag `{event.tag}` says what a part is", start, start + 1, "take the tag out")


def _paired(nodes: list[Node]) -> list[tuple[Node, Node]]:
    pairs = list(zip(nodes[::2], nodes[1::2], strict=True))
    seen: set[Any] = set()
    for key, _ in pairs:
        if not isinstance(key.value, str):
            raise _RefusedError("a list or object stands where a key is needed", key.start, key.end, "write a name")
        if key.value in seen:
            raise _twice(key.value, key.start, key.end)
        seen.add(key.value)
    return pairs
