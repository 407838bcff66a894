"""What a file was when it was read, and whether it still is.

In: a file. Out: a `Stamp`. Promise: a file counts as unchanged only if its size and time are the same, and the time
lies well before the compiled file was written, or else if its content has the same hash. No clock is read: times are
compared with each other.
"""

from collections.abc import Sequence
from os import stat_result
from pathlib import Path

from attrs import frozen

_CLOSE = 2_000_000_000
"""Nanoseconds within which two changes of a file may leave it with the same time."""


@frozen
class Stamp:
    """A file by its path as shown, its size in bytes, its time in nanoseconds, and the hash of its content."""

    path: str
    size: int
    time: int
    digest: str

    @property
    def row(self) -> Sequence[str | int]:
        """The stamp as plain data."""
        return [self.path, self.size, self.time, self.digest]

    def is_current(self, written: int) -> bool:
        """Say whether the file is still what it was; `written` is the time of what was made of it."""
        file = Path(self.path)
        try:
            now = file.stat()
            if now.st_size != self.size:
                return False
            if now.st_mtime_ns == self.time and self.time + _CLOSE < written:
                return True
            return digest_of(file.read_bytes()) == self.digest
        except OSError:
            return False


def digest_of(content: bytes) -> str:
    """Return the hash of the content of a file."""
    from hashlib import sha256

    return sha256(content).hexdigest()


def stamp_of(path: str, status: stat_result, content: bytes) -> Stamp:
    """Return the stamp of a file; `status` was taken before its content was read."""
    return Stamp(path, status.st_size, status.st_mtime_ns, digest_of(content))
