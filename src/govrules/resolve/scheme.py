"""The whole of resolution: parsed files to a scheme.

In: parsed files, in any order. Out: a `Scheme` of every good statement, and diagnostics. Promise: a faulty statement is
left out whole, those that lean on it with it, and nothing else; the order of files and statements decides nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from attrs import fields_dict

from govrules.diagnostics import Diagnostic, Related
from govrules.model import rules
from govrules.model.scheme import Scheme
from govrules.model.things import Citation, Marks
from govrules.resolve import bodies, vocabulary
from govrules.resolve.clauses import ClauseBuilder, Ending, clause_marks
from govrules.resolve.days import declare_days
from govrules.resolve.draft import Draft
from govrules.resolve.endings import end_clauses
from govrules.resolve.expand import Expander
from govrules.resolve.instruments import Adoptions, declare_instruments
from govrules.resolve.marks import all_of, said
from govrules.resolve.symbols import Reports, ResolveError, Symbols
from govrules.resolve.unseen import partly_known
from govrules.source import Span
from govrules.syntax import Parsed, ast

T = TypeVar("T")
_SORTS: dict[type, str] = {
    ast.FunctionStatement: "function", ast.SourceStatement: "source", ast.BodyStatement: "body",
    ast.ClusterStatement: "cluster", ast.AreaStatement: "area", ast.OrganStatement: "organ",
    ast.PostStatement: "post", ast.PersonStatement: "person", ast.InstrumentStatement: "instrument",
    ast.DayStatement: "day",
}  # fmt: skip


def resolve(files: Sequence[Parsed]) -> tuple[Scheme, tuple[Diagnostic, ...]]:
    """Return the scheme that the files state together, and everything wrong with them, in order of place."""
    reports = Reports([d for parsed in files for d in parsed.diagnostics])
    symbols = Symbols(reports, frozenset().union(*(parsed.broken for parsed in files)))
    ordered = sorted(files, key=lambda parsed: parsed.source.path)
    statements = [statement for parsed in ordered for statement in parsed.statements]
    for statement in statements:
        _declare(statement, symbols)
    symbols.close()
    draft = Draft()
    adoptions = _declarations(statements, draft, symbols)
    out = _clauses(ordered, statements, draft, symbols, adoptions)
    found = {diagnostic.sort_key: diagnostic for diagnostic in reports.found}
    return _scheme(draft, out), tuple(found[key] for key in sorted(found))


def _declare(statement: ast.Statement, symbols: Symbols) -> None:
    if isinstance(statement, ast.TermStatement):
        sort = statement.sort.text
        symbols.declare(
            sort if sort in ("kind", "rank", "title", "office", "basis", "circumstance") else "term", statement.names
        )
        return
    names: ast.Names | None = getattr(statement, "names", None)
    if names is not None:
        symbols.declare(_SORTS[type(statement)], names)


def _declarations(statements: list[ast.Statement], draft: Draft, symbols: Symbols) -> Adoptions:
    def named(class_: type[T]) -> list[T]:
        found = all_of(statements, class_)
        return [s for s in found if s.names.id.text not in symbols.dropped]  # type: ignore[attr-defined]

    declare_days(named(ast.DayStatement), symbols)
    vocabulary.declare_terms(named(ast.TermStatement), draft, symbols)
    vocabulary.declare_functions(named(ast.FunctionStatement), draft, symbols)
    vocabulary.declare_sources(named(ast.SourceStatement), draft, symbols)
    vocabulary.declare_people(named(ast.PersonStatement), draft, symbols)
    bodies.declare_bodies(named(ast.BodyStatement), draft, symbols)
    bodies.declare_areas(named(ast.AreaStatement), draft, symbols)
    bodies.declare_groups(named(ast.ClusterStatement), draft, symbols)
    bodies.declare_oversight([*named(ast.BodyStatement), *named(ast.ClusterStatement)], draft, symbols)
    bodies.declare_organs(named(ast.OrganStatement), draft, symbols)
    bodies.declare_posts(named(ast.PostStatement), draft, symbols)
    bodies.declare_appointments(all_of(statements, ast.AppointmentStatement), draft, symbols)
    return declare_instruments(named(ast.InstrumentStatement), draft, symbols)


def _clauses(
    files: Sequence[Parsed], statements: list[ast.Statement], draft: Draft, symbols: Symbols, adoptions: Adoptions
) -> rules.RuleSet:
    found: dict[str, list[tuple[ast.ClauseStatement, str, bool]]] = {}
    for parsed in files:
        own = [s.names.id.text for s in all_of(parsed.statements, ast.InstrumentStatement)]
        for statement in all_of(parsed.statements, ast.ClauseStatement):
            try:
                instrument, is_claim = _instrument(statement, own, symbols)
            except ResolveError:
                continue
            found.setdefault(f"{instrument} {statement.label}", []).append((statement, instrument, is_claim))
    out = rules.RuleSet()
    endings: list[Ending] = []
    for id_ in sorted(found):
        if len(found[id_]) > 1:
            _doubled(id_, [statement.span for statement, _, _ in found[id_]], symbols)
            continue
        statement, instrument, is_claim = found[id_][0]
        try:
            _clause(id_, statement, instrument, is_claim, draft, symbols, adoptions, out, endings)
        except ResolveError:
            symbols.drop(id_)
    _residues(statements, draft, symbols, adoptions, out)
    out.partly_known.extend(partly_known(draft, symbols, adoptions))
    end_clauses(out, endings, draft, symbols)
    return out


def _instrument(statement: ast.ClauseStatement, own: list[str], symbols: Symbols) -> tuple[str, bool]:
    """Return the instrument or source a clause is of, and whether that makes it a claim."""
    if statement.instrument is not None:
        name = symbols.find(statement.instrument, "instrument", "source")
        return name, symbols.sort_of[name] == "source"
    if len(own) == 1:
        if own[0] in symbols.dropped:
            raise ResolveError
        return own[0], False
    problem = "declares no instrument" if not own else f"declares {len(own)} instruments"
    raise symbols.reports.refuse(
        Diagnostic("GR106", f"clause {statement.label} does not say which instrument it is of", statement.span,
                   f"this file {problem}", f"write `clause {statement.label} of INSTRUMENT: ...`", statement.label)
    )  # fmt: skip


def _doubled(id_: str, spans: list[Span], symbols: Symbols) -> None:
    first, *others = sorted(spans, key=lambda span: (span.path, span.line, span.column))
    symbols.reports.add(
        Diagnostic("GR103", f"clause {id_} stands {len(spans)} times", first, "here", "give each clause its own label",
                   id_, tuple(Related(span, "and here") for span in others))
    )  # fmt: skip


def _clause(
    id_: str,
    statement: ast.ClauseStatement,
    instrument: str,
    is_claim: bool,
    draft: Draft,
    symbols: Symbols,
    adoptions: Adoptions,
    out: rules.RuleSet,
    endings: list[Ending],
) -> None:
    if is_claim and not isinstance(statement.rule, ast.DesignatesRule):
        raise symbols.reports.refuse(
            Diagnostic("GR207", "a source can only claim who an officer is", statement.span, "a clause of a source",
                       "make it a clause of an instrument, or a `designates` sentence", id_)
        )  # fmt: skip
    builder = ClauseBuilder(statement, id_, instrument, draft, symbols, adoptions, is_claim=is_claim)
    builder.build()
    builder.replaces()
    of = Marks((Citation(instrument),)) if is_claim else draft.instruments[instrument].marks
    verb = type(statement.rule).__name__.removesuffix("Rule").lower()
    marks = clause_marks(statement, of, symbols)
    draft.clauses[id_] = rules.Clause(
        id_, instrument, statement.label, verb, statement.text, statement.span, marks, is_claim
    )
    made = len(builder.endings)
    for sort in fields_dict(rules.RuleSet):
        new = getattr(builder.out, sort)
        made += len(new)
        getattr(out, sort).extend(new)
    endings.extend(builder.endings)
    if not made:
        symbols.reports.add(
            Diagnostic("GR208", f"clause {id_} is made for nobody", statement.span, "finds nothing here",
                       "check the names after `each` and `for`", id_)
        )  # fmt: skip


def _residues(
    statements: list[ast.Statement], draft: Draft, symbols: Symbols, adoptions: Adoptions, out: rules.RuleSet
) -> None:
    for statement in all_of(statements, ast.InstrumentStatement):
        name = statement.names.id.text
        residue = next(iter(all_of(statement.modifiers, ast.ResidueExpr)), None)
        if residue is None or name not in draft.instruments:
            continue
        try:
            out.residues.extend(_residue(name, residue, draft, symbols, adoptions))
            instrument = draft.instruments[name]
            id_ = f"{name} residue"
            text = f"residue to {_words(residue.who)}"
            draft.clauses[id_] = rules.Clause(id_, name, "residue", "residue", text, residue.span, instrument.marks)
        except ResolveError:
            continue


def _words(who: ast.Who) -> str:
    if isinstance(who, ast.HolderExpr):
        return who.name.text + (f" of {who.owner.text}" if isinstance(who.owner, ast.Ref) else "")
    return "each"


def _residue(
    name: str, residue: ast.ResidueExpr, draft: Draft, symbols: Symbols, adoptions: Adoptions
) -> Iterable[rules.Residue]:
    expander = Expander(draft, symbols, tuple(draft.parties[name]))
    if not draft.parties[name]:
        raise symbols.reports.refuse(
            Diagnostic("GR210", "a residual rule needs an instrument with parties", residue.span, "for which bodies?",
                       "name the parties in the instrument: `is an agreement of ...`")
        )  # fmt: skip
    for party, when in draft.parties[name]:
        board = draft.bodies[draft.body_of(party)].first_holder
        for target in expander.who(residue.who, {"party": party}):
            receiver = expander.receiver(target, board)
            whole = (
                said(draft.instruments[name].in_force)
                + when
                + draft.life_of(party)
                + adoptions.of(name, draft.body_of(party), [], [], expander)
                + target.when
                + draft.holder_life(receiver)
            )
            yield rules.Residue(f"{name} residue", name, party, receiver, whole)


def _scheme(draft: Draft, out: rules.RuleSet) -> Scheme:
    def ordered(found: Iterable[T]) -> tuple[T, ...]:
        return tuple(sorted(found, key=_order))

    return Scheme(
        kinds=draft.kinds, ranks=draft.ranks, terms=draft.terms, term_sorts=draft.term_sorts,
        functions=draft.functions, sources=draft.sources, bodies=draft.bodies, areas=draft.areas,
        groups=draft.groups, organs=draft.organs, posts=draft.posts, people=draft.people,
        instruments=draft.instruments, clauses=draft.clauses,
        memberships=ordered(draft.memberships), oversight=ordered(draft.oversight),
        appointments=ordered(draft.appointments), vestings=ordered(out.vestings),
        designations=ordered(out.designations), claims=ordered(out.claims), keepings=ordered(out.keepings),
        delegations=ordered(out.delegations), prohibitions=ordered(out.prohibitions),
        replacements=ordered(out.replacements), residues=ordered(out.residues), powers=ordered(out.powers),
        lines=ordered(out.lines), seatings=ordered(out.seatings), partly_known=ordered(out.partly_known),
    )  # fmt: skip


def _order(rule: Any) -> tuple[str, ...]:
    """Order rules by their fields; sets count by their sorted members, so that no hash order shows."""
    values = (getattr(rule, name) for name in fields_dict(type(rule)))
    return tuple(repr(sorted(value)) if isinstance(value, frozenset) else repr(value) for value in values)
