"""One point under one settlement: sections 2, 3, 4 (S0 to S5) and 5 of the specification.

In: a scheme, a point, and a settlement that decides every unknown day and open conflict. Out: who holds what, as
properties named after the specification's words. Promise: nothing is open here, and no amount is asked for; each
property states one rule and is worked out by looking at everything.
Source: docs/reference/semantics.md, cited by section in `# SPEC` comments.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import define, frozen

from govrules.model import rules
from govrules.model.answer import Chain, Conflict, OpenPoint, Outcome, Step
from govrules.model.days import first_day
from govrules.reference.cells import Cell, Limits, Region
from govrules.reference.firsts import first_holders, reserving_pairs, vesting_pairs
from govrules.reference.live import Live, keeping_results
from govrules.reference.priority import CANONS
from govrules.reference.seats import Seats, filled_without, places, ways
from govrules.reference.settlement import Circumstance, Pair, Twice

NOWHERE: Region = frozenset()
ANYONE = "anyone"


@frozen
class Derivation:
    """A chain with the rules behind it: links from the first holder on, and the amounts it passes."""

    links: tuple[rules.Delegation, ...]
    steps: Chain
    region: Region

    @property
    def holder(self) -> str:
        """Return whom the chain reaches."""
        return self.steps[-1].receiver

    @property
    def duties(self) -> tuple[str, ...]:
        """Return the duties that add up along the chain (SPEC 3.6)."""
        own = {rules.OWN_MATTER} if self.is_not_own_matter else set()
        return tuple(sorted({duty for link in self.links for duty in link.duties} | own))

    @property
    def is_not_own_matter(self) -> bool:
        """Say whether whoever acts by the chain must not act in an own matter (SPEC 3.11)."""
        return any(link.not_own_matter for link in self.links)


@define(slots=False, eq=False)
class Judge(Live):
    """Decides one point under one settlement."""

    # SPEC 3.7: the amounts a clause speaks of.

    def written(self, limit: rules.Limit | None) -> Region:
        """Return the amounts of a range; an end printed twice belongs to one row or the other, as it is settled."""
        return self.grid.everything if limit is None else self.grid.between(limit.basis, *self.ends(limit))

    def ends(self, limit: rules.Limit | None) -> tuple[int | None, int | None]:
        """Return the amount a range lies over and the last it holds, in pence."""
        if limit is None:
            return None, None
        return self.end(limit.over, limit.over_twice), self.end(limit.up_to, limit.up_to_twice)

    def end(self, amount: int | None, twice: str | None) -> int | None:
        """Return the last amount of the lower row, in pence."""
        if amount is None or twice is None or Twice(twice) in self.settlement:
            return amount
        return amount - 1

    # SPEC 5.1 and 5.2: what is void, from the highest rank down.

    def voiding(self, link: rules.Delegation) -> Iterable[rules.Keeping]:
        """Return the live reservations of higher rank than a first link."""
        reserved = [k for k in self.keepings if k.reserves and self.is_first(link)]
        return [k for k in reserved if self.outranks(k.instrument, link.instrument)]

    def unreserved(self, link: rules.Delegation) -> Region:
        """Return the amounts of a link that no reservation of higher rank voids."""
        return self.written(link.limit).difference(*(self.standing(k) for k in self.voiding(link)))

    @keeping_results
    def valid(self, link: rules.Delegation) -> Region:
        """Return the amounts at which a link is not void."""
        incompetent = self.is_non_delegable or self.is_contradicted(link) or self.is_uncovered(link)
        return NOWHERE if incompetent else self.unreserved(link)

    @keeping_results
    def standing(self, keeping: rules.Keeping) -> Region:
        """Return the amounts at which something kept is not void; one whose condition is not met keeps nothing."""
        if not self.is_met(keeping.conditions):
            return NOWHERE
        fixed = [link for link in self.met if link.is_fixed and keeping.reserves and self.is_first(link)]
        higher = [link for link in fixed if self.outranks(link.instrument, keeping.instrument)]
        return self.written(keeping.limit).difference(*(self.valid(link) for link in higher))

    @cached_property
    def met(self) -> tuple[rules.Delegation, ...]:
        """Return the links whose conditions are met."""
        return tuple(link for link in self.links if self.is_met(link.conditions))

    # SPEC 5.5: named exceptions.

    def excepting(self, other: rules.Delegation | rules.Keeping | rules.Prohibition) -> list[Region]:
        """Return what exceptions take from a clause, each."""
        taken = [self.standing(k) for k in self.keepings if self.is_exception(k, other)]
        return taken + [self.valid(link) for link in self.met if self.is_exception(link, other)]

    def is_exception(
        self,
        one: rules.Delegation | rules.Keeping,
        other: rules.Delegation | rules.Keeping | rules.Prohibition,
    ) -> bool:
        """Say whether a clause is an exception to another and reaches it."""
        if other.clause not in one.despite or self.outranks(other.instrument, one.instrument):
            return False
        if isinstance(one, rules.Keeping) or self.is_first(one):
            return True
        return isinstance(other, rules.Delegation) and other.giver == one.giver

    # SPEC 5.2, 5.3 and 5.6: what is incompatible, and what prevails.

    @cached_property
    def incompatible(self) -> tuple[tuple[rules.Keeping, rules.Delegation], ...]:
        """Return the pairs of something kept and a first link that both speak of some amount."""
        pairs = ((keeping, link) for link in self.links for keeping in self.keepings)
        return tuple(pair for pair in pairs if self.are_incompatible(*pair))

    def are_incompatible(self, keeping: rules.Keeping, link: rules.Delegation) -> bool:
        """Say whether something kept and a link, live or not, are incompatible."""
        concerned = keeping.reserves or keeping.instrument == link.instrument
        return self.is_first(link) and concerned and bool(self.standing(keeping) & self.valid(link))

    def prevails(self, keeping: rules.Keeping, link: rules.Delegation) -> bool | None:
        """Say whether of an incompatible pair what is kept prevails; None where nothing decides.

        Exceptions have taken what they take already: then neither takes anything more here.
        """
        if self.outranks(link.instrument, keeping.instrument):
            return None if link.is_fixed else True
        advisory = [self.scheme.ranks[self.scheme.instruments[i].rank].is_advisory
                    for i in (keeping.instrument, link.instrument)]  # fmt: skip
        if advisory[0] != advisory[1]:
            return advisory[1]
        if keeping.instrument == link.instrument:
            for canon in self.scheme.instruments[link.instrument].canons:
                decide = CANONS[canon]
                if decide(self.scheme, keeping, link) != decide(self.scheme, link, keeping):
                    return decide(self.scheme, keeping, link)
        return None

    def is_excepted(self, keeping: rules.Keeping, link: rules.Delegation) -> bool:
        """Say whether a named exception decides a pair."""
        return self.is_exception(keeping, link) or (link in self.met and self.is_exception(link, keeping))

    @cached_property
    def opposed(self) -> tuple[tuple[rules.Keeping, rules.Delegation, Pair], ...]:
        """Return the open conflicts between a thing kept and a first link (SPEC 5.2, 5.3)."""
        found = []
        for keeping, link in self.incompatible if self.outcome is Outcome.ANSWERED else ():
            if link in self.met and not self.is_excepted(keeping, link) and self.prevails(keeping, link) is None:
                how = "reserved" if keeping.reserves else "retained"
                pair = Pair(keeping.clause, link.clause, link.receiver, f"{how}-against-delegated")
                found.append((keeping, link, pair))
        return tuple(found)

    def pairs_at(self, asked: Region) -> frozenset[Pair]:
        """Return the open conflicts at amounts asked about that both clauses speak of; none where nothing is vested."""
        if self.outcome is not Outcome.ANSWERED:
            return frozenset()
        opposed = {pair for keeping, link, pair in self.opposed if self.standing(keeping) & self.valid(link) & asked}
        return frozenset({*opposed, *vesting_pairs(self), *reserving_pairs(self, asked)})

    def does_keep(self, keeping: rules.Keeping, link: rules.Delegation) -> bool | None:
        """Say which of an incompatible pair prevails: what is kept, the link, or (None) neither takes anything here."""
        if self.is_excepted(keeping, link):
            return None
        decided = self.prevails(keeping, link)
        if decided is not None:
            return decided if decided or link in self.met else None
        for other, opposing, pair in self.opposed:
            if (other, opposing) == (keeping, link):
                return pair in self.settlement
        return None

    def beating(self, link: rules.Delegation) -> list[Region]:
        """Return what is taken from a link, by each clause that prevails over it."""
        against = [keeping for keeping in self.keepings if self.are_incompatible(keeping, link)]
        kept = [keeping for keeping in against if self.does_keep(keeping, link) is True]
        return [*self.excepting(link), *(self.standing(k) for k in kept)]

    @keeping_results
    def effect(self, link: rules.Delegation) -> Region:
        """Return the amounts at which a link has effect."""
        return self.unbeaten(link) if self.outcome is Outcome.ANSWERED and link in self.met else NOWHERE

    def unbeaten(self, link: rules.Delegation) -> Region:
        """Return the amounts at which a link would have effect if it is live and the leaf is vested."""
        return self.valid(link).difference(*self.beating(link)) if self.is_met(link.conditions) else NOWHERE

    @keeping_results
    def keeps(self, keeping: rules.Keeping) -> Region:
        """Return the amounts at which something is kept."""
        lost = [self.valid(link) for k, link in self.incompatible if k == keeping and self.does_keep(k, link) is False]
        return self.standing(keeping).difference(*self.excepting(keeping), *lost)

    @cached_property
    def effective(self) -> tuple[tuple[rules.Delegation, Region], ...]:
        """Return the links that have effect at some amounts, with those amounts."""
        return tuple((link, region) for link in self.links for region in [self.effect(link)] if region)

    # SPEC S8: conditions.

    def is_met(self, conditions: tuple[rules.Condition, ...]) -> bool:
        """Say whether every condition has a literal that is so."""
        return all(any(self.is_so(literal) for literal in condition) for condition in conditions)

    def is_so(self, literal: rules.Literal) -> bool:
        """Say whether a circumstance is as it is to be."""
        holds = Circumstance(literal.circumstance) in self.settlement
        return literal.circumstance in self.indifferent or holds == literal.holds

    # SPEC S3: prohibitions.

    @cached_property
    def prohibitions(self) -> tuple[rules.Prohibition, ...]:
        """Return the live prohibitions whose conditions are met."""
        return tuple(rule for rule in self.live(self.texts.prohibitions) if self.is_met(rule.conditions))

    def forbidden(self, prohibition: rules.Prohibition) -> Region:
        """Return the amounts at which a prohibition has effect."""
        return self.written(prohibition.limit).difference(*self.excepting(prohibition))

    def who(self, prohibition: rules.Prohibition) -> tuple[str, tuple[str, ...]]:
        """Return the holder that a prohibition is about, or anyone with those it spares."""
        holder = ANYONE if prohibition.holder is None else self.holder(prohibition.holder)
        return holder, tuple(sorted({self.holder(name) for name in prohibition.spared}))

    def barred(self, seats: Seats, cell: Cell) -> set[str]:
        """Return who of those who can fill seats is prohibited at a cell."""
        here = [self.who(rule) for rule, region in self.forbidding if cell in region]
        names = {name for place in places(seats) for name in place}
        return {name for name in names for who, spared in here if who == name or (who == ANYONE and name not in spared)}

    def without_procedure(self, post: str) -> Region:
        """Return the amounts at which a post does not follow a procedure, so that no deputy stands for it."""
        regions = [region for rule, region in self.forbidding if rule.by_procedure and self.who(rule)[0] == post]
        return NOWHERE.union(*regions)

    @keeping_results
    def blocked(self, seats: Seats) -> Region:
        """Return the amounts at which seats cannot be filled without anybody prohibited."""
        if not self.forbidding:
            return NOWHERE if ways(seats) else self.grid.everything
        return frozenset(cell for cell in self.grid.everything if not filled_without(seats, self.barred(seats, cell)))

    @property
    def forbidden_by(self) -> dict[tuple[tuple[str, tuple[str, ...]], str], Region]:
        """Return for each holder and clause the amounts at which the clause prohibits it."""
        found: dict[tuple[tuple[str, tuple[str, ...]], str], Region] = {}
        for rule, region in self.forbidding:
            key = self.who(rule), rule.clause
            found[key] = found.get(key, NOWHERE) | region
        for (link, holder), region in self.exclusive.items():
            if holder not in self.scheme.recipients:
                given = (holder, ()), link.clause
                found[given] = found.get(given, NOWHERE) | region
        return found

    def forbidding_at(self, asked: Region) -> list[rules.Prohibition]:
        """Return the prohibitions whose clause prohibits their holder something at cells asked about."""
        here = {key for key, region in self.forbidden_by.items() if region & asked}
        return [rule for rule, region in self.forbidding if region and (self.who(rule), rule.clause) in here]

    @cached_property
    def forbidding(self) -> list[tuple[rules.Prohibition, Region]]:
        """Return the prohibitions with the amounts at which they have effect."""
        return [(rule, self.forbidden(rule)) for rule in self.prohibitions]

    # SPEC 4 S3 and S4: who holds, and by which chains.

    def may_pass_on(self, links: tuple[rules.Delegation, ...]) -> bool:
        """Say whether the chain so far gives its receiver leave to delegate further (SPEC S3, A5)."""
        power = self.power(links[0])
        silent = power is not None and power.by_default
        if power is not None and (power.further is False or not self.is_met(power.leave)):
            return False
        return all((silent if link.further is None else link.further) and self.is_met(link.leave) for link in links)

    def extends(self, links: tuple[rules.Delegation, ...], link: rules.Delegation) -> bool:
        """Say whether a link carries a chain (empty: the first holder itself) on to a new holder."""
        if not links:
            return self.is_first(link)
        met = {earlier.receiver for earlier in links}
        carries = self.draws_on(link.giver, links[-1].receiver) and self.follows(link, links[-1])
        return carries and link.receiver not in met and self.may_pass_on(links)

    @keeping_results
    def given_by_first(self, link: rules.Delegation) -> Region:
        """Return the amounts at which the giver of a link draws on a first holder."""
        drawn = [region for name, region in self.firsts.items() if self.draws_on(link.giver, name)]
        return NOWHERE.union(*drawn)

    def passes(self, link: rules.Delegation, is_first: bool) -> Region:
        """Return the amounts at which a link passes the point on, as the first of a chain or as a further one."""
        if link.not_own_matter and not filled_without(self.seats(link.receiver), self.own):
            return NOWHERE
        here = self.effect(link) - self.blocked(self.seats(link.giver)) - self.firsts.get(link.receiver, NOWHERE)
        return here & self.given_by_first(link) if is_first else here - self.given_by_first(link)

    @cached_property
    def firsts(self) -> dict[str, Region]:
        """Return the first holders, each with the amounts at which it is one (SPEC 3.10)."""
        return first_holders(self)

    @cached_property
    def derivations(self) -> tuple[Derivation, ...]:
        """Return every chain from the first holder without a repeated holder, with the amounts it passes."""
        found: list[tuple[tuple[rules.Delegation, ...], Region]] = []
        waiting: list[tuple[tuple[rules.Delegation, ...], Region]] = [((), self.grid.everything)]
        while waiting:
            links, reached = waiting.pop()
            longer = [
                ((*links, link), reached & region)
                for link in self.links
                for region in [self.passes(link, is_first=not links)]
                if reached & region and self.extends(links, link)
            ]
            found += longer
            waiting += longer
        return tuple(Derivation(links, self.steps(links), region) for links, region in found)

    def steps(self, links: tuple[rules.Delegation, ...]) -> Chain:
        """Return a chain as it is shown."""
        power = self.power(links[0])
        chain = []
        for link in links:
            cited = self.scheme.clauses[link.clause].marks.sources
            shown = power.clause if power is not None and link is links[0] else None
            source = cited[0].source if cited else None
            chain.append(Step(link.giver, link.receiver, link.clause, source, shown))
        return tuple(chain)

    # SPEC S4: what is given exclusively.

    @cached_property
    def exclusive(self) -> dict[tuple[rules.Delegation, str], Region]:
        """Return the exclusive links that pass something on and who gave by them, with the amounts passed."""
        found: dict[tuple[rules.Delegation, str], Region] = {}
        for one in self.derivations:
            link = one.links[-1]
            power = self.power(link) if len(one.links) == 1 else None
            if link.is_exclusive or (power is not None and power.is_exclusive):
                for holder, region in self.who_gave(one).items():
                    found[link, holder] = found.get((link, holder), NOWHERE) | region
        return found

    def who_gave(self, one: Derivation) -> dict[str, Region]:
        """Return who gave by the last link of a chain: of a first link the first holders, where they are that."""
        link = one.links[-1]
        if len(one.links) > 1:
            return {link.giver: one.region}
        drawn = {name: one.region & here for name, here in self.firsts.items() if self.draws_on(link.giver, name)}
        return {name: region for name, region in drawn.items() if region}

    def given_away(self, name: str, links: tuple[rules.Delegation, ...]) -> Region:
        """Return the amounts at which somebody gave exclusively, by a clause that is none of the links'."""
        clauses = {link.clause for link in links}
        others = [key for key in self.exclusive if key[0].clause not in clauses and key[1] == name]
        return NOWHERE.union(*(self.exclusive[key] for key in others))

    @keeping_results
    def unable(self, who: tuple[Seats, tuple[str, ...], tuple[rules.Delegation, ...]]) -> Region:
        """Return the amounts at which seats, some filled by deputies of posts, cannot act by a chain of some links."""
        seats, in_place_of, links = who
        gave = {holder for _, holder in self.exclusive}
        found = set(self.blocked(seats).union(*(self.given_away(post, links) for post in in_place_of)))
        found = found.union(*(self.without_procedure(post) for post in in_place_of))
        for cell in self.grid.everything - found if gave else ():
            barred = self.barred(seats, cell)
            barred |= {name for name in gave if cell in self.given_away(name, links)}
            if not filled_without(seats, barred):
                found.add(cell)
        return frozenset(found)

    # SPEC 3.12: procedures.

    @cached_property
    def procedures(self) -> tuple[rules.Procedure, ...]:
        """Return the live procedures."""
        return self.live(self.texts.procedures)

    # SPEC 3.5: deputies.

    def deputies(self, vacant: frozenset[str]) -> dict[str, tuple[str, ...]]:
        """Return the deputies of each post that is vacant or absent."""
        acting: dict[str, set[str]] = {}
        for rule in self.live(self.texts.deputies):
            if rule.post in vacant or Circumstance(rule.absence) in self.settlement:
                acting.setdefault(rule.post, set()).add(rule.deputy)
        return {post: tuple(sorted(those)) for post, those in acting.items()}

    # SPEC 4 S5: kept.

    @cached_property
    def kept_clauses(self) -> tuple[rules.Keeping, ...]:
        """Return the live reservations and retentions that keep something."""
        return tuple(keeping for keeping in self.keepings if self.keeps(keeping))

    def keeping_at(self, asked: Region) -> list[rules.Keeping]:
        """Return the reservations and retentions whose clause keeps something at cells asked about."""
        here = {(one.clause, one.reserves) for one in self.kept_clauses if self.keeps(one) & asked}
        return [one for one in self.kept_clauses if (one.clause, one.reserves) in here]

    @cached_property
    def kept_residue(self) -> tuple[rules.Residue, ...]:
        """Return the residual rules in favour of the first holder."""
        return tuple(rule for rule in self.residual if self.holder(rule.receiver) == self.first_holder)

    def kept(self, amounts: Mapping[str, int]) -> frozenset[tuple[str, str | None, Limits]]:
        """Return what is kept at the amounts named: how, by which clause, in which ranges of other bases."""
        regions: dict[tuple[str, str], Region] = {}
        for keeping in self.kept_clauses:
            key = "reserved" if keeping.reserves else "retained", keeping.clause
            regions[key] = regions.get(key, NOWHERE) | self.keeps(keeping)
        entries: set[tuple[str, str | None, Limits]] = {
            (how, clause, box)
            for (how, clause), region in regions.items()
            for box in self.grid.boxes_at(region, amounts)
        }
        entries |= {("residue", rule.clause, ()) for rule in self.kept_residue}
        if not self.kept_residue:
            entries |= {("remainder", None, box) for box in self.grid.boxes_at(self.remainder, amounts)}
        return frozenset(entries)

    @property
    def remainder(self) -> Region:
        """Return the amounts that no first link has effect in and nothing keeps."""
        if self.is_dealt_with_unseen:
            return NOWHERE
        first = [region & self.given_by_first(link) for link, region in self.effective]
        return self.grid.everything.difference(*first, *(self.keeps(k) for k in self.kept_clauses))

    # SPEC 5.4: officers.

    @cached_property
    def officers(self) -> dict[str, tuple[rules.Designation, ...]]:
        """Return for each title the live designations that can be the latest to have begun."""
        found = {}
        live = [r for r in self.live(self.texts.designations) if self.point.title in (None, r.title)]
        for title in {rule.title for rule in live}:
            began = [(rule, first_day(rule.when)) for rule in live if rule.title == title]
            latest = max(day.earliest for _, day in began)
            found[title] = tuple(rule for rule, day in began if day.latest >= latest)
        return found

    @cached_property
    def two_officers(self) -> tuple[frozenset[Conflict], frozenset[OpenPoint]]:
        """Return the titles with several posts: in conflict from one day, or open which began last."""
        conflicts, unordered = set(), set()
        for title, candidates in self.officers.items():
            days = {(day.known, day.unknown) for day in (first_day(rule.when) for rule in candidates)}
            if len({rule.post for rule in candidates}) > 1:
                if len(days) == 1:
                    conflicts.add(Conflict("two-officers", tuple(sorted({rule.clause for rule in candidates}))))
                else:
                    unordered.add(OpenPoint("order", f"which designation of {title} began last"))
        return frozenset(conflicts), frozenset(unordered)
