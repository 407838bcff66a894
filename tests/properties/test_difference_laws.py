"""The laws of difference: every row is true, every difference has its row, and the order of the two sides only swaps.

What an answer comes to is worked out here by brute force, by trying groups of people, and not by the code under test.
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, combinations, permutations, product
from typing import Any

import attrs
from changed_schemes import changed
from hypothesis import HealthCheck, given, settings
from strategies import schemes

from govrules import engine
from govrules.compile import compile_scheme
from govrules.diff.cells import Side
from govrules.diff.compare import Comparison
from govrules.diff.difference import Change, Row, Verdict, verdict_of
from govrules.model.answer import Answer, Outcome
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.model.things import Seat
from govrules.reference import answer as refer

EXAMPLES = max(int(os.environ.get("GOVRULES_EXAMPLES", "2000")) // 40, 5)
HERE = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip
SWAPPED = {Change.WIDER: Change.NARROWER, Change.NEWLY_UNDETERMINED: Change.SETTLED}
SWAPPED |= {other: one for one, other in SWAPPED.items()} | {Change.MOVED: Change.MOVED}
MOST_QUESTIONS = 120
"""Questions asked about one pair of schemes; of more, evenly chosen ones are asked."""
MOST_WITNESSES, MOST_OPEN = 4, 4
DAYS = [date(2011, 3, 31) + timedelta(days=number) for number in range(14)]


def rows_of(before: Scheme, after: Scheme) -> tuple[Row, ...]:
    return Comparison(Side(compile_scheme(before)), Side(compile_scheme(after))).rows()


def fills(group: tuple[str, ...], seats: tuple[Seat, ...]) -> bool:
    """Say whether some of a group can stand on all seats, by trying every order."""
    wanted = [seat.of for seat in seats for _ in range(seat.count)]
    return any(
        all(name in of for name, of in zip(order, wanted, strict=True)) for order in permutations(group, len(wanted))
    )


def view(found: Answer) -> dict[str, Any]:
    """Return what an answer comes to where nothing is left open, by kind."""
    assert not any(part.scope.amounts for part in found.parts), "an amount is left open"
    names = sorted({name for one in found.may_exercise for seat in one.seats for name in seat.of})
    groups = [group for size in (1, 2, 3) for group in combinations(names, size)]

    def able(certain: bool) -> frozenset[tuple[str, ...]]:
        some = [one for one in found.may_exercise if one.certain or not certain]
        return frozenset(group for group in groups if any(fills(group, one.seats) for one in some))

    body = found.accountable_body
    unknown = any(point.kind == "known-in-part" for point in found.open_points)
    unknown = unknown or (found.outcome is Outcome.UNDETERMINED and body is None)
    return {
        "accountable-body": (body and (body.id, body.first_holder, body.sits_as, body.certain))
        or found.outcome,
        "officer": {(one.title, one.post, one.certain) for one in found.officers},
        "exercise": (able(False), able(True), unknown or not all(one.certain for one in found.may_exercise)),
        "duty": {(repr(one.seats), duty, one.certain) for one in found.may_exercise for duty in one.then},
        "prohibited": {(one.who, one.spares, one.certain) for one in found.prohibited},
        "kept": {(one.how, one.to, one.certain) for one in found.kept if one.how != "remainder"},
        "line": {(one.of, one.who, one.line, one.certain) for one in found.answers_to},
        "oversight": {(one.relation, one.by, one.certain) for one in found.overseen_by},
        "people": {body and body.first_holder, *(one.post for one in found.officers), *names},
        "seats": {repr(one.seats) for one in found.may_exercise},
        "recorded": {(one.who, one.how, one.circumstance, one.text, one.certain) for one in found.recorded},
    }  # fmt: skip


def differing(had: dict[str, Any], have: dict[str, Any]) -> set[str]:
    """Return the kinds in which two views differ; lines and duties count of those only who are there on both sides."""
    for kind, whose in (("line", "people"), ("duty", "seats")):
        both = had[whose] & have[whose]
        had, have = ({**side, kind: {one for one in side[kind] if one[0] in both}} for side in (had, have))
    return {kind for kind in had.keys() - {"people", "seats"} if had[kind] != have[kind]}


def every_question(before: Scheme, after: Scheme) -> Iterator[Question]:
    """Yield questions that leave nothing open: every body, function, day, amount and circumstance that can matter."""
    absences = sorted({rule.absence for scheme in (before, after) for rule in scheme.deputies})
    words = [*absences, "public-concern", "urgent", "within-budget"]
    limits = [
        rule.limit for scheme in (before, after)
        for rule in chain(scheme.delegations, scheme.keepings, scheme.prohibitions, scheme.procedures)
        if rule.limit is not None
    ]  # fmt: skip
    ends: dict[str, set[int]] = {}
    for limit in limits:
        ends.setdefault(limit.basis, set()).update(end for end in (limit.over, limit.up_to) if end is not None)
    samples = {
        basis: sorted({*some, *(one - 1 for one in some if one), max(some, default=0) + 1})
        for basis, some in ends.items()
    }
    parents = {one.parent for one in before.functions.values()}
    points = [*before.bodies, *before.areas]
    for point, leaf, on in product(points, sorted(before.functions.keys() - parents), DAYS[::3]):
        areas = before.bodies[point].areas if point in before.bodies else ()
        if any(not before.areas[area].life.excludes(on) for area in areas):
            continue
        for amounts in product(*samples.values()):
            for truths in ((False,) * len(words), (True,) * len(words), (True, False) * len(words)):
                given = dict(zip(words, truths[: len(words)], strict=True))
                yield Question(
                    QuestionKind.ACCOUNTABLE, point, leaf, on, dict(zip(samples, amounts, strict=True)), given=given
                )  # fmt: skip


def covers(row: Row, scheme: Scheme, question: Question) -> bool:
    """Say whether a row is about the point that a question asks about."""
    leaf, on = str(question.function), question.on or DAYS[0]
    inside = {one for node in row.functions for one in scheme.leaves_of(node)}
    inside -= {one for node in row.except_ for one in scheme.leaves_of(node)}
    held = {name if holds else f"not {name}" for name, holds in question.given.items()}
    return (
        leaf in inside
        and question.body in row.bodies
        and (row.begins or date.min) <= on <= (row.ends or date.max)
        and all(
            (limit.over is None or question.amounts[limit.basis] > limit.over)
            and (limit.up_to is None or question.amounts[limit.basis] <= limit.up_to)
            for limit in row.limits
        )
        and (not row.provided or any(held.issuperset(one) for one in row.provided))
    )


@HERE
@given(changed())
def test_rows_are_just_the_points_at_which_answers_differ(pair: tuple[Scheme, Scheme]) -> None:
    before, after = pair
    rows = rows_of(before, after)
    one, other = compile_scheme(before), compile_scheme(after)
    questions = list(every_question(before, after))
    for question in questions[:: 1 + len(questions) // MOST_QUESTIONS]:
        had, have = view(engine.answer(one, question)), view(engine.answer(other, question))
        here = {row.kind for row in rows if row.functions and covers(row, before, question)}
        here = {"exercise" if kind in ("limit", "conditions") else kind for kind in here}
        assert here == differing(had, have), question


@HERE
@given(changed())
def test_no_two_rows_of_a_kind_overlap(pair: tuple[Scheme, Scheme]) -> None:
    before, after = pair
    rows = rows_of(before, after)
    questions = list(every_question(before, after))
    for question in questions[:: 1 + len(questions) // MOST_QUESTIONS]:
        here = [row.kind for row in rows if row.functions and covers(row, before, question)]
        assert len(here) == len(set(here)), question


@HERE
@given(pair=changed())
def test_the_witness_of_a_row_is_answered_otherwise_by_each_side(pair: tuple[Scheme, Scheme]) -> None:
    """On both implementations; where much is open, which costs the reference dearly, on the engine alone."""
    compiled = [compile_scheme(scheme) for scheme in pair]
    for row in [row for row in rows_of(*pair) if row.witness is not None][:MOST_WITNESSES]:
        assert row.witness is not None
        had, have = (engine.answer(side, row.witness.before) for side in compiled)
        assert bare(had) != bare(have), row
        if max(how_much_is_open(had), how_much_is_open(have)) <= MOST_OPEN:
            one, other = (bare(refer(scheme, row.witness.before)) for scheme in pair)
            assert one != other, row


def how_much_is_open(found: Answer) -> int:
    """Return how many unknown days, conflicts and circumstances an answer speaks of."""
    things = (*found.may_exercise, *found.kept, *found.prohibited, *found.answers_to)
    names = {name.removeprefix("not ") for thing in things for one in thing.provided for name in one}
    return len(names) + len(found.open_points) + sum(how_much_is_open(part) for part in found.parts[:1])


def bare(found: Answer) -> Answer:
    parts = tuple(bare(part) for part in found.parts)
    return attrs.evolve(found, question=None, holds_from=None, holds_to=None, excluded=(), parts=parts)


@HERE
@given(schemes())
def test_nothing_differs_from_itself(scheme: Scheme) -> None:
    assert rows_of(scheme, scheme) == ()
    assert verdict_of(()) is Verdict.SAME


@HERE
@given(changed())
def test_swapping_the_sides_swaps_every_row(pair: tuple[Scheme, Scheme]) -> None:
    before, after = pair
    there, back = rows_of(before, after), rows_of(after, before)
    assert {turned(row) for row in there} == {turned(row, swap=True) for row in back}


def turned(row: Row, *, swap: bool = False) -> tuple[Any, ...]:
    where = row.kind, row.functions, row.except_, row.bodies, row.begins, row.ends, row.limits, row.provided
    if swap:
        return *where, row.after, row.before, SWAPPED[row.change], row.was_gap, row.was_conflict
    return *where, row.before, row.after, row.change, row.gap, row.conflict
