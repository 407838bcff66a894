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
from govrules.cli.loading import cache_option, loaded
from govrules.cli.output import color_option, paths_argument, progress, say, wants_colour

if TYPE_CHECKING:
    from govrules.api import Library
    from govrules.cases import Result
    from govrules.cases.coverage import Coverage

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
@click.option("--coverage", is_flag=True, help="Add what no case touches.")
@click.option(
    "--at-least", type=click.IntRange(0, 100), metavar="PERCENT",
    help="Exit with 1 if cases touch less of a hundred clauses, branches, limit ends and source places.",
)  # fmt: skip
@click.option(
    "--boundaries", is_flag=False, flag_value="", metavar="[CLAUSE]",
    help="Run nothing; write cases for the ends of limits and periods, of one clause or of all that have a limit.",
)  # fmt: skip
@cache_option
@color_option
def command(
    paths: tuple[str, ...], form: str, labels: tuple[str, ...], engine: str, fail_on_empty: bool, coverage: bool,
    at_least: int | None, boundaries: str | None, color: str,
) -> int:  # fmt: skip
    """Run the cases of rule files: questions with what their answers must say.

    PATHS are rule files or folders; without any, those of the nearest govrules.toml are read, else the folder policies.

    Exits with 0 if every case passes, 1 if one fails or the files have errors, 2 if a file could not be read.
    """
    with progress("Reading the rule files"):
        library = loaded(paths)
    if unreadable(library):
        print_faults(library, None, paths, wants_colour(color, sys.stderr))
        return WRONG_USE
    if boundaries is not None:
        return _boundaries(boundaries, library)
    _refuse_unknown(labels, library)
    with progress(f"Running {_many(len(library.cases), 'case')}"):
        results = _run(library, labels, engine)
    measured = _measured(results, library) if coverage or at_least is not None else None
    _print(results, library, form, engine, color, measured)
    errors = _errors(library, paths)
    failed = errors or (fail_on_empty and not results) or not all(one.passed for one in results)
    return FOUND if failed or _too_little(measured, at_least) else 0


def _boundaries(clause: str, library: "Library") -> int:
    """Write cases for the ends of a clause, of every clause with a limit where none is named."""
    from govrules.cases.boundaries import boundary_cases, limited
    from govrules.format import format_text
    from govrules.source import SourceText

    chosen = frozenset([_clause(clause, library)]) if clause else limited(library.scheme)
    found = boundary_cases(library, chosen, (case.label for case in library.cases))
    say(format_text(SourceText("boundaries", found)).text if found else "# No limit and no day that is known.")
    return 0


def _clause(typed: str, library: "Library") -> str:
    """Return the clause that is called `4.1 of INSTRUMENT`, or raise the usage error that helps most."""
    label, _, instrument = typed.partition(" of ")
    known = library.scheme.clauses.values()
    found = sorted(c.id for c in known if c.label == label and instrument in ("", c.instrument))
    if len(found) == 1:
        return found[0]
    if found:
        listed = " or ".join(f'"{label} of {library.scheme.clauses[id_].instrument}"' for id_ in found)
        raise click.UsageError(f"Several clauses have the label {label}: write --boundaries {listed}")
    raise click.UsageError(
        f'There is no clause {typed}. Name one as --boundaries "4.1 of INSTRUMENT", and the files before the option.'
    )


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


def _measured(results: "list[Result]", library: "Library") -> "Coverage":
    from govrules.cases.coverage import measure

    return measure(results, library.scheme)


def _too_little(measured: "Coverage | None", at_least: int | None) -> bool:
    """Say whether cases touch less than was asked for, and say so on stderr."""
    if measured is None or at_least is None or measured.percent >= at_least:
        return False
    say(f"error: cases touch {measured.percent} %, less than the {at_least} % asked for", err=True)
    return True


def _print(
    results: "list[Result]", library: "Library", form: str, engine: str, color: str, measured: "Coverage | None"
) -> None:
    if form == "json":
        from govrules.cases.coverage import coverage_data
        from govrules.cases.reporting import results_data

        data = results_data(results, engine)
        data["coverage"] = coverage_data(measured) if measured is not None else None
        say(json.dumps(data, ensure_ascii=False, indent=2))
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
        if measured is not None:
            from govrules.cases.coverage import coverage_text

            say("\n" + coverage_text(measured))


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
