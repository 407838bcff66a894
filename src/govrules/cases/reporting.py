"""Results of cases as data, and as JUnit XML.

In: results. Out: a dictionary ready for JSON, with the keys of `docs/reference/cli.md`; XML with a suite for each file
and a test case for each case. Promise: nothing an author wrote breaks the XML.
Source of the XML: the format of Apache Ant and Jenkins, "JUnit XML reporting".
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from govrules.cases.running import Result
from govrules.diagnostics import Diagnostic
from govrules.diagnostics.data import diagnostic_data
from govrules.diagnostics.text import safe_lines

FORMAT_VERSION = 1


def results_data(results: Sequence[Result], engine: str) -> dict[str, Any]:
    """Return the results of a run, `engine` being what answered."""
    passed = sum(one.passed for one in results)
    return {
        "format_version": FORMAT_VERSION,
        "engine": engine,
        "cases": len(results),
        "passed": passed,
        "failed": len(results) - passed,
        "results": [_result(one) for one in results],
    }


def _result(result: Result) -> dict[str, Any]:
    case = result.case
    return {
        "case": case.name,
        "shows": case.shows,
        "question": case.asked,
        "path": case.span.path,
        "line": case.span.line,
        "passed": result.passed,
        "outcome": result.answer.outcome.value if result.answer is not None else None,
        "deciding": sorted(result.deciding),
        "findings": [diagnostic_data(one) for one in _wrong(result)],
    }


def results_xml(results: Sequence[Result]) -> str:
    """Return the results as XML: a case that cannot be read is an error, one whose answer is another a failure."""
    root = Element("testsuites", {"name": "govrules test", **_counts(results)})
    for path, several in groupby(results, key=lambda one: one.case.span.path):
        _suite(root, path, [*several])
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, path: str, results: Sequence[Result]) -> None:
    suite = SubElement(root, "testsuite", {"name": safe_lines(path), **_counts(results), "skipped": "0"})
    for result in results:
        case = SubElement(suite, "testcase", classname=safe_lines(path), name=safe_lines(_title(result)))
        for one in _wrong(result):
            what = "failure" if one in result.failures else "error"
            SubElement(case, what, type=one.code, message=safe_lines(one.message)).text = safe_lines(_told(one))


def _counts(results: Sequence[Result]) -> dict[str, str]:
    return {
        "tests": str(len(results)),
        "failures": str(sum(bool(one.failures) for one in results)),
        "errors": str(sum(bool(one.faults) for one in results)),
    }


def _title(result: Result) -> str:
    return result.case.name + (f": {result.case.shows}" if result.case.shows else "")


def _wrong(result: Result) -> tuple[Diagnostic, ...]:
    return (*result.faults, *result.failures)


def _told(one: Diagnostic) -> str:
    return "\n".join(part for part in (str(one.span) if one.span else "", one.message, one.help) if part)
