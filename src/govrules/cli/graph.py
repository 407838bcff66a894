"""`govrules graph`: the authority graph of a day, or the derivation of an answer, as a picture.

In: rule files, a day, perhaps a name. Out: SVG, DOT, Mermaid, GraphML or JSON on stdout or in a file; exit code 2 and
nothing written if the name, the day, the question or the files cannot be used.
"""

from typing import TYPE_CHECKING

import click

from govrules.cli.completing import complete_name
from govrules.cli.loading import cache_option
from govrules.cli.making import Made
from govrules.cli.output import color_option, name_and_paths, output_option, say

if TYPE_CHECKING:
    from govrules.picture import Graph

_FORMATS = ["svg", "dot", "mermaid", "graphml", "json"]
_NO_DOT = "hint: Graphviz draws better pictures: install it (it brings the program `dot`), and run this again"
_NO_LAYOUT = (
    "To draw an SVG, install Graphviz (it brings the program dot), or `pip install 'govrules[picture]'`; "
    "the other formats need neither."
)


@click.command(
    "graph",
    short_help="Draw who may act for whom on a day, or how an answer comes about.",
    epilog='\b\nExample:\n  govrules graph "NHS Bexley" --on "1 June 2011" -o bexley.svg\n'
    '  govrules graph --answer "who may exercise finance in NHS Bexley on 1 June 2011" -o why.svg',
)
@click.argument("arguments", nargs=-1, metavar="[NAME] [PATHS]...", shell_complete=complete_name)
@click.option("--on", metavar="DAY", help="The day to show, such as `1 June 2011` or 2011-06-01.")
@click.option("--known-on", metavar="DAY", help="Show it as the rule files were known on that day.")
@click.option("--depth", type=click.IntRange(1, 9), default=1, show_default=True, help="How many links around NAME.")
@click.option("--answer", metavar="QUESTION", help="Draw how the answer to QUESTION comes about, instead.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="svg", show_default=True, help="What to write.")
@output_option
@cache_option
@color_option
def command(
    arguments: tuple[str, ...],
    on: str | None,
    known_on: str | None,
    depth: int,
    answer: str | None,
    form: str,
    output: str | None,
    color: str,
) -> int:
    """Draw who may act for whom, by which clauses, who answers to whom, and who is whose officer.

    NAME is a body, cluster, area, post, organ, function or instrument, as people call it: what lies around it is
    drawn. Without NAME everything is. PATHS are rule files or folders; without any, those of the nearest govrules.toml
    are read, else the folder policies.

    Exits with 0 if the picture is written, 2 if the name, day, question or files cannot be used.
    """
    name, paths = name_and_paths(arguments)
    if answer is None and on is None:
        raise click.UsageError('Say which day to show: --on "1 June 2011".')
    if answer is not None and any(one is not None for one in (on, name, known_on)):
        raise click.UsageError("A question names its own day and body: leave out NAME, --on and --known-on.")
    return Made("the picture", paths, output, color).write(
        lambda library: (
            library.graph(on or "", name, depth, known_on) if answer is None else library.answer_graph(answer)
        ),
        lambda graph: _written(graph, form),
        "Drawing",
    )


def _written(graph: "Graph", form: str) -> str:
    """Return the picture as text; for SVG without Graphviz say on stderr that it draws better."""
    from govrules.picture import NoLayoutError, write
    from govrules.picture.layout import has_dot

    try:
        text = write(graph, form)
    except NoLayoutError:
        raise click.UsageError(_NO_LAYOUT) from None
    if form == "svg" and not has_dot():
        say(_NO_DOT, err=True)
    return text
