"""`govrules matrix`: functions against bodies, posts or clusters, by who may exercise them on a day.

In: rule files, a day, perhaps a name and a function. Out: a table as text, Markdown, CSV or JSON; exit code 2 if the
name, day, function or files cannot be used.
"""

import click

from govrules.cli.completing import complete_function, complete_name
from govrules.cli.loading import cache_option
from govrules.cli.making import Made
from govrules.cli.output import color_option, name_and_paths, output_option, table_format_option, width


@click.command(
    "matrix",
    short_help="Show who may exercise which functions, in a table.",
    epilog='\b\nExample:\n  govrules matrix "NHS South East London" --on "15 June 2011"\n'
    '  govrules matrix --by posts --function finance --on "15 June 2011" --format csv -o finance.csv',
)
@click.argument("arguments", nargs=-1, metavar="[NAME] [PATHS]...", shell_complete=complete_name)
@click.option("--on", metavar="DAY", required=True, help="The day to show, such as `1 June 2011` or 2011-06-01.")
@click.option("--known-on", metavar="DAY", help="Show it as the rule files were known on that day.")
@click.option(
    "--by", type=click.Choice(["bodies", "posts", "clusters"]), default="bodies", show_default=True,
    help="What the columns are.",
)  # fmt: skip
@click.option(
    "--function", metavar="FUNCTION", help="Only this function and those below it.", shell_complete=complete_function
)
@table_format_option
@output_option
@cache_option
@color_option
def command(
    arguments: tuple[str, ...],
    on: str,
    known_on: str | None,
    by: str,
    function: str | None,
    form: str,
    output: str | None,
    color: str,
) -> int:
    """Show who may exercise which functions on a day, with limits and conditions.

    NAME is the body, cluster or area to show; with `--by posts` it may be a post. Without NAME every body with
    functions of its own is shown. Rows and columns of equal content go together. PATHS are rule files or folders;
    without any, those of the nearest govrules.toml are read, else the folder policies.

    Exits with 0 if the table is written, 2 if the name, day, function or files cannot be used.
    """
    name, paths = name_and_paths(arguments)
    made = Made("the table", paths, output, color)
    return made.write(
        lambda library: library.matrix(on, by, name, function, known_on),
        lambda table: table.written(form, width(), made.tint(form)),
    )
