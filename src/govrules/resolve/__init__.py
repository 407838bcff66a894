"""From what was written to what it means: names, references, `each` written out, well-formedness."""

from typing import TYPE_CHECKING

from govrules.lazy import shown_by

if TYPE_CHECKING:
    from govrules.resolve.history import History, State
    from govrules.resolve.questions import Recognised, known_day, recognise
    from govrules.resolve.record import NOW
    from govrules.resolve.scheme import resolve

__all__ = ["NOW", "History", "Recognised", "State", "known_day", "recognise", "resolve"]

__getattr__ = shown_by(
    __name__,
    {
        "NOW": "record", "History": "history", "State": "history", "Recognised": "questions",
        "known_day": "questions", "recognise": "questions", "resolve": "scheme",
    },
)  # fmt: skip
