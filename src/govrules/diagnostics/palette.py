"""The few colours that text for a terminal uses, or none.

In: whether colours are wanted; whoever calls has asked the one policy that decides it. Out: text, painted or plain.
"""

from attrs import frozen

_CODES = {"error": "1;31", "warning": "1;33", "note": "1;36", "margin": "1;34", "strong": "1", "quiet": "2"}


@frozen
class Palette:
    """Paints text if `colour` is True and leaves it alone otherwise."""

    colour: bool = False

    def paint(self, style: str, text: str) -> str:
        """Return `text` in a style: error, warning, note, margin, strong or quiet.

        >>> Palette(False).paint("error", "no")
        'no'
        """
        return f"\033[{_CODES[style]}m{text}\033[0m" if self.colour and text else text
