"""`govrules compile`: rule files compiled into one file that questions are answered from.

In: rule files. Out: a file; exit code 2, and nothing written, if a file cannot be read or written.
"""

import sys

import click

from govrules.cli import WRONG_USE
from govrules.cli.faults import print_faults, print_left_out, render, unreadable
from govrules.cli.loading import cache_option, loaded
from govrules.cli.output import color_option, paths_argument, progress, say, wants_colour
from govrules.cli.writing import deliver


@click.command(
    "compile",
    short_help="Compile rule files into one file that is quick to ask.",
    epilog="\b\nExample:\n  govrules compile policies -o scheme.govc\n"
    '  govrules ask "who is accountable for statutory accounts in NHS Bexley on 1 June 2011" scheme.govc',
)
@paths_argument
@click.option("--output", "-o", metavar="FILE", required=True, help="Write to FILE, whole or not at all.")
@cache_option
@color_option
def command(paths: tuple[str, ...], output: str, color: str) -> int:
    """Compile rule files into one file, which every command takes in their place.

    It holds the texts, what they mean and what is wrong with them, so that it answers as the files do, faster and
    without them. Files that were changed since are not looked at: compile again. Another version of govrules refuses
    it.

    PATHS are rule files, registers or folders, or one exported model; without any, those of the nearest govrules.toml
    are read, else the folder policies.

    Exits with 0 if it is written, with 2 if a file cannot be read or written.
    """
    colour = wants_colour(color, sys.stderr)
    with progress("Reading the rule files"):
        library = loaded(paths)
    if unreadable(library):
        print_faults(library, None, paths, colour)
        return WRONG_USE
    fault = deliver(library.compile(), output, library.texts)
    if fault is not None:
        say(render([fault], {}, colour), err=True, colour=colour)
        return WRONG_USE
    print_left_out(library, paths, "the compiled file")
    return 0
