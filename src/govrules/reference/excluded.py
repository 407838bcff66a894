"""What gives nobody anything, and why: section 8 of the specification on `excluded`.

In: the judges of a point, and the amounts asked about. Out: each clause that deals with the leaf and gives nobody
anything there under any settlement, with a reason. Source: docs/reference/semantics.md.
"""

from collections.abc import Iterator, Mapping, Sequence

from govrules.model.answer import Excluded, Outcome
from govrules.model.days import Cause
from govrules.model.rules import Delegation, Residue
from govrules.reference.acting import less
from govrules.reference.judge import Derivation, Judge
from govrules.reference.order import REASONS
from govrules.reference.seats import filled_without, ways

Amounts = Mapping[str, int]
REASON_BY_CAUSE = {
    Cause.CLAUSE: "not-in-force", Cause.INSTRUMENT: "not-in-force", Cause.FACT: "not-in-force",
    Cause.AMOUNT: "not-in-force", Cause.SET: "not-in-force",
    Cause.ENDED: "ended", Cause.ADOPTION: "not-adopted", Cause.MEMBERSHIP: "not-a-member", Cause.LIFE: "no-such-holder",
}  # fmt: skip


def excluded(judges: Sequence[Judge], amounts: Amounts) -> tuple[Excluded, ...]:
    """Return each clause that deals with the leaf and gives nobody anything at the amounts asked about."""
    if all(judge.outcome is not Outcome.ANSWERED for judge in judges):
        return ()
    written: list[Delegation | Residue] = [*judges[0].texts.delegations]
    written += [rule for rule in judges[0].texts.residues if any(rule in judge.residual for judge in judges)]
    reasons: dict[str, list[str | None]] = {}
    for rule in written:
        if any(judge.is_link(rule) for judge in judges):
            reasons.setdefault(rule.clause, []).append(reason(rule, judges, amounts))
    found = []
    for clause, several in sorted(reasons.items()):
        known = [one for one in several if one is not None]
        if len(known) == len(several):
            found.append(Excluded(clause, max(known, key=REASONS.index), ""))
    return tuple(found)


def reason(rule: Delegation | Residue, judges: Sequence[Judge], amounts: Amounts) -> str | None:
    """Return the first reason that applies under every settlement, None where the rule gives somebody something."""
    for judge in judges:
        link = judge.link(rule)
        if any(link in d.links for d in able(judge, amounts)):
            return None
    dead = {REASON_BY_CAUSE[period.cause] for period in rule.when if period.excludes(judges[0].point.day)}
    if dead:
        return min(dead, key=REASONS.index)
    always = set(REASONS).intersection(*(reasons_against(judge, judge.link(rule), amounts) for judge in judges))
    return next((one for one in REASONS if one in always), "giver-without-authority")


def able(judge: Judge, amounts: Amounts) -> Iterator[Derivation]:
    """Yield the chains to those who may act at amounts asked about, as themselves."""
    asked = judge.grid.holding(amounts)
    for one in judge.derivations:
        seats = less(judge.seats(one.holder), judge.own if one.is_not_own_matter else frozenset())
        if (one.region - judge.unable((seats, (), one.links))) & asked:
            yield one


def reasons_against(judge: Judge, link: Delegation, amounts: Amounts) -> set[str]:
    """Return the reasons that apply to a link under one settlement, apart from its periods."""
    asked, speaks = judge.grid.holding(amounts), judge.written(link.limit)
    over, up_to = judge.ends(link.limit)
    amount = None if link.limit is None else amounts.get(link.limit.basis)
    valid = judge.valid(link) & asked
    effect = judge.unbeaten(link) & asked
    receiver = judge.seats(link.receiver)
    filled = [seats for seats in (judge.seats(link.giver), receiver) if ways(seats)]
    reaching = [d for d in judge.derivations if judge.draws_on(link.giver, d.holder) and d.region & speaks & asked]
    leaving = [d for d in reaching if judge.may_pass_on(d.links)]
    further = judge.outcome is Outcome.ANSWERED and not judge.given_by_first(link) & asked
    restricted = bool(reaching) and all(d.is_not_own_matter for d in reaching)
    theirs = judge.own and ways(receiver) and not filled_without(receiver, judge.own)
    applies = {
        "non-delegable": judge.is_non_delegable,
        "excluded-by-power": judge.is_contradicted(link),
        "no-power": judge.is_uncovered(link),
        "no-such-holder": not ways(receiver),
        "void": bool(speaks & asked) and not judge.unreserved(link) & asked,
        "beaten": bool(valid) and not valid.difference(*judge.beating(link)),
        "condition": not judge.is_met(link.conditions),
        "over-limit": amount is not None and up_to is not None and amount > up_to,
        "under-limit": amount is not None and over is not None and amount <= over,
        "prohibited": bool(effect) and any(not effect - judge.blocked(seats) for seats in filled),
        "own-matter": bool(theirs) and (link.not_own_matter or restricted),
        "given-exclusively": bool(effect) and bool(judge.exclusive) and not effect - judge.unable((receiver, (), ())),
        "giver-without-authority": judge.outcome is not Outcome.ANSWERED or (further and not reaching),
        "no-leave": further and bool(reaching) and not leaving,
        "reliance-ended": further and bool(leaving) and not any(judge.follows(link, d.links[-1]) for d in leaving),
    }
    return {one for one, does in applies.items() if does}
