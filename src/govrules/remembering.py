"""The one switch that turns off whatever is kept to save work: files of the cache, answers of the engine.

In: the environment. Promise: on or off, every answer is the same. Source: docs/reference/cli.md, `govrules cache`.
"""

import os

OFF = "GOVRULES_NO_CACHE"
"""The environment variable that says so."""


def is_off() -> bool:
    """Say whether the environment turns keeping off."""
    return os.environ.get(OFF, "") not in ("", "0")
