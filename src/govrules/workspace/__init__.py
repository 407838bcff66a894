"""Files and folders: what to read, and reading it safely."""

from govrules.workspace.files import Files, read_files

__all__ = ["Files", "read_files"]
