"""Why one holder may not: section 8.2 of the specification.

In: the judges of a point, and the amounts asked about. Out: the clauses that come nearest to giving the holder the
function, each with the first reason that applies under every settlement. Source: docs/reference/semantics.md.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from attrs import evolve

from govrules.model.answer import Excluded, Outcome
from govrules.model.days import NEVER, ONE_DAY, Bound, OpenDay
from govrules.model.rules import Delegation, Residue
from govrules.reference.acting import Actor, less, on_one_seat, ways_to_act
from govrules.reference.cells import Region
from govrules.reference.excluded import REASON_BY_CAUSE, able, reasons_against
from govrules.reference.judge import ANYONE, Judge
from govrules.reference.order import REASONS
from govrules.reference.seats import places

Amounts = Mapping[str, int]
Rule = Delegation | Residue
Gives = Callable[[Judge, Rule], bool]


def lacking(judges: Sequence[Judge], amounts: Amounts, vacant: frozenset[str]) -> tuple[Excluded, ...]:
    """Return the clauses that name the holder, or whoever would have to give to it, and give nothing."""
    if all(judge.outcome is not Outcome.ANSWERED for judge in judges):
        return ()
    own = {
        id(judge): [way.derivation.links[-1] for way in ways_to_act(judge, amounts, vacant) if way.derivation]
        for judge in judges
    }
    others = {id(judge): [link for one in able(judge, amounts) for link in one.links] for judge in judges}
    names = {name for judge in judges for name in judge.asked}
    found: dict[str, Excluded] = {}
    passing: set[str] = set()
    giving, of_the_holder = own, True
    while names:
        entries: dict[str, list[Excluded]] = {}
        gives: set[str] = set()
        above: set[str] = set()
        for rule in written(judges):
            if rule.clause in found or names.isdisjoint(named(judges, rule, "receiver")):
                continue
            if any(judge.link(rule) in giving[id(judge)] for judge in judges):
                gives.add(rule.clause)
                continue
            entry = entry_of(judges, rule, amounts, of_the_holder)
            entries.setdefault(rule.clause, []).append(entry)
            if entry.reason == "giver-without-authority":
                above |= named(judges, rule, "giver")
        for clause in entries.keys() - gives:
            found[clause] = min(entries[clause], key=lambda one: (-REASONS.index(one.reason), repr(one)))
        passing |= gives
        names, giving, of_the_holder = above, others, False
    found |= {one.clause: one for one in by_vesting(judges, amounts, vacant)}
    if found or passing:
        return tuple(found[clause] for clause in sorted(found))
    return kept(judges, amounts)


def written(judges: Sequence[Judge]) -> list[Rule]:
    """Return the rules that are a link under some settlement."""
    texts = judges[0].texts
    everything: list[Rule] = [*texts.delegations, *texts.residues]
    return [rule for rule in everything if any(judge.is_link(rule) for judge in judges)]


def named(judges: Sequence[Judge], rule: Rule, end: str) -> set[str]:
    """Return whoever can stand on the seats of a rule's giver or receiver under any settlement."""
    return {name for j in judges for place in places(j.seats(getattr(j.link(rule), end))) for name in place}


def entry_of(judges: Sequence[Judge], rule: Rule, amounts: Amounts, of_the_holder: bool) -> Excluded:
    """Return why a rule gives nothing, with the first reason that applies under every settlement."""
    day = judges[0].point.day
    dead = {REASON_BY_CAUSE[period.cause] for period in rule.when if period.excludes(day)}
    each: list[set[str]] = []
    for judge in judges if not dead else ():
        against = reasons_against(judge, judge.link(rule), amounts)
        each.append(against | (of_the_one(judge, judge.link(rule), amounts) if of_the_holder else set()))
    always = dead or set(REASONS).intersection(*each)
    reason = next((one for one in REASONS if one in always), "varies")
    return evolve(Excluded(rule.clause, reason, ""), **more_of(judges, rule, amounts, reason))


def of_the_one(judge: Judge, link: Delegation, amounts: Amounts) -> set[str]:
    """Return what stands in the way of the holder itself (SPEC 8.2)."""
    whole = Actor(False, judge.seats(link.receiver), ())
    ways = list(on_one_seat(whole, judge.asked))
    if not ways:
        return {"one-person"}
    effect = judge.unbeaten(link) & judge.grid.holding(amounts)
    found = set()
    if is_not_own(link) and not any(on_one_seat(Actor(False, less(whole.seats, judge.own), ()), judge.asked)):
        found.add("own-matter")
    if effect and all(not effect - judge.blocked(one.seats) for one in ways):
        found.add("prohibited")
    if effect and judge.exclusive and all(not effect - judge.unable((one.seats, (), ())) for one in ways):
        found.add("given-exclusively")
    return found


def is_not_own(link: Delegation) -> bool:
    """Say whether a link is not to be used in an own matter."""
    return link.not_own_matter


def more_of(judges: Sequence[Judge], rule: Rule, amounts: Amounts, reason: str) -> dict[str, Any]:
    """Return what an entry says more of a reason."""
    limit = rule.limit if isinstance(rule, Delegation) else None
    if reason in REASON_BY_CAUSE.values():
        return of_period(rule, reason, judges[0])
    if reason in ("void", "beaten", "prohibited", "given-exclusively"):
        live = [judge for judge in judges if judge.live([rule])]
        return {"by": tuple(sorted({clause for judge in live for clause in against(judge, rule, amounts, reason)}))}
    if reason == "excluded-by-power":
        powers = [p for p in judges[0].texts.powers if not any(one.excludes(judges[0].point.day) for one in p.when)]
        return {"by": tuple(sorted({p.clause for p in powers if judges[0].point.leaf in p.excluded}))}
    if reason in ("over-limit", "under-limit") and limit is not None:
        return {"limit": limit.up_to if reason == "over-limit" else limit.over}
    if reason in ("giver-without-authority", "no-leave", "reliance-ended"):
        return {"detail": rule.giver if isinstance(rule, Delegation) else ""}
    return {}


def of_period(rule: Rule, reason: str, judge: Judge) -> dict[str, Any]:
    """Return what the period that excludes the day is of, if one does, when it can begin, and when it was over."""
    day = judge.point.day
    possible = [
        (period.about, str(earliest(period.begins)), str(latest(period.ends)), period)
        for period in rule.when
        if period.excludes(day) and REASON_BY_CAUSE[period.cause] == reason
    ]
    if not possible:
        return {}
    period = min(possible, key=lambda one: one[:3])[3]
    begins, ends = earliest(period.begins), latest(period.ends)
    return {
        "detail": period.about,
        "begins": begins if begins is not None and begins > day and begins != NEVER else None,
        "ended": ends - ONE_DAY if ends is not None and ends <= day else None,
    }


def earliest(bound: Bound) -> Any:
    """Return the first day on which something may begin, None where nothing limits it."""
    return bound.earliest if isinstance(bound, OpenDay) else bound


def latest(bound: Bound) -> Any:
    """Return the last day on which something may end, None where nothing limits it."""
    return bound.latest if isinstance(bound, OpenDay) else bound


def against(judge: Judge, rule: Rule, amounts: Amounts, reason: str) -> Set[str]:
    """Return the clauses that stand in the way under one settlement."""
    link, asked = judge.link(rule), judge.grid.holding(amounts)
    spoken: Region = judge.written(link.limit) & asked
    if reason == "void":
        return {k.clause for k in judge.voiding(link) if judge.standing(k) & spoken}
    if reason == "prohibited":
        return barring(judge, named([judge], rule, "giver") | named([judge], rule, "receiver"), asked)
    if reason == "given-exclusively":
        return giving_away(judge, named([judge], rule, "receiver"), asked)
    taken = {k.clause for k in judge.keepings if judge.is_exception(k, link) and judge.standing(k) & spoken}
    taken |= {one.clause for one in judge.met if judge.is_exception(one, link) and judge.valid(one) & spoken}
    kept = (k for k in judge.keepings if judge.are_incompatible(k, link) and judge.does_keep(k, link) is True)
    return taken | {k.clause for k in kept if judge.standing(k) & spoken}


def barring(judge: Judge, names: Set[str], asked: Region) -> Set[str]:
    """Return the clauses that prohibit one of some holders at cells asked about."""
    here = {(who, clause) for (who, clause), region in judge.forbidden_by.items() if region & asked}
    return {clause for (who, spared), clause in here if who in names or (who == ANYONE and names - set(spared))}


def giving_away(judge: Judge, names: Set[str], asked: Region) -> Set[str]:
    """Return the clauses by which one of some holders gave exclusively at cells asked about."""
    gave = [key for key, region in judge.exclusive.items() if region & asked]
    return {link.clause for link, holder in gave if holder in names - judge.scheme.recipients.keys()}


def by_vesting(judges: Sequence[Judge], amounts: Amounts, vacant: frozenset[str]) -> Sequence[Excluded]:
    """Return the clauses that vest the function in the one asked about, where that may never act by them."""
    each: list[set[str]] = []
    for judge in judges:
        first, asked = judge.first_holder, judge.grid.holding(amounts)
        here = judge.firsts.get(first, frozenset()) & asked if first in judge.asked else frozenset()
        if not here or any(way.derivation is None for way in ways_to_act(judge, amounts, vacant)):
            return []
        gave: Region = frozenset().union(*(cells for (_, who), cells in judge.exclusive.items() if who == first))
        barred = judge.blocked(judge.seats(first))
        each.append({how for how, cells in (("prohibited", barred), ("given-exclusively", gave)) if here <= cells})
    always = set.intersection(*each)
    reason = next((one for one in ("prohibited", "given-exclusively") if one in always), "varies")
    find = {"prohibited": barring, "given-exclusively": giving_away}.get(reason)
    by = {c for j in judges if find for c in find(j, {j.first_holder}, j.grid.holding(amounts))}
    clauses = sorted({vesting.clause for judge in judges for vesting in judge.vestings})
    return [Excluded(clause, reason, "", by=tuple(sorted(by))) for clause in clauses]


def kept(judges: Sequence[Judge], amounts: Amounts) -> tuple[Excluded, ...]:
    """Return what is reserved or retained at amounts asked about under every settlement."""
    each = [{(clause, how) for how, clause, _ in judge.kept(amounts) if clause is not None} for judge in judges]
    if not all(judge.outcome is Outcome.ANSWERED for judge in judges):
        return ()
    found = sorted(one for one in set.intersection(*each) if one[1] in ("reserved", "retained"))
    return tuple(Excluded(clause, how, "") for clause, how in found)
