"""Clauses that are recorded and shown, never computed: who leads, who judges a circumstance, what must be done.

In: a clause's sentence, and its rounds from the clause builder. Out: records. Diagnostics: GR102, GR210, GR214.
Source: docs/reference/semantics.md, 3.9.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govrules.diagnostics import Diagnostic
from govrules.model import rules
from govrules.resolve.draft import Draft
from govrules.resolve.expand import Expander
from govrules.resolve.functions import leaves_of
from govrules.resolve.marks import all_of
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.syntax import ast

if TYPE_CHECKING:
    from govrules.resolve.clauses import Round


@frozen
class Recorder:
    """Makes the records of one clause."""

    id: str
    statement: ast.ClauseStatement
    rule: ast.LeadsRule | ast.JudgesRule | ast.MustRule
    expander: Expander

    @property
    def _draft(self) -> Draft:
        return self.expander.draft

    @property
    def _symbols(self) -> Symbols:
        return self.expander.symbols

    def records(self, rounds: Iterable["Round"]) -> Iterator[rules.Record]:
        """Yield a record for each round. Raises ResolveError where a part of the clause is faulty, as reported."""
        self._refuse_modifiers()
        leaves, circumstances = self._leaves(), frozenset[str]()
        if isinstance(self.rule, ast.JudgesRule):
            circumstances = frozenset(self._symbols.find_all(self.rule.circumstances, "circumstance"))
        how = type(self.rule).__name__.removesuffix("Rule").lower()
        text = self.rule.text if isinstance(self.rule, ast.MustRule) else None
        for round_ in rounds:
            who = round_.point if self._speaks_of_bodies() else round_.giver or self._board(round_.point)
            yield rules.Record(self.id, round_.point or None, how, who, leaves, circumstances, text, round_.when)

    def of_its_own_body(self, rounds: Iterable["Round"]) -> Iterator["Round"]:
        """Keep, of a post or organ of a party, the rounds for that party, unless `for` names others.

        One of a cluster, or of a body that is no party, is for every party; where there are none, for its own body.
        """
        who, rounds = self.rule.who, list(rounds)
        each = isinstance(who, ast.HolderExpr) and isinstance(who.owner, ast.Each)
        named = not each and bool(all_of(self.statement.modifiers, ast.ForBodies))
        parties = {self._draft.body_of(round_.point) for round_ in rounds if round_.point}
        for round_ in rounds:
            owners = {self._draft.body_of(owner) for owner in self._owners(round_.giver)} - self._draft.groups.keys()
            if not parties and owners:
                yield from (evolve(round_, point=owner) for owner in sorted(owners))
            elif named or not (owners if each else owners & parties) or self._draft.body_of(round_.point) in owners:
                yield round_

    def _leaves(self) -> frozenset[str] | None:
        if isinstance(self.rule, ast.JudgesRule) or self.rule.functions is None:
            return None
        return leaves_of(self.rule.functions, self._draft, self._symbols, self.id)

    def _speaks_of_bodies(self) -> bool:
        """Say whether the sentence is about bodies themselves, and not about posts or organs."""
        who = self.rule.who
        if not isinstance(who, ast.HolderExpr):
            return True
        return who.owner is None and any(target.sort == "thing" for target in self.expander.who(who, {}))

    def _owners(self, holder: str) -> tuple[str, ...]:
        if holder in self._draft.posts:
            return (self._draft.posts[holder].owner,)
        return self._draft.organs[holder].owners if holder in self._draft.organs else ()

    def _board(self, point: str) -> str:
        """Return the first holder of the body a record is for; with no body it is nobody's board (GR210)."""
        if point:
            return self._draft.bodies[self._draft.body_of(point)].first_holder
        raise self._refused("GR210", "`board` needs an instrument with parties", self.statement, "the board of what?",
                            "name the body: `board of BODY`")  # fmt: skip

    def _refuse_modifiers(self) -> None:
        """Refuse a limit and leave to delegate (GR214), and functions that stand where bodies belong (GR102)."""
        for found in self.statement.modifiers:
            if isinstance(found, ast.LimitExpr | ast.Further):
                name = "a limit" if isinstance(found, ast.LimitExpr) else "leave to delegate further"
                raise self._refused("GR214", f"this kind of clause cannot have {name}", found, name,
                                    "take it out: what is only recorded gives no authority")  # fmt: skip
        if not isinstance(self.rule, ast.MustRule):
            return
        for ref in (one for some in all_of(self.statement.modifiers, ast.ForBodies) for one in some.bodies.things):
            if isinstance(ref, ast.Ref) and not ref.quoted and self._symbols.sort_of.get(ref.text) == "function":
                raise self._refused("GR102", f"`{ref.text}` is a function, not a body", ref, "a body is needed here",
                                    f'name functions before the words: `must for {ref.text} "..."`')  # fmt: skip

    def _refused(
        self, code: str, message: str, node: ast.ClauseStatement | ast.LimitExpr | ast.Further | ast.Ref, label: str,
        help_: str,
    ) -> ResolveError:  # fmt: skip
        return self._symbols.reports.refuse(Diagnostic(code, message, node.span, label, help_, self.id))
