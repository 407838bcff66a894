"""What sources say of a function, beside what clauses say of it: section 2.8 of the specification.

In: a scheme, a point, what is written about it, and the content found there. Out: the same content with what sources
say. Promise: nothing else in it changes. Source: docs/reference/semantics.md.
"""

from collections.abc import Iterator

from attrs import evolve

from govrules.model import rules
from govrules.model.answer import Answer, FunctionClaim, Outcome
from govrules.model.scheme import Scheme
from govrules.reference.texts import Dated, Point, Texts

Saying = tuple[str, str | None, str, bool]
"""What a clause says of the leaf: how, by or to whom, which clause, and whether of all amounts."""


def with_claims(scheme: Scheme, point: Point, texts: Texts, found: Answer) -> Answer:
    """Return the content at a point with what sources say of the leaf there (SPEC 2.8)."""
    if point.leaf is None or point.asked is not None or found.outcome is Outcome.NO_SUCH_BODY_THEN:
        return found
    said = list(sayings(scheme, point, texts))
    shown = set()
    for claim in scheme.function_claims:
        if claim.body in (point.body, point.place) and point.leaf in claim.leaves and may_hold(claim, point):
            same = {saying[2] for saying in said if says_the_same(claim, saying)}
            contrary = {saying[2] for saying in said if says_otherwise(claim, saying)}
            compared = "agrees" if same else "differs" if contrary else "alone"
            source = scheme.clauses[claim.clause].instrument
            to = () if claim.to is None else scheme.seats_of(claim.to)
            clauses = tuple(sorted(same or contrary))
            shown.add(
                FunctionClaim(source, scheme.sources[source].rank, claim.clause, claim.how, to, compared, clauses)
            )
    return evolve(found, claims=tuple(sorted(shown, key=lambda one: (one.source, one.clause, str(one.to)))))


def sayings(scheme: Scheme, point: Point, texts: Texts) -> Iterator[Saying]:
    """Yield what the clauses say that deal with the leaf at a point and are not certainly out of force."""
    for vesting in (rule for rule in texts.vestings if may_hold(rule, point)):
        yield "vested", vesting.holder, vesting.clause, True
    keepings = [rule for rule in texts.keepings if may_hold(rule, point)]
    delegations = [rule for rule in texts.delegations if may_hold(rule, point)]
    for keeping in keepings:
        yield "reserved" if keeping.reserves else "retained", keeping.to, keeping.clause, keeping.limit is None
    for delegation in delegations:
        yield "delegated", delegation.receiver, delegation.clause, True
    for residue in texts.residues if not keepings and not delegations else ():
        own = residue.receiver == scheme.bodies[point.body].first_holder
        if may_hold(residue, point):
            yield "retained" if own else "delegated", None if own else residue.receiver, residue.clause, True


def says_the_same(claim: rules.FunctionClaim, saying: Saying) -> bool:
    """Say whether a clause says what a source says; what is reserved is retained too."""
    how, to, _, _ = saying
    return (how == claim.how or (claim.how, how) == ("retained", "reserved")) and claim.to in (None, to)


def says_otherwise(claim: rules.FunctionClaim, saying: Saying) -> bool:
    """Say whether what a clause says cannot be true beside what a source says."""
    how, to, _, is_whole = saying
    if claim.how == "delegated":
        return how in ("reserved", "retained") and is_whole
    if how == "delegated":
        return claim.how != "vested"
    return how == claim.how and claim.to not in (None, to)


def may_hold(rule: Dated, point: Point) -> bool:
    """Say whether no period certainly excludes the day."""
    return not any(period.excludes(point.day) for period in rule.when)
