"""Cut a file into statements before any of it is parsed.

In: text and the opening words. Out: pieces, each the text of one statement. Promise: a fault in one statement never
reaches its neighbours, because two independent signals separate them: an opening word at the start of a line, and a
full stop at the end of one. Nothing but blanks and comments lies outside the pieces.
"""

import re
from collections.abc import Iterator

from attrs import frozen

_STRING = re.compile(r'"[^"\n]*(?:"|$)')
_FIRST_WORD = re.compile(r"[a-z][a-z0-9-]*")


@frozen
class Piece:
    """One statement's text, from offset `start` to `end` (excluded), without what surrounds it."""

    start: int
    end: int


def code_of(line: str) -> str:
    """Return a line without its comment, its strings emptied, and without surrounding blanks."""
    return _STRING.sub('""', line).split("#")[0].strip()


def cut(text: str, opening: frozenset[str]) -> Iterator[Piece]:
    """Yield the pieces of `text` in order."""
    start, end, ended = -1, -1, True
    offset = 0
    for line in text.split("\n"):
        code = code_of(line)
        if code:
            word = _FIRST_WORD.match(code)
            if ended or (word is not None and word[0] in opening):
                if start >= 0:
                    yield Piece(start, end)
                start = offset + len(line) - len(line.lstrip())
            end = offset + _code_end(line)
            ended = code.endswith(".")
        offset += len(line) + 1
    if start >= 0:
        yield Piece(start, end)


def _code_end(line: str) -> int:
    """Return the offset in `line` just past its last character that is neither comment nor blank."""
    blanked = _STRING.sub(lambda found: "x" * len(found[0]), line)
    return len(blanked.split("#")[0].rstrip())
