"""Writing to the terminal: one policy for colours, one for widths, one for pipes that close.

In: text. Out: bytes on stdout or stderr. Promise: colours go where they are wanted only, and a reader that went away is
no fault.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

WIDTH = 100
"""Columns where nothing says how wide the terminal is."""
UNREADABLE = ("GR001", "GR801", "GR803", "GR804", "GR805", "GR806", "GR807", "GR808", "GR809", "GR812")
"""Codes of files of which nothing could be read: what they say could change every answer."""
_NARROWEST, _WIDEST = 40, 120
_PATIENCE = 1.0
"""Seconds of work before a note says what is being done."""

Function = TypeVar("Function", bound=Callable[..., Any])


class PipeClosedError(Exception):
    """Nobody reads our output any more, as after `| head`."""


def wants_colour(choice: str, stream: TextIO | None) -> bool:
    """Say whether to colour what goes to `stream`: the one place that decides it.

    `choice` is `always`, `never` or `auto`; for `auto`, NO_COLOR says no, else FORCE_COLOR yes, else a terminal does.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return how many columns a line may take."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((WIDTH, 24)).columns))


def on_terminal() -> bool:
    """Say whether a person can be asked: both what is read and what is written are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def say(text: str, *, err: bool = False, colour: bool = False) -> None:
    """Write text and a line end to stdout or stderr; raise PipeClosedError where nobody reads it."""
    try:
        click.echo(text.removesuffix("\n"), err=err, color=colour)
    except BrokenPipeError:
        raise PipeClosedError from None


def quiet_pipes() -> None:
    """Have what is still to be written go nowhere, so that the end of the process does not complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def the_day(typed: str) -> date:
    """Return the day that an option names, in any form questions take; raise a usage error for anything else."""
    from govrules.resolve.daywords import read_day

    found = read_day(typed)
    if isinstance(found, date):
        return found
    raise click.UsageError(f"{typed!r} is no day. Write it as 2026-04-01, or as '1 April 2026'.")


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Show a note on a terminal while work lasts over a second."""
    if not sys.stderr or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    timer = Timer(_PATIENCE, lambda: click.echo(f"{doing} ...", err=True, nl=False))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        late = timer.finished.is_set()
        timer.cancel()
        if late:
            click.echo("\r" + " " * (len(doing) + 4) + "\r", err=True, nl=False)


def paths_argument(function: Function) -> Function:
    """Take rule files and folders."""
    return click.argument("paths", nargs=-1, metavar="[PATHS]...")(function)


def format_option(function: Function) -> Function:
    """Take the form of the output."""
    return click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
        help="Text for people or JSON for programs.",
    )(function)  # fmt: skip


def table_format_option(function: Function) -> Function:
    """Take the form of a table."""
    return click.option(
        "--format", "form", type=click.Choice(["text", "markdown", "csv", "json"]), default="text", show_default=True,
        help="Text for people, Markdown or CSV for pasting, JSON for programs.",
    )(function)  # fmt: skip


def output_option(function: Function) -> Function:
    """Take the file to write to."""
    return click.option(
        "--output", "-o", metavar="FILE", help="Write to FILE, whole or not at all, instead of to stdout."
    )(function)  # fmt: skip


def name_and_paths(arguments: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Return the name and the paths: the first argument is a name unless it is a path that exists."""
    if not arguments or Path(arguments[0]).exists():
        return None, arguments
    return arguments[0], arguments[1:]


def color_option(function: Function) -> Function:
    """Take the wish about colours."""
    return click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
        help="Colours; auto honours NO_COLOR and FORCE_COLOR, else asks the terminal.",
    )(function)  # fmt: skip
