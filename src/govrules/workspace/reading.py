"""Read many rule files on all processors: each reads a share of them, and hands over what it read as plain data.

In: source texts. Out: what each was read to, in the same order. Promise: it is what one process would read; where no
other process can be had, or one fails, this one reads its share too.
"""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

from govrules.source import SourceText
from govrules.syntax import Parsed, is_remembered, parse_text, remember

LEAST = 100_000
"""Characters that a process must have to read to be worth starting (docs/decisions, 34)."""


def read_all(sources: Sequence[SourceText]) -> list[Parsed]:
    """Read rule files. Diagnostics: as `parse_text`."""
    shares = _shares([source for source in sources if not is_remembered(source)])
    found = _read_apart(shares) if len(shares) > 1 else {}
    return [found.get(source.path) or parse_text(source) for source in sources]


def _shares(sources: Sequence[SourceText]) -> list[list[SourceText]]:
    """Return files in shares of about one size, no more than there are processors; none where it is not worth it."""
    number = min(sum(len(source.text) for source in sources) // LEAST, _processors())
    shares: list[list[SourceText]] = [[] for _ in range(number)]
    for source in sorted(sources, key=lambda one: (-len(one.text), one.path)) if number > 1 else ():
        min(shares, key=lambda share: sum(len(one.text) for one in share)).append(source)
    return [share for share in shares if share]


def _processors() -> int:
    """Return how many processors this process may use; one where processes cannot be split off."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))


def _read_apart(shares: Sequence[Sequence[SourceText]]) -> dict[str, Parsed]:
    """Read the first share here and each other one in a process of its own. What fails there is left out."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    from govrules.syntax.flat import UnflatError, parsed_of
    from govrules.syntax.grammar import load_grammar

    here, *others = shares
    load_grammar()
    found: dict[str, Parsed] = {}
    try:
        with ProcessPoolExecutor(len(others), get_context("fork"), _begin) as pool:
            there = [pool.submit(_flat_of, share) for share in others]
            found |= {source.path: parse_text(source) for source in here}
            for share, result in zip(others, there, strict=True):
                for source, data in zip(share, result.result(), strict=True):
                    found[source.path] = parsed_of(data, source)
                    remember(found[source.path])
    except (OSError, BrokenProcessPool, UnflatError):
        return found
    return found


def _begin() -> None:
    """Prepare a process that only reads: it leaves interrupts to the one that waits, and looks for no garbage."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _flat_of(sources: Sequence[SourceText]) -> list[Any]:
    """Read files and return each as plain data."""
    from govrules.syntax.flat import flat

    return [flat(parse_text(source)) for source in sources]
