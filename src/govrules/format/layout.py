"""Fill lines with the groups of a statement.

In: groups of parts, each part a modifier or a stretch of the sentence on one line, single blanks between words. Out:
lines. Promises: a statement that fits on a line stands on one; a group that fits on a line is not torn apart, nor is a
part; nothing is broken inside quotation marks; no line is wider than WIDTH unless it holds a text that is.
"""

import re
from collections.abc import Iterable, Sequence

WIDTH = 120
"""Columns of a line, counted in characters."""
INDENT = " " * 4
"""Before what goes on with a statement."""
DEEPER = " " * 8
"""Before what goes on with a part that is wider than a line."""
_STRING = re.compile(r'"[^"]*"')
_WORD = re.compile(r'(?:"[^"]*"|[^\s"])+')

Group = Sequence[str]


def lay_out(groups: Iterable[Group], first: str = "", rest: str = INDENT) -> str:
    """Return the lines of a statement, joined, without its full stop's line end; `first` and `rest` go before them.

    A group goes on the line before it if all of it fits there, else it begins a line. A group wider than a line is
    torn: filled part by part from where it stands. What follows a torn group begins a line, unless all the rest fits
    on that one; what follows a wrapped part begins a line.
    """
    page = _Page(first, rest)
    waiting = [group for group in groups if group]
    for number, group in enumerate(waiting):
        page.add(group, " ".join(part for later in waiting[number:] for part in later))
    return "\n".join(page.lines)


class _Page:
    """Lines that are being filled. `full`: the last line takes nothing more; `torn`: the last group was torn."""

    def __init__(self, first: str, rest: str) -> None:
        self.lines: list[str] = []
        self.first = first
        self.rest = rest
        self.full = True
        self.torn = False

    def add(self, group: Group, rest: str) -> None:
        """Add a group; `rest` is that group and all that follow it."""
        if self.torn and not self._fits(rest):
            self.full = True
        self.torn = False
        whole = " ".join(group)
        if self._appended(whole) or self._begun(whole):
            return
        self.torn = True
        for part in group:
            if not self._appended(part) and not self._begun(part):
                self.lines += wrap(part, self.rest if self.lines else self.first)
                self.full = True

    def _fits(self, text: str) -> bool:
        return not self.full and len(self.lines[-1]) + 1 + len(text) <= WIDTH

    def _appended(self, text: str) -> bool:
        """Put `text` on the last line if it fits there."""
        if not self._fits(text):
            return False
        self.lines[-1] += " " + text
        return True

    def _begun(self, text: str) -> bool:
        """Begin a line with `text` if it fits on one."""
        line = (self.rest if self.lines else self.first) + text
        if len(line) > WIDTH:
            return False
        self.lines.append(line)
        self.full = False
        return True


def wrap(part: str, indent: str) -> list[str]:
    """Return the lines of a part wider than a line: broken after commas, between words where that is not enough."""
    lines = [indent]
    for item in _items(part):
        if len(_joined(lines[-1], item)) <= WIDTH:
            lines[-1] = _joined(lines[-1], item)
        elif len(DEEPER) + len(item) <= WIDTH:
            lines.append(DEEPER + item)
        else:
            for word in _WORD.findall(item):
                if len(_joined(lines[-1], word)) > WIDTH >= len(DEEPER) + len(word):
                    lines.append(DEEPER + word)
                else:
                    lines[-1] = _joined(lines[-1], word)
    return lines


def _joined(line: str, text: str) -> str:
    return f"{line} {text}" if line.strip() else line + text


def _items(part: str) -> list[str]:
    """Return the items of a list, each with its comma; commas in quotation marks and brackets do not count."""
    items: list[list[str]] = [[]]
    depth = 0
    for word in _WORD.findall(part):
        items[-1].append(word)
        bare = _STRING.sub("", word)
        depth += bare.count("(") - bare.count(")")
        if bare.endswith(",") and depth == 0:
            items.append([])
    return [" ".join(item) for item in items if item]
