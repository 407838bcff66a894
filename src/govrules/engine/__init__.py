"""Question to answer, from a compiled scheme."""

from govrules.engine.answers import answer

__all__ = ["answer"]
