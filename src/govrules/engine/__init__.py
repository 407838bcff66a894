"""Question to answer, from a compiled scheme."""

from govrules.engine.answers import answer
from govrules.engine.facts import facts
from govrules.engine.reverse import reverse

__all__ = ["answer", "facts", "reverse"]
