"""Instruments: rank, parties, period in force, and who adopted them when.

In: statements, after bodies and organs. Out: entries of the draft, and `Adoptions`, which gives the adoption period of
a body. Diagnostics: GR011, GR101, GR102, GR203, GR206, GR210, GR225.
Source: docs/reference/semantics.md, 2.7, 3.3.
"""

from datetime import date

from attrs import define, evolve, field

from govrules.diagnostics import Diagnostic
from govrules.model import things
from govrules.model.days import NEVER, Bound, Cause, Mark, OpenDay, Period, When
from govrules.resolve.draft import Draft, display_of
from govrules.resolve.expand import Expander
from govrules.resolve.functions import below, leaves_of
from govrules.resolve.marks import all_of, mark_of, marks_of, named_day, one_of, period_of, said, weakest
from govrules.resolve.symbols import NamedDay, ResolveError, Symbols
from govrules.resolve.vocabulary import label_of
from govrules.syntax import ast

CANONS = ("specific", "later")


@define
class Adoptions:
    """Who adopted what: for each instrument, each body's day."""

    draft: Draft
    symbols: Symbols
    stated: dict[str, tuple[list[ast.Adopted], list[ast.Refs]]] = field(factory=dict)

    def of(self, instrument: str, body: str, own: list[ast.Adopted], never: list[ast.Refs], expander: Expander) -> When:
        """Return the period from a body's adoption on: a clause's own statement first, else its instrument's.

        No period is needed if the rank needs no adoption or the instrument has no parties.
        """
        if not self.draft.parties.get(instrument):
            return ()
        for adopted, refused in ((own, never), self.stated.get(instrument, ([], []))):
            for modifier in refused:
                if body in self.symbols.find_all(modifier.refs, "body"):
                    return (self._period(instrument, body, NEVER, None),)
            for entry in (entry for modifier in adopted for entry in modifier.adoptions):
                if any(self.draft.body_of(t.id) == body for t in expander.things(entry.by, {})):
                    mark = weakest(mark_of(entry.marks), self._named(entry).mark)
                    return (self._period(instrument, body, self._day(entry, instrument, body), mark),)
        if not self.draft.ranks[self.draft.instruments[instrument].rank].needs_adoption:
            return ()
        made = self._made(instrument)
        about = self._about(instrument, body)
        unknown = OpenDay(f"adoption of {instrument} by {body} unknown", f"the day of {about}", made, None)
        return (Period(unknown, None, Cause.ADOPTION, about),)

    def begins(self, instrument: str, body: str) -> When:
        """Return the periods on which it rests that an instrument has begun for a party: in force, a party, adopted."""
        parties = tuple(self.draft.parties[instrument])
        party = next(when for thing, when in parties if self.draft.body_of(thing) == body)
        adoption = self.of(instrument, body, [], [], Expander(self.draft, self.symbols, parties))
        return said(self.draft.instruments[instrument].in_force) + party + adoption

    def _day(self, entry: ast.AdoptionExpr, instrument: str, body: str) -> Bound:
        if isinstance(entry.day, ast.MadeOn | ast.OnNamed):
            return self._named(entry).day
        earliest = made = self._made(instrument)
        day, between = entry.day.last if isinstance(entry.day, ast.Between) else entry.day.day, ""
        if isinstance(entry.day, ast.Between):
            earliest, between = max(entry.day.first, made or entry.day.first), f" from {entry.day.first}"
        if earliest is not None and earliest >= day:
            return day
        about = f"the day of {self._about(instrument, body)}"
        return OpenDay(f"adoption of {instrument} by {body}{between} by {day}", about, earliest, day)

    def _named(self, entry: ast.AdoptionExpr) -> NamedDay:
        if isinstance(entry.day, ast.OnNamed | ast.MadeOn):
            return named_day(entry.day.day, self.symbols)
        return NamedDay(NEVER, None)

    def _period(self, instrument: str, body: str, begins: Bound, mark: Mark | None) -> Period:
        return Period(begins, None, Cause.ADOPTION, self._about(instrument, body), mark)

    def _about(self, instrument: str, body: str) -> str:
        document = things.with_article(self.draft.instruments[instrument].label.display)
        return f"the adoption of {document} by {display_of(self.draft, body)}"

    def _made(self, instrument: str) -> date | None:
        return self.draft.instruments[instrument].made


def declare_instruments(statements: list[ast.InstrumentStatement], draft: Draft, symbols: Symbols) -> Adoptions:
    """Enter instruments and return their adoptions."""
    adoptions = Adoptions(draft, symbols)
    for statement in statements:
        name = statement.names.id.text
        try:
            label = label_of(statement.names, symbols)
            rank = symbols.find(statement.rank, "rank")
            made = one_of(statement.modifiers, ast.MadeOn)
            about = things.with_article(label.display)
            period = period_of(statement.modifiers, Cause.INSTRUMENT, name, about, symbols, marked=False)
            period = _not_before(period, _effect_from(statement, symbols))
            parties: list[tuple[str, When]] = []
            if statement.parties is not None:
                for target in Expander(draft, symbols).bodies(statement.parties, {}):
                    if target.id in draft.groups:
                        raise symbols.reports.refuse(
                            Diagnostic("GR202", f"{display_of(draft, target.id)} is a cluster and no legal person",
                                       target.span, "it cannot be a party", f"write `each member of {target.id}`")
                        )  # fmt: skip
                    parties.append((target.id, target.when))
            draft.instruments[name] = things.Instrument(
                name, label, rank, tuple(sorted({draft.body_of(p) for p, _ in parties})), made.day if made else None,
                period, statement.span, marks_of(statement.modifiers, symbols), _canons(statement, symbols),
            )  # fmt: skip
            draft.parties[name] = parties
            draft.unseen[name] = _unseen_leaves(statement, draft, symbols)
            never = [m for m in all_of(statement.modifiers, ast.Refs) if m.word == "not_adopted"]
            adopted = all_of(statement.modifiers, ast.Adopted)
            adoptions.stated[name] = (adopted, never)
            _check_adoptions(name, adopted, never, draft, symbols)
        except ResolveError:
            symbols.drop(name)
            draft.instruments.pop(name, None)
            draft.parties.pop(name, None)
            draft.unseen.pop(name, None)
    return adoptions


def _effect_from(statement: ast.InstrumentStatement, symbols: Symbols) -> date | None:
    """Return the first day on which an instrument can have effect: made, or earlier if it says so (A9)."""
    made, back = one_of(statement.modifiers, ast.MadeOn), one_of(statement.modifiers, ast.ReachingBack)
    if back is not None and (made is None or back.day >= made.day):
        problem = "it does not say when it was made" if made is None else "it was made no later"
        raise symbols.reports.refuse(
            Diagnostic("GR225", f"this instrument does not reach back: {problem}", back.span, "no earlier day",
                       "say the day it was made with `on DAY`, and here an earlier one; or take this out")
        )  # fmt: skip
    return back.day if back is not None else made.day if made is not None else None


def _not_before(period: Period, day: date | None) -> Period:
    """Return a period that begins on a day at the earliest; of an unknown first day what lies before falls away."""
    begins = period.begins
    if day is None:
        return period
    if isinstance(begins, OpenDay) and (begins.latest is None or begins.latest > day):
        earliest = max(begins.earliest or day, day)
        return evolve(period, begins=evolve(begins, earliest=earliest, shown=begins.limits))
    return evolve(period, begins=max(begins, day) if isinstance(begins, date) else day)


def _canons(statement: ast.InstrumentStatement, symbols: Symbols) -> tuple[str, ...]:
    """Return the canons an instrument declares, in order."""
    refs = [ref for m in all_of(statement.modifiers, ast.Refs) if m.word == "canon" for ref in m.refs]
    for number, ref in enumerate(refs):
        if ref.quoted or ref.text not in CANONS:
            raise symbols.reports.refuse(
                Diagnostic("GR102", f"`{ref.text}` is no canon", ref.span, "not a canon",
                           "the canons are `specific` and `later`")
            )  # fmt: skip
        if ref.text in [other.text for other in refs[:number]]:
            raise symbols.reports.refuse(
                Diagnostic("GR011", f"the canon `{ref.text}` is named twice", ref.span, "named again here",
                           "keep one of the two")
            )  # fmt: skip
    return tuple(ref.text for ref in refs)


def _check_adoptions(
    name: str, adopted: list[ast.Adopted], never: list[ast.Refs], draft: Draft, symbols: Symbols
) -> None:
    """Refuse an adoption by somebody who is no party (GR203) or on a day that is not declared (GR101)."""
    bodies = set(draft.instruments[name].parties)
    expander = Expander(draft, symbols, tuple(draft.parties[name]))
    for day in (entry.day for modifier in adopted for entry in modifier.adoptions):
        if isinstance(day, ast.OnNamed):
            named_day(day.day, symbols)
    found = [(t.id, t.span) for m in adopted for e in m.adoptions for t in expander.things(e.by, {})]
    found += [(symbols.find(ref, "body"), ref.span) for m in never for ref in m.refs]
    for thing, span in found:
        if draft.body_of(thing) not in bodies:
            raise symbols.reports.refuse(
                Diagnostic("GR203", f"{display_of(draft, thing)} is no party to this instrument", span,
                           f"not a party to `{name}`", "name it among the parties, or take it out here")
            )  # fmt: skip


def _unseen_leaves(statement: ast.InstrumentStatement, draft: Draft, symbols: Symbols) -> frozenset[str]:
    """Return the leaves of which an instrument is known in part, none for one that is known whole."""
    modifier = one_of(statement.modifiers, ast.KnownInPart)
    if modifier is None:
        return frozenset()
    if statement.parties is None:
        raise symbols.reports.refuse(
            Diagnostic("GR210", "an instrument known in part needs parties", modifier.span, "for which bodies?",
                       "name the parties in the instrument: `is an agreement of ...`")
        )  # fmt: skip
    if modifier.functions is not None:
        return leaves_of(modifier.functions, draft, symbols, statement.names.id.text)
    return below(draft, (name for name, function in draft.functions.items() if function.parent is None))
