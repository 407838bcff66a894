"""Answers as data: what is written without a library is what the library makes of the same answers.

The library is cattrs, told once more and in its own words what the JSON of `docs/reference/cli.md` names otherwise.
"""

import json
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override
from harness import ROOT

from govrules.api import Library, load
from govrules.model import answer as shapes
from govrules.model.money import plain
from govrules.model.question import Question, QuestionKind
from govrules.model.verdict import verdict
from govrules.render.data import answer_data

FIRST = {
    shapes.AccountableBody: ("id", "name", "first_holder", "sits_as"),
    shapes.Officer: ("title", "post", "holding", "holders", "clauses"),
    shapes.Exercise: ("seats", "by_vesting", "limits", "provided", "then", "chains", "more_chains"),
    shapes.Answering: ("who", "line", "clauses"),
}
KEYS = (
    "question", "outcome", "accountable_body", "officers", "kept", "may_exercise", "answers_to", "holds_from",
    "holds_to", "assumptions", "open_points", "conflicts", "excluded", "parts", "diagnostics", "vested_in",
    "overseen_by", "prohibited", "scope", "recorded", "claims", "verdict",
)  # fmt: skip
SCHEMES = ["policies", *sorted(f"examples/{one.name}" for one in (ROOT / "examples").iterdir() if one.is_dir())]


def converter(library: Library) -> Converter:
    """Return cattrs, set up for the answers of a library."""
    made = Converter()
    people = library.scheme.people

    def pounds(pence: int | None) -> str | None:
        return None if pence is None else plain(pence)

    def in_order(class_: type, first: tuple[str, ...]) -> Any:
        whole = make_dict_unstructure_fn(class_, made)  # type: ignore[var-annotated]
        return lambda value: (lambda data: {key: data.pop(key) for key in first} | data)(whole(value))

    def fields_of(class_: type, **overrides: Any) -> None:
        made.register_unstructure_hook(class_, make_dict_unstructure_fn(class_, made, **overrides))

    def excluded(one: shapes.Excluded) -> dict[str, Any]:
        days = {"begins": one.begins and one.begins.isoformat(), "ended": one.ended and one.ended.isoformat()}
        said = {"clause": one.clause, "reason": one.reason, "detail": one.detail, "by": [*one.by]}
        return {**said, **days, "limit": pounds(one.limit)}

    def question(one: Question) -> dict[str, Any]:
        return {
            "kind": one.kind.value, "function": one.function, "body": one.body, "on": one.on and one.on.isoformat(),
            "amounts": {basis: plain(one.amounts[basis]) for basis in sorted(one.amounts)},
            "known_on": one.known_on and one.known_on.isoformat(), "title": one.title,
            "given": {name: one.given[name] for name in sorted(one.given)},
            "concerning": one.concerning, "who": one.who,
        }  # fmt: skip

    def holder(one: shapes.Holder) -> dict[str, Any]:
        name = people[one.person].label.display if one.person in people else one.person
        return {
            "person": name, "id": one.person, "capacity": one.capacity, "employer": one.employer,
            "certain": one.certain, "post": one.post, "jointly": one.jointly, "replaced": one.replaced,
        }  # fmt: skip

    def answer(one: shapes.Answer) -> dict[str, Any]:
        said = {key: made.unstructure(getattr(one, key)) for key in KEYS if key != "verdict"}
        return {**said, "verdict": verdict(one).value if one.question.kind is QuestionKind.MAY else None}

    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(
        shapes.AmountRange, lambda one: {"basis": one.basis, "over": pounds(one.over), "up_to": pounds(one.up_to)}
    )
    made.register_unstructure_hook(Question, question)
    made.register_unstructure_hook(shapes.Holder, holder)
    fields_of(shapes.Step, giver=override(rename="from"), receiver=override(rename="to"))
    fields_of(shapes.Seat, many=override(omit=True))
    for class_, first in FIRST.items():
        made.register_unstructure_hook(class_, in_order(class_, first))
    made.register_unstructure_hook(shapes.Excluded, excluded)
    made.register_unstructure_hook(shapes.Answer, answer)
    return made


def answers(library: Library) -> Iterator[shapes.Answer]:
    """Yield the answers to what the cases of a library ask, and some about its first bodies and functions, undated."""
    replies = [library.ask(question) for question in sorted({case.asked for case in library.cases})]
    yield from (reply.answer for reply in replies if reply.answer is not None)
    for body, function in product([*library.scheme.bodies][:3], [*library.scheme.functions][:6]):
        yield library.answer(Question(QuestionKind.EXERCISE, body, function))


@pytest.mark.parametrize("folder", SCHEMES)
def test_an_answer_is_written_as_the_library_writes_it(folder: str) -> None:
    library = load(ROOT / folder)
    cattrs = converter(library)
    compared = 0
    for answer in answers(library):
        data = answer_data(answer, library.scheme)
        assert data.pop("format_version") == 1 and isinstance(data.pop("documents"), list)
        assert json.dumps(data) == json.dumps(cattrs.unstructure(answer))
        compared += 1
    assert compared >= 9
