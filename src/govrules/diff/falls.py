"""What falls if clauses end: the clauses that lose effect with them, and every answer that changes.

In: a compiled scheme, clauses and a day. Out: `Falls`. Promise: a clause falls where it gave somebody something and,
the others gone, gives nobody anything; what differs besides is what the comparison by effect finds. Source:
docs/reference/semantics.md, 8.6.
"""

from collections.abc import Collection, Iterator
from datetime import date

from attrs import evolve, frozen

from govrules.compile import Compiled, compile_scheme
from govrules.diff.schemes import Compared, difference
from govrules.engine.answers import Asked
from govrules.model.ending import ending
from govrules.model.question import Question, QuestionKind
from govrules.model.rules import Delegation, Vesting
from govrules.model.scheme import Scheme


@frozen
class Fallen:
    """A clause that loses effect with others: for which leaves and bodies, and why, as answers give reasons."""

    clause: str
    reason: str
    functions: tuple[str, ...]
    bodies: tuple[str, ...]


@frozen
class Falls:
    """What comes of an end: the clauses that end, those that fall with them, and the comparison by effect."""

    ended: tuple[str, ...]
    on: date | None
    fallen: tuple[Fallen, ...]
    compared: Compared


def falls(compiled: Compiled, clauses: Collection[str], on: date | None, instrument: str | None = None) -> Falls:
    """Return what falls if clauses end on a day (None: had they never had effect)."""
    after = compile_scheme(ending(compiled.scheme, clauses, on, instrument))
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for body, leaves in _touched(compiled.scheme, clauses).items():
        for leaf in sorted(leaves):
            for clause, reason in _newly_excluded(compiled, after, body, leaf, on):
                if clause not in clauses:
                    found.setdefault((clause, reason), {}).setdefault(leaf, set()).add(body)
    compared = difference(compiled, after)
    return Falls(
        tuple(sorted(clauses)), on, tuple(_fallen(compiled.scheme, found)),
        evolve(compared, difference=evolve(compared.difference, without_effect=())),
    )  # fmt: skip


def _touched(scheme: Scheme, clauses: Collection[str]) -> dict[str, set[str]]:
    """Return the bodies, with the leaves, for which one of the clauses passes something on, vests or empowers."""
    found: dict[str, set[str]] = {}
    passing: tuple[Delegation | Vesting, ...] = (*scheme.delegations, *scheme.vestings)
    for rule in passing:
        if rule.clause in clauses:
            found.setdefault(scheme.body_of(rule.body), set()).update(rule.leaves)
    for power in (power for power in scheme.powers if power.clause in clauses):
        for body in power.bodies:
            found.setdefault(body, set()).update(power.leaves)
    every = {leaf for function in scheme.functions for leaf in scheme.leaves_of(function)}
    for residue in (residue for residue in scheme.residues if residue.clause in clauses):
        found[scheme.body_of(residue.body)] = every
    return dict(sorted(found.items()))


def _newly_excluded(
    before: Compiled, after: Compiled, body: str, leaf: str, on: date | None
) -> Iterator[tuple[str, str]]:
    """Yield the clauses that give nobody anything any more on some day, each with the reason."""
    question = Question(QuestionKind.EXERCISE, body, leaf)
    sides = [Asked(side, question) for side in (before, after)]
    days = {day for side in sides for day in side.days if on is None or day >= on} | ({on} if on else set())
    seen: set[tuple[str, str]] = set()
    for day in sorted(days):
        for point, ways in sides[0].points(day):
            was, now = (side.cell(point, leaf, day, ways).excluded for side in sides)
            out = {one.clause for one in was}
            seen |= {(one.clause, one.reason) for one in now if one.clause not in out}
    yield from sorted(seen)


def _fallen(scheme: Scheme, found: dict[tuple[str, str], dict[str, set[str]]]) -> Iterator[Fallen]:
    for (clause, reason), by_leaf in sorted(found.items()):
        for bodies in sorted({tuple(sorted(bodies)) for bodies in by_leaf.values()}):
            leaves = frozenset(leaf for leaf, several in by_leaf.items() if tuple(sorted(several)) == bodies)
            yield Fallen(clause, reason, scheme.name_leaves(leaves), bodies)
