"""One point, all settlements together: the content of an answer at it, for amounts named or left open.

In: a place. Out: `Judgement`, from which the content for any amounts is taken. Promise: what is certain is so under
every settlement; every open point listed can change the answer.
Source: docs/reference/semantics.md, section 4, S6 and S7.
"""

from collections.abc import Hashable, Iterable, Mapping
from itertools import product
from typing import TypeGuard

from attrs import evolve, frozen

from govrules.engine.boxes import Amounts, Limits, admits, contains, corners, maximal
from govrules.engine.conditions import Case, combine
from govrules.engine.holding import holders_of
from govrules.engine.order import REASONS, chain_key, point_key, range_key
from govrules.engine.place import Place, areas_on, place_at
from govrules.engine.settle import MOST_OPEN_POINTS, Ask, Run, deciding, explore
from govrules.engine.unseen import UNSEEN, open_points_of
from govrules.engine.world import CIRCUMSTANCE, Box, ChainFound, Deal, Passing, World, evaluate, leans_of
from govrules.model.answer import (
    AccountableBody,
    AmountRange,
    Answer,
    Answering,
    Assumption,
    Chain,
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
    Seat,
)
from govrules.model.days import Cause, OpenDay
from govrules.model.question import Question, QuestionKind
from govrules.model.rules import Delegation

_CAUSES = {
    Cause.CLAUSE: "not-in-force", Cause.INSTRUMENT: "not-in-force", Cause.FACT: "not-in-force",
    Cause.ENDED: "ended", Cause.ADOPTION: "not-adopted", Cause.MEMBERSHIP: "not-a-member", Cause.LIFE: "no-such-holder",
}  # fmt: skip


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a whole: that of its worst part."""
    order = list(Outcome)
    return max(outcomes, key=order.index, default=Outcome.ANSWERED)


@frozen
class Judgement:
    """A point under all settlements. `runs` is None where there are too many open points to settle."""

    place: Place
    question: Question
    runs: list[Run[World]] | None
    days: Mapping[str, OpenDay]
    deals: frozenset[Deal]

    def content(self, amounts: Amounts) -> Answer:
        """Return the content of the answer at the point for the amounts named; other bases stay open."""
        if self.runs is None:
            return self._too_many()
        names = sorted({key[1] for run in self.runs for key in run.settled if is_circumstance(key)})
        if not names:
            return self._settled(self.runs, amounts)
        contents: dict[Case, Answer] = {}
        for truths in product((False, True), repeat=len(names)):
            case = frozenset(zip(names, truths, strict=True))
            contents[case] = self._settled(self._runs_in(case), amounts)
        return combine(contents)

    def _runs_in(self, case: Case) -> list[Run[World]]:
        """Return the runs that a case of the circumstances leaves possible, without the circumstances."""
        fixed: dict[Hashable, bool] = {(CIRCUMSTANCE, name): holds for name, holds in case}
        return [
            Run({key: value for key, value in run.settled.items() if key not in fixed}, run.result)
            for run in self.runs or ()
            if all(run.settled.get(key, value) == value for key, value in fixed.items())
        ]

    def _settled(self, runs: list[Run[World]], amounts: Amounts) -> Answer:
        """Return the content under known circumstances, all settlements of what is open together."""
        worlds = [run.result for run in runs]
        vested = [world for world in worlds if world.vested is not None and (world.vested or self.place.leaf is None)]
        decisive = deciding(runs, lambda world: self._view(world, amounts)) if len(runs) > 1 else set[Hashable]()
        open_points = self._open_points(decisive, worlds)
        if not vested:
            outcome = Outcome.NO_SUCH_BODY_THEN if all(w.vested is None for w in worlds) else Outcome.NOT_VESTED
            if len({world.vested for world in worlds}) > 1:
                outcome = Outcome.UNDETERMINED
            others = self._vested_in(amounts) if outcome is Outcome.NOT_VESTED else ()
            return Answer(self.question, outcome, vested_in=others, open_points=open_points)
        return self._merged(worlds, vested, amounts, open_points)

    def _vested_in(self, amounts: Amounts) -> tuple[str, ...]:
        """Return the other bodies for which the first holder of this one may exercise the function."""
        first, compiled = self.place.body.first_holder, self.place.compiled
        found = set()
        for other in compiled.gives_to[self.place.body.id]:
            for point in areas_on(compiled, other, self.place.day) or [other]:
                place = place_at(compiled, point, self.place.leaf, self.place.day)
                for run in judge(place, self.question).runs or ():
                    if any(admits(chain.box, amounts) for chain in run.result.chains.get(first, ())):
                        found.add(other)
        return tuple(sorted(found))

    def bases(self) -> list[str]:
        """Return the bases that bear on the point under some settlement."""
        return sorted({basis for run in self.runs or () for basis, _ in run.result.limits})

    def limits(self, basis: str) -> list[int]:
        """Return the amounts, in pence, at which something can change for a basis."""
        return sorted({limit for run in self.runs or () for b, limit in run.result.limits if b == basis})

    # ------------------------------------------------------------------------------------------------ merging

    def _merged(
        self, worlds: list[World], vested: list[World], amounts: Amounts, open_points: tuple[OpenPoint, ...]
    ) -> Answer:
        place = self.place
        officers = self._officers(worlds)
        kept = self._kept(worlds, amounts)
        exercise, shown = self._exercise(worlds, amounts)
        answers_to = self._answers_to(worlds, amounts)
        prohibited = self._prohibited(worlds)
        overseers = self._overseers(worlds)
        clauses = tuple(sorted({clause for world in vested for clause in world.vested or ()}))
        seats = sorted({world.sits_as for world in vested if world.sits_as})
        body = AccountableBody(
            place.body.id, place.body.label.display, place.body.first_holder, seats[0] if seats else None, clauses,
            len(vested) == len(worlds),
        )  # fmt: skip
        certain = len(vested) == len(worlds) and len({world.sits_as for world in worlds}) <= 1
        certain = certain and all(officer.certain for officer in officers) and all(k.certain for k in kept)
        certain = certain and all(e.certain for e in exercise) and all(a.certain for a in answers_to)
        certain = certain and all(overseer.certain for overseer in overseers) and all(p.certain for p in prohibited)
        conflicts = self._conflicts(worlds)
        certain = certain and not any(world.unseen for world in worlds)
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
            open_points=open_points,
            conflicts=conflicts,
            excluded=self._excluded(worlds, amounts),
        )

    def _officers(self, worlds: list[World]) -> tuple[Officer, ...]:
        found: dict[tuple[str, str], set[str]] = {}
        for world in worlds:
            for title, posts in world.officers.items():
                for post, designating in posts.items():
                    found.setdefault((title, post), set()).update(designating)
        officers = []
        for (title, post), clauses in sorted(found.items()):
            certain = all(list(world.officers.get(title, ())) == [post] for world in worlds)
            holding, holders, _ = holders_of(self.place, post)
            claims = self._claims(title, post)
            officers.append(Officer(title, post, holding, holders, tuple(sorted(clauses)), claims, certain))
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
        views = [self._kept_view(world, amounts) for world in worlds]
        keys = {key for view in views for key in view}
        return tuple(
            Kept(how, (), clause or None, limits, all(key in view for view in views))
            for key in sorted(keys, key=lambda k: (k[0], k[1], [range_key(r) for r in k[2]]))
            for how, clause, limits in [key]
        )

    def _kept_view(self, world: World, amounts: Amounts) -> set[tuple[str, str, Limits]]:
        found: set[tuple[str, str, Limits]] = {(how, clause, ()) for how, clause in world.kept}
        if not found and world.vested and self.place.leaf is not None and not world.dealt_with_unseen:
            for corner in corners(world.first_boxes):
                if all(amounts[basis] > over for basis, over in corner if basis in amounts):
                    found.add(("remainder", "", tuple(AmountRange(basis, over, None) for basis, over in corner)))
        return found

    def _exercise(self, worlds: list[World], amounts: Amounts) -> tuple[tuple[Exercise, ...], list[ChainFound]]:
        if self.place.leaf is None:
            return (), []
        first = self.place.body.first_holder
        allowed = [bool(world.vested) and first not in world.prohibited for world in worlds]
        found: list[Exercise] = []
        if any(allowed):
            holding, people, _ = holders_of(self.place, first)
            seats = (Seat(1, (first,)),)
            found.append(Exercise(seats, True, holding, people, (), (), (), ((),), 0, all(allowed)))
        shown: list[ChainFound] = []
        for holder in sorted({holder for world in worlds for holder in world.chains}):
            per_world = [
                [c for c in world.chains.get(holder, ()) if admits(c.box, amounts) and holder not in world.prohibited]
                for world in worlds
            ]
            everything = {chain.steps for chains in per_world for chain in chains}
            boxes = {box for chains in per_world for box in maximal(chain.box for chain in chains)}
            for box in sorted(boxes):
                certain = all(any(contains(chain.box, box) for chain in chains) for chains in per_world)
                chosen = _shown_chains(per_world, box)
                shown.extend(c for chains in per_world for c in chains if c.steps in chosen and c.box == box)
                limits = tuple(AmountRange(basis, None, limit) for basis, limit in box)
                holding, people, _ = holders_of(self.place, holder)
                found.append(
                    Exercise(
                        (Seat(1, (holder,)),), False, holding, people, limits, (), (), tuple(chosen),
                        len(everything - set(chosen)), certain,
                    )
                )  # fmt: skip
        found.sort(key=lambda e: (not e.by_vesting, e.seats[0].of, [range_key(r) for r in e.limits]))
        return tuple(found), shown

    def _prohibited(self, worlds: list[World]) -> tuple[Prohibited, ...]:
        views = [world.prohibited if self._is_vested(world) else {} for world in worlds]
        return tuple(
            Prohibited(
                who, tuple(sorted({c for view in views for c in view.get(who, ())})), all(who in v for v in views)
            )
            for who in sorted({who for view in views for who in view})
        )

    def _answers_to(self, worlds: list[World], amounts: Amounts) -> tuple[Answering, ...]:
        views = [self._lines_view(world, amounts) for world in worlds]
        keys = {key for view in views for key in view}
        return tuple(
            Answering(who, of, line, tuple(sorted({c for view in views for c in view.get((of, line, who), ())})),
                      all((of, line, who) in view for view in views))
            for of, line, who in sorted(keys)
        )  # fmt: skip

    def _lines_view(self, world: World, amounts: Amounts) -> dict[tuple[str, str, str], frozenset[str]]:
        if not self._is_vested(world):
            return {}
        people = {self.place.body.first_holder, *(post for posts in world.officers.values() for post in posts)}
        able = world.chains.keys() - world.prohibited.keys()
        people |= {holder for holder in able if any(admits(chain.box, amounts) for chain in world.chains[holder])}
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

    def _conflicts(self, worlds: list[World]) -> tuple[Conflict, ...]:
        reserving = {k.clause for k in self.place.keepings if k.reserves}
        found = {
            Conflict(
                "reserved-against-delegated" if keeping in reserving else "retained-against-delegated",
                tuple(sorted((keeping, delegation))),
            )
            for world in worlds
            for keeping, delegation, _ in world.deals
        }
        found |= {Conflict("two-officers", clauses) for world in worlds for clauses in world.two_officers}
        return tuple(sorted(found, key=lambda conflict: (conflict.kind, conflict.clauses)))

    # ------------------------------------------------------------------------------------------------ what is open

    def _is_vested(self, world: World) -> bool:
        return world.vested is not None and (bool(world.vested) or self.place.leaf is None)

    def _view(self, world: World, amounts: Amounts) -> Hashable:
        """Return what the answer would be if this settlement were known, to be compared with others."""
        if not self._is_vested(world):
            return world.vested
        return evolve(self._merged([world], [world], amounts, ()), excluded=()), world.unseen

    def _open_points(self, decisive: set[Hashable], worlds: list[World]) -> tuple[OpenPoint, ...]:
        found = {_open_point(key, self.days) for key in decisive if key != UNSEEN}
        for title in {title for world in worlds for title in world.orders}:
            found.add(OpenPoint("order", f"which designation of {title} began last"))
        found |= open_points_of(world.unseen for world in worlds)
        return tuple(sorted(found, key=point_key))

    def _too_many(self) -> Answer:
        keys: list[Hashable] = [*self.days, *(("conflict", deal) for deal in self.deals)]
        points = {_open_point(key, self.days) for key in keys}
        circumstances = self.place.circumstances() - self.question.given.keys()
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
        shown: list[ChainFound],
        amounts: Amounts,
    ) -> tuple[Assumption, ...]:
        found = {assumption for chain in shown for assumption in chain.leans}
        posts = {officer.post for officer in officers} | {e.seats[0].of[0] for e in exercise}
        for world in vested:
            found |= world.leans
            for overseer in world.overseers:
                found.update(leans_of(self.place, None, overseer.when))
            visible = self._lines_view(world, amounts)
            for of, to, line in world.lines:
                if (of, "professional" if line.professional else "line", to) in visible:
                    found.update(leans_of(self.place, line.clause, line.when))
        for post in posts:
            found.update(holders_of(self.place, post)[2])
        return tuple(sorted(found, key=lambda assumption: (assumption.kind, assumption.about)))

    def _excluded(self, worlds: list[World], amounts: Amounts) -> tuple[Excluded, ...]:
        """Return the clauses that deal with the leaf and give nobody anything, each with the first common reason."""
        if self.place.leaf is None:
            return ()
        reasons: dict[str, list[str]] = {}
        passing: set[str] = set()
        links = {rule for world in worlds for rule in world.against.keys() - world.no_links}
        for rule in sorted(links, key=lambda rule: rule.clause):
            if any(self._passes(rule, world, amounts) for world in worlds):
                passing.add(rule.clause)
                continue
            dead = {_CAUSES[period.cause] for period in rule.when if period.excludes(self.place.day)}
            always = set(REASONS).intersection(*(self._reasons(rule, world, amounts) for world in worlds))
            found = [reason for reason in REASONS if reason in dead | always]
            reasons.setdefault(rule.clause, []).append(found[0] if found else "giver-without-authority")
        return tuple(
            Excluded(clause, max(found, key=REASONS.index), "")
            for clause, found in sorted(reasons.items())
            if clause not in passing
        )

    def _passes(self, rule: Passing, world: World, amounts: Amounts) -> bool:
        """Say whether a rule is on a chain to somebody who may act."""
        used = [c for holder, found in world.chains.items() if holder not in world.prohibited for c in found]
        return any(rule in chain.rules for chain in used if admits(chain.box, amounts))

    def _reasons(self, rule: Passing, world: World, amounts: Amounts) -> set[str]:
        """Return all that is against a rule in one settlement, apart from its periods."""
        first, found = self.place.body.first_holder, set(world.against.get(rule, ()))
        limit = rule.limit if isinstance(rule, Delegation) else None
        if limit and amounts.get(limit.basis, 0) > limit.up_to:
            found.add("over-limit")
        giver = rule.giver if isinstance(rule, Delegation) and rule.giver not in world.seats else first
        reaching = [chain for chain in world.chains.get(giver, ()) if admits(chain.box, amounts)]
        if not self._is_vested(world) or (giver != first and not reaching):
            found.add("giver-without-authority")
        elif giver != first and not any(chain.leave for chain in reaching):
            found.add("no-leave")
        elif giver != first and not any(chain.leave and self._follows(rule, chain) for chain in reaching):
            found.add("reliance-ended")
        receiver = rule.receiver if rule.receiver not in world.seats else first
        if giver in world.prohibited or receiver in world.prohibited:
            found.add("prohibited")
        return found

    def _follows(self, rule: Passing, chain: ChainFound) -> bool:
        return not isinstance(rule, Delegation) or chain.rules[-1].clause in self.place.relies.get(rule, ())


def is_circumstance(key: Hashable) -> TypeGuard[tuple[str, str]]:
    """Say whether something asked about is a circumstance."""
    return isinstance(key, tuple) and key[0] == CIRCUMSTANCE


def judge(place: Place, question: Question) -> Judgement:
    """Judge a point: settle its unknown days and circumstances to see which conflicts there can be, then everything."""
    days = place.open_days()
    open_ = place.circumstances() - question.given.keys()
    if len(days) + len(open_) > MOST_OPEN_POINTS:
        return Judgement(place, question, None, days, frozenset())

    def known(ask: Ask) -> Ask:
        """Answer what the question gives."""
        given = question.given
        return lambda key: given[key[1]] if is_circumstance(key) and key[1] in given else ask(key)

    def without_conflicts(ask: Ask) -> Ask:
        return lambda key: (isinstance(key, str) or key == UNSEEN or is_circumstance(key)) and ask(key)

    runs = explore(lambda ask: evaluate(place, known(without_conflicts(ask))))
    deals = frozenset(deal for run in runs for deal in run.result.deals)
    if len(days) + len(open_) + len(deals) > MOST_OPEN_POINTS:
        return Judgement(place, question, None, days, deals)
    if deals:
        runs = explore(lambda ask: evaluate(place, known(ask)))
    return Judgement(place, question, runs, days, deals)


def without_explanation(answer: Answer) -> Answer:
    """Return what of an answer is compared: all but the question, its period, what is excluded, what is said beside."""
    return evolve(
        answer,
        question=Question(QuestionKind.ACCOUNTABLE, ""),
        holds_from=None,
        holds_to=None,
        excluded=(),
        diagnostics=(),
        parts=tuple(without_explanation(part) for part in answer.parts),
    )


def _shown_chains(per_world: list[list[ChainFound]], box: Box) -> list[Chain]:
    """Return the chains to show for a range: steady ones if any, of these the shortest, in order of clauses."""
    exact = [{chain.steps for chain in chains if chain.box == box} for chains in per_world]
    some: set[Chain] = set().union(*exact)
    candidates = set.intersection(*exact) or some
    fewest = min(len(steps) for steps in candidates)
    return sorted((steps for steps in candidates if len(steps) == fewest), key=chain_key)


def _open_point(key: Hashable, days: Mapping[str, OpenDay]) -> OpenPoint:
    if isinstance(key, str):
        day = days[key]
        return OpenPoint("unknown-day", day.about, *day.limits)
    assert isinstance(key, tuple)
    keeping, delegation, _ = key[1]
    return OpenPoint("conflict", " against ".join(sorted((keeping, delegation))))
