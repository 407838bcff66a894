"""Sets of posts as clauses define them.

In: parse trees, through the builder. Out: frozen attrs classes; `govrules.syntax.ast` shows them beside the statements.
"""

from attrs import frozen

from govrules.syntax.asked import HolderExpr
from govrules.syntax.parts import Modifier, Who


@frozen
class MarkedHolder:
    """A post with marks of its own in brackets."""

    holder: HolderExpr
    marks: tuple[Modifier, ...]


@frozen
class DefinesRule:
    """`SET means POSTS`, `SET means "WORDS"`: then there are no `posts`."""

    who: Who
    posts: tuple[MarkedHolder, ...]
    words: str | None
