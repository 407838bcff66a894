"""One symbol table for all files: what each name stands for.

In: declarations. Out: `Symbols`, which finds the thing a reference names, or reports why not (GR101 to GR105).
Promise: nothing is guessed, and neither the order of files nor of statements decides anything: a name declared twice is
reported at every place and stands for none of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from attrs import define, field, frozen

from govrules.diagnostics import Diagnostic, Related
from govrules.diagnostics.suggest import fold, suggest
from govrules.model.days import Mark, OpenDay, When
from govrules.source import Span
from govrules.syntax import ast

BUILT_IN = {
    "kind": "sort", "rank": "sort", "title": "sort", "office": "sort", "basis": "sort", "circumstance": "sort",
    "step": "sort", "advisory": "feature", "anyone": "built-in word",
    "legal-personality": "feature", "employees": "feature", "enabling-powers": "feature", "adoption": "feature",
    "complete-powers": "feature",
    "board": "kind", "committee": "kind", "joint-committee": "kind", "officer": "recipient",
    "substantive": "capacity", "interim": "capacity", "acting": "capacity",
}  # fmt: skip
_PLURAL = {
    "amount": "an amount", "body": "a body", "cluster": "a cluster", "area": "an area", "organ": "an organ",
    "post": "a post", "office": "an office", "instrument": "an instrument",
}  # fmt: skip


_AT_COMMITTEE: dict[tuple[str, ...], str] = {
    ("organ", "body", "cluster", "area"): "give it an office of its own at the body, as in `post audit-chair of alder`"
}
"""What to do where somebody of a committee is meant: what is named, and what is wanted, to the help."""


class ResolveError(Exception):
    """Ends the work on one statement; its diagnostics have been reported already."""


def a_sort(sort: str) -> str:
    """Return a sort with its article."""
    return _PLURAL.get(sort, f"a {sort}")


@define
class Reports:
    """The diagnostics found so far."""

    found: list[Diagnostic] = field(factory=list)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic and go on."""
        self.found.append(diagnostic)

    def refuse(self, diagnostic: Diagnostic) -> ResolveError:
        """Keep a diagnostic; the caller raises what is returned."""
        self.found.append(diagnostic)
        return ResolveError()


@frozen
class NamedDay:
    """The day a name stands for, known or unknown, and how far that can be relied on."""

    day: date | OpenDay
    mark: Mark | None


@frozen
class Value:
    """What a named amount is in some periods: a number of pence."""

    pence: int
    when: When


@define
class Symbols:
    """Names of every sort but posts and organs, which are known by name and owner."""

    reports: Reports
    broken: frozenset[str] = frozenset()
    sort_of: dict[str, str] = field(factory=dict)
    places: dict[str, list[Span]] = field(factory=lambda: defaultdict(list))
    shown: dict[str, set[tuple[str, str]]] = field(factory=lambda: defaultdict(set))
    dropped: set[str] = field(factory=set)
    owned: dict[str, str] = field(factory=dict)
    """Names of posts and organs, to `post` or `organ`."""
    days: dict[str, NamedDay] = field(factory=dict)
    amounts: dict[str, tuple[Value, ...]] = field(factory=dict)

    def declare(self, sort: str, names: ast.Names) -> None:
        """Enter a name with its display name, aliases and codes."""
        name = names.id.text
        if name in BUILT_IN:
            self.dropped.add(name)
            self.reports.add(
                Diagnostic(
                    "GR104", f"`{name}` is built in and cannot be declared again", names.id.span, "a built-in word",
                    "choose another name",
                )
            )  # fmt: skip
            return
        if sort in ("post", "organ"):
            self.owned.setdefault(name, sort)
        else:
            self.places[name].append(names.id.span)
            self.sort_of[name] = sort
        texts = [*(t.text for t in names.aliases), *(t.text for t in names.codes)]
        for text in (*texts, *([names.display] if names.display else [])):
            self.shown[fold(text)].add((sort, name))

    def close(self) -> None:
        """Report what was declared more than once (GR103); such names stand for nothing."""
        for name, spans in self.places.items():
            if len(spans) > 1:
                first, *others = sorted(spans, key=lambda span: (span.path, span.line, span.column))
                self.dropped.add(name)
                self.reports.add(
                    Diagnostic(
                        "GR103", f"`{name}` is declared {len(spans)} times", first, "declared here",
                        "keep one of them, or give each thing a name of its own",
                        related=tuple(Related(span, "and here") for span in others),
                    )
                )  # fmt: skip
            owned = self.owned.get(name)
            if owned is not None and self.sort_of[name] != "office":
                self.dropped.add(name)
                self.reports.add(
                    Diagnostic(
                        "GR103", f"`{name}` is declared as {a_sort(self.sort_of[name])} and as {a_sort(owned)}",
                        spans[0], "declared here", "give each thing a name of its own",
                    )
                )  # fmt: skip

    def drop(self, name: str) -> None:
        """Record that a declaration was faulty: who refers to it fails without another message."""
        self.dropped.add(name)

    def find(self, ref: ast.Ref, *sorts: str, wanted: str = "", near: Iterable[str] = ()) -> str:
        """Return the identifier `ref` stands for, of one of `sorts`. Reports GR101, GR102, GR105.

        `wanted` says what could stand there where that is more than `sorts`, `near` what else may have been meant.
        """
        name = self._quoted(ref, sorts) if ref.quoted else ref.text
        if name in self.dropped or name in self.broken:
            raise ResolveError
        sort = self.sort_of.get(name) or BUILT_IN.get(name)
        if sort in sorts:
            return name
        wanted = wanted or " or ".join(a_sort(s) for s in sorts if s not in ("recipient",))
        if sort is None and name in self.owned:
            sort = self.owned[name]
            if ref.quoted and near:
                written = f"`{name} of` and whose it is" if sort == "post" else f"`{name}` without quotes"
                raise self.reports.refuse(
                    Diagnostic("GR102", f'"{ref.text}" is {a_sort(sort)}, and posts and organs go by their names',
                               ref.span, "cannot stand here in quotes", f"write {written}")
                )  # fmt: skip
        if sort is not None:
            raise self.reports.refuse(
                Diagnostic("GR102", f"`{name}` is {a_sort(sort)}, not {wanted}", ref.span, f"{wanted} is needed here",
                           self._help(name, sorts) or _AT_COMMITTEE.get((sort, *sorts), f"name {wanted}"))
            )  # fmt: skip
        raise self.unknown(ref, wanted, [*self.names(sorts), *near])

    def is_called(self, ref: ast.Ref, sort: str) -> bool:
        """Say whether a reference can only mean a thing of `sort`."""
        if ref.quoted:
            return {found for found, _ in self.shown.get(fold(ref.text), ())} == {sort}
        return self.sort_of.get(ref.text) == sort

    def find_all(self, refs: Iterable[ast.Ref], *sorts: str) -> tuple[str, ...]:
        """Return what several references stand for; reports all that fail before giving up."""
        found, failed = [], False
        for ref in refs:
            try:
                found.append(self.find(ref, *sorts))
            except ResolveError:
                failed = True
        if failed:
            raise ResolveError
        return tuple(found)

    def unknown(self, ref: ast.Ref, wanted: str, names: Iterable[str]) -> ResolveError:
        """Report a name that nothing declares (GR101), with the closest that could stand there."""
        return self.reports.refuse(
            Diagnostic("GR101", f"nothing called `{ref.text}` is declared", ref.span, f"not {wanted} of these files",
                       self._closest(ref.text, names) or f"declare it, or correct the name; {wanted} is needed here")
        )  # fmt: skip

    def names(self, sorts: Iterable[str]) -> list[str]:
        """Return identifiers, display names, aliases and codes of things of `sorts`."""
        wanted = set(sorts)
        ids = [name for name, sort in self.sort_of.items() if sort in wanted]
        ids += [name for name, sort in BUILT_IN.items() if sort in wanted]
        return ids + [text for text, things in self.shown.items() if any(sort in wanted for sort, _ in things)]

    def _quoted(self, ref: ast.Ref, sorts: Iterable[str]) -> str:
        things = self.shown.get(fold(ref.text), set())
        fitting = sorted({name for sort, name in things if sort in sorts})
        if len(fitting) > 1:
            raise self.reports.refuse(
                Diagnostic("GR105", f'"{ref.text}" is the name of several things', ref.span, "which of them is meant?",
                           "write the name without quotes: " + " or ".join(f"`{name}`" for name in fitting))
            )  # fmt: skip
        if fitting:
            return fitting[0]
        others = sorted({name for _, name in things})
        return others[0] if others else ref.text

    def _help(self, name: str, sorts: Iterable[str]) -> str:
        return self._closest(name, (n for n in self.names(sorts) if n != name))

    def _closest(self, typed: str, names: Iterable[str]) -> str:
        close = suggest(typed, names)
        return f"did you mean {' or '.join(f'`{name}`' for name in close)}?" if close else ""
