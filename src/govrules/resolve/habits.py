"""Habits of people who type questions: words run together, days and amounts in any usual form, names cut short.

In: what was typed, and a scheme. Out: words as the language has them, and further names for bodies. Nothing here knows
a field: which first word may be left out, and which kind may stand behind a body, is read off the names declared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold
from govrules.model.money import parse_pence, shown
from govrules.model.scheme import Scheme
from govrules.resolve.daywords import FORMS, MONTH, plain_day, read_day
from govrules.source import SourceText

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TIMES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_SCALE = "|".join(sorted(_TIMES, key=len, reverse=True))
_AMOUNTS = (
    rf"£\s?{_NUMBER}\s*(?:{_SCALE})\b(?!\w)",
    rf"£?{_NUMBER}\s*(?:{_SCALE})?\s*pounds?\b",
)
_AMOUNT = re.compile(rf"£?\s?({_NUMBER})\s*({_SCALE})?\s*(?:pounds?)?", re.IGNORECASE)
TOKEN = re.compile(
    rf'"[^"\n]*"?|{"|".join(_AMOUNTS)}|[£€$][\d,.]*\d\S*|{"|".join(FORMS)}|[^\s?,"]+|[?,]', re.IGNORECASE
)
"""The words of a question: texts in quotes, amounts, days, words, punctuation."""
_DAYS = re.compile("|".join(FORMS), re.IGNORECASE)
_LIKE_DAYS = re.compile(
    "|".join((*FORMS[:3], *FORMS[4:], rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH},?\s+\d{{4}}")), re.IGNORECASE
)
_RUN_TOGETHER = {"who's": ("who", "is"), "whos": ("who", "is"), "what's": ("what", "is"), "can": ("may",)}
_LONE_MONTH = re.compile(r"\bon\s+([A-Za-z]+\s+\d{4})\b")
_ADDRESS = (
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness", "cllr",
    "councillor", "rev",
)  # fmt: skip
"""What may stand before a person's name and be left out."""
_SHARE, _FEWEST = 3, 3
"""A first word may be left out if at least this many bodies, and one in so many, have it."""


def is_plain(word: str) -> bool:
    """Say whether a word is passed on as it is: texts in quotes, amounts, days, punctuation."""
    return word[0] in '"£€$?,' or bool(_DAYS.fullmatch(word)) or (word[0].isdigit() and plain_amount(word) != word)


def plain_words(word: str) -> tuple[str, ...]:
    """Return the words of the language for a typed one: `who's` is two, a day and an amount are in one form.

    >>> plain_words("who's"), plain_words("1/6/2011"), plain_words("£1.5m"), plain_words("250,000 pounds")
    (('who', 'is'), ('2011-06-01',), ('£1,500,000',), ('£250,000',))
    """
    together = _RUN_TOGETHER.get(fold(word))
    return together or (plain_amount(plain_day(word) if _DAYS.fullmatch(word) else word),)


def plain_amount(word: str) -> str:
    """Return an amount such as `£250k` or `250,000 pounds` in full; what is none, or no whole pence, as it is."""
    found = _AMOUNT.fullmatch(word)
    if found is None or not (found[2] or word.lower().rstrip("s").endswith("pound")):
        return word
    whole = parse_pence(found[1].partition(".")[0])
    if whole is None:
        return word
    from decimal import Decimal

    pence = Decimal(found[1].replace(",", "")) * 100 * _TIMES.get((found[2] or "").lower(), 1)
    return shown(int(pence)) if pence == int(pence) else word


def without_form_of_address(name: str) -> str:
    """Return a name without the form of address before it.

    >>> without_form_of_address("Dr L. Vane"), without_form_of_address("Ann Lee")
    ('L. Vane', 'Ann Lee')
    """
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower().rstrip(".") in _ADDRESS else name


def misread_days(source: SourceText) -> list[Diagnostic]:
    """Return a diagnostic for everything written like a day that is none, else for a month in place of a day."""
    found = [
        _at(fault, source, word.start(), word.end())
        for word in TOKEN.finditer(source.text)
        if _LIKE_DAYS.fullmatch(word[0]) and isinstance(fault := read_day(word[0]), Diagnostic)
    ]
    month = _LONE_MONTH.search(source.text)
    if month is not None and not found:
        fault = read_day(month[1])
        if isinstance(fault, Diagnostic) and fault.code == "GR013":
            found.append(_at(fault, source, *month.span(1)))
    return found


def _at(fault: Diagnostic, source: SourceText, start: int, end: int) -> Diagnostic:
    return Diagnostic(fault.code, fault.message, source.span(start, end), fault.label, fault.help)


# ---------------------------------------------------------------------------------------------------- names


def further_names(scheme: Scheme, called: Mapping[str, Iterable[str]]) -> Mapping[str, set[str]]:
    """Return further names of bodies, folded, with whom they can mean; `called` holds the declared names of each.

    The first word that many bodies share may be left out, a body's kind, in full or by its first letters, may stand
    behind any name of it, and by its first letters where a name holds it in full.
    """
    found: dict[str, set[str]] = defaultdict(set)
    leads = _shared_leads(called)
    for id_, names in called.items():
        behind = list(_kinds(scheme, id_))
        for name in map(fold, names):
            lead, _, rest = name.partition(" ")
            short = [rest] if lead in leads and rest else []
            short += [
                one.replace(full, first) for one in (name, *short) for full, first in _shortened(behind) if full in one
            ]
            for one in (name, *short):
                found[one].add(id_)
                for kind in behind:
                    found[f"{one} {kind}"].add(id_)
    return found


def _shortened(kinds: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each kind of several words with its first letters."""
    for kind in kinds:
        words = kind.split()
        if len(words) > 1:
            yield kind, "".join(word[0] for word in words)


def _shared_leads(called: Mapping[str, Iterable[str]]) -> set[str]:
    having: dict[str, set[str]] = defaultdict(set)
    for id_, names in called.items():
        for name in names:
            lead, _, rest = fold(name).partition(" ")
            if rest:
                having[lead].add(id_)
    return {lead for lead, ids in having.items() if len(ids) >= _FEWEST and len(ids) * _SHARE >= len(called)}


def _kinds(scheme: Scheme, id_: str) -> Iterator[str]:
    """Yield the kinds a body, area or group is of, in full and by their first letters."""
    for table in (scheme.bodies, scheme.areas, scheme.groups):
        if id_ in table:
            for kind in scheme.kind_and_above(table[id_].kind):
                if kind in scheme.kinds:
                    words = fold(scheme.kinds[kind].label.display).split()
                    yield " ".join(words)
                    yield from ["".join(word[0] for word in words)] if len(words) > 1 else []
