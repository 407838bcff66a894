"""The words of a typed question: where each stands, and names put in quotes.

In: what was typed, and the names that can stand there. Out: the text that the grammar reads, with the place of each of
its words in what was typed. Source: docs/reference/semantics.md, section 8.
"""

import re

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold
from govrules.resolve.habits import TOKEN, is_plain, plain_words
from govrules.resolve.name_table import NameTable
from govrules.source import SourceText, Span
from govrules.syntax.reserved import reserved_words

_ARTICLE = "the"
_PROVIDED = ("provided", "assuming", "if")
_STANCE = re.compile(r"(including|excluding) +VAT\b", re.IGNORECASE)


@frozen
class Word:
    """One word of what was typed, from offset `start` to `end`, or what the language says in its place."""

    text: str
    start: int
    end: int


def moved(fault: Diagnostic, places: list[tuple[int, int, int]], source: SourceText) -> Diagnostic:
    """Return a diagnostic about the rewritten question as one about what was typed."""
    span = typed_span(fault.span, places, source) if fault.span else None
    return Diagnostic(fault.code, fault.message, span, fault.label, fault.help)


def typed_span(span: Span, places: list[tuple[int, int, int]], source: SourceText) -> Span:
    """Return where a word of the rewritten question stood in what was typed."""
    for written, start, end in places:
        if written == span.start:
            return source.span(start, end)
    return source.span(len(source.text), len(source.text))


def words_of(text: str) -> list[Word]:
    """Return the words of what was typed; one that is two words run together as both."""
    return [
        Word(one, m.start(), m.end())
        for m in TOKEN.finditer(text)
        for one in (plain_words(m[0]) if len(plain_words(m[0])) > 1 else (m[0],))
    ]


def quote_names(text: str, words: list[Word], table: NameTable) -> tuple[str, list[tuple[int, int, int]]]:
    """Put names in quotes. Returns the text, and for each word where it begins there and stood in what was typed.

    A run of words that is a known name is taken as long as possible; other words that are not words of the language
    are put together as one unknown name, for "did you mean".
    """
    reserved = reserved_words()
    out: list[tuple[str, int, int]] = []
    unknown: list[Word] = []

    def flush() -> None:
        if unknown:
            start, end = unknown[0].start, unknown[-1].end
            out.append((f'"{text[start:end]}"', start, end))
            unknown.clear()

    index = 0
    while index < len(words):
        word = words[index]
        if _STANCE.match(text, word.start):
            flush()
            vat = words[index + 1]
            out += [(word.text.lower(), word.start, word.end), ("VAT", vat.start, vat.end)]
            index += 2
            continue
        length = _known_name(text, words[index:], table, reserved)
        if length and not unknown:
            start, end = word.start, words[index + length - 1].end
            out.append((f'"{text[start:end]}"', start, end))
            index += length
            continue
        said, length = _joining(words[index:], [one for one, _, _ in out])
        if length:
            flush()
            out += [(one, word.start, words[index + length - 1].end) for one in said]
            index += length
            continue
        if word.text.lower() == _ARTICLE:
            pass
        elif word.text.lower() == "of" and _follows_function(out, table):
            out.append(("in", word.start, word.end))
        elif is_plain(word.text) or _is_keyword(words, index, reserved):
            flush()
            out += [(one.lower() if one.isalpha() else one, word.start, word.end) for one in plain_words(word.text)]
        else:
            unknown.append(word)
        index += 1
    flush()
    places, offset = [], 0
    for written, start, end in out:
        places.append((offset, start, end))
        offset += len(written) + 1
    return " ".join(written for written, _, _ in out), places


def _joining(words: list[Word], before: list[str]) -> tuple[tuple[str, ...], int]:
    """Return what the language says where people join amounts or circumstances, and for how many words.

    `£5 and £6` is `£5 for £6`; `provided that A and B` is `given A, B`.
    """
    first, second = (words[n].text.lower() if n < len(words) else "" for n in range(2))
    is_given = "given" in before
    if first in ("and", ",") and plain_words(second or first)[0][:1] == "£":
        return ("for",), 1
    if first == "and" and is_given:
        return (",",), 1
    if first in _PROVIDED and not is_given:
        return ("given",), 1 + (second == "that")
    return (), 0


def _known_name(text: str, words: list[Word], table: NameTable, reserved: frozenset[str]) -> int:
    """Return how many words from the first on are one known name, 0 for none; a lone reserved word is none."""
    for length in range(min(table.longest, len(words)), 0, -1):
        typed = text[words[0].start : words[length - 1].end]
        if any(word.text != text[word.start : word.end] for word in words[:length]):
            continue
        if fold(typed) in table.things and not (length == 1 and typed.lower() in reserved):
            return length
    return 0


def _follows_function(out: list[tuple[str, int, int]], table: NameTable) -> bool:
    """Say whether what stands before is the function a question is about: the body that `of` names is where it lies."""
    if len(out) < 2 or out[-2][0] not in ("for", "exercise"):
        return False
    return any(sort == "function" for sort, _ in table.things.get(fold(out[-1][0].strip('"')), ()))


def _is_keyword(words: list[Word], index: int, reserved: frozenset[str]) -> bool:
    """Say whether a word is one of the language; `accountable` is only before `for`, else it begins a title."""
    word = plain_words(words[index].text.lower())[0]
    if word == "accountable":
        return index + 1 == len(words) or words[index + 1].text.lower() == "for"
    return word in reserved
