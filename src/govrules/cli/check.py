"""`govrules check`: everything wrong in rule files.

In: rule files. Out: findings as text or JSON on stdout; exit code 1 if any is as severe as the threshold, 2 if nothing
could be read.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from govrules.cli import FOUND, WRONG_USE
from govrules.cli.output import color_option, format_option, paths_argument, progress, say, wants_colour

if TYPE_CHECKING:
    from govrules.diagnostics import Diagnostic

_LEVELS = ("error", "warning", "note")


@click.command(
    "check",
    short_help="Report everything wrong in rule files.",
    epilog="\b\nExample:\n  govrules check policies --fail-level warning",
)
@paths_argument
@format_option
@click.option(
    "--fail-level", type=click.Choice(_LEVELS), default="error", show_default=True,
    help="The mildest finding that makes the exit code 1.",
)  # fmt: skip
@color_option
def command(paths: tuple[str, ...], form: str, fail_level: str, color: str) -> int:
    """Report everything wrong in rule files.

    PATHS are rule files or folders; without any, those of the nearest govrules.toml are read, else the folder policies.

    Exits with 0 if nothing is as severe as the fail level, 1 if something is, 2 if no rule file could be read.
    """
    from govrules.api import load
    from govrules.diagnostics import Severity

    with progress("Checking the rule files"):
        library = load(paths)
        found = library.check()
    files = len(library.texts)
    if form == "json":
        say(json.dumps(_data(found, files), ensure_ascii=False, indent=2))
    else:
        from govrules.diagnostics.text import render_diagnostics

        colour = wants_colour(color, sys.stdout)
        if found:
            say(render_diagnostics(found, library.texts, colour=colour) + "\n", colour=colour)
        say(_summary(found, files))
    if not files:
        return WRONG_USE
    return FOUND if any(one.severity >= Severity[fail_level.upper()] for one in found) else 0


def _counted(found: "Sequence[Diagnostic]") -> dict[str, int]:
    counts = Counter(str(one.severity) for one in found)
    return {level: counts[level] for level in _LEVELS}


def _summary(found: "Sequence[Diagnostic]", files: int) -> str:
    counts = ", ".join(f"{many} {level}{'s' * (many != 1)}" for level, many in _counted(found).items() if many)
    if not files:
        return f"{counts}; no rule file could be read."
    return f"{counts or 'No findings'} in {files} file{'s' * (files != 1)}."


def _data(found: "Sequence[Diagnostic]", files: int) -> dict[str, object]:
    from govrules.diagnostics.data import diagnostic_data

    counts = {f"{level}s": many for level, many in _counted(found).items()}
    return {"format_version": 1, "files": files, **counts, "findings": [diagnostic_data(one) for one in found]}
