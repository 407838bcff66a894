"""From parse tree to the parts of statements: references, who-expressions, functions, modifiers.

In: parse trees inside a statement or question, and the text they are of. Out: parts of the AST. One method a grammar
rule; `govrules.syntax.builder` adds the statements. Diagnostics: GR009 (dates), GR011 (modifiers said twice).
"""

import re
from datetime import date
from typing import Any

from lark import Token, Tree

from govrules.diagnostics import Diagnostic, Related
from govrules.diagnostics.suggest import did_you_mean
from govrules.source import SourceText, Span
from govrules.syntax import ast
from govrules.syntax.asked import STANCES
from govrules.syntax.day_words import MONTHS, parse_day

_ONCE = (
    ast.FromDay | ast.ByDay | ast.Between,
    ast.ToDay | ast.BeforeDay | ast.ToUnknown | ast.ToBetween | ast.ToLater,
    ast.MadeOn, ast.ForBodies, ast.LimitExpr, ast.Further, ast.ResidueExpr, ast.Despite, ast.Recorded, ast.StruckOut,
    ast.Version, ast.Review, ast.KnownInPart, ast.Relying, ast.ReachingBack,
)  # fmt: skip


class RefusedError(Exception):
    """Carries the diagnostic that refuses a statement from where it was found to `build`."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Refuse a statement for what a diagnostic says."""
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class PartsBuilder:
    """Builds the parts of one text."""

    def __init__(self, source: SourceText) -> None:
        """Build nodes whose spans are places in `source`."""
        self.source = source

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
            if word and not any(word[0] in (month, month[:3]) for month in MONTHS):
                help_ = f"`{word[0]}` is no month; " + help_
            raise RefusedError(
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

    def _anyone_except(self, tree: Tree[Token], children: list[Any]) -> ast.AnyoneExcept:
        return ast.AnyoneExcept(children[0], children[1], self._span(tree))

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

    def _seats(self, tree: Tree[Token], children: list[Any]) -> ast.SeatsExpr:
        return ast.SeatsExpr(tree.data.split("_")[0], 0, tuple(children), self._span(tree))

    _both_seats = _either_seats = _both_inside = _either_inside = _seats

    def _some_list(self, tree: Tree[Token], children: list[Any]) -> tuple[Any, ...]:
        return tuple(children)

    _holders = _some_list

    def _all_seats(self, tree: Tree[Token], children: list[Any]) -> ast.SeatsExpr:
        return ast.SeatsExpr("all", 0, children[0], self._span(tree))

    def _any_seats(self, tree: Tree[Token], children: list[Any]) -> ast.SeatsExpr:
        return ast.SeatsExpr("any", int(children[0]), children[1], self._span(tree))

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

    def _day_or_name(self, child: Token | ast.Ref) -> date | ast.Ref:
        return child if isinstance(child, ast.Ref) else self._day(child)

    def _from_day(self, tree: Tree[Token], children: list[Any]) -> ast.FromDay:
        return ast.FromDay(self._day_or_name(children[0]), self._span(tree))

    def _by_day(self, tree: Tree[Token], children: list[Token]) -> ast.ByDay:
        return ast.ByDay(self._day(children[0]), self._span(tree))

    def _to_day(self, tree: Tree[Token], children: list[Any]) -> ast.ToDay:
        return ast.ToDay(self._day_or_name(children[0]), self._span(tree))

    def _before_day(self, tree: Tree[Token], children: list[Any]) -> ast.BeforeDay:
        return ast.BeforeDay(self._day_or_name(children[0]), self._span(tree))

    def _between(self, tree: Tree[Token], children: list[Token]) -> ast.Between:
        first, last = map(self._day, children)
        if last <= first:
            said = "the days are the same" if first == last else "the second day comes before the first"
            help_ = f"name the day itself: `{children[0]}`" if first == last else "put the earlier day first"
            raise RefusedError(Diagnostic("GR223", said, self._span(tree), "no two days in order", help_))
        return ast.Between(first, last, self._span(tree))

    def _to_between(self, tree: Tree[Token], children: list[ast.Between]) -> ast.ToBetween:
        return ast.ToBetween(children[0], self._span(tree))

    def _to_later(self, tree: Tree[Token], children: list[Token]) -> ast.ToLater:
        return ast.ToLater(self._day(children[0]), self._span(tree))

    def _on_named(self, tree: Tree[Token], children: list[ast.Ref]) -> ast.OnNamed:
        return ast.OnNamed(children[0], self._span(tree))

    def _known_in_part(self, tree: Tree[Token], children: list[Any]) -> ast.KnownInPart:
        return ast.KnownInPart(children[0], self._span(tree))

    def _made_on(self, tree: Tree[Token], children: list[Token]) -> ast.MadeOn:
        return ast.MadeOn(self._day(children[0]), self._span(tree))

    def _to_unknown(self, tree: Tree[Token], children: list[Any]) -> ast.ToUnknown:
        return ast.ToUnknown(self._span(tree))

    def _reaching_back(self, tree: Tree[Token], children: list[Token]) -> ast.ReachingBack:
        return ast.ReachingBack(self._day(children[0]), self._span(tree))

    def _recorded(self, tree: Tree[Token], children: list[Token]) -> ast.Recorded:
        return ast.Recorded(self._day(children[0]), self._span(tree))

    def _struck_out(self, tree: Tree[Token], children: list[Token]) -> ast.StruckOut:
        return ast.StruckOut(self._day(children[0]), self._span(tree))

    def _citation(self, tree: Tree[Token], children: list[Any]) -> ast.CitationExpr:
        return ast.CitationExpr(children[0], children[1][1:-1] if children[1] is not None else None)

    def _see(self, tree: Tree[Token], children: list[Any]) -> ast.See:
        return ast.See(tuple(children), self._span(tree))

    def _flag(self, tree: Tree[Token], children: list[Any]) -> ast.Flag:
        return ast.Flag(tree.data.replace("_", "-"), self._span(tree))

    _illustrative = _unverified = _statutory = _non_delegable = _fixed = _flag
    _by_default = _exclusively = _cumulative = _own_matter = _alongside = _jointly = _flag

    def _professionally(self, tree: Tree[Token], children: list[Any]) -> bool:
        return True

    def _words(self, tree: Tree[Token], children: list[Token]) -> ast.Words:
        return ast.Words(str(tree.data), children[0][1:-1], self._span(tree))

    _note = _publisher = _address = _words

    def _list(self, tree: Tree[Token], children: list[Any]) -> ast.Refs:
        return ast.Refs(str(tree.data), children[0], self._span(tree))

    _having = _below = _not_adopted = _supersedes = _list

    def _overseers(self, tree: Tree[Token], children: list[Any]) -> ast.Overseers:
        return ast.Overseers(str(tree.data), children[0], self._span(tree))

    _directed = _managed = _overseers

    def _one_ref(self, tree: Tree[Token], children: list[ast.Ref]) -> ast.OneRef:
        return ast.OneRef(str(tree.data), children[0], self._span(tree))

    _employed = _capacity = _one_ref

    def _under(self, tree: Tree[Token], children: list[ast.HolderExpr]) -> ast.Under:
        return ast.Under(children[0], self._span(tree))

    def _nobody(self, tree: Tree[Token], children: list[Any]) -> None:
        return None

    def _marks(self, tree: Tree[Token], children: list[Any]) -> tuple[ast.Modifier, ...]:
        return self._checked(children)

    def _marked_ref(self, tree: Tree[Token], children: list[Any]) -> ast.MarkedRef:
        return ast.MarkedRef(children[0], children[1] or ())

    def _marked_holder(self, tree: Tree[Token], children: list[Any]) -> ast.MarkedHolder:
        return ast.MarkedHolder(children[0], children[1] or ())

    def _marked_refs(self, tree: Tree[Token], children: list[Any]) -> tuple[Any, ...]:
        return tuple(children)

    def _marked_string(self, tree: Tree[Token], children: list[Any]) -> ast.MarkedText:
        return ast.MarkedText(children[0][1:-1], children[1] or ())

    _marked_strings = _marked_refs

    def _for_bodies(self, tree: Tree[Token], children: list[Any]) -> ast.ForBodies:
        return ast.ForBodies(children[0], self._span(tree))

    def _amount_said(self, child: Token | ast.Ref) -> ast.MoneyExpr | ast.Ref:
        return child if isinstance(child, ast.Ref) else self._money(child)

    def _over(self, tree: Tree[Token], children: list[Any]) -> tuple[str, ast.MoneyExpr | ast.Ref | None]:
        return tree.data, self._amount_said(children[0]) if children else None

    _up_to = _no_limit = _over

    def _vat(self, tree: Tree[Token], children: list[Token]) -> str:
        stance = str(children[0])
        if stance not in STANCES:
            close = did_you_mean(stance, STANCES) or "say `including VAT` or `excluding VAT`"
            place = self._token_span(children[0])
            raise RefusedError(
                Diagnostic("GR003", f"the statement cannot be read at `{stance}`", place, "not expected here", close)
            )
        return stance

    def _measure(self, tree: Tree[Token], children: list[Any]) -> ast.MeasureExpr:
        return ast.MeasureExpr(children[0], children[1], self._span(tree))

    def _limit(self, tree: Tree[Token], children: list[Any]) -> ast.LimitExpr:
        *ends, measure = children
        found = dict(end for end in ends if end is not None)
        return ast.LimitExpr(found.get("over"), found.get("up_to"), measure, self._span(tree))

    def _circumstances(self, tree: Tree[Token], refs: list[ast.Ref], either: bool = False) -> ast.Circumstances:
        return ast.Circumstances(tuple(refs), either, self._span(tree))

    def _either(self, tree: Tree[Token], children: list[Any]) -> ast.Circumstances:
        return self._circumstances(tree, children, True)

    def _both(self, tree: Tree[Token], children: list[Any]) -> ast.Circumstances:
        return self._circumstances(tree, children)

    def _all_of(self, tree: Tree[Token], children: list[Any]) -> ast.Circumstances:
        return self._circumstances(tree, children[0])

    def _joined(self, found: ast.Ref | ast.Circumstances) -> ast.Circumstances:
        return ast.Circumstances((found,), False, found.span) if isinstance(found, ast.Ref) else found

    def _condition(self, tree: Tree[Token], children: list[Any]) -> ast.Condition:
        return ast.Condition(tree.data == "only_if", self._joined(children[0]), self._span(tree))

    _only_if = _unless = _condition

    def _own_word(self, tree: Tree[Token], children: list[Any]) -> ast.Ref:
        """Return a word of the language that stands where a name does."""
        return ast.Ref(str(tree.data), False, self._span(tree))

    _later = _own_word

    def _canon_word(self, tree: Tree[Token], children: list[ast.Ref]) -> ast.Ref:
        return children[0]

    def _canon(self, tree: Tree[Token], children: list[ast.Ref]) -> ast.Refs:
        return ast.Refs(str(tree.data), tuple(children), self._span(tree))

    def _span_of(self, tree: Tree[Token], children: list[Any]) -> ast.TimeSpan:
        return ast.TimeSpan(int(children[0]), children[1])

    def _preposition(self, tree: Tree[Token], children: list[Token]) -> str:
        return str(children[0])

    def _within(self, tree: Tree[Token], children: list[Any]) -> Any:
        return children[0]

    _at_time = _within

    def _step(self, tree: Tree[Token], children: list[Any]) -> ast.StepExpr:
        lead, word, preposition, who, what, time = children
        within, at = (time, None) if isinstance(time, ast.TimeSpan) else (None, time)
        text = what[1:-1] if what is not None else None
        return ast.StepExpr(lead, word, preposition, who, text, within, at, self._span(tree))

    def _only_after(self, tree: Tree[Token], children: list[Any]) -> ast.OnlyAfter:
        return ast.OnlyAfter(children[0], children[1], self._span(tree))

    def _excuse(self, tree: Tree[Token], children: list[Any]) -> ast.Circumstances:
        return self._joined(children[0])

    def _duty(self, tree: Tree[Token], children: list[Any]) -> ast.DutyExpr:
        return ast.DutyExpr(children[0], self._span(tree))

    def _further(self, tree: Tree[Token], children: list[Any]) -> ast.Further:
        return ast.Further(tree.data == "further", children[0] if children else None, self._span(tree))

    _no_further = _further

    def _clause_ref(self, tree: Tree[Token], children: list[Any]) -> ast.ClauseRef:
        return ast.ClauseRef(children[0], children[1], self._span(tree))

    def _clause_refs(self, tree: Tree[Token], children: list[Any]) -> tuple[ast.ClauseRef, ...]:
        return tuple(children)

    def _despite(self, tree: Tree[Token], children: list[Any]) -> ast.Despite:
        return ast.Despite(children[0], self._span(tree))

    def _replacing(self, tree: Tree[Token], children: list[Any]) -> ast.Replacing:
        return ast.Replacing(children[0], self._span(tree))

    def _relying(self, tree: Tree[Token], children: list[Any]) -> ast.Relying:
        return ast.Relying(children[0], self._span(tree))

    def _adoption(self, tree: Tree[Token], children: list[Any]) -> ast.AdoptionExpr:
        return ast.AdoptionExpr(children[0], children[1], children[2] or (), self._span(tree))

    def _adopted(self, tree: Tree[Token], children: list[Any]) -> ast.Adopted:
        return ast.Adopted(tuple(children), self._span(tree))

    def _version(self, tree: Tree[Token], children: list[Token]) -> ast.Version:
        return ast.Version(children[0][1:-1], self._span(tree))

    def _review(self, tree: Tree[Token], children: list[Token]) -> ast.Review:
        return ast.Review(self._day(children[0]), self._span(tree))

    def _approval(self, tree: Tree[Token], children: list[Any]) -> ast.ApprovalExpr:
        return ast.ApprovalExpr(children[0], children[1], self._span(tree))

    def _approved(self, tree: Tree[Token], children: list[Any]) -> ast.Approved:
        return ast.Approved(tuple(children), self._span(tree))

    def _residue(self, tree: Tree[Token], children: list[Any]) -> ast.ResidueExpr:
        return ast.ResidueExpr(children[0], self._span(tree))

    def _checked(self, modifiers: list[Any]) -> tuple[ast.Modifier, ...]:
        """Return the modifiers, refusing one that may stand once and stands twice (GR011)."""
        for sort in _ONCE:
            found = [modifier for modifier in modifiers if isinstance(modifier, sort)]
            if len(found) > 1:
                raise RefusedError(
                    Diagnostic(
                        "GR011", "the statement says the same kind of thing twice", found[1].span, "said again here",
                        "keep one of the two", related=(Related(found[0].span, "first said here"),),
                    )
                )  # fmt: skip
        return tuple(modifiers)
