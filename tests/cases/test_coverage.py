"""What cases touch and what they do not; cases for the ends of limits and periods that pass as they are written."""

import re
from pathlib import Path

import pytest
from test_cases import BASE, ROOT, with_cases

from govrules.api import load
from govrules.cases import Engine
from govrules.cases.boundaries import boundary_cases, limited
from govrules.cases.coverage import Coverage, measure

LIMIT = 'case A: "who may exercise awards in Alder on 1 May 2011 for £500" includes clerk of alder.'


def covered(folder: Path, *cases: str) -> Coverage:
    library = with_cases(folder, *cases)
    return measure(library.test(), library.scheme)


def touched(coverage: Coverage, kind: str) -> set[str]:
    return {unit.what for unit in coverage.of(kind) if unit.touched}


def test_without_cases_nothing_is_touched(tmp_path: Path) -> None:
    coverage = covered(tmp_path)
    assert coverage.percent == 0
    assert {unit.state for unit in coverage.units} == {"untouched"}
    clauses = ["1 of act", "residue of deed", *(f"{number} of deed" for number in range(1, 6))]
    assert {unit.what for unit in coverage.of("clauses")} == set(clauses)


def test_what_decided_and_what_fell_away_is_touched(tmp_path: Path) -> None:
    coverage = covered(tmp_path, LIMIT)
    chain = {"1 of act", "1 of deed", "2 of deed", "3 of deed"}
    assert touched(coverage, "clauses") == chain | {"4 of deed"}, "clause 4 falls away: the amount is too small for it"


def test_what_was_only_looked_at_is_told_apart(tmp_path: Path) -> None:
    text = (
        "clause 6 of deed: alder revokes 5 from 1 June 2011.\nclause 7 of deed: alder retains accounts from 1 May 2012."
    )
    case = 'case A: "who may exercise accounts in Alder on 1 May 2011" kept retained by 5 of deed.'
    coverage = covered(tmp_path, text, case)
    states = {unit.what: unit.state for unit in coverage.of("clauses")}
    assert (states["5 of deed"], states["7 of deed"], states["6 of deed"]) == ("decided", "evaluated", "untouched")


def test_what_ends_another_is_touched_where_that_has_ended(tmp_path: Path) -> None:
    text = "clause 6 of deed: alder revokes 2 from 1 June 2011."
    for day, found in (("1 May 2011", False), ("1 July 2011", True)):
        coverage = covered(tmp_path, text, f'case A: "who may exercise awards in Alder on {day}" includes board.')
        assert ("6 of deed" in touched(coverage, "clauses")) is found


def test_each_side_of_a_circumstance_is_a_branch(tmp_path: Path) -> None:
    case = 'case A: "who may exercise awards in Alder on 1 May 2011 for £400" includes board\n'
    sides = [f"3 of deed: given {word}" for word in ("urgent", "not urgent")]
    assert touched(covered(tmp_path, LIMIT), "branches") == set()
    assert touched(covered(tmp_path, case + " given urgent: outcome answered."), "branches") == {sides[0]}
    both = case + " given urgent: outcome answered given not urgent: outcome answered."
    assert touched(covered(tmp_path, both), "branches") == set(sides)


def test_a_limit_has_three_ends_to_touch(tmp_path: Path) -> None:
    coverage = covered(tmp_path, LIMIT)
    ends = {unit.what for unit in coverage.of("limit ends") if unit.clause == "deed 3"}
    assert ends == {f"3 of deed: for {amount} per contract" for amount in ("£499.99", "£500", "£500.01")}
    assert touched(coverage, "limit ends") == {"3 of deed: for £500 per contract"}


def test_a_source_place_is_touched_by_a_clause_that_decided(tmp_path: Path) -> None:
    text = (
        'source minutes "Minutes".\nclause 6 of deed: each party retains accounts see minutes "item 1".\n'
        'clause 7 of deed: each party reserves archives see minutes "item 2".\n'
    )
    case = 'case A: "who may exercise accounts in Alder on 1 May 2011" kept retained.'
    coverage = covered(tmp_path, text, case)
    assert touched(coverage, "source places") == {'minutes "item 1"'}
    assert {unit.what for unit in coverage.of("source places")} == {'minutes "item 1"', 'minutes "item 2"'}


def test_a_case_that_fails_touches_nothing(tmp_path: Path) -> None:
    assert covered(tmp_path, LIMIT.replace("includes", "excludes")).percent == 0


@pytest.mark.parametrize("place", ["base", "policies/clusters/south-east-london.gov"])
def test_boundary_cases_pass_as_they_are_written(place: str, tmp_path: Path) -> None:
    files = ROOT / place
    if place == "base":
        files = tmp_path / "rules.gov"
        files.write_text(BASE, "utf-8")
    library = load(files)
    text = boundary_cases(library, limited(library.scheme), (case.label for case in library.cases))
    (tmp_path / "ends.gov").write_text(text, "utf-8")
    again = load([files, tmp_path / "ends.gov"])
    assert [d.message for d in again.diagnostics if d.span and d.span.path.endswith("ends.gov")] == []
    labels = {case.label for case in again.cases if case.span.path.endswith("ends.gov")}
    results = [*again.test(labels, Engine.ENGINE)]
    assert labels
    assert [d.message for one in results for d in (*one.faults, *one.failures)] == []
    ends = [unit for unit in measure(results, again.scheme).of("limit ends") if unit.clause in limited(again.scheme)]
    assert sum(unit.touched for unit in ends) >= 0.9 * len(ends), (
        "a clause that nobody can meet has ends nobody touches"
    )


def test_the_ends_of_a_limit_and_of_a_period(tmp_path: Path) -> None:
    library = with_cases(tmp_path, 'case E1: "who may exercise awards in Alder" includes board.')
    text = boundary_cases(library, ["deed 3"], ["E1"])
    assert re.findall(r"^case (\S+)", text, re.M) == ["E2", "E3"]
    assert re.findall(r"for (\S+) per contract: .*(decided|excludes)", text) == [
        ("£499.99", "decided"), ("£500", "decided"), ("£500.01", "excludes"),
    ]  # fmt: skip
    assert re.findall(r"^    on ([^:]+): .*(decided|excludes)", text, re.M) == [
        ("1 April 2011", "excludes"), ("2 April 2011", "decided"), ("3 April 2011", "decided"),
        ("30 March 2012", "decided"), ("31 March 2012", "decided"), ("1 April 2012", "excludes"),
    ]  # fmt: skip
