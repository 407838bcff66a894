"""Two schemes to a whole difference.

In: two schemes, and how they are to be compared. Out: a `Difference`, and the schemes it is between under the same
identifiers. Source: docs/reference/semantics.md, section 10.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve, fields, frozen

from govrules.compile import Compiled, compile_scheme
from govrules.diff.align import renamed, renaming
from govrules.diff.cells import Side
from govrules.diff.compare import Comparison
from govrules.diff.difference import Difference, Row, verdict_of
from govrules.diff.pairing import clauses, rewordings
from govrules.diff.roles import RoleComparison
from govrules.model.days import Cause
from govrules.model.scheme import Scheme


@frozen
class Compared:
    """A difference and the two schemes; the one after is under the identifiers of the one before."""

    difference: Difference
    before: Scheme
    after: Scheme


def difference(before: Compiled, after: Compiled) -> Compared:
    """Compare two schemes by effect, over all days. What the second calls otherwise is aligned first."""
    names = renaming(before.scheme, after.scheme)
    if names:
        after = compile_scheme(renamed(after.scheme, names))
    told = sorted((old, new) for table in names.values() for new, old in table.items())
    rows = Comparison(Side(before), Side(after)).rows()
    moved = frozenset(clause for row in rows for clause in (*row.clauses_before, *row.clauses_after))
    moved |= _ending(before.scheme, moved) | _ending(after.scheme, moved)
    words = tuple(rewordings(clauses(before.scheme, after.scheme), moved))
    return Compared(Difference(verdict_of(rows), rows, words, tuple(told)), before.scheme, after.scheme)


def _ending(scheme: Scheme, moved: frozenset[str]) -> frozenset[str]:
    """Return the clauses that end some of those that rows cite: what they say has its effect there."""
    tables = (getattr(scheme, one.name) for one in fields(Scheme))
    rules = (rule for table in tables if not isinstance(table, Mapping) for rule in table)
    whens = (getattr(rule, "when", ()) for rule in rules if getattr(rule, "clause", None) in moved)
    abouts = {period.about for when in whens for period in when if period.cause is Cause.ENDED}
    return frozenset(about.removeprefix("the clause ") for about in abouts)


def between_days(compiled: Compiled, one: date, other: date) -> Compared:
    """Compare what one scheme says on two days."""
    return _within(compiled, Comparison(Side(compiled, one), Side(compiled, other)).rows())


def between_clusters(compiled: Compiled, one: str, other: str, on: date | None = None) -> Compared:
    """Compare two clusters of one scheme by role, on a day or over all days."""
    return _within(compiled, RoleComparison(Side(compiled, on), one, other).rows())


def with_impact(
    compared: Compared,
    found: Iterable[str],
    finds: Iterable[str],
    failed: Iterable[str] = (),
    fails: Iterable[str] = (),
) -> Compared:
    """Return a comparison that also says which findings and failures of cases are new and which are gone."""
    new, gone = _apart(found, finds)
    broken, mended = _apart(failed, fails)
    changed = evolve(
        compared.difference, new_findings=new, gone_findings=gone, failing_cases=broken, passing_cases=mended
    )
    return evolve(compared, difference=changed)


def _apart(before: Iterable[str], after: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what only the side after has, and what only the side before, in order."""
    had, have = Counter(before), Counter(after)
    return tuple(sorted((have - had).elements())), tuple(sorted((had - have).elements()))


def _within(compiled: Compiled, rows: Iterable[Row]) -> Compared:
    found = tuple(rows)
    return Compared(Difference(verdict_of(found), found), compiled.scheme, compiled.scheme)
