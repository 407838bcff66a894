"""A scheme made ready for questions: the authority graph, and rules indexed by the point they bear on."""

from govrules.compile.compiled import BodyRules, Compiled, compile_scheme

__all__ = ["BodyRules", "Compiled", "compile_scheme"]
