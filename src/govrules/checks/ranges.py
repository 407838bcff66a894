"""GR413 to GR417: ranges of amounts that overlap, leave a gap, share an end, or are not counted alike.

In: a scheme under check. Out: diagnostics for clauses of one document that one giver made for one function. Clauses
with conditions or `despite` may well overlap, and the rows of one table cannot.
Source: docs/reference/semantics.md, 3.7, 7.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from attrs import define, field

from govrules.checks.scope import Scope, days_of
from govrules.compile import BodyRules
from govrules.diagnostics import Diagnostic, Related
from govrules.model.days import may_hold
from govrules.model.money import shown
from govrules.model.rules import Delegation, Keeping, Limit
from govrules.syntax import ast

_Pair = tuple[str, str]


def ranges(scope: Scope) -> Iterator[Diagnostic]:
    """Yield what is odd about ranges, each pair of clauses once."""
    overlaps: dict[_Pair, Limit] = {}
    missing: dict[_Pair, tuple[int, int]] = {}
    unlike: set[_Pair] = set()
    silent: set[_Pair] = set()
    for _, odd in scope.by_body(_odd_in):
        overlaps |= odd.overlaps
        unlike |= odd.unlike
        silent |= odd.silent
        for instrument, leaf, gaps in odd.missing:
            if not scope.lost.speaks_of(scope.lost.document(instrument), ["over", "up"], leaves=[leaf]):
                missing.update(gaps)
    for (first, second), limit in sorted(overlaps.items()):
        yield _reported_overlap(scope, first, second, limit)
    for (first, second), (low, high) in sorted(missing.items()):
        yield _reported_gap(scope, first, second, low, high)
    for first, second in sorted(unlike):
        yield _unlike(scope, first, second)
    for first, second in sorted(silent):
        yield _no_vat(scope, first, second)
    yield from _printed_twice(scope)


@define
class _Odd:
    """What is odd about ranges in one body: by pairs of clauses, what is missing by document and leaf."""

    overlaps: dict[_Pair, Limit] = field(factory=dict)
    missing: list[tuple[str, str, dict[_Pair, tuple[int, int]]]] = field(factory=list)
    unlike: set[_Pair] = field(factory=set)
    silent: set[_Pair] = field(factory=set)


def _odd_in(scope: Scope, body: str) -> _Odd:
    odd = _Odd()
    for leaf, group, keepings in _groups(scope.compiled.by_body[body]):
        for one, other in _pairs(group):
            if _basis(one) == _basis(other):
                odd.overlaps.update(_overlap(one, other))
                odd.silent |= _silent_on_vat(one, other)
            elif any(True for _ in days_of((*one.when, *other.when))):
                odd.unlike.add((one.clause, other.clause))
        gaps = dict(_gaps(group, keepings))
        odd.missing += [(group[0].instrument, leaf, gaps)] if gaps else []
    return odd


def _groups(own: BodyRules) -> Iterator[tuple[str, list[Delegation], list[Keeping]]]:
    """Yield a leaf, the unconditional delegations of it with limits of one giver in one document, and what is kept."""
    groups: dict[tuple[str, str, str, str], list[Delegation]] = defaultdict(list)
    for rule in own.delegations:
        if rule.limit is not None and not rule.conditions and not rule.despite:
            for leaf in rule.leaves:
                groups[rule.instrument, rule.body, rule.giver, leaf].append(rule)
    for (*_, leaf), group in sorted(groups.items()):
        yield leaf, sorted(group, key=_in_order), [keeping for keeping in own.keepings if leaf in keeping.leaves]


def _in_order(rule: Delegation) -> tuple[int, str, str]:
    return (rule.limit.over or 0) if rule.limit else 0, rule.clause, rule.receiver


def _basis(rule: Delegation) -> str:
    """Return what amounts are counted on, without the stance on VAT."""
    assert rule.limit is not None
    return rule.limit.basis.split()[0]


def _pairs(group: list[Delegation]) -> Iterator[tuple[Delegation, Delegation]]:
    for index, one in enumerate(group):
        for other in group[index + 1 :]:
            if one.clause != other.clause:
                yield one, other


def _overlap(one: Delegation, other: Delegation) -> Iterable[tuple[_Pair, Limit]]:
    """Yield the amounts of both where the second begins inside the first, as if it were the next above it."""
    first, second = one.limit, other.limit
    assert first is not None and second is not None
    if first.basis != second.basis or second.over is None or one.receiver == other.receiver:
        return
    high = first.up_to
    inside = (first.over or 0) < second.over and (high is None or second.over < high)
    if inside and any(True for _ in days_of((*one.when, *other.when))):
        ends = [end for end in (first.up_to, second.up_to) if end is not None]
        yield (one.clause, other.clause), Limit(first.basis, min(ends, default=None), second.over)


def _gaps(group: list[Delegation], keepings: list[Keeping]) -> Iterator[tuple[_Pair, tuple[int, int]]]:
    """Yield amounts between two ranges that nobody is given and nothing keeps, on some day on which both are live."""
    for index, rule in enumerate(group):
        limit = rule.limit
        if limit is None or not limit.over:
            continue
        below = [other for other in group[:index] if other.limit and other.limit.basis == limit.basis]
        others = [other.when for other in below] + [keeping.when for keeping in keepings]
        for day in days_of(rule.when, *others):
            live = [other for other in below if may_hold(other.when, day)]
            ends = [other.limit.up_to for other in live if other.limit]
            if not live or None in ends:
                continue
            reach = max(end for end in ends if end is not None)
            kept = any(
                _keeps(keeping, limit.basis, reach, limit.over) for keeping in keepings if may_hold(keeping.when, day)
            )
            if reach < limit.over and not kept:
                nearest = next(other for other in live if other.limit and other.limit.up_to == reach)
                yield (nearest.clause, rule.clause), (reach, limit.over)
                break


def _keeps(keeping: Keeping, basis: str, low: int, high: int) -> bool:
    limit = keeping.limit
    if limit is None or limit.basis != basis:
        return limit is None
    return (limit.over or 0) <= low and (limit.up_to is None or limit.up_to >= high)


def _silent_on_vat(one: Delegation, other: Delegation) -> set[_Pair]:
    """Return the clause that says nothing of VAT first, and the one that does."""
    assert one.limit is not None and other.limit is not None
    said = {rule.clause: " " in rule.limit.basis for rule in (one, other) if rule.limit}
    silent = [clause for clause, says in said.items() if not says]
    return {(silent[0], next(clause for clause in said if said[clause]))} if len(silent) == 1 else set()


# ---------------------------------------------------------------------------------------------------- words


def _reported_overlap(scope: Scope, first: str, second: str, limit: Limit) -> Diagnostic:
    to = f"to {shown(limit.up_to)}" if limit.up_to is not None else "upwards"
    return _pair(scope, "GR413", second, first, (
        f"from {shown(limit.over or 0)} {to} both clause {first} and clause {second} give the function to somebody",
        "begins below the end of the other",
        "goes up into it",
        "begin this one where the other ends, if one of them alone was meant",
    ))  # fmt: skip


def _reported_gap(scope: Scope, first: str, second: str, low: int, high: int) -> Diagnostic:
    return _pair(scope, "GR414", second, first, (
        f"amounts over {shown(low)} up to {shown(high)} lie between clause {first} and clause {second}: "
        "nobody is given them",
        "begins above the end of the other",
        "ends here",
        f"write `over {shown(low)}` if this one is to begin where the other ends; else say who decides between them",
    ))  # fmt: skip


def _pair(scope: Scope, code: str, here: str, there: str, said: tuple[str, str, str, str]) -> Diagnostic:
    """Return what is said of an amount of one clause beside that of another: message, labels of both, help."""
    message, label, other_label, help_ = said
    related = Related(scope.span(there, ast.LimitExpr), other_label)
    return Diagnostic(code, message, scope.span(here, ast.LimitExpr), label, help_, here, (related,))


def _unlike(scope: Scope, first: str, second: str) -> Diagnostic:
    return _pair(scope, "GR416", second, first, (
        f"clauses {first} and {second} count amounts for one function on different bases",
        "counted otherwise than the other",
        "counted like this there",
        "nothing to mend if the paper counts both ways; a decision must then keep within both",
    ))  # fmt: skip


def _no_vat(scope: Scope, silent: str, other: str) -> Diagnostic:
    return _pair(scope, "GR417", silent, other, (
        f"clause {silent} does not say whether VAT is counted, and clause {other} does",
        "including or excluding VAT?",
        "said here",
        "add `including VAT` or `excluding VAT`: without it this counts as another basis",
    ))  # fmt: skip


def _printed_twice(scope: Scope) -> Iterator[Diagnostic]:
    found = {rule.clause: rule.limit for rule in scope.scheme.delegations if rule.limit and rule.limit.up_to_twice}
    for clause, limit in sorted(found.items()):
        yield Diagnostic(
            "GR415",
            f"the paper gives {shown(limit.up_to or 0)} in two rows: who decides at exactly that amount is open",
            scope.scheme.clauses[clause].span,
            "this row or the next",
            "ask those who issued the paper which row it belongs to, and take `printed twice` out",
            clause,
        )
