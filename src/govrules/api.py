"""The Python API: load rule files or a model, ask, check, compare, explain.

In: paths and typed questions. Out: a `Library`, answers, diagnostics. Promise: nothing that an author or asker writes
raises; it comes back as diagnostics.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from govrules.diagnostics import Diagnostic
from govrules.library import Library as Library
from govrules.render.reply import Found as Found
from govrules.render.reply import Reply as Reply
from govrules.source import SourceText

if TYPE_CHECKING:
    from govrules.diff.schemes import Compared
    from govrules.workspace import Files
    from govrules.workspace.artefact import Artefact
    from govrules.workspace.registering import Registered


def load(paths: Sequence[str | Path] | str | Path = (), supposing: str = "", cached: bool = False) -> Library:
    """Read rule files, folders and registers, and what they import, or one exported model or compiled file.

    Without paths: those of the nearest `govrules.toml`, else `./policies`. `supposing` are statements that are read as
    if a further rule file held them; places in them are in `supposition`. With `cached`, what the same paths were
    compiled to before is used if no file has changed since, and is kept otherwise.
    """
    from govrules.workspace.artefact import named

    given = [paths] if isinstance(paths, str | Path) else [*paths]
    stored = named(given)
    if isinstance(stored, Diagnostic):
        return _unusable(stored)
    if cached and not supposing and stored is None:
        from govrules.workspace import cache

        stored = cache.found(given)
    if stored is not None and not supposing:
        return _opened(stored)
    from govrules.workspace import Files, read_files

    files = read_files(given) if stored is None else Files({**stored.contents.texts})
    if supposing:
        files.texts["supposition"] = SourceText("supposition", f"{supposing.strip().removesuffix('.')}.\n")
    library = read_library(files)
    if cached and not supposing:
        cache.keep(given, files, library._contents)
    return library


def _opened(stored: "Artefact") -> Library:
    """Return the library that a compiled file holds."""
    from govrules.workspace.later import LaterHistory

    contents = stored.contents
    history = None if contents.days is None else LaterHistory(contents.days, contents.texts, contents.read)
    library = Library(contents.scheme, tuple(contents.diagnostics), contents.texts, history)
    library._kept_names, library._stamps = contents.names, stored.origin.stamps
    if history is not None:
        library._states[history.number(date.max)] = library
    return library


def _unusable(fault: Diagnostic) -> Library:
    from govrules.model.scheme import Scheme

    return Library(Scheme(), (fault,), {})


def read_data(path: str | Path, beside: Sequence[str | Path] = ()) -> "Library | Registered":
    """Read a model (a `Library`) or a register (its statements as a rule file, checked with the files `beside` it)."""
    from govrules.interchange import is_model
    from govrules.workspace import read_files
    from govrules.workspace.registering import read_as_rules

    files = read_files([path, *beside])
    own = next((text for name, text in files.texts.items() if Path(name).resolve() == Path(path).resolve()), None)
    if own is not None and not is_model(own):
        return read_as_rules(files, path)
    return read_library(files)


def read_library(files: "Files") -> Library:
    """Return the library that the texts of files make together."""
    from govrules.workspace import understand

    understood = understand(files)
    history, unread = understood.history, tuple(files.diagnostics)
    library = Library(understood.scheme, understood.diagnostics, files.texts, history, "", unread)
    library._stamps = tuple(sorted(files.stamps, key=lambda stamp: stamp.path))
    if history is not None:
        from govrules.resolve import NOW

        library._states[history.number(NOW)] = library
    return library


def model_schema() -> dict[str, object]:
    """Return the JSON schema of what `Library.export` writes."""
    from govrules.interchange import model_schema

    return model_schema()


def ask(text: str, paths: Sequence[str | Path] | str | Path = ()) -> Reply:
    """Load rule files and answer a typed question."""
    return load(paths).ask(text)


def diff(before: Library, after: Library) -> "Compared":
    """Compare two libraries by effect, over every body, function, day, amount and circumstance.

    *Source:* docs/reference/semantics.md, section 10.
    """
    from govrules.diff.schemes import difference, with_impact

    compared = difference(before.compiled, after.compiled)
    if not compared.difference.rows and before.cases == after.cases:
        return with_impact(compared, *map(_findings, (before, after)))
    return with_impact(compared, *map(_findings, (before, after)), *map(_failed, (before, after)))


def _findings(library: Library) -> list[str]:
    return [f"{one.code} {one.message}" for one in library.check()]


def _failed(library: Library) -> list[str]:
    """Return the labels of the cases that fail."""
    from govrules.cases import Engine

    return [result.case.label for result in library.test(engine=Engine.ENGINE) if not result.passed]


def check(paths: Sequence[str | Path] | str | Path = ()) -> tuple[Diagnostic, ...]:
    """Load rule files and return everything found in them."""
    return load(paths).check()


def explain(code: str) -> str | None:
    """Return the page of a diagnostic code or its name in words, None where there is no such code."""
    from govrules.diagnostics.pages import page

    return page(code)
