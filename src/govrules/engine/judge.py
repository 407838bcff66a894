"""One point, all settlements together: the content of an answer at it, for amounts named or left open.

In: a place. Out: `Judgement`, from which the content for any amounts is taken. Promise: what is certain is so under
every settlement; every open point listed can change the answer.
Source: docs/reference/semantics.md, section 4, S6 and S7.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import product
from typing import TypeGuard, TypeVar

from attrs import define, evolve, field, frozen

from govrules.engine.boxes import Amounts, Box, contains, limits, ranges_at, reaches
from govrules.engine.chains import Acting
from govrules.engine.claimed import with_claims
from govrules.engine.conditions import Case, combine, common_excluded
from govrules.engine.excluded import Excluding
from govrules.engine.exercise import may_exercise
from govrules.engine.lacking import lacking
from govrules.engine.leaning import leans_of
from govrules.engine.order import kept_key, point_key, prohibited_key
from govrules.engine.permission import is_settled, may_exercise_as_one
from govrules.engine.place import Place, areas_on, place_at
from govrules.engine.priority import CONFLICT, Deal
from govrules.engine.procedures import with_procedures
from govrules.engine.recorded import with_recorded
from govrules.engine.seats import draws_on, elements
from govrules.engine.settle import MOST_OPEN_POINTS, Ask, Remembered, Run, deciding, explore
from govrules.engine.unseen import UNSEEN, open_points_of
from govrules.engine.world import CIRCUMSTANCE, PRINTED_TWICE, Barring, Ranged, Standing, World, evaluate
from govrules.model.answer import (
    AccountableBody,
    Answer,
    Answering,
    Assumption,
    Claim,
    Conflict,
    Excluded,
    Exercise,
    Kept,
    Notice,
    Officer,
    OpenPoint,
    Outcome,
    Overseer,
    Prohibited,
)
from govrules.model.days import OpenDay
from govrules.model.question import Question, QuestionKind
from govrules.model.things import Seat

T = TypeVar("T", bound=Hashable)
_NO_QUESTION = Question(QuestionKind.ACCOUNTABLE, "")
"""Stands for every question where answers are compared."""


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a whole: that of its worst part."""
    order = list(Outcome)
    return max(outcomes, key=order.index, default=Outcome.ANSWERED)


@frozen(slots=False)
class Judgement:
    """A point under all settlements. `runs` is None where there are too many open points to settle."""

    place: Place
    question: Question
    runs: list[Run[World]] | None
    days: Mapping[str, OpenDay]
    deals: frozenset[Deal]
    _contents: dict[frozenset[tuple[str, int]], Answer] = field(factory=dict, eq=False, repr=False)

    def content(self, amounts: Amounts) -> Answer:
        """Return the content of the answer at the point for the amounts named; other bases stay open."""
        key = frozenset(amounts.items())
        if key not in self._contents:
            self._contents[key] = self._content(amounts)
        return self._contents[key]

    def _content(self, amounts: Amounts) -> Answer:
        if self.runs is None:
            return self._too_many()
        views = _Views(self, amounts)
        excluding = Excluding(self.place, amounts, [run.result for run in self.runs])
        contents = [(cases, self._settled(runs, amounts, views)) for cases, runs in self._mattering(amounts)]
        found = contents[0][1] if len(contents) == 1 else combine(contents)
        found = evolve(found, excluded=self._excluded(amounts, excluding))
        found = with_procedures(self.place, found, amounts)
        return with_claims(self.place, with_recorded(self.place, found))

    @cached_property
    def _alike(self) -> list[tuple[list[Case], list[Run[World]]]]:
        """The cases of the circumstances, those in which the same can hold together, each with its possible runs."""
        names = sorted({key[1] for run in self.runs or () for key in run.settled if is_circumstance(key)})
        possible: dict[tuple[bool, ...], list[Run[World]]] = {}
        for run in self.runs or ():
            known = [run.settled.get((CIRCUMSTANCE, name)) for name in names]
            rest = Run({key: value for key, value in run.settled.items() if not is_circumstance(key)}, run.result)
            for truths in product(*((False, True) if value is None else (value,) for value in known)):
                possible.setdefault(truths, []).append(rest)
        found: dict[Hashable, tuple[list[Case], list[Run[World]]]] = {}
        for truths, runs in sorted(possible.items(), key=lambda one: one[0]):
            key = frozenset((id(run.result), frozenset(run.settled.items())) for run in runs)
            found.setdefault(key, ([], runs))[0].append(frozenset(zip(names, truths, strict=True)))
        return list(found.values())

    def _mattering(self, amounts: Amounts) -> list[tuple[list[Case], list[Run[World]]]]:
        """The cases of those circumstances alone that can matter at some amounts (S8); others are taken not to hold.

        A clause that speaks of none of the amounts gives, keeps and prohibits nothing there, whether or not its
        conditions are met; what it says of its leaf it says also where they are not (S1).
        """
        if len(self._alike) == 1 or not amounts:
            return self._alike
        idle = self.place.circumstances({}) - self.place.circumstances(amounts)
        found: list[tuple[list[Case], list[Run[World]]]] = []
        for cases, runs in self._alike:
            those = [case for case in cases if not any(holds and name in idle for name, holds in case)]
            if those:
                found.append(([frozenset(one for one in case if one[0] not in idle) for case in those], runs))
        return found

    def _settled(self, runs: list[Run[World]], amounts: Amounts, views: "_Views") -> Answer:
        """Return the content under known circumstances, all settlements of what is open together."""
        worlds = list({id(run.result): run.result for run in runs}.values())
        vested = [world for world in worlds if world.held]
        decisive = deciding(runs, views.of) if len(worlds) > 1 else set[Hashable]()
        open_points = self._open_points(decisive, worlds)
        if not vested:
            outcome = Outcome.NO_SUCH_BODY_THEN if all(w.vested is None for w in worlds) else Outcome.NOT_VESTED
            if len({world.vested for world in worlds}) > 1:
                outcome = Outcome.UNDETERMINED
            others = self._vested_in(amounts) if outcome is Outcome.NOT_VESTED else ()
            return Answer(self.question, outcome, vested_in=others, open_points=open_points)
        return self._merged(worlds, vested, amounts, open_points)

    @cached_property
    def _elsewhere(self) -> list[tuple[str, "Judgement"]]:
        """The same leaf and day at the bodies whose rules name the first holder of this one, each with its body."""
        compiled, place = self.place.compiled, self.place
        return [
            (other, judge(place_at(compiled, point, place.leaf, place.day, concerning=place.concerning), self.question))
            for other in compiled.gives_to[place.body.id]
            for point in areas_on(compiled, other, place.day) or [other]
        ]

    def _vested_in(self, amounts: Amounts) -> tuple[str, ...]:
        """Return the other bodies for which the first holder of this one may exercise the function."""
        first = self.place.body.first_holder
        return tuple(
            sorted(
                {
                    other for other, there in self._elsewhere
                    if any(_can_act_alone(run.result, first, amounts) for run in there.runs or ())
                }
            )
        )  # fmt: skip

    def cuts(self) -> dict[str, list[int]]:
        """Return, for each basis that bears on the point, the amounts in pence at which something can change."""
        return {} if self.runs is None else self.place.cuts()

    # ------------------------------------------------------------------------------------------------ merging

    def _merged(
        self, worlds: list[World], vested: list[World], amounts: Amounts, open_points: tuple[OpenPoint, ...]
    ) -> Answer:
        place = self.place
        officers = self._officers(worlds)
        one = place.asked is not None
        kept = () if one and self.question.keeping is None else self._kept(worlds, amounts)
        exercise: tuple[Exercise, ...] = ()
        shown: list[Acting] = []
        if place.leaf is not None and one:
            exercise, shown = may_exercise_as_one(place, worlds, amounts)
        elif place.leaf is not None:
            exercise, shown = may_exercise(place, worlds, amounts)
        answers_to = self._answers_to(worlds, amounts)
        prohibited = () if one else self._prohibited(worlds, amounts)
        overseers = self._overseers(worlds)
        clauses = tuple(sorted({clause for world in vested for clause in world.vested or ()}))
        seats = [] if one else sorted({world.sits_as for world in vested if world.sits_as})
        first = sorted({world.holders.first for world in vested})
        body = AccountableBody(
            place.body.id, place.body.label.display, first[0], seats[0] if seats else None, clauses,
            len(vested) == len(worlds) and len(first) == 1,
        )  # fmt: skip
        certain = body.certain and (one or len({world.sits_as for world in worlds}) <= 1)
        certain = certain and all(officer.certain for officer in officers) and all(k.certain for k in kept)
        certain = certain and all(e.certain for e in exercise) and all(a.certain for a in answers_to)
        certain = certain and all(overseer.certain for overseer in overseers) and all(p.certain for p in prohibited)
        unseen = set() if one and is_settled(exercise) else open_points_of(world.unseen for world in worlds)
        certain = certain and not unseen
        outcome = Outcome.ANSWERED if certain else Outcome.UNDETERMINED
        return Answer(
            self.question,
            outcome,
            accountable_body=body,
            officers=officers,
            kept=kept,
            may_exercise=exercise,
            prohibited=prohibited,
            answers_to=answers_to,
            overseen_by=overseers,
            assumptions=self._assumptions(vested, officers, exercise, shown, amounts),
            open_points=tuple(sorted({*open_points, *unseen}, key=point_key)),
            conflicts=self._conflicts(worlds, amounts, open_points),
        )

    def _excluded(self, amounts: Amounts, excluding: Excluding) -> tuple[Excluded, ...]:
        """Return what is excluded under all circumstances there are, those that matter elsewhere too."""
        if self.place.leaf is None:
            return ()
        found: list[tuple[Excluded, ...]] = []
        for _, runs in self._alike:
            worlds = list({id(run.result): run.result for run in runs}.values())
            if not any(world.held for world in worlds):
                return ()
            is_one = self.place.asked is not None
            found.append(lacking(self.place, worlds, amounts) if is_one else excluding.under(worlds))
        return found[0] if len(found) == 1 else common_excluded(found)

    def _officers(self, worlds: list[World]) -> tuple[Officer, ...]:
        found: dict[tuple[str, str], set[str]] = {}
        for world in worlds:
            for title, posts in world.officers.items():
                for post, designating in posts.items():
                    found.setdefault((title, post), set()).update(designating)
        officers = []
        for (title, post), clauses in sorted(found.items()):
            certain = all(list(world.officers.get(title, ())) == [post] for world in worlds)
            held = self.place.people.in_post(post)
            claims = self._claims(title, post)
            officers.append(Officer(title, post, held.holding, held.holders, tuple(sorted(clauses)), claims, certain))
        return tuple(officers)

    def _claims(self, title: str, post: str) -> tuple[Claim, ...]:
        scheme = self.place.scheme
        found = {
            Claim(
                scheme.clauses[claim.clause].instrument,
                scheme.sources[scheme.clauses[claim.clause].instrument].rank,
                claim.clause,
                claim.post,
                claim.post == post,
            )
            for claim in self.place.claims
            if claim.title == title and not any(period.excludes(self.place.day) for period in claim.when)
        }
        return tuple(sorted(found, key=lambda claim: (claim.source, claim.clause, claim.says)))

    def _kept(self, worlds: list[World], amounts: Amounts) -> tuple[Kept, ...]:
        views = [{key: ranges_at(kept.ranges, amounts) for key, kept in self._kept_in(world)} for world in worlds]
        to = {one.clause: self.place.scheme.seats_of(one.to) for one in self.place.keepings if one.to is not None}
        found = [
            Kept(how, (), clause or None, limits(box), certain, (), to.get(clause, ()))
            for (how, clause), box, certain in _with_certainty(views)
        ]
        return tuple(sorted(found, key=kept_key))

    def _kept_in(self, world: World) -> list[tuple[tuple[str, str], Ranged]]:
        """Return what is kept under a settlement, of what is asked about."""
        keeping = self.question.keeping
        return [(key, kept) for key, kept in world.kept.items() if keeping is None or key[0] in keeping]

    def _prohibited(self, worlds: list[World], amounts: Amounts) -> tuple[Prohibited, ...]:
        views: list[dict[Barring, list[Box]]] = []
        clauses: dict[tuple[Barring, Box], set[str]] = {}
        for world in worlds:
            view: dict[Barring, list[Box]] = {}
            for (who, clause), barring in world.prohibited.items() if world.held else ():
                for box in ranges_at(barring.ranges, amounts):
                    view.setdefault(who, []).append(box)
                    clauses.setdefault((who, box), set()).add(clause)
            views.append(view)
        found = [
            Prohibited(who[0], tuple(sorted(clauses[who, box])), certain, (), limits(box), who[1])
            for who, box, certain in _with_certainty(views)
        ]
        return tuple(sorted(found, key=prohibited_key))

    def _answers_to(self, worlds: list[World], amounts: Amounts) -> tuple[Answering, ...]:
        views = [self._lines_view(world, amounts) for world in worlds]
        keys = {key for view in views for key in view}
        return tuple(
            Answering(who, of, line, tuple(sorted({c for view in views for c in view.get((of, line, who), ())})),
                      all((of, line, who) in view for view in views))
            for of, line, who in sorted(keys)
        )  # fmt: skip

    def _lines_view(self, world: World, amounts: Amounts) -> dict[tuple[str, str, str], frozenset[str]]:
        if not world.held:
            return {}
        people = {world.holders.first, *(post for posts in world.officers.values() for post in posts)}
        for (seats, _), standing in world.first_ranges.items():
            if any(reaches(one.ranges, amounts) for one in standing):
                people |= elements(seats)
        for (seats, _), acting in world.acting.items():
            if any(reaches(one.region, amounts) for one in acting):
                people |= elements(seats)
        found: dict[tuple[str, str, str], frozenset[str]] = {}
        for of, to, line in world.lines:
            if of in people:
                key = (of, "professional" if line.professional else "line", to)
                found[key] = found.get(key, frozenset()) | {line.clause}
        return found

    def _overseers(self, worlds: list[World]) -> tuple[Overseer, ...]:
        views = [{(o.relation, o.by, o.of) for o in world.overseers} for world in worlds]
        keys = sorted({key for view in views for key in view})
        return tuple(Overseer(*key, all(key in view for view in views)) for key in keys)

    def _conflicts(
        self, worlds: list[World], amounts: Amounts, open_points: tuple[OpenPoint, ...]
    ) -> tuple[Conflict, ...]:
        """Return the open conflicts at amounts asked about; in an answer about one holder those that can change it."""
        found = {
            Conflict(deal.kind, tuple(sorted((deal.first, deal.second))))
            for world in worlds
            for deal, region in world.deals.items()
            if reaches(region, amounts)
        }
        if self.place.asked is not None:
            deciding_ = {point.about for point in open_points}
            found = {one for one in found if " against ".join(one.clauses) in deciding_}
        found |= {Conflict("two-officers", clauses) for world in worlds for clauses in world.two_officers}
        return tuple(sorted(found, key=lambda conflict: (conflict.kind, conflict.clauses)))

    # ------------------------------------------------------------------------------------------------ what is open

    def view(self, world: World, amounts: Amounts) -> Hashable:
        """Return what the answer would be if this settlement were known, to be compared with others."""
        if not world.held:
            return world.vested
        return evolve(self._merged([world], [world], amounts, ()), question=_NO_QUESTION)

    def _open_points(self, decisive: set[Hashable], worlds: list[World]) -> tuple[OpenPoint, ...]:
        found = {_open_point(key, self.days) for key in decisive if key != UNSEEN}
        for title in {title for world in worlds for title in world.orders}:
            found.add(OpenPoint("order", f"which designation of {title} began last"))
        return tuple(sorted(found, key=point_key))

    def _too_many(self) -> Answer:
        keys: list[Hashable] = [*self.days, *((CONFLICT, deal) for deal in self.deals)]
        keys += [(PRINTED_TWICE, name) for name in self.place.printed_twice()]
        points = {_open_point(key, self.days) for key in keys}
        circumstances = self.place.circumstances(self.question.amounts) - self.question.given.keys()
        points |= {OpenPoint("circumstance", name) for name in circumstances}
        found = tuple(sorted(points, key=point_key))
        message = f"more than {MOST_OPEN_POINTS} open points bear on this answer"
        return Answer(self.question, Outcome.UNDETERMINED, open_points=found, diagnostics=(Notice("GR501", message),))

    # ------------------------------------------------------------------------------------------------ leaning on

    def _assumptions(
        self,
        vested: list[World],
        officers: tuple[Officer, ...],
        exercise: tuple[Exercise, ...],
        shown: list[Acting],
        amounts: Amounts,
    ) -> tuple[Assumption, ...]:
        scheme = self.place.scheme
        found = {assumption for acting in shown for assumption in acting.leans}
        for world in vested:
            found |= world.leans
            for some in self._leaned(world):
                if reaches(some.ranges, amounts):
                    found |= some.leans
            for keeping, region in world.firsts.reserved if self.question.keeping is None else ():
                if reaches(region, amounts):
                    found.update(leans_of(scheme, keeping.clause, keeping.when))
            for overseer in world.overseers:
                found.update(leans_of(scheme, None, overseer.when))
            visible = self._lines_view(world, amounts)
            for of, to, line in world.lines:
                if (of, "professional" if line.professional else "line", to) in visible:
                    found.update(leans_of(scheme, line.clause, line.when))
        for officer in officers:
            found |= self.place.people.in_post(officer.post).leans
        for one in exercise:
            found |= self.place.people.of(one.seats).leans
        return tuple(sorted(found, key=lambda assumption: (assumption.kind, assumption.about)))

    def _leaned(self, world: World) -> list[Ranged | Standing]:
        """Return what is shown of a settlement besides chains, as far as it has ranges."""
        if self.question.keeping is not None:
            return [kept for _, kept in self._kept_in(world)]
        if self.place.asked is not None:
            return []
        firsts = [one for several in world.first_ranges.values() for one in several]
        return [*world.kept.values(), *world.prohibited.values(), *firsts]


@define
class _Views:
    """The views of worlds at some amounts, each worked out once and numbered, equal ones alike."""

    judgement: Judgement
    amounts: Amounts
    _of: dict[int, int] = field(factory=dict)
    _numbers: dict[Hashable, int] = field(factory=dict)

    def of(self, world: World) -> int:
        """Return the number of the view of a world."""
        if id(world) not in self._of:
            view = self.judgement.view(world, self.amounts)
            self._of[id(world)] = self._numbers.setdefault(view, len(self._numbers))
        return self._of[id(world)]


def _with_certainty(views: Sequence[Mapping[T, Sequence[Box]]]) -> Iterator[tuple[T, Box, bool]]:
    """Yield each thing with each range it has under some settlement; certain if it reaches as far under every one."""
    for thing, box in {(thing, box) for view in views for thing, boxes in view.items() for box in boxes}:
        yield thing, box, all(any(contains(other, box) for other in view.get(thing, ())) for view in views)


def _can_act_alone(world: World, holder: str, amounts: Amounts) -> bool:
    """Say whether a holder alone fills the seats of somebody who holds the point."""
    return any(
        reaches(chain.region, amounts)
        for held, chains in world.chains.items()
        if draws_on((Seat(1, (world.holders.mapped(holder),)),), world.holders.seats(held))
        for chain in chains
    )


def is_circumstance(key: Hashable) -> TypeGuard[tuple[str, str]]:
    """Say whether something asked about is a circumstance."""
    return isinstance(key, tuple) and key[0] == CIRCUMSTANCE


def judge(place: Place, question: Question) -> Judgement:
    """Judge a point: settle its unknown days and circumstances to see which conflicts there can be, then everything."""
    days = place.open_days()
    circumstances = place.circumstances(question.amounts) - question.given.keys()
    number = len(days) + len(circumstances) + len(place.printed_twice())
    indifferent = frozenset(place.circumstances({}) - circumstances - question.given.keys())
    if number > MOST_OPEN_POINTS:
        return Judgement(place, question, None, days, frozenset())

    def known(ask: Ask) -> Ask:
        """Answer what the question gives."""
        given = question.given
        return lambda key: given[key[1]] if is_circumstance(key) and key[1] in given else ask(key)

    evaluated = Remembered(lambda decide: evaluate(place, decide, indifferent))

    def settled(deals: frozenset[Deal], ask: Ask) -> World:
        """Settle the conflicts found so far, and take each other one as lost by its first clause."""
        known_ask = known(ask)
        return evaluated(lambda key: not _is_other_conflict(key, deals) and known_ask(key))

    deals, known_deals = frozenset[Deal](), None
    runs: list[Run[World]] = []
    while deals != known_deals:
        if number + len(deals) > MOST_OPEN_POINTS:
            return Judgement(place, question, None, days, deals)
        known_deals = deals
        runs = explore(partial(settled, deals))
        deals |= {deal for run in runs for deal in run.result.deals}
    return Judgement(place, question, runs, days, deals)


def _is_other_conflict(key: Hashable, deals: frozenset[Deal]) -> bool:
    return isinstance(key, tuple) and key[0] == CONFLICT and key[1] not in deals


def without_explanation(answer: Answer) -> Answer:
    """Return what of an answer is compared: all but the question, its period, what is excluded, what is said beside."""
    return evolve(
        answer,
        question=_NO_QUESTION,
        holds_from=None,
        holds_to=None,
        excluded=(),
        diagnostics=(),
        parts=tuple(without_explanation(part) for part in answer.parts),
    )


def _open_point(key: Hashable, days: Mapping[str, OpenDay]) -> OpenPoint:
    if isinstance(key, str):
        day = days[key]
        return OpenPoint("unknown-day", day.about, *day.limits)
    assert isinstance(key, tuple)
    if key[0] == PRINTED_TWICE:
        return OpenPoint(PRINTED_TWICE, key[1])
    deal = key[1]
    assert isinstance(deal, Deal)
    return OpenPoint("conflict", " against ".join(sorted((deal.first, deal.second))))
