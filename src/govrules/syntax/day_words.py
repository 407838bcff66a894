"""Days in words: as rule files write them, and read from what they write.

In: a text, or a day. Out: the day it names, or None; the text. Nothing else is imported for it.
"""

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def parse_day(text: str) -> date | None:
    """Return the day that `1 June 2011` or `2011-06-01` names, None where there is no such day."""
    try:
        if "-" in text:
            return date.fromisoformat(text)
        number, month, year = text.split()
        months = [m for m in MONTHS if m == month or m[:3] == month]
        return date(int(year), MONTHS.index(months[0]) + 1, int(number)) if months else None
    except ValueError:
        return None


def written(day: date) -> str:
    """Return a day as rule files write it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
