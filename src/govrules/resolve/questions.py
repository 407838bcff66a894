"""What a person types, turned into a question: names recognised without quotes, any alias or code, any case.

In: the typed text and a scheme. Out: a `Question` or diagnostics (GR009, GR010, GR013, GR101, GR105, GR108), with
"did you mean". Source: docs/reference/semantics.md, section 8.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold, suggest
from govrules.model import rules
from govrules.model.question import Question, QuestionKind
from govrules.model.reverse import ReverseKind, ReverseQuestion
from govrules.model.scheme import Scheme
from govrules.resolve.daywords import plain_day
from govrules.resolve.habits import TOKEN, is_plain, misread_day, plain_words
from govrules.resolve.limits import basis_key
from govrules.resolve.marks import pence_of
from govrules.resolve.name_table import NameTable
from govrules.resolve.record import written as written_day
from govrules.source import SourceText, Span
from govrules.syntax import ast, parse_question, question_words
from govrules.syntax.parts_builder import STANCES, parse_day

_ARTICLE = "the"
_MOST_NAMED = 3
_WORDS = (
    "who", "is", "accountable", "for", "may", "exercise", "in", "on", "of", "per", "given", "including", "excluding",
    "known", "concerning", "why", "not", "what", "does", "retain", "reserve", "keep", "delegated", "to",
)  # fmt: skip
_REVERSE = {kind.value.replace("-", "_"): kind for kind in ReverseKind}
_STANCE = re.compile(r"(including|excluding) +VAT\b", re.IGNORECASE)


@frozen
class Recognised:
    """A typed question as understood: the question, or why not; `text` is what places refer to.

    A `reverse` question is none about one function: where only such a one will do, the diagnostics say so.
    """

    question: Question | None
    diagnostics: tuple[Diagnostic, ...]
    text: SourceText
    reverse: ReverseQuestion | None = None


@frozen
class _Word:
    """One word of what was typed, from offset `start` to `end`."""

    text: str
    start: int
    end: int


def known_day(text: str) -> date | None:
    """Return the day a typed question names after `as known on`, None where it names none."""
    words = [found[0] for found in TOKEN.finditer(" ".join(text.split()))]
    for index in range(len(words) - 3):
        if [word.lower() for word in words[index : index + 3]] == ["as", "known", "on"]:
            return parse_day(plain_day(words[index + 3]))
    return None


def recognise(text: str, scheme: Scheme) -> Recognised:
    """Understand a typed question."""
    source = SourceText("question", " ".join(text.split()))
    table = NameTable(scheme)
    written, places = _quote_names(source.text, table)
    expr, fault = parse_question(written)
    misread = misread_day(source)
    if misread is not None:
        return Recognised(None, (misread,), source)
    if expr is None:
        assert fault is not None
        return Recognised(None, (_misspelt_word(source, table) or _moved(fault, places, source),), source)
    known = f" as known on {written_day(expr.known[0])}" if expr.known else ""
    return _Reader(scheme, table, source, places, known).read(expr)


def _misspelt_word(source: SourceText, table: NameTable) -> Diagnostic | None:
    """Return a diagnostic for the first word that is neither of questions nor of known names, but close to one."""
    known = {part for name in table.things for part in name.split()}
    for word in TOKEN.finditer(source.text):
        typed = word[0].lower()
        if typed in _WORDS or typed in known or len(plain_words(typed)) > 1:
            continue
        close = suggest(typed, _WORDS, most=1) or suggest(typed, known, most=1)
        if close:
            span = source.span(word.start(), word.end())
            return Diagnostic("GR013", f'the question cannot be read at "{word[0]}"', span, "not understood",
                              f"did you mean `{close[0]}`?")  # fmt: skip
    return None


def _moved(fault: Diagnostic, places: list[tuple[int, int, int]], source: SourceText) -> Diagnostic:
    """Return a diagnostic about the rewritten question as one about what was typed."""
    span = _typed_span(fault.span, places, source) if fault.span else None
    return Diagnostic(fault.code, fault.message, span, fault.label, fault.help)


def _typed_span(span: Span, places: list[tuple[int, int, int]], source: SourceText) -> Span:
    for written, start, end in places:
        if written == span.start:
            return source.span(start, end)
    return source.span(len(source.text), len(source.text))


def _quote_names(text: str, table: NameTable) -> tuple[str, list[tuple[int, int, int]]]:
    """Put names in quotes. Returns the text, and for each word where it begins there and stood in what was typed.

    A run of words that is a known name is taken as long as possible; other words that are not words of the language
    are put together as one unknown name, for "did you mean".
    """
    reserved = question_words()
    words = [_Word(m[0], m.start(), m.end()) for m in TOKEN.finditer(text)]
    out: list[tuple[str, int, int]] = []
    unknown: list[_Word] = []

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
        if word.text.lower() == _ARTICLE:
            pass
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


def _known_name(text: str, words: list[_Word], table: NameTable, reserved: frozenset[str]) -> int:
    """Return how many words from the first on are one known name, 0 for none; a lone reserved word is none."""
    for length in range(min(table.longest, len(words)), 0, -1):
        typed = text[words[0].start : words[length - 1].end]
        if fold(typed) in table.things and not (length == 1 and typed.lower() in reserved):
            return length
    return 0


def _is_keyword(words: list[_Word], index: int, reserved: frozenset[str]) -> bool:
    """Say whether a word is one of the language; `accountable` is only before `for`, else it begins a title."""
    word = plain_words(words[index].text.lower())[0]
    if word == "accountable":
        return index + 1 == len(words) or words[index + 1].text.lower() == "for"
    return word in reserved


@frozen
class _Reader:
    """Resolves the names of one parsed question."""

    scheme: Scheme
    table: NameTable
    source: SourceText
    places: list[tuple[int, int, int]]
    known: str

    def read(self, expr: ast.QuestionExpr) -> Recognised:
        if expr.kind in _REVERSE:
            return self._read_reverse(expr)
        faults: list[Diagnostic] = []
        kind = QuestionKind.MAY if expr.kind == "why_not" else QuestionKind(expr.kind)
        function = title = None
        bodies = list(expr.body)
        if expr.functions is not None:
            function = self._function(expr.functions, faults)
        if expr.title is not None:
            title = self._one(expr.title.name, "title", "a title such as accountable officer", faults)
            if isinstance(expr.title.owner, ast.Ref):
                bodies.append(expr.title.owner)
        who = self._who(expr.who, faults) if expr.who is not None else None
        body = self._body(bodies, faults)
        on = expr.on[0] if expr.on else None
        if len(expr.on) > 1:
            faults.append(self._misunderstood("the question names two days", "ask about one day"))
        if faults or body is None:
            return Recognised(None, tuple(faults), self.source)
        if len(expr.known) > 1:
            faults.append(self._misunderstood("the question names two days to be known on", "ask as known on one day"))
        amounts = self._amounts(expr, function, body, faults)
        given = self._given(expr, faults)
        concerning = self._concerning(expr, body, faults)
        if faults:
            return Recognised(None, tuple(faults), self.source)
        known = expr.known[0] if expr.known else None
        how = "why-not" if expr.kind == "why_not" else None
        question = Question(kind, body, function, on, amounts, title, given, known, concerning, who, how)
        return Recognised(question, (), self.source)

    def _read_reverse(self, expr: ast.QuestionExpr) -> Recognised:
        """Return a question about what somebody may exercise or what a body keeps; without a body, about all."""
        faults: list[Diagnostic] = []
        kind = _REVERSE[expr.kind]
        who = self._who(expr.who, faults) if expr.who is not None else None
        body = self._body(list(expr.body), faults) if expr.body else None
        for several, problem in ((expr.on, ""), (expr.known, " to be known on")):
            if len(several) > 1:
                faults.append(self._misunderstood(f"the question names two days{problem}", "name one day"))
        if faults:
            return Recognised(None, tuple(faults), self.source)
        amounts = self._amounts(expr, None, body, faults)
        given = self._given(expr, faults)
        concerning = self._concerning(expr, body, faults)
        if faults:
            return Recognised(None, tuple(faults), self.source)
        on, known = (several[0] if several else None for several in (expr.on, expr.known))
        question = ReverseQuestion(kind, who, body, on, amounts, given, known, concerning)
        problem = "the question asks for a list, and only an answer of its own can hold that"
        told = self._misunderstood(problem, "ask it with `govrules ask`, or ask about one function")
        return Recognised(None, (told,), self.source, question)

    def _who(self, expr: ast.HolderExpr, faults: list[Diagnostic]) -> str | None:
        """Return who a question is about: by name and owner a post or organ, by name alone also a person or a body."""
        if not isinstance(expr.owner, ast.Ref):
            return self._one_of(expr.name, "holder", self.table.find(expr.name.text, "holder"), faults)
        owner = self._one(expr.owner, "body", "a body or cluster", faults)
        if owner is None:
            return None
        named = self.table.find(expr.name.text, "holder")
        theirs = [id_ for id_ in named if owner in self._owners(id_)]
        if not theirs and named:
            of = [f"{expr.name.text} of {self.table.display(name)}" for id_ in named for name in self._owners(id_)]
            span = _typed_span(expr.name.span, self.places, self.source)
            problem = f'{self.table.display(owner)} has no post or organ "{expr.name.text}"'
            faults.append(Diagnostic("GR101", problem, span, "not one of its posts", _rather(of)))
            return None
        return self._one_of(expr.name, "holder", theirs, faults)

    def _owners(self, id_: str) -> tuple[str, ...]:
        if id_ in self.scheme.posts:
            return (self.scheme.posts[id_].owner,)
        return self.scheme.organs[id_].owners if id_ in self.scheme.organs else ()

    def _function(self, expr: ast.FunctionsExpr, faults: list[Diagnostic]) -> str | None:
        if expr.everything or len(expr.names) != 1 or expr.exceptions:
            faults.append(self._misunderstood("the question is about more than one function", "ask about one function"))
            return None
        return self._one(expr.names[0], "function", "a function", faults)

    def _body(self, refs: list[ast.Ref], faults: list[Diagnostic]) -> str | None:
        if len(refs) != 1:
            problem = "the question does not say in which body" if not refs else "the question names several bodies"
            faults.append(self._misunderstood(problem, "name one body or cluster: `... in NHS Bexley ...`"))
            return None
        return self._one(refs[0], "body", "a body or cluster", faults)

    def _one(self, ref: ast.Ref, sort: str, wanted: str, faults: list[Diagnostic]) -> str | None:
        return self._one_of(ref, sort, self.table.find(ref.text, sort), faults, wanted)

    def _one_of(
        self,
        ref: ast.Ref,
        sort: str,
        found: list[str],
        faults: list[Diagnostic],
        wanted: str = "a post, person, committee, body or cluster",
    ) -> str | None:
        if len(found) == 1:
            return self._able(found[0], ref, faults) if sort == "holder" else found[0]
        span = _typed_span(ref.span, self.places, self.source)
        if found:
            faults.append(
                Diagnostic("GR105", f'"{ref.text}" is the name of several things', span, "which of them is meant?",
                           "ask about " + " or ".join(f"`{self.table.typed(name)}`" for name in found[:_MOST_NAMED]))
            )  # fmt: skip
            return None
        others = self.table.others(ref.text)
        if others:
            faults.append(
                Diagnostic("GR102", f'"{ref.text}" is a {others[0]}, not {wanted}', span, f"{wanted} is needed here",
                           f"name {wanted}")
            )  # fmt: skip
            return None
        close = suggest(ref.text, self.table.spelt[sort])
        help_ = f"did you mean {' or '.join(close)}?" if close else f"name {wanted} that the rule files declare"
        faults.append(
            Diagnostic(
                "GR101",
                f'nothing called "{ref.text}" is declared{self.known}',
                span,
                f"not the name of {wanted}",
                help_,
            )
        )
        return None

    def _able(self, id_: str, ref: ast.Ref, faults: list[Diagnostic]) -> str | None:
        """Return somebody who can hold a function: of a cluster only where it has one joint committee (GR201)."""
        if id_ not in self.scheme.groups or len(self.scheme.joint_committees(id_)) == 1:
            return id_
        several = self.scheme.joint_committees(id_)
        problem = f"has {len(several)} joint committees" if several else "has no joint committee"
        name = self.table.display(id_)
        faults.append(
            Diagnostic("GR201", f"{name} {problem} and holds nothing itself",
                       _typed_span(ref.span, self.places, self.source),
                       "a cluster is no legal person", "ask about a post, a committee or a member of it")
        )  # fmt: skip
        return None

    def _misunderstood(self, message: str, help_: str) -> Diagnostic:
        return Diagnostic("GR013", message, self.source.span(0, len(self.source.text)), "", help_)

    def _amounts(
        self, expr: ast.QuestionExpr, function: str | None, body: str | None, faults: list[Diagnostic]
    ) -> Mapping[str, int]:
        bases = sorted(_bearing(self.scheme, function, body))
        amounts: dict[str, int] = {}
        for money, measure in expr.amounts:
            pence = pence_of(money)
            if isinstance(pence, Diagnostic):
                faults.append(_moved(pence, self.places, self.source))
                continue
            basis = self._only_basis(bases, measure, faults)
            if basis in amounts:
                faults.append(self._misunderstood("the question names two amounts of one kind", "name one of them"))
            if basis is not None:
                amounts[basis] = pence
        return amounts

    def _given(self, expr: ast.QuestionExpr, faults: list[Diagnostic]) -> Mapping[str, bool]:
        given: dict[str, bool] = {}
        for ref, holds in expr.given:
            name = self._one(ref, "circumstance", "a circumstance", faults)
            if name is not None and given.setdefault(name, holds) is not holds:
                faults.append(self._misunderstood(f"the question gives {name} both ways", "give it one way"))
        return given

    def _concerning(self, expr: ast.QuestionExpr, body: str | None, faults: list[Diagnostic]) -> str | None:
        """Return the person or post whose matter it is; a post without an owner is one of the body asked about."""
        if not expr.concerning:
            return None
        if len(expr.concerning) > 1:
            faults.append(self._misunderstood("the question says twice whom the matter concerns", "say it once"))
            return None
        who = expr.concerning[0]
        if not isinstance(who.owner, ast.Ref) and self.table.find(who.name.text, "person"):
            return self._one(who.name, "person", "a person", faults)
        owner = self._one(who.owner, "body", "a body or cluster", faults) if isinstance(who.owner, ast.Ref) else body
        posts = [id_ for id_ in self.table.find(who.name.text, "post") if self.scheme.posts[id_].owner == owner]
        if len(posts) == 1 or owner is None:
            return posts[0] if posts else None
        return self._one(who.name, "post", "a person or a post", faults)

    def _only_basis(self, bases: list[str], measure: ast.MeasureExpr | None, faults: list[Diagnostic]) -> str | None:
        """Return the basis an amount is counted on, with its stance on VAT.

        What the question leaves out is what clauses on the function and body say, if they say one thing only; where
        they say nothing, the amount changes nothing.
        """
        if measure is not None:
            basis = self._one(measure.basis, "basis", "a basis", faults)
            if basis is None or measure.vat is not None or basis in bases:
                return basis and basis_key(basis, measure.vat)
            bases = [key for key in bases if key in (basis_key(basis, stance) for stance in STANCES)] or [basis]
        if len(bases) > 1:
            listed = " or ".join(f"per {basis}" for basis in bases)
            faults.append(
                Diagnostic("GR108", "the amount does not say what it is counted on",
                           self.source.span(0, len(self.source.text)), "", f"say {listed}")
            )  # fmt: skip
        return bases[0] if len(bases) == 1 else None


def _rather(names: list[str]) -> str:
    """Return the help "did you mean" for what is called so elsewhere."""
    shown = sorted(set(names))
    more = " ..." if len(shown) > _MOST_NAMED else ""
    return f"did you mean {' or '.join(shown[:_MOST_NAMED])}{more}?"


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
