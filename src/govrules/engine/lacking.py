"""Why one holder may not: the clauses that come nearest to giving it the function, and what each of them lacks.

In: what holds at a place under each settlement, and whom the question is about. Out: entries of an answer. Promise:
each reason holds under every settlement of what is open. Source: docs/reference/semantics.md, 8.2.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from attrs import define, evolve, field

from govrules.engine.boxes import NOTHING, Amounts, at, covers, intersect, reaches, union_of
from govrules.engine.chains import less
from govrules.engine.excluded import CAUSES, giving, reasons_against
from govrules.engine.order import REASONS
from govrules.engine.permission import fillings, ways_of_one
from govrules.engine.place import Passing, Place, Text
from govrules.engine.priority import Link
from govrules.engine.seats import elements
from govrules.engine.world import ANYONE, World
from govrules.model.answer import Excluded
from govrules.model.days import NEVER, ONE_DAY, Bound, OpenDay
from govrules.model.rules import Delegation


def lacking(place: Place, worlds: Sequence[World], amounts: Amounts) -> tuple[Excluded, ...]:
    """Return the clauses that name the holder and give it nothing, and in turn those that name who would have to give.

    Where no clause names the holder: what the body reserves and retains.
    """
    asked = frozenset[str]().union(*(world.asked for world in worlds))
    given = [{id(way.acting.chain.links[-1]) for way in ways_of_one(w, amounts) if way.steps} for w in worlds]
    search = _Search(place, worlds, amounts)
    above = search.level(asked, given, of_the_holder=True)
    anybody = [giving(world, amounts) for world in worlds]
    while above:
        above = search.level(above, anybody)
    found = {one.clause: one for one in (*search.found.values(), *_by_vesting(worlds, amounts))}
    if not found and not search.passing:
        return tuple(_kept(worlds, amounts))
    return tuple(found[clause] for clause in sorted(found))


def _nearness(one: Excluded) -> tuple[int, str]:
    """Return the place of an entry among those of one clause: the last reason first, then by what more it says."""
    return -REASONS.index(one.reason), repr(one)


@define
class _Search:
    place: Place
    worlds: Sequence[World]
    amounts: Amounts
    found: dict[str, Excluded] = field(factory=dict)
    passing: set[str] = field(factory=set)

    def level(
        self, names: Collection[str], given: Sequence[set[int]], *, of_the_holder: bool = False
    ) -> frozenset[str]:
        """Enter the clauses that name some of `names`, unless they give it. Returns those who lack what they give."""
        entries: dict[str, list[Excluded]] = {}
        passing: set[str] = set()
        above: set[str] = set()
        for index, rule in enumerate(self.place.written):
            links = [world.links[index] for world in self.worlds]
            if rule.clause in self.found or not any(link.is_link for link in links):
                continue
            if elements_of(self.worlds, links, lambda link: link.receiver).isdisjoint(names):
                continue
            if any(id(link) in some for link, some in zip(links, given, strict=True)):
                passing.add(rule.clause)
                continue
            entry = self._entry(rule, links, of_the_holder)
            entries.setdefault(rule.clause, []).append(entry)
            if entry.reason == "giver-without-authority":
                above |= elements_of(self.worlds, links, lambda link: link.giver)
        self.passing |= passing
        for clause in entries.keys() - passing:
            self.found[clause] = min(entries[clause], key=_nearness)
        return frozenset(above)

    def _entry(self, rule: Passing, links: Sequence[Link], of_the_holder: bool) -> Excluded:
        dead = {CAUSES[period.cause] for period in rule.when if period.excludes(self.place.day)}
        each = []
        for world, link in zip(self.worlds, links, strict=True):
            reasons = reasons_against(self.place, world, link, self.amounts)
            each.append(reasons | (_of_the_holder(world, link, self.amounts) if of_the_holder else set()))
        always = dead.union(set(REASONS).intersection(*each))
        reason = next((reason for reason in REASONS if reason in always), "varies")
        entry = Excluded(rule.clause, reason, "")
        match reason:
            case "not-in-force" | "ended" | "not-adopted" | "not-a-member" | "no-such-holder":
                return self._period(entry, rule)
            case "void" | "beaten" | "prohibited" | "given-exclusively":
                live = [(world, link) for world, link in zip(self.worlds, links, strict=True) if link.is_live]
                by = {clause for world, link in live for clause in self._against(reason, world, link)}
                return evolve(entry, by=tuple(sorted(by)))
            case "excluded-by-power":
                powers = (power for power in self.place.powers if self.place.may_be_live(power.when))
                by = {power.clause for power in powers if self.place.leaf in power.excluded}
                return evolve(entry, by=tuple(sorted(by)))
            case "over-limit" | "under-limit":
                limit = rule.limit if isinstance(rule, Delegation) else None
                assert limit is not None
                return evolve(entry, limit=limit.up_to if reason == "over-limit" else limit.over)
            case "giver-without-authority" | "no-leave" | "reliance-ended":
                return evolve(entry, detail=rule.giver if isinstance(rule, Delegation) else "")
        return entry

    def _period(self, entry: Excluded, rule: Passing) -> Excluded:
        """Return an entry with the period that excludes the day, the first in order of what it is of, if one does.

        None does where a holder is there and another, without whom no seat can be filled, is not.
        """
        day = self.place.day
        periods = [p for p in rule.when if p.excludes(day) and CAUSES[p.cause] == entry.reason]
        if not periods:
            return entry
        period = min(
            periods, key=lambda one: (one.about, str(first_possible(one.begins)), str(last_possible(one.ends)))
        )
        begins, ended = first_possible(period.begins), last_possible(period.ends)
        return evolve(
            entry,
            detail=period.about,
            begins=begins if begins is not None and day < begins < NEVER else None,
            ended=ended if ended is not None and ended < day else None,
        )

    def _against(self, reason: str, world: World, link: Link) -> Iterator[str]:
        """Yield the clauses that stand in the way of a link under one settlement."""
        names = elements(world.holders.seats(link.receiver))
        if reason == "prohibited":
            yield from _barring(world, names | elements(world.holders.seats(link.giver)), self.amounts)
        elif reason == "given-exclusively":
            yield from _giving_away(world, names, self.amounts)
        else:
            spoken = at(link.written, self.amounts)
            yield from (clause for how, clause, region in link.rivals if how == reason and intersect(region, spoken))


def _barring(world: World, names: frozenset[str], amounts: Amounts) -> Iterator[str]:
    """Yield the clauses that prohibit one of some holders at amounts asked about."""
    for ((barred, spared), clause), ranged in world.prohibited.items():
        concerned = bool(names.difference(spared)) if barred == ANYONE else barred in names
        if concerned and reaches(ranged.ranges, amounts):
            yield clause


def _giving_away(world: World, names: frozenset[str], amounts: Amounts) -> Iterator[str]:
    """Yield the clauses by which one of some holders gave exclusively at amounts asked about."""
    given = (one for one in world.unable.given if one.holder in names)
    yield from (one.clause for one in given if reaches(one.region, amounts))


def _by_vesting(worlds: Sequence[World], amounts: Amounts) -> Iterator[Excluded]:
    """Yield the clauses that vest the function in whom the question is about, where that may never act by them."""
    each: list[set[str]] = []
    by: dict[str, set[str]] = {"prohibited": set(), "given-exclusively": set(), "varies": set()}
    for world in worlds:
        first = world.holders.first
        here = at(world.firsts.at.get(first, NOTHING), amounts) if world.held and first in world.asked else NOTHING
        if not here or any(not way.steps for way in ways_of_one(world, amounts)):
            return
        gave = union_of(one.region for one in world.unable.given if one.holder == first)
        against = {"prohibited": world.barred.holder(first), "given-exclusively": gave}
        each.append({reason for reason, region in against.items() if covers(region, here)})
        by["prohibited"].update(_barring(world, frozenset([first]), amounts))
        by["given-exclusively"].update(_giving_away(world, frozenset([first]), amounts))
    reason = next((reason for reason in by if all(reason in one for one in each)), "varies")
    for clause in sorted({clause for world in worlds for clause in world.vested or ()}):
        yield Excluded(clause, reason, "", by=tuple(sorted(by[reason])))


def elements_of(worlds: Sequence[World], links: Sequence[Link], end: Callable[[Link], str]) -> frozenset[str]:
    """Return whoever can stand on the seats of the giver or receiver of a link, under any settlement."""
    found = (elements(world.holders.seats(end(link))) for world, link in zip(worlds, links, strict=True))
    return frozenset[str]().union(*found)


def is_not_own(rule: Text) -> bool:
    """Say whether a rule is not to be used in an own matter."""
    return isinstance(rule, Delegation) and rule.not_own_matter


def first_possible(bound: Bound) -> date | None:
    """Return the first day on which something may have begun, None where nothing limits it."""
    return bound.earliest if isinstance(bound, OpenDay) else bound


def last_possible(bound: Bound) -> date | None:
    """Return the last day on which something may still hold, None where nothing limits it."""
    end = bound.latest if isinstance(bound, OpenDay) else bound
    return end - ONE_DAY if end is not None else None


def _of_the_holder(world: World, link: Link, amounts: Amounts) -> set[str]:
    """Return what stands in the way of the holder itself under one settlement."""
    seats = world.holders.seats(link.receiver)
    ways = list(fillings(seats, world.asked))
    effect = at(link.effect, amounts)
    found = set() if ways else {"one-person"}
    if ways and is_not_own(link.rule) and not any(fillings(less(seats, world.own), world.asked)):
        found.add("own-matter")
    if effect and ways and all(covers(world.barred.seats(filled.seats), effect) for filled in ways):
        found.add("prohibited")
    gave = bool(effect) and bool(ways) and bool(world.unable.given)
    if gave and all(covers(world.unable.seats(filled.seats), effect) for filled in ways):
        found.add("given-exclusively")
    return found


def _kept(worlds: Sequence[World], amounts: Amounts) -> Iterator[Excluded]:
    """Yield what is reserved or retained at amounts asked about under every settlement."""
    each = [{key for key, kept in world.kept.items() if reaches(kept.ranges, amounts)} for world in worlds]
    for how, clause in sorted(set.intersection(*each), key=lambda key: (key[1], key[0])):
        if how in ("reserved", "retained"):
            yield Excluded(clause, how, "")
