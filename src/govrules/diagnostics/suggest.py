"""Did you mean: the names closest to one that was not found.

In: what was typed, and the names that could stand there. Out: at most three, closest first. Folds case, blanks and
hyphens; a ratio below 0.75 suggests nothing.
"""

from collections.abc import Iterable

CUTOFF = 0.75


def fold(name: str) -> str:
    """Return the form in which names are compared: lower case, with blanks, hyphens and underscores as one blank."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").replace("’", "'").split())


def suggest(typed: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Return up to `most` of `names` that are close to `typed`, closest first, then by name; like spellings once."""
    from difflib import SequenceMatcher

    wanted = fold(typed)
    matcher = SequenceMatcher(b=wanted)
    scored: list[tuple[float, str]] = []
    for name in {fold(name): name for name in sorted(names, reverse=True)}.values():
        matcher.set_seq1(fold(name))
        if matcher.real_quick_ratio() >= CUTOFF and matcher.quick_ratio() >= CUTOFF and matcher.ratio() >= CUTOFF:
            scored.append((-matcher.ratio(), name))
    return [name for _, name in sorted(scored)[:most]]


def did_you_mean(typed: str, names: Iterable[str]) -> str:
    """Return the help "did you mean `a` or `b`?", or the empty text.

    >>> did_you_mean("finance-directer", ["finance-director", "chair"])
    'did you mean `finance-director`?'
    """
    found = suggest(typed, names)
    return f"did you mean {' or '.join(f'`{name}`' for name in found)}?" if found else ""
