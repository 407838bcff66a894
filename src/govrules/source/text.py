"""A text with its name, and places in it.

In: decoded text. Out: spans that know their file, offsets, lines and columns. Promise: offsets are 0-based and count
code points, end excluded; lines and columns are 1-based; an end column is the column just past the last character.
"""

from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen


@frozen
class Span:
    """A stretch of one text. Offsets 0-based with the end excluded, lines and columns 1-based, all in code points."""

    path: str
    start: int = field(eq=False)
    end: int = field(eq=False)
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        """Return `path:line:column`, as editors and terminals understand it."""
        return f"{self.path}:{self.line}:{self.column}"


class SourceText:
    """One file's text. `path` is what a person sees; the text has `\\n` line ends and no byte-order mark."""

    def __init__(self, path: str, text: str) -> None:
        """Keep the text; nothing is computed until a place is asked for."""
        self.path = path
        self.text = text

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0] + [offset + 1 for offset, char in enumerate(self.text) if char == "\n"]

    def span(self, start: int, end: int) -> Span:
        """Return the place from offset `start` to offset `end` (excluded)."""
        line, column = self._position(start)
        end_line, end_column = self._position(max(start, end))
        return Span(self.path, start, end, line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """Return line `number` (1-based) without its line end; the empty text beyond the last line."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1
