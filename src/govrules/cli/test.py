"""`govrules test`: the cases of rule files, run on both implementations.

In: rule files with cases. Out: what failed, at the author's words, as text, JSON or JUnit XML on stdout; exit code 1 if
a case failed or the files have errors, 2 if nothing could be read.
"""

import json
import shlex
import sys
from typing import TYPE_CHECKING

import click

from govrules.cli import FOUND, WRONG_USE
from govrules.cli.faults import print_faults, unreadable
from govrules.cli.output import color_option, paths_argument, progress, say, wants_colour

if TYPE_CHECKING:
    from govrules.api import Library
    from govrules.cases import Result

_FORMS = ("text", "json", "junit")
_ENGINES = ("engine", "reference", "both")


@click.command(
    "test",
    short_help="Run the cases of rule files.",
    epilog="\b\nExample:\n  govrules test policies --only B1",
)
@paths_argument
@click.option(
    "--format", "form", type=click.Choice(_FORMS), default="text", show_default=True,
    help="Text for people, JSON for programs, JUnit XML for build servers.",
)  # fmt: skip
@click.option("--only", "labels", multiple=True, metavar="LABEL", help="Run the case with this label; may be repeated.")
@click.option(
    "--engine", type=click.Choice(_ENGINES), default="both", show_default=True,
    help="What answers: the engine, the reference interpreter, or both, which must agree.",
)  # fmt: skip
@click.option("--fail-on-empty", is_flag=True, help="Exit with 1 if there is no case.")
@color_option
def command(
    paths: tuple[str, ...], form: str, labels: tuple[str, ...], engine: str, fail_on_empty: bool, color: str
) -> int:
    """Run the cases of rule files: questions with what their answers must say.

    PATHS are rule files or folders; without any, those of the nearest govrules.toml are read, else the folder policies.

    Exits with 0 if every case passes, 1 if one fails or the files have errors, 2 if a file could not be read.
    """
    from govrules.api import load

    with progress("Reading the rule files"):
        library = load(paths)
    if unreadable(library):
        print_faults(library, None, paths, wants_colour(color, sys.stderr))
        return WRONG_USE
    _refuse_unknown(labels, library)
    with progress(f"Running {_many(len(library.cases), 'case')}"):
        results = _run(library, labels, engine)
    _print(results, library, form, engine, color)
    errors = _errors(library, paths)
    return FOUND if errors or (fail_on_empty and not results) or not all(one.passed for one in results) else 0


def _run(library: "Library", labels: tuple[str, ...], engine: str) -> "list[Result]":
    from govrules.cases import Engine

    return [*library.test(labels, Engine(engine))]


def _refuse_unknown(labels: tuple[str, ...], library: "Library") -> None:
    """Raise a usage error for a label that no case has."""
    from govrules.diagnostics.suggest import did_you_mean

    known = {case.label for case in library.cases}
    for label in labels:
        if label not in known:
            close = did_you_mean(label, known).replace("`", "")
            raise click.UsageError(f"No case has the label {label}{f'; {close}' if close else '.'}")


def _print(results: "list[Result]", library: "Library", form: str, engine: str, color: str) -> None:
    if form == "json":
        from govrules.cases.reporting import results_data

        say(json.dumps(results_data(results, engine), ensure_ascii=False, indent=2))
    elif form == "junit":
        from govrules.cases.reporting import results_xml

        say(results_xml(results))
    else:
        from govrules.diagnostics.text import render_diagnostics

        colour = wants_colour(color, sys.stdout)
        found = [one for result in results for one in (*result.faults, *result.failures)]
        if found:
            say(render_diagnostics(found, library.texts, colour=colour) + "\n", colour=colour)
        say(_summary(results))


def _summary(results: "list[Result]") -> str:
    failed = sum(not one.passed for one in results)
    if not results:
        return "No cases."
    files = len({one.case.span.path for one in results})
    whole = f"{_many(len(results), 'case')} in {_many(files, 'file')}"
    return f"{whole}: {len(results) - failed} passed, {failed} failed." if failed else f"{whole}: all passed."


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _errors(library: "Library", paths: tuple[str, ...]) -> int:
    """Return how many errors the files have, and say so on stderr: a case may be among what was left out."""
    from govrules.diagnostics import Severity

    errors = sum(one.severity is Severity.ERROR for one in library.diagnostics)
    if errors:
        check = shlex.join(["govrules", "check", *paths])
        say(
            f"error: {_many(errors, 'error')} in the rule files, so that the run counts as failed: run `{check}`",
            err=True,
        )
    return errors
