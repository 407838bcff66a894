"""What is recorded and shown beside an answer, never computed: who leads, who judges in doubt, what must be done.

In: a place and the content found at it. Out: the content with what is recorded there. Promise: nothing else changes but
the assumptions of the clauses shown; an unknown day leaves a thing recorded uncertain, never the answer.
Source: docs/reference/semantics.md, 3.9.
"""

from attrs import evolve

from govrules.engine.leaning import leans_of
from govrules.engine.place import Place
from govrules.model.answer import Answer, Assumption, Recorded
from govrules.model.days import open_days
from govrules.model.rules import Record

_Key = tuple[str, str, str, str]


def with_recorded(place: Place, found: Answer) -> Answer:
    """Return the content of an answer at a place with what is recorded about it."""
    body = found.accountable_body
    if body is None or place.leaf is None or not place.records:
        return found
    people = {place.point, body.id, body.first_holder, *(officer.post for officer in found.officers)}
    people.update(who for one in found.may_exercise for seat in one.seats for who in seat.of)
    on_the_point = place.named_in_conditions({})
    shown: dict[_Key, Recorded] = {}
    leans: set[Assumption] = set(found.assumptions)
    for record in place.records:
        if any(period.excludes(place.day) for period in record.when):
            continue
        general = record.how == "must" and record.leaves is None
        if (general and record.who not in people) or (record.leaves is not None and place.leaf not in record.leaves):
            continue
        judged = sorted(record.circumstances & on_the_point)
        for circumstance in judged if record.how == "judges" else [""]:
            leans.update(leans_of(place.scheme, record.clause, record.when))
            _add(shown, record, circumstance, certain=not any(open_days(record.when, place.day)))
    if not shown:
        return found
    assumptions = tuple(sorted(leans, key=lambda one: (one.kind, one.about)))
    return evolve(found, recorded=tuple(shown[key] for key in sorted(shown)), assumptions=assumptions)


def _add(shown: dict[_Key, Recorded], record: Record, circumstance: str, *, certain: bool) -> None:
    """Enter a thing recorded, or add a clause to the same thing."""
    key = record.how, record.who, circumstance, record.text or ""
    before = shown.get(key)
    clauses = {record.clause, *(before.clauses if before else ())}
    certain = certain or bool(before and before.certain)
    shown[key] = Recorded(
        record.who, record.how, circumstance or None, record.text, tuple(sorted(clauses)), certain
    )  # fmt: skip
