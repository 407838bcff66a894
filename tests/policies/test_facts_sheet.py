"""A sheet of questions about facts and lists, answered as a person reading the rule files would answer them."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from govrules import reference
from govrules.api import Library, load
from govrules.model.facts import Fact, FactAnswer
from govrules.model.reverse import Row
from govrules.model.scheme import Scheme

ROOT = Path(__file__).parents[2]
SHEET = yaml.safe_load(Path(__file__).with_name("facts.yaml").read_text("utf-8"))


@cache
def library(rules: str) -> Library:
    return load(ROOT / rules)


def functions(names: tuple[str, ...], exceptions: tuple[str, ...], scheme: Scheme) -> str:
    roots = {id_ for id_, one in scheme.functions.items() if one.parent is None}
    said = "everything" if set(names) == roots else ", ".join(names)
    return said + (f" less {', '.join(exceptions)}" if exceptions else "")


def fact(row: Fact, scheme: Scheme) -> str:
    """Return one fact as the sheet writes it."""
    relation = row.relation
    said = [relation.who or "nobody", relation.how, relation.of]
    if relation.holder is not None:
        said += [f"as {relation.holder.capacity}"] if relation.holder.capacity else []
        said += ["replaced"] if relation.holder.replaced else []
    said += [f"for {functions(row.functions, row.exceptions, scheme)}"] if row.functions else []
    said += [f"in {', '.join(row.bodies)}"] if row.bodies else []
    said += [f"[{', '.join(row.said.clauses)}]"] if row.said.clauses else []
    said += [f"read in {', '.join(one.source for one in row.said.sources)}"] if row.said.sources else []
    return " ".join([*said, *([] if row.said.certain else ["(open)"])])


def listed(row: Row, scheme: Scheme) -> str:
    """Return one row of a list as the sheet writes it."""
    how = row.verdict.value if row.verdict else "; ".join(one.how for one in row.kept)
    clauses = [clause for one in row.abilities for chain in one.clauses for clause in chain]
    clauses += [one.clause for one in row.kept if one.clause]
    certain = all(one.certain for one in (*row.abilities, *row.kept))
    what = functions(row.functions, row.exceptions, scheme)
    said = f"{how} {what} for {', '.join(row.bodies)} [{', '.join(clauses)}]"
    return said if certain else f"{said} (open)"


@pytest.mark.parametrize("case", SHEET, ids=lambda case: case["ask"])
def test_the_answer_is_what_the_rule_files_say(case: dict[str, Any]) -> None:
    rules = library(case["rules"])
    reply = rules.ask(case["ask"])
    assert [one.message for one in reply.diagnostics] == []
    assert reply.listing is not None
    answer = reply.listing.value
    (found,) = answer.stretches
    is_fact = isinstance(answer, FactAnswer)
    rows = [fact(row, rules.scheme) if is_fact else listed(row, rules.scheme) for row in found.rows]
    assert sorted(rows) == sorted(" ".join(row.split()) for row in case["rows"])
    assert (found.holds_from, found.holds_to) == (case["from"], case["to"])
    if answer.question.on is not None:
        on = reference.facts_on if is_fact else reference.rows_on
        assert on(rules.scheme, answer.question, answer.question.on) == found.dated(None, None)


def test_the_sheet_asks_each_kind_of_fact() -> None:
    kinds = {library(case["rules"]).understood(case["ask"]).facts for case in SHEET}
    assert len({one.kind for one in kinds if one is not None}) >= 8 and len(SHEET) >= 20
