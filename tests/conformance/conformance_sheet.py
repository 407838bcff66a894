"""Writes an answer out as a sheet: the short texts in which the conformance cases state what they expect.

In: an answer. Out: a dictionary of texts and lists, and whether it meets an expectation. Lists are compared without
regard to order, except chains and parts; what an expectation leaves out is not compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from govrules.diff.falls import Falls
from govrules.model import answer as shapes
from govrules.model.answer import AmountRange, Answer
from govrules.model.facts import Fact, FactAnswer
from govrules.model.money import shown
from govrules.model.question import QuestionKind
from govrules.model.reverse import ReverseAnswer, Row
from govrules.model.verdict import verdict

NONE = "none"
ONE_DAY = timedelta(days=1)


def rows_of(listing: ReverseAnswer | FactAnswer) -> list[str]:
    """Return the rows of the answer to a reverse question or one about facts, with their periods where several."""
    several = len(listing.stretches) > 1
    return [
        (f"{period(one.holds_from, one.holds_to)}: " if several else "")
        + (row_text(row) if isinstance(row, Row) else fact_text(row))
        for one in listing.stretches
        for row in one.rows
    ]


def fallen_rows(found: Falls) -> list[str]:
    """Return the clauses that fall, each with the reason and what for."""
    return [
        f"{one.clause} {one.reason} for {', '.join(one.functions)} in {', '.join(one.bodies)}" for one in found.fallen
    ]


def fact_text(row: Fact) -> str:
    """Return one fact: who stands how to what, for which functions and bodies, by what."""
    relation = row.relation
    said = [relation.who or "nobody", relation.how, relation.of]
    if relation.holder is not None:
        said += [f"as {relation.holder.capacity}"] if relation.holder.capacity else []
        said += ["replaced"] if relation.holder.replaced else []
    less = f" less {', '.join(row.exceptions)}" if row.exceptions else ""
    said += [f"for {', '.join(row.functions)}{less}"] if row.functions else []
    said += [f"in {', '.join(row.bodies)}"] if row.bodies else []
    said += [f"by {', '.join(row.said.clauses)}"] if row.said.clauses else []
    said += [f"read in {', '.join(one.source for one in row.said.sources)}"] if row.said.sources else []
    return " ".join(said) + sure(row.said.certain)


def row_text(row: Row) -> str:
    """Return one row: functions, bodies, verdict, and each way or what is kept."""
    less = f" less {', '.join(row.exceptions)}" if row.exceptions else ""
    said = [row.verdict.value] if row.verdict else []
    for one in row.abilities:
        way = [" or ".join(one.acting_as), f"with {seated(one.together_with)}" if one.together_with else ""]
        way += [amounts(one.limits), f"by {'; '.join(', '.join(chain) for chain in one.clauses)}"]
        said.append(" ".join(filter(None, way)) + provided(one) + sure(one.certain))
    said += [
        " ".join(filter(None, [one.how, amounts(one.limits), f"by {one.clause}" if one.clause else ""]))
        + provided(one)
        + sure(one.certain)
        for one in row.kept
    ]
    return f"{', '.join(row.functions)}{less} for {', '.join(row.bodies)}: {'; '.join(said)}"


def sheet(answer: Answer) -> dict[str, Any]:
    """Return what the cases can speak of."""
    body = answer.accountable_body
    return {
        "outcome": answer.outcome.value,
        "body": body.id + sure(body.certain) if body else NONE,
        "first_holder": body.first_holder if body else NONE,
        "sits_as": (body.sits_as or NONE) if body else NONE,
        "vested_by": list(body.clauses) if body else [],
        "officers": [f"{one.title} {one.post}{sure(one.certain)}" for one in answer.officers],
        "designated_by": sorted({clause for one in answer.officers for clause in one.clauses}),
        "claims": [claim(one) for officer in answer.officers for one in officer.claims]
        + [function_claim(one) for one in answer.claims],
        "holding": {who: held(one) for who, one in in_office(answer)},
        "may_exercise": [exercise(one) for one in answer.may_exercise],
        "one_seat_only": {who(one): ", ".join(one.one_person) for one in answer.may_exercise if one.one_person},
        "chains": chains(answer),
        "more_chains": {who(one): str(one.more_chains) for one in answer.may_exercise},
        "clauses": sorted({step.clause for step in steps(answer)}),
        "read_in": sorted({step.source for step in steps(answer) if step.source}),
        "kept": [kept(one) for one in answer.kept],
        "answers_to": [answering(one) for one in answer.answers_to],
        "overseen_by": [f"{one.of} {one.relation} by {one.by}{sure(one.certain)}" for one in answer.overseen_by],
        "prohibited": [
            " ".join(filter(None, [one.who + spares(one), amounts(one.limits), "by", ", ".join(one.clauses)]))
            + provided(one)
            + sure(one.certain)
            for one in answer.prohibited
        ],
        "by_procedure": [f"{who(one)} by {', '.join(one.procedures)}" for one in answer.may_exercise if one.procedures],
        "recorded": [recorded(one) for one in answer.recorded],
        "vested_in": list(answer.vested_in),
        "assumptions": [f"{one.kind}: {one.about}" for one in answer.assumptions],
        "open": [open_point(one) for one in answer.open_points],
        "conflicts": [f"{one.kind}: {', '.join(one.clauses)}" for one in answer.conflicts],
        "excluded": {one.clause: one.reason for one in answer.excluded},
        "lacks": {one.clause: lacking(one) for one in answer.excluded},
        "verdict": verdict(answer).value if answer.question.kind is QuestionKind.MAY else NONE,
        "together_with": [seated(one.together_with) for one in answer.may_exercise if one.together_with],
        "notices": [one.code for one in answer.diagnostics],
        "period": period(answer.holds_from, answer.holds_to),
        "of_period": period(answer.holds_from, answer.holds_to),
        "of_functions": ", ".join(answer.scope.functions),
        "of_body": ", ".join(answer.scope.bodies),
        "of_amounts": amounts(answer.scope.amounts),
        "parts": [sheet(part) for part in answer.parts],
    }


def spares(one: shapes.Prohibited) -> str:
    """Return whom a prohibition of anyone leaves out."""
    return f" except {', '.join(one.spares)}" if one.spares else ""


def sure(certain: bool) -> str:
    """Return the sign of what the files leave open."""
    return "" if certain else " (open)"


def claim(one: shapes.Claim) -> str:
    """Return what a source says of the officer."""
    rank = f" ({one.rank})" if one.rank else ""
    return f"{one.clause}{rank} names {one.says}: {'agrees' if one.agrees else 'disagrees'}"


def function_claim(one: shapes.FunctionClaim) -> str:
    """Return what a source says of the function, and the clauses it is compared with."""
    rank = f" ({one.rank})" if one.rank else ""
    said = " ".join(filter(None, [one.how, "to" if one.to else "", seated(one.to)]))
    return f"{one.clause}{rank} says {said}: {' '.join([one.compared, ', '.join(one.clauses)]).strip()}"


def who(one: shapes.Exercise) -> str:
    """Return the holder of an entry: its seats, and the posts it stands in for."""
    return seated(one.seats) + (f" in place of {', '.join(one.in_place_of)}" if one.in_place_of else "")


def seated(seats: Iterable[shapes.Seat]) -> str:
    """Return seats in words."""
    several = (s.of[0] if s.count == len(s.of) == 1 else f"any {s.count} of {', '.join(s.of)}" for s in seats)
    return " + ".join(several)


def lacking(one: shapes.Excluded) -> str:
    """Return the reason of an entry with the clauses, days and amount that stand with it."""
    said = [one.reason, *([f"by {', '.join(one.by)}"] if one.by else [])]
    said += [f"before {day(one.begins)}"] if one.begins else []
    said += [f"after {day(one.ended)}"] if one.ended else []
    return " ".join([*said, *([shown(one.limit)] if one.limit is not None else [])])


def in_office(answer: Answer) -> Iterator[tuple[str, shapes.Officer | shapes.Exercise]]:
    """Yield every holder of the answer with its entry."""
    yield from ((one.post, one) for one in answer.officers)
    yield from ((who(one), one) for one in answer.may_exercise)


def held(one: shapes.Officer | shapes.Exercise) -> str:
    """Return who holds a post, in words."""
    people = [person(holder) for holder in one.holders]
    return one.holding.value + (f": {'; '.join(people)}" if people else "")


def person(holder: shapes.Holder) -> str:
    """Return a person in a post, with the capacity and the employer where they are stated, jointly or replaced."""
    capacity = f" as {holder.capacity}" if holder.capacity else ""
    employer = f" employed by {holder.employer}" if holder.employer else ""
    how = f"{' jointly' if holder.jointly else ''}{' replaced' if holder.replaced else ''}"
    return f"{holder.person}{capacity}{employer}{how}{sure(holder.certain)}"


def exercise(one: shapes.Exercise) -> str:
    """Return a holder with its limits."""
    limits = amounts(one.limits)
    then = f" then {', '.join(one.then)}" if one.then else ""
    return who(one) + (f" {limits}" if limits else "") + provided(one) + then + sure(one.certain)


def recorded(one: shapes.Recorded) -> str:
    """Return what is recorded: who, what, by which clauses."""
    words = [one.who, one.how, *([one.circumstance] if one.circumstance else [])]
    words += [f'"{one.text}"'] if one.text is not None else []
    return f"{' '.join(words)} by {', '.join(one.clauses)}{sure(one.certain)}"


def amounts(ranges: Iterable[AmountRange]) -> str:
    """Return ranges of amounts in words."""
    return " and ".join(filter(None, map(amount, ranges)))


def amount(one: AmountRange) -> str:
    """Return one range of amounts in words."""
    over = "" if one.over is None else f"over {shown(one.over)} "
    up_to = "" if one.up_to is None else f"up to {shown(one.up_to)} "
    return f"{over}{up_to}per {one.basis}" if over or up_to else f"any per {one.basis}"


def steps(answer: Answer) -> Iterator[shapes.Step]:
    """Yield the links of all chains shown."""
    for one in answer.may_exercise:
        for chain in one.chains:
            yield from chain


def chains(answer: Answer) -> dict[str, list[str]]:
    """Return the chains of each holder: clauses in order, each first one with the power it rests on."""
    found: dict[str, list[str]] = {}
    for one in answer.may_exercise:
        own = found.setdefault(who(one), [])
        own += ["by vesting"] if one.by_vesting else [", ".join(map(link, chain)) for chain in one.chains]
    return found


def link(step: shapes.Step) -> str:
    """Return one link of a chain."""
    return step.clause + (f" under {step.power}" if step.power else "")


def kept(one: shapes.Kept) -> str:
    """Return what is kept, how, and by which clause or of which amounts."""
    limits = amounts(one.limits)
    by = f" by {one.clause}" if one.clause else ""
    by += f" to {seated(one.to)}" if one.to else ""
    return (
        f"{', '.join(one.functions)} {one.how}{by}"
        + (f" {limits}" if limits else "")
        + provided(one)
        + sure(one.certain)
    )


def provided(one: shapes.Exercise | shapes.Kept | shapes.Prohibited) -> str:
    """Return the sets of circumstances a thing is provided by, in words."""
    ways = [" and ".join(way) for way in getattr(one, "provided", ())]
    return f" provided {' or '.join(ways)}" if ways else ""


def answering(one: shapes.Answering) -> str:
    """Return a line of account."""
    how = " professionally" if one.line == "professional" else ""
    return f"{one.of} to {one.who}{how} by {', '.join(one.clauses)}{sure(one.certain)}"


def open_point(one: shapes.OpenPoint) -> str:
    """Return an open point, with the days between which an unknown day lies."""
    days = period(one.earliest, one.latest)
    return f"{one.kind}: {one.about}" + (f" ({days})" if one.earliest or one.latest else "")


def period(first: date | None, last: date | None) -> str:
    """Return days in words, both included."""
    if first is None and last is None:
        return "always"
    ends = [f"from {day(first)}"] if first and not last else [day(first)] if first else []
    return " ".join([*ends, *([f"to {day(last)}"] if last else [])])


def day(one: date) -> str:
    """Return a day as rule files write it."""
    return f"{one.day} {one:%B} {one.year}"


def differences(found: Mapping[str, Any], expected: Mapping[str, Any], place: str = "") -> list[str]:
    """Return in words where a sheet does not meet an expectation."""
    wrong: list[str] = []
    for key, wanted in expected.items():
        here = found[key]
        if key == "parts":
            wrong += parts_differ(here, wanted, place)
        elif key in ("holding", "chains", "more_chains", "one_seat_only"):
            wrong += [
                f"{place}{key} of {holder}: {here.get(holder)!r}, expected {one!r}"
                for holder, one in wanted.items()
                if here.get(holder) != one
            ]
        elif isinstance(wanted, list) and sorted(here) != sorted(wanted):
            wrong.append(f"{place}{key}: {sorted(here)}, expected {sorted(wanted)}")
        elif not isinstance(wanted, list) and here != wanted:
            wrong.append(f"{place}{key}: {here!r}, expected {wanted!r}")
    return wrong


def parts_differ(found: list[dict[str, Any]], expected: list[dict[str, Any]], place: str) -> list[str]:
    """Return in words where the parts of a sheet do not meet an expectation."""
    if len(found) != len(expected):
        scopes = [[part[key] for key in part if key.startswith("of_")] for part in found]
        return [f"{place}{len(found)} parts, expected {len(expected)}: {scopes}"]
    several = enumerate(zip(found, expected, strict=True), 1)
    return [wrong for number, (one, wanted) in several for wrong in differences(one, wanted, f"{place}part {number}: ")]


def trespasses(found: Mapping[str, Any], never: Mapping[str, list[str]]) -> list[str]:
    """Return what must not be in a sheet or any part of it and is: a text, or one that begins with it and a blank."""
    wrong = [trespass for part in found["parts"] for trespass in trespasses(part, never)]
    for key, refused in never.items():
        here = [found[key]] if isinstance(found[key], str) else found[key]
        wrong += [
            f"{key}: {one}" for one in here for no in refused if one == no or one.startswith((f"{no} ", f"{no}:"))
        ]
    return wrong
