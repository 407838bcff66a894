"""What is doubtful in a scheme as a whole: each check is a function, the checker is a list of them.

In: a scheme under check. Out: diagnostics in order of place. To add a check, write one file with one function and name
it here, or have `tools/new_check.py` do so.
"""

from collections.abc import Callable, Iterator

from govrules.checks.adds_nothing import adds_nothing
from govrules.checks.adoption import adoption
from govrules.checks.begins_before_made import begins_before_made
from govrules.checks.circles import circles
from govrules.checks.completeness import completeness
from govrules.checks.disagreeing_sources import disagreeing_sources
from govrules.checks.each_for_all import each_for_all
from govrules.checks.excepts_nothing import excepts_nothing
from govrules.checks.expiry import expiry
from govrules.checks.finding import Allowed, Findings, PathAllowance, Settings, sift
from govrules.checks.further_delegations import further_delegations
from govrules.checks.gaps import gaps
from govrules.checks.gives_what_is_barred import gives_what_is_barred
from govrules.checks.hidden_characters import hidden_characters
from govrules.checks.kept_after_a_step import kept_after_a_step
from govrules.checks.look_alikes import look_alikes
from govrules.checks.lost import lost
from govrules.checks.never_in_force import never_in_force
from govrules.checks.officers import officers
from govrules.checks.open_conflicts import open_conflicts
from govrules.checks.powers import powers
from govrules.checks.provenance import provenance
from govrules.checks.ranges import ranges
from govrules.checks.requirements import requirements
from govrules.checks.retained import retained
from govrules.checks.scope import Options, Scope
from govrules.checks.single_part import single_part
from govrules.checks.two_first_holders import two_first_holders
from govrules.checks.unused import unused
from govrules.diagnostics import Diagnostic

__all__ = [
    "CHECKS", "Allowed", "Findings", "Options", "PathAllowance", "Scope", "Settings", "lost", "run_checks", "sift",
]  # fmt: skip

CHECKS: tuple[Callable[[Scope], Iterator[Diagnostic]], ...] = (
    adds_nothing,
    adoption,
    begins_before_made,
    circles,
    completeness,
    disagreeing_sources,
    each_for_all,
    excepts_nothing,
    expiry,
    further_delegations,
    gaps,
    gives_what_is_barred,
    hidden_characters,
    kept_after_a_step,
    look_alikes,
    never_in_force,
    officers,
    open_conflicts,
    powers,
    provenance,
    ranges,
    requirements,
    retained,
    single_part,
    two_first_holders,
    unused,
)


def run_checks(scope: Scope) -> tuple[Diagnostic, ...]:
    """Return what every check finds."""
    found = [diagnostic for check in CHECKS for diagnostic in check(scope)]
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))
