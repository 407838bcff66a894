"""Pairs of rules, and just the rows that are between them, as data (docs/reference/semantics.md, section 10)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from govrules.api import Library, diff, load
from govrules.cli.output import the_day
from govrules.compile import compile_scheme
from govrules.diff.difference import Item, Row
from govrules.diff.schemes import Compared, between_clusters, between_days
from govrules.engine import answer as engine_answer
from govrules.model.answer import Answer
from govrules.model.money import shown
from govrules.reference import answer as refer
from govrules.render.difference import report

CASES = [
    (file.stem, sheet["before"], case)
    for file in sorted(Path(__file__).with_name("cases").glob("*.yaml"))
    for sheet in [yaml.safe_load(file.read_text("utf-8"))]
    for case in sheet["cases"]
]


@pytest.mark.parametrize(
    ("before", "case"), [pytest.param(b, c, id=f"{stem}: {c['name']}") for stem, b, c in CASES]
)  # fmt: skip
def test_just_these_rows(before: str, case: dict[str, Any], tmp_path: Path) -> None:
    compared = compared_in(before, case, tmp_path)
    assert sorted(map(said, compared.difference.rows)) == sorted(case["rows"])
    assert compared.difference.verdict.value == case["verdict"]
    for row in compared.difference.rows:
        if row.functions:
            assert_witnessed(row, compared)
    if "without_effect" in case:
        found = [" ".join(filter(None, (w.how, w.before, w.after))) for w in compared.difference.without_effect]
        assert sorted(found) == sorted(case["without_effect"])
    if "renamed" in case:
        assert [list(pair) for pair in compared.difference.renamed] == case["renamed"]


def compared_in(before: str, case: dict[str, Any], folder: Path) -> Compared:
    one = library(before, folder / "before.gov")
    if "dates" in case:
        return between_days(one.compiled, *map(the_day, case["dates"]))
    if "clusters" in case:
        return between_clusters(one.compiled, *case["clusters"], the_day(case["on"]) if "on" in case else None)
    after = before
    for old, new in case["edit"]:
        assert old in after, f"the edit is not to be found: {old}"
        after = after.replace(old, new)
    return diff(one, library(after, folder / "after.gov"))


def library(text: str, path: Path) -> Library:
    path.write_text(text, encoding="utf-8")
    found = load(path)
    assert [one.message for one in found.diagnostics] == []
    return found


def said(row: Row) -> str:
    """Return a row on one line."""
    parts = [row.kind, ", ".join(row.functions) or "-"]
    parts += [f"except {', '.join(row.except_)}"] if row.except_ else []
    parts += [f"in {', '.join(row.bodies)}"]
    parts += [f"against {', '.join(row.bodies_after)}"] if row.bodies_after else []
    parts += [f"from {row.begins}"] if row.begins else []
    parts += [f"to {row.ends}"] if row.ends else []
    for limit in row.limits:
        parts += [f"over {exact(limit.over)}"] if limit.over is not None else []
        parts += [f"up to {exact(limit.up_to)}"] if limit.up_to is not None else []
        parts += [f"per {limit.basis}"]
    parts += [f"provided {' or '.join(' and '.join(one) for one in row.provided)}"] if row.provided else []
    notes = ", nobody left" * row.gap + ", in conflict" * row.conflict
    notes += ", nobody before" * row.was_gap + ", in conflict before" * row.was_conflict
    sides = [", ".join(map(item, some)) for some in (row.before, row.after)]
    return f"{' '.join(parts)}: {row.change.value}{notes} | {' -> '.join(sides).strip()}"


def exact(pence: int) -> str:
    return f"{shown(pence)}.00" if "." not in shown(pence) else shown(pence)


def item(one: Item) -> str:
    seats = " + ".join(
        (f"any {seat.count} of " if len(seat.of) > 1 else "") + " / ".join(seat.of) for seat in one.seats
    )
    return " ".join(part for part in (*one.names, seats, "" if one.certain else "(open)") if part)


def assert_witnessed(row: Row, compared: Compared) -> None:
    """Check that the question of a row is answered otherwise by each side, on both engines."""
    assert row.witness is not None
    asked = row.witness.before, row.witness.after or row.witness.before
    for answering in (lambda scheme, question: engine_answer(compile_scheme(scheme), question), refer):
        had = answering(compared.before, asked[0])
        have = answering(compared.after, asked[1])
        assert content(had) != content(have), row


def content(found: Answer) -> str:
    """Return what an answer says, without what explains it."""
    body = found.accountable_body, found.officers, found.kept, found.answers_to, found.overseen_by, found.recorded
    parts = [content(part) for part in found.parts]
    return repr((found.outcome, *body, found.may_exercise, found.prohibited, parts))


def test_a_body_is_named_for_all_its_areas(tmp_path: Path) -> None:
    sheet = yaml.safe_load((Path(__file__).with_name("cases") / "endings.yaml").read_text("utf-8"))
    compared = compared_in(sheet["before"], sheet["cases"][0], tmp_path)
    told = report(compared.difference, compared.before, compared.after)
    (section,) = told.sections
    assert [row.where for row in section.rows] == ["Land in Alder Trust, from 1 October 2011 to 31 October 2011"]
