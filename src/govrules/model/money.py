"""Exact money: integer minor units (pence) of one currency.

In: amounts as authors write them (`£250,000`, `£250,000.01`). Out: pence, and the two written forms. No floats.
"""

import re

_AMOUNT = re.compile(r"(?P<sign>[£€$]?)(?P<whole>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<minor>\d{1,2}))?")

_LONGEST = 40
"""Characters; a longer text is no amount."""


def parse_pence(text: str) -> int | None:
    """Return the amount in pence, or None where `text` is no amount; `£1,00` and `£1.005` are none.

    >>> parse_pence("£250,000.01")
    25000001
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or len(text) > _LONGEST:
        return None
    minor = (found["minor"] or "").ljust(2, "0")
    return int(found["whole"].replace(",", "")) * 100 + int(minor)


def plain(pence: int) -> str:
    """Return pounds and pence as plain text for machines.

    >>> plain(25000001)
    '250000.01'
    """
    return f"{pence // 100}.{pence % 100:02d}"


def shown(pence: int) -> str:
    """Return the amount as a person writes it, pence only when there are any.

    >>> shown(5000000)
    '£50,000'
    """
    pounds, minor = divmod(pence, 100)
    return f"£{pounds:,}" + (f".{minor:02d}" if minor else "")
