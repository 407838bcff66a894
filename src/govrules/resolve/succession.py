"""Whole instruments that take the place of others.

In: the draft's instruments and the rules of all clauses. Out: rules that end where the new instrument begins for a
party, and replacements of their clauses by those with the same label. Source: docs/reference/semantics.md, 3.4 and A7.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from graphlib import TopologicalSorter
from typing import Any

from attrs import define, evolve, field, frozen

from govrules.model import rules
from govrules.model.days import NEVER, ONE_DAY, Cause, FirstDay, Period, first_day, may_hold_between
from govrules.model.things import with_article
from govrules.resolve.clauses import Ending
from govrules.resolve.draft import Draft
from govrules.resolve.endings import SORTS, beginning
from govrules.resolve.instruments import Adoptions


@frozen
class Succession:
    """For a body, an instrument takes the place of another from a day, known or not."""

    new: str
    old: str
    body: str
    first: FirstDay
    ending: Period


@define
class Successions:
    """Which instruments end for which bodies; `found` is by the old instrument and the body."""

    draft: Draft
    found: dict[tuple[str, str], list[Succession]] = field(factory=lambda: defaultdict(list))

    def has_ended(self, instrument: str, body: str, day: date) -> bool:
        """Say whether an instrument has certainly been replaced for a body by a day."""
        return any(one.first.latest <= day for one in self.found.get((instrument, body), ()))

    def still_made(self, endings: Iterable[Ending]) -> list[Ending]:
        """Return the endings; those by clauses of an instrument that was replaced before they begin never come."""
        return [
            evolve(one, when=(*one.when, Period(NEVER)))
            if self.has_ended(_instrument(one.by), self.draft.body_of(one.body), first_day(one.when).earliest)
            else one
            for one in endings
        ]

    def apply(self, out: rules.RuleSet) -> None:
        """End the rules of the instruments replaced, and let clauses go on in those of the same label."""
        for sort in SORTS:
            setattr(out, sort, [self._ended(rule) for rule in getattr(out, sort)])
        made: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for rule in (rule for sort in SORTS for rule in getattr(out, sort) if rule.body):
            made[rule.clause, self.draft.body_of(rule.body)].append(rule)
        known = set(out.replacements)
        for old_clause, body in sorted(made):
            for one in self.found.get((_instrument(old_clause), body), ()):
                clause = f"{one.new} {old_clause.partition(' ')[2]}"
                goes_on = any(_may_hold_before(rule, one.first) for rule in made[old_clause, body])
                follows = any(first_day(r.when).earliest <= one.first.latest for r in made.get((clause, body), ()))
                replacement = rules.Replacement(clause, old_clause, body)
                if goes_on and follows and replacement not in known:
                    out.replacements.append(replacement)

    def _ended(self, rule: Any) -> Any:
        if not rule.body:
            return rule
        ends = self.found.get((_instrument(rule.clause), self.draft.body_of(rule.body)), ())
        return evolve(rule, when=(*rule.when, *(one.ending for one in ends))) if ends else rule


def successions(draft: Draft, adoptions: Adoptions) -> Successions:
    """Return which instruments end for which bodies: for each party of both, where the new one begins for it.

    An instrument that was replaced itself before it began takes nobody's place.
    """
    replacing: dict[str, set[str]] = {name: set() for name in draft.instruments}
    for instrument in draft.instruments.values():
        for old in instrument.replaces:
            replacing[old].add(instrument.id)
    all_ = Successions(draft)
    for old in TopologicalSorter(replacing).static_order():
        for new in sorted(replacing[old]):
            about = with_article(draft.instruments[new].label.display)
            for body in sorted({*draft.instruments[old].parties} & {*draft.instruments[new].parties}):
                when = adoptions.begins(new, body)
                first = first_day(when)
                if first.earliest < NEVER and not all_.has_ended(new, body, first.earliest):
                    ends = beginning(when, about, f"{new} begins for {body}")
                    ending = Period(None, ends, Cause.ENDED, about)
                    all_.found[old, body].append(Succession(new, old, body, first, ending))
    return all_


def _instrument(clause: str) -> str:
    return clause.partition(" ")[0]


def _may_hold_before(rule: Any, first: FirstDay) -> bool:
    """Say whether a rule may have been live on the day before the new instrument begins."""
    day_before = [day - ONE_DAY if day > date.min else day for day in (first.earliest, first.latest)]
    return may_hold_between(rule.when, *day_before)
