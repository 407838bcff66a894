"""Findings as SARIF, for systems that collect the findings of many tools.

In: diagnostics, and those that authors allow with the reason. Out: a dictionary ready for JSON. Promises: it names no
time and no machine; a finding keeps its fingerprint when lines move. Source: OASIS, Static Analysis Results Interchange
Format (SARIF) Version 2.1.0.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from govrules.diagnostics.diagnostic import Diagnostic, Severity
from govrules.diagnostics.pages import page
from govrules.diagnostics.registry import REGISTRY
from govrules.source import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_data(
    found: Iterable[Diagnostic], allowed: Iterable[tuple[Diagnostic, str, bool]], version: str
) -> dict[str, Any]:
    """Return one run. `allowed` gives the reason, and whether it stands in the rule file; `version` is ours.

    Columns count code points, the end column is the one just past the last character.
    """
    results = [(one, None) for one in found] + [(one, _suppression(why, inside)) for one, why, inside in allowed]
    rules = sorted({one.code for one, _ in results})
    driver = {"name": "govrules", "version": version, "rules": [_rule(code) for code in rules]}
    seen: dict[str, int] = {}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, rules, suppression, seen) for one, suppression in results],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    entry = REGISTRY[code]
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in entry.slug.split("-")),
        "shortDescription": {"text": entry.title},
        "help": {"text": f"govrules explain {code}", "markdown": page(code) or ""},
        "defaultConfiguration": {"level": entry.severity},
    }


def _result(one: Diagnostic, rules: Sequence[str], suppression: object, seen: dict[str, int]) -> dict[str, Any]:
    said = one.message + (f"\n{one.label}" if one.label else "") + (f"\n{one.help}" if one.help else "")
    data: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": rules.index(one.code),
        "level": str(Severity(one.severity)),
        "message": {"text": said},
        "partialFingerprints": {"finding/v1": _fingerprint(one, seen)},
    }
    if one.span is not None:
        location: dict[str, Any] = {"physicalLocation": _place(one.span)}
        if one.clause:
            location["logicalLocations"] = [{"fullyQualifiedName": one.clause, "kind": "clause"}]
        data["locations"] = [location]
    if one.related:
        data["relatedLocations"] = [
            {"id": number, "physicalLocation": _place(related.span), "message": {"text": related.label}}
            for number, related in enumerate(one.related, 1)
        ]
    if suppression is not None:
        data["suppressions"] = [suppression]
    return data


def _suppression(reason: str, in_file: bool) -> dict[str, Any]:
    return {"kind": "inSource" if in_file else "external", "justification": reason}


def _place(span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column,
    }  # fmt: skip
    return {"artifactLocation": {"uri": quote(span.path)}, "region": region}


def _fingerprint(one: Diagnostic, seen: dict[str, int]) -> str:
    """Return what tells a finding from others, whatever line it stands on; equal ones are numbered."""
    path = one.span.path if one.span else ""
    digest = sha256("\n".join((one.code, path, one.clause or "", one.message)).encode("utf-8")).hexdigest()
    seen[digest] = seen.get(digest, 0) + 1
    return f"{digest[:32]}:{seen[digest]}"
