"""Whether somebody may: the first sentence of such an answer, and why not.

In: an answer to a question about one holder. Out: sentences and rows of plain words. Promise: each reason is said of
the one clause it is the reason for, with the clause, the day or the amount that stands in the way.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from govrules.model.answer import Answer, Excluded, Exercise, Outcome
from govrules.model.days import may_hold
from govrules.model.money import shown
from govrules.model.verdict import Verdict, together_with, verdict
from govrules.render.layout import Row, row
from govrules.render.words import Words, amounts, brackets, capital, day, joined

if TYPE_CHECKING:
    from govrules.model.reverse import Ability

NOT_VESTED = {
    Outcome.NOT_VESTED: "the function is not vested in it",
    Outcome.NO_SUCH_BODY_THEN: "there is no such body",
}
WHY_NOT = "Why not"
Way = TypeVar("Way", "Exercise", "Ability")
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


def in_own_right(entries: Sequence[Way]) -> list[Way]:
    """Return what somebody may do, without what it may do for another where it may do the same in its own right."""
    own = {_extent(one) for one in entries if not one.in_place_of}
    return [one for one in entries if not one.in_place_of or _extent(one) not in own]


def _extent(one: "Exercise | Ability") -> tuple[object, ...]:
    return one.limits, one.together_with or (), one.provided, one.then, one.certain


def posts_of(who: str | None, on: date | None, words: Words) -> list[str]:
    """Return the posts to which a person has an appointment on a day, on any day where none is asked about."""
    held = (one for one in words.scheme.appointments if one.person == who)
    return sorted({one.post for one in held if on is None or may_hold(one.when, on)})


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
        entries = tuple(in_own_right(self.answer.may_exercise))
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
        posts = posts_of(question.who, question.on, self.words)
        if instead := self._instead(posts):
            return instead
        named = joined(map(self.words.the_holder, posts), "or")
        then = " then" if question.on else ""
        return f"No clause gives it to {named} for {where}" if posts else f"{self.who} holds no post{then}"

    def _instead(self, posts: Iterable[str]) -> str:
        """Return who acts in the place of the one asked about in one of some posts; nothing where nobody does."""
        question = self.answer.question
        on = question.on
        for post in posts if on is not None else ():
            everyone = (one for one in self.words.scheme.appointments if one.post == post)
            there = [one for one in everyone if on is None or may_hold(one.when, on)]
            acting = sorted({one.person for one in there if one.takes_place and one.person})
            if acting and not any(one.stands_in for one in there if one.person == question.who):
                names = joined(map(self.words.person, acting))
                return f"{names} acts in the place of {self.who} as {self.words.the_holder(post)}"
        return ""

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
