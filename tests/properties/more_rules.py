"""Makers of what is recorded and not computed, and of whole instruments that take the place of others.

In: the maker of a scheme. Out: more rules in it. Promise: as `strategies`: small and dense.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from govrules.model import rules
from govrules.model.days import Bound, Cause, OpenDay, Period

if TYPE_CHECKING:
    from strategies import SchemeMaker

WORDS = ("sit with three members", "report a breach")
CIRCUMSTANCES = ("urgent", "within-budget", "public-concern")
FIRST, LENGTH = date(2011, 4, 1), 10
ENDED = ("delegations", "keepings", "prohibitions", "procedures", "designations", "lines", "seatings", "records")


def make_record(maker: "SchemeMaker") -> None:
    """Record who leads, who judges, or what somebody must do; the same words may stand in several clauses."""
    draws = maker.draws
    how = draws.pick(("must", "must", "judges", "judges", "leads"))
    instrument, clause = maker.start(how)
    given = sorted({rule.receiver for rule in maker.rules.get("delegations", ())})
    who = draws.pick((*given, *maker.posts, "board@kent", "body", "body"))
    leaves = maker.some_leaves() if how == "leads" or (how == "must" and draws.chance(50)) else None
    circumstances = frozenset(draws.some(CIRCUMSTANCES, 1)) if how == "judges" else frozenset[str]()
    text = draws.pick(WORDS) if how == "must" else None
    nobody = draws.chance(10)
    for point in maker.rounds():
        named = () if who == "body" else (who,)
        when = maker.when(instrument, point, *named)
        body = None if nobody and named else point
        maker.add(
            "records",
            rules.Record(clause, body, how, point if who == "body" else who, leaves, circumstances, text, when),
        )


def make_keeping(maker: "SchemeMaker") -> None:
    """Reserve, perhaps for others to exercise, or retain, twice at most: conflicts multiply the settlements."""
    draws = maker.draws
    if sum(clause.verb in ("reserves", "retains") for clause in maker.clauses.values()) == 2:
        return
    reserves, despite, limit = draws.chance(60), maker.despite(), maker.limit(25)
    instrument, clause = maker.start("reserves" if reserves else "retains")
    leaves, others = maker.some_leaves(), (*maker.recipients, *maker.organs, *maker.posts)
    to = draws.pick(others) if reserves and draws.chance(35) else None
    conditions = maker.conditions()
    for point in maker.rounds():
        when = maker.when(instrument, point, *([to] if to else []))
        kept = rules.Keeping(clause, instrument, point, reserves, leaves, when, limit, despite, to, conditions)
        maker.add("keepings", kept)


def make_function_claim(maker: "SchemeMaker") -> None:
    """Let a source say of functions what a clause says of them too, or something else."""
    draws = maker.draws
    clause = maker.clause(draws.pick(tuple(maker.sources)), "delegates", is_claim=True)
    how = draws.pick(("vested", "reserved", "retained", "delegated", "delegated"))
    given = sorted({rule.receiver for sort in ("delegations", "residues") for rule in maker.rules.get(sort, ())})
    to = draws.pick((*given, *given, *maker.posts, *maker.organs))
    if how == "vested":
        to = draws.pick(tuple(maker.organs))
    named = to if how == "delegated" or (how != "retained" and draws.chance(40)) else None
    when = (maker.period(Cause.CLAUSE, "the claim"),)
    point = draws.pick((*maker.bodies, *maker.areas))
    maker.add("function_claims", rules.FunctionClaim(clause, point, how, named, maker.some_leaves(), when))


def make_requirement(maker: "SchemeMaker") -> None:
    """Require something of a body, a cluster or some posts: it is in no answer."""
    draws = maker.draws
    how = draws.pick(("have", "designate", "deal", "expressly", "differ", "apart", "few", "employ"))
    instrument, clause = maker.start(how)
    things = (*maker.bodies, *maker.groups) if how in ("have", "employ") else (*maker.bodies,)
    body = None if how == "differ" else draws.pick(things)
    offices = ("chair", "treasurer") if how == "have" else ()
    posts = {"designate": (draws.pick(tuple(maker.posts)),), "differ": draws.some(tuple(maker.posts), 2)}.get(how, ())
    title = draws.pick(("accountable-officer", "finance-officer")) if how in ("designate", "few") else None
    leaves = maker.some_leaves() if how in ("deal", "expressly", "apart") else frozenset[str]()
    others = maker.some_leaves() if how == "apart" else frozenset[str]()
    most = draws.number(0, 2) if how == "few" else None
    when = (maker.instruments[instrument].in_force,)
    one = rules.Requirement(clause, how, draws.chance(50), body, offices, posts, title, leaves, others, most, when)
    maker.add("requirements", one)


def make_procedure(maker: "SchemeMaker") -> None:
    """Lay down a procedure: duties, and sometimes conditions, each a prohibition where it is not met."""
    draws = maker.draws
    instrument, clause = maker.start("exercises")
    given = sorted({rule.receiver for rule in maker.rules.get("delegations", ())})
    single = [name for name in given if name not in maker.recipients]
    holder = draws.pick((*single, "board@kent", "chief@kent", *([None] if draws.chance(15) else [])))
    duties = draws.pick((("report to board",), ("tell the chair",), ("report to board", "tell the chair"), ()))
    leaves, limit, conditions = maker.some_leaves(), maker.limit(35), maker.conditions()
    for point in maker.rounds():
        when = maker.when(instrument, point, *([holder] if holder else []))
        for condition in conditions:
            unmet = tuple(frozenset([attrs.evolve(one, holds=not one.holds)]) for one in sorted(condition, key=repr))
            barred = rules.Prohibition(
                clause, instrument, point, holder, leaves, when, unmet, limit, by_procedure=holder is not None
            )  # fmt: skip
            maker.add("prohibitions", barred)
        if duties:
            if_acting = tuple(f"{duty} (if {holder} acts)" for duty in duties)
            laid = rules.Procedure(clause, instrument, point, holder, leaves, when, duties, if_acting, limit)
            maker.add("procedures", laid)


def ends(bound: Bound, later: date | None) -> Bound:
    """Return the day an old instrument ends: of an adoption before the new one is in force nothing comes yet."""
    if isinstance(bound, OpenDay) and later is not None and (bound.earliest or date.min) < later:
        never = bound.latest is not None and bound.latest <= later
        return later if never else attrs.evolve(bound, earliest=later, shown=bound.limits)
    return max(bound, later) if later is not None and isinstance(bound, date) else bound


def make_succession(maker: "SchemeMaker") -> None:
    """Let one instrument take the place of another: its rules end, and some go on in clauses of the new."""
    draws = maker.draws
    old, new = draws.pick(tuple(maker.instruments)), draws.pick(tuple(maker.instruments))
    if old == new:
        return
    days: dict[str, Bound] = {body: maker.bound() for body in maker.bodies if draws.chance(75)}
    later = {
        body: FIRST + timedelta(draws.number(0, LENGTH))
        if isinstance(days[body], OpenDay) and draws.chance(50)
        else None
        for body in days
    }
    again: dict[str, str] = {}
    for sort in ENDED:
        made = maker.rules.get(sort, [])
        for index, rule in enumerate(list(made)):
            body = maker.areas[rule.body].body if rule.body in maker.areas else rule.body
            if body not in days or maker.clauses[rule.clause].instrument != old:
                continue
            ended = Period(None, ends(days[body], later[body]), Cause.ENDED, f"the {new}")
            made[index] = attrs.evolve(rule, when=(*rule.when, ended))
            if sort == "delegations" and (rule.clause in again or draws.chance(60)):
                if rule.clause not in again:
                    again[rule.clause] = maker.clause(new, "delegates")
                begins = Period(days[body], None, Cause.ADOPTION, f"adoption of {new} by {body}")
                in_force = Period(later[body], None, Cause.INSTRUMENT, f"{new} in force")
                kept = (period for period in rule.when if period.cause is not Cause.INSTRUMENT)
                when = (*kept, begins, *((in_force,) if later[body] else ()))
                made.append(attrs.evolve(rule, clause=again[rule.clause], instrument=new, when=when))
                replacement = rules.Replacement(again[rule.clause], rule.clause, body)
                if replacement not in maker.rules.get("replacements", ()):
                    maker.add("replacements", replacement)


MORE = (
    make_keeping, make_keeping, make_record, make_succession, make_requirement, make_procedure, make_function_claim,
)  # fmt: skip
"""What makes the rules of a scheme that are made here."""
