"""What stands in boxes and nodes, in lines short enough to read.

In: boxes and nodes. Out: lines of plain words without anything that could control a terminal or turn text round.
Promise: what sets a node apart is said in words, never by colour alone.
"""

from collections.abc import Mapping

from govrules.diagnostics.text import safe
from govrules.picture.graph import Box, Link, Node, Role, Sort, Standing
from govrules.render.layout import wrap

NODE_COLUMNS = 26
"""Characters of a line in a node."""
BOX_COLUMNS = 34
_MOST_NAMED = 3


def node_lines(node: Node, names: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the lines of a node's name, and those below it; `names` are the names of bodies."""
    below = [*wrap(node.holders if node.holding != "vacant" else "VACANT", NODE_COLUMNS)] if node.holders else []
    for role in node.roles:
        below += wrap(_role(role, names), NODE_COLUMNS)
    return [*wrap(node.short, NODE_COLUMNS)], [line for line in below if line]


def box_lines(box: Box) -> tuple[list[str], list[str]]:
    """Return the lines of a box's name, and its notes."""
    return wrap(box.name, BOX_COLUMNS), [line for note in box.notes for line in wrap(note, BOX_COLUMNS)]


def plain_label(link: Link) -> str:
    """Return the label of a link; what is no delegation says what it is."""
    said = {
        Sort.DELEGATION: "",
        Sort.VESTED: "vested",
        Sort.DEPUTISING: "deputy",
        Sort.LINE: "answers to",
        Sort.PROFESSIONAL: "answers professionally to",
        Sort.SITS_AS: "sits as",
        Sort.SEAT: "",
    }[link.sort]
    return safe(" ".join(part for part in (said, link.label) if part))


def drawn_label(link: Link) -> list[str]:
    """Return the label of a link in a picture with a legend: the clauses, and a mark where they are not certain."""
    mark = {Standing.OPEN: "? ", Standing.CONFLICTING: "✖ ", Standing.NO_EFFECT: "∅ "}.get(link.standing, "")
    return [safe(line) for line in wrap(mark + link.label, NODE_COLUMNS)] if link.label else []


def _role(role: Role, names: Mapping[str, str]) -> str:
    if len(role.bodies) > _MOST_NAMED:
        of = f"{len(role.bodies)} bodies"
    else:
        of = ", ".join(names.get(body, body) for body in role.bodies)
    return f"★ {'' if role.certain else 'perhaps '}{role.title} of {of}"
