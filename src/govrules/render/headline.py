"""The sentence an answer begins with, and the one that says what is open.

In: an answer. Out: sentences. Promise: what is certain comes first, and an answer that is open says so.
"""

from collections.abc import Iterator

from attrs import frozen

from govrules.model.answer import Answer, Exercise, Officer, Outcome
from govrules.model.days import ONE_DAY, OpenDay, may_hold
from govrules.model.money import shown
from govrules.model.question import Question, QuestionKind
from govrules.render.permission import Permission
from govrules.render.shape import Dimension, dimension_of, ends
from govrules.render.words import Words, amounts, basis, capital, day, joined, period

_SAID_ALREADY = {
    QuestionKind.ACCOUNTABLE: "who is accountable",
    QuestionKind.EXERCISE: None,
    QuestionKind.OFFICER: "who the officer is",
    QuestionKind.MAY: None,
}
"""What the first sentence has said to be open, if it is."""
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
        asked = sorted(self.question.amounts.items())
        return f" for {joined(f'{shown(pence)} {basis(id_)}' for id_, pence in asked)}" if asked else ""

    @property
    def matter(self) -> str:
        who = self.question.concerning
        if who is None:
            return ""
        person = who in self.words.scheme.people
        return f", in a matter of {self.words.person(who) if person else self.words.the_holder(who)}"

    @property
    def function(self) -> str:
        return self.words.function(self.question.function or "")

    @property
    def where(self) -> str:
        return self.words.thing(self.question.body)

    @property
    def by_part(self) -> str:
        return dimension_of(self.answer.parts, self.words.scheme.areas).value.lower()

    def sentences(self) -> Iterator[str]:
        """Yield the answer in a sentence or two, then what it depends on, then what is open."""
        if self.question.body in self.words.scheme.groups:
            if self.answer.outcome is Outcome.NO_SUCH_BODY_THEN and not self.answer.parts:
                yield from self._of_no_members()
                return
            yield self._of_group()
        elif self.answer.outcome is Outcome.NO_SUCH_BODY_THEN and not self.answer.parts:
            yield from self._no_body()
        elif self.answer.outcome is Outcome.NOT_VESTED and not self.answer.parts:
            yield from self._not_vested()
        elif self.answer.parts and dimension_of(self.answer.parts) is Dimension.TIME:
            yield self._timeline()
        elif self.question.kind is QuestionKind.MAY:
            yield self._may()
        elif self.question.kind is QuestionKind.OFFICER:
            yield self._officer()
        elif self.question.kind is QuestionKind.ACCOUNTABLE:
            yield self._accountable()
        else:
            yield self._exercise()
        yield from self._depends()
        yield from self._left_open()

    # ------------------------------------------------------------------------------------------------ answers

    def _accountable(self) -> str:
        found = list(ends(self.answer))
        bodies = {one.accountable_body.id: one.accountable_body for one in found if one.accountable_body}
        if len(bodies) != 1 or any(one.accountable_body is None for one in found):
            return f"who is accountable for {self.function} in {self.where}{self.on} differs {self.by_part}."
        [body] = bodies.values()
        inside = f" in {self.where}" if self.question.body != body.id else ""
        if any(one.accountable_body and not one.accountable_body.certain for one in found):
            return f"the rule files leave open whether {body.name} is accountable for {self.function}{inside}{self.on}."
        return f"{body.name} is accountable for {self.function}{inside}{self.on}{self.sums}."

    def _exercise(self) -> str:
        what = f"{self.function} for {self.where}{self.on}{self.sums}{self.matter}"
        found = [one.may_exercise for one in ends(self.answer)]
        if (
            len(
                {
                    tuple((one.seats, one.limits, one.certain, one.provided, one.then) for one in exercise)
                    for exercise in found
                }
            )
            > 1
        ):
            return f"who may exercise {what} differs {self.by_part}."
        may = [one for one in found[0] if one.certain]
        usual = [one for one in may if not _is_stand_in(one)] or may
        if not may:
            return f"nobody certainly may exercise {what}."
        named = [*dict.fromkeys(map(self._who, usual))]
        if len(named) > MOST_NAMED:
            return f"{len(named)} holders may exercise {what}; they are listed below."
        only = "only " if len(may) == 1 and self.answer.outcome is Outcome.ANSWERED else ""
        return f"{only}{joined(named)} may exercise {what}."

    @property
    def _asked(self) -> str:
        return self.words.anybody(self.question.who or "")

    def _may(self) -> str:
        what = f"{self.function} for {self.where}{self.on}{self.sums}"
        return Permission(self.answer, self.words).sentence(what, self.by_part)

    def _who(self, exercise: Exercise) -> str:
        seats = self.words.acting(exercise.seats, exercise.in_place_of, self.words.the_holder, self.words.the_holder)
        limits = f" ({amounts(exercise.limits)})" if exercise.limits and not self.question.amounts else ""
        provided = self.words.provided(exercise.provided).removeprefix(", ")
        return seats + limits + (f" ({provided})" if provided else "")

    def _officer(self) -> str:
        title, of = self.words.title(self.question.title), self.where
        officers = [one for one in self.answer.officers if one.title == self.question.title]
        certain = [one for one in officers if one.certain]
        if certain:
            return f"the {title} of {of}{self.on} is {joined(map(self._post, certain))}."
        if officers:
            who = joined(map(self._post, officers), "or") if len(officers) > 1 else f"perhaps {self._post(officers[0])}"
            return f"who is {title} of {of}{self.on} is not certain: {who}."
        if self.answer.parts:
            return f"the {title} of {of}{self.on} differs {self.by_part}."
        return f"no {title} of {of} is designated{self.on}."

    def _post(self, officer: Officer) -> str:
        return f"{self.words.the_holder(officer.post)} ({self.words.holding(officer.holding, officer.holders)})"

    def _timeline(self) -> str:
        over = {
            QuestionKind.ACCOUNTABLE: f"who is accountable for {self.function} in {self.where}",
            QuestionKind.EXERCISE: f"who may exercise {self.function} for {self.where}",
            QuestionKind.OFFICER: f"the {self.words.title(self.question.title)} of {self.where}",
            QuestionKind.MAY: f"whether {self._asked} may exercise {self.function} for {self.where}",
        }[self.question.kind]
        changes = len(self.answer.parts) - 1
        times = {0: "is the same at all times", 1: "changes once", 2: "changes twice"}
        return f"{over} {times.get(changes, f'changes {changes} times')}."

    def _of_no_members(self) -> Iterator[str]:
        group = self.words.scheme.groups[self.question.body]
        exists = self.question.on is None or may_hold((group.life,), self.question.on)
        yield f"{self.where} has no members{self.on}." if exists else f"there is no {self.where}{self.on}."
        first, last = self.answer.holds_from, self.answer.holds_to
        said = [f"had members up to {day(first - ONE_DAY)}"] if first else []
        said += [f"has members from {day(last + ONE_DAY)}"] if last else []
        if said:
            yield f"in the rule files it {joined(said)}."

    def _of_group(self) -> str:
        holds = {
            QuestionKind.ACCOUNTABLE: "is accountable for nothing",
            QuestionKind.EXERCISE: "holds no function",
            QuestionKind.OFFICER: "has no officer of its own",
            QuestionKind.MAY: "holds no function",
        }[self.question.kind]
        return f"{self.where} is no legal person and {holds}{self.on}: the answer is about its members."

    def _no_body(self) -> Iterator[str]:
        yield f"there is no {self.where}{self.on}."
        scheme = self.words.scheme
        thing = scheme.bodies.get(self.question.body) or scheme.areas.get(self.question.body)
        if thing is not None and (thing.life.begins or thing.life.ends):
            begins, ends = thing.life.begins, thing.life.ends
            first = begins.latest if isinstance(begins, OpenDay) else begins
            last = ends - ONE_DAY if ends and not isinstance(ends, OpenDay) else None
            yield f"in the rule files it exists {period(first, last)}."

    def _not_vested(self) -> Iterator[str]:
        yield f"{self.where} is not vested with {self.function}{self.on}."
        others = list(map(self.words.thing, self.answer.vested_in))
        if others:
            verb, whom = ("are", "them") if len(others) > 1 else ("is", "it")
            yield f"{joined(others)} {verb}, and {self.where} may exercise it for {whom}."

    # ------------------------------------------------------------------------------------------------ what is open

    def _depends(self) -> Iterator[str]:
        if self.answer.outcome is Outcome.DEPENDS and self.question.kind is not QuestionKind.MAY:
            asked = set(self.question.amounts)
            found = [one for part in ends(self.answer) for one in part.may_exercise]
            usual = [one for one in found if not _is_stand_in(one)]
            absences = {deputy.absence for deputy in self.words.scheme.deputies}
            others = {literal.removeprefix("not ") for one in usual for several in one.provided for literal in several}
            if len(usual) < len(found) and others <= absences:
                yield "deputies act for those who are absent, as listed below."
                if not (asked and any(one.limits for one in found)):
                    return
            bases = {limit.basis for one in found for limit in one.limits} - asked if asked else set()
            more = [f"the amount {joined(map(basis, sorted(bases)))}"] if bases else []
            if any(one.provided for one in found) or not bases:
                more.append("circumstances (`given ...`)")
            yield f"it depends on {joined(more)}, which the question does not give."

    def _left_open(self) -> Iterator[str]:
        if self.answer.outcome is not Outcome.UNDETERMINED:
            return
        found = list(ends(self.answer))
        conflicts = any(one.conflicts for one in found)
        points = [point for one in found for point in one.open_points if not conflicts or point.kind != "conflict"]
        rows = {"Open points": bool(points), "Conflicts": conflicts}
        below = joined(label for label, there in rows.items() if there)
        if self.question.kind is QuestionKind.MAY and below:
            yield f"{below} below say why."
            return
        open_ = [what for what, is_open in self._uncertain() if is_open]
        said = _SAID_ALREADY[self.question.kind]
        others = [what for what in open_ if what != said or self.answer.parts]
        if others or not below:
            lead = "they also leave open" if len(others) < len(open_) else "the rule files leave open"
            why = f" ({below} below say why)" if below else ""
            yield f"{lead} {joined(others) if others else 'a part of the answer'}{why}."
        else:
            yield f"{below} below say why."

    def _uncertain(self) -> list[tuple[str, bool]]:
        found = list(ends(self.answer))
        bodies = [one.accountable_body for one in found if one.accountable_body]
        known_in_part = any(point.kind == "known-in-part" for one in found for point in one.open_points)
        return [
            ("who is accountable", any(not body.certain for body in bodies)),
            ("who the officer is", any(not officer.certain for one in found for officer in one.officers)),
            (
                "who else may exercise it",
                known_in_part or any(not e.certain for one in found for e in one.may_exercise),
            ),
            ("what is kept", any(not kept.certain for one in found for kept in one.kept)),
            ("who must not exercise it", any(not one.certain for part in found for one in part.prohibited)),
            ("who answers to whom", any(not line.certain for one in found for line in one.answers_to)),
            ("who oversees the body", any(not one.certain for part in found for one in part.overseen_by)),
        ]


def _is_stand_in(exercise: Exercise) -> bool:
    """Say whether somebody acts only while another is absent, which is not the usual case."""
    literals = [literal for several in exercise.provided for literal in several]
    return bool(exercise.in_place_of) and any(not literal.startswith("not ") for literal in literals)
