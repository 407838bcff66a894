"""Holders and clauses in the words of rule files, as an author would write them in a case.

In: identifiers and seats of an answer. Out: text.
"""

from collections.abc import Iterable

from govrules.model.scheme import Scheme
from govrules.model.things import Seat


def holder_words(id_: str) -> str:
    """Return a post, organ, set or body: `finance-director of sel`."""
    return id_.replace("@", " of ")


def seats_words(seats: Iterable[Seat]) -> str:
    """Return who acts: one, several together, or one of several.

    >>> seats_words([Seat(1, ("chair@sel", "clerk@sel"))])
    'either chair of sel or clerk of sel'
    """
    alone = [seat.of[0] for seat in seats if len(seat.of) == seat.count == 1]
    several = [seat for seat in seats if not len(seat.of) == seat.count == 1]
    parts = [_choice(seat) for seat in several]
    if len(alone) > 2 or (alone and not parts and len(alone) > 1):
        parts.insert(0, _together(alone))
    else:
        parts[:0] = map(holder_words, alone)
    while len(parts) > 1:
        parts[:2] = [f"both {parts[0]} and {parts[1]}"]
    return parts[0] if parts else "nobody"


def _together(holders: list[str]) -> str:
    if len(holders) == 2:
        return f"both {holder_words(holders[0])} and {holder_words(holders[1])}"
    return f"all of {', '.join(map(holder_words, holders))}"


def _choice(seat: Seat) -> str:
    if seat.count == 1 and len(seat.of) == 2:
        return f"either {holder_words(seat.of[0])} or {holder_words(seat.of[1])}"
    return f"any {seat.count} of {', '.join(map(holder_words, seat.of))}"


def clause_words(id_: str, scheme: Scheme, *, row: bool = False) -> str:
    """Return a clause as a case names it, `4.1 of sel-agreement`: a row by its table, with `row` by its own label."""
    clause = scheme.clauses[id_]
    return f"{clause.label if row else clause.label.split(' (')[0]} of {clause.instrument}"


def listed(words: Iterable[str], none: str = "nobody") -> str:
    """Return a list with commas, `none` where it is empty."""
    return ", ".join(words) or none
