"""GR401: two clauses that each make another the first holder, and nothing decides between them.

In: a scheme under check. Out: a diagnostic for each pair of vestings that name different organs, and of
reservations exercised by different ones, that the engine finds in open conflict on some day.
Source: docs/reference/semantics.md, 5.7 and 5.8.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from govrules.checks.scope import Scope, days_of
from govrules.diagnostics import Diagnostic, Related
from govrules.model.rules import Keeping, Vesting
from govrules.model.scheme import Scheme

_Named = Vesting | Keeping


def two_first_holders(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the open conflicts about who the first holder is, each pair of clauses once with the bodies it touches."""
    scheme = scope.scheme
    vestings = [one for one in scheme.vestings if one.holder is not None]
    keepings = [one for one in scheme.keepings if one.to is not None]
    sorts: tuple[tuple[str, Sequence[_Named]], ...] = (("vested in", vestings), ("reserved by", keepings))
    for verb, several in sorts:
        pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one, other in _meeting(scheme, several):
            if _clash(scope, one, other):
                first, second = sorted((one.clause, other.clause))
                pairs[first, second].add(scheme.bodies[scheme.body_of(one.body)].label.display)
        for (first, second), bodies in sorted(pairs.items()):
            yield Diagnostic(
                "GR401",
                f"clauses {first} and {second} let different ones exercise what is {verb} {', '.join(sorted(bodies))}",
                scheme.clauses[second].span,
                "exercised by another here",
                "name those who exercise it in one clause, or say from which day each of the two does",
                second,
                (Related(scheme.clauses[first].span, "the first"),),
            )


def _meeting(scheme: Scheme, several: Sequence[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Yield the pairs of rules of one body and leaf that name different ones."""
    for one, other in combinations(several, 2):
        same = scheme.body_of(one.body) == scheme.body_of(other.body)
        if same and _named(one) != _named(other) and one.leaves & other.leaves:
            yield one, other


def _named(rule: _Named) -> str | None:
    return rule.holder if isinstance(rule, Vesting) else rule.to


def _clash(scope: Scope, one: _Named, other: _Named) -> bool:
    """Say whether the engine finds two rules in open conflict on some day."""
    point = one.body if one.body in scope.scheme.areas else other.body
    return any(
        scope.are_in_conflict((point, leaf, day), one.clause, other.clause)
        for day in days_of((*one.when, *other.when))
        for leaf in sorted(one.leaves & other.leaves)
    )
