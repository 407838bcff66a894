"""Who-expressions that give or receive: one holder, or the seats of several.

In: who-expressions of the AST, in one round of a clause's `each`. Out: holders: a post, an organ, a set in words, or a
recipient that is entered in the draft. Diagnostics: GR216, GR217 and those of `expand`.
Source: docs/reference/semantics.md, 2.10 and 2.11.
"""

from collections.abc import Iterator

from attrs import field, frozen

from govrules.diagnostics import Diagnostic
from govrules.model.days import Period
from govrules.model.things import Recipient, Seat
from govrules.resolve.expand import Env, Expander, Target
from govrules.resolve.filling import can_be_filled, name_of, normal
from govrules.resolve.symbols import ResolveError
from govrules.source import Span
from govrules.syntax import ast


def holders(expander: Expander, who: ast.Who, env: Env, board: str) -> Iterator[tuple[str, Target]]:
    """Yield whom a who-expression stands for, each with its target. `board` is the first holder of the body."""
    if isinstance(who, ast.SeatsExpr):
        places = _Places(expander, env, board)
        id_ = places.holder(who)
        yield id_, Target("holder", id_, env, tuple(dict.fromkeys(places.when)), who.span)
        return
    for target in expander.who(who, env):
        yield expander.receiver(target, board), target


@frozen
class _Places:
    """Seats of one expression; `when` is what those named rest on."""

    expander: Expander
    env: Env
    board: str
    when: list[Period] = field(factory=list)

    def holder(self, expr: ast.SeatsExpr) -> str:
        """Return the holder that the expression stands for, entered where it is a recipient."""
        seats = normal(self._seats(expr))
        is_fillable = can_be_filled(seats)
        self.expander.draft.is_fillable |= is_fillable
        if not is_fillable and not self.expander.draft.in_state:
            raise self._unfillable(
                "these places can never all be filled", expr.span, "not enough posts or organs for the places",
                "one post fills one place; name as many as there are places",
            )  # fmt: skip
        id_ = name_of(seats)
        if len(seats) > 1 or len(seats[0].of) != 1 or seats[0].count > 1:
            self.expander.draft.recipients[id_] = Recipient(id_, seats)
        return id_

    def _seats(self, part: ast.Who) -> list[Seat]:
        if not isinstance(part, ast.SeatsExpr):
            return [self._seat(1, (self._one(part),))]
        if part.word == "both":
            return [seat for inner in part.parts for seat in self._seats(inner)]
        found: dict[str, Span] = {}
        for inner in part.parts:
            for candidate in self._candidates(inner, part.word):
                if candidate in found:
                    raise self._twice(candidate, inner.span)
                found[candidate] = inner.span
        count = len(found) if part.word == "all" else part.count if part.word == "any" else 1
        if self.expander.draft.in_state:
            return [self._seat(max(count, 1), tuple(found))]
        seat = self._seat(count, tuple(found))
        if not count >= 1 or (count > len(found) and not seat.many):
            raise self._unfillable(
                f"any {count} of {len(found)} can never be filled" if count else "any 0 of them is nobody", part.span,
                "the number does not fit", f"say a number from 1 to {len(found)}, or name more posts",
            )  # fmt: skip
        return [seat]

    def _seat(self, count: int, of: tuple[str, ...]) -> Seat:
        """Return places of which a set in words can fill several."""
        return Seat(count, of, tuple(name for name in of if name in self.expander.draft.sets))

    def _candidates(self, part: ast.Who, word: str) -> tuple[str, ...]:
        """Return who can fill a place of `either`, `any` or `all`; a listed set in a list stands for its posts."""
        if isinstance(part, ast.SeatsExpr):
            seats = self._seats(part)
            if len(seats) != 1 or seats[0].count != 1:
                raise self._several(
                    "`either` stands between those who act alone", part.span, "several together",
                    "write one clause for each way of acting",
                )  # fmt: skip
            return seats[0].of
        named = self.expander.set_named(part) if isinstance(part, ast.HolderExpr) and word != "either" else None
        if named in self.expander.draft.lists:
            self.when.extend(self.expander.draft.defined[named])
            return self.expander.draft.lists[named]
        if named is not None and word == "all":
            name = named.split("@")[0]
            raise self._several(
                f"nobody can tell who all of `{name}` are", part.span, "a set in words",
                f"say `{name}` or `any 1 of {name}`, or list the posts in the clause that defines the set",
            )  # fmt: skip
        return (self._one(part),)

    def _one(self, part: ast.Who) -> str:
        each = part if isinstance(part, ast.Each | ast.EachOf) else getattr(part, "owner", None)
        if isinstance(each, ast.Each):
            raise self._several(
                "`each` cannot stand among those who act together", part.span, "how many of them?",
                "write a clause for each body, or if any will do, a set: `NAME means POST of each member of CLUSTER`",
            )  # fmt: skip
        (target,) = self.expander.who(part, self.env)
        self.when.extend(target.when)
        return self.expander.receiver(target, self.board)

    def _twice(self, candidate: str, span: Span) -> ResolveError:
        name = candidate.replace("@", " of ")
        return self._unfillable(
            f"`{name}` stands twice in one choice", span, "named before", "one post fills one place; name it once"
        )

    def _unfillable(self, message: str, span: Span, label: str, help_: str) -> ResolveError:
        return self.expander.symbols.reports.refuse(Diagnostic("GR217", message, span, label, help_))

    def _several(self, message: str, span: Span, label: str, help_: str) -> ResolveError:
        return self.expander.symbols.reports.refuse(Diagnostic("GR216", message, span, label, help_))
