"""`govrules fmt`: rule files in the one layout.

In: rule files, or `-` for stdin. Out: the files rewritten in place, each whole or not at all; or, with --check and
--diff, only what would change. Exit code 1 if something would change, or holds a statement that cannot be read; 2 if a
file cannot be read or written. Promise: nothing is written until everything has been read and laid out.
"""

import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import click
from attrs import frozen

from govrules.cli import FOUND, WRONG_USE
from govrules.cli.output import color_option, paths_argument, progress, say, wants_colour

if TYPE_CHECKING:
    from govrules.diagnostics import Diagnostic
    from govrules.format import Formatted

STDIN = "-"
_STYLES = {"---": "strong", "+++": "strong", "@@": "margin", "-": "error", "+": "note"}


@frozen
class _Job:
    """One text: its name, where it is kept (None: nowhere, it came from stdin), its bytes, and what became of it."""

    name: str
    path: Path | None
    raw: bytes
    formatted: "Formatted"

    @property
    def changed(self) -> bool:
        return self.raw != self.formatted.text.encode()


@click.command(
    "fmt",
    short_help="Lay out rule files in one way, without changing what they say.",
    epilog="\b\nExample:\n  govrules fmt policies\n  govrules fmt --check policies\n  govrules fmt - < draft.gov",
)
@paths_argument
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change, and exit with 1 if anything would.")
@color_option
def command(paths: tuple[str, ...], check: bool, diff: bool, color: str) -> int:
    """Lay out rule files in one way, without changing what they say.

    PATHS are rule files or folders, or - for stdin, whose layout goes to stdout; without any, the files of the nearest
    govrules.toml are laid out, else those of the folder policies. Files that these import are left alone. A statement
    that cannot be read is left as it stands and told on stderr.

    Exits with 0 if all is well, 1 if a statement cannot be read (with --check and --diff also if a file would change),
    2 if a file cannot be read or written. With 2 because of reading, nothing was changed.
    """
    if STDIN in paths and len(paths) > 1:
        raise click.UsageError("Name `-` alone, or files and folders.")
    with progress("Laying out the rule files"):
        jobs, faults = _from_stdin() if STDIN in paths else _from_files(paths)
    if faults:
        _tell(faults, (), color)
        return WRONG_USE
    faults = _report(jobs, check=check, diff=diff, color=color)
    unread = [one for job in jobs for one in job.formatted.diagnostics]
    _tell([*unread, *faults], jobs, color)
    if faults:
        return WRONG_USE
    would_change = (check or diff) and any(job.changed for job in jobs)
    return FOUND if unread or would_change else 0


# ------------------------------------------------------------------------------------------------ reading


def _from_stdin() -> "tuple[list[_Job], list[Diagnostic]]":
    from govrules.diagnostics import Diagnostic
    from govrules.format import format_text
    from govrules.source import SourceText

    raw = sys.stdin.buffer.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        said = f"stdin is not readable as text: line {line} is not valid UTF-8"
        return [], [Diagnostic("GR001", said, help="save it as plain text in UTF-8")]
    return [_Job("stdin", None, raw, format_text(SourceText("stdin", text)))], []


def _from_files(paths: Sequence[str]) -> "tuple[list[_Job], list[Diagnostic]]":
    """Read and lay out the files named; what else they import is read by the way, and left alone."""
    from govrules.format import format_text
    from govrules.workspace import is_data, read_files

    data = [path for path in paths if is_data(path)]
    if data:
        raise click.UsageError(f"{data[0]} is no rule file. `govrules import` writes a register as one.")
    files = read_files(paths)
    faults = [one for one in files.diagnostics if one.code != "GR802"]
    if faults:
        return [], faults
    roots = [Path(path).resolve() for path in paths] or [_own_folder().resolve()]
    jobs = []
    for name, source in sorted(files.texts.items()):
        path = Path(name).resolve()
        if is_data(name):
            continue
        if any(root == path or root in path.parents for root in roots):
            jobs.append(_Job(name, path, path.read_bytes(), format_text(source)))
    return jobs, []


def _own_folder() -> Path:
    """Return the folder whose files are laid out where none is named: that of the project file, else policies."""
    from govrules.workspace.project import PROJECT_FILE

    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / PROJECT_FILE).is_file()), here / "policies")


# ------------------------------------------------------------------------------------------------ telling, writing


def _tell(found: "Sequence[Diagnostic]", jobs: Sequence[_Job], color: str) -> None:
    """Write to stderr what could not be read or written."""
    from govrules.diagnostics.text import render_diagnostics

    if found:
        colour = wants_colour(color, sys.stderr)
        texts = {job.formatted.source.path: job.formatted.source for job in jobs}
        say(render_diagnostics(found, texts, colour=colour), err=True, colour=colour)


def _report(jobs: Sequence[_Job], *, check: bool, diff: bool, color: str) -> "list[Diagnostic]":
    """Show or write what changes; return what could not be written."""
    changed = [job for job in jobs if job.changed]
    faults: list[Diagnostic] = []
    if diff:
        for job in changed:
            _show_difference(job, color)
        return faults
    if not check and jobs and jobs[0].path is None:
        click.echo(jobs[0].formatted.text.encode(), nl=False)
        return faults
    done = []
    for job in changed:
        fault = None if check or job.path is None else _write(job.path, job)
        if fault is not None:
            faults.append(fault)
        else:
            say(f"{'would change' if check else 'changed'} {job.name}")
            done.append(job)
    many, others = len(done), len(jobs) - len(changed)
    word = "would change" if check else "changed"
    say(f"{many} file{'s' * (many != 1)} {word}, {others} {'is' if others == 1 else 'are'} laid out already.")
    return faults


def _write(path: Path, job: _Job) -> "Diagnostic | None":
    """Put the new text in the place of the old, at once and with the file's mode; say if that cannot be done."""
    from govrules.diagnostics import Diagnostic

    spare: Path | None = None
    try:
        if not os.access(path, os.W_OK):
            raise PermissionError(0, "it is write-protected")
        mode = stat.S_IMODE(path.stat().st_mode)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False) as file:
            spare = Path(file.name)
            file.write(job.formatted.text.encode())
            file.flush()
            os.fsync(file.fileno())
        spare.chmod(mode)
        spare.replace(path)
    except OSError as error:
        if spare is not None:
            with suppress(OSError):
                spare.unlink()
        reason = error.strerror or str(error)
        return Diagnostic("GR801", f"{job.name} cannot be written: {reason}", help="it stands as it was")
    return None


def _show_difference(job: _Job, color: str) -> None:
    """Write a unified diff to stdout; on a terminal nothing an author wrote can move the cursor."""
    from govrules.diagnostics.palette import Palette
    from govrules.diagnostics.text import safe

    old, new = job.formatted.source.text, job.formatted.text
    if old == new:
        say(f"{job.name}: only line ends or a byte-order mark")
        return
    colour = wants_colour(color, sys.stdout)
    style = Palette(colour)
    before, after = old.split("\n"), new.split("\n")
    for lines in (before, after):
        if not lines[-1]:
            lines.pop()
        else:
            lines[-1] += "\n\\ No newline at end of file"
    for line in unified_diff(before, after, job.name, job.name, lineterm=""):
        shown = "\n".join(map(safe, line.replace("\t", "    ").split("\n"))) if sys.stdout.isatty() else line
        kind = next((kind for lead, kind in _STYLES.items() if line.startswith(lead)), None)
        say(style.paint(kind, shown) if kind else shown, colour=colour)
