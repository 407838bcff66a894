"""`govrules import`: a model or a register, read and checked; a register becomes a rule file.

In: one JSON, YAML or CSV file. Out: for a register the statements of a rule file, for a model what it holds or the
model in the other form; exit code 1 and nothing written if something is wrong with it, 2 if it cannot be read or
written.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli import FOUND, WRONG_USE
from govrules.cli.output import UNREADABLE, color_option, output_option, progress, say, wants_colour
from govrules.cli.writing import deliver

if TYPE_CHECKING:
    from govrules.api import Library
    from govrules.diagnostics import Diagnostic
    from govrules.source import SourceText


@click.command(
    "import",
    short_help="Check a model or register; write a register as a rule file.",
    epilog="\b\nExample:\n  govrules import bodies.csv -o bodies.gov\n  govrules import posts.yaml policies\n"
    "  govrules import scheme.json",
)
@click.argument("file")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "yaml"]), default="text", show_default=True,
    help="Of a model: what it holds, or the model itself in this form. Of a register: text, a rule file.",
)  # fmt: skip
@output_option
@color_option
def command(file: str, paths: tuple[str, ...], form: str, output: str | None, color: str) -> int:
    """Read FILE, a model (JSON, YAML) or a register (CSV, YAML), and check it.

    A register of bodies, memberships, posts, people or appointments is written as a rule file. With PATHS, the rule
    files it is meant for, the names in it are checked too, and people that these declare are not declared again. Of a
    model it is said what it holds; with --format json or yaml the model is written in that form.

    Exits with 0 if all is well, 1 if something is wrong with FILE, 2 if a file cannot be read or written. With 1 and 2
    nothing is written.
    """
    from govrules.api import Library, read_data
    from govrules.workspace import is_data

    if Path(file).suffix and not is_data(file):
        raise click.UsageError(
            f"{file} is neither a model nor a register: name a file that ends in .json, .yaml or .csv. "
            "A spreadsheet must be saved as CSV UTF-8 first."
        )
    with progress(f"Reading {file}"):
        found = read_data(file, paths)
    colour = wants_colour(color, sys.stderr)
    if not found.ok:
        _tell(found.diagnostics, found.texts, colour)
        return WRONG_USE if any(one.code in UNREADABLE for one in found.diagnostics) or not found.texts else FOUND
    if isinstance(found, Library):
        text = _holdings(file, found) if form == "text" else found.export(form)
    elif form == "text":
        text = found.text
    else:
        raise click.UsageError(f"{file} is a register, a part of a scheme: it becomes a rule file, not {form.upper()}.")
    fault = deliver(text, output, found.texts)
    if fault is not None:
        _tell([fault], {}, colour)
        return WRONG_USE
    return 0


def _tell(found: "Iterable[Diagnostic]", texts: "Mapping[str, SourceText]", colour: bool) -> None:
    from govrules.diagnostics.text import render_diagnostics

    say(render_diagnostics(found, texts, colour=colour) + "\nnothing was written", err=True, colour=colour)


def _holdings(file: str, library: "Library") -> str:
    """Return how many things and rules of each sort a model holds."""
    from attrs import fields

    tables = {field.name: getattr(library.scheme, field.name) for field in fields(type(library.scheme))}
    counts = {name: len(table) for name, table in tables.items() if table and name != "term_sorts"}
    wide = max(map(len, counts), default=0)
    lines = [f"  {name:{wide}} {many:6,}" for name, many in counts.items()]
    head = f"{file} is a model of a scheme of delegation. It holds" if lines else f"{file} is an empty model."
    return "\n".join([head, *lines]) + "\n"
