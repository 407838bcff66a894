"""What sources say of functions, beside what clauses say of them.

In: an answer. Out: sentences with their clauses in brackets, each claim once with all functions and bodies it is about
there. Source: docs/reference/semantics.md, 2.8.
"""

from collections.abc import Iterator

from attrs import frozen

from govrules.model.answer import Answer, FunctionClaim
from govrules.render.shape import scoped_ends
from govrules.render.words import Words, brackets, joined

_VERBS = {
    "vested": ("is vested with", "are vested with"),
    "reserved": ("reserves", "reserve"),
    "retained": ("retains", "retain"),
    "delegated": ("delegates", "delegate"),
}


@frozen
class Sayings:
    """Puts the claims of an answer and its parts into words."""

    answer: Answer
    words: Words

    def beside(self) -> Iterator[str]:
        """Yield what clauses say too, and what no clause says on any day the answer is about."""
        compared = [claim for claim, _, _ in self._claims() if claim.compared != "alone"]
        known = {claim.clause for claim in compared}
        for claim, functions, bodies in self._claims():
            if claim.compared == "agrees" or (claim.compared == "alone" and claim.clause not in known):
                yield self._sentence(claim, functions, bodies)

    def against(self) -> Iterator[str]:
        """Yield what cannot be true beside a clause."""
        for claim, functions, bodies in self._claims():
            if claim.compared == "differs":
                yield self._sentence(claim, functions, bodies)

    def _claims(self) -> Iterator[tuple[FunctionClaim, list[str], list[str]]]:
        """Yield each claim with the functions and the bodies of the parts it stands in."""
        found: dict[FunctionClaim, tuple[dict[str, None], dict[str, None]]] = {}
        for end, functions, bodies in scoped_ends(self.answer):
            for claim in end.claims:
                about = found.setdefault(claim, ({}, {}))
                about[0].update(dict.fromkeys(functions))
                about[1].update(dict.fromkeys(bodies))
        for claim, (named, of) in found.items():
            yield claim, list(named), list(of)

    def _sentence(self, claim: FunctionClaim, functions: list[str], bodies: list[str]) -> str:
        said = f"{joined(map(self.words.thing, bodies))} {_VERBS[claim.how][len(bodies) > 1]}"
        said += f" {self.words.functions(functions)}"
        if claim.to:
            to = self.words.seats(claim.to, self.words.the_holder)
            said += f" to {to}" if claim.how == "delegated" else f", exercised by {to}"
        source = self.words.source(claim.source, claim.rank)
        return f"{source} says that {said}, {self._compared(claim)} {brackets([claim.clause, *claim.clauses])}"

    def _compared(self, claim: FunctionClaim) -> str:
        clauses, several = self.words.clauses(claim.clauses), len(claim.clauses) > 1
        if claim.compared == "agrees":
            return f"and so {'do' if several else 'does'} {clauses}"
        if claim.compared == "differs":
            return f"against {clauses}, which {'have' if several else 'has'} effect"
        return "and no clause in the files says so"
