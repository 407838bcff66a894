"""`govrules cache`: where compiled rule files are kept from one command to the next, and how to be rid of them."""

import click

from govrules.cli import WRONG_USE
from govrules.cli.output import say


@click.group(
    "cache",
    short_help="Say where compiled rule files are kept, or delete them.",
    epilog="\b\nExample:\n  govrules cache path\n  govrules cache clean",
)
def command() -> None:
    """Say where compiled rule files are kept from one command to the next, or delete them.

    What is kept there can be deleted at any time; the next command makes it again. GOVRULES_CACHE_DIR names another
    folder, GOVRULES_NO_CACHE=1 does without.
    """


@command.command("path", epilog="\b\nExample:\n  govrules cache path")
def path() -> int:
    """Say in which folder compiled rule files are kept."""
    from govrules.workspace.cache import cache_folder

    folder = cache_folder()
    if folder is None:
        say("There is no folder for a cache; GOVRULES_CACHE_DIR can name one.", err=True)
        return WRONG_USE
    say(str(folder))
    return 0


@command.command("clean", epilog="\b\nExample:\n  govrules cache clean")
def clean() -> int:
    """Delete the compiled rule files that are kept."""
    from govrules.workspace.cache import clean

    try:
        count = clean()
    except OSError as error:
        say(f"The cache cannot be emptied: {error.strerror or error}", err=True)
        return WRONG_USE
    say(f"deleted {count} compiled file{'' if count == 1 else 's'}")
    return 0
