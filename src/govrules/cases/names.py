"""The names that cases use: bodies, holders and clauses of a scheme, however an author may call them.

In: a scheme, and names as they stand in a case. Out: identifiers, or NotReadError with a diagnostic (GR101, GR102,
GR105). A case is read against the scheme that answers it: one `as known on` a day speaks of what was known then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import did_you_mean, fold
from govrules.model.scheme import Scheme
from govrules.model.things import Label, Seat
from govrules.resolve.filling import normal
from govrules.source import Span
from govrules.syntax import ast

Seats = tuple[Seat, ...]


def bare(seats: Seats) -> Seats:
    """Return seats by their places and candidates alone."""
    return tuple(Seat(seat.count, seat.of) for seat in seats)


class NotReadError(Exception):
    """Carries what is wrong with one expectation."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Say what is wrong."""
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Names:
    """Every name of a scheme that can stand in a case, by sort."""

    def __init__(self, scheme: Scheme) -> None:
        """Collect identifiers, display names, aliases and codes."""
        self.scheme = scheme
        self._called: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for sort, tables in (
            ("owner", (scheme.bodies, scheme.groups, scheme.areas)),
            ("document", (scheme.instruments, scheme.sources)),
            ("holder", (scheme.posts, scheme.organs, scheme.sets)),
        ):
            for table in tables:
                self._enter(sort, {id_: thing.label for id_, thing in table.items()})
        self._enter("circumstance", scheme.terms, "circumstance")

    def _enter(self, sort: str, labels: Mapping[str, Label], term: str | None = None) -> None:
        for id_, label in labels.items():
            if term is not None and self.scheme.term_sorts.get(id_) != term:
                continue
            for text in (
                id_.split("@")[0],
                label.display,
                *(t for t, _ in label.aliases),
                *(t for t, _ in label.codes),
            ):
                self._called[sort][fold(text)].add(id_)

    # ------------------------------------------------------------------------------------------------ things

    def place(self, ref: ast.Ref) -> str:
        """Return the body, area or group that a name stands for."""
        return self._one(ref, self._find(ref, "owner"), "owner", "a body")

    def circumstance(self, ref: ast.Ref) -> str:
        """Return the circumstance that a name stands for."""
        return self._one(ref, self._find(ref, "circumstance"), "circumstance", "a circumstance")

    def clause(self, ref: ast.ClauseRef) -> frozenset[str]:
        """Return the clauses that are meant: one, or every row of a table."""
        known = self.scheme.clauses.values()
        wanted = None
        if ref.instrument is not None:
            wanted = self._one(ref.instrument, self._find(ref.instrument, "document"), "document", "an instrument")
        found = {c.id for c in known if c.label == ref.label and wanted in (None, c.instrument)}
        found |= {c.id for c in known if c.label.startswith(f"{ref.label} (") and wanted in (None, c.instrument)}
        documents = {self.scheme.clauses[id_].instrument for id_ in found}
        if len(documents) == 1:
            return frozenset(found)
        said = ref.label if wanted is None else f"{ref.label} of {wanted}"
        if documents:
            listed = " or ".join(f"`{ref.label} of {name}`" for name in sorted(documents))
            raise NotReadError(
                Diagnostic("GR105", f"clause {said} is a clause of several instruments", ref.span,
                           "which of them is meant?", f"write {listed}")
            )  # fmt: skip
        labels = {c.label for c in known if wanted in (None, c.instrument)}
        raise NotReadError(
            Diagnostic("GR101", f"there is no clause {said}", ref.span, "not a clause of these files",
                       did_you_mean(ref.label, labels) or "write the label and the instrument of a clause")
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------------ holders

    def seats(self, who: ast.Item, body: str | None) -> Seats:
        """Return the seats of somebody who may act. `body` is the one asked about, whose board `board` is."""
        return bare(normal(self._seats(who, body)))

    def holder(self, expr: ast.HolderExpr, body: str | None) -> str:
        """Return the post, organ, set or body that is meant."""
        name = expr.name
        if expr.owner is None:
            return self._alone(name, body)
        if not isinstance(expr.owner, ast.Ref):
            raise _no_each(expr.span)
        owners = self._find(expr.owner, "owner") | self._find(expr.owner, "document")
        owner = self._one(expr.owner, owners, "owner", "a body or cluster")
        if name.text == "board" and owner in self.scheme.bodies:
            return self.scheme.bodies[owner].first_holder
        found = {id_ for id_ in self._find(name, "holder") if id_.endswith(f"@{owner}")}
        others = [id_.split("@")[0] for id_ in self._called_all("holder") if id_.endswith(f"@{owner}")]
        if not found:
            raise NotReadError(
                Diagnostic("GR101", f"there is no `{name.text}` of {owner}", name.span, f"nobody of {owner}",
                           did_you_mean(name.text, others) or "name a post, committee or set that the files declare")
            )  # fmt: skip
        return self._one(name, found, "holder", "a post or committee")

    def _alone(self, name: ast.Ref, body: str | None) -> str:
        if name.text == "board" and body is not None:
            return self.scheme.bodies[body].first_holder
        found = self._find(name, "holder") or self._find(name, "owner")
        if len(found) > 1:
            listed = " or ".join(f"`{id_.replace('@', ' of ')}`" for id_ in sorted(found)[:3])
            raise NotReadError(
                Diagnostic("GR105", f"`{name.text}` can be {len(found)} things", name.span, "of which body?",
                           f"write {listed}")
            )  # fmt: skip
        return self._one(name, found, "holder", "somebody who can act")

    def _seats(self, who: ast.Item | ast.Who, body: str | None) -> list[Seat]:
        if isinstance(who, ast.HolderExpr):
            return [Seat(1, (self.holder(who, body),))]
        if not isinstance(who, ast.SeatsExpr):
            raise _no_each(who.span)
        inner = [self._seats(part, body) for part in who.parts]
        if who.word in ("both", "all"):
            return [seat for seats in inner for seat in seats]
        candidates = tuple(dict.fromkeys(one for seats in inner for seat in seats for one in seat.of))
        many = tuple(name for name in candidates if name in self.scheme.sets)
        return [Seat(who.count if who.word == "any" else 1, candidates, many)]

    # ------------------------------------------------------------------------------------------------ looking up

    def _find(self, ref: ast.Ref, sort: str) -> set[str]:
        found = self._called[sort].get(fold(ref.text), set())
        if not ref.quoted and sort != "holder":
            return found & {ref.text}
        return found

    def _called_all(self, sort: str) -> Iterable[str]:
        return sorted({id_ for ids in self._called[sort].values() for id_ in ids})

    def _one(self, ref: ast.Ref, found: set[str], sort: str, wanted: str) -> str:
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise NotReadError(
                Diagnostic("GR105", f'"{ref.text}" is the name of several things', ref.span, "which of them is meant?",
                           "write " + " or ".join(f"`{name}`" for name in sorted(found)))
            )  # fmt: skip
        names = [name for name in self._called[sort] if name] + [id_.split("@")[0] for id_ in self._called_all(sort)]
        raise NotReadError(
            Diagnostic("GR101", f"nothing called `{ref.text}` is declared", ref.span, f"not {wanted} of these files",
                       did_you_mean(ref.text, names) or f"name {wanted} that the rule files declare")
        )  # fmt: skip


def _no_each(span: Span) -> NotReadError:
    return NotReadError(
        Diagnostic("GR702", "a case names everybody one by one", span, "whom does this stand for?",
                   "write out each post or committee: `finance-director of sel`")
    )  # fmt: skip
