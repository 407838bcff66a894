"""Whether somebody may: the first sentence of such an answer, and why not.

In: an answer to a question about one holder. Out: sentences and rows of plain words. Promise: each reason is said of
the one clause it is the reason for, with the clause, the day or the amount that stands in the way.
"""

from datetime import date

from attrs import frozen

from govrules.model.answer import Answer, Excluded, Exercise, Outcome
from govrules.model.days import may_hold
from govrules.model.money import shown
from govrules.model.verdict import Verdict, together_with, verdict
from govrules.render.layout import Row, row
from govrules.render.words import Words, amounts, brackets, capital, day, joined

NOT_VESTED = {
    Outcome.NOT_VESTED: "the function is not vested in it",
    Outcome.NO_SUCH_BODY_THEN: "there is no such body",
}
WHY_NOT = "Why not"
_REASONS = {
    "non-delegable": "the function may not be delegated at all",
    "no-power": "void, because no enabling power covers it",
    "condition": "a condition of it is not met",
    "own-matter": "not to be used in an own matter",
    "one-person": "it takes several people, and one person fills one seat",
    "varies": "it gives nothing, for reasons that depend on what is left open",
    "reserved": "reserves the function; no clause names {who}",
    "retained": "retains the function; no clause names {who}",
}


@frozen
class Permission:
    """Puts into words whether the holder that a question is about may exercise the function."""

    answer: Answer
    words: Words

    @property
    def who(self) -> str:
        """Who is asked about, as it stands inside a sentence."""
        return self.words.anybody(self.answer.question.who or "")

    def sentence(self, what: str, by_part: str) -> str:
        """Return the answer in a sentence; `what` says which function, body, day and amount are asked about."""
        found = verdict(self.answer)
        entries = self.answer.may_exercise
        if found is Verdict.YES:
            return f"yes, {self.who} may exercise {what}."
        if found is Verdict.NO:
            return f"no, {self.who} may not exercise {what}."
        if found is Verdict.UNDETERMINED:
            return f"the rule files leave open whether {self.who} may exercise {what}."
        if not entries:
            return f"whether {self.who} may exercise {what} differs {by_part}."
        with_whom = [self.words.seats(seats, self.words.the_holder) for seats in together_with(self.answer)]
        if with_whom:
            within = f" ({self._within(entries)})" if any(map(self._within_one, entries)) else ""
            return (
                f"only together with {joined(with_whom, 'or with')}: {self.who} may not exercise {what} alone{within}."
            )
        comma = "," if self.answer.question.amounts and any(one.limits for one in entries) else ""
        return f"it depends: {self.who} may exercise {what}{comma} {self._within(entries)}."

    def _within(self, entries: tuple[Exercise, ...]) -> str:
        """Return within which amounts and in which circumstances somebody may."""
        alone = "alone" if any(one.together_with for one in entries) else ""
        return "; or ".join(dict.fromkeys(self._within_one(one, alone) for one in entries))

    def _within_one(self, one: Exercise, alone: str = "") -> str:
        with_whom = self.words.seats(one.together_with or (), self.words.the_holder)
        said = f", together with {with_whom}" if with_whom else f", {alone}" if alone else ""
        said += f", {amounts(one.limits)}" if one.limits else ""
        return (said + self.words.provided(one.provided)).removeprefix(", ")

    def why_not(self) -> Row:
        """Return the nearest clauses and what each lacks; what no clause says is said too. Empty where somebody may."""
        if self.answer.may_exercise or self.answer.outcome in NOT_VESTED:
            return row(WHY_NOT, ())
        none = [] if self.answer.excluded else [self._no_clause()]
        return row(WHY_NOT, [*(self.entry(one) for one in self.answer.excluded), *none])

    def _no_clause(self) -> str:
        """Return why somebody may not whom no clause names for the body or area."""
        question = self.answer.question
        where = self.words.thing(question.body)
        if question.who not in self.words.scheme.people:
            return f"No clause gives it to {self.who} for {where}"
        there = [
            one for one in self.words.scheme.appointments if question.on is None or may_hold(one.when, question.on)
        ]
        held = [one for one in there if one.person == question.who]
        for own in held if question.on else ():
            acting = [one.person for one in there if one.post == own.post and one.takes_place and one.person]
            if acting and not own.stands_in:
                names = joined(sorted(map(self.words.person, acting)))
                return f"{names} acts in the place of {self.who} as {self.words.the_holder(own.post)}"
        posts = joined(sorted({self.words.the_holder(one.post) for one in held}), "or")
        then = " then" if question.on else ""
        return f"No clause gives it to {posts} for {where}" if posts else f"{self.who} holds no post{then}"

    def entry(self, one: Excluded) -> str:
        """Return a clause and the one condition it lacks."""
        lead = "" if one.reason in ("reserved", "retained") else ": "
        said = self._reason(one).format(who=self.who)
        return f"{capital(self.words.clause(one.clause))} {brackets([one.clause])}{lead or ' '}{said}"

    def _reason(self, one: Excluded) -> str:
        by = f"{self.words.clauses(one.by)} {brackets(one.by)}" if one.by else "another clause"
        giver = self.words.the_holder(one.detail) if one.detail else "whoever gives it"
        match one.reason:
            case "not-in-force":
                return f"not in force{_when(one)}"
            case "ended":
                ended = f" after {day(one.ended)}" if one.ended else ""
                return f"ended by {self._ender(one.detail)}, not in force{ended}"
            case "not-adopted":
                return f"not adopted: {one.detail} is {_since(one.begins)}"
            case "not-a-member":
                return f"not made for it then: {one.detail}{_when(one)}"
            case "no-such-holder":
                return f"somebody or something it names does not exist then: {one.detail}{_when(one)}"
            case "excluded-by-power":
                return f"void, because the enabling power takes the function out: {by}"
            case "void":
                return f"void, because of higher rank, by {by}"
            case "beaten":
                return f"{by} prevails over it"
            case "prohibited":
                return f"barred by {by}"
            case "given-exclusively":
                return f"what it gives has been given on exclusively, by {by}"
            case "over-limit":
                return f"only up to {shown(one.limit or 0)}"
            case "under-limit":
                return f"only over {shown(one.limit or 0)}"
            case "giver-without-authority":
                return f"{giver}, who would give it, does not hold the function"
            case "no-leave":
                return f"{giver} gives it and may not delegate further"
            case "condition":
                return _REASONS["condition"] + self.words.unmet(one.clause, self.answer.question.given)
            case "reliance-ended":
                return f"the clause by which {giver} could give it has ended, and nothing took its place"
        return _REASONS.get(one.reason, one.reason)

    def _ender(self, detail: str) -> str:
        """Return what ended a clause: another clause or an instrument."""
        clause = detail.removeprefix("the clause ")
        return f"{self.words.clause(clause)} {brackets([clause])}" if clause in self.words.scheme.clauses else detail


def _when(one: Excluded) -> str:
    """Return until or since when a period does not hold."""
    if one.begins:
        return f" before {day(one.begins)}"
    return f" after {day(one.ended)}" if one.ended else " then"


def _since(begins: date | None) -> str:
    return f"{day(begins)} at the earliest" if begins else "recorded as not having happened"
