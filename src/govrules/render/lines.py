"""What stands below the first sentence: one row for each thing an answer holds.

In: an answer or a part of one. Out: rows of plain words with their clauses in brackets. Promise: what is not certain is
marked as open, and every row names the clauses it rests on.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from govrules.model.answer import Answer, Chain, Claim, Conflict, Exercise, Holding, Kept, Officer, OpenPoint
from govrules.model.days import Mark
from govrules.render.layout import Item, Row, row
from govrules.render.words import Words, amounts, between, brackets, capital, joined, period

OPEN = " (open)"
_MARKS = tuple(mark.value for mark in Mark)
_KEPT = {
    "reserved": "{what}: reserved to {who}, may not be passed on",
    "retained": "{what}: retained by {who}",
    "residue": "{what}: left to {who} by {clause}",
    "remainder": "{what}: stays with {who}, no delegation reaches it",
}


def rows(answer: Answer, words: Words) -> list[Row]:
    """Return the rows about people and powers, without what the answer leans on."""
    lines = Lines(answer, words)
    return [
        row("Accountable body", lines.body()),
        *lines.officers(),
        row("May exercise", lines.may_exercise()),
        row("Kept", lines.kept()),
        row("Answers to", lines.answers_to()),
        row("Overseen by", lines.overseen_by()),
    ]


def footing(answer: Answer, words: Words) -> list[Row]:
    """Return the rows about what the answer leans on: assumptions, open points, conflicts, sources, notices."""
    lines = Lines(answer, words)
    return [
        Row("Assumptions", tuple(lines.assumptions())),
        row("Open points", map(lines.open_point, answer.open_points), "warning"),
        row("Conflicts", map(lines.conflict, answer.conflicts), "error"),
        row("Sources disagree", lines.disagreements()),
        row("Note", (f"{notice.message} [{notice.code}]" for notice in answer.diagnostics)),
    ]


def true_row(first: date | None, last: date | None) -> Row:
    """Return the period in which the whole answer stays true."""
    return row("True", [period(first, last)])


@frozen
class Lines:
    """Puts the things of one answer into words."""

    answer: Answer
    words: Words

    @property
    def first_holder(self) -> str:
        body = self.answer.accountable_body
        return self.words.the_holder(body.first_holder) if body and body.first_holder else "the body itself"

    def body(self) -> Iterator[str]:
        """Yield the accountable body with its first holder."""
        body = self.answer.accountable_body
        if body is None:
            return
        acts = f", acting by {self.words.the_holder(body.first_holder)}" if body.first_holder else ""
        if body.sits_as:
            acts += f", as which {self.words.the_holder(body.sits_as)} sits"
        yield _ended(f"{body.name}{acts}", body.certain, body.clauses)

    def officers(self) -> Iterator[Row]:
        """Yield a row for each title."""
        for title in dict.fromkeys(officer.title for officer in self.answer.officers):
            these = [one for one in self.answer.officers if one.title == title]
            yield row(capital(self.words.title(title)), map(self._officer, these))

    def _officer(self, officer: Officer) -> str:
        who = f"{self.words.holder(officer.post)} ({self.words.holding(officer.holding, officer.holders)})"
        return _ended(who, officer.certain, officer.clauses)

    def may_exercise(self) -> Iterator[str]:
        """Yield who may act: the first holder by vesting, the others with limits and by whom they were given them."""
        for one in self.answer.may_exercise:
            limits = f", {amounts(one.limits)}" if one.limits else ""
            if one.by_vesting:
                yield f"{self._seats(one)}, by vesting{limits}" + ("" if one.certain else OPEN)
                continue
            given = "; ".join(map(self._chain, one.chains))
            more = f"; and by {one.more_chains} other chain{'s' * (one.more_chains > 1)}" if one.more_chains else ""
            yield f"{self._seats(one)}{self._held(one)}{limits}{'' if one.certain else OPEN}: {given}{more}".rstrip(": ")

    def seats(self) -> Iterator[str]:
        """Yield who may act, with limits only."""
        for one in self.answer.may_exercise:
            limits = f", {amounts(one.limits)}" if one.limits else ""
            yield f"{self._seats(one)}{limits}" + ("" if one.certain else OPEN)

    def _seats(self, exercise: Exercise) -> str:
        said = []
        for seat in exercise.seats:
            names = list(map(self.words.holder, seat.of))
            said.append(names[0] if len(names) == 1 else f"any {seat.count} of {joined(names, 'or')}")
        return " together with ".join(said)

    def _held(self, exercise: Exercise) -> str:
        posts = [who for seat in exercise.seats for who in seat.of if who in self.words.scheme.posts]
        if len(posts) != 1 or (exercise.holding is Holding.HELD and not exercise.holders):
            return ""
        return f" ({self.words.holding(exercise.holding, exercise.holders)})"

    def _chain(self, chain: Chain) -> str:
        """Return a chain from its last link back to the first holder."""
        said = []
        for step in reversed(chain):
            lead = ", who has it from" if said else "delegated by"
            said.append(f"{lead} {self.words.the_holder(step.giver)} {brackets([step.clause])}")
        return "".join(said)

    def kept(self) -> Iterator[str]:
        """Yield what stays with the body, and how."""
        for one in self.answer.kept:
            yield _ended(self._kept(one), one.certain, [one.clause] if one.clause else [])

    def _kept(self, kept: Kept) -> str:
        over = f", {amounts(kept.limits)}" if kept.limits else ""
        clause = self.words.clause(kept.clause) if kept.clause else "the rules"
        pattern = _KEPT.get(kept.how, "{what}: kept by {who}")
        what = self.words.functions(kept.functions) + over
        return pattern.format(what=what, who=self.first_holder, clause=clause)

    def answers_to(self) -> Iterator[str]:
        """Yield lines of account."""
        for line in self.answer.answers_to:
            how = ", professionally" if line.line == "professional" else ""
            said = f"{self.words.holder(line.of)} answers to {self.words.the_holder(line.who)}{how}"
            yield _ended(said, line.certain, line.clauses)

    def overseen_by(self) -> Iterator[str]:
        """Yield who directs and who manages the body or a group it is in."""
        for one in self.answer.overseen_by:
            said = f"{self.words.thing(one.by)}: {self.words.thing(one.of)} is {one.relation} by it"
            if one.relation in ("directed", "managed"):
                said = f"{self.words.thing(one.by)}, which {one.relation[:-1]}s {self.words.thing(one.of)}"
            yield said + ("" if one.certain else OPEN)

    # ------------------------------------------------------------------------------------------------ footing

    def assumptions(self) -> Iterator[Item]:
        """Yield what is assumed, invented statements first."""
        for kind in _MARKS:
            for one in self.answer.assumptions:
                if one.kind == kind:
                    yield Item(one.text, "warning")
        for one in self.answer.assumptions:
            if one.kind not in _MARKS:
                yield Item(one.text)

    def open_point(self, point: OpenPoint) -> str:
        """Return something the files leave open."""
        limits = f", {between(point.earliest, point.latest)}" if point.earliest or point.latest else ""
        return f"{point.about}{limits}"

    def conflict(self, conflict: Conflict) -> str:
        """Return two clauses that cannot both have effect."""
        said = f"{self.words.clauses(conflict.clauses)} cannot both have effect, and nothing decides between them"
        return f"{said} {brackets(conflict.clauses)}"

    def disagreements(self) -> Iterator[str]:
        """Yield, for each officer a source says otherwise of, the two, the higher rank first."""
        for officer in self.answer.officers:
            for claim in officer.claims:
                if not claim.agrees:
                    both = [self._effective(officer), self._claimed(claim)]
                    yield "; ".join(reversed(both) if self._claim_is_higher(officer, claim) else both)

    def _effective(self, officer: Officer) -> str:
        ranks = [self.words.rank_of(clause) for clause in officer.clauses]
        rank = f" ({self.words.rank(ranks[0])})" if ranks and ranks[0] else ""
        by = f"{self.words.clauses(officer.clauses)}{rank}"
        return f"{by} makes it {self.words.the_holder(officer.post)}, and that has effect"

    def _claimed(self, claim: Claim) -> str:
        rank = f" ({self.words.rank(claim.rank)})" if claim.rank else ""
        source = self.words.thing(claim.source)
        return f'"{source}"{rank} says it is {self.words.the_holder(claim.says)} {brackets([claim.clause])}'

    def _claim_is_higher(self, officer: Officer, claim: Claim) -> bool:
        ranks = [self.words.rank_of(clause) for clause in officer.clauses]
        ours = next((rank for rank in ranks if rank), None)
        return bool(ours and claim.rank and self.words.scheme.outranks(claim.rank, ours))


def _ended(said: str, certain: bool, clauses: Sequence[str]) -> str:
    return f"{said}{'' if certain else OPEN} {brackets(clauses)}".rstrip()


def texts(found: Iterable[Item]) -> tuple[str, ...]:
    """Return the words of items."""
    return tuple(item.text for item in found)
