"""`govrules export`: the model of rule files as JSON or YAML.

In: rule files. Out: one document on stdout or in a file; exit code 1 and nothing written if the files have errors, 2 if
a file cannot be read or written.
"""

import json
import sys

import click

from govrules.cli import FOUND, WRONG_USE
from govrules.cli.loading import cache_option, loaded
from govrules.cli.output import UNREADABLE, color_option, output_option, paths_argument, progress, say, wants_colour
from govrules.cli.writing import deliver


@click.command(
    "export",
    short_help="Write the model of rule files as JSON or YAML.",
    epilog="\b\nExample:\n  govrules export policies -o scheme.json\n  govrules export --format yaml policies",
)
@paths_argument
@click.option(
    "--format", "form", type=click.Choice(["json", "yaml"]), default="json", show_default=True,
    help="The form of the document; both say the same.",
)  # fmt: skip
@output_option
@click.option("--schema", is_flag=True, help="Write the JSON schema of models instead, and read nothing.")
@cache_option
@color_option
def command(paths: tuple[str, ...], form: str, output: str | None, schema: bool, color: str) -> int:
    """Write the model of rule files as JSON or YAML: everything they say, with every name resolved.

    PATHS are rule files, registers or folders, or one exported model; without any, those of the nearest govrules.toml
    are read, else the folder policies. Every command that takes rule files takes the document instead.

    Exits with 0 if all is written, 1 if the files have errors, 2 if a file cannot be read or written. With 1 and 2
    nothing is written.
    """
    from govrules.api import model_schema
    from govrules.diagnostics import Severity
    from govrules.diagnostics.text import render_diagnostics

    colour = wants_colour(color, sys.stderr)
    read: tuple[str, ...] = ()
    if schema:
        text = json.dumps(model_schema(), ensure_ascii=False, indent=2) + "\n"
    else:
        with progress("Reading the rule files"):
            library = loaded(paths)
        errors = [one for one in library.diagnostics if one.severity is Severity.ERROR]
        if errors:
            say(
                render_diagnostics(errors, library.texts, colour=colour) + "\nnothing was written",
                err=True,
                colour=colour,
            )
            return WRONG_USE if any(one.code in UNREADABLE for one in errors) or not library.texts else FOUND
        text, read = library.export(form), (*library.texts,)
    fault = deliver(text, output, read)
    if fault is not None:
        say(render_diagnostics([fault], {}, colour=colour), err=True, colour=colour)
        return WRONG_USE
    return 0
