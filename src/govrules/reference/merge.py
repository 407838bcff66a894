"""One point under all settlements: section 4 of the specification from S6 on, section 8 on what is excluded.

In: a scheme, a point, and the amounts asked about. Out: the content of an answer at that point, without parts.
Promise: every settlement of the open points is looked at; what differs between them is not certain.
Source: docs/reference/semantics.md, cited by section in `# SPEC` comments.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import define, evolve

from govrules.model import answer as shown
from govrules.model.answer import Answer, Assumption, OpenPoint, Outcome
from govrules.model.days import Mark, OpenDay, When, open_days
from govrules.model.question import KEEPING, Question
from govrules.model.rules import Delegation, Limit, Line
from govrules.model.scheme import Scheme
from govrules.reference.acting import Way, entries, is_shown, ways_to_act
from govrules.reference.cells import Grid, contains, limits_key
from govrules.reference.claimed import with_claims
from govrules.reference.excluded import excluded
from govrules.reference.firsts import stands
from govrules.reference.judge import Derivation, Judge
from govrules.reference.lacking import lacking
from govrules.reference.order import assumption_key, open_point_key
from govrules.reference.people import appointments, holding, seats_held
from govrules.reference.procedures import with_procedures
from govrules.reference.provided import provided_that, subsets
from govrules.reference.recorded import absences_on, circumstances_on, with_recorded
from govrules.reference.seats import places
from govrules.reference.settlement import Circumstance, Open, Pair, Settlement, Twice
from govrules.reference.texts import Point, Texts, has_enabling_powers, texts_at
from govrules.reference.unseen import to_settle

MOST_OPEN_POINTS = 12
Amounts = Mapping[str, int]


@define(slots=False, eq=False)
class PointAnswer:
    """Answers a question at one point, for any amounts."""

    scheme: Scheme
    question: Question
    point: Point

    @cached_property
    def texts(self) -> Texts:
        """Return what is written about the point."""
        return texts_at(self.scheme, self.point)

    # SPEC 4 S6: open points and settlements.

    @cached_property
    def unknown_days(self) -> dict[str, OpenDay]:
        """Return the unknown days on the point, by key."""
        days = (day for when in self.texts.whens() for day in open_days(when, self.point.day))
        return {day.key: day for day in days}

    @cached_property
    def limits(self) -> list[Limit]:
        """Return the ranges of everything that may be live on the point."""
        several = (self.texts.delegations, self.texts.keepings, self.texts.prohibitions, self.texts.procedures)
        return [rule.limit for rules in several for rule in rules if self.may_be_live(rule.when) and rule.limit]

    def may_be_live(self, when: When) -> bool:
        """Say whether no period certainly excludes the day."""
        return not any(period.excludes(self.point.day) for period in when)

    @cached_property
    def printed_twice(self) -> list[Twice]:
        """Return the ends printed twice of delegations that may be live on the point (SPEC 3.7)."""
        given = [rule.limit for rule in self.texts.delegations if self.may_be_live(rule.when) and rule.limit]
        names = {name for limit in given for name in (limit.over_twice, limit.up_to_twice) if name is not None}
        return [Twice(name) for name in sorted(names)]

    @cached_property
    def grid(self) -> Grid:
        """Return the amounts at the point, cut at every end of a range; one printed twice a penny below too."""
        ends: dict[str, set[int]] = {limit.basis: set() for limit in self.limits}
        for limit in self.limits:
            for amount, twice in ((limit.over, limit.over_twice), (limit.up_to, limit.up_to_twice)):
                if amount is not None:
                    ends[limit.basis] |= {amount} if twice is None else {amount - 1, amount}
        return Grid({basis: tuple(sorted(amounts)) for basis, amounts in ends.items()})

    @cached_property
    def vacant(self) -> frozenset[str]:
        """Return the posts with deputies that are certainly vacant that day (SPEC 3.5)."""
        posts = {rule.post for rule in self.texts.deputies}
        return frozenset(p for p in posts if holding(self.scheme, p, self.point.day)[0] is shown.Holding.VACANT)

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Return the conflicts that arise under some settlement, of other conflicts too; too many are not settled."""
        before: list[Open] = [*self.unknown_days, *self.circumstances, *self.printed_twice]
        found, known = frozenset[Pair](), None
        while found != known and len(before) + len(found) <= MOST_OPEN_POINTS:
            known = found
            judges = [self.judge(settled) for settled in subsets([*before, *known])]
            found = found.union(*(judge.pairs_at(self.grid.everything) for judge in judges))
        return found

    @cached_property
    def circumstances(self) -> list[Circumstance]:
        """Return the circumstances that bear on the point and the question does not give, in order of name."""
        names = circumstances_on(self.texts, self.point, self.question.amounts)
        names |= absences_on(self.scheme, self.texts, self.point, self.vacant, self.question.amounts)
        return [Circumstance(name) for name in sorted(names - self.question.given.keys())]

    @cached_property
    def to_settle(self) -> list[Open]:
        """Return the open points on the point."""
        return [*self.unknown_days, *self.pairs, *self.circumstances, *self.printed_twice]

    @property
    def is_beyond_settling(self) -> bool:
        """Say whether there are too many open points on the point."""
        return len(self.to_settle) > MOST_OPEN_POINTS

    @cached_property
    def judges(self) -> dict[Settlement, Judge]:
        """Return a judge for every settlement of days and conflicts; none where they are too many."""
        if self.is_beyond_settling:
            return {}
        unseen = to_settle(self.scheme, self.point, self.texts.partly_known)
        return {settlement: self.judge(settlement) for settlement in subsets([*self.to_settle, *unseen])}

    def judge(self, settlement: Settlement) -> Judge:
        """Return the judge of the point under one settlement and what the question gives."""
        given = {Circumstance(name) for name, holds in self.question.given.items() if holds}
        known = {one.name for one in self.circumstances} | self.question.given.keys()
        indifferent = frozenset(circumstances_on(self.texts, self.point) - known)
        return Judge(self.scheme, self.point, self.texts, self.grid, settlement | given, indifferent=indifferent)

    def as_open_point(self, decided: Open) -> OpenPoint:
        """Return an unknown day, given by its key, a conflict or a circumstance as the answer lists it."""
        if isinstance(decided, Pair):
            return OpenPoint("conflict", " against ".join(decided.clauses))
        if isinstance(decided, Circumstance):
            return OpenPoint("circumstance", decided.name)
        if isinstance(decided, Twice):
            return OpenPoint("printed-twice", decided.name)
        day = self.unknown_days[str(decided)]
        return OpenPoint("unknown-day", day.about, *day.limits)

    def open_points(self, judges: Mapping[Settlement, Judge], amounts: Amounts) -> Iterator[OpenPoint]:
        """Yield the open points that can change the answer when settled otherwise, all else equal."""
        settled: list[Open] = [*self.unknown_days, *self.pairs, *self.printed_twice]
        alone = {settlement: self.alone(judge, amounts) for settlement, judge in judges.items() if settled}
        for decided in settled:
            if any(alone[settlement] != alone[settlement ^ {decided}] for settlement in alone):
                yield self.as_open_point(decided)

    def alone(self, judge: Judge, amounts: Amounts) -> tuple[Answer, set[OpenPoint]]:
        """Return what the answer would be under one settlement, and what is known in part there."""
        found = self.together([judge], amounts)
        return found, self.unseen([judge], found)

    def at(self, amounts: Amounts) -> Answer:
        """Return the whole content at the point for the amounts asked about."""
        if self.is_beyond_settling:
            listed = {self.as_open_point(decided) for decided in self.to_settle}
            notice = shown.Notice("GR501", f"more than {MOST_OPEN_POINTS} open points bear on this answer")
            points = tuple(sorted(listed, key=open_point_key))
            return Answer(self.question, Outcome.UNDETERMINED, open_points=points, diagnostics=(notice,))
        contents = {case: self.under(case, amounts) for case in subsets(self.circumstances)}
        found = provided_that(self.circumstances, contents)
        found = with_procedures(self.scheme, self.point, self.texts, found, amounts)
        found = with_recorded(self.scheme, self.point, self.texts, found)
        return with_claims(self.scheme, self.point, self.texts, found)

    def under(self, case: Settlement, amounts: Amounts) -> Answer:
        """Return the content where just the circumstances of `case` hold."""
        all_of_them = frozenset(self.circumstances)
        judges = {s - all_of_them: judge for s, judge in self.judges.items() if s & all_of_them == case}
        answer = self.together(list(judges.values()), amounts)
        listed = {*answer.open_points, *self.open_points(judges, amounts)}
        unseen = self.unseen(judges.values(), answer)
        if unseen:
            listed |= unseen
            answer = evolve(answer, outcome=Outcome.UNDETERMINED)
        points = tuple(sorted(listed, key=open_point_key))
        answer = evolve(answer, open_points=points, excluded=self.excluded(list(judges.values()), amounts))
        if self.point.asked is None or answer.accountable_body is None:
            return answer
        asked = self.grid.holding(amounts)
        pairs = {pair for j in judges.values() for pair in j.pairs_at(asked) if self.as_open_point(pair) in listed}
        conflicts = {shown.Conflict(pair.kind, pair.clauses) for pair in pairs}
        return evolve(answer, conflicts=tuple(sorted(conflicts, key=lambda one: (one.kind, one.clauses))))

    def unseen(self, judges: Iterable[Judge], found: Answer) -> set[OpenPoint]:
        """Return what is known in part and leaves the answer open; it opens nothing for one who may act alone."""
        about_one = self.point.asked is not None
        if about_one and any(one.certain and not one.together_with and not one.limits for one in found.may_exercise):
            return set()
        return {OpenPoint("known-in-part", about) for judge in judges for about in judge.unseen}

    def excluded(self, judges: Sequence[Judge], amounts: Amounts) -> tuple[shown.Excluded, ...]:
        """Return what gives nobody anything, or of one asked about why not; nothing of what is kept."""
        if self.point.keeping is not None:
            return ()
        return lacking(judges, amounts, self.vacant) if self.point.asked is not None else excluded(judges, amounts)

    # SPEC 4 S6: merging.

    def together(self, judges: Sequence[Judge], amounts: Amounts) -> Answer:
        """Return what the judges say, put together; the open points are those of the order of designations."""
        vested = [judge for judge in judges if judge.outcome is Outcome.ANSWERED]
        if not vested:
            outcomes = {judge.outcome for judge in judges}
            outcome = outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED
            others = self.vested_in(amounts) if outcome is Outcome.NOT_VESTED else ()
            return Answer(self.question, outcome, vested_in=others)
        everywhere = len(vested) == len(judges)
        ways = [ways_to_act(judge, amounts, self.vacant) if self.point.leaf is not None else [] for judge in vested]
        exercise = tuple(entries(vested, everywhere, ways))
        officers = self.officers(vested, everywhere)
        conflicts = set[shown.Conflict]()
        if self.point.asked is None:
            pairs = {pair for judge in vested for pair in judge.pairs_at(self.grid.holding(amounts))}
            conflicts |= {shown.Conflict(pair.kind, pair.clauses) for pair in pairs}
        unordered: set[OpenPoint] = set()
        for judge in vested:
            conflicts |= judge.two_officers[0]
            unordered |= judge.two_officers[1]
        answer = Answer(
            self.question,
            Outcome.ANSWERED,
            accountable_body=self.accountable_body(vested, everywhere),
            officers=officers,
            kept=self.kept(vested, everywhere, amounts),
            may_exercise=exercise,
            prohibited=self.prohibited(vested, everywhere, amounts) if self.point.asked is None else (),
            answers_to=self.answers_to(vested, everywhere, ways),
            overseen_by=self.overseen_by(vested, everywhere),
            assumptions=tuple(sorted(self.assumptions(vested, exercise, officers, ways, amounts), key=assumption_key)),
            open_points=tuple(sorted(unordered, key=open_point_key)),
            conflicts=tuple(sorted(conflicts, key=lambda one: (one.kind, one.clauses))),
        )
        parts = (
            answer.officers, answer.kept, answer.may_exercise, answer.prohibited, answer.answers_to, answer.overseen_by,
        )  # fmt: skip
        certain = everywhere and all(one.certain for several in parts for one in several)
        certain = certain and len({judge.first_holder for judge in vested}) == 1
        certain = certain and (self.point.asked is not None or len({judge.sits_as for judge in vested}) == 1)
        return answer if certain else evolve(answer, outcome=Outcome.UNDETERMINED)

    def accountable_body(self, vested: Sequence[Judge], everywhere: bool) -> shown.AccountableBody:
        """Return the body, its first holder, and the organ that sits as it under some settlement."""
        body = self.scheme.bodies[self.point.body]
        organs = {judge.sits_as for judge in vested if judge.sits_as is not None and self.point.asked is None}
        clauses = {vesting.clause for judge in vested for vesting in judge.vestings}
        sits_as = min(organs, default=None)
        name = body.label.display
        first = {judge.first_holder for judge in vested}
        certain = everywhere and len(first) == 1
        return shown.AccountableBody(body.id, name, min(first), sits_as, tuple(sorted(clauses)), certain)

    @cached_property
    def elsewhere(self) -> list[tuple[str, "PointAnswer"]]:
        """Return the same leaf and day at the other bodies, each with its body."""
        return [
            (other, PointAnswer(self.scheme, self.question, place))
            for other in self.scheme.bodies
            for place in (places_of(self.scheme, other, self.point) if other != self.point.body else ())
        ]

    def vested_in(self, amounts: Amounts) -> tuple[str, ...]:
        """Return the other bodies for which the first holder of this one may exercise the function (SPEC S0)."""
        holder = self.scheme.bodies[self.point.body].first_holder
        found = set()
        for other, there in self.elsewhere:
            asked = there.grid.holding(amounts)
            for judge in there.judges.values():
                held = (d for d in judge.derivations if d.region & asked and judge.draws_on(holder, d.holder))
                if judge.outcome is Outcome.ANSWERED and any(held):
                    found.add(other)
        return tuple(sorted(found))

    # SPEC 1.2 and 5.4: officers; 2.5: who holds a post; 2.8: claims.

    def officers(self, vested: Sequence[Judge], everywhere: bool) -> tuple[shown.Officer, ...]:
        """Return each post that may be an officer of the body."""
        titles: dict[tuple[str, str], set[str]] = {}
        for judge in vested:
            for title, candidates in judge.officers.items():
                for rule in candidates:
                    titles.setdefault((title, rule.post), set()).add(rule.clause)
        found = []
        for (title, post), clauses in sorted(titles.items()):
            posts = [{rule.post for rule in judge.officers.get(title, ())} for judge in vested]
            certain = everywhere and all(one == {post} for one in posts)
            how, people, _ = seats_held(self.scheme, self.scheme.seats_of(post), self.point.day)
            claims = self.claims(title, post)
            found.append(shown.Officer(title, post, how, people, tuple(sorted(clauses)), claims, certain))
        return tuple(found)

    def claims(self, title: str, post: str) -> tuple[shown.Claim, ...]:
        """Return what sources say of the officer of a title that day."""
        found = set()
        for rule in self.texts.claims:
            if rule.title == title and not any(period.excludes(self.point.day) for period in rule.when):
                source = self.scheme.clauses[rule.clause].instrument
                rank = self.scheme.sources[source].rank
                found.add(shown.Claim(source, rank, rule.clause, rule.post, rule.post == post))
        return tuple(sorted(found, key=lambda claim: (claim.source, claim.clause, claim.says)))

    # SPEC 4 S5: kept.

    @property
    def keeping(self) -> tuple[str, ...]:
        """Return the ways of keeping that are shown: all, or those asked about (SPEC 8.4)."""
        every = KEEPING["keeps"] if self.point.asked is None else ()
        return every if self.point.keeping is None else self.point.keeping

    def kept(self, vested: Sequence[Judge], everywhere: bool, amounts: Amounts) -> tuple[shown.Kept, ...]:
        """Return what is kept at the amounts asked about; which functions are meant is filled in with the parts."""
        if self.point.leaf is None or not self.keeping:
            return ()
        several = [{one for one in judge.kept(amounts) if one[0] in self.keeping} for judge in vested]
        to = {one.clause: self.scheme.seats_of(one.to) for one in self.texts.keepings if one.to is not None}
        found = [
            shown.Kept(
                how, (), clause, box,
                everywhere and all(
                    any((how, clause) == other[:2] and contains(other[2], box) for other in kept) for kept in several
                ), (), to.get(clause or "", ()),
            )
            for how, clause, box in {one for kept in several for one in kept}
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda kept: (kept.how, kept.clause or "", limits_key(kept.limits))))

    # SPEC 1.5: lines of account, and the bodies that direct or manage.

    def lines(self, judge: Judge, ways: Iterable[Way]) -> Iterator[tuple[Line, tuple[str, str, str]]]:
        """Yield the live lines of the people in the answer: who answers, to whom, and how."""
        people = {rule.post for candidates in judge.officers.values() for rule in candidates} | {judge.first_holder}
        people |= {name for way in ways for place in places(way.actor.seats) for name in place}
        for line in judge.live(self.texts.lines):
            of, who = judge.holder(line.who), judge.holder(line.to)
            if of in people:
                yield line, (of, "professional" if line.professional else "line", who)

    def answers_to(
        self, vested: Sequence[Judge], everywhere: bool, ways: Sequence[list[Way]]
    ) -> tuple[shown.Answering, ...]:
        """Return the lines of account, each with the clauses that make it."""
        found = [list(self.lines(judge, own)) for judge, own in zip(vested, ways, strict=True)]
        everything = {key for one in found for _, key in one}
        return tuple(
            shown.Answering(
                who, of, how, tuple(sorted({rule.clause for one in found for rule, k in one if k == key})),
                everywhere and all(any(k == key for _, k in one) for one in found),
            )
            for key in sorted(everything)
            for of, how, who in [key]
        )  # fmt: skip

    def prohibited(self, vested: Sequence[Judge], everywhere: bool, amounts: Amounts) -> tuple[shown.Prohibited, ...]:
        """Return who must not exercise the function at amounts asked about, by which clauses."""
        found = [
            {
                (who, box, clause)
                for (who, clause), region in judge.forbidden_by.items()
                for box in self.grid.boxes_at(region, amounts)
            }
            for judge in vested
        ]
        keys = {(who, box) for one in found for who, box, _ in one}
        return tuple(
            shown.Prohibited(
                who[0], tuple(sorted({c for one in found for w, b, c in one if (w, b) == (who, box)})),
                everywhere and all(any(w == who and contains(b, box) for w, b, _ in one) for one in found), (),
                box, who[1],
            )
            for who, box in sorted(keys, key=lambda key: (key[0], limits_key(key[1])))
        )  # fmt: skip

    def overseen_by(self, vested: Sequence[Judge], everywhere: bool) -> tuple[shown.Overseer, ...]:
        """Return the bodies that direct or manage the body or a group it belongs to."""
        facts = [{(fact.relation, fact.by, fact.of) for fact in judge.live(self.texts.oversight)} for judge in vested]
        return tuple(
            shown.Overseer(*fact, everywhere and all(fact in one for one in facts))
            for fact in sorted(set().union(*facts))
        )

    # SPEC 4: assumptions.

    def assumptions(
        self,
        vested: Sequence[Judge],
        exercise: Iterable[shown.Exercise],
        officers: Iterable[shown.Officer],
        ways: Sequence[list[Way]],
        amounts: Amounts,
    ) -> set[Assumption]:
        """Return what is leaned on and not shown by the files, under any settlement."""
        found: set[Assumption] = set(marked("", None, self.texts.life))
        for judge, own in zip(vested, ways, strict=True):
            lines = [line for line, _ in self.lines(judge, own)]
            candidates = [rule for several in judge.officers.values() for rule in several]
            asked = self.grid.holding(amounts)
            kept = [k for k in judge.keeping_at(asked) if ("reserved" if k.reserves else "retained") in self.keeping]
            leaned: tuple[Iterable[Any], ...] = (judge.vestings, judge.seatings, candidates, lines, kept)
            if "residue" in self.keeping:
                leaned += (judge.kept_residue,)
            if self.point.keeping is None:
                leaned += ([k for k in judge.keepings if k.to is not None and stands(judge, k) & asked],)
            if self.point.asked is None:
                leaned += (judge.forbidding_at(asked),)
            for clause, when in ((rule.clause, rule.when) for several in leaned for rule in several):
                found.update(self.marked_clause(clause, when))
            for (link, giver), region in judge.exclusive.items() if self.point.asked is None else ():
                if giver not in self.scheme.recipients and region & self.grid.holding(amounts):
                    is_first = any(one.links == (link,) for one in judge.derivations)
                    found.update(self.marked_link(judge, link, is_first))
            for fact in judge.live(self.texts.oversight):
                found.update(marked(fact.of, None, fact.when))
            for appointment in judge.matters:
                found.update(marked("", None, appointment.when))
            for way in own:
                if is_shown(way, exercise):
                    found.update(self.assumed_for(judge, way.derivation) if way.derivation is not None else ())
                    found.update(self.assumed_deputies(judge, way))
        acting = {name for one in exercise for place in places(one.seats) for name in place}
        for post in {one.post for one in officers} | acting:
            how, people = holding(self.scheme, post, self.point.day)
            for appointment, certain in appointments(self.scheme, post, self.point.day):
                vacancy = certain and how is shown.Holding.VACANT
                if vacancy or (appointment.person is not None and people):
                    found.update(marked("", None, appointment.when))
        return found

    def marked_link(self, judge: Judge, link: Delegation, is_first: bool) -> Iterator[Assumption]:
        """Yield the marks of a link, and of the power shown for a first one."""
        yield from self.marked_clause(link.clause, link.when)
        power = judge.power(link) if is_first else None
        if power is not None:
            yield from self.marked_clause(power.clause, power.when)

    def assumed_for(self, judge: Judge, derivation: Derivation) -> Iterator[Assumption]:
        """Yield the assumptions of a chain: its first link, its further links, its posts of groups, its marks."""
        links = derivation.links
        for link in links:
            yield from self.marked_link(judge, link, is_first=link is links[0])
        if not has_enabling_powers(self.scheme, self.point.body):
            return
        power = judge.power(links[0])
        if power is None:
            first = links[0].clause
            yield Assumption("no-power-shown", first)
        for link in links[1:] if power is None or power.further is None else ():
            yield Assumption("leave-assumed", link.clause)
        for link in links:
            for name in (name for place in places(judge.seats(link.receiver)) for name in place):
                post = self.scheme.posts.get(name)
                if post is not None and post.owner in self.scheme.groups:
                    yield Assumption("officer-of-member", post.id)

    def assumed_deputies(self, judge: Judge, way: Way) -> Iterator[Assumption]:
        """Yield the marks of the clauses that make the deputies shown."""
        for rule in judge.live(self.texts.deputies):
            if rule.post in way.actor.in_place_of:
                yield from self.marked_clause(rule.clause, rule.when)

    def marked_clause(self, clause: str, when: When) -> Iterator[Assumption]:
        """Yield what a rule's clause and periods are marked with."""
        yield from marked(clause, self.scheme.clauses[clause].marks.mark, when)


def marked(about: str, mark: Mark | None, when: When) -> Iterator[Assumption]:
    """Yield an assumption for a statement that is less than sourced, and for each such period it rests on."""
    for thing, sign in ((about, mark), *((period.about, period.mark) for period in when)):
        if sign is not None:
            yield Assumption(sign.value, thing)


def places_of(scheme: Scheme, body: str, point: Point) -> Iterator[Point]:
    """Yield the points of a body on a day, for the leaf and title of another point (SPEC 2.2)."""
    areas = [area for area in scheme.bodies[body].areas if not scheme.areas[area].life.excludes(point.day)]
    for area in sorted(areas):
        yield evolve(point, body=body, area=area)
    if not areas:
        yield evolve(point, body=body, area=None)
