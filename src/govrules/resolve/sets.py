"""Sets of posts that instruments define: `directors means ...`.

In: clauses that define, after all declarations. Out: lists and sets of the draft, by name and instrument.
Diagnostics: GR102 to GR104, GR208, GR217, GR220, GR222. Source: docs/reference/semantics.md, 2.11.
"""

from collections.abc import Iterable
from datetime import date

from govrules.diagnostics import Diagnostic, Related
from govrules.model.days import NEVER, Cause, OpenDay, Period, may_hold_between
from govrules.model.things import Label, PostSet, with_article
from govrules.resolve.draft import Draft
from govrules.resolve.expand import Expander, Target
from govrules.resolve.marks import mark_of, period_of, said, weakest
from govrules.resolve.symbols import BUILT_IN, ResolveError, Symbols, a_sort
from govrules.source import Span
from govrules.syntax import ast

_PERIODS = (ast.FromDay, ast.ToDay, ast.BeforeDay)
_ITEM_MARKS = (*_PERIODS, ast.See, ast.Flag, ast.Words)
_FLAGS = ("illustrative", "unverified")


def define_sets(clauses: Iterable[tuple[str, ast.ClauseStatement, str]], draft: Draft, symbols: Symbols) -> None:
    """Enter the sets that clauses define; each is its identifier, its statement and its instrument."""
    found: dict[str, list[tuple[str, ast.ClauseStatement, str]]] = {}
    for clause, statement, instrument in clauses:
        if isinstance(statement.rule, ast.DefinesRule):
            try:
                name = _name(statement.rule, clause, symbols)
                found.setdefault(f"{name}@{instrument}", []).append((clause, statement, instrument))
            except ResolveError:
                symbols.drop(clause)
    for id_, places in sorted(found.items()):
        if len(places) > 1:
            _doubled(id_, [statement.rule.who.span for _, statement, _ in places], symbols)
        for clause, statement, instrument in places:
            try:
                if len(places) > 1:
                    raise ResolveError
                _define(id_, clause, statement, instrument, draft, symbols)
            except ResolveError:
                symbols.drop(clause)
                symbols.drop(id_)


def _name(rule: ast.DefinesRule, clause: str, symbols: Symbols) -> str:
    """Return the name of a set, which nothing else may have."""
    who = rule.who
    if not isinstance(who, ast.HolderExpr) or who.owner is not None or who.name.quoted:
        raise symbols.reports.refuse(
            Diagnostic("GR102", "a set of posts needs a name of its own", who.span, "not a single name",
                       'write `NAME means POST of BODY, ...` or `NAME means "WORDS"`', clause)
        )  # fmt: skip
    name = who.name.text
    if name in BUILT_IN:
        raise symbols.reports.refuse(
            Diagnostic("GR104", f"`{name}` is built in and cannot be declared again", who.span, "a built-in word",
                       "choose another name", clause)
        )  # fmt: skip
    sort = symbols.sort_of.get(name) or symbols.owned.get(name)
    if sort is not None:
        related = tuple(Related(span, "declared here") for span in symbols.places.get(name, ()))
        raise symbols.reports.refuse(
            Diagnostic("GR103", f"`{name}` is {a_sort(sort)} already and cannot be a set of posts", who.span,
                       "defined here", "give each thing a name of its own", clause, related)
        )  # fmt: skip
    return name


def _doubled(id_: str, spans: list[Span], symbols: Symbols) -> None:
    first, *others = sorted(spans, key=lambda span: (span.path, span.line, span.column))
    symbols.reports.add(
        Diagnostic("GR103", f"`{id_.replace('@', ' of ')}` is defined {len(spans)} times", first, "defined here",
                   "keep one of them, or give each set a name of its own", None,
                   tuple(Related(span, "and here") for span in others))
    )  # fmt: skip


def _define(
    id_: str, clause: str, statement: ast.ClauseStatement, instrument: str, draft: Draft, symbols: Symbols
) -> None:
    rule = statement.rule
    assert isinstance(rule, ast.DefinesRule)
    for modifier in statement.modifiers:
        if isinstance(modifier, _PERIODS):
            raise _changes(modifier.span, "a set of posts stands as long as its instrument", clause, symbols)
    name, document = id_.split("@")[0], draft.instruments[instrument]
    mark = mark_of(statement.modifiers) or document.marks.mark
    about = f"clause {statement.label} of {with_article(document.label.display)}"
    draft.defined[id_] = said(Period(None, None, Cause.CLAUSE, about, mark))
    if rule.words is not None:
        draft.sets[id_] = PostSet(id_, Label(name.replace("-", " ").capitalize()), instrument, rule.words)
        return
    expander = Expander(draft, symbols, tuple(draft.parties.get(instrument, ())), instrument)
    members: list[tuple[str, Period]] = []
    for marked in rule.posts:
        for target in expander.who(marked.holder, {}):
            period = _days(marked, target, f"who the {name.replace('-', ' ')} are by {about}", clause, symbols)
            _refuse_wrong(marked.holder, target.id, period, members, clause, draft, symbols)
            members.append((target.id, period))
    if not members:
        symbols.reports.add(
            Diagnostic("GR208", f"the set `{name}` has no posts", rule.who.span, "stands for nobody",
                       "check the names after `each`", clause)
        )  # fmt: skip
        raise ResolveError
    draft.lists[id_] = tuple(dict.fromkeys(post for post, _ in members))
    if any(said(period) for _, period in members):
        draft.changing[id_] = tuple(members)


def _refuse_wrong(
    expr: ast.HolderExpr, post: str, period: Period, members: list[tuple[str, Period]], clause: str, draft: Draft,
    symbols: Symbols,
) -> None:  # fmt: skip
    """Refuse what is no post (GR102), and a post that stands in the set twice on one day (GR217)."""
    if post not in draft.posts:
        raise symbols.reports.refuse(
            Diagnostic("GR102", "a set is made of posts", expr.span, "not a post",
                       "name posts and whose they are: `finance-director of sel`", clause)
        )  # fmt: skip
    if any(post == other and may_hold_between((period, days), date.min, NEVER) for other, days in members):
        raise symbols.reports.refuse(
            Diagnostic("GR217", f"`{post.replace('@', ' of ')}` stands twice in the set", expr.span,
                       "named before", "name each post once, or on days of its own", clause)
        )  # fmt: skip


def _days(marked: ast.MarkedHolder, target: Target, about: str, clause: str, symbols: Symbols) -> Period:
    """Return the days on which a post is in a set: those of its brackets, and of the membership it rests on (GR222)."""
    for modifier in marked.marks:
        if not isinstance(modifier, _ITEM_MARKS) or (isinstance(modifier, ast.Flag) and modifier.word not in _FLAGS):
            raise _changes(modifier.span, "a set changes on days that are known", clause, symbols)
    own = period_of(marked.marks, Cause.SET, f"set {clause}", about, symbols)
    whens = (own, *(period for period in target.when if period.cause is Cause.MEMBERSHIP))
    begins, ends = [period.begins for period in whens], [period.ends for period in whens]
    if any(isinstance(bound, OpenDay) for bound in (*begins, *ends)):
        raise _changes(marked.holder.span, "a set changes on days that are known", clause, symbols)
    known = [bound for bound in begins if isinstance(bound, date)], [bound for bound in ends if isinstance(bound, date)]
    mark = weakest(*(period.mark for period in whens))
    return Period(max(known[0], default=None), min(known[1], default=None), Cause.SET, about, mark)


def _changes(span: Span, message: str, clause: str, symbols: Symbols) -> ResolveError:
    return symbols.reports.refuse(
        Diagnostic("GR222", message, span, "this cannot be said of a set",
                   "put days that are known behind the posts: `chair of alder (from 1 June 2011)`", clause)
    )  # fmt: skip
