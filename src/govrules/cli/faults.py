"""What is wrong with a question, a name or the files, told on stderr by every command that answers.

In: a library, what came of a question. Out: text on stderr. Promise: a file that cannot be read at all keeps every
answer back, as what it says could change each of them; statements that cannot be read are counted in one line.
"""

import shlex
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from govrules.cli.output import UNREADABLE, say

if TYPE_CHECKING:
    from govrules.api import Library, Reply
    from govrules.diagnostics import Diagnostic
    from govrules.source import SourceText


def unreadable(library: "Library") -> bool:
    """Say whether a file could not be read at all: what it says could change every answer."""
    return any(_is_of_a_file(found) for found in library.diagnostics)


def _is_of_a_file(found: "Diagnostic") -> bool:
    return found.code in UNREADABLE or (found.code == "GR002" and found.span is None)


def render(diagnostics: "Iterable[Diagnostic]", texts: "Mapping[str, SourceText]", colour: bool) -> str:
    """Return diagnostics as text for a terminal."""
    from govrules.diagnostics.text import render_diagnostics

    return render_diagnostics(diagnostics, texts, colour=colour)


def print_faults(library: "Library", reply: "Reply | None", paths: tuple[str, ...], colour: bool) -> None:
    """Write to stderr what is wrong with the question, or the files, and in one line that statements were left out."""
    if reply is None:
        found = [one for one in library.diagnostics if one.span is None or _is_of_a_file(one)]
        say(render(found, library.texts, colour), err=True, colour=colour)
        return
    if reply.diagnostics:
        say(render(reply.diagnostics, {reply.text.path: reply.text}, colour), err=True, colour=colour)
    if reply.diagnostics and not library.ok:
        say("", err=True)
    print_left_out(library, paths, "the answer")


def print_left_out(library: "Library", paths: tuple[str, ...], what: str) -> None:
    """Write to stderr, in one line, how many statements `what` leaves out; nothing where it leaves out none."""
    from govrules.diagnostics import Severity

    errors = sum(one.severity is Severity.ERROR for one in library.diagnostics)
    if errors:
        left_out = "those statements" if errors > 1 else "that statement"
        check = shlex.join(["govrules", "check", *paths])
        many = f"{errors} errors" if errors > 1 else "1 error"
        say(f"warning: {many} in the rule files; {what} leaves {left_out} out: run `{check}`", err=True)
