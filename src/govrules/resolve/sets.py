"""Sets of posts that instruments define: `directors means ...`.

In: clauses that define, after all declarations. Out: lists and sets of the draft, by name and instrument.
Diagnostics: GR102 to GR104, GR208, GR217, GR220, GR222. Source: docs/reference/semantics.md, 2.11.
"""

from collections.abc import Iterable

from govrules.diagnostics import Diagnostic, Related
from govrules.model.days import Cause, Period
from govrules.model.things import Label, PostSet, with_article
from govrules.resolve.draft import Draft
from govrules.resolve.expand import Expander
from govrules.resolve.marks import mark_of, said
from govrules.resolve.symbols import BUILT_IN, ResolveError, Symbols, a_sort
from govrules.source import Span
from govrules.syntax import ast

_PERIODS = (ast.FromDay, ast.ToDay, ast.BeforeDay)


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
    posts: list[str] = []
    for expr in rule.posts:
        for target in expander.who(expr, {}):
            if target.id not in draft.posts:
                raise symbols.reports.refuse(
                    Diagnostic("GR102", "a set is made of posts", expr.span, "not a post",
                               "name posts and whose they are: `finance-director of sel`", clause)
                )  # fmt: skip
            if target.id in posts:
                raise symbols.reports.refuse(
                    Diagnostic("GR217", f"`{target.id.replace('@', ' of ')}` stands twice in the set", expr.span,
                               "named before", "name each post once", clause)
                )  # fmt: skip
            if any(period.cause is Cause.MEMBERSHIP for period in target.when):
                raise _changes(expr.span, "members come and go, and a set stands still", clause, symbols)
            posts.append(target.id)
    if not posts:
        symbols.reports.add(
            Diagnostic("GR208", f"the set `{name}` has no posts", rule.who.span, "stands for nobody",
                       "check the names after `each`", clause)
        )  # fmt: skip
        raise ResolveError
    draft.lists[id_] = tuple(posts)


def _changes(span: Span, message: str, clause: str, symbols: Symbols) -> ResolveError:
    return symbols.reports.refuse(
        Diagnostic("GR222", message, span, "this changes with time",
                   "define a set for each state of things, and give periods to the clauses that name them", clause)
    )  # fmt: skip
