"""The reference interpreter: the specification in code, brute force, and the measure of the engine."""

from govrules.reference.interpreter import answer

__all__ = ["answer"]
