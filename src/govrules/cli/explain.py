"""`govrules explain`: the page of a diagnostic code.

In: a code such as `GR101`, or its name in words. Out: its page; without a code, the list of all. Exit code 2 if there
is no such code.
"""

import json
import sys
from collections.abc import Iterator
from textwrap import wrap

import click

from govrules.cli.output import color_option, format_option, say, wants_colour, width


@click.command(
    "explain",
    short_help="Explain a diagnostic code such as GR101.",
    epilog="\b\nExample:\n  govrules explain GR101",
)
@click.argument("code", required=False)
@format_option
@color_option
def command(code: str | None, form: str, color: str) -> int:
    """Explain a diagnostic CODE such as GR101, or unknown-name: what it means, an example, what to do.

    Without a code, all codes are listed.
    """
    from govrules.diagnostics.pages import code_of, page
    from govrules.diagnostics.registry import REGISTRY

    colour = wants_colour(color, sys.stdout)
    codes = sorted(REGISTRY)
    text = ""
    if code is not None:
        found = code_of(code)
        if found is None:
            raise click.UsageError(_no_such(code))
        codes, text = [found], page(found) or ""
    if form == "json":
        said = [{"code": one, **_entry(one), **({"page": text} if text else {})} for one in codes]
        data = {"format_version": 1, **said[0]} if text else {"format_version": 1, "codes": said}
        say(json.dumps(data, ensure_ascii=False, indent=2))
    elif text:
        say("\n".join(_shown(text, colour)), colour=colour)
    else:
        longest = max(len(entry.slug) for entry in REGISTRY.values())
        say("\n".join(f"{one}  {REGISTRY[one].slug:{longest}}  {REGISTRY[one].title}" for one in codes))
    return 0


def _entry(code: str) -> dict[str, str]:
    from govrules.diagnostics.registry import REGISTRY

    entry = REGISTRY[code]
    return {"slug": entry.slug, "severity": entry.severity, "title": entry.title}


def _no_such(code: str) -> str:
    from govrules.diagnostics.registry import REGISTRY
    from govrules.diagnostics.suggest import suggest

    names = [*REGISTRY, *(entry.slug for entry in REGISTRY.values())]
    close = suggest(code, names)
    return f"There is no code {code!r}. " + (
        f"Did you mean {' or '.join(close)}?" if close else "Type `govrules explain` to see all codes."
    )


def _shown(text: str, colour: bool) -> Iterator[str]:
    """Yield a page as plain text: headings without their signs, examples indented, paragraphs wrapped."""
    from govrules.diagnostics.palette import Palette

    palette, inside, columns = Palette(colour), False, width()
    paragraph: list[str] = []
    for line in [*text.rstrip().split("\n"), ""]:
        plain = not inside and line and not line.startswith(("#", "```", "|", " "))
        if plain:
            paragraph.append(line)
            continue
        yield from wrap(" ".join(paragraph), columns, break_long_words=False, break_on_hyphens=False)
        paragraph = []
        if line.startswith("```"):
            inside = not inside
        elif inside:
            yield f"    {line}".rstrip()
        else:
            yield palette.paint("strong", line.lstrip("# ")) if line.startswith("#") else line
