"""Reading what a command is about: rule files, or what they were compiled to before.

In: the paths a person named. Out: a library. Promise: whether it came from the cache changes nothing but the time.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from govrules.cli.output import Function
from govrules.remembering import anew

if TYPE_CHECKING:
    from govrules.api import Library

_NO_CACHE = "govrules.no_cache"


def cache_option(function: Function) -> Function:
    """Take the wish to do without the cache, for `loaded` to heed."""
    return click.option(
        "--no-cache", is_flag=True, expose_value=False, callback=_heed,
        help="Read the rule files anew and keep nothing of them; GOVRULES_NO_CACHE=1 says so for all commands.",
    )(function)  # fmt: skip


def _heed(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    ctx.meta[_NO_CACHE] = value
    if value:
        ctx.with_resource(anew())


def loaded(paths: Sequence[str]) -> "Library":
    """Return the library of rule files, and keep what they are compiled to for the next command."""
    from govrules.api import load

    ctx = click.get_current_context(silent=True)
    return load(paths, cached=ctx is None or not ctx.meta.get(_NO_CACHE))
