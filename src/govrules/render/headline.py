"""The sentence an answer begins with, and the one that says what is open.

In: an answer. Out: sentences. Promise: what is certain comes first, and an answer that is open says so.
"""

from collections.abc import Iterator

from attrs import frozen

from govrules.model.answer import Answer, Exercise, Officer, Outcome
from govrules.model.days import ONE_DAY
from govrules.model.money import shown
from govrules.model.question import Question, QuestionKind
from govrules.render.words import Words, basis, capital, day, joined, period

MOST_NAMED = 3
"""How many holders the first sentence names; where there are more it counts them."""


def headline(answer: Answer, words: Words) -> list[str]:
    """Return the sentences that answer the question, most important first."""
    return [capital(sentence) for sentence in _Headline(answer, words).sentences()]


@frozen
class _Headline:
    answer: Answer
    words: Words

    @property
    def question(self) -> Question:
        return self.answer.question

    @property
    def on(self) -> str:
        return f" on {day(self.question.on)}" if self.question.on else ""

    @property
    def sums(self) -> str:
        amounts = sorted(self.question.amounts.items())
        return f" for {joined(f'{shown(pence)} {basis(id_)}' for id_, pence in amounts)}" if amounts else ""

    @property
    def function(self) -> str:
        return self.words.function(self.question.function or "")

    @property
    def where(self) -> str:
        return self.words.thing(self.question.body)

    def sentences(self) -> Iterator[str]:
        if self.question.body in self.words.scheme.groups:
            yield from self._of_group()
        elif self.answer.outcome is Outcome.NO_SUCH_BODY_THEN:
            yield from self._no_body()
        elif self.answer.outcome is Outcome.NOT_VESTED:
            yield from self._not_vested()
        elif self._over_time:
            yield self._timeline()
        elif self.question.kind is QuestionKind.OFFICER:
            yield self._officer()
        else:
            yield self._accountable() if self.question.kind is QuestionKind.ACCOUNTABLE else self._exercise()
        yield from self._depends()
        yield from self._left_open()

    @property
    def _over_time(self) -> bool:
        return self.question.on is None and bool(self.answer.parts)

    # ------------------------------------------------------------------------------------------------ answers

    def _accountable(self) -> str:
        body = self.answer.accountable_body
        if body is None:
            return f"the rule files do not settle who is accountable for {self.function} in {self.where}{self.on}."
        inside = f" in {self.where}" if self.question.body != body.id else ""
        if not body.certain:
            return f"it is left open whether {body.name} is accountable for {self.function}{inside}{self.on}."
        return f"{body.name} is accountable for {self.function}{inside}{self.on}{self.sums}."

    def _exercise(self) -> str:
        may = [one for one in self.answer.may_exercise if one.certain]
        what = f"{self.function} for {self.where}{self.on}{self.sums}"
        if not may:
            return f"nobody certainly may exercise {what}."
        if len(may) > MOST_NAMED:
            return f"{len(may)} holders may exercise {what}; they are listed below."
        only = "only " if len(may) == 1 and self.answer.outcome is Outcome.ANSWERED else ""
        return f"{only}{joined(self._who(one) for one in may)} may exercise {what}."

    def _who(self, exercise: Exercise) -> str:
        seats = [joined(map(self.words.the_holder, seat.of), "or") for seat in exercise.seats]
        return " together with ".join(seats)

    def _officer(self) -> str:
        title, of = self.words.title(self.question.title), self.where
        officers = [one for one in self.answer.officers if one.title == self.question.title]
        certain = [one for one in officers if one.certain]
        if certain:
            who = joined(map(self._post, certain))
            return f"the {title} of {of}{self.on} is {who}."
        if officers:
            who = joined(map(self._post, officers), "or")
            return f"the rule files leave open who is {title} of {of}{self.on}: {who}."
        return f"no {title} of {of} is designated{self.on}."

    def _post(self, officer: Officer) -> str:
        return f"{self.words.the_holder(officer.post)} ({self.words.holding(officer.holding, officer.holders)})"

    def _timeline(self) -> str:
        many = len(self.answer.parts)
        over = {
            QuestionKind.ACCOUNTABLE: f"who is accountable for {self.function} in {self.where}",
            QuestionKind.EXERCISE: f"who may exercise {self.function} for {self.where}",
            QuestionKind.OFFICER: f"who is {self.words.title(self.question.title)} of {self.where}",
        }[self.question.kind]
        return f"{over} has {many} answers, each for its own time." if many > 1 else f"{over} has one answer over time."

    def _of_group(self) -> Iterator[str]:
        kind = self.question.kind
        holds = {
            QuestionKind.ACCOUNTABLE: "is accountable for nothing",
            QuestionKind.EXERCISE: "holds no function",
            QuestionKind.OFFICER: "has no officer of its own",
        }[kind]
        many = len({body for part in self.answer.parts for body in part.scope.bodies})
        each = "the answer is one for each of its members" if many else "the rule files name no member of it"
        yield f"{self.where} is no legal person and {holds}; {each}{self.on}."

    def _no_body(self) -> Iterator[str]:
        yield f"there is no {self.where}{self.on}."
        scheme = self.words.scheme
        thing = scheme.bodies.get(self.question.body) or scheme.areas.get(self.question.body)
        if thing is not None:
            begins, ends = thing.life.begins, thing.life.ends
            first = getattr(begins, "latest", begins)
            last = getattr(ends, "earliest", ends)
            if first or last:
                yield f"it exists {period(first, last - ONE_DAY if last else None)}."

    def _not_vested(self) -> Iterator[str]:
        yield f"{self.function} is not vested in {self.where}{self.on}."
        if self.answer.vested_in:
            bodies = joined(map(self.words.thing, self.answer.vested_in))
            yield f"it is vested in {bodies}, and {self.where} may exercise it for {'them' if ' and ' in bodies else 'it'}."

    # ------------------------------------------------------------------------------------------------ what is open

    def _depends(self) -> Iterator[str]:
        if self.answer.outcome is not Outcome.DEPENDS:
            return
        asked = set(self.question.amounts)
        bases = sorted({limit.basis for one in self.answer.may_exercise for limit in one.limits} - asked)
        more = joined(map(basis, bases)) if bases else ""
        yield f"it depends on the amount {more}, which the question does not give." if more else "it depends on amounts."

    def _left_open(self) -> Iterator[str]:
        if self.answer.outcome is not Outcome.UNDETERMINED:
            return
        open_ = [what for what, is_open in self._uncertain() if is_open]
        why = [why for why, given in (("what the open points below leave unknown", self.answer.open_points),
                                      ("clauses in conflict", self.answer.conflicts)) if given]  # fmt: skip
        because = f", because of {joined(why)}" if why else ""
        yield f"the rule files leave open {joined(open_) if open_ else 'a part of the answer'}{because}."

    def _uncertain(self) -> list[tuple[str, bool]]:
        answer = self.answer
        body = answer.accountable_body
        return [
            ("whether this body is accountable", body is not None and not body.certain),
            ("who the officer is", any(not one.certain for one in answer.officers)),
            ("who else may exercise it", any(not one.certain for one in answer.may_exercise)),
            ("what is kept", any(not one.certain for one in answer.kept)),
            ("who answers to whom", any(not one.certain for one in answer.answers_to)),
            ("who oversees the body", any(not one.certain for one in answer.overseen_by)),
        ]
