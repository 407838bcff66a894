"""What is wrong with what an author wrote, as values: codes, messages, places, help and pages."""

from govrules.diagnostics.diagnostic import Diagnostic, Related, Severity
from govrules.diagnostics.registry import REGISTRY, Entry

__all__ = ["REGISTRY", "Diagnostic", "Entry", "Related", "Severity"]
