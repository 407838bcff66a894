"""What a person types, turned into a question: names recognised without quotes, any alias or code, any case.

In: the typed text and a scheme. Out: a question or diagnostics (GR009, GR010, GR013, GR101, GR102, GR105, GR108,
GR201), with "did you mean". Source: docs/reference/semantics.md, section 8.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.model import rules
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.resolve.daywords import plain_day
from govrules.resolve.habits import TOKEN, misread_days
from govrules.resolve.name_table import NameTable
from govrules.resolve.pence import basis_key, pence_of
from govrules.resolve.phrases import phrased
from govrules.resolve.typed_names import TypedNames
from govrules.resolve.typed_words import moved, quote_names, typed_span, words_of
from govrules.resolve.unread import Unread, misspelt, said_twice, with_nearest
from govrules.source import SourceText
from govrules.syntax.asked import STANCES, MeasureExpr, MoneyExpr, Ref
from govrules.syntax.day_words import parse_day
from govrules.syntax.day_words import written as written_day
from govrules.syntax.plain_question import read_plain
from govrules.syntax.questions import QuestionExpr

if TYPE_CHECKING:
    from govrules.model.facts import FactQuestion
    from govrules.model.reverse import ReverseQuestion

_FORWARD = ("accountable", "exercise", "officer", "may", "why_not")
_REVERSE = ("what_may", "delegated", "retains", "reserves", "keeps")
_OF_LINES = ("answers", "answering")
"""The questions of the grammar about one function, or an officer, in one body; those the other way round; and among the
others, which are about facts, those that can name a function. What only the last two sorts need is imported late."""
_LIST = (
    "the question asks for a list, and only an answer of its own can hold that",
    "ask it with `govrules ask`, or ask about one function",
)


@frozen
class Recognised:
    """A typed question as understood: the question, or why not; `text` is what places refer to.

    A `reverse` question and one about `facts` are none about one function: where only such a one will do, the
    diagnostics say so. `asks_changes`: it is asked when the answer changes.
    """

    question: Question | None
    diagnostics: tuple[Diagnostic, ...]
    text: SourceText
    reverse: "ReverseQuestion | None" = None
    facts: "FactQuestion | None" = None
    asks_changes: bool = False

    @property
    def is_read(self) -> bool:
        """Whether it is a question at all."""
        return any(one is not None for one in (self.question, self.reverse, self.facts))


def known_day(text: str) -> date | None:
    """Return the day a typed question names after `as known on`, None where it names none."""
    words = [found[0] for found in TOKEN.finditer(" ".join(text.split()))]
    for index in range(len(words) - 3):
        if [word.lower() for word in words[index : index + 3]] == ["as", "known", "on"]:
            return parse_day(plain_day(words[index + 3]))
    return None


def recognise(text: str, scheme: Scheme, names: NameTable | None = None) -> Recognised:
    """Understand a typed question; where it cannot be read, say what was understood and what can be asked.

    `names` is the table of the scheme's names, where it has been made before.
    """
    source = SourceText("question", " ".join(text.split()))
    table = names or NameTable(scheme)
    found, unread = _read(source, scheme, table)
    if found.is_read or unread is None:
        return found

    def readable(words: str) -> bool:
        return _read(SourceText("question", words), scheme, table)[0].is_read

    return Recognised(None, with_nearest(found.diagnostics, unread, readable), source)


def _read(source: SourceText, scheme: Scheme, table: NameTable) -> tuple[Recognised, Unread | None]:
    """Return a question as it is understood, or why it is not and what is known of it."""
    misread = misread_days(source)
    if misread:
        return Recognised(None, tuple(misread), source), None
    asked = phrased(words_of(source.text), table)
    written, places = quote_names(source.text, list(asked.words), table)
    expr, fault = _parsed(written, places)
    if expr is None or (expr.about and expr.kind not in _OF_LINES):
        wrong, mended = misspelt(source, table)
        if not wrong:
            wrong = [moved(fault, places, source) if fault is not None else said_twice(source)]
        return Recognised(None, tuple(wrong), source), Unread(source, table, mended, is_parsed=False)
    known = f" as known on {written_day(expr.known[0])}" if expr.known else ""
    reader = _Reader(scheme, table, source, places, known)
    return reader.read(expr, asked.asks_changes), Unread(source, table, reader.mended)


def _parsed(written: str, places: list[tuple[int, int, int]]) -> tuple[QuestionExpr | None, Diagnostic | None]:
    """Read a rewritten question: what is plain word by word, all else by the grammar, which says what is wrong."""
    edges = pairwise([*(offset for offset, _, _ in places), len(written) + 1])
    words = [(written[begin : end - 1], begin) for begin, end in edges]
    plain = read_plain(words, SourceText("question", written))
    if plain is not None:
        return plain, None
    from govrules.syntax.parse import parse_question

    return parse_question(written)


class _Reader(TypedNames):
    """Resolves the names of one parsed question."""

    def read(self, expr: QuestionExpr, asks_changes: bool) -> Recognised:
        """Return the question, or what is wrong with it."""
        on = self.once(expr.on, "the question names two days", "ask about one day")
        known = self.once(expr.known, "the question names two days to be known on", "ask as known on one day")
        if expr.kind in _REVERSE:
            return self._ended(reverse=self._reverse(expr, on, known), asks_changes=asks_changes)
        asks_holder = expr.kind == "officer" and expr.title is not None and self._is_post(expr.title.name.text)
        if asks_holder or expr.kind not in _FORWARD:
            from govrules.resolve.fact_questions import read_facts

            return self._ended(facts=read_facts(self, expr, on, known), asks_changes=asks_changes)
        return self._ended(self._forward(expr, on, known), asks_changes=asks_changes)

    def _is_post(self, name: str) -> bool:
        """Say whether a post is called so, and no title."""
        return not self.table.find(name, "title") and bool(self.table.find(name, "holder"))

    def _ended(
        self,
        question: Question | None = None,
        reverse: "ReverseQuestion | None" = None,
        facts: "FactQuestion | None" = None,
        asks_changes: bool = False,
    ) -> Recognised:
        if self.faults:
            return Recognised(None, tuple(self.faults), self.source)
        if question is None:
            self.misunderstood(*_LIST)
        return Recognised(question, tuple(self.faults), self.source, reverse, facts, asks_changes)

    def _forward(self, expr: QuestionExpr, on: date | None, known: date | None) -> Question | None:
        """Return a question about one function, or an officer, in one body."""
        kind = QuestionKind.MAY if expr.kind == "why_not" else QuestionKind(expr.kind)
        function = title = None
        bodies = list(expr.body)
        if expr.functions is not None:
            function = self.function(expr.functions)
        if expr.title is not None:
            title = self.one(expr.title.name, "title", "a title such as accountable officer")
            if isinstance(expr.title.owner, Ref):
                bodies.append(expr.title.owner)
        who = self.who(expr.who, bodies) if expr.who is not None else None
        body = self.body(bodies, who)
        if self.faults or body is None:
            return None
        amounts = self._amounts(expr, function, body)
        given = self._given(expr)
        concerning = self._concerning(expr, body)
        how = "why-not" if expr.kind == "why_not" else None
        return Question(kind, body, function, on, amounts, title, given, known, concerning, who, how)

    def _reverse(self, expr: QuestionExpr, on: date | None, known: date | None) -> "ReverseQuestion | None":
        """Return a question about what somebody may exercise or what a body keeps; without a body, about all."""
        from govrules.model.reverse import ReverseKind, ReverseQuestion

        who = self.who(expr.who) if expr.who is not None else None
        body = self.body(expr.body) if expr.body else None
        if self.faults:
            return None
        amounts = self._amounts(expr, None, body)
        given = self._given(expr)
        concerning = self._concerning(expr, body)
        kind = ReverseKind(expr.kind.replace("_", "-"))
        return ReverseQuestion(kind, who, body, on, amounts, given, known, concerning)

    def _amounts(self, expr: QuestionExpr, function: str | None, body: str | None) -> Mapping[str, int]:
        bases = sorted(_bearing(self.scheme, function, body)) if expr.amounts else []
        amounts: dict[str, int] = {}
        for money, measure in expr.amounts:
            pence = pence_of(money)
            if isinstance(pence, Diagnostic):
                self.faults.append(moved(pence, self.places, self.source))
                continue
            basis = self._only_basis(bases, money, measure)
            if basis in amounts:
                self.misunderstood("the question names two amounts of one kind", "name one of them")
            if basis is not None:
                amounts[basis] = pence
        return amounts

    def _given(self, expr: QuestionExpr) -> Mapping[str, bool]:
        given: dict[str, bool] = {}
        for ref, holds in expr.given:
            name = self.one(ref, "circumstance", "a circumstance")
            if name is not None and given.setdefault(name, holds) is not holds:
                self.misunderstood(f"the question gives {name} both ways", "give it one way")
        return given

    def _concerning(self, expr: QuestionExpr, body: str | None) -> str | None:
        """Return the person or post whose matter it is; a post without an owner is one of the body asked about."""
        if not expr.concerning:
            return None
        if len(expr.concerning) > 1:
            self.misunderstood("the question says twice whom the matter concerns", "say it once")
            return None
        who = expr.concerning[0]
        if not isinstance(who.owner, Ref) and self.table.find(who.name.text, "person"):
            return self.one(who.name, "person", "a person")
        owner = self.one(who.owner, "body", "a body or cluster") if isinstance(who.owner, Ref) else body
        posts = [id_ for id_ in self.table.find(who.name.text, "post") if self.scheme.posts[id_].owner == owner]
        if len(posts) == 1 or owner is None:
            return posts[0] if posts else None
        return self.one(who.name, "post", "a person or a post")

    def _only_basis(self, bases: list[str], money: MoneyExpr, measure: MeasureExpr | None) -> str | None:
        """Return the basis an amount is counted on, with its stance on VAT.

        What the question leaves out is what clauses on the function and body say, if they say one thing only; where
        they say nothing, the amount changes nothing.
        """
        if measure is not None:
            basis = self.one(measure.basis, "basis", "a basis")
            if basis is None or measure.vat is not None or basis in bases:
                return basis and basis_key(basis, measure.vat)
            bases = [key for key in bases if key in (basis_key(basis, stance) for stance in STANCES)] or [basis]
        if len(bases) > 1:
            listed = " or ".join(f"per {basis}" for basis in bases)
            self.faults.append(
                Diagnostic("GR108", "the amount does not say what it is counted on",
                           typed_span(money.span, self.places, self.source), "of what?", f"say {listed}")
            )  # fmt: skip
        return bases[0] if len(bases) == 1 else None


def _bearing(scheme: Scheme, function: str | None, body: str | None) -> Iterable[str]:
    """Return the bases that clauses on a function speak of, in a body, its areas or a group's members.

    Without a function, those that clauses on any speak of; without a body, those in every body.
    """
    leaves = frozenset(scheme.leaves_of(function) if function else scheme.functions)
    waiting = [body] if body else sorted(scheme.bodies)
    points: set[str] = set()
    while waiting:
        thing = waiting.pop()
        if thing not in points:
            points.update((thing, scheme.body_of(thing)))
            waiting += [m.member for m in scheme.memberships if m.group == thing]
            waiting += scheme.bodies[thing].areas if thing in scheme.bodies else ()
    speaking: tuple[rules.Delegation | rules.Keeping | rules.Prohibition | rules.Procedure, ...]
    speaking = (*scheme.delegations, *scheme.keepings, *scheme.prohibitions, *scheme.procedures)
    return {rule.limit.basis for rule in speaking if rule.limit and rule.body in points and rule.leaves & leaves}
