"""What checks worked out for each body, kept while the rules are edited.

In: one scheme after another. Out: for each body what a check worked out before, if nothing it was worked out from has
changed since. Promise: what is handed back is what working it out again would give. What is worked out for a body may
look at the rules of that body, at the documents and marks of their clauses, and at everything of the scheme that is no
rule of a body; not at the text of a clause, nor at places, which shift with every edit above them.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define, evolve, field, fields

from govrules.compile import BodyRules
from govrules.model.rules import Clause, RuleSet
from govrules.model.scheme import Scheme
from govrules.source import Span

if TYPE_CHECKING:
    from govrules.checks.scope import Scope

T = TypeVar("T")
_NOWHERE = Span("", 0, 0, 0, 0, 0, 0)
_RULES = tuple(one.name for one in fields(RuleSet) if one.name != "requirements")
"""What of a scheme is said of bodies; requirements are said of statements."""


@define
class KeptByBody:
    """What was worked out for each body. `begin` with a scheme, before anything is asked about it."""

    _shared: Mapping[str, Any] = field(factory=dict, init=False, repr=False)
    _own: dict[str, tuple[BodyRules, Hashable]] = field(factory=dict, init=False, repr=False)
    _found: dict[str, dict[Callable[..., Any], Any]] = field(factory=dict, init=False, repr=False)
    _parts: dict[int, tuple[object, Sequence[object]]] = field(factory=dict, init=False, repr=False)

    def begin(self, scope: "Scope") -> None:
        """Forget whatever the scheme that is looked at now no longer bears out."""
        shared = _shared_of(scope)
        if shared != self._shared:
            self._found.clear()
        self._shared = shared
        before, self._own = self._own, {body: _own_of(scope, body) for body in scope.scheme.bodies}
        here = {id(statement) for statement in scope.statements}
        self._parts = {number: known for number, known in self._parts.items() if number in here}
        for body in before:
            if before[body] != self._own.get(body):
                self._found.pop(body, None)

    def parts(self, statement: object, find: Callable[[object], Sequence[object]]) -> Sequence[object]:
        """Return what `find` gives for a statement, found once as long as the statement is the same one."""
        known = self._parts.get(id(statement))
        if known is None:
            known = self._parts[id(statement)] = statement, find(statement)
        return known[1]

    def of(self, body: str, work: "Callable[[Scope, str], T]", scope: "Scope") -> T:
        """Return what `work` gives for a body of the scheme."""
        found = self._found.setdefault(body, {})
        if work not in found:
            found[work] = work(scope, body)
        known: T = found[work]
        return known


def _shared_of(scope: "Scope") -> Mapping[str, Any]:
    """Return what the rules of every body are judged by: all of a scheme that is no rule of a body."""
    scheme = scope.scheme
    shared = {one.name: getattr(scheme, one.name) for one in fields(Scheme) if one.name not in _RULES}
    del shared["clauses"]
    instruments = {name: evolve(one, span=_NOWHERE) for name, one in scheme.instruments.items()}
    return {**shared, "instruments": instruments, "circular": scope.compiled.circular, "lost": scope.lost_leaves}


def _own_of(scope: "Scope", body: str) -> tuple[BodyRules, Hashable]:
    """Return the rules of a body, and what their clauses are, but for their texts and places."""
    own, clauses = scope.compiled.by_body[body], scope.scheme.clauses
    named = {rule.clause for sort in _RULES for rule in getattr(own, sort) if hasattr(rule, "clause")}
    return own, tuple(_said(clauses[name]) for name in sorted(named & clauses.keys()))


def _said(clause: Clause) -> Hashable:
    return clause.id, clause.instrument, clause.label, clause.verb, clause.marks, clause.is_claim
