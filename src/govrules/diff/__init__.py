"""What really changed between two schemes: differences by effect."""

from govrules.diff.difference import Difference, Row, Verdict

__all__ = ["Difference", "Row", "Verdict"]
