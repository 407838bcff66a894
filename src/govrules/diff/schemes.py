"""Two schemes to a whole difference.

In: two schemes, and how they are to be compared. Out: a `Difference`. Source: docs/reference/semantics.md, section 10.
"""

from datetime import date

from govrules.compile import Compiled, compile_scheme
from govrules.diff.align import renamed, renaming
from govrules.diff.cells import Side
from govrules.diff.compare import Comparison
from govrules.diff.difference import Difference, verdict_of
from govrules.diff.pairing import clauses, rewordings


def difference(before: Compiled, after: Compiled) -> Difference:
    """Compare two schemes by effect, over all days. What the second calls otherwise is aligned first."""
    names = renaming(before.scheme, after.scheme)
    if names:
        after = compile_scheme(renamed(after.scheme, names))
    told = sorted((old, new) for table in names.values() for new, old in table.items())
    return _difference(Side(before), Side(after), tuple(told))


def between_days(compiled: Compiled, one: date, other: date) -> Difference:
    """Compare what one scheme says on two days."""
    return _difference(Side(compiled, one), Side(compiled, other))


def _difference(before: Side, after: Side, told: tuple[tuple[str, str], ...] = ()) -> Difference:
    rows = Comparison(before, after).rows()
    named = frozenset(clause for row in rows for clause in (*row.clauses_before, *row.clauses_after))
    pairs = clauses(before.compiled.scheme, after.compiled.scheme)
    return Difference(verdict_of(rows), rows, tuple(rewordings(pairs, named)), told)
