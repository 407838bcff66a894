"""What somebody may exercise, or what a body keeps, in words and as data.

In: the answer to a reverse question and its scheme. Out: a table of plain words; data ready for JSON. Promise: a row
of the table for each row of the answer, and what is open says so. Source: docs/reference/semantics.md, 8.4.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from govrules.model.answer import Answer, Kept, Outcome
from govrules.model.days import may_hold
from govrules.model.money import plain, shown
from govrules.model.question import Question, QuestionKind
from govrules.model.reverse import KEEPING, Ability, ReverseAnswer, ReverseKind, ReverseQuestion, Row, Stretch
from govrules.model.scheme import Scheme
from govrules.model.verdict import Verdict
from govrules.render.data import period_data, unstructuring
from govrules.render.footing import footing
from govrules.render.matrix import OPEN
from govrules.render.permission import in_own_right, posts_of
from govrules.render.table import Table
from govrules.render.words import Words, amounts, basis, brackets, capital, day, joined, period

_MOST_NAMED = 6
_KEPT = {"remainder": "remainder (no delegation reaches it)", "residue": "residue (left by the residual rule)"}
_LEAD = {
    ReverseKind.WHAT_MAY: "What {who} may exercise",
    ReverseKind.DELEGATED: "What is delegated to {who}",
    ReverseKind.RETAINS: "What {body} retains",
    ReverseKind.RESERVES: "What {body} reserves",
    ReverseKind.KEEPS: "What {body} keeps",
}


def reverse_table(answer: ReverseAnswer, scheme: Scheme) -> Table:
    """Return the rows as a table of words, in the order of time; below it the period, and what the rows lean on."""
    return _Reverse(answer, Words(scheme)).table()


def reverse_data(answer: ReverseAnswer, scheme: Scheme) -> dict[str, Any]:
    """Return the rows as data, the format version first; clauses, seats and amounts are as in answers."""
    data = unstructuring(scheme)
    return {
        "format_version": 1,
        "question": _question(answer.question),
        "periods": [
            period_data(stretch, "rows", [_row(row, data) for row in stretch.rows], scheme)
            for stretch in answer.stretches
        ],
        "diagnostics": data(answer.diagnostics),
    }


def _row(row: Row, data: Any) -> dict[str, Any]:
    return {
        "functions": list(row.functions),
        "except": list(row.exceptions),
        "bodies": list(row.bodies),
        "verdict": row.verdict.value if row.verdict else None,
        "may_exercise": [data(one) for one in row.abilities],
        "kept": [{key: value for key, value in data(one).items() if key != "functions"} for one in row.kept],
    }


def _question(question: ReverseQuestion) -> dict[str, Any]:
    return {
        "kind": question.kind.value,
        "who": question.who,
        "body": question.body,
        "on": question.on.isoformat() if question.on else None,
        "amounts": {name: plain(pence) for name, pence in sorted(question.amounts.items())},
        "given": dict(sorted(question.given.items())),
        "known_on": question.known_on.isoformat() if question.known_on else None,
        "concerning": question.concerning,
    }


@frozen
class _Reverse:
    answer: ReverseAnswer
    words: Words

    def table(self) -> Table:
        stretches = self.answer.stretches
        several = len(stretches) > 1
        head = ("Functions", "For", "How far, and by which clauses")
        rows = [
            (((capital(period(one.holds_from, one.holds_to)),), *cells) if several else cells)
            for one in stretches
            for cells in self._rows(one)
        ]
        return Table(self._title(), ("When", *head) if several else head, tuple(rows), tuple(self._notes()))

    def _title(self) -> str:
        question = self.answer.question
        who = self.words.anybody(question.who) if question.who else ""
        body = self.words.thing(question.body) if question.body else ""
        said = _LEAD[question.kind].format(who=who, body=body)
        said += f" in {body}" if body and question.kind not in KEEPING else ""
        said += f" on {day(question.on)}" if question.on else ""
        named = sorted(question.amounts.items())
        said += f" for {joined(f'{shown(pence)} {basis(name)}' for name, pence in named)}" if named else ""
        given = [
            ("" if holds else "not ") + self.words.circumstance(name) for name, holds in sorted(question.given.items())
        ]
        said += f", given: {joined(given)}" if given else ""
        return said + (f", as known on {day(question.known_on)}" if question.known_on else "")

    def _rows(self, stretch: Stretch) -> Iterator[tuple[tuple[str, ...], ...]]:
        on = self.answer.question.on or stretch.holds_from or stretch.holds_to
        if not any(self._said(stretch)):
            yield ("Nothing",), ("",), ("",)
        for row in self._said(stretch):
            yield (self._functions(row),), (self._bodies(row.bodies, on),), tuple(self._how(row))

    def _said(self, stretch: Stretch) -> Iterator[Row]:
        """Yield the rows that say more than that something is left open; all of them where a body is asked about."""
        whole = self.answer.question.body is not None
        yield from (row for row in stretch.rows if whole or row.abilities or row.kept)

    def _functions(self, row: Row) -> str:
        tops = {id_ for id_, one in self.words.scheme.functions.items() if one.parent is None}
        named = "everything" if len(tops) > 1 and set(row.functions) == tops else self.words.functions(row.functions)
        return capital(named + (f", except {self.words.functions(row.exceptions)}" if row.exceptions else ""))

    def _bodies(self, bodies: tuple[str, ...], on: date | None) -> str:
        """Return bodies by name, or as the members of a group where that is shorter."""
        found = [(self._beyond(group, bodies, on), group) for group in sorted(self.words.scheme.groups)]
        fitting = sorted((len(missing), missing, group) for missing, group in found if missing is not None)
        if not fitting or fitting[0][0] + 1 >= len(bodies):
            return joined(map(self.words.thing, bodies))
        _, missing, group = fitting[0]
        many = len(bodies) + len(missing)
        said = f"all {many} members of {self.words.thing(group)}"
        return said + (f" except {joined(map(self.words.thing, missing))}" if missing else "")

    def _beyond(self, group: str, bodies: tuple[str, ...], on: date | None) -> tuple[str, ...] | None:
        """Return the members of a group that are none of the bodies; None where a body is none of its members."""
        members = self._members(group, on, ()) if on else set()
        return tuple(sorted(members - set(bodies))) if members.issuperset(bodies) else None

    def _members(self, group: str, on: date, above: tuple[str, ...]) -> set[str]:
        """Return the bodies and areas that belong to a group on a day, or may."""
        found: set[str] = set()
        for one in self.words.scheme.memberships:
            if one.group != group or one.member in above or any(part.excludes(on) for part in one.when):
                continue
            nested = one.member in self.words.scheme.groups
            found |= self._members(one.member, on, (*above, group)) if nested else {one.member}
        return found

    def _how(self, row: Row) -> Iterator[str]:
        yield from map(self._ability, in_own_right(row.abilities))
        yield from map(self._kept, row.kept)
        if row.verdict is Verdict.UNDETERMINED and not row.abilities:
            yield f"whether at all is left open {OPEN}"

    def _ability(self, one: Ability) -> str:
        asked = self.answer.question.who or ""
        parts = [] if one.acting_as == (asked,) else [f"as {joined(map(self.words.the_holder, one.acting_as), 'or')}"]
        parts += [amounts(one.limits)] if one.limits else []
        name = self.words.the_holder
        own = dict.fromkeys(post for who in one.acting_as for post in self.words.stood_for(who, one.in_place_of))
        others = [post for post in one.in_place_of if post not in own]
        parts += [f"deputising for {joined(map(name, own))}"] if own else []
        together = self.words.acting(one.together_with, others, name, name) if one.together_with else ""
        parts += [f"together with {together}"] if together else []
        parts += ["by vesting"] if one.by_vesting else []
        said = ", ".join(parts) + self.words.provided(one.provided)
        said += f", then {joined(one.then)}" if one.then else ""
        clauses = " or ".join(brackets(chain) for chain in one.clauses if chain)
        return " ".join(part for part in (said.removeprefix(", "), clauses, "" if one.certain else OPEN) if part)

    def _kept(self, one: Kept) -> str:
        said = _KEPT.get(one.how, one.how) + (f", {amounts(one.limits)}" if one.limits else "")
        said += self.words.provided(one.provided)
        said += f", exercised by {self.words.seats(one.to, self.words.the_holder)}" if one.to else ""
        clauses = brackets([one.clause]) if one.clause else ""
        return " ".join(part for part in (said, clauses, "" if one.certain else OPEN) if part)

    def _leads(self) -> Iterator[str]:
        """Yield what the one asked about leads, which is no authority."""
        question = self.answer.question
        names = {question.who, *posts_of(question.who, question.on, self.words)}
        led = [
            one
            for one in self.words.scheme.records
            if one.how == "leads" and one.who in names and (not question.on or may_hold(one.when, question.on))
        ]
        if led and question.kind is ReverseKind.WHAT_MAY:
            leaves = frozenset(leaf for one in led for leaf in one.leaves or ())
            functions = self.words.functions(self.words.scheme.name_leaves(leaves))
            yield f"Leads, which gives no authority: {functions} {brackets(sorted({one.clause for one in led}))}"

    def _notes(self) -> Iterator[str]:
        first, *others = self.answer.stretches
        if not others:
            yield f"True {period(first.holds_from, first.holds_to)}"
        unsaid = {body for one in self.answer.stretches for row in one.rows for body in row.bodies if not row.abilities}
        if self.answer.question.kind is ReverseKind.WHAT_MAY and self.answer.question.body is None and unsaid:
            many = (
                f"{len(unsaid)} bodies" if len(unsaid) > _MOST_NAMED else joined(map(self.words.thing, sorted(unsaid)))
            )
            yield f"Left open: whether anything more in {many}, of which the files do not say enough {OPEN}"
        yield from self._leads()
        leans = dict.fromkeys(one for stretch in self.answer.stretches for one in stretch.assumptions)
        left_open = dict.fromkeys(one for stretch in self.answer.stretches for one in stretch.open_points)
        if self.answer.question.body is None:
            left_open = {one: None for one in left_open if one.kind != "known-in-part"}
        question = Question(QuestionKind.ACCOUNTABLE, "")
        whole = Answer(
            question, Outcome.ANSWERED, assumptions=tuple(leans), open_points=tuple(left_open),
            diagnostics=self.answer.diagnostics,
        )  # fmt: skip
        for row in footing(whole, self.words):
            yield from (f"{row.label}: {item.text}" for item in row.items)
