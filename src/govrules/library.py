"""A set of rule files, read and understood: what can be asked of it.

In: a scheme with the texts it was read from; typed questions; a day, for the record as it stood then. Out: answers,
tables, findings, exports. Promise: nothing that an author or asker writes raises; it comes back as diagnostics.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field

from govrules.diagnostics import Diagnostic, Severity
from govrules.render.reply import Found as Found
from govrules.render.reply import Reply as Reply
from govrules.source import SourceText

if TYPE_CHECKING:
    from govrules.cases import Case, Engine, Result
    from govrules.checks import Findings, Settings
    from govrules.checks.kept import KeptByBody
    from govrules.compile import Compiled
    from govrules.model.answer import Answer, Notice
    from govrules.model.decision import Decision
    from govrules.model.facts import FactAnswer, FactQuestion
    from govrules.model.matrix import Matrix
    from govrules.model.question import Question
    from govrules.model.reverse import ReverseAnswer, ReverseQuestion
    from govrules.model.scheme import Scheme
    from govrules.picture import Graph
    from govrules.render.view import View
    from govrules.resolve import History
    from govrules.resolve.name_table import NameTable, Things
    from govrules.resolve.questions import Recognised
    from govrules.resolve.what_if import Supposition
    from govrules.syntax.ast import Statement
    from govrules.workspace.artefact import Contents
    from govrules.workspace.later import LaterHistory
    from govrules.workspace.stamps import Stamp


@define(slots=False)
class Library:
    """A set of rule files, read and understood. `texts` are the files by path.

    `history` is what was known when (None: the record is not asked about); `left_out` names, in words, what this state
    of the record leaves out because it leans on something recorded later.
    """

    scheme: "Scheme"
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, SourceText]
    history: "History | LaterHistory | None" = None
    left_out: str = ""
    _unread: tuple[Diagnostic, ...] = ()
    _states: "dict[int, Library]" = field(factory=dict, eq=False, repr=False)
    _kept_names: "tuple[Things, int] | None" = field(default=None, eq=False, repr=False)
    _stamps: "tuple[Stamp, ...]" = field(default=(), eq=False, repr=False)

    @property
    def ok(self) -> bool:
        """Say whether no statement had to be left out."""
        return all(diagnostic.severity < Severity.ERROR for diagnostic in self.diagnostics)

    @cached_property
    def compiled(self) -> "Compiled":
        """The scheme made ready for questions."""
        from govrules.compile import compile_scheme

        return compile_scheme(self.scheme)

    def known_on(self, day: date | None) -> "Library":
        """Return the rule files as they were known on a day (None: as they are known here)."""
        if day is None or self.history is None:
            return self
        number = self.history.number(day)
        if number not in self._states:
            state = self.history.state(day)
            self._states[number] = Library(
                state.scheme, _in_order([*self._unread, *state.diagnostics]), self.texts, self.history,
                self.history.names(state.left_out), self._unread, self._states,
            )  # fmt: skip
        return self._states[number]

    def asked_by(self, text: str) -> "Library":
        """Return the rule files as they were known on the day that a typed question names, if it names one."""
        from govrules.resolve import known_day

        return self.known_on(known_day(text))

    def ask(self, text: str, supposing: str = "") -> Reply:
        """Answer a typed question; with `supposing` statements, beside the answer the files give without them.

        A question may say itself what it supposes. Diagnostics: those of `govrules.resolve.questions`, and what is
        wrong with the statements.
        """
        from govrules.resolve.what_if import alone, apart, asks_what_falls

        question, supposed = apart(" ".join(text.split()))
        if supposed is not None or supposing:
            return self._supposing(question, supposed or alone(supposing))
        if asks_what_falls(question):
            return self._what_falls(question)
        state = self.asked_by(text)
        found = state.understood(text)
        if found.asks_changes and found.is_read:
            return Reply(None, (), found.text, state.scheme, state._changes(found))
        if found.reverse is not None or found.facts is not None:
            return Reply(None, (), found.text, state.scheme, state._listed(found))
        if found.question is None:
            return Reply(None, found.diagnostics, found.text)
        return Reply(self.answer(found.question), found.diagnostics, found.text, state.scheme)

    def supposing(self, statements: str) -> "Found[Library]":
        """Return the rule files with further statements, as if another file held them; None and why if they are wrong.

        Places in the diagnostics are in `supposition`. Diagnostics: those of statements, GR808 for a model.
        """
        from govrules.resolve import NOW, History
        from govrules.syntax import parse_text

        source = SourceText("supposition", f"{statements.strip().removesuffix('.')}.\n")
        if self.history is None:
            help_ = "name the rule files it was exported from"
            fault = Diagnostic("GR808", "nothing can be supposed beside a model", source.span(0, 0), "", help_)
            return Found(None, (fault,), {source.path: source})
        history = History.of([*self.history.record.files, parse_text(source)])
        state = history.state(NOW)
        known = {(one.code, one.message) for one in self.diagnostics}
        wrong = [one for one in state.diagnostics if one.severity is Severity.ERROR]
        wrong = [one for one in wrong if (one.code, one.message) not in known]
        texts = {**self.texts, source.path: source}
        if wrong:
            first = min(wrong, key=lambda one: (one.span is None or one.span.path != source.path, one.sort_key))
            return Found(None, (first,), texts)
        found = _in_order([*self._unread, *state.diagnostics])
        library = Library(state.scheme, found, texts, history, "", self._unread)
        library._states[history.number(NOW)] = library
        return Found(library)

    def _supposing(self, question: str, said: "Supposition") -> Reply:
        """Return the answer to a question beside the answer with something supposed."""
        from govrules.render.supposing import beside

        plain = self.ask(question)
        if plain.answer is None and plain.listing is None:
            return plain
        found = self.supposing(said.statements)
        if found.value is None:
            return Reply(None, tuple(map(said.placed, found.diagnostics)), said.text)
        supposed = found.value.ask(question)
        if supposed.answer is None and supposed.listing is None:
            return supposed
        scheme = found.value.asked_by(question).scheme
        return evolve(supposed, answer=None, listing=beside(said.statements, plain, supposed, scheme))

    def _what_falls(self, text: str) -> Reply:
        """Answer what falls if a clause or document ends."""
        from govrules.diff.falls import falls
        from govrules.render.falls import falls_data, falls_table
        from govrules.render.view import View
        from govrules.resolve.what_if import read_what_falls

        state, source = self.asked_by(text), SourceText("question", text)
        asked = read_what_falls(text, state.scheme)
        if isinstance(asked, Diagnostic):
            return Reply(None, (asked,), source)
        found = falls(state.compiled, asked.clauses, asked.on, asked.instrument)
        table = falls_table(found, state.scheme, asked.named)
        return Reply(None, (), source, state.scheme, View(found, table, lambda: falls_data(found, state.scheme)))

    def answer(self, question: "Question") -> "Answer":
        """Answer a question whose names are identifiers of the scheme known on the day it names, else of this one."""
        from govrules.engine import answer

        state = self.known_on(question.known_on)
        found = answer(state.compiled, question)
        notices = tuple(state._notices(question.known_on))
        return evolve(found, diagnostics=(*found.diagnostics, *notices)) if notices else found

    def decide(self, question: "Question") -> "Decision":
        """Return who may act, by which clauses, of a question whose names are identifiers of the scheme.

        It is what `answer` says of that, without the rest: a program that asks again and again pays for no more.
        """
        from govrules.engine import decide

        return decide(self.known_on(question.known_on).compiled, question)

    def listing(self, question: "ReverseQuestion") -> "View[ReverseAnswer]":
        """Answer a reverse question whose names are identifiers of the scheme known on the day it names."""
        from govrules.engine.reverse import reverse
        from govrules.render.reverse import reverse_data, reverse_table
        from govrules.render.view import View

        state = self.known_on(question.known_on)
        found = evolve(reverse(state.compiled, question), diagnostics=tuple(state._notices(question.known_on)))
        return View(found, reverse_table(found, state.scheme), lambda: reverse_data(found, state.scheme))

    def facts(self, question: "FactQuestion") -> "View[FactAnswer]":
        """Answer a question about facts whose names are identifiers of the scheme known on the day it names."""
        from govrules.engine.facts import facts
        from govrules.render.facts import facts_data, facts_table
        from govrules.render.view import View

        state = self.known_on(question.known_on)
        found = evolve(facts(state.compiled, question), diagnostics=tuple(state._notices(question.known_on)))
        return View(found, facts_table(found, state.scheme), lambda: facts_data(found, state.scheme))

    def _notices(self, known_on: date | None) -> "Iterator[Notice]":
        from govrules.model.answer import Notice

        if known_on is not None and self.history is None:
            yield Notice("GR504", "a model keeps no record of what was known when: the answer is as the model stands")
        if self.left_out:
            said = f"left out, with all that leans on it, because it names what was not known then: {self.left_out}"
            yield Notice("GR504", said)

    def graph(
        self, on: date | str, around: str | None = None, depth: int = 1, known_on: date | str | None = None
    ) -> "Found[Graph]":
        """Return who may act for whom on a day: all of it, or what lies `depth` links around what is called `around`.

        With `known_on` it is drawn from the rule files as they were known on that day. `govrules.picture.write` writes
        it as SVG, DOT, Mermaid, GraphML or JSON. Diagnostics: GR009, GR013, GR101, GR105.
        """
        from govrules.picture.collect import as_known, authority_picture
        from govrules.resolve.naming import find

        days = _days(on, known_on)
        if isinstance(days, Found):
            return days
        day, known = days
        state = self.known_on(known)
        thing = find(around, state.scheme) if around is not None else None
        if isinstance(thing, Diagnostic):
            return Found(None, (thing,), {"name": SourceText("name", around or "")})
        graph = authority_picture(state.compiled, day, thing, depth)
        return Found(as_known(graph, known, [one.message for one in state._notices(known)]) if known else graph)

    def answer_graph(self, text: str) -> "Found[Graph]":
        """Return how the answer to a typed question comes about, as a graph. The question must name a day (GR013)."""
        from govrules.picture.derivation import answer_picture

        reply = self.ask(text)
        if reply.answer is None:
            return Found(None, reply.diagnostics, {reply.text.path: reply.text})
        if reply.answer.question.on is None:
            span = reply.text.span(0, len(reply.text.text))
            fault = Diagnostic("GR013", "the question names no day, and a picture shows one day", span, "",
                               "add a day: `... on 1 June 2011`")  # fmt: skip
            return Found(None, (fault,), {reply.text.path: reply.text})
        state = self.known_on(reply.answer.question.known_on)
        return Found(answer_picture(state.compiled, reply.answer))

    def matrix(
        self,
        on: date | str,
        by: str = "bodies",
        around: str | None = None,
        function: str | None = None,
        known_on: date | str | None = None,
    ) -> "Found[View[Matrix]]":
        """Return functions against `bodies`, `posts` or `clusters`, by who may exercise them on a day.

        `around` names a body, cluster or area (by posts also a post), `function` a node of the catalogue; `known_on` is
        the day whose record is asked. Diagnostics: GR009, GR013, GR101, GR105.
        """
        from govrules.engine.matrix import matrix
        from govrules.model.matrix import By
        from govrules.render.matrix import matrix_data, matrix_table
        from govrules.render.view import View
        from govrules.resolve.naming import BODIES, find

        days = _days(on, known_on)
        if isinstance(days, Found):
            return days
        day, known = days
        state = self.known_on(known)
        scheme = state.scheme
        sorts = (*BODIES, "post") if by == By.POSTS.value else BODIES
        where = find(around, scheme, sorts) if around is not None else None
        what = find(function, scheme, ("function",)) if function is not None else None
        for asked, thing in ((around, where), (function, what)):
            if isinstance(thing, Diagnostic):
                return Found(None, (thing,), {"name": SourceText("name", asked or "")})
        assert not isinstance(where, Diagnostic) and not isinstance(what, Diagnostic)
        post = where.id if where and where.sort == "post" else None
        place = where.id if where and not post else None
        found = matrix(state.compiled, day, By(by), place, what.id if what else None, post)
        table = matrix_table(found, scheme, known, [one.message for one in state._notices(known)])
        return Found(View(found, table, lambda: matrix_data(found, scheme, known)))

    def timeline(self, text: str) -> "Found[View[Any]]":
        """Return when the answer to a typed question changes, and by which clauses; a day in it is left aside.

        Of a reverse question and one about facts it is the rows of each period (`ReverseAnswer`, `FactAnswer`), else
        the changes (`tuple[Change, ...]`).
        """
        state = self.asked_by(text)
        reply = state.understood(text)
        if not reply.is_read:
            return Found(None, reply.diagnostics, {reply.text.path: reply.text})
        return Found(state._changes(reply))

    def _listed(self, found: "Recognised") -> "View[ReverseAnswer] | View[FactAnswer]":
        """Return the rows that answer a reverse question or one about facts."""
        if found.reverse is not None:
            return self.listing(found.reverse)
        assert found.facts is not None
        return self.facts(found.facts)

    def _changes(self, asked: "Recognised") -> "View[Any]":
        """Return when the answer to a question changes, or the rows of each period."""
        from govrules.engine import answer
        from govrules.engine.changes import changes
        from govrules.render.timeline import timeline_data, timeline_table
        from govrules.render.view import View

        if asked.question is None:
            reverse = evolve(asked.reverse, on=None) if asked.reverse is not None else None
            facts = evolve(asked.facts, on=None) if asked.facts is not None else None
            return self._listed(evolve(asked, reverse=reverse, facts=facts))
        question = evolve(asked.question, on=None)
        whole, found = answer(self.compiled, question), changes(self.compiled, question)
        return View(found, timeline_table(whole, found, self.scheme), lambda: timeline_data(whole, found, self.scheme))

    def understood(self, text: str) -> "Recognised":
        """Return a typed question as it is understood, with the names of this scheme, or why it is not."""
        from govrules.resolve import recognise

        return recognise(text, self.scheme, self._names)

    @cached_property
    def _names(self) -> "NameTable":
        """The names that questions can hold."""
        from govrules.resolve.name_table import NameTable

        return NameTable(self.scheme, self._kept_names)

    def compile(self) -> bytes:
        """Return the library as the bytes of a compiled file, which `load` reads quickly."""
        from govrules.workspace.artefact import Origin, written

        return written(self._contents(), Origin("", (), (), tuple(evolve(one, time=0) for one in self._stamps)))

    def _contents(self) -> "Contents":
        from govrules.workspace.artefact import Contents

        names = self._names.things, self._names.longest
        days = None if self.history is None else self.history.days
        files = () if self.history is None else self.history.record.files
        read = {parsed.source.path: parsed for parsed in files if not parsed.is_register}
        return Contents(self.scheme, self.diagnostics, self.texts, days, names, read)

    def export(self, form: str = "json") -> str:
        """Return the whole scheme as text, in `json` or `yaml`, in the form of `docs/reference/model.schema.json`."""
        from govrules.interchange import to_data, write_json, write_yaml

        return {"json": write_json, "yaml": write_yaml}[form](to_data(self.scheme))

    def check(self, settings: "Settings | None" = None) -> tuple[Diagnostic, ...]:
        """Return everything found in the rule files and in the scheme they make, in order of place."""
        return self.findings(settings).found

    def findings(self, settings: "Settings | None" = None, kept: "KeptByBody | None" = None) -> "Findings":
        """Return what is found, and what of it the authors allow (settings None: look for everything).

        `kept` is what was worked out for an earlier state of the same files, and is then of this one.
        """
        from govrules.checks import Scope, Settings, lost, run_checks, sift

        settings = settings or Settings()
        earlier = self.history.earlier_faults() if self.history else []
        statements = self._statements()
        left_out = lost(self.diagnostics, self.texts, statements, self.scheme)
        scope = Scope(self.scheme, self.compiled, statements, settings.options, left_out, kept)
        return sift([*self.diagnostics, *earlier, *self._case_faults()], run_checks(scope), self.texts, settings)

    def _statements(self) -> "tuple[Statement, ...]":
        """The statements on the record today, in order of place; none of a model."""
        if self.history is None:
            return ()
        from govrules.resolve import NOW

        files = sorted(self.history.record.on(NOW), key=lambda parsed: parsed.source.path)
        return tuple(statement for parsed in files for statement in parsed.statements)

    @cached_property
    def cases(self) -> "tuple[Case, ...]":
        """The cases of the rule files, in order of place; a model has none."""
        return self._read_cases[0]

    def test(self, only: Iterable[str] = (), engine: "Engine | None" = None) -> "Iterator[Result]":
        """Run the cases with the labels `only` (all of them where it is empty), by default on both implementations."""
        from govrules.cases import Engine, run_cases

        labels = frozenset(only)
        chosen = [case for case in self.cases if not labels or case.label in labels]
        return run_cases(chosen, self, engine or Engine.BOTH)

    @cached_property
    def _read_cases(self) -> "tuple[tuple[Case, ...], tuple[Diagnostic, ...]]":
        from govrules.cases import read_cases

        return read_cases(self.history.record.files if self.history else ())

    def _case_faults(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with cases that cannot be run."""
        from govrules.cases import faults_of

        return (*self._read_cases[1], *faults_of(self.cases, self))


def _day(on: date | str | None) -> date | Diagnostic | None:
    from govrules.resolve.daywords import read_day

    return read_day(on) if isinstance(on, str) else on


def _days(on: date | str, known_on: date | str | None) -> "tuple[date, date | None] | Found[Any]":
    """Return the day asked about and the day whose record is asked, or what is wrong with one of them."""
    day, known = _day(on), _day(known_on)
    for asked, read in ((on, day), (known_on, known)):
        if isinstance(read, Diagnostic):
            return Found(None, (read,), {"day": SourceText("day", str(asked))})
    assert isinstance(day, date) and not isinstance(known, Diagnostic)
    return day, known


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))
