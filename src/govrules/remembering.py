"""The one switch that turns off whatever is kept to save work: the cache, answers of the engine, what was read.

In: the environment, and blocks in which everything is worked out anew. Promise: on or off, every answer is the same.
Source: docs/reference/cli.md, `govrules cache`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

OFF = "GOVRULES_NO_CACHE"
"""The environment variable that says so."""
_anew = ContextVar("anew", default=False)


def is_off() -> bool:
    """Say whether the environment, or a block that works anew, turns keeping off."""
    return is_anew() or os.environ.get(OFF, "") not in ("", "0")


def is_anew() -> bool:
    """Say whether everything is worked out anew: then the texts of this process are not remembered either."""
    return _anew.get()


@contextmanager
def anew() -> Iterator[None]:
    """Have everything worked out anew, and nothing remembered, inside a `with` block."""
    before = _anew.set(True)
    try:
        yield
    finally:
        _anew.reset(before)
