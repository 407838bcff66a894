"""From parse tree to AST: one method a grammar rule.

In: a parse tree of one statement or question, and the text it is of. Out: the AST node, or None with diagnostics
(GR009 dates, GR011 modifiers said twice). Promise: a statement is built whole or not at all.
"""

import re
from datetime import date
from typing import Any

from lark import Token, Tree

from govrules.diagnostics import Diagnostic, Related
from govrules.source import SourceText, Span
from govrules.syntax import ast

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ONCE = (
    ast.FromDay | ast.ByDay, ast.ToDay | ast.BeforeDay | ast.ToUnknown, ast.MadeOn, ast.ForBodies, ast.LimitExpr,
    ast.Further, ast.ResidueExpr,
)  # fmt: skip


class _RefusedError(Exception):
    """Carries the diagnostic that refuses a statement from where it was found to `build`."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def parse_day(text: str) -> date | None:
    """Return the day that `1 June 2011` or `2011-06-01` names, None where there is no such day."""
    try:
        if "-" in text:
            return date.fromisoformat(text)
        number, month, year = text.split()
        months = [m for m in MONTHS if m == month or m[:3] == month]
        return date(int(year), MONTHS.index(months[0]) + 1, int(number)) if months else None
    except ValueError:
        return None


class Builder:
    """Builds the nodes of one text."""

    def __init__(self, source: SourceText) -> None:
        """Build nodes whose spans are places in `source`."""
        self.source = source

    def build(self, tree: Tree[Token]) -> tuple[Any, Diagnostic | None]:
        """Return the node of a statement or question and None, or None and what is wrong with it."""
        try:
            return self._node(tree), None
        except _RefusedError as refused:
            return None, refused.diagnostic

    def _node(self, tree: Any) -> Any:
        if not isinstance(tree, Tree):
            return tree
        children = [self._node(child) for child in tree.children]
        return getattr(self, "_" + tree.data)(tree, children)

    def _span(self, tree: Tree[Token]) -> Span:
        return self.source.span(tree.meta.start_pos, tree.meta.end_pos)

    def _token_span(self, token: Token) -> Span:
        assert token.start_pos is not None
        return self.source.span(token.start_pos, token.start_pos + len(token))

    # -------------------------------------------------------------------------------------------- small things

    def _ref(self, tree: Tree[Token], children: list[Token]) -> ast.Ref:
        token = children[0]
        quoted = token.type == "STRING"
        return ast.Ref(token[1:-1] if quoted else str(token), quoted, self._span(tree))

    def _refs(self, tree: Tree[Token], children: list[ast.Ref]) -> tuple[ast.Ref, ...]:
        return tuple(children)

    def _label(self, tree: Tree[Token], children: list[Token]) -> str:
        return str(children[0])

    def _day(self, token: Token) -> date:
        day = parse_day(str(token))
        if day is None:
            help_ = "write the day as `1 June 2011` or `2011-06-01`"
            word = re.search(r"[A-Z][a-z]+", str(token))
            if word and word[0] not in MONTHS:
                help_ = f"`{word[0]}` is no month; " + help_
            raise _RefusedError(
                Diagnostic(
                    "GR009", f"there is no day {token}", self._token_span(token), "not a day of the calendar", help_
                )
            )
        return day

    def _money(self, token: Token) -> ast.MoneyExpr:
        return ast.MoneyExpr(str(token), self._token_span(token))

    # -------------------------------------------------------------------------------------------- who and what

    def _holder(self, tree: Tree[Token], children: list[Any]) -> ast.HolderExpr:
        return ast.HolderExpr(children[0], children[1], self._span(tree))

    def _sort(self, tree: Tree[Token], word: str) -> ast.Ref:
        return ast.Ref(word, False, self._span(tree))

    def _party(self, tree: Tree[Token], children: list[Any]) -> str:
        return "party"

    def _member(self, tree: Tree[Token], children: list[Any]) -> str:
        return "member"

    def _each(self, tree: Tree[Token], children: list[Any]) -> ast.Each:
        what = self._sort(tree, children[0]) if isinstance(children[0], str) else children[0]
        return ast.Each(what, children[1], (), self._span(tree))

    def _each_kind(self, tree: Tree[Token], children: list[Any]) -> ast.Each:
        return ast.Each(children[0], None, (), self._span(tree))

    def _each_except(self, tree: Tree[Token], children: list[Any]) -> ast.Each:
        each = children[0]
        return ast.Each(each.what, each.of, children[1], self._span(tree))

    def _each_of(self, tree: Tree[Token], children: list[Any]) -> ast.EachOf:
        return ast.EachOf(children[0], self._span(tree))

    def _that(self, tree: Tree[Token], children: list[Any]) -> ast.That:
        what = self._sort(tree, children[0]) if isinstance(children[0], str) else children[0]
        return ast.That(what, self._span(tree))

    def _bodies(self, tree: Tree[Token], children: list[Any]) -> ast.BodiesExpr:
        things = children[0] if isinstance(children[0], tuple) else (children[0],)
        return ast.BodiesExpr(things, self._span(tree))

    def _any_kinds(self, tree: Tree[Token], children: list[ast.Ref]) -> tuple[ast.Ref, ...]:
        return tuple(children)

    def _everything(self, tree: Tree[Token], children: list[Any]) -> ast.FunctionsExpr:
        return ast.FunctionsExpr((), True, children[0] is not None, (), self._span(tree))

    def _functions(self, tree: Tree[Token], children: list[Any]) -> ast.FunctionsExpr:
        what, exceptions = children
        if isinstance(what, ast.FunctionsExpr):
            return ast.FunctionsExpr((), True, what.statutory, exceptions or (), self._span(tree))
        return ast.FunctionsExpr(what, False, False, exceptions or (), self._span(tree))

    # -------------------------------------------------------------------------------------------- modifiers

    def _from_day(self, tree: Tree[Token], children: list[Token]) -> ast.FromDay:
        return ast.FromDay(self._day(children[0]), self._span(tree))

    def _by_day(self, tree: Tree[Token], children: list[Token]) -> ast.ByDay:
        return ast.ByDay(self._day(children[0]), self._span(tree))

    def _to_day(self, tree: Tree[Token], children: list[Token]) -> ast.ToDay:
        return ast.ToDay(self._day(children[0]), self._span(tree))

    def _before_day(self, tree: Tree[Token], children: list[Token]) -> ast.BeforeDay:
        return ast.BeforeDay(self._day(children[0]), self._span(tree))

    def _made_on(self, tree: Tree[Token], children: list[Token]) -> ast.MadeOn:
        return ast.MadeOn(self._day(children[0]), self._span(tree))

    def _to_unknown(self, tree: Tree[Token], children: list[Any]) -> ast.ToUnknown:
        return ast.ToUnknown(self._span(tree))

    def _citation(self, tree: Tree[Token], children: list[Any]) -> ast.CitationExpr:
        return ast.CitationExpr(children[0], children[1][1:-1] if children[1] is not None else None)

    def _see(self, tree: Tree[Token], children: list[Any]) -> ast.See:
        return ast.See(tuple(children), self._span(tree))

    def _flag(self, tree: Tree[Token], children: list[Any]) -> ast.Flag:
        return ast.Flag(tree.data.replace("_", "-"), self._span(tree))

    _illustrative = _unverified = _statutory = _non_delegable = _flag

    def _professionally(self, tree: Tree[Token], children: list[Any]) -> bool:
        return True

    def _words(self, tree: Tree[Token], children: list[Token]) -> ast.Words:
        return ast.Words(tree.data, children[0][1:-1], self._span(tree))

    _note = _publisher = _address = _words

    def _list(self, tree: Tree[Token], children: list[Any]) -> ast.Refs:
        return ast.Refs(tree.data, children[0], self._span(tree))

    _having = _below = _not_adopted = _list

    def _overseers(self, tree: Tree[Token], children: list[Any]) -> ast.Overseers:
        return ast.Overseers(tree.data, children[0], self._span(tree))

    _directed = _managed = _overseers

    def _one_ref(self, tree: Tree[Token], children: list[ast.Ref]) -> ast.OneRef:
        return ast.OneRef(tree.data, children[0], self._span(tree))

    _employed = _capacity = _one_ref

    def _nobody(self, tree: Tree[Token], children: list[Any]) -> None:
        return None

    def _marks(self, tree: Tree[Token], children: list[Any]) -> tuple[ast.Modifier, ...]:
        return self._checked(children)

    def _marked_ref(self, tree: Tree[Token], children: list[Any]) -> ast.MarkedRef:
        return ast.MarkedRef(children[0], children[1] or ())

    def _marked_refs(self, tree: Tree[Token], children: list[Any]) -> tuple[Any, ...]:
        return tuple(children)

    def _marked_string(self, tree: Tree[Token], children: list[Any]) -> ast.MarkedText:
        return ast.MarkedText(children[0][1:-1], children[1] or ())

    _marked_strings = _marked_refs

    def _for_bodies(self, tree: Tree[Token], children: list[Any]) -> ast.ForBodies:
        return ast.ForBodies(children[0], self._span(tree))

    def _limit(self, tree: Tree[Token], children: list[Any]) -> ast.LimitExpr:
        return ast.LimitExpr(self._money(children[0]), children[1], self._span(tree))

    def _circumstances(self, tree: Tree[Token], refs: list[ast.Ref], either: bool = False) -> ast.Circumstances:
        return ast.Circumstances(tuple(refs), either, self._span(tree))

    def _either(self, tree: Tree[Token], children: list[Any]) -> ast.Circumstances:
        return self._circumstances(tree, children, True)

    def _both(self, tree: Tree[Token], children: list[Any]) -> ast.Circumstances:
        return self._circumstances(tree, children)

    def _all_of(self, tree: Tree[Token], children: list[Any]) -> ast.Circumstances:
        return self._circumstances(tree, children[0])

    def _condition(self, tree: Tree[Token], children: list[Any]) -> ast.Condition:
        found = children[0]
        if isinstance(found, ast.Ref):
            found = ast.Circumstances((found,), False, found.span)
        return ast.Condition(tree.data == "only_if", found, self._span(tree))

    _only_if = _unless = _condition

    def _further(self, tree: Tree[Token], children: list[Any]) -> ast.Further:
        return ast.Further(tree.data == "further", self._span(tree))

    _no_further = _further

    def _clause_ref(self, tree: Tree[Token], children: list[Any]) -> ast.ClauseRef:
        return ast.ClauseRef(children[0], children[1], self._span(tree))

    def _clause_refs(self, tree: Tree[Token], children: list[Any]) -> tuple[ast.ClauseRef, ...]:
        return tuple(children)

    def _replacing(self, tree: Tree[Token], children: list[Any]) -> ast.Replacing:
        return ast.Replacing(children[0], self._span(tree))

    def _adoption(self, tree: Tree[Token], children: list[Any]) -> ast.AdoptionExpr:
        return ast.AdoptionExpr(children[0], children[1], children[2] or (), self._span(tree))

    def _adopted(self, tree: Tree[Token], children: list[Any]) -> ast.Adopted:
        return ast.Adopted(tuple(children), self._span(tree))

    def _residue(self, tree: Tree[Token], children: list[Any]) -> ast.ResidueExpr:
        return ast.ResidueExpr(children[0], self._span(tree))

    def _checked(self, modifiers: list[Any]) -> tuple[ast.Modifier, ...]:
        """Return the modifiers, refusing one that may stand once and stands twice (GR011)."""
        for sort in _ONCE:
            found = [modifier for modifier in modifiers if isinstance(modifier, sort)]
            if len(found) > 1:
                raise _RefusedError(
                    Diagnostic(
                        "GR011", "the statement says the same kind of thing twice", found[1].span, "said again here",
                        "keep one of the two", related=(Related(found[0].span, "first said here"),),
                    )
                )  # fmt: skip
        return tuple(modifiers)

    # -------------------------------------------------------------------------------------------- declarations

    def _display(self, tree: Tree[Token], children: list[Token]) -> str:
        return children[0][1:-1]

    def _also(self, tree: Tree[Token], children: list[Any]) -> tuple[str, tuple[ast.MarkedText, ...]]:
        return tree.data, children[0]

    _code = _also

    def _is_a(self, tree: Tree[Token], children: list[ast.Ref]) -> ast.Ref:
        return children[0]

    def _head(self, children: list[Any]) -> tuple[ast.Names, list[Any]]:
        """Split what every declaration begins with from the rest of it."""
        token, display, *rest = children
        texts: dict[str, tuple[ast.MarkedText, ...]] = {"also": (), "code": ()}
        while rest and isinstance(rest[0], tuple) and rest[0] and rest[0][0] in texts:
            word, more = rest.pop(0)
            texts[word] += more
        id_ = ast.Ref(str(token), False, self._token_span(token))
        return ast.Names(id_, display, texts["also"], texts["code"]), rest

    def _declared(self, node: Any, heads: int, tree: Tree[Token], children: list[Any]) -> Any:
        names, rest = self._head(children)
        return node(names, *rest[:heads], self._checked(rest[heads:]), self._span(tree))

    def _statement(self, tree: Tree[Token], children: list[Any]) -> Any:
        return children[0]

    def _use(self, tree: Tree[Token], children: list[Token]) -> ast.UseStatement:
        return ast.UseStatement(children[0][1:-1], self._span(tree))

    def _term(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.TermStatement, 2, tree, children)

    def _function(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.FunctionStatement, 1, tree, children)

    def _source(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.SourceStatement, 1, tree, children)

    def _body(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.BodyStatement, 1, tree, children)

    def _cluster(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.ClusterStatement, 2, tree, children)

    def _area(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.AreaStatement, 2, tree, children)

    def _organ(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.OrganStatement, 2, tree, children)

    def _post(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.PostStatement, 1, tree, children)

    def _person(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.PersonStatement, 0, tree, children)

    def _instrument(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.InstrumentStatement, 2, tree, children)

    def _appointment(self, tree: Tree[Token], children: list[Any]) -> ast.AppointmentStatement:
        person, post, *modifiers = children
        return ast.AppointmentStatement(person, post, self._checked(modifiers), self._span(tree))

    # -------------------------------------------------------------------------------------------- clauses

    def _clause(self, tree: Tree[Token], children: list[Any]) -> ast.ClauseStatement:
        label, instrument, rule, *modifiers = children
        span = self._span(tree)
        text = " ".join(self.source.text[span.start : span.end].split())
        return ast.ClauseStatement(label, instrument, rule, self._checked(modifiers), text, span)

    def _vests(self, tree: Tree[Token], children: list[Any]) -> ast.VestsRule:
        return ast.VestsRule(*children)

    def _designates(self, tree: Tree[Token], children: list[Any]) -> ast.DesignatesRule:
        return ast.DesignatesRule(*children)

    def _keeps(self, tree: Tree[Token], children: list[Any]) -> ast.KeepsRule:
        return ast.KeepsRule(children[0], tree.data == "reserves", children[1])

    _reserves = _retains = _keeps

    def _delegates(self, tree: Tree[Token], children: list[Any]) -> ast.DelegatesRule:
        return ast.DelegatesRule(*children)

    def _empowers(self, tree: Tree[Token], children: list[Any]) -> ast.EmpowersRule:
        return ast.EmpowersRule(*children)

    def _prohibits(self, tree: Tree[Token], children: list[Any]) -> ast.ProhibitsRule:
        return ast.ProhibitsRule(*children)

    def _revokes(self, tree: Tree[Token], children: list[Any]) -> ast.RevokesRule:
        return ast.RevokesRule(*children)

    def _answers(self, tree: Tree[Token], children: list[Any]) -> ast.AnswersRule:
        who, professionally, functions, to = children
        return ast.AnswersRule(who, professionally is not None, functions, to)

    def _sits(self, tree: Tree[Token], children: list[Any]) -> ast.SitsRule:
        return ast.SitsRule(*children)

    # -------------------------------------------------------------------------------------------- questions

    def _question(self, tree: Tree[Token], children: list[Any]) -> ast.QuestionExpr:
        (kind, what), *rest = children
        title = what if isinstance(what, ast.HolderExpr) else None
        functions = what if isinstance(what, ast.FunctionsExpr) else None
        return ast.QuestionExpr(
            kind,
            functions,
            title,
            tuple(part for part in rest if isinstance(part, ast.Ref)),
            tuple(part.day for part in rest if isinstance(part, ast.MadeOn)),
            tuple(part for part in rest if isinstance(part, tuple)),
            tuple(fact for part in rest if isinstance(part, list) for fact in part),
        )

    def _ask(self, tree: Tree[Token], children: list[Any]) -> tuple[str, Any]:
        return tree.data.removeprefix("ask_"), children[0]

    _ask_accountable = _ask_exercise = _ask_officer = _ask

    def _in_body(self, tree: Tree[Token], children: list[ast.Ref]) -> ast.Ref:
        return children[0]

    def _absent(self, tree: Tree[Token], children: list[ast.Ref]) -> tuple[ast.Ref, bool]:
        return children[0], False

    def _given(self, tree: Tree[Token], children: list[Any]) -> list[tuple[ast.Ref, bool]]:
        return [(fact, True) if isinstance(fact, ast.Ref) else fact for fact in children]

    def _amount(self, tree: Tree[Token], children: list[Any]) -> tuple[ast.MoneyExpr, ast.Ref | None]:
        return self._money(children[0]), children[1]
