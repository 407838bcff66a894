"""What is doubtful in a scheme as a whole: each check is a function, the checker is a list of them.

In: a scheme. Out: diagnostics in order of place. To add a check, write one file with one function and name it here.
"""

from collections.abc import Callable, Iterator

from govrules.checks.disagreeing_sources import disagreeing_sources
from govrules.checks.open_conflicts import open_conflicts
from govrules.checks.two_first_holders import two_first_holders
from govrules.diagnostics import Diagnostic
from govrules.model.scheme import Scheme

CHECKS: tuple[Callable[[Scheme], Iterator[Diagnostic]], ...] = (open_conflicts, two_first_holders, disagreeing_sources)


def run_checks(scheme: Scheme) -> tuple[Diagnostic, ...]:
    """Return what every check finds."""
    found = [diagnostic for check in CHECKS for diagnostic in check(scheme)]
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))
