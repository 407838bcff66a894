"""What an answer leans on and leaves open: assumptions, open points, conflicts, sources that disagree.

In: an answer. Out: rows of plain words. Promise: what was invented for an example is said first, under its own name,
and no identifier is shown but those of clauses.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from govrules.model.answer import Answer, Assumption, Claim, Conflict, Officer, OpenPoint
from govrules.model.days import Mark
from govrules.render.claimed import Sayings
from govrules.render.layout import Item, Row, row
from govrules.render.shape import ends
from govrules.render.words import Words, between, brackets, capital, day, joined

_MARKS = {
    Mark.ILLUSTRATIVE.value: "Illustrative, invented to show how things work: ",
    Mark.UNVERIFIED.value: "Not checked against the source: ",
}


def footing(answer: Answer, words: Words) -> list[Row]:
    """Return the rows of one answer, empty ones too."""
    lines, said = _Footing(answer, words), Sayings(answer, words)
    return [
        row("Record", lines.record()),
        Row("Assumptions", tuple(lines.assumptions())),
        row("Open points", lines.open_points(), "warning"),
        row("Conflicts", map(lines.conflict, answer.conflicts), "error"),
        row("Sources say", said.beside()),
        row("Sources disagree", (*lines.disagreements(), *said.against())),
        row("Note", (f"{capital(notice.message)} [{notice.code}]" for notice in answer.diagnostics)),
    ]


@frozen
class _Footing:
    answer: Answer
    words: Words

    def record(self) -> Iterator[str]:
        """Yield the day whose record answers, if the question names one."""
        if self.answer.question.known_on:
            yield f"As known on {day(self.answer.question.known_on)}"

    # ------------------------------------------------------------------------------------------------ assumptions

    def assumptions(self) -> Iterator[Item]:
        """Yield what is assumed, statements that are less than sourced first, all of one sort together."""
        for kind, lead in _MARKS.items():
            marked = [one.about for one in self.answer.assumptions if one.kind == kind]
            clauses = [about for about in marked if about in self.words.scheme.clauses]
            others = dict.fromkeys(_fact(about) for about in marked if about not in clauses)
            if marked:
                parts = [self.words.clauses(clauses)] if clauses else []
                yield Item(lead + joined([*parts, *others]), "warning")
        assumed = (self._assumption(one) for one in self.answer.assumptions if one.kind not in _MARKS)
        yield from map(Item, dict.fromkeys(assumed))

    def _assumption(self, one: Assumption) -> str:
        clause = f"{self.words.clause(one.about)} {brackets([one.about])}"
        match one.kind:
            case "no-power-shown":
                return f"No enabling power in the files covers {clause}; it is taken to stand"
            case "leave-assumed":
                return f"No power in the files says that the giver in {clause} may pass it on; it is taken to stand"
            case "officer-of-member":
                owner = self.words.thing(self.words.scheme.posts[one.about].owner)
                body = self.answer.accountable_body
                of = body.name if body else "each body concerned"
                said = f"{capital(self.words.the_holder(one.about))} is taken to be an officer of {of}"
                return f"{said}, though {owner} is no legal person"
        return capital(one.about)

    # ------------------------------------------------------------------------------------------------ what is open

    def open_points(self) -> Iterator[str]:
        """Yield what the files leave open, without the conflicts that are listed as such."""
        for point in self.answer.open_points:
            if point.kind != "conflict" or not self.answer.conflicts:
                yield self._open_point(point)

    def _open_point(self, point: OpenPoint) -> str:
        """Return something the files leave open."""
        if point.kind == "conflict":
            clauses = point.about.split(" against ")
            return f"Whether {joined(map(self.words.clause, clauses), 'or')} prevails {brackets(clauses)}"
        if point.kind == "printed-twice":
            return f"To which of two rows {point.about} itself belongs, where both print it"
        limits = f": {between(point.earliest, point.latest)}" if point.earliest or point.latest else ""
        unknown = " is not known" if point.kind == "unknown-day" else ""
        return capital(f"{point.about}{unknown}{limits}")

    def conflict(self, conflict: Conflict) -> str:
        """Return two clauses that cannot both have effect."""
        said = (
            f"{capital(self.words.clauses(conflict.clauses))} cannot both have effect, and nothing decides between them"
        )
        return f"{said} {brackets(conflict.clauses)}"

    # ------------------------------------------------------------------------------------------------ sources

    def disagreements(self) -> Iterator[str]:
        """Yield, for each title on which a source says otherwise, what is so and what each source says."""
        said: dict[str, None] = {}
        for one in ends(self.answer):
            for title in dict.fromkeys(officer.title for officer in one.officers):
                officers = [officer for officer in one.officers if officer.title == title]
                claims = {claim.clause: claim for officer in officers for claim in officer.claims if not claim.agrees}
                several = (self._disagreement(officers, claim) for claim in claims.values())
                said |= dict.fromkeys(several if len(officers) == 1 else self._doubt(officers, [*claims.values()]))
        yield from said

    def _disagreement(self, officers: Sequence[Officer], claim: Claim) -> str:
        [officer] = officers
        supporting = [self._supporting(one) for one in officer.claims if one.agrees]
        sides = ["; ".join([f"{self._effective(officer)}, and that has effect", *supporting])]
        sides.append(self._claimed(officers, claim))
        if self._claim_is_higher(officer, claim):
            sides.reverse()
        return f"On the {self.words.title(officer.title)}: {'; '.join(sides)}"

    def _doubt(self, officers: Sequence[Officer], claims: Sequence[Claim]) -> Iterator[str]:
        """Yield once what several who may be the officer rest on, and what each source says."""
        if claims:
            named = f"{joined(map(self._effective, officers))}, and which of them has effect is open"
            said = [named, *(self._claimed(officers, claim) for claim in claims)]
            yield f"On the {self.words.title(officers[0].title)}: {'; '.join(said)}"

    def _effective(self, officer: Officer) -> str:
        rank = self._rank(officer.clauses)
        by = self.words.clauses(officer.clauses) + (f" ({self.words.rank(rank)})" if rank else "")
        return f"{by} names {self.words.the_holder(officer.post)}"

    def _supporting(self, claim: Claim) -> str:
        return f"{self._source(claim)} says the same {brackets([claim.clause])}"

    def _claimed(self, officers: Sequence[Officer], claim: Claim) -> str:
        ranks = [self._rank(officer.clauses) for officer in officers]
        ranks += [one.rank for officer in officers for one in officer.claims if one.agrees]
        is_lower = claim.rank and any(self.words.scheme.outranks(rank, claim.rank) for rank in ranks if rank)
        lower = ", of lower rank," if is_lower else ""
        said = f"{self._source(claim)}{lower} says it is {self.words.the_holder(claim.says)}"
        return f"{said} {brackets([claim.clause])}"

    def _source(self, claim: Claim) -> str:
        return self.words.source(claim.source, claim.rank)

    def _claim_is_higher(self, officer: Officer, claim: Claim) -> bool:
        ours = self._rank(officer.clauses)
        return bool(ours and claim.rank and self.words.scheme.outranks(claim.rank, ours))

    def _rank(self, clauses: Sequence[str]) -> str | None:
        return next((rank for rank in map(self.words.rank_of, clauses) if rank), None)


def _fact(about: str) -> str:
    """Return what a marked fact is about; a mere name needs a verb."""
    return f"what is said of {about}" if about[:1].isupper() else about
