"""A scheme compiled into one file, from which questions are answered without reading rule files.

In: what was read and understood. Out: bytes; and back, each part when it is first looked at. The first line is a JSON
object: the format, the program that wrote it, the files it was made from with their hashes, and the length of every
section; the sections follow, JSON but for the texts, which are UTF-8. Promises: nothing in it is ever run; a changed or
cut file is noticed when it is opened (ForeignError, DamagedError). Source: docs/reference/cli.md, `govrules compile`.
"""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from govrules.diagnostics import Diagnostic, Related, Severity
from govrules.interchange.model import scheme_shape
from govrules.interchange.packed import DamagedError, Packer, Rows, Shelf, Unpacker, packed_fields
from govrules.interchange.shapes import Record, Table
from govrules.model.scheme import Scheme
from govrules.release import VERSION
from govrules.source import SourceText, Span
from govrules.workspace.stamps import Stamp

if TYPE_CHECKING:
    from govrules.syntax import Parsed

FORMAT = 2
"""The version of the form of the file."""
MAGIC = b'{"govrules compiled": '
_COMPACT = (",", ":")


class ForeignError(Exception):
    """The file was compiled by another govrules."""


@frozen
class Contents:
    """Everything that answers need. `days` are those on which the record changes; None: there is no record, of a model.

    `names` is the table of names, as the resolver has it: pairs of sort and identifier, and the longest name. `read` is
    what each rule file was read to, by its path, for what is asked of statements.
    """

    scheme: Scheme
    diagnostics: Sequence[Diagnostic]
    texts: Mapping[str, SourceText]
    days: tuple[date, ...] | None
    names: tuple[Mapping[str, Any], int]
    read: "Mapping[str, Parsed]"


@frozen
class Origin:
    """What a file was compiled from: the folder stood in, the paths named, the files found there, all files read."""

    folder: str
    paths: tuple[str, ...]
    found: tuple[str, ...]
    stamps: tuple[Stamp, ...]


@frozen
class Artefact:
    """A compiled file that has been opened."""

    origin: Origin
    contents: Contents


def written(contents: Contents, origin: Origin) -> bytes:
    """Return contents as the bytes of a file; the same contents always as the same bytes."""
    packer = Packer()
    sections: dict[str, Any] = {
        f"field {name}": data for name, data in packed_fields(packer, scheme_shape().fields, contents.scheme)
    }
    sections["diagnostics"] = [_diagnostic_data(packer, one) for one in contents.diagnostics]
    sections["names"] = _names_data(*contents.names)
    sections |= {f"table {name}": rows for name, rows in packer.rows().items()}
    if contents.read:
        from govrules.syntax.flat import flat

        sections |= {f"read {path}": flat(parsed) for path, parsed in sorted(contents.read.items())}
    parts = {name: _json(data) for name, data in sections.items()}
    parts |= {f"text {path}": text.text.encode() for path, text in contents.texts.items()}
    body = b"".join(parts.values())
    head = {
        "govrules compiled": FORMAT,
        "program": VERSION,
        "check": zlib.crc32(body),
        "folder": origin.folder,
        "paths": origin.paths,
        "found": origin.found,
        "files": [stamp.row for stamp in origin.stamps],
        "days": None if contents.days is None else [day.isoformat() for day in contents.days],
        "sections": [(name, len(part)) for name, part in parts.items()],
    }
    return json.dumps(head, ensure_ascii=False).encode() + b"\n" + body


def opened(data: bytes) -> Artefact:
    """Return what the bytes of a file hold. Raises ForeignError and DamagedError."""
    line, _, body = data.partition(b"\n")
    try:
        head = json.loads(line)
        form, program = head["govrules compiled"], head["program"]
        if (form, program) != (FORMAT, VERSION):
            raise ForeignError(f"it was compiled by govrules {program} in format {form}")
        lengths = [(str(name), int(length)) for name, length in head["sections"]]
        if zlib.crc32(body) != head["check"] or sum(length for _, length in lengths) != len(body):
            raise DamagedError("its content is not what was written")
        stamps = tuple(Stamp(*row) for row in head["files"])
        origin = Origin(head["folder"], tuple(head["paths"]), tuple(head["found"]), stamps)
        days = None if head["days"] is None else tuple(map(date.fromisoformat, head["days"]))
        return Artefact(origin, _contents(_Sections(body, lengths), days))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(str(error)) from error


def named(paths: Sequence[str | Path]) -> "Artefact | Diagnostic | None":
    """Return the compiled file among paths, or why it cannot be used (GR808, GR812); None where none is one."""
    path = next((one for one in paths if _begins_as_one(one)), None)
    if path is None:
        return None
    if len(paths) > 1:
        message = f"the compiled file {path} is read together with other files"
        return Diagnostic("GR808", message, help="name the compiled file alone, or the files it was made from")
    try:
        return opened(Path(path).read_bytes())
    except ForeignError as error:
        reason = str(error)
    except (DamagedError, OSError):
        reason = "it was changed or cut since it was written"
    help_ = "compile the rule files again: `govrules compile`"
    return Diagnostic("GR812", f"the compiled file {path} cannot be used: {reason}", help=help_)


def _begins_as_one(path: str | Path) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError):
        return False


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=_COMPACT).encode()


class _Sections:
    """The sections of a file by name; JSON is read when it is asked for."""

    def __init__(self, body: bytes, lengths: Sequence[tuple[str, int]]) -> None:
        self._body, self._places, begins = body, dict[str, tuple[int, int]](), 0
        for name, length in lengths:
            self._places[name] = begins, begins + length
            begins += length
        self._read: dict[str, Any] = {}

    def raw(self, name: str) -> bytes:
        begins, ends = self._places[name]
        return self._body[begins:ends]

    def data(self, name: str) -> Any:
        if name not in self._read:
            if name not in self._places:
                raise DamagedError(f"there is no section {name}")
            self._read[name] = json.loads(self.raw(name))
        return self._read[name]

    def names(self, sort: str) -> list[str]:
        return [name.removeprefix(f"{sort} ") for name in self._places if name.startswith(f"{sort} ")]


def _contents(sections: _Sections, days: tuple[date, ...] | None) -> Contents:
    unpacker = Unpacker(lambda name: sections.data(f"table {name}"))
    span = unpacker.reader(Span | None)
    diagnostics = [_diagnostic(span, row) for row in sections.data("diagnostics")]
    numbers, meanings, longest = sections.data("names")
    names = Shelf[Any](meanings.__getitem__, numbers), longest
    texts = _Texts(sections)
    return Contents(StoredScheme.of(sections, unpacker), diagnostics, texts, days, names, _Files(sections, texts))


class StoredScheme(Scheme):
    """A scheme whose fields are read when they are first looked at."""

    _fields: Mapping[str, Callable[[], Any]]

    @classmethod
    def of(cls, sections: _Sections, unpacker: Unpacker) -> "StoredScheme":
        """Return the scheme of a file."""
        made = object.__new__(cls)
        made.__dict__["_fields"] = {
            name: _reading(sections, unpacker, name, shape) for name, shape in scheme_shape().fields.items()
        }
        return made

    def __getattr__(self, name: str) -> Any:
        """Read a field."""
        fields = self.__dict__.get("_fields", {})
        if name not in fields:
            raise AttributeError(name)
        found = self.__dict__[name] = fields[name]()
        return found


def _reading(sections: _Sections, unpacker: Unpacker, name: str, shape: Any) -> Callable[[], Any]:
    def read() -> Any:
        data = sections.data(f"field {name}")
        if isinstance(shape, Table):
            return Shelf(unpacker.reader_of(shape.item), data)
        assert isinstance(shape.item, Record)
        return Rows(unpacker, shape.item, data)

    return read


class _Texts(Mapping[str, SourceText]):
    """The texts of a file by path, each made when it is first looked at."""

    def __init__(self, sections: _Sections) -> None:
        self._sections, self._paths = sections, dict.fromkeys(sections.names("text"))
        self._made: dict[str, SourceText] = {}

    def __getitem__(self, path: str) -> SourceText:
        if path not in self._made:
            if path not in self._paths:
                raise KeyError(path)
            self._made[path] = SourceText(path, self._sections.raw(f"text {path}").decode())
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class _Files(Mapping[str, "Parsed"]):
    """What rule files were read to, by path, each made when it is first looked at."""

    def __init__(self, sections: _Sections, texts: Mapping[str, SourceText]) -> None:
        self._sections, self._texts, self._paths = sections, texts, dict.fromkeys(sections.names("read"))

    def __getitem__(self, path: str) -> "Parsed":
        from govrules.syntax.flat import UnflatError, parsed_of

        if path not in self._paths:
            raise KeyError(path)
        try:
            return parsed_of(self._sections.data(f"read {path}"), self._texts[path])
        except (UnflatError, KeyError) as error:
            raise DamagedError(f"what {path} was read to: {error}") from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _names_data(things: Mapping[str, Any], longest: int) -> list[Any]:
    """Return a table of names as data: the number of what each stands for, what these are, the longest name."""
    meanings: dict[tuple[tuple[str, str], ...], int] = {}
    numbers = {}
    for name in sorted(things):
        meaning = tuple(sorted((sort, id_) for sort, id_ in things[name]))
        numbers[name] = meanings.setdefault(meaning, len(meanings))
    return [numbers, [*meanings], longest]


def _diagnostic_data(packer: Packer, one: Diagnostic) -> list[Any]:
    related = [(packer.pack(Span | None, other.span), other.label) for other in one.related]
    weight = None if one.weight is None else int(one.weight)
    return [one.code, one.message, packer.pack(Span | None, one.span), one.label, one.help, one.clause, related, weight]


def _diagnostic(span: Callable[[Any], Any], row: Sequence[Any]) -> Diagnostic:
    code, message, place, label, help_, clause, related, weight = row
    others = tuple(Related(span(where), words) for where, words in related)
    return Diagnostic(code, message, span(place), label, help_, clause, others, weight and Severity(weight))
