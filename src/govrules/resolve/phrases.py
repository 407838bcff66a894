"""What people say, put into the words the language has for questions.

In: the words of a typed question, and the names that can stand in it. Out: the words of one of the grammar's questions,
each with the place of what was typed. Nothing here knows a field. Source: docs/reference/semantics.md, section 8.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from govrules.diagnostics.suggest import fold
from govrules.resolve.habits import plain_words
from govrules.resolve.name_table import NameTable
from govrules.resolve.typed_words import Word

_ARTICLES = ("the", "a", "an")
_FORMS: tuple[tuple[str, str, str, str], ...] = (
    ("who holds", "", "who is in", ""),
    ("who directs", "", "who directed", ""),
    ("who manages", "", "who managed", ""),
    ("to whom does", "answer", "", "answers to who"),
    ("to who does", "answer", "", "answers to who"),
    ("whom does", "answer to", "", "answers to who"),
    ("who does", "answer to", "", "answers to who"),
    ("who are members of", "", "who is member of", ""),
    ("what are members of", "", "who is member of", ""),
    ("which bodies are members of", "", "who is member of", ""),
    ("which bodies are in", "", "who is member of", ""),
    *(
        form
        for groups in ("groups", "clusters", "group", "cluster")
        for form in (
            (f"which {groups} is", "in", "what is", "member of"),
            (f"in which {groups} is", "", "what is", "member of"),
            (f"which {groups} is", "member of", "what is", "member of"),
            (f"of which {groups} is", "member", "what is", "member of"),
            (f"which {groups} does", "belong to", "what is", "member of"),
            (f"to which {groups} does", "belong", "what is", "member of"),
        )
    ),
    ("what is", "member of", "what is", "member of"),
    ("who is member of", "", "who is member of", ""),
    ("what may", "do", "what may", "exercise"),
)
"""How a question begins, what closes the name after that, and what the language says before and behind the name."""
_WHOSE = ("of which bodies is", "for which bodies is", "which bodies is", "of which body is", "for which body is")
_DOING = (
    "sign off on", "sign off", "sign of", "decide on", "carry out", "give approval for", "sign", "approve", "authorise",
    "authorize", "decide", "take", "make", "use", "let", "award", "grant", "agree", "perform", "do",
)  # fmt: skip
"""What people say for `exercise`, before the name of a function."""
_TAIL = ("on", "as", "in", "for", "given", "concerning", "?")
_ASKING = ("who", "whom", "what", "why", "may", "can", "to", "of", "for", "which", "in")


@frozen
class Phrased:
    """The words of a question of the grammar; `asks_changes`: it is asked when the answer changes."""

    words: tuple[Word, ...]
    asks_changes: bool = False


def phrased(words: Sequence[Word], table: NameTable) -> Phrased:
    """Return a typed question in the words of the language; what is in none of the forms known here as it is."""
    inner = _of_changes(words)
    words = inner if inner is not None else words
    for lead, close, before, behind in _FORMS:
        found = _refilled(words, lead, close, before, behind)
        if found is not None:
            return Phrased(found, inner is not None)
    return Phrased(_with_title(words, table) or tuple(_exercising(words, table)), inner is not None)


def _of_changes(words: Sequence[Word]) -> Sequence[Word] | None:
    """Return the question whose answer changes, of `when did ... change`."""
    rest = _after(words, "when did") or _after(words, "when does") or _after(words, "when will")
    if rest is None:
        return None
    end = next((index for index, word in enumerate(rest) if fold(word.text) in ("change", "changes")), None)
    if end is None or end == 0:
        return None
    inner, tail = rest[:end], rest[end + 1 :]
    if fold(inner[0].text) not in _ASKING:
        at = inner[0].start
        inner = [Word("who", at, at), Word("is", at, at), *inner]
    return [*inner, *tail]


def _after(words: Sequence[Word], lead: str) -> Sequence[Word] | None:
    """Return the words behind a beginning, articles in it passed over; None where the question begins otherwise."""
    index = 0
    for wanted in lead.split():
        while index < len(words) and fold(words[index].text) in _ARTICLES:
            index += 1
        if index == len(words) or plain_words(fold(words[index].text))[0] != wanted:
            return None
        index += 1
    return words[index:]


def _refilled(words: Sequence[Word], lead: str, close: str, before: str, behind: str) -> tuple[Word, ...] | None:
    """Return a question of one form in the words of the language."""
    rest = _after(words, lead)
    if rest is None:
        return None
    if not close:
        end = next((index for index, word in enumerate(rest) if index and fold(word.text) in _TAIL), len(rest))
        last = [_said(behind, rest[end - 1])] if behind and rest else []
        return (*_said(before, words[0]), *rest[:end], *(one for said in last for one in said), *rest[end:])
    for index in range(1, len(rest)):
        tail = _after(rest[index:], close)
        if tail is not None and fold(rest[index].text) not in _ARTICLES[:1]:
            return (*_said(before, words[0]), *rest[:index], *_said(behind, rest[index]), *tail)
    return None


def _said(text: str, at: Word) -> Iterator[Word]:
    yield from (evolve(at, text=word) for word in text.split())


def _with_title(words: Sequence[Word], table: NameTable) -> tuple[Word, ...] | None:
    """Return `of which bodies is P TITLE` as who designates P as that."""
    rest = next((found for found in (_after(words, lead) for lead in _WHOSE) if found is not None), None)
    if rest is None:
        return None
    for index in range(1, len(rest)):
        for end in range(len(rest), index, -1):
            title = fold(" ".join(word.text for word in rest[index:end] if fold(word.text) not in _ARTICLES))
            if any(sort == "title" for sort, _ in table.things.get(title, ())):
                tail = rest[end:]
                tail = tail[1:] if tail and fold(tail[0].text) in ("of", "for", "in") else tail
                who = rest[: index - 1] if fold(rest[index - 1].text) in _ARTICLES else rest[:index]
                return (
                    *_said("who designates", words[0]), *who, *_said("as", rest[index]), *rest[index:end], *tail,
                )  # fmt: skip
    return None


def _exercising(words: Sequence[Word], table: NameTable) -> Iterator[Word]:
    """Yield the words with what people say for `exercise` as that; a name that begins so is left alone."""
    texts = [fold(word.text) for word in words]
    may = next((index for index, text in enumerate(texts) if text in ("may", "can")), None)
    if may is None or "exercise" in texts:
        yield from words
        return
    index = 0
    while index < len(words):
        doing = _doing(texts[index:]) if index > may else 0
        if doing and (index == may + 1 or texts[may - 1 : may] != ["who"]) and not _names(texts[index:], table):
            yield evolve(words[index], text="exercise", end=words[index + doing - 1].end)
            yield from words[index + doing :]
            return
        yield words[index]
        index += 1


def _doing(texts: Sequence[str]) -> int:
    """Return how many words say `exercise` here, 0 for none."""
    for form in _DOING:
        for count in range(1, len(form.split()) + 1):
            if " ".join(texts[:count]) == form:
                return count
    return 0


def _names(texts: Sequence[str], table: NameTable) -> bool:
    """Say whether a known name of several words begins here."""
    longest = min(table.longest, len(texts))
    return any(" ".join(texts[:length]) in table.things for length in range(2, longest + 1))
