"""Clauses that were made before: what a clause comes to is decided by its words and by what is declared beside it.

In: the clauses of files, and all that the files say besides. Out: the same entries as making each of them anew.
Promise: a clause is taken from before only if its words, its document, and everything that could be looked up while it
was made are the same; one of which something was reported, that replaces another, or that speaks of a circumstance
nobody declared, is always made anew. Places are those the clause has now.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any

from attrs import define, field, fields_dict, frozen

from govrules.model import rules, things
from govrules.remembering import is_anew
from govrules.resolve.clauses import Ending
from govrules.resolve.draft import Draft
from govrules.resolve.exceptions import Exemption
from govrules.resolve.marks import one_of
from govrules.resolve.reliance import Reliance
from govrules.resolve.symbols import Symbols
from govrules.resolve.written import Work, enter_clause
from govrules.source.moving import Point, moved
from govrules.syntax import Parsed, ast

_SORTS = tuple(fields_dict(rules.RuleSet))
_MOST = 4
"""Sets of declarations whose clauses are remembered: two sides of a comparison, before and after an edit."""


@frozen
class _Made:
    """What entering a clause added, and where the clause stood then."""

    at: Point
    clause: rules.Clause
    made: tuple[tuple[str, tuple[Any, ...]], ...]
    recipients: tuple[things.Recipient, ...]
    endings: tuple[Ending, ...]
    exemptions: tuple[Exemption, ...]
    reliances: tuple[Reliance, ...]


@define
class Clauses:
    """Enters the clauses of files as known on a day; begun when all that is no plain clause is declared."""

    work: Work
    _texts: dict[str, str]
    _known: dict[Hashable, _Made] = field(factory=dict)

    @classmethod
    def of(cls, files: Sequence[Parsed], day: date, work: Work) -> "Clauses":
        """Return what enters the clauses of files, with those that were made beside the same declarations."""
        texts = {parsed.source.path: parsed.source.text for parsed in files if not parsed.is_register}
        return cls(work, {}) if is_anew() else cls(work, texts, _remembered(_beside(files, day, work)))

    def enter(self, id_: str, statement: ast.ClauseStatement, instrument: str, is_claim: bool) -> None:
        """Enter a clause with its rules, as `enter_clause` does. Raises what that raises."""
        text, span = self._texts.get(statement.span.path), statement.span
        if text is None or one_of(statement.modifiers, ast.Replacing) is not None:
            enter_clause(id_, statement, instrument, is_claim, self.work)
            return
        key = id_, instrument, is_claim, text[span.start : span.end]
        point = Point(span.path, span.start, span.line, span.column)
        known = self._known.get(key)
        if known is not None:
            self._enter_again(known, point)
            return
        before = _Before.of(self.work)
        enter_clause(id_, statement, instrument, is_claim, self.work)
        if before.is_quiet(self.work):
            self._known[key] = before.made_since(self.work, id_, point)

    def _enter_again(self, known: _Made, point: Point) -> None:
        work = self.work
        work.draft.clauses[known.clause.id] = moved(known.clause, known.at, point)
        for sort, made in known.made:
            getattr(work.out, sort).extend(made)
        work.draft.recipients |= {one.id: one for one in known.recipients}
        work.endings.extend(moved(known.endings, known.at, point))
        work.exemptions.extend(moved(known.exemptions, known.at, point))
        work.reliances.extend(moved(known.reliances, known.at, point))


@frozen
class _Before:
    """How much of everything there was before a clause was entered."""

    rules: tuple[int, ...]
    others: tuple[int, int, int]
    noise: tuple[int, int]

    @classmethod
    def of(cls, work: Work) -> "_Before":
        return cls(tuple(len(getattr(work.out, sort)) for sort in _SORTS), _others(work), _noise(work))

    def is_quiet(self, work: Work) -> bool:
        """Say whether nothing was reported since, and no circumstance looked for that nobody declared."""
        return self.noise == _noise(work)

    def made_since(self, work: Work, id_: str, point: Point) -> _Made:
        """Return what was added since."""
        made = tuple(
            (sort, tuple(getattr(work.out, sort)[number:]))
            for sort, number in zip(_SORTS, self.rules, strict=True)
            if len(getattr(work.out, sort)) > number
        )
        endings, exemptions, reliances = self.others
        return _Made(
            point, work.draft.clauses[id_], made, _recipients((rule for _, several in made for rule in several), work),
            tuple(work.endings[endings:]), tuple(work.exemptions[exemptions:]), tuple(work.reliances[reliances:]),
        )  # fmt: skip


def _others(work: Work) -> tuple[int, int, int]:
    return len(work.endings), len(work.exemptions), len(work.reliances)


def _noise(work: Work) -> tuple[int, int]:
    return len(work.symbols.reports.found), work.draft.looked_for


def _recipients(made: Iterable[Any], work: Work) -> tuple[things.Recipient, ...]:
    """Return whoever fills seats among those that rules speak of; the scheme forgets all others."""
    named = {getattr(rule, who, None) for rule in made for who in ("giver", "receiver", "to")}
    known = work.draft.recipients
    return tuple(known[name] for name in sorted(name for name in named if name is not None and name in known))


# ---------------------------------------------------------------------------------------------- declarations

_BESIDE: dict[Hashable, dict[Hashable, _Made]] = {}


def _remembered(beside: Hashable) -> dict[Hashable, _Made]:
    """Return the clauses made before beside the same declarations; those used longest ago are forgotten."""
    _BESIDE[beside] = found = _BESIDE.pop(beside, {})
    if len(_BESIDE) > _MOST:
        _BESIDE.pop(next(iter(_BESIDE)), None)
    return found


def _beside(files: Sequence[Parsed], day: date, work: Work) -> Hashable:
    """Return all that a plain clause can look up: what is declared, in which order, and what came of it."""
    said: list[Hashable] = []
    for parsed in files:
        for one in parsed.statements:
            if not isinstance(one, ast.ClauseStatement) or isinstance(one.rule, ast.DefinesRule):
                said.append(one if parsed.is_register else parsed.source.text[one.span.start : one.span.end])
    return day, tuple(said), _found(work.draft, work.symbols)


def _found(draft: Draft, symbols: Symbols) -> Hashable:
    """Return what became of declarations for reasons that lie outside them, such as a label written twice."""
    tables: tuple[dict[str, Any], ...] = (draft.tables, draft.sets, draft.lists, draft.changing, draft.defined)
    entries = tuple(tuple(sorted(table.items(), key=_name)) for table in tables)
    return symbols.broken, frozenset(symbols.dropped), entries


def _name(item: tuple[str, Any]) -> str:
    return item[0]
