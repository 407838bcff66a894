"""When an answer changes, in words: what begins and ends to be so on each day, and by which clauses.

In: an answer over all time and its changes. Out: a table of plain words; data ready for JSON. Promise: a row for each
day on which the answer changes, and no other; what is the same before and after is not said again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from govrules.model.answer import Answer, Outcome
from govrules.model.changes import Change, Turn
from govrules.model.scheme import Scheme
from govrules.render.data import unstructuring
from govrules.render.headline import headline
from govrules.render.lines import brief_rows
from govrules.render.shape import scoped_ends
from govrules.render.table import Table
from govrules.render.words import Words, brackets, capital, day, joined, natural_title

Place = tuple[str, str]
"""A leaf (empty for a question without a function) and a body or area."""
_NOTHING = {Outcome.NOT_VESTED: "the function is not vested in it", Outcome.NO_SUCH_BODY_THEN: "there is no such body"}
_BEGINS = {
    "instrument": "{about} comes into force",
    "ended": "what it stands against ends",
}
_ENDS = {
    "instrument": "{about} ends",
    "ended": "it is revoked or replaced",
}


def timeline_table(whole: Answer, changes: Sequence[Change], scheme: Scheme) -> Table:
    """Return a row for the time before the first change, and one for each change."""
    words = _Timeline(Words(scheme))
    title = headline(whole, words.words)[0]
    head = ("From", "What changes", "By which clauses")
    if not changes:
        return Table(title, head, ((("at all times",), tuple(words.difference(None, whole)), ()),))
    first = (("before then",), tuple(words.difference(None, changes[0].before)), ())
    rows = [
        ((day(one.day),), tuple(words.difference(one.before, one.after)), tuple(words.clauses(one))) for one in changes
    ]
    return Table(title, head, (first, *rows))


def timeline_data(whole: Answer, changes: Sequence[Change], scheme: Scheme) -> dict[str, Any]:
    """Return the changes as data, each with the answers before and after it, the format version first."""
    data = unstructuring(scheme)
    return {
        "format_version": 1,
        "question": data(whole.question),
        "changes": [
            {
                "day": one.day.isoformat(),
                "began": [_turn(turn) for turn in one.began],
                "ended": [_turn(turn) for turn in one.ended],
                "before": data(one.before),
                "after": data(one.after),
            }
            for one in changes
        ],
    }


def differences(before: Answer | None, after: Answer, scheme: Scheme) -> Iterator[str]:
    """Yield what of an answer is so after and was not so before, and what is so no longer."""
    yield from _Timeline(Words(scheme)).difference(before, after)


def _turn(turn: Turn) -> dict[str, str | None]:
    return {"clause": turn.clause, "cause": turn.cause or None, "about": turn.about or None}


def _inside(said: str) -> str:
    """Return what a row says as it stands inside a sentence."""
    label, colon, rest = said.partition(":")
    return natural_title(label) + colon + rest


@frozen
class _Timeline:
    words: Words

    def difference(self, before: Answer | None, after: Answer) -> Iterator[str]:
        """Yield what is newly so, and what is so no longer, for all it is alike for at once."""
        old = self._said(before) if before is not None else {}
        new = self._said(after)
        alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Place]] = {}
        for place in sorted({*old, *new}):
            was, now = old.get(place, ()), new.get(place, ())
            begins = tuple(one for one in now if one not in was)
            ends = tuple(one for one in was if one not in now)
            if begins or ends:
                alike.setdefault((begins, ends), []).append(place)
        lead = {True: "", False: "now "}[before is None]
        for (begins, ends), places in alike.items():
            whom = self._whom(places) if len({*old, *new}) > 1 else ""
            yield from (f"{whom}{lead}{one if before is None else _inside(one)}" for one in begins)
            if not set(begins) & set(_NOTHING.values()):
                yield from (f"{whom}no longer {_inside(one)}" for one in ends)

    def clauses(self, change: Change) -> Iterator[str]:
        """Yield the clauses that begin and end, those of one cause together."""
        for lead, turns, causes in (("Begins", change.began, _BEGINS), ("Ends", change.ended, _ENDS)):
            by_cause: dict[str, list[str]] = {}
            for turn in turns:
                said = causes.get(turn.cause, "{about}").format(about=turn.about)
                by_cause.setdefault("" if turn.cause in ("", "clause") else said, []).append(turn.clause)
            for cause, clauses in by_cause.items():
                why = f": {cause}" if cause else ""
                yield f"{lead}: {self.words.clauses(clauses)}{why} {brackets(clauses)}"

    def _said(self, answer: Answer) -> Mapping[Place, tuple[str, ...]]:
        """Return what an answer says for each leaf and body."""
        found: dict[Place, tuple[str, ...]] = {}
        for part, functions, bodies in scoped_ends(answer):
            said = tuple(f"{row.label}: {item.text}" for row in brief_rows(part, self.words) for item in row.items)
            if part.outcome in _NOTHING:
                said = (_NOTHING[part.outcome],)
            for leaf in (
                (leaf for node in functions for leaf in self.words.scheme.leaves_of(node)) if functions else ("",)
            ):
                found |= {(leaf, body): said for body in bodies}
        return found

    def _whom(self, places: Sequence[Place]) -> str:
        bodies = joined(dict.fromkeys(self.words.thing(body) for _, body in places if body))
        leaves = frozenset(leaf for leaf, _ in places if leaf)
        functions = capital(self.words.functions(self.words.scheme.name_leaves(leaves))) if leaves else ""
        return ", ".join(part for part in (bodies, functions) if part) + ": "
