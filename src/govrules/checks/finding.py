"""Which findings are wanted, which of them an author allows, and what is left.

In: diagnostics of files and checks, settings, the texts. Out: `Findings`. Promise: an author's reason silences what a
check finds, never a fault of a file; what silences nothing is itself found. Diagnostics: GR610, GR611.
Source: docs/reference/cli.md, `govrules check`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from govrules.checks.scope import Options
from govrules.diagnostics import REGISTRY, Diagnostic, Severity
from govrules.diagnostics.pages import code_of
from govrules.diagnostics.suggest import did_you_mean
from govrules.source import SourceText, Span

_COMMENT = re.compile(r"#[ \t]*govrules:[ \t]*(?P<said>[^\n]*)")
_ALLOW = re.compile(r"allow[ \t]+(?P<code>\S+)(?:[ \t]+because\b[ \t]*(?P<reason>.*))?")
_STRING = re.compile(r'"[^"\n]*"')
FROM_A_DAY = ("GR512", "GR513")
"""Codes that are found only by those who say from which day they look."""
_HOW = "write it as `# govrules: allow CODE because REASON`"


@frozen
class Allowed:
    """A finding that an author allows, and the reason given; `in_file`: by a comment, else by the project file."""

    diagnostic: Diagnostic
    reason: str
    in_file: bool


@frozen
class PathAllowance:
    """An allowance of a project file: a code, the paths of texts it is allowed in, the pattern that named them, why."""

    code: str
    paths: frozenset[str]
    pattern: str
    reason: str


@frozen
class Settings:
    """What is looked for. `select` and `ignore` are codes or their beginnings (`GR3`); nothing selected means all."""

    options: Options = field(factory=Options)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    allowances: tuple[PathAllowance, ...] = ()

    def wants(self, code: str) -> bool:
        """Say whether findings of a code are looked for."""
        return (not self.select or code.startswith(self.select)) and not (self.ignore and code.startswith(self.ignore))


@frozen
class Findings:
    """What was found, and what of it is allowed; both in order of place."""

    found: tuple[Diagnostic, ...]
    allowed: tuple[Allowed, ...] = ()


@frozen
class _Comment:
    """An allowance in a rule file: its code and reason, its place, and the lines it speaks of."""

    code: str
    reason: str
    span: Span
    lines: range
    used: list[bool] = field(factory=list, eq=False)


def sift(
    faults: Sequence[Diagnostic], findings: Sequence[Diagnostic], texts: Mapping[str, SourceText], settings: Settings
) -> Findings:
    """Return what is wanted of the faults of files and the findings of checks, without what authors allow."""
    comments: dict[str, list[_Comment]] = {}
    found: list[Diagnostic] = []
    for path, text in texts.items():
        comments[path], unreadable = _comments(text)
        found += unreadable
    wrong = [one for one in faults if one.severity is Severity.ERROR]
    found += wrong
    by_path = [(allowance, list[bool]()) for allowance in settings.allowances]
    allowed: list[Allowed] = []
    for one in [*(one for one in faults if one.severity is not Severity.ERROR), *findings]:
        silenced = _allowed_by(one, comments, by_path)
        if silenced is None:
            found.append(one)
        elif settings.wants(one.code):
            allowed.append(silenced)
    lost = {one.span.path for one in wrong if one.span}
    said = [comment for path in sorted(comments) if path not in lost for comment in comments[path]]
    found += [_unused(comment) for comment in said if _idle(comment.code, comment.used, settings)]
    found += [_unused_path(a) for a, used in by_path if _idle(a.code, used, settings)]
    wanted = {one.sort_key: one for one in found if settings.wants(one.code)}
    silent = sorted(allowed, key=lambda one: one.diagnostic.sort_key)
    return Findings(tuple(wanted[key] for key in sorted(wanted)), tuple(silent))


def _allowed_by(
    one: Diagnostic, comments: Mapping[str, list[_Comment]], by_path: list[tuple[PathAllowance, list[bool]]]
) -> Allowed | None:
    """Return a finding as allowed, by the nearest allowance that speaks of it; None where none does."""
    if one.span is None:
        return None
    for comment in comments.get(one.span.path, ()):
        if comment.code == one.code and one.span.line in comment.lines:
            comment.used.append(True)
            return Allowed(one, comment.reason, True)
    for allowance, used in by_path:
        if allowance.code == one.code and one.span.path in allowance.paths:
            used.append(True)
            return Allowed(one, allowance.reason, False)
    return None


def _idle(code: str, used: list[bool], settings: Settings) -> bool:
    """Say whether an allowance silences nothing although its code was looked for."""
    looked_for = code not in FROM_A_DAY or settings.options.as_of is not None
    return not used and looked_for and settings.wants(code)


def _unused(comment: _Comment) -> Diagnostic:
    return Diagnostic(
        "GR611", f"{comment.code} is allowed here, but is not found", comment.span, "allows nothing",
        "take the comment out, or put it on the line of the statement it is meant for, or just above that",
    )  # fmt: skip


def _unused_path(allowance: PathAllowance) -> Diagnostic:
    message = f"the project file allows {allowance.code} in `{allowance.pattern}`, where it is not found"
    return Diagnostic("GR611", message, help="take that `[[check.allow]]` out of govrules.toml")


def _comments(text: SourceText) -> tuple[list[_Comment], list[Diagnostic]]:
    """Return the allowances of a rule file, and what is wrong with those that say too little (GR610)."""
    if "govrules:" not in text.text:
        return [], []
    from govrules.syntax import statement_spans

    found: list[_Comment] = []
    wrong: list[Diagnostic] = []
    statements = [(span.line, span.end_line) for span in statement_spans(text)]
    for comment in _COMMENT.finditer(_STRING.sub(lambda quoted: "x" * len(quoted[0]), text.text)):
        written = text.text[comment.start("said") : comment.end("said")].strip()
        span = text.span(comment.start(), comment.start("said") + len(written))
        said = _ALLOW.fullmatch(written)
        code = code_of(said["code"]) if said else None
        if said is None or code is None or not said["reason"]:
            wrong.append(_misread(span, said["code"] if said else None, code))
        else:
            found.append(_Comment(code, said["reason"], span, _lines_meant(span.line, text, statements)))
    return found, wrong


def _misread(span: Span, typed: str | None, code: str | None) -> Diagnostic:
    if typed is None:
        return Diagnostic("GR610", "this comment does not say what is allowed", span, "cannot be understood", _HOW)
    if code is None:
        near = did_you_mean(typed.upper(), REGISTRY)
        return Diagnostic("GR610", f"there is no finding {typed}", span, "allows nothing that there is", near or _HOW)
    return Diagnostic(
        "GR610", f"{code} is allowed without a reason", span, "why?",
        f"say why after the code: `allow {code} because ...`",
    )  # fmt: skip


def _lines_meant(number: int, text: SourceText, statements: Iterable[tuple[int, int]]) -> range:
    """Return the lines of the statement a comment stands in, or just above, with nothing but comments between."""
    while text.line(number).lstrip().startswith("#") and text.line(number + 1).lstrip().startswith("#"):
        number += 1
    for first, last in statements:
        if first <= number <= last or (first == number + 1 and text.line(number).lstrip().startswith("#")):
            return range(first, last + 1)
    return range(0)
