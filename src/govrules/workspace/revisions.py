"""Rule files as they stood at a revision of a git repository.

In: `REV:path`, or a revision and the usual paths. Out: a folder that holds the files of that revision, for as long as
it is needed. Promise: the work tree and the repository are left as they are; git is only asked to read.
"""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from govrules.workspace.files import MODELS, REGISTERS, SUFFIX
from govrules.workspace.project import PROJECT_FILE

_WANTED = (SUFFIX, *MODELS, *REGISTERS, PROJECT_FILE)
_PATIENCE = 60
"""Seconds that git may take."""


class RevisionError(Exception):
    """A revision or a path in it cannot be read; the message says what to do."""


@frozen
class Revision:
    """Rule files of a revision: `path` in the repository (None: the project's own), seen from the working folder."""

    name: str
    path: str | None = None


def revision_of(text: str) -> Revision | None:
    """Return what `REV:path` or `REV` names, None where the text is a path that exists or no revision."""
    if Path(text).exists():
        return None
    name, colon, path = text.partition(":")
    if not name or _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") is None:
        return None
    return Revision(name, path or "." if colon else None)


@contextmanager
def checked_out(revision: Revision) -> Iterator[tuple[str, ...]]:
    """Stand in a folder that holds the rule files of a revision; yield the paths to be read, none for the usual ones.

    Raises RevisionError where git does not know the path.
    """
    raw = _git("archive", "--format=tar", revision.name, from_top=True)
    if raw is None:
        raise RevisionError(f"git cannot read the revision {revision.name}")
    here = (_git("rev-parse", "--show-prefix") or b"").decode().strip()
    with TemporaryDirectory(prefix="govrules-") as name:
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            wanted = [one for one in archive if one.isdir() or one.name.endswith(_WANTED)]
            archive.extractall(name, members=wanted, filter="data")
        root = Path(name, here)
        if not root.is_dir() or (revision.path is not None and not (root / revision.path).exists()):
            raise RevisionError(f"there is no {revision.path or here} in the revision {revision.name}")
        with chdir(root):
            yield () if revision.path is None else (revision.path,)


def _git(*arguments: str, from_top: bool = False) -> bytes | None:
    """Return what git prints, None where it fails or is not there."""
    where: tuple[str, ...] = ()
    if from_top:
        where = ("-C", (_git("rev-parse", "--show-toplevel") or b".").decode().strip())
    try:
        done = subprocess.run(["git", *where, *arguments], capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if done.returncode else done.stdout
