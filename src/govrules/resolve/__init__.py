"""From what was written to what it means: names, references, `each` written out, well-formedness."""

from govrules.resolve.questions import Recognised, recognise
from govrules.resolve.scheme import resolve

__all__ = ["Recognised", "recognise", "resolve"]
