"""The published schema of a model as data.

In: the classes of the model. Out: a JSON schema (draft 2020-12), the same for JSON and YAML. The committed copy is
`docs/reference/model.schema.json`; `govrules export --schema` writes it. What no schema can say (that every identifier
is declared, that nothing goes round in a circle) is checked when a model is read.
"""

from typing import Any

from govrules.interchange.model import FORMAT_VERSION, VERSION_KEY, scheme_shape
from govrules.interchange.shapes import definitions_in


def model_schema() -> dict[str, Any]:
    """Return the schema of a whole model."""
    whole = scheme_shape()
    own = whole.definition()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scheme of delegation, as govrules exports it",
        **own,
        "properties": {VERSION_KEY: {"const": FORMAT_VERSION}, **own["properties"]},
        "required": [VERSION_KEY, *own["required"]],
        "$defs": {name: found for name, found in definitions_in(whole).items() if name != whole.name},
    }
