"""Facts in words and as data: who holds, answers to, directs, sits as, designates or belongs to what.

In: the answer to a question about facts and its scheme. Out: a table of plain words, headed by a sentence; data ready
for JSON, whose schema is `docs/reference/facts.schema.json`. Promise: a row of the table for each row of the answer,
and what is open says so. Source: docs/reference/semantics.md, 8.5.
"""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from govrules.model.answer import Answer, Holding, Outcome
from govrules.model.facts import Fact, FactAnswer, FactKind, FactQuestion, Facts
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.render.data import period_data, unstructuring
from govrules.render.footing import footing
from govrules.render.matrix import OPEN
from govrules.render.table import Table
from govrules.render.words import Words, brackets, capital, day, joined, period

_MOST_NAMED = 4
_HEADS = {
    FactKind.HOLDS: ("Post", "Who holds it"),
    FactKind.ANSWERS: ("Who answers", "To whom", "For what"),
    FactKind.ANSWERING: ("Who answers", "To whom", "For what"),
    FactKind.DIRECTED: ("Who directs", "Whom"),
    FactKind.MANAGED: ("Who manages", "Whom"),
    FactKind.SITS: ("Who sits", "As"),
    FactKind.DESIGNATES: ("Body", "Its officer"),
    FactKind.GROUPS: ("What", "Is in"),
    FactKind.MEMBERS: ("What", "Is in"),
}
_TITLES = {
    FactKind.HOLDS: "Who holds the post of {about}",
    FactKind.ANSWERS: "To whom {about} answers",
    FactKind.ANSWERING: "Who answers to {about}",
    FactKind.DIRECTED: "Who directs {about}",
    FactKind.MANAGED: "Who manages {about}",
    FactKind.SITS: "Who sits as {about}",
    FactKind.DESIGNATES: "The bodies of which {about} is {title}",
    FactKind.GROUPS: "The groups that {about} is in",
    FactKind.MEMBERS: "The members of {about}",
}
_SENTENCES = {
    FactKind.ANSWERS: "{about} answers to {others}",
    FactKind.ANSWERING: "{others} {answer} to {about}",
    FactKind.DIRECTED: "{others} {direct} {about}",
    FactKind.MANAGED: "{others} {manage} {about}",
    FactKind.SITS: "{others} {sit} as {about}",
    FactKind.DESIGNATES: "{about} is {title} of {others}",
    FactKind.GROUPS: "{about} is in {others}",
    FactKind.MEMBERS: "{others} {be} in {about}",
}
_NOBODY = {
    FactKind.ANSWERS: "{about} answers to nobody in the files",
    FactKind.ANSWERING: "Nobody in the files answers to {about}",
    FactKind.DIRECTED: "Nobody in the files directs {about}",
    FactKind.MANAGED: "Nobody in the files manages {about}",
    FactKind.SITS: "{about} is its own: nobody else sits as it",
    FactKind.DESIGNATES: "{about} is {title} of no body",
    FactKind.GROUPS: "{about} is in no group",
    FactKind.MEMBERS: "{about} has no members",
}
_MANY = {
    FactKind.ANSWERS: "posts or boards",
    FactKind.ANSWERING: "posts or boards",
    FactKind.DIRECTED: "bodies",
    FactKind.MANAGED: "bodies",
    FactKind.SITS: "committees",
    FactKind.DESIGNATES: "bodies",
    FactKind.GROUPS: "groups",
    FactKind.MEMBERS: "bodies or areas",
}
_OTHERS_LAST = (FactKind.ANSWERS, FactKind.GROUPS)
"""The questions whose answer stands at the far end of a relation."""


def facts_table(answer: FactAnswer, scheme: Scheme) -> Table:
    """Return the rows as a table of words, in the order of time; below it the period, and what the rows lean on."""
    return _Facts(answer, Words(scheme)).table()


def facts_data(answer: FactAnswer, scheme: Scheme) -> dict[str, Any]:
    """Return the rows as data, the format version first; holders are as in answers."""
    data = unstructuring(scheme)
    return {
        "format_version": 1,
        "question": _question(answer.question),
        "periods": [
            period_data(one, "facts", [_fact(row, data) for row in one.rows], scheme) for one in answer.stretches
        ],
        "diagnostics": data(answer.diagnostics),
    }


def _fact(row: Fact, data: Any) -> dict[str, Any]:
    return {
        "who": row.relation.who,
        "how": row.relation.how,
        "of": row.relation.of,
        "holder": data(row.relation.holder) if row.relation.holder is not None else None,
        "functions": list(row.functions),
        "except": list(row.exceptions),
        "bodies": list(row.bodies),
        "clauses": list(row.said.clauses),
        "sources": [{"source": one.source, "pinpoint": one.pinpoint} for one in row.said.sources],
        "certain": row.said.certain,
    }


def _question(question: FactQuestion) -> dict[str, Any]:
    return {
        "kind": question.kind.value,
        "about": question.about,
        "function": question.function,
        "title": question.title,
        "on": question.on.isoformat() if question.on else None,
        "known_on": question.known_on.isoformat() if question.known_on else None,
    }


@frozen
class _Facts:
    answer: FactAnswer
    words: Words

    def table(self) -> Table:
        several = len(self.answer.stretches) > 1
        head = (*_HEADS[self.answer.question.kind], "By which clauses, or where it was read")
        rows = [
            ((capital(period(one.holds_from, one.holds_to)),), *cells) if several else cells
            for one in self.answer.stretches
            for cells in self._rows(one)
        ]
        return Table(self._title(), ("When", *head) if several else head, tuple(rows), tuple(self._notes()))

    # ------------------------------------------------------------------------------------------------ the sentence

    def _title(self) -> str:
        question = self.answer.question
        first, *more = self.answer.stretches
        on = f"on {day(question.on)}" if question.on else ""
        said = self._heading(_TITLES) if more else f"{on}, {self._sentence(first)}" if on else self._sentence(first)
        if question.function is not None:
            said += f", for {self.words.function(question.function)}"
        said += f", as known on {day(question.known_on)}" if question.known_on else ""
        return capital(said) + ("" if more else ".")

    def _sentence(self, found: Facts) -> str:
        question = self.answer.question
        if question.kind is FactKind.HOLDS:
            return self._holding(found)
        names = dict.fromkeys(self._other(row) for row in found.rows)
        if not names:
            return self._heading(_NOBODY)
        perhaps = "" if all(row.said.certain for row in found.rows) else "perhaps "
        one = len(names) == 1
        verbs = {
            "answer": "answers" if one else "answer", "direct": "directs" if one else "direct",
            "manage": "manages" if one else "manage", "sit": "sits" if one else "sit", "be": "is" if one else "are",
        }  # fmt: skip
        if len(names) > _MOST_NAMED:
            return self._heading(_SENTENCES, others=f"{len(names)} {_MANY[question.kind]}", **verbs)
        said = joined(f"{self.words.the_holder(name)}{self._through(found, name)}" for name in names)
        return self._heading(_SENTENCES, others=perhaps + said, **verbs)

    def _heading(self, of: dict[FactKind, str], **more: str) -> str:
        question = self.answer.question
        about = self.words.anybody(question.about)
        return of[question.kind].format(about=about, title=f"the {self.words.title(question.title)}", **more)

    def _other(self, row: Fact) -> str:
        at_end = self.answer.question.kind in _OTHERS_LAST
        return row.relation.of if at_end else row.relation.who or ""

    def _through(self, found: Facts, name: str) -> str:
        """Return that somebody is answered to professionally only, or overseen through a group."""
        kind = self.answer.question.kind
        mine = [row for row in found.rows if self._other(row) == name]
        if kind in (FactKind.ANSWERS, FactKind.ANSWERING):
            ways = {row.relation.how for row in mine}
            return {frozenset(["professional"]): " (professionally)"}.get(frozenset(ways), "")
        through = {row.relation.of for row in mine} - {self.answer.question.about}
        if kind in (FactKind.DIRECTED, FactKind.MANAGED) and through:
            return f" (through {joined(map(self.words.thing, sorted(through)))})"
        return ""

    def _holding(self, found: Facts) -> str:
        post = self.words.the_holder(self.answer.question.about)
        how = next((Holding(row.relation.how) for row in found.rows if row.relation.who is None), Holding.HELD)
        holders = [row.relation.holder for row in found.rows if row.relation.holder is not None]
        said = self.words.holding(how, holders).replace("holder not recorded", "not recorded")
        if how is Holding.NOT_EXISTING:
            return f"there is no {self.words.holder(self.answer.question.about)}"
        return f"{post} is {said}"

    # ------------------------------------------------------------------------------------------------ rows

    def _rows(self, found: Facts) -> Iterator[tuple[tuple[str, ...], ...]]:
        columns = len(_HEADS[self.answer.question.kind]) + 1
        if not found.rows:
            yield (("Nothing recorded",), *((),) * (columns - 1))
        for row in found.rows:
            said = ((capital(cell),) for cell in self._cells(row))
            yield (*said, tuple(self._read_in(row)))

    def _cells(self, row: Fact) -> Iterator[str]:
        relation, kind = row.relation, self.answer.question.kind
        if kind is FactKind.HOLDS:
            yield self.words.holder(relation.of)
            holder = relation.holder
            yield self.words.holding(Holding(relation.how), [holder] if holder else [])
            return
        if kind is FactKind.DESIGNATES:
            yield self.words.thing(relation.who or "")
            yield self.words.holder(relation.of)
            return
        yield self.words.holder(relation.who or "")
        yield self.words.holder(relation.of) + (", professionally" if relation.how == "professional" else "")
        if kind in (FactKind.ANSWERS, FactKind.ANSWERING):
            yield self._for_what(row)

    def _for_what(self, row: Fact) -> str:
        tops = {id_ for id_, one in self.words.scheme.functions.items() if one.parent is None}
        said = "everything" if set(row.functions) == tops else self.words.functions(row.functions)
        said += f", except {self.words.functions(row.exceptions)}" if row.exceptions else ""
        return said + (f", for {joined(map(self.words.thing, row.bodies))}" if row.bodies else "")

    def _read_in(self, row: Fact) -> Iterator[str]:
        clauses = brackets(row.said.clauses)
        sources = dict.fromkeys(self.words.thing(one.source) for one in row.said.sources)
        read = f"read in {joined(f'“{name}”' for name in sources)}" if sources else ""
        said = " ".join(part for part in (clauses, read, "" if row.said.certain else OPEN) if part)
        yield from [said] if said else []

    def _notes(self) -> Iterator[str]:
        first, *others = self.answer.stretches
        if not others:
            yield f"True {period(first.holds_from, first.holds_to)}"
        whole = Answer(
            Question(QuestionKind.ACCOUNTABLE, ""), Outcome.ANSWERED,
            assumptions=tuple(dict.fromkeys(one for stretch in self.answer.stretches for one in stretch.assumptions)),
            open_points=tuple(dict.fromkeys(one for stretch in self.answer.stretches for one in stretch.open_points)),
            diagnostics=self.answer.diagnostics,
        )  # fmt: skip
        for row in footing(whole, self.words):
            yield from (f"{row.label}: {item.text}" for item in row.items)
