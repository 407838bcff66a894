"""A folder to begin a scheme in: copied from the templates that come with the program.

In: the kind of scheme, and a folder that is not there yet. Out: the files written. Promise: the folder appears whole or
not at all, and nothing that is there already is touched.
"""

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from govrules.diagnostics import Diagnostic

TEMPLATES = files("govrules") / "templates"
QUESTIONS = "questions.txt"


@frozen
class Started:
    """A folder with a scheme to begin with: its files in order of name, and questions it answers."""

    folder: Path
    files: tuple[str, ...]
    questions: tuple[str, ...]


def kinds() -> list[str]:
    """Return the kinds of scheme there are templates for, in order of name."""
    return sorted(folder.name for folder in TEMPLATES.iterdir() if folder.is_dir())


def start(kind: str, folder: Path) -> Started | Diagnostic:
    """Write the template of `kind`, one of `kinds()`, as `folder`. Diagnostics: GR801."""
    if folder.exists() or folder.is_symlink():
        return Diagnostic("GR801", f"{folder.as_posix()} is there already, and nothing in it was touched",
                          help="name a folder that is not there yet")  # fmt: skip
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with (
            TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside,
            as_file(TEMPLATES / kind) as from_,
        ):
            whole = Path(beside) / "whole"
            shutil.copytree(from_, whole, copy_function=shutil.copyfile)
            whole.rename(folder)
    except OSError as error:
        return Diagnostic("GR801", f"{folder.as_posix()} cannot be made: {error.strerror or error}",
                          help="name a folder in a place where you may write")  # fmt: skip
    names = tuple(sorted(path.name for path in folder.iterdir()))
    return Started(folder, names, tuple((folder / QUESTIONS).read_text("utf-8").splitlines()))
