"""What each check finds, at which words; and near misses, of which nothing is said."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from govrules.api import load
from govrules.checks import Options, Settings
from govrules.diagnostics import REGISTRY

HERE = Path(__file__).parent
BASE = (HERE / "base.gov").read_text("utf-8")
CASES = [
    case for file in sorted((HERE / "findings").glob("*.yaml")) for case in yaml.safe_load(file.read_text("utf-8"))
]
OF_CHECKS = {code for code in REGISTRY if code[:3] in ("GR3", "GR4", "GR6")} | {"GR510", "GR511", "GR512", "GR513"}


def options(case: dict) -> Options:
    day = case.get("as-of")
    return Options(case.get("for-adoption", False), day and date.fromisoformat(str(day)), case.get("within", 0))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['code']} {case['name']}" for case in CASES])
def test_finding(case: dict, tmp_path: Path) -> None:
    (tmp_path / "case.gov").write_text(case.get("base", BASE) + case["text"], "utf-8")
    library = load(tmp_path)
    assert [f"{fault.span}: {fault.message}" for fault in library.diagnostics] == []
    found = []
    for one in library.check(Settings(options(case), select=(case["code"],))):
        assert one.span is not None
        words = library.texts[one.span.path].text[one.span.start : one.span.end]
        found.append([str(one.severity), words])
        for said in case.get("says", ()):
            assert said in one.message
        for advised in case.get("helps", ()):
            assert advised in one.help
        assert one.help and one.label and len(one.message) < 300
    assert found == case["found"]


def test_each_code_has_a_case_that_is_found_and_a_near_miss() -> None:
    found = {case["code"] for case in CASES if case["found"]}
    missed = {case["code"] for case in CASES if not case["found"]}
    elsewhere = {"GR401", "GR601", "GR610", "GR611"}
    assert OF_CHECKS - found - elsewhere == set()
    assert OF_CHECKS - missed - elsewhere == set()
