"""An answer as data: what machines read.

In: an answer and the scheme it is about. Out: dictionaries ready for JSON, with the keys of `docs/reference/cli.md` in
its order, further keys after them. The schema is `docs/reference/answer.schema.json`. Promise: days are ISO dates,
amounts pounds and pence as text, nothing is a float.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from enum import Enum
from typing import Any, Protocol

from attrs import fields, has

from govrules.model import answer as shapes
from govrules.model.answer import Answer
from govrules.model.money import plain
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.model.verdict import verdict
from govrules.render.documents import documents

FORMAT_VERSION = 1
_KEYS = (
    "question", "outcome", "accountable_body", "officers", "kept", "may_exercise", "answers_to", "holds_from",
    "holds_to", "assumptions", "open_points", "conflicts", "excluded", "parts", "diagnostics", "vested_in",
    "overseen_by", "prohibited", "scope", "recorded", "claims", "verdict",
)  # fmt: skip
_FIRST = {
    shapes.AccountableBody: ("id", "name", "first_holder", "sits_as"),
    shapes.Officer: ("title", "post", "holding", "holders", "clauses"),
    shapes.Exercise: ("seats", "by_vesting", "limits", "provided", "then", "chains", "more_chains"),
    shapes.Answering: ("who", "line", "clauses"),
}
"""The keys the reference promises, which stand before the others."""


def answer_data(answer: Answer, scheme: Scheme) -> dict[str, Any]:
    """Return a whole answer, its format version first."""
    data: dict[str, Any] = _Writer(scheme).data(answer)
    return {"format_version": FORMAT_VERSION, **data, "documents": documents(answer, scheme)}


def unstructuring(scheme: Scheme) -> Callable[[Any], Any]:
    """Return what turns one thing of an answer into data, as it stands in the JSON of answers."""
    return _Writer(scheme).data


class Listed(Protocol):
    """Rows of some days, both ends included; None: no end in the files."""

    @property
    def holds_from(self) -> date | None:
        """The first day."""

    @property
    def holds_to(self) -> date | None:
        """The last day."""

    @property
    def assumptions(self) -> tuple[shapes.Assumption, ...]:
        """What the rows lean on."""

    @property
    def open_points(self) -> tuple[shapes.OpenPoint, ...]:
        """What the files leave open there."""


def period_data(period: Listed, sort: str, rows: list[Any], scheme: Scheme) -> dict[str, Any]:
    """Return the rows of some days under the name of their sort, with the days and what the rows rest on."""
    data = unstructuring(scheme)
    return {
        "holds_from": period.holds_from.isoformat() if period.holds_from else None,
        "holds_to": period.holds_to.isoformat() if period.holds_to else None,
        sort: rows,
        "assumptions": data(period.assumptions),
        "open_points": data(period.open_points),
    }


class _Writer:
    """Turns what answers are made of into data: values of classes into dictionaries, whatever holds several into lists.

    Nothing is imported for it: a library that does the same takes longer to import than an answer to find.
    """

    def __init__(self, scheme: Scheme) -> None:
        self._own: Mapping[type, Callable[[Any], Any]] = {
            shapes.AmountRange: _amounts,
            shapes.Excluded: _excluded,
            shapes.Holder: lambda holder: _holder(holder, scheme),
            shapes.Seat: lambda seat: self._fields(seat, left_out=("many",)),
            shapes.Step: lambda step: self._fields(step, renamed={"giver": "from", "receiver": "to"}),
            Answer: self._answer,
            Question: _question,
        }

    def data(self, value: Any) -> Any:
        """Return a value as data."""
        own = self._own.get(type(value))
        if own is not None:
            return own(value)
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, tuple | list):
            return [self.data(one) for one in value]
        if isinstance(value, Mapping):
            return {key: self.data(one) for key, one in value.items()}
        return self._fields(value) if has(type(value)) else value

    def _fields(self, value: Any, left_out: Collection[str] = (), renamed: Mapping[str, str] = {}) -> dict[str, Any]:
        """Return the fields of a value, those that the reference promises first."""
        own = {one.name: getattr(value, one.name) for one in fields(type(value)) if one.name not in left_out}
        order = dict.fromkeys((*_FIRST.get(type(value), ()), *own))
        return {renamed.get(name, name): self.data(own[name]) for name in order}

    def _answer(self, answer: Answer) -> dict[str, Any]:
        data = {key: self.data(getattr(answer, key)) for key in _KEYS if key != "verdict"}
        about_one = answer.question.kind is QuestionKind.MAY
        return {**data, "verdict": verdict(answer).value if about_one else None}


def _amounts(range_: shapes.AmountRange) -> dict[str, Any]:
    return {"basis": range_.basis, "over": _pounds(range_.over), "up_to": _pounds(range_.up_to)}


def _excluded(one: shapes.Excluded) -> dict[str, Any]:
    return {
        "clause": one.clause,
        "reason": one.reason,
        "detail": one.detail,
        "by": list(one.by),
        "begins": one.begins.isoformat() if one.begins else None,
        "ended": one.ended.isoformat() if one.ended else None,
        "limit": _pounds(one.limit),
    }


def _pounds(pence: int | None) -> str | None:
    return None if pence is None else plain(pence)


def _question(question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind.value,
        "function": question.function,
        "body": question.body,
        "on": question.on.isoformat() if question.on else None,
        "amounts": {basis: plain(pence) for basis, pence in sorted(question.amounts.items())},
        "known_on": question.known_on.isoformat() if question.known_on else None,
        "title": question.title,
        "given": dict(sorted(question.given.items())),
        "concerning": question.concerning,
        "who": question.who,
    }


def _holder(holder: shapes.Holder, scheme: Scheme) -> dict[str, Any]:
    person = scheme.people.get(holder.person)
    return {
        "person": person.label.display if person else holder.person,
        "id": holder.person,
        "capacity": holder.capacity,
        "employer": holder.employer,
        "certain": holder.certain,
        "post": holder.post,
        "jointly": holder.jointly,
        "replaced": holder.replaced,
    }
