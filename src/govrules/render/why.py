"""The derivation of an answer, link by link, and what fell away.

In: an answer and its scheme. Out: rows under headings. Promise: each link names its clause with the clause's words, the
place they stand, where they were read and under which power; a clause that has been quoted is not quoted again.
"""

from collections.abc import Iterator

from attrs import frozen

from govrules.model.answer import Answer, Chain, Excluded, Exercise
from govrules.model.question import QuestionKind
from govrules.render.layout import Row, row
from govrules.render.words import Words, brackets, capital, day, joined

Section = tuple[str, list[Row]]
"""A heading and the rows under it."""

REASONS = {
    "not-in-force": "not in force {on}",
    "not-adopted": "not adopted by {body} {on}",
    "not-a-member": "{body} does not belong to those it is made for {on}",
    "no-such-holder": "the post or organ it names does not exist {on}",
    "non-delegable": "the function may not be delegated at all",
    "excluded-by-power": "the enabling power takes this function out",
    "void": "void: a clause of higher rank reserves the function",
    "beaten": "beaten: a clause of lower rank narrows this permission",
    "over-limit": "the amount is above its limit",
    "giver-without-authority": "whoever gives it does not hold the function",
    "no-leave": "whoever gives it may not delegate further",
}


def why(answer: Answer, words: Words, quoted: set[str]) -> list[Section]:
    """Return the derivation of an answer that says something itself; `quoted` are clauses quoted before, and grows."""
    return list(_Why(answer, words, quoted).sections())


@frozen
class _Why:
    answer: Answer
    words: Words
    quoted: set[str]

    def sections(self) -> Iterator[Section]:
        body = self.answer.accountable_body
        if body is not None and body.clauses:
            yield f"Why {body.name} is accountable", [one for id_ in body.clauses for one in self._clause(id_)]
        for officer in self.answer.officers:
            heading = f"Why {self.words.the_holder(officer.post)} is {self.words.title(officer.title)}"
            yield heading, [one for id_ in officer.clauses for one in self._clause(id_)]
        if self.answer.question.kind is not QuestionKind.OFFICER:
            yield from self._exercise()
        kept = [one for one in self.answer.kept if one.clause]
        for one in kept:
            yield f"Why {self.words.functions(one.functions)} is {one.how}", list(self._clause(one.clause or ""))
        if self.answer.excluded:
            yield "What fell away", [self._excluded(one) for one in self.answer.excluded]

    def _exercise(self) -> Iterator[Section]:
        for one in self.answer.may_exercise:
            who = self._seats(one)
            if one.by_vesting:
                continue
            for number, chain in enumerate(one.chains):
                also = "also " if number else ""
                yield f"Why {who} may {also}exercise it", list(self._chain(chain))

    def _seats(self, exercise: Exercise) -> str:
        return joined(joined(map(self.words.the_holder, seat.of), "or") for seat in exercise.seats)

    def _chain(self, chain: Chain) -> Iterator[Row]:
        for number, step in enumerate(chain, 1):
            label = "link" if len(chain) == 1 else f"link {number}"
            yield row(label, [f"from {self.words.the_holder(step.giver)} to {self.words.the_holder(step.receiver)}"])
            yield from self._clause(step.clause)
            if step.power:
                yield row("power", [f"{self.words.clause(step.power)} {brackets([step.power])}"])

    def _clause(self, id_: str) -> Iterator[Row]:
        """Yield a clause: its label as on paper, and at its first mention its words and where they come from."""
        clause = self.words.scheme.clauses.get(id_)
        where = f", {clause.span.path}:{clause.span.line}" if clause else ""
        yield row("by", [f"{self.words.clause(id_)} {brackets([id_])}{where}"])
        if clause is None or id_ in self.quoted:
            return
        self.quoted.add(id_)
        _, _, sentence = clause.text.partition(": ")
        yield row("says", [(sentence or clause.text).removesuffix(".")])
        sources = [self.words.citation(citation) for citation in clause.marks.sources]
        yield row("read in", sources or ["no source is named"])
        if clause.marks.mark:
            yield row("mark", [clause.marks.mark.value], "warning")

    def _excluded(self, excluded: Excluded) -> Row:
        question = self.answer.question
        on = f"on {day(question.on)}" if question.on else "then"
        body = self.words.thing(question.body)
        reason = REASONS.get(excluded.reason, excluded.reason).format(on=on, body=body)
        detail = f" ({excluded.detail})" if excluded.detail else ""
        return row(
            "", [f"{capital(self.words.clause(excluded.clause))} {brackets([excluded.clause])}: {reason}{detail}"]
        )
