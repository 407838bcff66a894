"""govrules: a rules engine for schemes of delegation.

In: rule files in a small English-like language. Out: answers to "who is accountable for X in Y on day D", each with the
clauses and sources it rests on. Public names are loaded on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from govrules.release import VERSION

if TYPE_CHECKING:
    from govrules.api import Library, ask, check, explain, load

__version__ = VERSION
__all__ = ["Library", "__version__", "ask", "check", "explain", "load"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("govrules.api"), name)
    raise AttributeError(f"module 'govrules' has no attribute {name!r}")
