"""One page a diagnostic code: what it means, a failing and a mended example, what to do.

In: a code, or its name in words, in any case. Out: the page's Markdown text. Promise: every code of the registry has a
page, and every example on it has been run.
"""

from govrules.diagnostics.registry import REGISTRY


def code_of(name: str) -> str | None:
    """Return the code that `gr101`, `GR101` or `unknown-name` stands for, None where there is none.

    >>> code_of("Unknown-Name")
    'GR101'
    """
    wanted = name.strip().casefold().replace("_", "-").replace(" ", "-")
    return next((code for code, entry in REGISTRY.items() if wanted in (code.casefold(), entry.slug)), None)


def page(code: str) -> str | None:
    """Return the page of a code or of its name in words, None where there is no such code."""
    found = code_of(code)
    if found is None:
        return None
    from importlib.resources import files

    return files(__name__).joinpath(f"{found}.md").read_text(encoding="utf-8")
