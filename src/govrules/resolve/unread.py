"""What to say of a question that cannot be read: the words not understood, what was understood, the nearest question.

In: what was typed, and the names that can stand in it. Out: diagnostics (GR013) with what can be asked instead. A
question is named only if it can be read. Source: docs/reference/semantics.md, section 8.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold, suggest
from govrules.resolve.habits import TOKEN, is_plain, plain_words
from govrules.resolve.name_table import NameTable
from govrules.source import SourceText

Mended = Mapping[tuple[int, int], str]
"""A better spelling for what stands from one offset of what was typed to another."""
WORDS = (
    "who", "is", "accountable", "for", "may", "exercise", "in", "on", "of", "per", "given", "including", "excluding",
    "known", "concerning", "why", "not", "what", "does", "retain", "reserve", "keep", "delegated", "to", "holds",
    "answers", "answer", "whom", "directs", "manages", "sits", "as", "which", "bodies", "clusters", "groups", "members",
    "are", "when", "did", "change", "the", "a", "do", "supposing",
)  # fmt: skip
_SORTS = {
    "function": "function", "body": "body", "holder": "post or committee", "post": "post", "person": "person",
    "title": "title", "circumstance": "circumstance",
}  # fmt: skip
_FORMS = (
    (("function", "holder", "body"), "may {holder} exercise {function} in {body}", ("may", "can", "allowed")),
    (("function", "body"), "who may exercise {function} in {body}", ("may", "can", "exercise", "approve", "spend")),
    (("function", "body"), "who is accountable for {function} in {body}", ()),
    (("title", "body"), "who is the {title} of {body}", ()),
    (("holder", "body"), "who holds {holder} of {body}", ("who", "holds")),
    (("holder",), "what may {holder} exercise", ()),
    (("body",), "what does {body} keep", ()),
)
"""Which names a question needs, how it is put, and the words that speak for it."""


@frozen
class _Named:
    """A name that was understood: of which sort, as typed, from offset `start` to `end`."""

    sort: str
    text: str
    start: int
    end: int


@frozen
class Unread:
    """What is known of a question that is not understood; `is_parsed`: only its names are at fault."""

    source: SourceText
    table: NameTable
    mended: Mended
    is_parsed: bool = True


def misspelt(source: SourceText, table: NameTable) -> tuple[list[Diagnostic], Mended]:
    """Return a diagnostic for each word that is neither of questions nor of known names, but close to one."""
    known = {part for name in table.things for part in name.split()}
    faults: list[Diagnostic] = []
    mended: dict[tuple[int, int], str] = {}
    for word in TOKEN.finditer(source.text):
        typed = word[0].lower()
        if typed in WORDS or fold(typed) in known or is_plain(typed) or len(plain_words(typed)) > 1:
            continue
        close = suggest(typed, WORDS, most=1) or suggest(typed, known, most=1)
        if close:
            span = source.span(word.start(), word.end())
            mended[word.start(), word.end()] = close[0]
            faults.append(Diagnostic("GR013", f'the question cannot be read at "{word[0]}"', span, "not understood",
                                     f"did you mean `{close[0]}`?"))  # fmt: skip
    return faults, mended


def said_twice(source: SourceText) -> Diagnostic:
    """Return the diagnostic for a question that says twice what it is about."""
    span = source.span(0, len(source.text))
    return Diagnostic("GR013", "the question says twice what it is about", span, "", "ask about one function")


def with_nearest(
    faults: Sequence[Diagnostic], unread: Unread, readable: Callable[[str], bool]
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a question; the last of it with what was understood and the nearest question."""
    *others, last = faults
    understood = list(_names(unread.source.text, unread.table))
    tried = [_spelt_better(unread.source.text, unread.mended)] if unread.mended else []
    tried += [] if unread.is_parsed else _put_otherwise(unread.source.text, understood)
    nearest = next(filter(readable, tried), None)
    if nearest is not None:
        close = f"{last.help} " if last.help.startswith("did you mean") else ""
        last = evolve(last, help=f"{close}ask `{nearest}`")
    if understood and not unread.is_parsed:
        said = ", ".join(f"{one.text} ({_sort(one.sort)})" for one in understood)
        last = evolve(last, label=f"not understood; understood: {said}")
    return (*others, last)


def _spelt_better(text: str, mended: Mended) -> str:
    for (start, end), better in sorted(mended.items(), reverse=True):
        text = text[:start] + better + text[end:]
    return text


def _names(text: str, table: NameTable) -> Iterator[_Named]:
    """Yield the names in what was typed, the longest that begins at a word each time."""
    words = list(TOKEN.finditer(text))
    index = 0
    while index < len(words):
        for length in range(min(table.longest, len(words) - index), 0, -1):
            start, end = words[index].start(), words[index + length - 1].end()
            typed = text[start:end]
            sorts = {sort for sort, _ in table.things.get(fold(typed), ())}
            if sorts and not (length == 1 and typed.lower() in WORDS):
                yield _Named(next((sort for sort in _SORTS if sort in sorts), "name"), typed, start, end)
                index += length - 1
                break
        index += 1


def _put_otherwise(text: str, names: Sequence[_Named]) -> Iterator[str]:
    """Yield questions made of the names that were understood, those first for which a word speaks."""
    said = {fold(word[0]) for word in TOKEN.finditer(text)}
    found = {one.sort: one.text for one in reversed(names) if one.sort in ("function", "body", "holder", "title")}
    days = [word[0] for word in TOKEN.finditer(text) if is_plain(word[0]) and word[0][0].isalnum()]
    tail = f" on {days[0]}" if len(days) == 1 else ""
    forms = [(put, speaking) for needed, put, speaking in _FORMS if all(sort in found for sort in needed)]
    for put, _ in sorted(forms, key=lambda form: not said & set(form[1])):
        yield put.format(**found) + tail


def _sort(sort: str) -> str:
    return f"a {_SORTS.get(sort, sort)}"
