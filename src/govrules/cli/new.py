"""`govrules new`: a folder to begin a scheme in.

In: the kind of scheme and a folder that is not there yet. Out: the folder, with rule files that check and answer at
once; exit code 2 and nothing written where it is there already or cannot be made.
"""

import shlex
import sys
from pathlib import Path

import click

from govrules.cli import WRONG_USE
from govrules.cli.output import color_option, say, wants_colour


@click.command(
    "new",
    short_help="Start a folder for a scheme of your own.",
    epilog="\b\nExample:\n  govrules new council our-scheme",
)
@click.argument("kind")
@click.argument("folder")
@color_option
def command(kind: str, folder: str, color: str) -> int:
    """Start FOLDER with an illustrative scheme of a KIND: cluster, council or icb.

    A cluster is of bodies under one executive team, icb is of integrated care boards. The folder holds govrules.toml,
    the words of the scheme, the scheme itself and questions it answers. Change them step by step into your own.

    Exits with 0 if the folder was written, 2 if it is there already or cannot be made.
    """
    from govrules.diagnostics import Diagnostic
    from govrules.workspace.starting import QUESTIONS, kinds, start

    if kind not in kinds():
        raise click.UsageError(f"there is no kind of scheme called {kind}: the kinds are {', '.join(kinds())}")
    started = start(kind, Path(folder))
    if isinstance(started, Diagnostic):
        from govrules.diagnostics.text import render_diagnostics

        colour = wants_colour(color, sys.stderr)
        say(render_diagnostics([started], {}, colour=colour), err=True, colour=colour)
        return WRONG_USE
    where = shlex.quote(folder)
    say(
        f"{folder} holds {', '.join(started.files)}.\n"
        f"Check it:  govrules check {where}\n"
        f"Ask it:    govrules ask {shlex.quote(started.questions[0])} {where}\n"
        f"More questions it answers are in {QUESTIONS}."
    )
    return 0
