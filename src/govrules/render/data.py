"""An answer as data: what machines read.

In: an answer and the scheme it is about. Out: dictionaries ready for JSON, with the keys of `docs/reference/cli.md` in
its order, further keys after them. The schema is `docs/reference/answer.schema.json`. Promise: days are ISO dates,
amounts pounds and pence as text, nothing is a float.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

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
    data: dict[str, Any] = _converter(scheme).unstructure(answer)
    return {"format_version": FORMAT_VERSION, **data, "documents": documents(answer, scheme)}


def unstructuring(scheme: Scheme) -> Callable[[Any], Any]:
    """Return what turns one thing of an answer into data, as it stands in the JSON of answers."""
    return _converter(scheme).unstructure


def _converter(scheme: Scheme) -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(shapes.AmountRange, _amounts)
    converter.register_unstructure_hook(Question, _question)
    converter.register_unstructure_hook(shapes.Holder, lambda holder: _holder(holder, scheme))
    step = make_dict_unstructure_fn(
        shapes.Step, converter, giver=override(rename="from"), receiver=override(rename="to")
    )
    converter.register_unstructure_hook(shapes.Step, step)
    seat = make_dict_unstructure_fn(shapes.Seat, converter, many=override(omit=True))
    converter.register_unstructure_hook(shapes.Seat, seat)
    for class_, keys in _FIRST.items():
        whole = make_dict_unstructure_fn(class_, converter)  # type: ignore[var-annotated]
        converter.register_unstructure_hook(class_, _ordered(whole, keys))
    converter.register_unstructure_hook(shapes.Excluded, _excluded)
    converter.register_unstructure_hook(Answer, lambda answer: _answer(answer, converter))
    return converter


def _ordered(unstructure: Any, keys: tuple[str, ...]) -> Any:
    def ordered(value: Any) -> dict[str, Any]:
        data: dict[str, Any] = unstructure(value)
        return {key: data.pop(key) for key in keys} | data

    return ordered


def _answer(answer: Answer, converter: Converter) -> dict[str, Any]:
    data = {key: converter.unstructure(getattr(answer, key)) for key in _KEYS if key != "verdict"}
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
