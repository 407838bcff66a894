"""From parse tree to AST: one method a grammar rule.

In: a parse tree of one statement or question, and the text it is of. Out: the AST node, or None with diagnostics
(GR009 dates, GR011 modifiers said twice). Promise: a statement is built whole or not at all.
"""

import re
from typing import Any

from lark import Token, Tree

from govrules.diagnostics import Diagnostic
from govrules.source import Span
from govrules.syntax import ast
from govrules.syntax.case_builder import CaseBuilder
from govrules.syntax.parts_builder import RefusedError

COMMENT = re.compile(r'("[^"\n]*")|#[^\n]*')


class Builder(CaseBuilder):
    """Builds the nodes of one text."""

    def build(self, tree: Tree[Token]) -> tuple[Any, Diagnostic | None]:
        """Return the node of a statement or question and None, or None and what is wrong with it."""
        try:
            return self._node(tree), None
        except RefusedError as refused:
            return None, refused.diagnostic

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

    def _named_day(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.DayStatement, 1, tree, children)

    def _value(self, tree: Tree[Token], children: list[Any]) -> ast.ValueExpr:
        money, *marks = children
        return ast.ValueExpr(self._money(money), self._checked([mark for mark in marks if mark is not None]))

    def _values(self, tree: Tree[Token], children: list[Any]) -> tuple[ast.ValueExpr, ...]:
        return tuple(children)

    def _named_amount(self, tree: Tree[Token], children: list[Any]) -> Any:
        return self._declared(ast.AmountStatement, 1, tree, children)

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
        return ast.ClauseStatement(label, instrument, rule, self._checked(modifiers), self._text(span), span)

    def _text(self, span: Span) -> str:
        """Return what stands at a place on one line, without comments."""
        return " ".join(COMMENT.sub(lambda found: found[1] or "", self.source.text[span.start : span.end]).split())

    def _header(self, tree: Tree[Token], children: list[Any]) -> list[Any]:
        return children

    def _twice(self, tree: Tree[Token], children: list[Any]) -> bool:
        return True

    def _row_end(self, tree: Tree[Token], children: list[Any]) -> tuple[ast.MoneyExpr | ast.Ref, bool]:
        return self._amount_said(children[0]), children[1] is not None

    def _row(self, tree: Tree[Token], children: list[Any]) -> ast.RowExpr:
        end, to, *modifiers = children
        up_to, twice = (None, False) if end[0] == "no_limit" else end
        span = self._span(tree)
        return ast.RowExpr(up_to, twice, to, self._checked(modifiers), self._text(span), span)

    def _limits(self, tree: Tree[Token], children: list[Any]) -> ast.LimitsStatement:
        label, instrument, who, functions, measure, header, *rows = children
        for row in rows:
            self._checked([*header, *row.modifiers])
        span = self._span(tree)
        text = self._text(self.source.span(span.start, rows[0].span.start))
        modifiers = self._checked(header)
        return ast.LimitsStatement(label, instrument, who, functions, measure, modifiers, tuple(rows), text, span)

    def _vests(self, tree: Tree[Token], children: list[Any]) -> ast.VestsRule:
        return ast.VestsRule(*children)

    def _designates(self, tree: Tree[Token], children: list[Any]) -> ast.DesignatesRule:
        return ast.DesignatesRule(*children)

    def _keeps(self, tree: Tree[Token], children: list[Any]) -> ast.KeepsRule:
        return ast.KeepsRule(children[0], tree.data == "reserves", *children[1:])

    def _exercised_by(self, tree: Tree[Token], children: list[Any]) -> Any:
        return children[0]

    _reserves = _retains = _keeps

    def _delegates(self, tree: Tree[Token], children: list[Any]) -> ast.DelegatesRule:
        return ast.DelegatesRule(*children)

    def _empowers(self, tree: Tree[Token], children: list[Any]) -> ast.EmpowersRule:
        return ast.EmpowersRule(*children)

    def _prohibits(self, tree: Tree[Token], children: list[Any]) -> ast.ProhibitsRule:
        return ast.ProhibitsRule(*children)

    def _exercises(self, tree: Tree[Token], children: list[Any]) -> ast.ExercisesRule:
        return ast.ExercisesRule(*children)

    def _revokes(self, tree: Tree[Token], children: list[Any]) -> ast.RevokesRule:
        return ast.RevokesRule(*children)

    def _answers(self, tree: Tree[Token], children: list[Any]) -> ast.AnswersRule:
        who, professionally, functions, to = children
        return ast.AnswersRule(who, professionally is not None, functions, to)

    def _sits(self, tree: Tree[Token], children: list[Any]) -> ast.SitsRule:
        return ast.SitsRule(*children)

    def _deputises(self, tree: Tree[Token], children: list[Any]) -> ast.DeputisesRule:
        return ast.DeputisesRule(*children)

    def _defines(self, tree: Tree[Token], children: list[Any]) -> ast.DefinesRule:
        who, *posts = children
        name = posts[0].holder.name
        if len(posts) == 1 and name.quoted and posts[0].holder.owner is None and not posts[0].marks:
            return ast.DefinesRule(who, (), name.text)
        return ast.DefinesRule(who, tuple(posts), None)

    def _leads(self, tree: Tree[Token], children: list[Any]) -> ast.LeadsRule:
        return ast.LeadsRule(*children)

    def _judges(self, tree: Tree[Token], children: list[Any]) -> ast.JudgesRule:
        return ast.JudgesRule(*children)

    def _must(self, tree: Tree[Token], children: list[Any]) -> ast.MustRule:
        who, functions, text = children
        return ast.MustRule(who, functions, text[1:-1])

    def _ought(self, tree: Tree[Token], children: list[Any]) -> bool:
        return tree.data == "ought"

    _should = _ought

    def _have(self, tree: Tree[Token], children: list[Any]) -> ast.HaveRule:
        return ast.HaveRule(*children)

    def _designate(self, tree: Tree[Token], children: list[Any]) -> ast.DesignateRule:
        return ast.DesignateRule(*children)

    def _expressly(self, tree: Tree[Token], children: list[Any]) -> bool:
        return True

    def _deal(self, tree: Tree[Token], children: list[Any]) -> ast.DealRule:
        who, is_must, expressly, functions = children
        return ast.DealRule(who, is_must, bool(expressly), functions)

    def _differ(self, tree: Tree[Token], children: list[Any]) -> ast.DifferRule:
        return ast.DifferRule(*children)

    def _apart(self, tree: Tree[Token], children: list[Any]) -> ast.ApartRule:
        return ast.ApartRule(*children)

    def _few(self, tree: Tree[Token], children: list[Any]) -> ast.FewRule:
        who, is_must, title, most = children
        return ast.FewRule(who, is_must, title, int(most))

    def _employ(self, tree: Tree[Token], children: list[Any]) -> ast.EmployRule:
        return ast.EmployRule(*children)

    # -------------------------------------------------------------------------------------------- questions

    def _question(self, tree: Tree[Token], children: list[Any]) -> ast.QuestionExpr:
        (kind, named), *rest = children
        holder = next((one for one in named if isinstance(one, ast.HolderExpr)), None)
        functions = next((one for one in named if isinstance(one, ast.FunctionsExpr)), None)
        title, who = (holder, None) if kind == "officer" else (None, holder)
        bodies = [one for one in named if isinstance(one, ast.Ref)]
        if kind == "designates":
            title = ast.HolderExpr(bodies.pop(), None, named[1].span)
        return ast.QuestionExpr(
            kind,
            functions,
            title,
            tuple(part for part in (*bodies, *rest) if isinstance(part, ast.Ref)),
            tuple(part.day for part in rest if isinstance(part, ast.MadeOn)),
            tuple(part for part in rest if isinstance(part, tuple)),
            tuple(fact for part in rest if isinstance(part, list) for fact in part),
            tuple(part.day for part in rest if isinstance(part, ast.Recorded)),
            tuple(part for part in rest if isinstance(part, ast.HolderExpr)),
            who,
            tuple(part for part in rest if isinstance(part, ast.FunctionsExpr)),
        )

    def _ask(self, tree: Tree[Token], children: list[Any]) -> tuple[str, list[Any]]:
        return tree.data.removeprefix("ask_"), children

    _ask_accountable = _ask_exercise = _ask_officer = _ask_may = _ask_why_not = _ask
    _ask_what_may = _ask_delegated = _ask_retains = _ask_reserves = _ask_keeps = _ask
    _ask_holds = _ask_answers = _ask_answering = _ask_directed = _ask_managed = _ask_sits = _ask
    _ask_designates = _ask_groups = _ask_members = _ask

    def _about(self, tree: Tree[Token], children: list[ast.FunctionsExpr]) -> ast.FunctionsExpr:
        return children[0]

    def _as_known(self, tree: Tree[Token], children: list[Token]) -> ast.Recorded:
        return ast.Recorded(self._day(children[0]), self._span(tree))

    def _concerning(self, tree: Tree[Token], children: list[Any]) -> ast.HolderExpr:
        found: ast.HolderExpr = children[0]
        return found

    def _in_body(self, tree: Tree[Token], children: list[ast.Ref]) -> ast.Ref:
        return children[0]

    def _absent(self, tree: Tree[Token], children: list[ast.Ref]) -> tuple[ast.Ref, bool]:
        return children[0], False

    def _given(self, tree: Tree[Token], children: list[Any]) -> list[tuple[ast.Ref, bool]]:
        return [(fact, True) if isinstance(fact, ast.Ref) else fact for fact in children]

    def _amount(self, tree: Tree[Token], children: list[Any]) -> tuple[ast.MoneyExpr, ast.MeasureExpr | None]:
        return self._money(children[0]), children[1]
