"""Clauses and tables as they are written: each built whole and entered, or left out whole.

In: statements, their identifiers and instruments. Out: clauses of the draft, rules, endings and exceptions.
Diagnostics: GR207, GR208 and those of `clauses` and `limits`. Source: docs/reference/semantics.md, section 3.
"""

from collections.abc import Iterable, Iterator

from attrs import define, evolve, field, fields_dict

from govrules.diagnostics import Diagnostic
from govrules.model import rules
from govrules.model.things import Citation, Marks
from govrules.resolve.claimed import no_claim, refuse_no_claim
from govrules.resolve.clauses import ClauseBuilder, Ending, clause_marks
from govrules.resolve.draft import Draft
from govrules.resolve.endings import replace_clauses
from govrules.resolve.exceptions import Exemption
from govrules.resolve.further_faults import tell_further_faults
from govrules.resolve.instruments import Adoptions
from govrules.resolve.limits import Row, rows_of
from govrules.resolve.marks import one_of
from govrules.resolve.reliance import Reliance
from govrules.resolve.states import states
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.source import Span
from govrules.syntax import ast


@define
class Work:
    """What clauses are built with, and what came of those built so far."""

    draft: Draft
    symbols: Symbols
    adoptions: Adoptions
    out: rules.RuleSet = field(factory=rules.RuleSet)
    endings: list[Ending] = field(factory=list)
    exemptions: list[Exemption] = field(factory=list)
    reliances: list[Reliance] = field(factory=list)


def enter_clause(id_: str, statement: ast.ClauseStatement, instrument: str, is_claim: bool, work: Work) -> None:
    """Enter a clause with its rules. Raises ResolveError, diagnostics reported, and then enters nothing."""
    if id_ in work.symbols.dropped:
        raise ResolveError
    if is_claim:
        refuse_no_claim(id_, statement, work.symbols)
    builder = ClauseBuilder(statement, id_, instrument, work.draft, work.symbols, work.adoptions, is_claim=is_claim)
    _build(builder, work)
    is_set = isinstance(statement.rule, ast.DefinesRule)
    _enter([builder], id_, statement.span, is_set, work)


def table_rows(
    id_: str, statement: ast.ClauseStatement | ast.LimitsStatement, instrument: str, work: Work
) -> tuple[Row, ...] | None:
    """Return the rows of a table, which the draft now knows; None for a clause and for a faulty table."""
    if not isinstance(statement, ast.LimitsStatement):
        return None
    try:
        rows = rows_of(statement, instrument, work.symbols)
    except ResolveError:
        work.symbols.drop(id_)
        return None
    work.draft.tables[id_] = tuple(f"{instrument} {row.clause.label}" for row in rows)
    return rows


def enter_table(
    id_: str, statement: ast.LimitsStatement, rows: tuple[Row, ...], instrument: str, is_claim: bool, work: Work
) -> None:
    """Enter the rows of a table, each a clause. Raises ResolveError as `enter_clause`, for the table as a whole."""
    failed = is_claim
    if is_claim:
        no_claim(id_, statement.span, work.symbols)
    builders = []
    for row in () if is_claim else rows:
        builder = ClauseBuilder(
            row.clause, f"{instrument} {row.clause.label}", instrument, work.draft, work.symbols, work.adoptions,
            row=row.expr, ranges=row.ranges,
        )  # fmt: skip
        try:
            _build(builder, work)
            builders.append(builder)
        except ResolveError:
            failed = True
    if failed:
        work.draft.tables.pop(id_)
        raise ResolveError
    _enter(builders, id_, statement.span, any(builder.boards_row for builder in builders), work)


def _build(builder: ClauseBuilder, work: Work) -> None:
    """Build a clause, once for each state of the sets it names."""
    for when in states(builder.statement.rule, builder.instrument, work.draft, work.symbols):
        one = evolve(builder, state=when, out=rules.RuleSet(), endings=[])
        try:
            one.build()
        except ResolveError:
            tell_further_faults(builder.statement, work.draft, work.symbols)
            raise
        builder.boards_row |= one.boards_row
        builder.endings += one.endings
        for sort in fields_dict(rules.RuleSet):
            getattr(builder.out, sort).extend(getattr(one.out, sort))


def _enter(builders: list[ClauseBuilder], id_: str, span: Span, may_be_empty: bool, work: Work) -> None:
    marks = [_marks(builder, work) for builder in builders]
    endings = [ending for builder in builders for ending in builder.endings]
    endings += replace_clauses(builders, id_, work.draft)
    made = len(endings)
    for builder, own in zip(builders, marks, strict=True):
        statement, draft = builder.statement, work.draft
        verb = type(statement.rule).__name__.removesuffix("Rule").lower()
        draft.clauses[builder.id] = rules.Clause(
            builder.id, builder.instrument, statement.label, verb, statement.text, statement.span, own, builder.is_claim
        )
        for sort in fields_dict(rules.RuleSet):
            new = getattr(builder.out, sort)
            made += len(new)
            getattr(work.out, sort).extend(new)
    work.endings.extend(endings)
    work.exemptions.extend(Exemption(id_, clause, span) for clause, span in _named(builders, ast.Despite))
    work.reliances.extend(Reliance(id_, clause, span) for clause, span in _named(builders, ast.Relying))
    if not made and not may_be_empty:
        work.symbols.reports.add(
            Diagnostic("GR208", f"clause {id_} is made for nobody", span, "finds nothing here",
                       "check the names after `each` and `for`", id_)
        )  # fmt: skip


def _marks(builder: ClauseBuilder, work: Work) -> Marks:
    documents = work.draft.instruments
    of = Marks((Citation(builder.instrument),)) if builder.is_claim else documents[builder.instrument].marks
    return clause_marks(builder.statement, of, work.symbols)


def _named(
    builders: Iterable[ClauseBuilder], sort: type[ast.Despite] | type[ast.Relying]
) -> Iterator[tuple[str, Span]]:
    """Yield the clauses that a modifier names, each with its place."""
    for builder in builders:
        modifier = one_of(builder.statement.modifiers, sort)
        for ref in modifier.clauses if modifier is not None else ():
            yield builder.clause_id(ref), ref.span
