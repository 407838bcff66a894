"""The parts of statements as they are written: names, who, functions, days, amounts, modifiers.

In: AST nodes. Out: text on one line. `MODIFIERS` is the one table of modifiers: its order is the canonical order that
docs/reference/formatting.md describes, and a construct that is new in the language needs a row there. Promise: a node
that no table knows is a fault of ours, never left out (`UnknownNodeError`).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Any

from attrs import frozen

from govrules.model.money import parse_pence, shown
from govrules.syntax import ast
from govrules.syntax.day_words import MONTHS


class UnknownNodeError(TypeError):
    """A construct of the language that the formatter was not taught."""


def listed(nodes: Iterable[Any]) -> str:
    """Return the nodes as a list with commas."""
    return ", ".join(words(node) for node in nodes)


def words(node: Any) -> str:
    """Return a node as it is written."""
    if type(node) not in _WORDS:
        raise UnknownNodeError(f"the formatter does not know {type(node).__name__}")
    return _WORDS[type(node)](node)


def day(value: date | ast.Ref) -> str:
    """Return a day written out, a named one by its name.

    >>> day(date(2011, 6, 1))
    '1 June 2011'
    """
    if isinstance(value, ast.Ref):
        return _ref(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year:04d}"


def money(text: str) -> str:
    """Return an amount with thousands separators, and pence only if there are any; what is no amount, as it stands.

    >>> money("€250000.50"), money("£1,000.00")
    ('€250,000.50', '£1,000')
    """
    pence = parse_pence(text)
    return text if pence is None else text[0] + shown(pence)[1:]


# ------------------------------------------------------------------------------------------------ who, what, which


def _ref(node: ast.Ref) -> str:
    return f'"{node.text}"' if node.quoted else node.text


def _of(node: Any) -> str:
    return "" if node is None else f" of {words(node)}"


def _except(refs: Sequence[ast.Ref]) -> str:
    return f" except {listed(refs)}" if refs else ""


def _each(node: ast.Each) -> str:
    return f"each {words(node.what)}{_of(node.of)}{_except(node.exceptions)}"


def _functions(node: ast.FunctionsExpr) -> str:
    everything = "everything statutory" if node.statutory else "everything"
    return (everything if node.everything else listed(node.names)) + _except(node.exceptions)


def _citation(node: ast.CitationExpr) -> str:
    return words(node.source) + ("" if node.pinpoint is None else f' "{node.pinpoint}"')


def _adoption(node: ast.AdoptionExpr) -> str:
    return f"{words(node.by)} {words(node.day)}{brackets(node.marks)}"


def _circumstances(node: ast.Circumstances) -> str:
    if len(node.refs) == 1:
        return words(node.refs[0])
    if len(node.refs) == 2:
        lead, between = ("either", "or") if node.either else ("both", "and")
        return f"{lead} {words(node.refs[0])} {between} {words(node.refs[1])}"
    if node.either:
        raise UnknownNodeError("the formatter does not know `either` of more than two")
    return f"all of {listed(node.refs)}"


def _seats(node: ast.SeatsExpr) -> str:
    if node.word in ("both", "either"):
        one, other = (words(part) for part in node.parts)
        return f"{node.word} {one} {'and' if node.word == 'both' else 'or'} {other}"
    lead = "all of" if node.word == "all" else f"any {node.count} of"
    return f"{lead} {listed(node.parts)}"


def _measure(node: ast.MeasureExpr) -> str:
    return f"per {words(node.basis)}" + (f" {node.vat} VAT" if node.vat is not None else "")


def _limit(node: ast.LimitExpr) -> str:
    over = [f"over {words(node.over)}"] if node.over is not None else []
    up_to = [f"up to {words(node.up_to)}"] if node.up_to is not None else []
    return " ".join([*(over + up_to or ["without limit"]), words(node.measure)])


def _step(node: ast.StepExpr) -> str:
    lead = [words(node.lead)] if node.lead is not None else []
    what = [f'"{node.what}"'] if node.what is not None else []
    within = [f"within {words(node.within)}"] if node.within is not None else []
    at = [f"at {words(node.at)}"] if node.at is not None else []
    return " ".join([*lead, words(node.word), node.preposition, words(node.who), *what, *within, *at])


def _only_after(node: ast.OnlyAfter) -> str:
    unless = f" (unless {words(node.unless)})" if node.unless is not None else ""
    return f"only after {words(node.step)}{unless}"


def _ruling(node: ast.RulingExpr) -> str:
    return words(node.clause) + ("" if node.reason is None else f" as {words(node.reason)}")


def _expected(node: ast.ExpectedExpr) -> str:
    """Return what a case expects: days need no comma, and `also` stands beside several who act together."""
    if any(isinstance(item, ast.FromDay | ast.ToDay) for item in node.items):
        return f"{words(node.lead)} {' '.join(map(words, node.items))}"
    by = " by" if node.by else ""
    said = words(node.items[0])
    for item, after in pairwise(node.items):
        alone = not isinstance(item, ast.SeatsExpr) and not isinstance(after, ast.SeatsExpr)
        said += (", " if alone else " also ") + words(after)
    return f"{words(node.lead)}{by} {said}"


_WORDS: dict[type, Callable[[Any], str]] = {
    ast.Ref: _ref,
    ast.ExpectedExpr: _expected,
    ast.RulingExpr: _ruling,
    ast.KeptBy: lambda node: f"{words(node.how)} by {words(node.clause)}",
    ast.NotExpr: lambda node: f"not {words(node.ref)}",
    ast.NobodyExpr: lambda node: "nobody",
    ast.Each: _each,
    ast.EachOf: lambda node: f"each of {listed(node.things)}",
    ast.That: lambda node: f"that {words(node.what)}",
    ast.HolderExpr: lambda node: words(node.name) + _of(node.owner),
    ast.AnyoneExcept: lambda node: f"{words(node.anyone)} except {listed(node.spared)}",
    ast.SeatsExpr: _seats,
    ast.MeasureExpr: _measure,
    ast.TimeSpan: lambda node: f"{node.number} {words(node.unit)}",
    ast.StepExpr: _step,
    ast.BodiesExpr: lambda node: listed(node.things),
    ast.FunctionsExpr: _functions,
    ast.CitationExpr: _citation,
    ast.Circumstances: _circumstances,
    ast.ClauseRef: lambda node: node.label + _of(node.instrument),
    ast.MarkedRef: lambda node: words(node.ref) + brackets(node.marks),
    ast.MarkedHolder: lambda node: words(node.holder) + brackets(node.marks),
    ast.MarkedText: lambda node: f'"{node.text}"' + brackets(node.marks),
    ast.ValueExpr: lambda node: words(node.money) + brackets(node.marks),
    ast.AdoptionExpr: _adoption,
    ast.ApprovalExpr: lambda node: f"{words(node.by)} {words(node.day)}",
    ast.MoneyExpr: lambda node: money(node.text),
    ast.FromDay: lambda node: f"from {day(node.day)}",
    ast.ByDay: lambda node: f"by {day(node.day)}",
    ast.ToDay: lambda node: f"to {day(node.day)}",
    ast.BeforeDay: lambda node: f"before {day(node.day)}",
    ast.Between: lambda node: f"between {day(node.first)} and {day(node.last)}",
    ast.ToUnknown: lambda node: "to unknown",
    ast.ToBetween: lambda node: f"to {words(node.days)}",
    ast.ToLater: lambda node: f"to {day(node.day)} or later",
    ast.OnNamed: lambda node: f"on {day(node.day)}",
    ast.MadeOn: lambda node: f"on {day(node.day)}",
}
"""How each part is written, by its class; modifiers of their own stand in MODIFIERS."""


# ------------------------------------------------------------------------------------------------ modifiers


class Place(Enum):
    """Where a modifier goes: with the sentence, after it, or last, with what the statement rests on."""

    SENTENCE = 1
    SUBSTANCE = 2
    FOOTING = 3


@frozen
class Row:
    """How one sort of modifier is written and where it goes.

    `word` tells apart modifiers that share a class, as `_sort` finds it (None: the class says it); `joins` keeps it on
    the line of the modifier before it, if that one begins a period or gives leave.
    """

    node: type
    word: str | None
    place: Place
    write: Callable[[Any], str]
    joins: bool = False


def _list(lead: str) -> Callable[[Any], str]:
    return lambda node: f"{lead} {listed(node.refs)}"


def _text(lead: str) -> Callable[[Any], str]:
    return lambda node: f'{lead} "{node.text}"'


def _one(lead: str) -> Callable[[Any], str]:
    return lambda node: f"{lead} {words(node.ref)}"


def _flag(node: ast.Flag) -> str:
    return node.word


def _further(node: ast.Further) -> str:
    consent = f" with consent of {words(node.consent)}" if node.consent is not None else ""
    return f"who may delegate further{consent}" if node.allowed else "who may not delegate further"


def _known_in_part(node: ast.KnownInPart) -> str:
    return "known in part" + ("" if node.functions is None else f" for {words(node.functions)}")


MODIFIERS: tuple[Row, ...] = (
    Row(ast.Words, "publisher", Place.SENTENCE, _text("by")),
    Row(ast.Flag, "statutory", Place.SENTENCE, _flag),
    Row(ast.Flag, "non-delegable", Place.SENTENCE, _flag),
    Row(ast.Refs, "below", Place.SUBSTANCE, _list("below")),
    Row(ast.Refs, "having", Place.SUBSTANCE, _list("having")),
    Row(ast.Flag, "cumulative", Place.SUBSTANCE, _flag),
    Row(ast.ForBodies, None, Place.SUBSTANCE, lambda node: f"for {words(node.bodies)}"),
    Row(ast.LimitExpr, None, Place.SUBSTANCE, _limit),
    Row(ast.Further, None, Place.SUBSTANCE, _further),
    Row(ast.Flag, "by-default", Place.SUBSTANCE, lambda node: "unless directed otherwise", joins=True),
    Row(ast.Flag, "exclusively", Place.SUBSTANCE, _flag),
    Row(ast.Condition, "only if", Place.SUBSTANCE, lambda node: f"only if {words(node.circumstances)}"),
    Row(ast.Condition, "unless", Place.SUBSTANCE, lambda node: f"unless {words(node.circumstances)}"),
    Row(ast.OnlyAfter, None, Place.SUBSTANCE, _only_after),
    Row(ast.DutyExpr, None, Place.SUBSTANCE, lambda node: f"then {words(node.step)}"),
    Row(ast.Flag, "own-matter", Place.SUBSTANCE, lambda node: "not in own matter"),
    Row(ast.Flag, "fixed", Place.SUBSTANCE, _flag),
    Row(ast.Despite, None, Place.SUBSTANCE, lambda node: f"despite {listed(node.clauses)}"),
    Row(ast.Replacing, None, Place.SUBSTANCE, lambda node: f"replacing {listed(node.clauses)}"),
    Row(ast.Relying, None, Place.SUBSTANCE, lambda node: f"relying on {listed(node.clauses)}"),
    Row(ast.Refs, "supersedes", Place.SUBSTANCE, _list("replacing")),
    Row(ast.Overseers, "directed", Place.SUBSTANCE, _list("directed by")),
    Row(ast.Overseers, "managed", Place.SUBSTANCE, _list("managed by")),
    Row(ast.Under, None, Place.SUBSTANCE, lambda node: f"under {words(node.organ)}"),
    Row(ast.OneRef, "capacity", Place.SUBSTANCE, _one("as")),
    Row(ast.Flag, "alongside", Place.SUBSTANCE, _flag),
    Row(ast.Flag, "jointly", Place.SUBSTANCE, _flag),
    Row(ast.OneRef, "employed", Place.SUBSTANCE, _one("employed by")),
    Row(ast.MadeOn, None, Place.SUBSTANCE, words),
    Row(ast.ReachingBack, None, Place.SUBSTANCE, lambda node: f"having effect from {day(node.day)}"),
    Row(ast.FromDay, None, Place.SUBSTANCE, words),
    Row(ast.ByDay, None, Place.SUBSTANCE, words),
    Row(ast.Between, None, Place.SUBSTANCE, words),
    Row(ast.ToDay, None, Place.SUBSTANCE, words, joins=True),
    Row(ast.BeforeDay, None, Place.SUBSTANCE, words, joins=True),
    Row(ast.ToUnknown, None, Place.SUBSTANCE, words, joins=True),
    Row(ast.ToBetween, None, Place.SUBSTANCE, words, joins=True),
    Row(ast.ToLater, None, Place.SUBSTANCE, words, joins=True),
    Row(ast.Adopted, None, Place.SUBSTANCE, lambda node: f"adopted by {listed(node.adoptions)}"),
    Row(ast.Refs, "not_adopted", Place.SUBSTANCE, _list("not adopted by")),
    Row(ast.Version, None, Place.SUBSTANCE, lambda node: f'version "{node.text}"'),
    Row(ast.Approved, None, Place.SUBSTANCE, lambda node: f"approved by {listed(node.approvals)}"),
    Row(ast.Review, None, Place.SUBSTANCE, lambda node: f"review on {day(node.day)}"),
    Row(ast.ResidueExpr, None, Place.SUBSTANCE, lambda node: f"residue to {words(node.who)}"),
    Row(ast.Refs, "canon", Place.SUBSTANCE, _list("canon")),
    Row(ast.KnownInPart, None, Place.SUBSTANCE, _known_in_part),
    Row(ast.Words, "address", Place.FOOTING, _text("at")),
    Row(ast.See, None, Place.FOOTING, lambda node: f"see {listed(node.citations)}"),
    Row(ast.Flag, "illustrative", Place.FOOTING, _flag),
    Row(ast.Flag, "unverified", Place.FOOTING, _flag),
    Row(ast.Recorded, None, Place.FOOTING, lambda node: f"recorded on {day(node.day)}"),
    Row(ast.StruckOut, None, Place.FOOTING, lambda node: f"struck out on {day(node.day)}"),
    Row(ast.Words, "note", Place.FOOTING, _text("note")),
)
_RANKS = {(row.node, row.word): rank for rank, row in enumerate(MODIFIERS)}


def _sort(modifier: Any) -> tuple[type, str | None]:
    if isinstance(modifier, ast.Condition):
        return type(modifier), "only if" if modifier.holds else "unless"
    return type(modifier), getattr(modifier, "word", None)


def rank(modifier: Any) -> int:
    """Return where a modifier stands in the canonical order."""
    key = _sort(modifier)
    if key not in _RANKS:
        raise UnknownNodeError(f"the formatter does not know the modifier {key[0].__name__} {key[1] or ''}".rstrip())
    return _RANKS[key]


def modifiers(nodes: Iterable[Any], place: Place) -> list[str]:
    """Return the modifiers that go to a place, in canonical order; those of one sort keep theirs."""
    parts: list[str] = []
    begun = False
    for node in sorted(nodes, key=rank):
        row = MODIFIERS[rank(node)]
        if row.place is not place:
            continue
        if row.joins and begun:
            parts[-1] += " " + row.write(node)
        else:
            parts.append(row.write(node))
        begun = isinstance(node, ast.FromDay | ast.ByDay | ast.Between | ast.Further)
    return parts


def brackets(marks: Sequence[Any]) -> str:
    """Return the marks of one item in brackets, with the blank before them; nothing where there are none."""
    parts = [part for place in Place for part in modifiers(marks, place)]
    return f" ({' '.join(parts)})" if parts else ""
