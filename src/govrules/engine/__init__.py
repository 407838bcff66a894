"""Question to answer, from a compiled scheme."""

from typing import TYPE_CHECKING

from govrules.lazy import shown_by

if TYPE_CHECKING:
    from govrules.engine.answers import answer

__all__ = ["answer"]

__getattr__ = shown_by(__name__, {"answer": "answers"})
