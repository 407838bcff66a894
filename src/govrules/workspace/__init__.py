"""Files and folders: what to read, reading it safely, and the scheme it makes."""

from typing import TYPE_CHECKING

from govrules.lazy import shown_by

if TYPE_CHECKING:
    from govrules.workspace.files import Files, is_data, read_files
    from govrules.workspace.understanding import understand

__all__ = ["Files", "is_data", "read_files", "understand"]

__getattr__ = shown_by(__name__, {**dict.fromkeys(__all__, "files"), "understand": "understanding"})
