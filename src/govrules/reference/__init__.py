"""The reference interpreter: the specification in code, brute force, and the measure of the engine."""

from govrules.reference.interpreter import answer
from govrules.reference.reverse import reverse, rows_on

__all__ = ["answer", "reverse", "rows_on"]
