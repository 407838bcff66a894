"""Find rule files, follow their imports, and read them as text.

In: paths, or none (the nearest `govrules.toml`, else `./policies`). Out: texts in order of path, and diagnostics
(GR001, GR002, GR801 to GR803). Promise: nothing is written; a file that cannot be read costs one diagnostic.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import define, field

from govrules.diagnostics import Diagnostic
from govrules.source import SourceText
from govrules.workspace.project import read_project, shown_path
from govrules.workspace.stamps import Stamp, stamp_of

SUFFIX = ".gov"
LARGEST_FILE = 4_000_000
"""Bytes; a larger rule file or register is refused unread (GR002)."""
LARGEST_MODEL = 20_000_000
"""Bytes of a JSON or YAML file."""
MODELS = (".json", ".yaml", ".yml")
REGISTERS = (".csv", ".yaml", ".yml")
_AS_CSV = "in the spreadsheet choose Save As, and the type `CSV UTF-8 (Comma delimited)`"
_USE = re.compile(r'^[ \t]*use[ \t]+"([^"\n]+)"', re.MULTILINE)


@define
class Files:
    """The texts by path as shown, what could not be read, and what each file was when it was read."""

    texts: dict[str, SourceText] = field(factory=dict)
    diagnostics: list[Diagnostic] = field(factory=list)
    stamps: list[Stamp] = field(factory=list)


def read_files(paths: Sequence[str | Path], unsaved: Mapping[str, str] = {}) -> Files:
    """Read rule files: those named, all in the folders named, and what they import.

    `unsaved` are texts by path, as shown, that stand for what those files hold.
    """
    files = Files()
    waiting: list[tuple[Path, Diagnostic | None]] = []
    waiting.extend((found, None) for found in rule_files(paths, files))
    seen: set[Path] = set()
    while waiting:
        path, importer = waiting.pop()
        key = path.resolve()
        if key in seen:
            continue
        seen.add(key)
        shown = shown_path(path)
        text = unsaved[shown] if shown in unsaved else _read(path, files, importer)
        if text is not None:
            source = SourceText(shown, text)
            files.texts[source.path] = source
            waiting.extend(_imports(path, source))
    if not seen and not files.diagnostics:
        files.diagnostics.append(
            Diagnostic("GR803", f"no rule files (*{SUFFIX}) here", help="name a rule file or a folder that holds some")
        )
    return files


def rule_files(paths: Sequence[str | Path], files: Files) -> list[Path]:
    """Return the files that paths name and the rule files in folders among them; what they import is not looked for."""
    named = [Path(path) for path in paths] or _default_paths(files)
    return [found for path in named for found in _rule_files(path, files)]


def _default_paths(files: Files) -> list[Path]:
    """Return the paths of the nearest project file, else `./policies`."""
    project = read_project()
    files.diagnostics += project.unreadable
    if project.paths is not None:
        return list(project.paths)
    default = Path("policies")
    if not default.is_dir():
        files.diagnostics.append(
            Diagnostic("GR803", "there is no folder `policies` here and no govrules.toml above it",
                       help="name the rule files or folders to read, or go to the folder that holds them")
        )  # fmt: skip
        return []
    return [default]


def _rule_files(path: Path, files: Files) -> list[Path]:
    try:
        if path.is_dir():
            found = sorted(p for p in path.rglob(f"*{SUFFIX}") if p.is_file())
            if not found:
                files.diagnostics.append(
                    Diagnostic("GR803", f"there are no rule files (*{SUFFIX}) in {shown_path(path)}",
                               help="name a rule file or a folder that holds some")
                )  # fmt: skip
            return found
        if path.exists():
            return [path]
        reason = "there is no such file or folder"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    files.diagnostics.append(_unreadable(path, reason))
    return []


def _unreadable(path: Path, reason: str) -> Diagnostic:
    return Diagnostic("GR801", f"{shown_path(path)} cannot be opened: {reason}", help="check the path")


def _read(path: Path, files: Files, importer: Diagnostic | None) -> str | None:
    """Return the file's text, without a byte-order mark and with plain line ends; None with a diagnostic."""
    try:
        if not path.is_file():
            files.diagnostics.append(importer or _unreadable(path, "it is no file"))
            return None
        largest = LARGEST_MODEL if is_data(path, MODELS) else LARGEST_FILE
        status = path.stat()
        if status.st_size > largest:
            files.diagnostics.append(
                Diagnostic("GR002", f"{shown_path(path)} is larger than {largest:,} bytes",
                           help=f"split it into several {'registers' if is_data(path, REGISTERS) else 'rule files'}")
            )  # fmt: skip
            return None
        raw = path.read_bytes()
    except OSError as error:
        files.diagnostics.append(_unreadable(path, error.strerror or "it cannot be read"))
        return None
    files.stamps.append(stamp_of(shown_path(path), status, raw))
    return _decode(path, raw, files)


def _decode(path: Path, raw: bytes, files: Files) -> str | None:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        reason, help_ = "it is saved as UTF-16", "save it as plain text in UTF-8"
    elif b"\x00" in raw:
        reason, help_ = "it holds binary data", "name a rule file; a Word or PDF file must be saved as plain text first"
    else:
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            reason, help_ = f"line {line} is not valid UTF-8", "save it as plain text in UTF-8"
    help_ = _AS_CSV if is_data(path, (".csv",)) else help_
    files.diagnostics.append(Diagnostic("GR001", f"{shown_path(path)} is not readable as text: {reason}", help=help_))
    return None


def is_data(path: str | Path, suffixes: Sequence[str] = (*MODELS, *REGISTERS)) -> bool:
    """Say whether a path is that of a model or register, which is data and no rule file, by its ending."""
    return Path(path).suffix.lower() in suffixes


def _imports(path: Path, source: SourceText) -> list[tuple[Path, Diagnostic]]:
    found: list[tuple[Path, Diagnostic]] = []
    if is_data(path):
        return found
    for use in _USE.finditer(source.text):
        target = path.parent / use[1]
        span = source.span(use.start(1) - 1, use.end(1) + 1)
        missing = Diagnostic("GR802", f"the imported file {use[1]} cannot be found", span,
                             "no such file", "write the path as seen from the folder of this file")  # fmt: skip
        found.append((target, missing))
    return found
