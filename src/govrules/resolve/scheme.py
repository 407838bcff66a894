"""The whole of resolution: parsed files to a scheme.

In: parsed files, in any order. Out: a `Scheme` of every good statement, and diagnostics. Promise: a faulty statement is
left out whole, those that lean on it with it, and nothing else; the order of files and statements decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from attrs import evolve, fields_dict

from govrules.diagnostics import Diagnostic, Related
from govrules.model import rules
from govrules.model.scheme import Scheme
from govrules.resolve import bodies, organs, vocabulary
from govrules.resolve.amounts import declare_amounts
from govrules.resolve.days import declare_days
from govrules.resolve.document_control import DocumentControl
from govrules.resolve.draft import Draft
from govrules.resolve.endings import end_clauses
from govrules.resolve.exceptions import apply_exceptions
from govrules.resolve.expand import Expander
from govrules.resolve.instruments import Adoptions, declare_instruments
from govrules.resolve.kept import Clauses
from govrules.resolve.marks import all_of, said
from govrules.resolve.record import NOW, Record, instruments_of
from govrules.resolve.reliance import apply_reliance
from govrules.resolve.seats import holders
from govrules.resolve.sets import define_sets
from govrules.resolve.states import states
from govrules.resolve.succession import successions
from govrules.resolve.symbols import Reports, ResolveError, Symbols
from govrules.resolve.unseen import partly_known
from govrules.resolve.written import Work, enter_table, table_rows
from govrules.source import Span
from govrules.syntax import Parsed, ast

T = TypeVar("T")
_SORTS: dict[type, str] = {
    ast.FunctionStatement: "function", ast.SourceStatement: "source", ast.BodyStatement: "body",
    ast.ClusterStatement: "cluster", ast.AreaStatement: "area", ast.OrganStatement: "organ",
    ast.PostStatement: "post", ast.PersonStatement: "person", ast.InstrumentStatement: "instrument",
    ast.DayStatement: "day", ast.AmountStatement: "amount",
}  # fmt: skip


def resolve(files: Sequence[Parsed]) -> tuple[Scheme, tuple[Diagnostic, ...]]:
    """Return the scheme that the files state together, and everything wrong with them, in order of place.

    What is struck out is left out; `govrules.resolve.history` has the scheme as it was known on a day.
    """
    return resolve_record(Record(files), NOW)


def resolve_record(record: Record, day: date) -> tuple[Scheme, tuple[Diagnostic, ...]]:
    """Return the scheme that the files stated as known on a day, and everything wrong with what was known then."""
    files = record.on(day)
    reports = Reports([d for parsed in files for d in parsed.diagnostics])
    symbols = Symbols(reports, frozenset().union(*(parsed.broken for parsed in files)))
    ordered = sorted(files, key=lambda parsed: parsed.source.path)
    statements = [statement for parsed in ordered for statement in parsed.statements]
    for statement in statements:
        _declare(statement, symbols)
    symbols.close()
    draft = Draft()
    adoptions = _declarations(statements, draft, symbols)
    out = _clauses(ordered, statements, Work(draft, symbols, adoptions), day)
    found = {diagnostic.sort_key: diagnostic for diagnostic in (_dated(one, record) for one in reports.found)}
    return _scheme(draft, out), tuple(found[key] for key in sorted(found))


def _dated(diagnostic: Diagnostic, record: Record) -> Diagnostic:
    """Return a diagnostic that, where a name is declared twice, says since when if not always (GR103)."""
    if diagnostic.code != "GR103" or diagnostic.span is None:
        return diagnostic
    when = record.together([diagnostic.span, *(related.span for related in diagnostic.related)])
    return evolve(diagnostic, message=diagnostic.message + when)


def _declare(statement: ast.Statement, symbols: Symbols) -> None:
    if isinstance(statement, ast.TermStatement):
        sort = statement.sort.text
        symbols.declare(
            sort if sort in ("kind", "rank", "title", "office", "basis", "circumstance", "step") else "term",
            statement.names,
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
    amounts = named(ast.AmountStatement)
    vocabulary.declare_terms(named(ast.TermStatement), draft, symbols)
    vocabulary.declare_functions(named(ast.FunctionStatement), draft, symbols)
    vocabulary.declare_sources(named(ast.SourceStatement), draft, symbols)
    declare_amounts(amounts, symbols)
    vocabulary.declare_people(named(ast.PersonStatement), draft, symbols)
    bodies.declare_bodies(named(ast.BodyStatement), draft, symbols)
    bodies.declare_areas(named(ast.AreaStatement), draft, symbols)
    bodies.declare_groups(named(ast.ClusterStatement), draft, symbols)
    bodies.declare_oversight([*named(ast.BodyStatement), *named(ast.ClusterStatement)], draft, symbols)
    bodies.declare_posts(named(ast.PostStatement), draft, symbols)
    organs.declare_organs(named(ast.OrganStatement), draft, symbols)
    bodies.declare_appointments(all_of(statements, ast.AppointmentStatement), draft, symbols)
    instruments = named(ast.InstrumentStatement)
    adoptions = declare_instruments(instruments, draft, symbols)
    DocumentControl(draft, symbols, adoptions).enter(instruments)
    return adoptions


def _clauses(files: Sequence[Parsed], statements: list[ast.Statement], work: Work, day: date) -> rules.RuleSet:
    draft, symbols, adoptions = work.draft, work.symbols, work.adoptions
    written: dict[str, list[tuple[ast.Written, str, bool]]] = {}
    for parsed in files:
        own = sorted(instruments_of(parsed))
        for statement in parsed.statements:
            if not isinstance(statement, ast.Written):
                continue
            try:
                instrument, is_claim = _instrument(statement, own, symbols)
            except ResolveError:
                continue
            written.setdefault(f"{instrument} {statement.label}", []).append((statement, instrument, is_claim))
    found = {id_: places[0] for id_, places in sorted(written.items()) if len(places) == 1}
    for id_ in sorted(written.keys() - found.keys()):
        _doubled(id_, [statement.span for statement, _, _ in written[id_]], symbols)
    clauses = [(id_, s, i) for id_, (s, i, claim) in found.items() if isinstance(s, ast.ClauseStatement) and not claim]
    define_sets(clauses, draft, symbols)
    tables = {id_: rows for id_, (s, i, _) in found.items() if (rows := table_rows(id_, s, i, work)) is not None}
    entered = Clauses.of(files, day, work)
    for id_, (statement, instrument, is_claim) in found.items():
        try:
            if isinstance(statement, ast.ClauseStatement):
                entered.enter(id_, statement, instrument, is_claim)
            elif id_ in tables:
                enter_table(id_, statement, tables[id_], instrument, is_claim, work)
        except ResolveError:
            symbols.drop(id_)
    _residues(statements, draft, symbols, adoptions, work.out)
    work.out.partly_known.extend(partly_known(draft, symbols, adoptions))
    succeeding = successions(draft, adoptions)
    end_clauses(work.out, succeeding.still_made(work.endings), draft, symbols)
    succeeding.apply(work.out)
    apply_exceptions(work.out, work.exemptions, draft, symbols)
    apply_reliance(work.out, work.reliances, draft, symbols)
    return work.out


def _instrument(statement: ast.Written, own: list[str], symbols: Symbols) -> tuple[str, bool]:
    """Return the instrument or source a clause is of, and whether that makes it a claim."""
    if statement.instrument is not None:
        name = symbols.find(statement.instrument, "instrument", "source")
        return name, symbols.sort_of[name] == "source"
    if len(own) == 1:
        if own[0] in symbols.dropped:
            raise ResolveError
        return own[0], False
    word = "limits" if isinstance(statement, ast.LimitsStatement) else "clause"
    problem = "declares no instrument" if not own else f"declares {len(own)} instruments"
    raise symbols.reports.refuse(
        Diagnostic("GR106", f"{word} {statement.label} does not say which instrument it is of", statement.span,
                   f"this file {problem}", f"write `{word} {statement.label} of INSTRUMENT: ...`", statement.label)
    )  # fmt: skip


def _doubled(id_: str, spans: list[Span], symbols: Symbols) -> None:
    first, *others = sorted(spans, key=lambda span: (span.path, span.line, span.column))
    symbols.reports.add(
        Diagnostic("GR103", f"clause {id_} stands {len(spans)} times", first, "here", "give each clause its own label",
                   id_, tuple(Related(span, "and here") for span in others))
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
            for when in states(residue, name, draft, symbols):
                made = [*_residue(name, residue, draft, symbols, adoptions)]
                out.residues.extend(evolve(one, when=one.when + when) for one in made)
            instrument = draft.instruments[name]
            id_ = f"{name} residue"
            text = f"residue to {_words(residue.who)}"
            draft.clauses[id_] = rules.Clause(id_, name, "residue", "residue", text, residue.span, instrument.marks)
        except ResolveError:
            continue


def _words(who: ast.Who) -> str:
    if isinstance(who, ast.HolderExpr):
        return who.name.text + (f" of {who.owner.text}" if isinstance(who.owner, ast.Ref) else "")
    if isinstance(who, ast.SeatsExpr):
        parts = [_words(part) for part in who.parts]
        if who.word in ("both", "either"):
            return f"{who.word} {(' and ' if who.word == 'both' else ' or ').join(parts)}"
        return f"{who.word}{f' {who.count}' if who.word == 'any' else ''} of {', '.join(parts)}"
    return f"that {who.what.text}" if isinstance(who, ast.That) else "each"


def _residue(
    name: str, residue: ast.ResidueExpr, draft: Draft, symbols: Symbols, adoptions: Adoptions
) -> Iterable[rules.Residue]:
    expander = Expander(draft, symbols, tuple(draft.parties[name]), name)
    if not draft.parties[name]:
        raise symbols.reports.refuse(
            Diagnostic("GR210", "a residual rule needs an instrument with parties", residue.span, "for which bodies?",
                       "name the parties in the instrument: `is an agreement of ...`")
        )  # fmt: skip
    for party, when in draft.parties[name]:
        board = draft.bodies[draft.body_of(party)].first_holder
        for receiver, target in holders(expander, residue.who, {"party": party}, board):
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
        return tuple(_in_order([*found]))

    _forget(draft, out)
    return Scheme(
        kinds=draft.kinds, ranks=draft.ranks, terms=draft.terms, term_sorts=draft.term_sorts,
        functions=draft.functions, sources=draft.sources, bodies=draft.bodies, areas=draft.areas,
        groups=draft.groups, organs=draft.organs, posts=draft.posts, recipients=draft.recipients,
        sets=draft.sets, people=draft.people,
        instruments=draft.instruments, clauses=draft.clauses,
        memberships=ordered(draft.memberships), oversight=ordered(draft.oversight),
        appointments=ordered(draft.appointments), vestings=ordered(out.vestings),
        designations=ordered(out.designations), claims=ordered(out.claims),
        function_claims=ordered(out.function_claims), keepings=ordered(out.keepings),
        delegations=ordered(out.delegations), prohibitions=ordered(out.prohibitions),
        procedures=ordered(out.procedures),
        deputies=ordered(out.deputies),
        replacements=ordered(out.replacements), residues=ordered(out.residues), powers=ordered(out.powers),
        lines=ordered(out.lines), seatings=ordered(out.seatings), records=ordered(out.records),
        partly_known=ordered(out.partly_known), requirements=ordered(out.requirements),
    )  # fmt: skip


def _forget(draft: Draft, out: rules.RuleSet) -> None:
    """Take out the recipients and circumstances that only refused clauses spoke of."""
    holders = {holder for one in out.delegations for holder in (one.giver, one.receiver)}
    holders |= {residue.receiver for residue in out.residues} | {keeping.to for keeping in out.keepings if keeping.to}
    holders |= {claim.to for claim in out.function_claims if claim.to}
    draft.recipients = {id_: draft.recipients[id_] for id_ in sorted(draft.recipients.keys() & holders)}
    conditions = [
        *(c for d in out.delegations for c in d.conditions),
        *(c for k in out.keepings for c in k.conditions),
        *(c for p in out.prohibitions for c in p.conditions),
        *(c for d in out.delegations for c in d.leave),
        *(c for p in out.powers for c in p.leave),
    ]
    spoken = {literal.circumstance for condition in conditions for literal in condition}
    for name in draft.made - spoken - {deputy.absence for deputy in out.deputies}:
        del draft.terms[name], draft.term_sorts[name]


def _in_order(several: list[T], field: int = 0) -> Iterator[T]:
    """Yield rules of one class in order of their fields, from one field on; a field is looked at where others tie.

    Sets count by their sorted members, so that no hash order shows.
    """
    class_: Any = type(several[0]) if len(several) > 1 else None
    names = [*fields_dict(class_)] if class_ is not None else []
    if field >= len(names):
        yield from several
        return
    alike: dict[str, list[T]] = defaultdict(list)
    for rule in several:
        value = getattr(rule, names[field])
        alike[repr(sorted(value)) if isinstance(value, frozenset) else repr(value)].append(rule)
    for _, tied in sorted(alike.items()):
        yield from _in_order(tied, field + 1)
