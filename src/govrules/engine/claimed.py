"""What sources say of a function, shown beside an answer and compared with what clauses say of it.

In: a place and the content found at it. Out: the content with what sources say. Promise: nothing else changes.
Source: docs/reference/semantics.md, 2.8.
"""

from attrs import evolve, frozen

from govrules.engine.place import Place
from govrules.model import rules
from govrules.model.answer import Answer, FunctionClaim, Outcome

AGREES, DIFFERS, ALONE = "agrees", "differs", "alone"


def with_claims(place: Place, found: Answer) -> Answer:
    """Return the content of an answer at a place with what sources say of the function."""
    if not place.function_claims or found.outcome is Outcome.NO_SUCH_BODY_THEN:
        return found
    scheme, shown = place.scheme, set()
    for claim in place.function_claims:
        if place.may_be_live(claim.when):
            compared, clauses = compare(place, claim)
            source = scheme.clauses[claim.clause].instrument
            to = scheme.seats_of(claim.to) if claim.to is not None else ()
            rank = scheme.sources[source].rank
            shown.add(FunctionClaim(source, rank, claim.clause, claim.how, to, compared, clauses))
    return evolve(found, claims=tuple(sorted(shown, key=lambda one: (one.source, one.clause, str(one.to)))))


def compare(place: Place, claim: rules.FunctionClaim) -> tuple[str, tuple[str, ...]]:
    """Return how a claim stands to the clauses that deal with the function at a place, and to which of them."""
    texts = _Texts.at(place)
    same: set[str] = set()
    contrary: set[str] = set()
    match claim.how:
        case "vested":
            for vesting in texts.vestings:
                (same if claim.to in (None, vesting.holder) else contrary).add(vesting.clause)
        case "delegated":
            same = {rule.clause for rule in texts.passing if claim.to == rule.receiver}
            contrary = {rule.clause for rule in texts.keepings if rule.limit is None}
            contrary |= {rule.clause for rule in texts.left}
        case _:
            contrary = {rule.clause for rule in texts.passing}
            for keeping in texts.keepings:
                if claim.to not in (None, keeping.to):
                    contrary |= {keeping.clause} if keeping.reserves == (claim.how == "reserved") else set()
                elif keeping.reserves or claim.how == "retained":
                    same.add(keeping.clause)
            if claim.how == "retained" and claim.to is None:
                same |= {rule.clause for rule in texts.left}
    compared = AGREES if same else DIFFERS if contrary else ALONE
    return compared, tuple(sorted(same or contrary))


@frozen
class _Texts:
    """The clauses that deal with the function at a place and are not certainly out of force.

    `passing` passes it on, by a residual rule too; `left` are residual rules that leave it with the first holder.
    """

    vestings: tuple[rules.Vesting, ...]
    keepings: tuple[rules.Keeping, ...]
    passing: tuple[rules.Delegation | rules.Residue, ...]
    left: tuple[rules.Residue, ...]

    @classmethod
    def at(cls, place: Place) -> "_Texts":
        """Return the clauses of a place."""
        keepings = tuple(rule for rule in place.keepings if place.may_be_live(rule.when))
        given = tuple(rule for rule in place.delegations if place.may_be_live(rule.when))
        residues = tuple(rule for rule in place.residues if place.may_be_live(rule.when))
        dealt_with, own = bool(keepings or given), place.body.first_holder
        return cls(
            tuple(rule for rule in place.vestings if place.may_be_live(rule.when)),
            keepings,
            given if dealt_with else tuple(rule for rule in residues if rule.receiver != own),
            () if dealt_with else tuple(rule for rule in residues if rule.receiver == own),
        )
