"""Findings as workflow commands, which GitHub shows beside the lines of a change.

In: diagnostics. Out: one line each. Promise: whatever an author wrote stays inside its own command.
Source: GitHub documentation, "Workflow commands for GitHub Actions".
"""

from collections.abc import Iterable

from govrules.diagnostics.diagnostic import Diagnostic, Severity
from govrules.diagnostics.text import safe

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_lines(found: Iterable[Diagnostic]) -> str:
    """Return a line for each diagnostic. Columns are said only where it stands on one line, as GitHub asks."""
    return "".join(f"{_line(one)}\n" for one in found)


def _line(one: Diagnostic) -> str:
    span = one.span
    properties: dict[str, object] = {}
    if span is not None:
        properties = {"file": span.path, "line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:
            properties |= {"col": span.column, "endColumn": max(span.column, span.end_column - 1)}
    clause = f" ({one.clause})" if one.clause else ""
    properties["title"] = f"{one.code} {one.slug}{clause}"
    said = "\n".join(part for part in (one.message, one.label, f"help: {one.help}" if one.help else "") if part)
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[one.severity]} {written}::{_escaped(said)}"


def _escaped(text: str) -> str:
    lines = text.replace("%", "%25").split("\n")
    return "%0A".join("%0D".join(map(safe, line.split("\r"))) for line in lines)


def _property(text: str) -> str:
    """Escape what would end a property.

    >>> _property("a,b:c%")
    'a%2Cb%3Ac%25'
    """
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
