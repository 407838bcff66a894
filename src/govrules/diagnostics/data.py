"""Diagnostics as data: what machines read of a finding.

In: diagnostics. Out: dictionaries ready for JSON, with the keys of a finding in `docs/reference/cli.md`, in its order.
"""

from typing import Any

from govrules.diagnostics.diagnostic import Diagnostic, Related
from govrules.source import Span


def diagnostic_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a finding. Lines and columns are 1-based, the end column is the one just past the last character.

    Place keys are None where the diagnostic is about no text.
    """
    return {
        "code": diagnostic.code,
        "slug": diagnostic.slug,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        **_place(diagnostic.span),
        "clause": diagnostic.clause,
        "related": [_related(one) for one in diagnostic.related],
        "help": diagnostic.help or None,
        "label": diagnostic.label or None,
    }


def _related(related: Related) -> dict[str, Any]:
    return {"message": related.label, **_place(related.span)}


def _place(span: Span | None) -> dict[str, Any]:
    return {
        "path": span.path if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }
