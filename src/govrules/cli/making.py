"""What commands share that make one thing of the rule files and write it: a table, a timeline, a picture.

In: paths, what to ask of the library, how to write what comes of it. Out: an exit code; text on stdout or in a file.
Promise: where the files, the request or the place to write to cannot be used, nothing is written and stderr says why.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from govrules.cli import WRONG_USE
from govrules.cli.faults import print_faults, print_left_out, render, unreadable
from govrules.cli.loading import loaded
from govrules.cli.output import progress, say, wants_colour
from govrules.cli.writing import deliver

if TYPE_CHECKING:
    from govrules.api import Found, Library

T = TypeVar("T")


@frozen
class Made:
    """What is made, in words; of which files; where it goes (None: to stdout); whether faults are coloured."""

    what: str
    paths: tuple[str, ...]
    output: str | None
    color: str

    def tint(self, form: str) -> bool:
        """Say whether what is made is coloured: text for a terminal only."""
        return form == "text" and self.output is None and wants_colour(self.color, sys.stdout)

    def write(
        self, ask: "Callable[[Library], Found[T]]", text: Callable[[T], str], doing: str = "Reading the rule files"
    ) -> int:
        """Ask a library of the files, write what comes of it, and return the exit code."""
        colour = wants_colour(self.color, sys.stderr)
        with progress(doing):
            library = loaded(self.paths)
            if unreadable(library):
                print_faults(library, None, self.paths, colour)
                return WRONG_USE
            found = ask(library)
            if found.value is None:
                say(render(found.diagnostics, found.texts, colour), err=True, colour=colour)
                return WRONG_USE
            made = text(found.value)
        fault = deliver(made, self.output, library.texts)
        if fault is not None:
            say(render([fault], {}, colour), err=True, colour=colour)
            return WRONG_USE
        print_left_out(library, self.paths, self.what)
        return 0
