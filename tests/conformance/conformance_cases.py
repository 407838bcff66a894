"""Reads the conformance cases: data files of questions, expected answers and the sections they exercise.

In: the folder `cases`. Out: `Topic`s with their `Case`s. Promise: an unknown key, a wrong shape or a text where a list
is wanted raises `ValueError` naming the file and the case; every scalar is text. The format is described in
docs/reference/conformance.md.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from attrs import frozen

FOLDER = Path(__file__).parent
WORDS = "words.gov"

TEXTS = {"outcome", "verdict", "body", "first_holder", "sits_as", "period"}
LISTS = {
    "vested_by", "officers", "designated_by", "claims", "may_exercise", "clauses", "read_in", "kept", "answers_to",
    "overseen_by", "vested_in", "assumptions", "open", "conflicts", "notices", "prohibited",
    "recorded", "together_with", "rows", "by_procedure",
}  # fmt: skip
MAPS = {"lacks", "one_seat_only", "holding", "excluded", "more_chains"}
LISTS_BY_HOLDER = {"chains"}
FACTS = TEXTS | LISTS | MAPS | LISTS_BY_HOLDER | {"parts"}
SCOPES = {"of_period", "of_functions", "of_body", "of_amounts"}
NEVER = LISTS | {"outcome", "excluded"}
CASE_KEYS = FACTS | {"ask", "rules", "spec", "why", "not", "findings", "errors_in_rules", "disagrees"}
TOPIC_KEYS = {"title", "rules", "cases"}
OUTCOMES = {"answered", "depends", "undetermined", "not-vested", "no-such-body-then", "no-answer", "listed"}


@frozen
class Case:
    """One question: what is expected of its answer, what must not be in it, and the sections it exercises."""

    id: str
    ask: str
    rules: str
    spec: tuple[str, ...]
    expected: Mapping[str, Any]
    never: Mapping[str, list[str]]
    findings: tuple[str, ...]
    errors_in_rules: tuple[str, ...]
    disagrees: str | None


@frozen
class Topic:
    """One data file: rule texts by name, and the cases about them."""

    name: str
    rules: Mapping[str, str]
    cases: tuple[Case, ...]


def read_topics() -> list[Topic]:
    """Return all topics, in order of their names."""
    return [read_topic(path) for path in sorted((FOLDER / "cases").glob("*.yaml"))]


def read_topic(path: Path) -> Topic:
    """Return the topic of one data file; scalars stay text whatever they look like."""
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    known(data, TOPIC_KEYS, path.name)
    require(set(data) == TOPIC_KEYS, f"{path.name}: a topic has a title, rules and cases")
    texts(data["rules"], f"{path.name}: rules")
    several = [read_case(path.stem, number, case, data["rules"]) for number, case in enumerate(data["cases"], 1)]
    return Topic(path.stem, data["rules"], tuple(several))


def read_case(topic: str, number: int, data: dict[str, Any], rules: Mapping[str, str]) -> Case:
    """Return one case; without `rules` it is about the first rule text of the topic."""
    place = f"{topic} {number}"
    known(data, CASE_KEYS, place)
    require(bool(data.get("ask")) and bool(data.get("spec")), f"{place}: `ask` and `spec` are needed")
    require(data.get("outcome") in OUTCOMES, f"{place}: `outcome` is one of {', '.join(sorted(OUTCOMES))}")
    about = data.get("rules", next(iter(rules)))
    require(about in rules, f"{place}: there is no rule text {about}")
    expected = {key: value for key, value in data.items() if key in FACTS}
    check_facts(expected, FACTS, place)
    never = data.get("not", {})
    known(never, NEVER, f"{place}: not")
    for key, value in never.items():
        listed(value, f"{place}: not {key}")
    require(isinstance(data.get("disagrees", ""), str), f"{place}: `disagrees` is one text")
    for key in ("spec", "findings", "errors_in_rules"):
        listed(data.get(key, []), f"{place}: {key}")
    return Case(
        f"{place}: {data['ask']}",
        data["ask"],
        about,
        tuple(data["spec"]),
        expected,
        never,
        tuple(data.get("findings", ())),
        tuple(data.get("errors_in_rules", ())),
        data.get("disagrees"),
    )


def check_facts(facts: Mapping[str, Any], allowed: set[str], place: str) -> None:
    """Raise unless each expected fact has the shape its key wants, in parts likewise."""
    known(facts, allowed, place)
    for key, value in facts.items():
        if key in TEXTS | SCOPES:
            require(isinstance(value, str), f"{place}: `{key}` is one text")
        elif key in LISTS:
            listed(value, f"{place}: {key}")
        elif key in MAPS:
            texts(value, f"{place}: {key}")
        elif key in LISTS_BY_HOLDER:
            require(isinstance(value, dict), f"{place}: `{key}` maps holders to lists")
            for holder, several in value.items():
                listed(several, f"{place}: {key} {holder}")
        else:
            require(isinstance(value, list), f"{place}: `parts` is a list")
            for part in value:
                check_facts(part, FACTS | SCOPES, f"{place}: part")


def known(data: Any, allowed: set[str], place: str) -> None:
    """Raise if there is a key that means nothing."""
    require(isinstance(data, dict), f"{place}: keys and values are wanted")
    unknown = sorted(set(data) - allowed)
    require(not unknown, f"{place}: unknown keys {', '.join(unknown)}")


def listed(value: Any, place: str) -> None:
    """Raise unless a value is a list of texts."""
    right = isinstance(value, list) and all(isinstance(one, str) for one in value)
    require(right, f"{place}: a list of texts is wanted")


def texts(value: Any, place: str) -> None:
    """Raise unless a value maps texts to texts."""
    right = isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    require(right, f"{place}: texts by name are wanted")


def require(right: bool, message: str) -> None:
    """Raise with a message unless something is right."""
    if not right:
        raise ValueError(message)


def written(value: Any) -> Iterator[str]:
    """Yield every text in an expectation, keys of maps included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from written(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from written(one)
