"""Writing a whole text to stdout or to a file.

In: text. Out: UTF-8, whatever the terminal speaks. Promise: a file is replaced at once or not at all, and never is one
of those that were read.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.output import PipeClosedError, say

if TYPE_CHECKING:
    from govrules.diagnostics import Diagnostic

_NEW_FILE = 0o666


def deliver(text: str | bytes, path: str | None, read: Iterable[str]) -> "Diagnostic | None":
    """Write text to stdout, or to the file `path` and say so; return what kept it from being written (GR801).

    Raises UsageError where the file is one of those that were `read`.
    """
    content = text.encode() if isinstance(text, str) else text
    if path is None:
        try:
            click.echo(content, nl=False)
        except BrokenPipeError:
            raise PipeClosedError from None
        return None
    if any(Path(path).resolve() == Path(name).resolve() for name in read):
        raise click.UsageError(f"{path} is one of the files that were read; write to another.")
    fault = _replace(Path(path), content)
    if fault is None:
        say(f"wrote {path}")
    return fault


def _replace(path: Path, content: bytes) -> "Diagnostic | None":
    from tempfile import NamedTemporaryFile

    from govrules.diagnostics import Diagnostic

    spare: Path | None = None
    try:
        if path.exists() and not path.is_file():
            raise IsADirectoryError(0, "it is no file")
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else _NEW_FILE & ~_umask()
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(0, "it is write-protected")
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False) as file:
            spare = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        spare.chmod(mode)
        spare.replace(path.resolve())
    except (OSError, ValueError) as error:
        if spare is not None:
            with suppress(OSError):
                spare.unlink()
        reason = getattr(error, "strerror", None) or str(error)
        return Diagnostic("GR801", f"{path} cannot be written: {reason}", help="nothing was written")
    return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
