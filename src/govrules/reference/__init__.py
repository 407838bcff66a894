"""The reference interpreter: the specification in code, brute force, and the measure of the engine."""

from govrules.reference.facts import facts, facts_on
from govrules.reference.interpreter import answer
from govrules.reference.reverse import reverse, rows_on

__all__ = ["answer", "facts", "facts_on", "reverse", "rows_on"]
