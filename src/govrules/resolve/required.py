"""Clauses that say how other statements are to be: requirements, which a check looks at.

In: a clause's sentence, and for those about bodies its rounds from the clause builder. Out: requirements. Diagnostics:
GR101, GR102, GR217. Source: docs/reference/semantics.md, 9.2.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.model import rules
from govrules.model.days import When
from govrules.resolve.expand import Expander, Target
from govrules.resolve.functions import below, leaves_of
from govrules.resolve.symbols import ResolveError
from govrules.source import Span
from govrules.syntax import ast

if TYPE_CHECKING:
    from govrules.resolve.clauses import Round

_NOTHING: frozenset[str] = frozenset()


@frozen
class Required:
    """Makes the requirements of one clause."""

    id: str
    statement: ast.ClauseStatement
    rule: ast.Requiring
    expander: Expander

    def requirements(self, own: When, rounds: "Iterable[Round]") -> Iterator[rules.Requirement]:
        """Yield what is required: of bodies in their rounds, of what things have or employ, of posts that differ."""
        if isinstance(self.rule, ast.DifferRule):
            yield self._differ(self.rule, own)
        elif isinstance(self.rule, ast.EmployRule):
            for target in self.expander.who(self.rule.who, {}):
                if target.sort != "thing" or target.id in self.expander.draft.areas:
                    raise self._refused("GR102", "who employs is a body, and who employs nobody a body or cluster",
                                        target.span, "not a body or cluster", "name the body or cluster")  # fmt: skip
                when = own + target.when + self.expander.draft.life_of(target.id)
                yield self._made("employ", target.id, when)
        elif isinstance(self.rule, ast.HaveRule):
            names = tuple(dict.fromkeys(map(self._office, self.rule.names)))
            for target in self.expander.who(self.rule.who, {}):
                if target.sort != "thing":
                    raise self._refused("GR102", "posts are of a body, area or cluster", target.span,
                                        "not a thing with posts", "name the body or cluster")  # fmt: skip
                when = own + target.when + self.expander.draft.life_of(target.id)
                yield self._made("have", target.id, when, offices=names)
        else:
            yield from self._of_bodies(rounds)

    def _of_bodies(self, rounds: "Iterable[Round]") -> Iterator[rules.Requirement]:
        """Yield what is required of each body."""
        draft, symbols = self.expander.draft, self.expander.symbols
        for round_ in rounds:
            if isinstance(self.rule, ast.DealRule):
                leaves = leaves_of(self.rule.functions, draft, symbols, self.id)
                how = "expressly" if self.rule.expressly else "deal"
                yield self._made(how, round_.point, round_.when, leaves=leaves)
            elif isinstance(self.rule, ast.ApartRule):
                sides = [symbols.find(ref, "function") for ref in (self.rule.function, self.rule.other)]
                leaves, others = (below(draft, [side]) for side in sides)
                yield self._made("apart", round_.point, round_.when, leaves=leaves, others=others)
            elif isinstance(self.rule, ast.FewRule):
                title = symbols.find(self.rule.title, "title")
                body = draft.body_of(round_.point)
                yield self._made("few", body, round_.when, title=title, most=self.rule.most)
            elif isinstance(self.rule, ast.DesignateRule):
                title = symbols.find(self.rule.title, "title")
                body = draft.body_of(round_.point)
                for target in self.expander.who(self.rule.post, round_.env):
                    self._refuse_no_post(target)
                    when = round_.when + target.when
                    yield self._made("designate", body, when, posts=(target.id,), title=title)

    def _differ(self, rule: ast.DifferRule, own: When) -> rules.Requirement:
        parts = rule.who.parts if isinstance(rule.who, ast.SeatsExpr) else (rule.who,)
        if isinstance(rule.who, ast.SeatsExpr) and rule.who.word not in ("both", "all"):
            raise self._refused("GR217", "who are to be different are all of some posts", rule.who.span,
                                "not all of them", "write `both A and B` or `all of A, B, C`")  # fmt: skip
        targets = [target for part in parts for target in self.expander.who(part, {})]
        for target in targets:
            self._refuse_no_post(target)
        posts = tuple(dict.fromkeys(target.id for target in targets))
        return self._made("differ", None, own, posts=posts)

    def _made(
        self, how: str, body: str | None, when: When, *, offices: tuple[str, ...] = (), posts: tuple[str, ...] = (),
        title: str | None = None, leaves: frozenset[str] = _NOTHING, others: frozenset[str] = _NOTHING,
        most: int | None = None,
    ) -> rules.Requirement:  # fmt: skip
        return rules.Requirement(
            self.id, how, self.rule.is_must, body, offices, posts, title, leaves, others, most, when
        )

    def _office(self, ref: ast.Ref) -> str:
        """Return the name of a post; a declared office, or the name of a post that some body has."""
        symbols = self.expander.symbols
        if not ref.quoted and symbols.owned.get(ref.text) == "post":
            return ref.text
        return symbols.find(ref, "office")

    def _refuse_no_post(self, target: Target) -> None:
        if target.id not in self.expander.draft.posts:
            raise self._refused("GR102", "a post is needed here", target.span, "not a post",
                                "name the post and whose it is: `chair of sel`")  # fmt: skip

    def _refused(self, code: str, message: str, span: Span, label: str, help_: str) -> ResolveError:
        return self.expander.symbols.reports.refuse(Diagnostic(code, message, span, label, help_, self.id))
