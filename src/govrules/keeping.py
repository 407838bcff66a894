"""The switch for what is kept in memory from one reading to the next.

In: the wish to do without. Out: whether anything may be remembered. Promise: what is remembered changes no result; with
the switch everything is worked out anew, and so the two can be compared. What is kept in files has its own switch
beside this one (`govrules.workspace.cache`). Source: docs/reference/cli.md, `govrules cache`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_remembers = ContextVar("remembers", default=True)


def remembers() -> bool:
    """Say whether what was worked out before may be used again."""
    return _remembers.get()


@contextmanager
def anew() -> Iterator[None]:
    """Have everything worked out anew, and nothing remembered, inside a `with` block."""
    before = _remembers.set(False)
    try:
        yield
    finally:
        _remembers.reset(before)
