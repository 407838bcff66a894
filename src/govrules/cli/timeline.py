"""`govrules timeline`: when an answer changes, and by which clauses.

In: a question and rule files. Out: a table as text, Markdown, CSV or JSON; exit code 2 if question or files cannot be
used.
"""

import sys

import click

from govrules.cli import WRONG_USE
from govrules.cli.faults import print_faults, print_left_out, render, unreadable
from govrules.cli.loading import cache_option, loaded
from govrules.cli.output import (
    color_option,
    output_option,
    paths_argument,
    progress,
    say,
    table_format_option,
    wants_colour,
    width,
)
from govrules.cli.writing import deliver


@click.command(
    "timeline",
    short_help="Show when an answer changes, and by which clauses.",
    epilog='\b\nExample:\n  govrules timeline "who may exercise virement in NHS Bexley"',
)
@click.argument("question")
@paths_argument
@table_format_option
@output_option
@cache_option
@color_option
def command(question: str, paths: tuple[str, ...], form: str, output: str | None, color: str) -> int:
    """Show each day on which the answer to QUESTION changes: what is so from then on, and which clauses make it so.

    A day in the question is left aside. PATHS are rule files or folders; without any, those of the nearest
    govrules.toml are read, else the folder policies.

    Exits with 0 if the timeline is written, 2 if question or files cannot be used.
    """
    colour = wants_colour(color, sys.stderr)
    with progress("Reading the rule files"):
        library = loaded(paths)
        if unreadable(library):
            print_faults(library, None, paths, colour)
            return WRONG_USE
        found = library.timeline(question)
    if found.value is None:
        say(render(found.diagnostics, found.texts, colour), err=True, colour=colour)
        return WRONG_USE
    tint = form == "text" and output is None and wants_colour(color, sys.stdout)
    fault = deliver(found.value.written(form, width(), tint), output, library.texts)
    if fault is not None:
        say(render([fault], {}, colour), err=True, colour=colour)
        return WRONG_USE
    print_left_out(library, paths, "the timeline")
    return 0
