"""`govrules check`: everything wrong, missing or doubtful in rule files.

In: rule files. Out: findings as text, JSON, SARIF, workflow commands or JUnit XML on stdout; exit code 1 if any is as
severe as the threshold, 2 if nothing could be read or a setting is not understood.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from govrules.cli import FOUND, WRONG_USE
from govrules.cli.loading import cache_option, loaded
from govrules.cli.output import color_option, paths_argument, progress, say, the_day, wants_colour

if TYPE_CHECKING:
    from govrules.checks import Findings, PathAllowance, Settings
    from govrules.diagnostics import Diagnostic, Severity
    from govrules.source import SourceText

_LEVELS = ("error", "warning", "note")
_FORMS = ("text", "json", "sarif", "github", "junit")


@click.command(
    "check",
    short_help="Report everything wrong in rule files.",
    epilog="\b\nExample:\n  govrules check policies --fail-on warning",
)
@paths_argument
@click.option(
    "--format", "form", type=click.Choice(_FORMS), default="text", show_default=True,
    help="Text for people, JSON, SARIF 2.1.0, GitHub workflow commands, or JUnit XML.",
)  # fmt: skip
@click.option("--fail-on", type=click.Choice(_LEVELS), help="The mildest finding that makes the exit code 1.  [error]")
@click.option("--select", metavar="CODE", multiple=True, help="Look for this only; a code or its beginning, as GR3.")
@click.option("--ignore", metavar="CODE", multiple=True, help="Do not look for this; a code or its beginning.")
@click.option(
    "--for-adoption/--not-for-adoption",
    default=None,
    help="Be strict: each enabling power that is assumed is an error.",
)
@click.option("--as-of", metavar="DAY", help="Look from this day: 2026-04-01 or '1 April 2026'.")
@click.option(
    "--expiring-within", metavar="DAYS", type=click.IntRange(min=0),
    help="With --as-of: report what ends so many days on.",
)  # fmt: skip
@cache_option
@color_option
def command(paths: tuple[str, ...], form: str, fail_on: str | None, color: str, **wishes: Any) -> int:
    """Report everything wrong in rule files.

    PATHS are rule files or folders; without any, those of the nearest govrules.toml are read, else the folder policies.

    Exits with 0 if nothing is as severe as what --fail-on says, 1 if something is, 2 if no rule file could be read.
    """
    from attrs import evolve

    from govrules.diagnostics import Severity
    from govrules.workspace.project import read_project

    project = read_project()
    settings = _settings(project.check, wishes)
    misset = [*project.misset, *(project.unreadable if paths else ())]
    if misset:
        _say_faults(misset, color)
        return WRONG_USE
    with progress("Checking the rule files"):
        library = loaded(paths)
        findings = library.findings(evolve(settings, allowances=_allowances(project.check, library.texts)))
    least = Severity[fail_on.upper()] if fail_on else project.check.get("fail_on", Severity.ERROR)
    _show(findings, library.texts, form, least, color)
    if not library.texts:
        return WRONG_USE
    return FOUND if any(one.severity >= least for one in findings.found) else 0


# ------------------------------------------------------------------------------------------------ what is wanted


def _settings(project: Mapping[str, Any], wishes: Mapping[str, Any]) -> "Settings":
    """Return what is looked for: what the command line says, else what the project file says."""
    from govrules.checks import Options, Settings

    day = the_day(wishes["as_of"]) if wishes["as_of"] is not None else None
    if wishes["expiring_within"] is not None and day is None:
        raise click.UsageError(
            "Say with --as-of from which day --expiring-within counts, for example --as-of 2026-04-01."
        )
    strict = project.get("for_adoption", False) if wishes["for_adoption"] is None else wishes["for_adoption"]
    return Settings(
        Options(strict, day, wishes["expiring_within"] or 0),
        _codes(wishes["select"]) or project.get("select", ()),
        _codes(wishes["ignore"]) or project.get("ignore", ()),
    )


def _allowances(project: Mapping[str, Any], paths: Iterable[str]) -> "tuple[PathAllowance, ...]":
    from govrules.checks import PathAllowance

    return tuple(
        PathAllowance(one.code, frozenset(filter(one.covers, paths)), one.pattern, one.reason)
        for one in project.get("allow", ())
    )


def _codes(typed: Iterable[str]) -> tuple[str, ...]:
    from govrules.diagnostics import REGISTRY
    from govrules.diagnostics.suggest import did_you_mean
    from govrules.workspace.project import code_or_beginning

    found = []
    for one in (part for text in typed for part in text.split(",")):
        code = code_or_beginning(one)
        if code is None:
            near = did_you_mean(one.upper(), REGISTRY)
            raise click.UsageError(f"There is no code {one!r}. {near or 'Type `govrules explain` to see all codes.'}")
        found.append(code)
    return tuple(found)


# ------------------------------------------------------------------------------------------------ what is shown


def _show(findings: "Findings", texts: "Mapping[str, SourceText]", form: str, least: "Severity", color: str) -> None:
    found = findings.found
    if form == "json":
        say(json.dumps(_data(findings, len(texts)), ensure_ascii=False, indent=2))
    elif form == "sarif":
        from govrules import __version__
        from govrules.diagnostics.sarif import sarif_data

        allowed = [(one.diagnostic, one.reason, one.in_file) for one in findings.allowed]
        say(json.dumps(sarif_data(found, allowed, __version__), ensure_ascii=False, indent=2))
    elif form == "github":
        from govrules.diagnostics.github import github_lines

        if found:
            say(github_lines(found))
    elif form == "junit":
        from govrules.diagnostics.junit import junit_xml

        say(junit_xml(found, texts, least))
    else:
        from govrules.diagnostics.text import render_diagnostics

        colour = wants_colour(color, sys.stdout)
        if found:
            say(render_diagnostics(found, texts, colour=colour) + "\n", colour=colour)
        say(_summary(findings, len(texts)))


def _say_faults(found: "Sequence[Diagnostic]", color: str) -> None:
    from govrules.diagnostics.text import render_diagnostics

    colour = wants_colour(color, sys.stderr)
    say(render_diagnostics(found, {}, colour=colour), err=True, colour=colour)


def _counted(found: "Sequence[Diagnostic]") -> dict[str, int]:
    counts = Counter(str(one.severity) for one in found)
    return {level: counts[level] for level in _LEVELS}


def _summary(findings: "Findings", files: int) -> str:
    levels = _counted(findings.found).items()
    counts = ", ".join(f"{many} {level}{'s' * (many != 1)}" for level, many in levels if many)
    if not files:
        return f"{counts}; no rule file could be read."
    allowed = f"; {len(findings.allowed)} more allowed by their authors" if findings.allowed else ""
    return f"{counts or 'No findings'} in {files} file{'s' * (files != 1)}{allowed}."


def _data(findings: "Findings", files: int) -> dict[str, object]:
    from govrules.diagnostics.data import diagnostic_data

    counts = {f"{level}s": many for level, many in _counted(findings.found).items()}
    allowed = [{**diagnostic_data(one.diagnostic), "reason": one.reason} for one in findings.allowed]
    found = [diagnostic_data(one) for one in findings.found]
    return {"format_version": 1, "files": files, **counts, "findings": found, "allowed": allowed}
