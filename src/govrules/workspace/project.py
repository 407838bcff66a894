"""The project file `govrules.toml`: what to read, and what to look for.

In: the working folder. Out: `Project`, the nearest one above it. Promise: a setting that is not understood is an error
and changes nothing. Diagnostics: GR801, GR820. Source: docs/reference/cli.md.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from govrules.diagnostics import REGISTRY, Diagnostic, Severity
from govrules.diagnostics.pages import code_of
from govrules.diagnostics.suggest import did_you_mean

PROJECT_FILE = "govrules.toml"
TABLES = ("paths", "check")
_CHECK = ("fail-on", "select", "ignore", "for-adoption", "allow")
_ALLOW = ("path", "code", "because")


@frozen
class Allowance:
    """A code that is allowed in the files of a pattern, seen from `folder`, and the reason."""

    folder: Path
    pattern: str
    code: str
    reason: str

    def covers(self, path: str) -> bool:
        """Say whether the file at a path, seen from the working folder, is one of these."""
        whole = (self.folder.resolve() / self.pattern).as_posix()
        return fnmatchcase(Path(path).resolve().as_posix(), whole)


@define
class Project:
    """A project file and what it says; without one everything is empty. `paths` are None where it is not there.

    `unreadable` says why nothing could be read of it, `misset` which settings are not understood.
    `check` has some of: `fail_on` (a Severity), `select`, `ignore` (tuples of codes), `for_adoption`, and `allow`, a
    tuple of allowances.
    """

    shown: str = ""
    paths: tuple[Path, ...] | None = None
    check: dict[str, Any] = field(factory=dict)
    unreadable: list[Diagnostic] = field(factory=list)
    misset: list[Diagnostic] = field(factory=list)


def shown_path(path: Path) -> str:
    """Return a path as a person would write it: from the working folder where it lies inside, `/` between."""
    try:
        return Path(os.path.relpath(path)).as_posix() if path.is_absolute() or ".." in path.parts else path.as_posix()
    except ValueError:
        return path.as_posix()


def read_project() -> Project:
    """Return the nearest project file, in the working folder or one above it."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        file = folder / PROJECT_FILE
        if file.is_file():
            import tomllib

            project = Project(shown_path(file))
            try:
                data = tomllib.loads(file.read_text("utf-8"))
                project.paths = tuple(folder / str(path) for path in data.get("paths", ["."]))
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
                project.paths = ()
                project.unreadable.append(
                    Diagnostic("GR801", f"the project file {project.shown} cannot be read: {error}",
                               help='write it as `paths = ["policies"]`')
                )  # fmt: skip
                return project
            project.misset += _unknown(project.shown, data, TABLES, "")
            _read_check(project, data.get("check", {}), folder)
            return project
    return Project()


def _read_check(project: Project, table: object, folder: Path) -> None:
    if not isinstance(table, Mapping):
        project.misset.append(_wrong(project.shown, "check", "a table", "write `[check]` and its settings below it"))
        return
    project.misset += _unknown(project.shown, table, _CHECK, "check.")
    for name, (read, wanted) in _READERS.items():
        if name in table:
            value = read(table[name])
            if value is None:
                problem = _wrong(project.shown, f"check.{name}", wanted, f"write it as {wanted}")
                project.misset.append(_near_code(problem, table[name]))
            else:
                project.check[name.replace("-", "_")] = value
    entries = table.get("allow", [])
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        project.misset.append(_wrong(project.shown, "check.allow", "tables", "write `[[check.allow]]`"))
        return
    project.check["allow"] = tuple(_allowances(project, entries, folder))


def _allowances(project: Project, entries: Sequence[object], folder: Path) -> Iterator[Allowance]:
    for entry in entries:
        if not isinstance(entry, Mapping):
            project.misset.append(_wrong(project.shown, "check.allow", "tables", "write `[[check.allow]]`"))
            continue
        project.misset += _unknown(project.shown, entry, _ALLOW, "check.allow.")
        missing = [name for name in _ALLOW if not isinstance(entry.get(name), str) or not entry[name].strip()]
        if missing:
            help_ = 'give each `path`, `code` and `because`, each as text: `because = "..."`'
            message = f"an allowance in {project.shown} does not say `{missing[0]}`"
            project.misset.append(Diagnostic("GR820", message, help=help_))
        elif _code(entry["code"]) is None:
            problem = _wrong(project.shown, "check.allow.code", "a code", "write it as a code such as `GR601`")
            project.misset.append(_near_code(problem, entry["code"]))
        else:
            yield Allowance(folder, entry["path"], _code(entry["code"]) or "", entry["because"])


def _unknown(shown: str, table: Mapping[str, object], known: Sequence[str], where: str) -> Iterator[Diagnostic]:
    for name in sorted(table.keys() - {*known}):
        help_ = did_you_mean(name, known) or f"known here are {', '.join(f'`{one}`' for one in known)}"
        yield Diagnostic("GR820", f"{shown} has a setting `{where}{name}`, which there is not", help=help_)


def _wrong(shown: str, name: str, wanted: str, help_: str) -> Diagnostic:
    return Diagnostic("GR820", f"the setting `{name}` in {shown} is not {wanted}", help=help_)


def _near_code(problem: Diagnostic, value: object) -> Diagnostic:
    """Return a diagnostic with the code that may have been meant, if a value names one that there is not."""
    typed = next((one for one in _texts(value) if not code_or_beginning(one)), "")
    near = did_you_mean(typed.upper(), REGISTRY)
    return evolve(problem, help=near) if near else problem


def _texts(value: object) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def code_or_beginning(typed: str) -> str | None:
    """Return a code as typed, in any case, or the beginning of one, or a name in words; None where there is none.

    >>> code_or_beginning("gr4"), code_or_beginning("unknown-name"), code_or_beginning("GR999")
    ('GR4', 'GR101', None)
    """
    wanted = typed.strip().upper()
    if len(wanted) > len("GR") and any(code.startswith(wanted) for code in REGISTRY):
        return wanted
    return _code(typed)


def _code(typed: str) -> str | None:
    return code_of(typed)


def _severity(value: object) -> Severity | None:
    return Severity[str(value).upper()] if value in ("error", "warning", "note") else None


def _codes(value: object) -> tuple[str, ...] | None:
    found = (
        [code_or_beginning(one) if isinstance(one, str) else None for one in value]
        if isinstance(value, list)
        else [None]
    )
    return None if None in found else tuple(one for one in found if one)


def _yes_or_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


_READERS: dict[str, tuple[Callable[[object], Any], str]] = {
    "fail-on": (_severity, '"error", "warning" or "note"'),
    "select": (_codes, 'a list of codes such as ["GR3", "GR601"]'),
    "ignore": (_codes, 'a list of codes such as ["GR3", "GR601"]'),
    "for-adoption": (_yes_or_no, "true or false"),
}
