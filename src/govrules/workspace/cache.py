"""The cache: what rule files were compiled to, kept from one command to the next.

In: the paths that a command names. Out: what was compiled from them, if nothing of it has changed since. Promises: it
can be deleted at any time without loss; a file in it that is damaged, stale or of another govrules is as good as none;
a file in it is whole or not there, however many commands run at once; what cannot be written is not kept, and nobody is
told. Source: docs/reference/cli.md, `govrules cache`.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from govrules.interchange.packed import DamagedError
from govrules.remembering import is_off
from govrules.syntax.reserved import grammar_file
from govrules.workspace.artefact import Artefact, Contents, ForeignError, Origin, opened, written
from govrules.workspace.files import Files, rule_files
from govrules.workspace.stamps import Stamp, digest_of

FOLDER = "GOVRULES_CACHE_DIR"
"""The environment variable that moves the cache."""
SUFFIX = ".govc"
_MOST = 100
"""Compiled files kept; those written longest ago go first."""


def cache_folder() -> Path | None:
    """Return the folder of the cache, which need not be there; None where the user has no folder at all.

    Source: the XDG base directory specification; elsewhere what the platform has for it.
    """
    try:
        if os.environ.get(FOLDER):
            return Path(os.environ[FOLDER]).absolute()
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "govrules"
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "govrules" / "Cache"
        named = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "govrules"
    except (OSError, RuntimeError):
        return None


def found(paths: Sequence[str | Path]) -> Artefact | None:
    """Return what was compiled from paths, if nothing has changed since; else what did not change is taken as read."""
    file = _file(paths)
    if file is None:
        return None
    try:
        kept = opened(file.read_bytes())
        made = file.stat().st_mtime_ns
    except (OSError, DamagedError, ForeignError):
        return None
    is_current = kept.origin == origin_of(paths, kept.origin.stamps)
    if is_current and all(stamp.is_current(made) for stamp in kept.origin.stamps):
        return kept
    _remember(kept)
    return None


def _remember(kept: Artefact) -> None:
    """Take the files as read that were read for something compiled before: what did not change is not parsed again."""
    from govrules.syntax import remember

    with suppress(DamagedError):
        for parsed in kept.contents.read.values():
            remember(parsed)


def keep(paths: Sequence[str | Path], files: Files, contents: Callable[[], Contents]) -> None:
    """Keep what was compiled from paths, unless something could not be read."""
    file, origin = _file(paths), origin_of(paths, files.stamps)
    if file is None or origin is None or files.diagnostics:
        return
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(file, written(contents(), origin))
        _make_room(file.parent)


def clean() -> int:
    """Delete everything in the cache; return how many files that were."""
    folder = cache_folder()
    files = _kept(folder) if folder is not None else []
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def origin_of(paths: Sequence[str | Path], stamps: Sequence[Stamp]) -> Origin | None:
    """Return where a compiled file comes from; None where nothing can be found there."""
    files = Files()
    names = tuple(str(path) for path in rule_files(paths, files))
    return None if files.diagnostics else Origin(_here(), tuple(map(str, paths)), names, tuple(stamps))


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that others see all of it or nothing. Raises OSError."""
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp", delete=False) as spare:
        spare.write(content)
    try:
        Path(spare.name).replace(file)
    except OSError:
        Path(spare.name).unlink(missing_ok=True)
        raise


def _here() -> str:
    return str(Path.cwd())


def _file(paths: Sequence[str | Path]) -> Path | None:
    """Return where what paths are compiled to is kept: one file for a folder stood in and the paths named there."""
    folder = None if is_off() else cache_folder()
    if folder is None:
        return None
    try:
        key = "\0".join([_program(), _here(), *map(str, paths)])
    except OSError:
        return None
    return folder / f"{digest_of(key.encode('utf-8', 'surrogateescape'))[:32]}{SUFFIX}"


@cache
def _program() -> str:
    """Return what tells this state of the program from others: its files, with their sizes and times."""
    parts = sorted({*_marks(str(Path(__file__).parents[1])), *_marks(str(grammar_file().parent))})
    return digest_of("\n".join(parts).encode("utf-8", "surrogateescape"))


def _marks(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _marks(entry.path)
        elif entry.name.endswith((".py", ".lark")):
            status = entry.stat()
            yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def _kept(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.suffix in (SUFFIX, ".tmp"))
    return []


def _make_room(folder: Path) -> None:
    """Delete what was written longest ago, beyond the most that is kept."""
    kept = [path for path in _kept(folder) if path.suffix == SUFFIX]
    if len(kept) > _MOST:
        for path in sorted(kept, key=lambda one: one.stat().st_mtime_ns)[: len(kept) - _MOST]:
            path.unlink(missing_ok=True)
