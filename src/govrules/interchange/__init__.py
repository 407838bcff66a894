"""Models as JSON and YAML, registers from YAML and CSV."""

from typing import TYPE_CHECKING

from govrules.lazy import shown_by

if TYPE_CHECKING:
    from govrules.interchange.model import from_data, to_data
    from govrules.interchange.people import declare_people
    from govrules.interchange.reading import is_model, read_model
    from govrules.interchange.registers import read_register
    from govrules.interchange.schema import model_schema
    from govrules.interchange.writing import write_json, write_yaml

__all__ = [
    "declare_people",
    "from_data",
    "is_model",
    "model_schema",
    "read_model",
    "read_register",
    "to_data",
    "write_json",
    "write_yaml",
]

__getattr__ = shown_by(
    __name__,
    {
        "declare_people": "people", "from_data": "model", "is_model": "reading", "model_schema": "schema",
        "read_model": "reading", "read_register": "registers", "to_data": "model", "write_json": "writing",
        "write_yaml": "writing",
    },
)  # fmt: skip
