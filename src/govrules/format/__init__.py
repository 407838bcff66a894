"""One layout for rule files. Refuses to change meaning: what it returns has been read again and compared."""

from govrules.format.text import Formatted, MeaningChangedError, format_text

__all__ = ["Formatted", "MeaningChangedError", "format_text"]
