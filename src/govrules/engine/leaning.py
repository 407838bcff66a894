"""What an answer leans on: statements that are less than sourced.

In: clauses and periods. Out: assumptions. Source: docs/reference/semantics.md, section 3.2 and the list after S7.
"""

from collections.abc import Iterator

from govrules.model.answer import Assumption
from govrules.model.days import When
from govrules.model.scheme import Scheme


def leans_of(scheme: Scheme, clause: str | None, when: When) -> Iterator[Assumption]:
    """Yield the assumptions a rule brings with it: marks of its clause and of the facts it rests on."""
    if clause is not None:
        mark = scheme.clauses[clause].marks.mark
        if mark is not None:
            yield Assumption(mark.value, clause)
    for period in when:
        if period.mark is not None:
            yield Assumption(period.mark.value, period.about)
