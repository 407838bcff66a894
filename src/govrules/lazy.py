"""Names that a package shows, each imported when it is first asked for, so that nobody pays for what they do not use.

In: a package and the module of each of its names. Out: what stands as its `__getattr__`.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def shown_by(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package; `homes` is the module of each name, without the package's own name."""

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return find
