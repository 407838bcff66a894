"""One point under all settlements: section 4 of the specification from S6 on, section 8 on what is excluded.

In: a scheme, a point, and the amounts asked about. Out: the content of an answer at that point, without parts.
Promise: every settlement of the open points is looked at; what differs between them is not certain.
Source: docs/reference/semantics.md, cited by section in `# SPEC` comments.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import TypeVar

from attrs import define, evolve

from govrules.model import answer as shown
from govrules.model.answer import Answer, Assumption, Chain, OpenPoint, Outcome
from govrules.model.days import Cause, Mark, OpenDay, When, open_days
from govrules.model.question import Question
from govrules.model.rules import Delegation, Line, Prohibition, Residue
from govrules.model.scheme import Scheme
from govrules.model.things import Appointment
from govrules.reference.amounts import (
    REASONS,
    Amounts,
    admits,
    assumption_key,
    chain_key,
    is_wider,
    limits_key,
    open_point_key,
    within,
)
from govrules.reference.judge import (
    Circumstance,
    Derivation,
    Judge,
    Limits,
    Open,
    Pair,
    Settlement,
)
from govrules.reference.provided import provided_that, subsets
from govrules.reference.texts import Point, Texts, has_enabling_powers, texts_at
from govrules.reference.unseen import to_settle

MOST_OPEN_POINTS = 12
REASON_BY_CAUSE = {
    Cause.CLAUSE: "not-in-force", Cause.INSTRUMENT: "not-in-force", Cause.FACT: "not-in-force",
    Cause.ENDED: "ended", Cause.ADOPTION: "not-adopted", Cause.MEMBERSHIP: "not-a-member", Cause.LIFE: "no-such-holder",
}  # fmt: skip

_Thing = TypeVar("_Thing", bound=Hashable)


def certainty(found: Sequence[Set[_Thing]], everywhere: bool) -> dict[_Thing, bool]:
    """Return everything found under some settlement, with whether it is found under every one (SPEC S6)."""
    union = set[_Thing]().union(*found)
    return {thing: everywhere and all(thing in one for one in found) for thing in union}


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
    def pairs(self) -> frozenset[Pair]:
        """Return the conflicts that arise under some settlement of the days; too many days are not settled at all."""
        before: list[Open] = [*self.unknown_days, *self.circumstances]
        if len(before) > MOST_OPEN_POINTS:
            return frozenset()
        return frozenset[Pair]().union(*(self.judge(settled).pairs for settled in subsets(before)))

    @cached_property
    def circumstances(self) -> list[Circumstance]:
        """Return the circumstances that bear on the point and the question does not give, in order of name."""
        conditional: list[Delegation | Prohibition] = [*self.texts.delegations, *self.texts.prohibitions]
        possible = [rule for rule in conditional if not any(p.excludes(self.point.day) for p in rule.when)]
        names = {one.circumstance for rule in possible for condition in rule.conditions for one in condition}
        return [Circumstance(name) for name in sorted(names - self.question.given.keys())]

    @cached_property
    def to_settle(self) -> list[Open]:
        """Return the open points on the point."""
        return [*self.unknown_days, *self.pairs, *self.circumstances]

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
        return Judge(self.scheme, self.point, self.texts, settlement | given)

    def as_open_point(self, decided: Open) -> OpenPoint:
        """Return an unknown day, given by its key, a conflict or a circumstance as the answer lists it."""
        if isinstance(decided, Pair):
            return OpenPoint("conflict", " against ".join(decided.clauses))
        if isinstance(decided, Circumstance):
            return OpenPoint("circumstance", decided.name)
        day = self.unknown_days[str(decided)]
        return OpenPoint("unknown-day", day.about, *day.limits)

    def open_points(self, judges: Mapping[Settlement, Judge], amounts: Amounts) -> Iterator[OpenPoint]:
        """Yield the open points that can change the answer when settled otherwise, all else equal."""
        alone = {settled: (self.together([judge], amounts), judge.unseen) for settled, judge in judges.items()}
        settled: list[Open] = [*self.unknown_days, *self.pairs]
        for decided in settled:
            if any(alone[settlement] != alone[settlement ^ {decided}] for settlement in alone):
                yield self.as_open_point(decided)

    def at(self, amounts: Amounts) -> Answer:
        """Return the whole content at the point for the amounts asked about."""
        if self.is_beyond_settling:
            listed = {self.as_open_point(decided) for decided in self.to_settle}
            notice = shown.Notice("GR501", f"more than {MOST_OPEN_POINTS} open points bear on this answer")
            points = tuple(sorted(listed, key=open_point_key))
            return Answer(self.question, Outcome.UNDETERMINED, open_points=points, diagnostics=(notice,))
        return provided_that(
            self.circumstances, {case: self.under(case, amounts) for case in subsets(self.circumstances)}
        )

    def under(self, case: Settlement, amounts: Amounts) -> Answer:
        """Return the content where just the circumstances of `case` hold."""
        all_of_them = frozenset(self.circumstances)
        judges = {s - all_of_them: judge for s, judge in self.judges.items() if s & all_of_them == case}
        answer = self.together(list(judges.values()), amounts)
        listed = {*answer.open_points, *self.open_points(judges, amounts)}
        unseen = {OpenPoint("known-in-part", about) for judge in judges.values() for about in judge.unseen}
        if unseen:
            listed |= unseen
            answer = evolve(answer, outcome=Outcome.UNDETERMINED)
        points = tuple(sorted(listed, key=open_point_key))
        return evolve(answer, open_points=points, excluded=self.excluded(list(judges.values()), amounts))

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
        exercise = self.may_exercise(vested, everywhere, amounts)
        officers = self.officers(vested, everywhere)
        conflicts = {shown.Conflict(pair.kind, pair.clauses) for judge in vested for pair in judge.pairs}
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
            prohibited=self.prohibited(vested, everywhere),
            answers_to=self.answers_to(vested, everywhere, amounts),
            overseen_by=self.overseen_by(vested, everywhere),
            assumptions=tuple(sorted(self.assumptions(vested, exercise, officers, amounts), key=assumption_key)),
            open_points=tuple(sorted(unordered, key=open_point_key)),
            conflicts=tuple(sorted(conflicts, key=lambda one: (one.kind, one.clauses))),
        )
        parts = (
            answer.officers, answer.kept, answer.may_exercise, answer.prohibited, answer.answers_to, answer.overseen_by,
        )  # fmt: skip
        certain = everywhere and all(one.certain for several in parts for one in several)
        certain = certain and len({judge.sits_as for judge in vested}) == 1
        return answer if certain else evolve(answer, outcome=Outcome.UNDETERMINED)

    def accountable_body(self, vested: Sequence[Judge], everywhere: bool) -> shown.AccountableBody:
        """Return the body, its first holder, and the organ that sits as it under some settlement."""
        body = self.scheme.bodies[self.point.body]
        organs = {judge.sits_as for judge in vested if judge.sits_as is not None}
        clauses = {vesting.clause for judge in vested for vesting in judge.vestings}
        sits_as = min(organs, default=None)
        name = body.label.display
        return shown.AccountableBody(body.id, name, body.first_holder, sits_as, tuple(sorted(clauses)), everywhere)

    def vested_in(self, amounts: Amounts) -> tuple[str, ...]:
        """Return the other bodies for which the first holder of this one may exercise the function (SPEC S0)."""
        holder = self.scheme.bodies[self.point.body].first_holder
        found = set()
        for other in self.scheme.bodies:
            for place in places_of(self.scheme, other, self.point) if other != self.point.body else ():
                for judge in PointAnswer(self.scheme, self.question, place).judges.values():
                    if judge.outcome is Outcome.ANSWERED and holder in holders(judge, amounts):
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
            holding, people = self.holding(post)
            claims = self.claims(title, post)
            found.append(shown.Officer(title, post, holding, people, tuple(sorted(clauses)), claims, certain))
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

    def appointments(self, post: str) -> Iterator[tuple[Appointment, bool]]:
        """Yield the appointments to a post that hold that day, with whether they certainly do."""
        for appointment in self.scheme.appointments:
            if appointment.post == post and not any(p.excludes(self.point.day) for p in appointment.when):
                yield appointment, not any(open_days(appointment.when, self.point.day))

    def holding(self, holder: str) -> tuple[shown.Holding, tuple[shown.Holder, ...]]:
        """Return whether a post is held that day and by whom; an organ is always held, by nobody in particular."""
        if holder not in self.scheme.posts:
            return shown.Holding.HELD, ()
        if any(period.excludes(self.point.day) for period in self.scheme.posts[holder].life):
            return shown.Holding.NOT_EXISTING, ()
        people: set[shown.Holder] = set()
        vacant = False
        for appointment, certain in self.appointments(holder):
            if appointment.person is None:
                vacant = vacant or certain
            else:
                people.add(shown.Holder(appointment.person, appointment.capacity, appointment.employer, certain))
        listed = sorted(people, key=lambda one: (one.person, one.capacity or "", one.employer or "", not one.certain))
        if any(person.certain for person in people):
            return shown.Holding.HELD, tuple(listed)
        return (shown.Holding.VACANT if vacant else shown.Holding.NOT_RECORDED), tuple(listed)

    # SPEC 4 S4 and S7: who may exercise, and the chains shown.

    def may_exercise(self, vested: Sequence[Judge], everywhere: bool, amounts: Amounts) -> tuple[shown.Exercise, ...]:
        """Return each holder with each of its ranges; the first holder by vesting."""
        if self.point.leaf is None:
            return ()
        reaching = [list(able(judge, amounts)) for judge in vested]
        ranges = {
            (one.holder, one.limits)
            for chains in reaching
            for one in chains
            if not any(d.holder == one.holder and is_wider(d.limits, one.limits) for d in chains)
        }
        allowed = [judge.first_holder not in judge.prohibited for judge in vested]
        first = self.exercise(vested[0].first_holder, (), ((),), 0, everywhere and all(allowed))
        found = [first] if any(allowed) else []
        for holder, limits in ranges:
            own = [[d for d in chains if d.holder == holder] for chains in reaching]
            stands = certainty([{d.steps for d in chains if d.limits == limits} for chains in own], everywhere)
            chosen = [steps for steps, always in stands.items() if always or not any(stands.values())]
            fewest = min(map(len, chosen))
            chains = tuple(sorted((steps for steps in chosen if len(steps) == fewest), key=chain_key))
            others = {d.steps for one in own for d in one}.difference(chains)
            certain = everywhere and all(any(within(limits, d.limits) for d in one) for one in own)
            found.append(self.exercise(holder, limits, chains, len(others), certain))
        return tuple(sorted(found, key=lambda e: (not e.by_vesting, e.seats[0].of, limits_key(e.limits))))

    def exercise(
        self, holder: str, limits: Limits, chains: tuple[Chain, ...], more: int, certain: bool
    ) -> shown.Exercise:
        """Return one holder, with who holds it where it is a post."""
        seats, by_vesting = (shown.Seat(1, (holder,)),), chains == ((),)
        return shown.Exercise(seats, by_vesting, *self.holding(holder), limits, (), (), chains, more, certain)

    # SPEC 4 S5: kept.

    def kept(self, vested: Sequence[Judge], everywhere: bool, amounts: Amounts) -> tuple[shown.Kept, ...]:
        """Return what is kept at the amounts asked about; which functions are meant is filled in with the parts."""
        if self.point.leaf is None:
            return ()
        entries = certainty([judge.kept for judge in vested], everywhere)
        found = [
            shown.Kept(how, (), clause, limits, certain)
            for (how, clause, limits), certain in entries.items()
            if admits(limits, amounts)
        ]
        return tuple(sorted(found, key=lambda kept: (kept.how, kept.clause or "", limits_key(kept.limits))))

    # SPEC 1.5: lines of account, and the bodies that direct or manage.

    def lines(self, judge: Judge, amounts: Amounts) -> Iterator[tuple[Line, tuple[str, str, str]]]:
        """Yield the live lines of the people in the answer: who answers, to whom, and how."""
        officers = {rule.post for candidates in judge.officers.values() for rule in candidates}
        for line in judge.live(self.texts.lines):
            of, who = judge.holder(line.who), judge.holder(line.to)
            if of in officers | {judge.first_holder} | {d.holder for d in able(judge, amounts)}:
                yield line, (of, "professional" if line.professional else "line", who)

    def answers_to(self, vested: Sequence[Judge], everywhere: bool, amounts: Amounts) -> tuple[shown.Answering, ...]:
        """Return the lines of account, each with the clauses that make it."""
        found = [list(self.lines(judge, amounts)) for judge in vested]
        keys = certainty([{key for _, key in one} for one in found], everywhere)
        return tuple(
            shown.Answering(who, of, how, tuple(sorted({r.clause for one in found for r, k in one if k == key})), sure)
            for key, sure in sorted(keys.items())
            for of, how, who in [key]
        )

    def prohibited(self, vested: Sequence[Judge], everywhere: bool) -> tuple[shown.Prohibited, ...]:
        """Return who must not exercise the function, by which clauses."""
        sure = certainty([set(judge.prohibited) for judge in vested], everywhere)
        return tuple(
            shown.Prohibited(who, tuple(sorted({c for j in vested for c in j.prohibited.get(who, ())})), certain)
            for who, certain in sorted(sure.items())
        )

    def overseen_by(self, vested: Sequence[Judge], everywhere: bool) -> tuple[shown.Overseer, ...]:
        """Return the bodies that direct or manage the body or a group it belongs to."""
        facts = [{(fact.relation, fact.by, fact.of) for fact in judge.live(self.texts.oversight)} for judge in vested]
        return tuple(shown.Overseer(*fact, certain) for fact, certain in sorted(certainty(facts, everywhere).items()))

    # SPEC 4: assumptions.

    def assumptions(
        self,
        vested: Sequence[Judge],
        exercise: Iterable[shown.Exercise],
        officers: Iterable[shown.Officer],
        amounts: Amounts,
    ) -> set[Assumption]:
        """Return what is leaned on and not shown by the files, under any settlement."""
        found: set[Assumption] = set(marked("", None, self.texts.life))
        for judge in vested:
            lines = [line for line, _ in self.lines(judge, amounts)]
            candidates = [rule for several in judge.officers.values() for rule in several]
            leaned = (
                judge.vestings, judge.seatings, candidates, lines, judge.kept_clauses, judge.kept_residue,
                judge.prohibitions,
            )  # fmt: skip
            for clause, when in ((rule.clause, rule.when) for several in leaned for rule in several):
                found.update(self.marked_clause(clause, when))
            for fact in judge.live(self.texts.oversight):
                found.update(marked(fact.of, None, fact.when))
            for one in exercise:
                for d in judge.derivations:
                    if d.steps in one.chains and d.limits == one.limits:
                        found.update(self.assumed_for(judge, d))
        for post in {one.post for one in officers} | {one.seats[0].of[0] for one in exercise}:
            holding, people = self.holding(post)
            for appointment, certain in self.appointments(post):
                vacancy = certain and holding is shown.Holding.VACANT
                if vacancy or (appointment.person is not None and people):
                    found.update(marked("", None, appointment.when))
        return found

    def assumed_for(self, judge: Judge, derivation: Derivation) -> Iterator[Assumption]:
        """Yield the assumptions of a chain: its first link, its further links, its posts of groups, its marks."""
        links = derivation.links
        for link in links:
            yield from self.marked_clause(link.clause, link.when)
        if not has_enabling_powers(self.scheme, self.point.body):
            return
        power = judge.power(links[0])
        if power is None:
            first = links[0].clause
            yield Assumption("no-power-shown", first)
        else:
            yield from self.marked_clause(power.clause, power.when)
        for link in links[1:] if power is None or power.further is None else ():
            yield Assumption("leave-assumed", link.clause)
        for link in links:
            post = self.scheme.posts.get(link.receiver)
            if post is not None and post.owner in self.scheme.groups:
                yield Assumption("officer-of-member", post.id)

    def marked_clause(self, clause: str, when: When) -> Iterator[Assumption]:
        """Yield what a rule's clause and periods are marked with."""
        yield from marked(clause, self.scheme.clauses[clause].marks.mark, when)

    # SPEC 8: excluded.

    def excluded(self, judges: Sequence[Judge], amounts: Amounts) -> tuple[shown.Excluded, ...]:
        """Return each clause that deals with the leaf and gives nobody anything here, with the reason."""
        if all(judge.outcome is not Outcome.ANSWERED for judge in judges):
            return ()
        written: list[Delegation | Residue] = [*self.texts.delegations]
        written += [rule for rule in self.texts.residues if any(rule in judge.residual for judge in judges)]
        reasons: dict[str, list[str | None]] = {}
        for rule in written:
            if any(judge.is_link(rule) for judge in judges):
                reasons.setdefault(rule.clause, []).append(self.reason(rule, judges, amounts))
        found = []
        for clause, several in sorted(reasons.items()):
            known = [reason for reason in several if reason is not None]
            if len(known) == len(several):
                found.append(shown.Excluded(clause, max(known, key=REASONS.index), ""))
        return tuple(found)

    def reason(self, rule: Delegation | Residue, judges: Sequence[Judge], amounts: Amounts) -> str | None:
        """Return the first reason that applies under every settlement, None where the rule gives somebody something."""
        for judge in judges:
            link = judge.link(rule)
            if any(link in d.links for d in able(judge, amounts)):
                return None
        dead = {REASON_BY_CAUSE[period.cause] for period in rule.when if period.excludes(self.point.day)}
        always = set(REASONS).intersection(*(reasons_against(judge, judge.link(rule), amounts) for judge in judges))
        return next((reason for reason in REASONS if reason in dead | always), "giver-without-authority")


def reasons_against(judge: Judge, link: Delegation, amounts: Amounts) -> set[str]:
    """Return the reasons that apply to a link under one settlement, apart from its periods."""
    limits = () if link.limit is None else (shown.AmountRange(link.limit.basis, up_to=link.limit.up_to),)
    reaching = [d for d in judge.derivations if d.holder == link.giver and admits(d.limits, amounts)]
    held = link.giver in holders(judge, amounts)
    leaving = [d for d in reaching if judge.may_pass_on(d.links)]
    applies = {
        "non-delegable": judge.is_non_delegable,
        "excluded-by-power": judge.is_contradicted(link),
        "void": judge.is_reserved_above(link),
        "beaten": judge.is_beaten(link),
        "condition": not judge.is_met(link.conditions),
        "over-limit": not admits(limits, amounts),
        "giver-without-authority": not held,
        "no-leave": held and not judge.is_first(link) and not leaving,
        "reliance-ended": bool(leaving)
        and not judge.is_first(link)
        and not any(judge.follows(link, d.links[-1]) for d in leaving),
        "prohibited": link.giver in judge.prohibited or link.receiver in judge.prohibited,
    }
    return {reason for reason, does in applies.items() if does}


def able(judge: Judge, amounts: Amounts) -> Iterator[Derivation]:
    """Yield the chains to those who may act: the amounts are within their limits and nothing prohibits it."""
    for one in judge.derivations:
        if admits(one.limits, amounts) and one.holder not in judge.prohibited:
            yield one


def holders(judge: Judge, amounts: Amounts) -> set[str]:
    """Return everybody who holds the point at the amounts asked about; for an officer question the first holder."""
    if judge.outcome is not Outcome.ANSWERED:
        return set()
    return {judge.first_holder, *(d.holder for d in judge.derivations if admits(d.limits, amounts))}


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
