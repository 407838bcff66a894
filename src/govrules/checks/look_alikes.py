"""GR606: names that can be taken for each other.

In: a scheme under check. Out: warnings: for two names of one sort that differ in one letter, and for a name with
letters of another alphabet among Latin ones. Of two, it is told of the one used less. Figures may differ: `deed-1` and
`deed-2` are told apart, and so is what has a code of its own.
Source: Unicode Technical Standard 39, mixed-script confusables.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic, Related
from govrules.diagnostics.suggest import fold
from govrules.syntax import ast

_SHORTEST = 6
"""Letters; shorter names are told apart more easily, and often differ in one letter."""


def look_alikes(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the names that can be mistaken."""
    by_sort: dict[str, dict[str, ast.Ref]] = defaultdict(dict)
    for statement in scope.statements:
        names: ast.Names | None = getattr(statement, "names", None)
        if names is None:
            continue
        for text in (names.display, *(one.text for one in (*names.aliases, *names.codes))):
            strange = _strange_letters(text or "")
            if text and strange:
                yield _mixed(text, strange, names.id)
        if not names.codes:
            by_sort[type(statement).__name__].setdefault(names.id.text, names.id)
    spoken = Counter(
        part.text for statement in scope.statements for part in scope.parts(statement) if isinstance(part, ast.Ref)
    )
    for named in by_sort.values():
        for pair in sorted(_one_letter_apart(list(named))):
            one, other = sorted(pair, key=lambda name: (-spoken[name], name))
            yield _alike(named[one], named[other])


def _strange_letters(text: str) -> str:
    """Return the letters of a text that are of another alphabet than Latin, where it has Latin ones too."""
    letters = [char for char in text if char.isalpha()]
    strange = [char for char in letters if not unicodedata.name(char, "").startswith("LATIN")]
    return "".join(dict.fromkeys(strange)) if 0 < len(strange) < len(letters) else ""


def _one_letter_apart(names: list[str]) -> set[tuple[str, str]]:
    """Return the pairs of names that are equal but for one letter put in, left out or changed."""
    without: dict[str, set[str]] = defaultdict(set)
    for name in names:
        folded = fold(name)
        if len(folded) >= _SHORTEST:
            for variant in {folded, *(folded[:at] + folded[at + 1 :] for at in range(len(folded)))}:
                without[variant].add(name)
    pairs = {pair for several in without.values() for pair in combinations(sorted(several), 2)}
    return {(one, other) for one, other in pairs if _differ_in_one_letter(fold(one), fold(other))}


def _differ_in_one_letter(one: str, other: str) -> bool:
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        changed = one[start : start + 1] + other[start : start + 1]
        return one[start + 1 :] == other[start + 1 :] and not any(char.isdigit() for char in changed)
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer[start + 1 :] == shorter[start:] and not longer[start : start + 1].isdigit()


def _mixed(text: str, strange: str, at: ast.Ref) -> Diagnostic:
    said = ", ".join(f"{char} ({unicodedata.name(char, 'unknown').lower()})" for char in strange)
    return Diagnostic(
        "GR606", f'the name "{text}" mixes alphabets: {said}', at.span, "another alphabet in one of its names",
        "type the name again with an English keyboard, or keep to one alphabet",
    )  # fmt: skip


def _alike(one: ast.Ref, other: ast.Ref) -> Diagnostic:
    return Diagnostic(
        "GR606", f"`{one.text}` and `{other.text}` differ in one letter", other.span, "can be taken for the other",
        "if one of them is a slip, use the other throughout; if both are meant, give one a name of its own",
        related=(Related(one.span, "the other"),),
    )  # fmt: skip
