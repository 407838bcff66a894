"""Plain questions: read word by word, as nearly all that are asked are, without building the grammar.

In: the words of a question whose names stand in quotes, and where each begins. Out: a question expression, or None for
whatever is not plain: then the grammar reads it, and says what is wrong. Promise: what is read here is what the grammar
makes of it (`question` in `grammar/govrules.lark`), places included; a test compares them.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from govrules.source import SourceText, Span
from govrules.syntax.asked import STANCES, FunctionsExpr, HolderExpr, MeasureExpr, MoneyExpr, Ref
from govrules.syntax.day_words import parse_day
from govrules.syntax.questions import QuestionExpr

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}\s+[A-Z][a-z]+\s+[0-9]{4}")
_MONEY = re.compile(r"[£€$][0-9]+(,[0-9]+)*(\.[0-9]+)?")
_NAME = re.compile(r'"[^"\n]*"')
_ASKED = (
    ("accountable", "who is accountable for {functions}"),
    ("exercise", "who may exercise {functions}"),
    ("officer", "who is the {holder}"),
    ("officer", "who is {holder}"),
    ("may", "may {holder} exercise {functions}"),
    ("why_not", "why may {holder} not exercise {functions}"),
    ("what_may", "what may {holder} exercise"),
    ("delegated", "what is delegated to {holder}"),
    ("retains", "what does {ref} retain"),
    ("reserves", "what does {ref} reserve"),
    ("keeps", "what does {ref} keep"),
    ("holds", "who is in {holder}"),
    ("answers", "{holder} answers to who"),
    ("answering", "who answers to {holder}"),
    ("directed", "who directed {ref}"),
    ("managed", "who managed {ref}"),
    ("sits", "who sits as {holder}"),
    ("designates", "who designates {holder} as {ref}"),
    ("groups", "what is {ref} member of"),
    ("members", "who is member of {ref}"),
)
"""The questions there are, as the words of each, with what stands between them."""


class _NotPlainError(Exception):
    """The grammar is to read the question."""


def read_plain(words: Sequence[tuple[str, int]], source: SourceText) -> QuestionExpr | None:
    """Return the question that words make, each with the offset in `source` at which it begins; None: not plain."""
    for kind, form in _ASKED:
        reader = _Reader(words, source)
        try:
            found = reader.form(form)
        except _NotPlainError:
            continue
        try:
            return reader.question(kind, found)
        except _NotPlainError:
            return None
    return None


class _Reader:
    """Reads the words from the first on."""

    def __init__(self, words: Sequence[tuple[str, int]], source: SourceText) -> None:
        self.words, self.source, self.at = words, source, 0

    def form(self, form: str) -> dict[str, Any]:
        """Return what stands in the places of a form, by their names."""
        readers: dict[str, Callable[[], Any]] = {
            "{functions}": self.functions, "{holder}": self.holder, "{ref}": self.ref
        }  # fmt: skip
        found: dict[str, Any] = {}
        for part in form.split():
            if part in readers:
                found[part.strip("{}")] = readers[part]()
            else:
                self.word(part)
        return found

    def question(self, kind: str, named: dict[str, Any]) -> QuestionExpr:
        """Return the question whose first words are read, with whatever follows them."""
        bodies: list[Ref] = [named["ref"]] if "ref" in named else []
        holder = named.get("holder")
        title, who = (holder, None) if kind == "officer" else (None, holder)
        if kind == "designates":
            title = HolderExpr(bodies[0], None, bodies.pop().span)
        on: list[date] = []
        amounts: list[tuple[MoneyExpr, MeasureExpr | None]] = []
        given: list[tuple[Ref, bool]] = []
        known: list[date] = []
        concerning: list[HolderExpr] = []
        about: list[FunctionsExpr] = []
        while not self.is_over():
            match self.next():
                case "in":
                    bodies.append(self.ref())
                case "on":
                    on.append(self.day())
                case "for" if self.has_name():
                    about.append(self.functions())
                case "for":
                    amounts.append(self.amount())
                case "given":
                    given += self.facts()
                case "as":
                    self.word("known")
                    self.word("on")
                    known.append(self.day())
                case "concerning":
                    concerning.append(self.holder())
                case _:
                    raise _NotPlainError
        return QuestionExpr(kind, named.get("functions"), title, tuple(bodies), tuple(on), tuple(amounts),
                            tuple(given), tuple(known), tuple(concerning), who, tuple(about))  # fmt: skip

    def is_over(self) -> bool:
        rest = [word for word, _ in self.words[self.at :]]
        return rest in ([], ["?"])

    def has(self, word: str) -> bool:
        return self.at < len(self.words) and self.words[self.at][0] == word

    def has_name(self) -> bool:
        return self.at < len(self.words) and _NAME.fullmatch(self.words[self.at][0]) is not None

    def next(self) -> str:
        if self.at == len(self.words):
            raise _NotPlainError
        self.at += 1
        return self.words[self.at - 1][0]

    def word(self, wanted: str) -> None:
        if self.next() != wanted:
            raise _NotPlainError

    def matching(self, pattern: re.Pattern[str]) -> str:
        found = self.next()
        if not pattern.fullmatch(found):
            raise _NotPlainError
        return found

    def span(self, first: int) -> Span:
        """Return the place from word number `first` to the last one read."""
        last, begins = self.words[self.at - 1]
        return self.source.span(self.words[first][1], begins + len(last))

    def ref(self) -> Ref:
        return Ref(self.matching(_NAME)[1:-1], True, self.span(self.at - 1))

    def holder(self) -> HolderExpr:
        first = self.at
        name, owner = self.ref(), None
        if self.has("of"):
            self.at += 1
            owner = self.ref()
        return HolderExpr(name, owner, self.span(first))

    def functions(self) -> FunctionsExpr:
        name = self.ref()
        return FunctionsExpr((name,), False, False, (), name.span)

    def day(self) -> date:
        found = parse_day(self.matching(_DAY))
        if found is None:
            raise _NotPlainError
        return found

    def amount(self) -> tuple[MoneyExpr, MeasureExpr | None]:
        money = MoneyExpr(self.matching(_MONEY), self.span(self.at - 1))
        if not self.has("per"):
            return money, None
        first, stance = self.at, None
        self.at += 1
        basis = self.ref()
        if any(self.has(word) for word in STANCES):
            stance = self.next()
            self.word("VAT")
        return money, MeasureExpr(basis, stance, self.span(first))

    def facts(self) -> list[tuple[Ref, bool]]:
        found = [self.fact()]
        while self.has(","):
            self.at += 1
            found.append(self.fact())
        return found

    def fact(self) -> tuple[Ref, bool]:
        holds = not self.has("not")
        self.at += not holds
        return self.ref(), holds
