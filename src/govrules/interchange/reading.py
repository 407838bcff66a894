"""A model read from a JSON or YAML text.

In: a source text. Out: a `Scheme`, or diagnostics (GR804 to GR807), each with the path and the place of what is wrong.
Promise: what an author or a program wrote never raises.
"""

import re
from pathlib import PurePath

from govrules.diagnostics import Diagnostic
from govrules.interchange.documents import Document, read_json, read_yaml
from govrules.interchange.model import VERSION_KEY, from_data
from govrules.interchange.references import problems
from govrules.interchange.scalars import MisfitError, settled, written
from govrules.model.scheme import Scheme
from govrules.source import SourceText

JSON, YAML = (".json",), (".yaml", ".yml")
MOST_PROBLEMS = 20
"""Faults of one model that are told; one mistake can make hundreds."""
_MODEL = re.compile(rf"^[ \t]*[\[{{]?[ \t]*[\"']?{VERSION_KEY}[\"']?[ \t]*:", re.MULTILINE)


def is_model(source: SourceText) -> bool:
    """Say whether a text is meant as a model: all JSON is, and YAML with a format version."""
    suffix = PurePath(source.path).suffix.lower()
    return suffix in JSON or (suffix in YAML and _MODEL.search(source.text) is not None)


def read_model(source: SourceText) -> tuple[Scheme | None, tuple[Diagnostic, ...]]:
    """Return the scheme a text states, or None and what is wrong with it. Diagnostics: GR804 to GR807."""
    suffix = PurePath(source.path).suffix.lower()
    document = read_yaml(source) if suffix in YAML else read_json(source)
    if isinstance(document, Diagnostic):
        return None, (document,)
    try:
        scheme = from_data(document.data)
    except MisfitError as misfit:
        return None, (_diagnostic(misfit, document),)
    found = []
    for problem in problems(settled(document.data), scheme):
        found.append(_diagnostic(problem, document))
        if len(found) == MOST_PROBLEMS:
            break
    return (None if found else scheme), tuple(found)


def _diagnostic(misfit: MisfitError, document: Document) -> Diagnostic:
    subject = f"`{written(misfit.path)}`" if misfit.path else "the document"
    span = document.place(misfit.path)
    return Diagnostic(misfit.code, f"{subject} {misfit.message}", span, "here", misfit.help)
