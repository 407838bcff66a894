"""Rule files that are being edited: each edit is checked, and what it does not touch is not worked out again.

In: rule files, and what their authors make of them, text by text. Out: what is found in all of them together. Promise:
that is what reading and checking them anew would find, places included. An editor server calls this.
Source: docs/reference/python.md.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govrules.api import Library, read_library
from govrules.checks.kept import KeptByBody
from govrules.remembering import is_anew
from govrules.workspace import read_files

if TYPE_CHECKING:
    from govrules.checks import Findings, Settings


class Workspace:
    """Rule files that are being edited."""

    def __init__(self, paths: Sequence[str | Path] | str | Path = (), settings: "Settings | None" = None) -> None:
        """Read the files that `load` would read; `settings` say what is looked for (None: everything)."""
        self._paths = [paths] if isinstance(paths, str | Path) else [*paths]
        self._settings, self._kept = settings, KeptByBody()
        self._unsaved: dict[str, str] = {}
        self.library = self._read()

    def edit(self, path: str, text: str | None) -> "Findings":
        """Take a text for what a file holds (None: what is saved of it), and return what is found in all files.

        `path` is the path that places in the file show.
        """
        if text is None:
            self._unsaved.pop(path, None)
        else:
            self._unsaved[path] = text.replace("\r\n", "\n").replace("\r", "\n")
        self.library = self._read()
        return self.findings()

    def findings(self) -> "Findings":
        """Return what is found in all files as they stand."""
        return self.library.findings(self._settings, None if is_anew() else self._kept)

    def _read(self) -> Library:
        return read_library(read_files(self._paths, self._unsaved))
