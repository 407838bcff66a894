"""What is recorded and shown, never computed: section 3.9 of the specification.

In: a scheme, a point, the circumstances on it, and the whole content found there. Out: the same content with what is
recorded. Promise: nothing else in it changes but the assumptions of the clauses that are shown.
Source: docs/reference/semantics.md.
"""

from collections.abc import Iterator, Mapping, Set

from attrs import evolve

from govrules.model.answer import Answer, Assumption, Recorded
from govrules.model.days import Mark, When, open_days
from govrules.model.rules import Delegation, Keeping, Limit, Power, Procedure, Prohibition, Record
from govrules.model.scheme import Scheme
from govrules.reference.order import assumption_key
from govrules.reference.texts import Point, Texts

NOT_ASKED: Mapping[str, int] = {}


def circumstances_on(texts: Texts, point: Point, amounts: Mapping[str, int] = NOT_ASKED) -> set[str]:
    """Return the circumstances in the conditions of what may be live, given in the question or not (SPEC S8).

    What speaks of none of the amounts asked about is left out.
    """
    written: list[Delegation | Keeping | Prohibition | Power] = [
        *texts.delegations, *texts.keepings, *texts.prohibitions, *texts.powers,
    ]  # fmt: skip
    possible = [rule for rule in written if not any(p.excludes(point.day) for p in rule.when)]
    possible = [rule for rule in possible if may_speak(getattr(rule, "limit", None), amounts)]
    conditions = [one for rule in possible for one in getattr(rule, "conditions", ())]
    leave = [one for rule in possible for one in getattr(rule, "leave", ())]
    return {one.circumstance for condition in (*conditions, *leave) for one in condition}


def absences_on(
    scheme: Scheme, texts: Texts, point: Point, vacant: frozenset[str], amounts: Mapping[str, int]
) -> set[str]:
    """Return the absences of posts that may come to hold the point, or to stand in for one that does (SPEC S8)."""
    written: list[Delegation | Keeping] = [*texts.delegations, *texts.keepings]
    possible = [rule for rule in written if not any(p.excludes(point.day) for p in rule.when)]
    speaking = [rule for rule in possible if may_speak(rule.limit, amounts)]
    holders = {rule.receiver if isinstance(rule, Delegation) else rule.to for rule in speaking}
    if not any(not list(open_days(rule.when, point.day)) for rule in possible):
        holders |= {rule.receiver for rule in texts.residues}
    named = {name for holder in holders if holder is not None for seat in scheme.seats_of(holder) for name in seat.of}
    acting = [rule for rule in texts.deputies if not any(p.excludes(point.day) for p in rule.when)]
    for _ in acting:
        named |= {rule.deputy for rule in acting if rule.post in named}
    return {rule.absence for rule in acting if rule.post in named - vacant}


def may_speak(limit: Limit | None, amounts: Mapping[str, int]) -> bool:
    """Say whether a range holds the amount asked about, an end printed twice settled in its favour (SPEC 7)."""
    if limit is None or limit.basis not in amounts:
        return True
    asked, over = amounts[limit.basis], limit.over
    if over is not None and limit.over_twice is not None:
        over -= 1
    return (over is None or over < asked) and (limit.up_to is None or asked <= limit.up_to)


def with_recorded(scheme: Scheme, point: Point, texts: Texts, found: Answer) -> Answer:
    """Return the content at a point with what is recorded about it (SPEC 3.9)."""
    if found.accountable_body is None or point.leaf is None or point.asked is not None:
        return found
    spoken_of = {point.body, point.place, found.accountable_body.first_holder}
    spoken_of |= {officer.post for officer in found.officers}
    spoken_of |= {who for one in found.may_exercise for seat in one.seats for who in seat.of}
    bearing = circumstances_on(texts, point)
    things: dict[tuple[str, str, str, str], list[Record]] = {}
    for record in scheme.records:
        here = record.body in (None, point.body, point.place) and not any(p.excludes(point.day) for p in record.when)
        for circumstance in about(record, point.leaf, spoken_of, bearing) if here else ():
            things.setdefault((record.how, record.who, circumstance, record.text or ""), []).append(record)
    shown = tuple(
        Recorded(
            who,
            how,
            circumstance or None,
            several[0].text,
            tuple(sorted({record.clause for record in several})),
            any(not list(open_days(record.when, point.day)) for record in several),
        )
        for (how, who, circumstance, _), several in sorted(things.items())
    )
    marks = {mark for several in things.values() for record in several for mark in marks_of(scheme, record)}
    assumptions = tuple(sorted({*found.assumptions, *marks}, key=assumption_key))
    return evolve(found, recorded=shown, assumptions=assumptions)


def about(record: Record, leaf: str, spoken_of: Set[str], bearing: Set[str]) -> Iterator[str]:
    """Yield each circumstance a record is shown for; the empty text where it is shown and judges none."""
    if record.how == "judges":
        yield from sorted(record.circumstances & bearing)
    elif record.who in spoken_of if record.leaves is None else leaf in record.leaves:
        yield ""


def marks_of(scheme: Scheme, record: Record | Procedure) -> Iterator[Assumption]:
    """Yield what the clause of a record and the periods it rests on are marked with."""
    clause: tuple[str, Mark | None] = record.clause, scheme.clauses[record.clause].marks.mark
    when: When = record.when
    for about_what, mark in (clause, *((period.about, period.mark) for period in when)):
        if mark is not None:
            yield Assumption(mark.value, about_what)
