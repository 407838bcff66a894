"""Completing names while a person types: in a shell, and at the prompt of `govrules ask`.

In: what has been typed so far. Out: what it can become. In a shell identifiers are offered, which hold no blanks, with
the name people use beside them; at the prompt every name. Promise: completion never fails aloud.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from govrules.model.scheme import Scheme

_MOST_WORDS = 8
"""How many words back a name can have begun."""
QUESTION_WORDS = (
    "who is accountable for", "who may exercise", "who is the", "what may", "what is delegated to", "what does",
    "who holds", "who answers to", "to whom does", "who directs", "who manages", "who sits as board of",
    "of which bodies is", "which clusters is", "who are the members of", "when did", "what falls if", "supposing",
    "in", "on", "of", "for", "per", "given",
    "as known on", "including VAT", "excluding VAT",
)  # fmt: skip


def complete_name(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer bodies, clusters, areas, posts, organs, functions and instruments of the rule files."""
    return list(_items(incomplete, "", None))


def complete_function(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the functions of the rule files."""
    return list(_items(incomplete, "", ("function",)))


def complete_question(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer names for the last word of a question."""
    before, blank, last = incomplete.rpartition(" ")
    return list(_items(last, before + blank, None)) if before else []


def _items(typed: str, before: str, sorts: tuple[str, ...] | None) -> Iterator[CompletionItem]:
    scheme = _scheme()
    if scheme is None:
        return
    from govrules.render.words import Words
    from govrules.resolve.naming import SORTS, names

    words = Words(scheme)
    things = {thing.id: thing for _, thing in names(scheme, sorts or SORTS)}
    for id_ in sorted(things):
        if id_.startswith(typed.lower()):
            thing = things[id_]
            shown = words.function(id_) if thing.sort == "function" else words.holder(id_)
            yield CompletionItem(before + id_, help=shown)


def _scheme() -> "Scheme | None":
    """Return the scheme of the rule files that a command without paths reads; None where there are none."""
    from govrules.api import load

    try:
        return load(cached=True).scheme
    except Exception:
        return None


class Names:
    """Every name a question can hold, for completing the end of a line."""

    def __init__(self, scheme: "Scheme") -> None:
        """Collect display names, aliases, codes and identifiers, and the words of questions."""
        from govrules.diagnostics.text import safe
        from govrules.resolve.naming import names

        found = {name for name, _ in names(scheme)} | {label.display for label in scheme.terms.values()}
        self.names = sorted({safe(name) for name in found} | set(QUESTION_WORDS), key=lambda name: (name.lower(), name))

    def ends(self, line: str) -> list[tuple[str, int]]:
        """Return what the end of a line can become, with how many characters of the line that replaces.

        The longest end that begins a name counts: `in NHS Be` becomes `in NHS Bexley`.
        """
        words = line.split(" ")
        for count in range(min(len(words), _MOST_WORDS), 0, -1):
            typed = " ".join(words[-count:])
            found = [name for name in self.names if typed.strip() and name.lower().startswith(typed.lower())]
            if found:
                return [(name, len(typed)) for name in found]
        return []
