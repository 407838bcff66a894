"""GR419: an exception from what `each` stands for, or from functions, that takes nothing out.

In: a scheme under check. Out: a note for each name after `except` that is reached by no way, on any day, from what
stands before it, or that lies within another name there. A function that is no part of what stands before it is a fault
(GR206). Source: docs/reference/semantics.md, 2.6 and 3.1.
"""

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold
from govrules.model.scheme import Scheme
from govrules.source import Span
from govrules.syntax import ast


def excepts_nothing(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the exceptions that change nothing."""
    reach = _Reach(scope.scheme)
    for statement in scope.statements:
        for part in scope.parts(statement):
            if isinstance(part, ast.Each) and part.exceptions:
                yield from _from_each(reach, part, scope.document(statement))
            elif isinstance(part, ast.FunctionsExpr):
                yield from _twice(scope, part)


def _from_each(reach: "_Reach", each: ast.Each, instrument: str | None) -> Iterator[Diagnostic]:
    reached = reach.of(each, instrument)
    if reached is None:
        return
    for ref in each.exceptions:
        if reach.thing(ref) not in {None, *reached}:
            yield _nothing(ref.span, f"`{ref.text}` is not among what stands before `except`", "never one of these")


def _twice(scope: Scope, functions: ast.FunctionsExpr) -> Iterator[Diagnostic]:
    """Yield exceptions that lie within another one."""
    scheme = scope.scheme
    named = [(ref, scope.function(ref)) for ref in functions.exceptions]
    under = [(ref, set(scheme.leaves_of(name))) for ref, name in named if name is not None]
    for number, (ref, leaves) in enumerate(under):
        for place, (other, wider) in enumerate(under):
            if place != number and leaves <= wider and (leaves != wider or place < number):
                yield _nothing(ref.span, f"`{ref.text}` lies within `{other.text}`, which is taken out already",
                               "taken out already")  # fmt: skip
                break


def _nothing(span: Span, message: str, label: str) -> Diagnostic:
    return Diagnostic("GR419", f"{message}, so that this takes nothing out", span, label,
                      "take it out, or correct the name")  # fmt: skip


@frozen(slots=False)
class _Reach:
    """What `each` may stand for, and what leads there, whatever the day."""

    scheme: Scheme

    @cached_property
    def _called(self) -> dict[str, str]:
        scheme = self.scheme
        return {
            fold(text): thing.id
            for table in (scheme.bodies, scheme.areas, scheme.groups)
            for thing in table.values()
            for text in (thing.label.display, *(name for name, _ in (*thing.label.aliases, *thing.label.codes)))
        }

    def thing(self, ref: ast.Ref) -> str | None:
        """Return the body, area or group that a name is of."""
        if ref.quoted:
            return self._called.get(fold(ref.text))
        return ref.text if ref.text in self._kinds else None

    def of(self, each: ast.Each, instrument: str | None) -> set[str] | None:
        """Return everything that an `each` may stand for or pass through; None where that cannot be told here."""
        word = each.what.text
        if word == "party":
            document = self.scheme.instruments.get(instrument or "")
            return {*document.parties, *self._areas(document.parties)} if document is not None else None
        owners, through = self._owners(each.of, instrument)
        if each.of is not None and owners is None:
            return None
        if word == "member":
            return through | {thing for owner in owners or () for thing in self._inside(owner)}
        of_kind = {thing for thing, kind in self._kinds.items() if word in self.scheme.kind_and_above(kind)}
        if owners is None:
            return of_kind
        inside = {thing for owner in owners for thing in self._inside(owner)}
        return through | (of_kind & inside) | (inside & self.scheme.groups.keys())

    def _owners(
        self, of: "ast.Ref | ast.That | ast.Each | None", instrument: str | None
    ) -> tuple[set[str] | None, set[str]]:
        """Return what stands after `of`, and what of it is named by an `each` and so passed through."""
        if isinstance(of, ast.Each):
            found = self.of(of, instrument)
            return found, found or set()
        thing = self.thing(of) if isinstance(of, ast.Ref) else None
        return ({thing} if thing is not None else None), set()

    def _inside(self, owner: str) -> set[str]:
        """Return everything inside a group or body, at any depth."""
        found: set[str] = set()
        waiting = [owner]
        while waiting:
            here = waiting.pop()
            new = {one.member for one in self.scheme.memberships if one.group == here} | self._areas([here])
            waiting.extend(new - found)
            found |= new
        return found

    def _areas(self, bodies: "tuple[str, ...] | list[str]") -> set[str]:
        return {area.id for area in self.scheme.areas.values() if area.body in bodies}

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """The kind of each body, area and group."""
        scheme = self.scheme
        return {one.id: one.kind for table in (scheme.bodies, scheme.areas, scheme.groups) for one in table.values()}
