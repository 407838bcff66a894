"""Files and folders: what to read, reading it safely, and the scheme it makes."""

from govrules.workspace.files import Files, is_data, read_files
from govrules.workspace.understanding import understand

__all__ = ["Files", "is_data", "read_files", "understand"]
