"""Findings as JUnit XML, which build servers count and show.

In: diagnostics, the paths that were read, a threshold. Out: XML. A file is a test suite, a finding a test case: failed
from the threshold on, else passed with its words beside it. Promise: nothing an author wrote breaks the XML.
Source: the format of Apache Ant and Jenkins, "JUnit XML reporting".
"""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from govrules.diagnostics.diagnostic import Diagnostic, Severity
from govrules.diagnostics.text import safe_lines


def junit_xml(found: Sequence[Diagnostic], paths: Iterable[str], fail_on: Severity) -> str:
    """Return XML with a suite for each path, and one for what is about no file if there is any."""
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in sorted(paths)}
    for one in found:
        by_path.setdefault(one.span.path if one.span else "govrules", []).append(one)
    root = Element("testsuites", name="govrules check")
    for path, several in by_path.items():
        _suite(root, path, several, fail_on)
    totals = {count: sum(int(suite.get(count, "0")) for suite in root) for count in ("tests", "failures")}
    for count, number in totals.items():
        root.set(count, str(number))
    root.set("errors", "0")
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, path: str, several: Sequence[Diagnostic], fail_on: Severity) -> None:
    failing = sum(one.severity >= fail_on for one in several)
    counts = {"tests": str(len(several) or 1), "failures": str(failing), "errors": "0", "skipped": "0"}
    suite = SubElement(root, "testsuite", {"name": safe_lines(path), **counts})
    if not several:
        SubElement(suite, "testcase", classname=safe_lines(path), name="no findings")
    for one in several:
        at = f" line {one.span.line}" if one.span else ""
        case = SubElement(suite, "testcase", classname=safe_lines(path), name=f"{one.code} {one.slug}{at}")
        said = safe_lines("\n".join(part for part in (one.message, one.label, one.help) if part))
        if one.severity >= fail_on:
            failure = SubElement(case, "failure", type=str(one.severity), message=safe_lines(one.message))
            failure.text = said
        else:
            SubElement(case, "system-out").text = f"{one.severity}: {said}"
