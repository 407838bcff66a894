"""A scheme made ready for questions: the authority graph, and rules indexed by the point they bear on."""

from govrules.compile.compiled import BodyRules, Compiled, compile_scheme
from govrules.compile.graph import circles_of

__all__ = ["BodyRules", "Compiled", "circles_of", "compile_scheme"]
