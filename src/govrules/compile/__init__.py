"""A scheme made ready for questions: rules indexed by the body they bear on, and circles among them."""

from govrules.compile.circles import circles_of
from govrules.compile.compiled import BodyRules, Compiled, compile_scheme

__all__ = ["BodyRules", "Compiled", "circles_of", "compile_scheme"]
