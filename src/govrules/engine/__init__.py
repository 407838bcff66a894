"""Question to answer, from a compiled scheme."""

from typing import TYPE_CHECKING

from govrules.lazy import shown_by

if TYPE_CHECKING:
    from govrules.engine.index import answer, decide

__all__ = ["answer", "decide"]

__getattr__ = shown_by(__name__, {"answer": "index", "decide": "index"})
