"""What stands below the first sentence: one row for each thing an answer holds.

In: an answer or a part of one. Out: rows of plain words with their clauses in brackets. Promise: what is not certain is
marked as open, and every row names the clauses it rests on.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from govrules.model.answer import Answer, Chain, Exercise, Holding, Kept, Officer, Prohibited, Recorded
from govrules.model.question import QuestionKind
from govrules.model.rules import OWN_MATTER
from govrules.render.layout import Row, row
from govrules.render.permission import WHY_NOT, Permission, in_own_right
from govrules.render.words import Words, amounts, brackets, capital, joined, period

OPEN = " (open)"
_RELATIONS = {"directed": "directs", "managed": "manages"}


def rows(answer: Answer, words: Words) -> list[Row]:
    """Return the rows about people and powers, empty ones too; what the answer leans on is in `footing`."""
    lines = Lines(answer, words)
    return _rows(lines, row("May exercise", lines.may_exercise()))


def brief_rows(part: Answer, words: Words) -> list[Row]:
    """Return the rows of a part among others: who may exercise without by whom it was given."""
    lines = Lines(part, words)
    return _rows(lines, row("May exercise", lines.may_exercise_briefly()))


def _rows(lines: "Lines", exercise: Row) -> list[Row]:
    return [
        row("Accountable body", lines.body()),
        *lines.officers(),
        exercise,
        row("Prohibited", lines.prohibited(), "warning"),
        row("Kept", lines.kept()),
        row("Answers to", lines.answers_to()),
        *lines.recorded(),
        row("Overseen by", lines.overseen_by()),
        lines.why_not(),
    ]


def true_row(answer: Answer) -> Row:
    """Return the period in which the whole answer stays true; that of a no need not be that of its reasons."""
    said = period(answer.holds_from, answer.holds_to)
    is_no = answer.question.kind is QuestionKind.MAY and bool(answer.excluded) and not answer.may_exercise
    return row("True", [said + ", though perhaps for other reasons on other days" if is_no else said])


@frozen
class Lines:
    """Puts the things of one answer into words."""

    answer: Answer
    words: Words

    def body(self) -> Iterator[str]:
        """Yield the accountable body with its first holder."""
        body = self.answer.accountable_body
        if body is not None:
            acts = f", acting by {self._first_holder}" if body.first_holder != body.id else ""
            sits = f", as which {self.words.the_holder(body.sits_as)} sits" if body.sits_as else ""
            yield _ended(f"{body.name}{acts}{sits}", body.certain, body.clauses)

    @property
    def _first_holder(self) -> str:
        body = self.answer.accountable_body
        return self.words.own_organ(body.first_holder) if body and body.first_holder != body.id else "the body itself"

    def officers(self) -> Iterator[Row]:
        """Yield a row for each title."""
        for title in dict.fromkeys(officer.title for officer in self.answer.officers):
            these = [one for one in self.answer.officers if one.title == title]
            yield row(capital(self.words.title(title)), map(self._officer, these))

    def _officer(self, officer: Officer) -> str:
        who = f"{self.words.holder(officer.post)} ({self.words.holding(officer.holding, officer.holders)})"
        return _ended(who, officer.certain, officer.clauses)

    # ------------------------------------------------------------------------------------------------ who may exercise

    def may_exercise(self) -> Iterator[str]:
        """Yield who may act: the first holder by vesting, the others with limits and by whom they were given them."""
        for one in self._entries:
            given = "; ".join(self._chain(chain) for chain in one.chains if chain)
            more = f"; and by {one.more_chains} other way{'s' * (one.more_chains > 1)}" if one.more_chains else ""
            yield self._who(one) + (f": {given}{more}" if given else "")

    def may_exercise_briefly(self) -> Iterator[str]:
        """Yield who may act, with limits and the clauses of one chain."""
        for one in self._entries:
            chain = one.chains[0] if one.chains else ()
            yield f"{self._who(one)} {brackets([step.clause for step in chain])}".rstrip()

    @property
    def _entries(self) -> Sequence[Exercise]:
        of_one = self.answer.question.kind is QuestionKind.MAY
        return in_own_right(self.answer.may_exercise) if of_one else self.answer.may_exercise

    def names(self) -> Iterator[str]:
        """Yield who may act, by name only."""
        for one in self.answer.may_exercise:
            yield self._seats(one) + self.words.provided(one.provided) + ("" if one.certain else OPEN)

    def _who(self, exercise: Exercise) -> str:
        said = self._seats(exercise) + self._held(exercise)
        said += ", by vesting" if exercise.by_vesting else ""
        said += f", {amounts(exercise.limits)}" if exercise.limits else ""
        said += self.words.provided(exercise.provided)
        then = [duty for duty in exercise.then if duty != OWN_MATTER]
        said += f", who must then {joined(then)}" if then else ""
        said += ", but not in their own matter" if OWN_MATTER in exercise.then else ""
        return said + ("" if exercise.certain else OPEN)

    def _seats(self, exercise: Exercise) -> str:
        return self.words.acting(exercise.seats, exercise.in_place_of, self.words.holder, self.words.the_holder)

    def _held(self, exercise: Exercise) -> str:
        """Return who fills the seats; of several seats the people are named with their posts."""
        if exercise.holding is Holding.HELD and not exercise.holders:
            return ""
        if sum(len(seat.of) for seat in exercise.seats) == 1:
            known = exercise.seats[0].of[0] in self.words.scheme.posts
            return f" ({self.words.holding(exercise.holding, exercise.holders)})" if known else ""
        said = [self.words.people(exercise.holders)] if exercise.holders else []
        if exercise.one_person:
            said.append(f"{joined(map(self.words.person, exercise.one_person))} can fill one seat only")
        if exercise.holding in (Holding.VACANT, Holding.NOT_EXISTING):
            said.append("not all the places can be filled then")
        return f" ({'; '.join(said)})" if said else ""

    def _chain(self, chain: Chain) -> str:
        """Return a chain from its last link back to the first holder."""
        said: list[str] = []
        for step in reversed(chain):
            lead = ", who has it from" if said else "delegated by"
            said.append(f"{lead} {self.words.the_holder(step.giver)} {brackets([step.clause])}")
        return "".join(said)

    # ------------------------------------------------------------------------------------------------ the rest

    def kept(self) -> Iterator[str]:
        """Yield what stays with the body, and how."""
        clauses: dict[tuple[str, bool], list[str]] = {}
        for one in self.answer.kept:
            said = self._kept(one) + self.words.provided(one.provided)
            if one.functions and one.functions not in ((self.answer.question.function,), self.answer.scope.functions):
                said = f"{self.words.functions(one.functions)}: {said}"
            clauses.setdefault((said, one.certain), []).extend([one.clause] if one.clause else [])
        for (said, certain), ids in clauses.items():
            yield _ended(said, certain, ids)

    def _kept(self, kept: Kept) -> str:
        who = self.words.seats(kept.to, self.words.own_organ) if kept.to else self._first_holder
        limits = f", {amounts(kept.limits)}" if kept.limits else ""
        match kept.how:
            case "reserved":
                return f"reserved to {who}{limits}: it may not be passed on"
            case "residue":
                return f"left to {who} by {self.words.clause(kept.clause or '')}"
            case "remainder" if kept.limits:
                return f"{amounts(kept.limits)}, it stays with {who}, as no delegation reaches that far"
            case "remainder":
                return f"it stays with {who}, as no delegation reaches it"
        return f"{kept.how} by {who}{limits}"

    def prohibited(self) -> Iterator[str]:
        """Yield who has an authority and must not use it."""
        for one in self.answer.prohibited:
            said = f"{self._barred(one)} {self._must(one)}"
            said += f", {amounts(one.limits)}" if one.limits else ""
            said += self.words.provided(self._own_circumstances(one))
            yield _ended(said, one.certain, one.clauses)

    def _own_circumstances(self, one: Prohibited) -> list[tuple[str, ...]]:
        """Return when somebody is barred by these clauses, without when others bar it at all amounts anyhow."""
        wider = [
            frozenset(some)
            for other in self.answer.prohibited
            for some in other.provided
            if one.limits and not other.limits and (other.who, other.spares) == (one.who, one.spares)
        ]
        own = [some for some in one.provided if not any(other <= set(some) for other in wider)]
        return own or list(one.provided)

    def _barred(self, one: Prohibited) -> str:
        if one.who != "anyone":
            return self.words.holder(one.who)
        return "nobody" + (f" but {joined(map(self.words.the_holder, one.spares))}" if one.spares else "")

    def _must(self, one: Prohibited) -> str:
        """Return why somebody may not use an authority: prohibited, by a procedure, or given away."""
        verbs = {self.words.scheme.clauses[clause].verb for clause in one.clauses}
        if verbs == {"exercises"}:
            may = "may" if one.who == "anyone" else "may not"
            return f"{may} use or pass on the authority, as the procedure for it is not followed"
        if one.who == "anyone":
            return "may use or pass on the authority"
        if verbs.isdisjoint({"prohibits", "exercises"}):
            return "gave the authority exclusively, and may not use it meanwhile"
        return "must neither use nor pass on any authority for it"

    def answers_to(self) -> Iterator[str]:
        """Yield lines of account; whatever has to be so for somebody to act, a line holds anyhow."""
        for line in self.answer.answers_to:
            how = "professionally " if line.line == "professional" else ""
            said = f"{self.words.holder(line.of)}: {how}to {self.words.the_holder(line.who)}"
            yield _ended(said, line.certain, line.clauses)

    def recorded(self) -> Iterator[Row]:
        """Yield what is recorded and not computed: who leads, who decides in doubt, what must be done."""
        found = self.answer.recorded
        yield row("Leads", (self._recorded(one, "") for one in found if one.how == "leads"))
        judged = (one for one in found if one.how == "judges")
        doubts = ((one, f" decides whether {self.words.circumstance(one.circumstance or '')}") for one in judged)
        yield row("In doubt", (self._recorded(one, said) for one, said in doubts))
        yield row("Duty", (self._recorded(one, f" must {one.text}") for one in found if one.how == "must"))

    def _recorded(self, one: Recorded, said: str) -> str:
        return _ended(f"{self.words.holder(one.who)}{said}", one.certain, one.clauses)

    def why_not(self) -> Row:
        """Return why the holder asked about may not; empty where the question is about nobody in particular."""
        about_one = self.answer.question.kind is QuestionKind.MAY
        return Permission(self.answer, self.words).why_not() if about_one else row(WHY_NOT, ())

    def overseen_by(self) -> Iterator[str]:
        """Yield who directs and who manages the body or a group it is in."""
        body = self.answer.accountable_body
        for one in self.answer.overseen_by:
            does = _RELATIONS.get(one.relation, one.relation)
            whom = "it" if body and one.of == body.id else self.words.thing(one.of)
            yield f"{self.words.thing(one.by)}, which {does} {whom}" + ("" if one.certain else OPEN)


def _ended(said: str, certain: bool, clauses: Sequence[str]) -> str:
    return f"{said}{'' if certain else OPEN} {brackets(clauses)}".rstrip()
