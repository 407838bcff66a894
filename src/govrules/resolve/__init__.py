"""From what was written to what it means: names, references, `each` written out, well-formedness."""

from govrules.resolve.history import History, State
from govrules.resolve.questions import Recognised, known_day, recognise
from govrules.resolve.record import NOW
from govrules.resolve.scheme import resolve

__all__ = ["NOW", "History", "Recognised", "State", "known_day", "recognise", "resolve"]
