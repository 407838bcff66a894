"""`govrules timeline`: when an answer changes, and by which clauses.

In: a question and rule files. Out: a table as text, Markdown, CSV or JSON; exit code 2 if question or files cannot be
used.
"""

import click

from govrules.cli.loading import cache_option
from govrules.cli.making import Made
from govrules.cli.output import color_option, output_option, paths_argument, table_format_option, width


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
    made = Made("the timeline", paths, output, color)
    return made.write(
        lambda library: library.timeline(question), lambda table: table.written(form, width(), made.tint(form))
    )
