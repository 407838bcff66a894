"""Days as people write them.

In: what was typed. Out: a day, or a diagnostic (GR009, GR013) that says how to write it. Day and month stand in the
British order: `1/6/2011` is 1 June. Two figures are no year, and a month is no day.
"""

import re
from calendar import monthrange
from datetime import date

from govrules.diagnostics import Diagnostic
from govrules.source import SourceText
from govrules.syntax.day_words import MONTHS, parse_day

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
FORMS = (
    r"\d{4}-\d{2}-\d{2}",
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
    r"\d{1,2}-\d{1,2}-\d{4}",
    r"\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+[A-Za-z]+,?\s+\d{4}",
    rf"{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}",
)
"""Patterns of what is read as a day."""
HELP = "write the day as `1 June 2011`, `1/6/2011` or `2011-06-01`"
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+([A-Za-z]+),?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-\d{2}")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,3}")
_MONTH_ONLY = re.compile(r"([A-Za-z]+)\s+(\d{4})")


def plain_day(typed: str) -> str:
    """Return a day in a form that the language reads; what is none as it is.

    >>> plain_day("1/6/2011"), plain_day("1st of june 2011"), plain_day("June 1, 2011")
    ('2011-06-01', '1 June 2011', '1 June 2011')
    """
    words = " ".join(typed.split())
    if found := _FIGURES.fullmatch(words):
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    if found := _DAY_FIRST.fullmatch(words):
        return f"{found[1]} {found[2].capitalize()} {found[3]}"
    if found := _MONTH_FIRST.fullmatch(words):
        return f"{found[2]} {found[1].capitalize()} {found[3]}"
    return words


def read_day(typed: str) -> date | Diagnostic:
    """Return the day that was typed."""
    words = " ".join(typed.split())
    found = parse_day(plain_day(words))
    if found is not None:
        return found
    span = SourceText("day", words).span(0, len(words))
    month = _MONTH_ONLY.fullmatch(words)
    if month and parse_day(f"1 {month[1].capitalize()} {month[2]}"):
        help_ = f"name a day of that month, such as `1 {month[1].capitalize()} {month[2]}`"
        return Diagnostic("GR013", f"{words} is a month, and answers differ from day to day", span, "which day?", help_)
    if _SHORT_YEAR.fullmatch(words):
        help_ = "write all four figures, the day before the month: `1/6/2011` is 1 June 2011"
        return Diagnostic("GR009", f"{words} has two figures for the year", span, "which century?", help_)
    return Diagnostic("GR009", f"there is no day {words}", span, _why_none(plain_day(words)), HELP)


def _why_none(plain: str) -> str:
    """Return why what is written like a day is none: there is no such month, or it has fewer days."""
    if found := _DAY_FIRST.fullmatch(plain):
        month = next((number for number, name in enumerate(MONTHS, 1) if found[2] in (name, name[:3])), 0)
        year, problem = int(found[3]), f"`{found[2]}` is no month"
    elif found := _ISO.fullmatch(plain):
        year, month, problem = (
            int(found[1]),
            int(found[2]),
            "the day stands before the month, of which there are twelve",
        )
    else:
        return "not a day of the calendar"
    if not year or not 1 <= month <= len(MONTHS):
        return problem if year else "not a day of the calendar"
    return f"{MONTHS[month - 1]} {year} has {monthrange(year, month)[1]} days"
