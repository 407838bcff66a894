"""`govrules diff`: what really changed, by effect.

In: two sets of rule files, revisions, days or clusters. Out: the difference as text, Markdown, HTML or JSON; exit
code 0 if the effect is the same, 1 if it is not, 2 if something cannot be read.
"""

import json
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from govrules.cli import FOUND, WRONG_USE
from govrules.cli.loading import cache_option, loaded
from govrules.cli.output import color_option, progress, say, the_day, wants_colour, width

if TYPE_CHECKING:
    from govrules.api import Library
    from govrules.diff.schemes import Compared

EXAMPLE = "govrules diff HEAD~1:policies policies"
_DAYS = "DAY DAY"


@click.command(
    "diff",
    short_help="Say what really changed between two sets of rule files.",
    epilog=f"\b\nExamples:\n  {EXAMPLE}\n  govrules diff draft-3.gov draft-4.gov --format markdown\n"
    '  govrules diff policies --dates "31 May 2011" "1 June 2011"\n'
    '  govrules diff policies --cluster sel humber --on "1 June 2011"\n'
    '  govrules diff policies --supposing "clause 9 of sel-agreement: bexley revokes 3.2 from 1 July 2011."',
)
@click.argument("paths", nargs=-1, metavar="[OLD] [NEW]")
@click.option("--dates", nargs=2, metavar=_DAYS, help="Compare what one library says on two days.")
@click.option("--cluster", nargs=2, metavar="A B", help="Compare two clusters of one library by role.")
@click.option("--supposing", metavar="STATEMENT", help="Compare one library with itself and this statement besides.")
@click.option("--on", "on", metavar="DAY", help="With --cluster: compare them on this day only.")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html", "json"]), default="text", show_default=True,
    help="Text for people, Markdown for papers, one HTML page, JSON for programs.",
)  # fmt: skip
@cache_option
@color_option
def command(
    paths: tuple[str, ...], dates: tuple[str, str] | None, cluster: tuple[str, str] | None, supposing: str | None,
    on: str | None, form: str, color: str,
) -> int:  # fmt: skip
    """Compare two sets of rule files by effect.

    OLD and NEW are rule files, folders, models, or REV:PATH for files at a revision of a git repository. One revision
    alone is compared with the working tree. With --dates, --cluster or --supposing one library is compared with itself.

    Every body, function, day, amount and circumstance is compared; what changed in words only stands apart.

    Exits with 0 if the effect is the same, 1 if it is not, 2 if something cannot be read.
    """
    if sum(map(bool, (dates, cluster, supposing))) > 1:
        raise click.UsageError("Compare two days (--dates), two clusters (--cluster) or one supposition, not several.")
    if on and not cluster:
        raise click.UsageError("--on goes with --cluster; for two days use --dates.")
    if supposing:
        compared = _supposing(paths, supposing)
    else:
        compared = _within(paths, dates, cluster, on) if dates or cluster else _between(paths)
    if compared is None:
        return WRONG_USE
    _print(compared, form, color)
    return FOUND if compared.difference.rows else 0


# ------------------------------------------------------------------------------------------------ two libraries


def _between(paths: tuple[str, ...]) -> "Compared | None":
    from govrules.workspace.revisions import revision_of

    if not paths or len(paths) > 2:
        raise click.UsageError(f"Name what to compare, for example:\n\n  {EXAMPLE}")
    if len(paths) == 1 and revision_of(paths[0]) is None:
        raise click.UsageError(f"{paths[0]} is no revision; name the second set of rule files too.")
    with progress("Reading both sides"):
        libraries = [_load(path) for path in (*paths, *([None] if len(paths) == 1 else []))]
    before, after = libraries
    if before is None or after is None:
        return None
    from govrules.api import diff

    with progress("Comparing by effect"):
        return diff(before, after)


def _load(path: str | None) -> "Library | None":
    """Read one side; say on stderr what is wrong, and return None where anything of it had to be left out."""
    from govrules.api import load
    from govrules.workspace.revisions import RevisionError, checked_out, revision_of

    try:
        with ExitStack() as stack:
            revision = revision_of(path) if path is not None else None
            if revision is not None:
                library = load(tuple(stack.enter_context(checked_out(revision))))
            else:
                library = loaded(() if path is None else (path,))
    except RevisionError as error:
        raise click.UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    return library if _is_whole(library, path) else None


def _is_whole(library: "Library", path: str | None) -> bool:
    from govrules.diagnostics import Severity
    from govrules.diagnostics.text import render_diagnostics

    errors = [one for one in library.diagnostics if one.severity is Severity.ERROR]
    if errors:
        say(render_diagnostics(errors, library.texts, colour=wants_colour("auto", sys.stderr)), err=True)
        many = f"{len(errors)} errors" if len(errors) > 1 else "1 error"
        say(f"error: {many} in {path or 'the rule files'}; nothing is compared until that is mended", err=True)
    return not errors


# ------------------------------------------------------------------------------------------------ one library


def _supposing(paths: tuple[str, ...], statement: str) -> "Compared | None":
    from govrules.api import diff, load

    with progress("Reading the rule files"):
        before, after = loaded(paths), load(paths, supposing=statement)
    if not _is_whole(before, ", ".join(paths) or None) or not _is_whole(after, "the supposition"):
        return None
    with progress("Comparing by effect"):
        return diff(before, after)


def _within(
    paths: tuple[str, ...], dates: tuple[str, str] | None, cluster: tuple[str, str] | None, on: str | None
) -> "Compared | None":
    from govrules.diff.schemes import between_clusters, between_days

    with progress("Reading the rule files"):
        library = loaded(paths)
    if not _is_whole(library, ", ".join(paths) or None):
        return None
    with progress("Comparing by effect"):
        if dates:
            return between_days(library.compiled, the_day(dates[0]), the_day(dates[1]))
        assert cluster is not None
        one, other = (_group(library, name) for name in cluster)
        return between_clusters(library.compiled, one, other, the_day(on) if on else None)


def _group(library: "Library", name: str) -> str:
    from govrules.diagnostics.suggest import suggest

    groups = library.scheme.groups
    by_name = {said.casefold(): id_ for id_, group in groups.items()
               for said in (id_, group.label.display, *(alias for alias, _ in group.label.aliases))}  # fmt: skip
    if name.casefold() in by_name:
        return by_name[name.casefold()]
    near = suggest(name, sorted(by_name))
    hint = f" Did you mean {' or '.join(by_name[one] for one in near)}?" if near else ""
    raise click.UsageError(f"There is no cluster `{name}` in the rule files.{hint}")


def _print(compared: "Compared", form: str, color: str) -> None:
    if form == "json":
        from govrules.render.difference_data import difference_data

        say(json.dumps(difference_data(compared.difference), ensure_ascii=False, indent=2))
        return
    from govrules.render.difference import report
    from govrules.render.difference_text import difference_html, difference_markdown, difference_text

    told = report(compared.difference, compared.before, compared.after)
    if form == "text":
        tint = wants_colour(color, sys.stdout)
        say(difference_text(told, width(), colour=tint), colour=tint)
    else:
        say(difference_markdown(told) if form == "markdown" else difference_html(told, "Difference by effect"))
