"""The derivation of an answer, link by link, and what fell away.

In: an answer and its scheme. Out: rows under headings. Promise: each link names its clause with the clause's words, the
place they stand, where they were read and under which power; a clause that has been quoted is not quoted again.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from govrules.model.answer import AccountableBody, Answer, Chain, Excluded, Exercise, Kept
from govrules.model.question import QuestionKind
from govrules.render.documents import control
from govrules.render.layout import Row, row
from govrules.render.words import Words, brackets, capital, day, joined

Section = tuple[str, list[Row]]
"""A heading and the rows under it."""

REASONS = {
    "not-in-force": "not in force {on}",
    "ended": "revoked or replaced by then",
    "not-adopted": "not adopted by {body} {on}",
    "not-a-member": "{body} does not belong to those it is made for {on}",
    "no-such-holder": "the post or organ it names does not exist {on}",
    "non-delegable": "the function may not be delegated at all",
    "excluded-by-power": "the enabling power takes this function out",
    "no-power": "no enabling power covers it, and the powers of this kind of body are complete",
    "void": "void, because a clause of higher rank reserves the function",
    "beaten": "another clause prevails over it: a reservation, an exception to it, or one that a canon puts first",
    "condition": "a condition of it is not met",
    "prohibited": "whoever it gives to, or who gives it, must not exercise the function",
    "given-exclusively": "whoever it gives to gave it on exclusively, and may not use it meanwhile",
    "over-limit": "the amount is above its limit",
    "under-limit": "the amount is below its range",
    "giver-without-authority": "whoever gives it does not hold the function",
    "no-leave": "whoever gives it may not delegate further",
    "own-matter": "it is a matter of their own",
    "reliance-ended": "the clause it relied on has ended, and nothing took its place",
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
        """Yield what is vested and who sits for whom, officers, each way to exercise, what is kept, what fell away."""
        body = self.answer.accountable_body
        if body is not None:
            if body.clauses:
                yield f"Why {body.name} is {_perhaps(body.certain)}accountable", self._clauses(body.clauses)
            yield from self._shared_board(body)
        for officer in self.answer.officers:
            title = f"{_perhaps(officer.certain)}{self.words.title(officer.title)}"
            yield f"Why {self.words.the_holder(officer.post)} is {title}", self._clauses(officer.clauses)
        for one in self.answer.may_exercise:
            yield from self._exercise(one)
        for barred in self.answer.prohibited:
            others = f" but {joined(map(self.words.the_holder, barred.spares))}" if barred.spares else ""
            who = f"nobody{others} may" if barred.who == "anyone" else f"{self.words.the_holder(barred.who)} must not"
            yield f"Why {who} exercise it", self._clauses(barred.clauses)
        for kept in self.answer.kept:
            if kept.clause:
                yield self._kept(kept), self._clauses([kept.clause])
        if self.answer.recorded:
            clauses = sorted({clause for one in self.answer.recorded for clause in one.clauses})
            yield "What is recorded, and gives no authority", self._clauses(clauses)
        if self.answer.excluded and self.answer.question.kind is QuestionKind.MAY:
            yield "Clauses that come nearest", self._clauses([one.clause for one in self.answer.excluded])
        elif self.answer.excluded:
            yield "What fell away", [self._excluded(one) for one in self.answer.excluded]

    def _shared_board(self, body: AccountableBody) -> Iterator[Section]:
        seatings = [s for s in self.words.scheme.seatings if s.body == body.id and s.organ == body.sits_as]
        if seatings and body.sits_as:
            sits = f"{self.words.the_holder(body.sits_as)} sits as {self.words.the_holder(body.first_holder)}"
            yield f"Why {sits}", self._clauses(sorted({seating.clause for seating in seatings}))

    def _exercise(self, exercise: Exercise) -> Iterator[Section]:
        who = self.words.acting(exercise.seats, exercise.in_place_of, self.words.the_holder, self.words.the_holder)
        who += "," if ", deputising" in who else ""
        for number, chain in enumerate(chain for chain in exercise.chains if chain):
            also = "also " if number else ""
            yield f"Why {who} may {_perhaps(exercise.certain)}{also}exercise it", list(self._chain(chain))
        if exercise.procedures:
            yield f"What {who} must do then", self._clauses(exercise.procedures)

    def _kept(self, kept: Kept) -> str:
        how = "left as residue" if kept.how == "residue" else kept.how
        asked = (self.answer.question.function,), self.answer.scope.functions
        which = "" if kept.functions in asked else f": {self.words.functions(kept.functions)}"
        return f"Why it is {_perhaps(kept.certain)}{how}{which}"

    def _clauses(self, ids: Sequence[str]) -> list[Row]:
        return [one for id_ in ids for one in self._clause(id_)]

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
        instrument = self.words.scheme.instruments.get(clause.instrument)
        if instrument is not None and instrument.id not in self.quoted:
            self.quoted.add(instrument.id)
            said = "; ".join(control(instrument, self.words))
            yield row("document", [said] if said else [])
        if clause.marks.mark:
            yield row("mark", [clause.marks.mark.value], "warning")

    def _excluded(self, excluded: Excluded) -> Row:
        question = self.answer.question
        on = f"on {day(question.on)}" if question.on else "then"
        body = self.words.thing(question.body)
        reason = REASONS.get(excluded.reason, excluded.reason).format(on=on, body=body)
        detail = f" ({excluded.detail})" if excluded.detail else ""
        if excluded.reason == "condition":
            detail = self.words.unmet(excluded.clause, question.given)
        return row(
            "", [f"{capital(self.words.clause(excluded.clause))} {brackets([excluded.clause])}: {reason}{detail}"]
        )


def _perhaps(certain: bool) -> str:
    return "" if certain else "perhaps "
