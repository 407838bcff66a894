"""A fault that loses a statement is told, and what is missing only because of it is not."""

from pathlib import Path

import pytest
import yaml

from govrules.api import load
from govrules.diagnostics import Severity

HERE = Path(__file__).parent
BASE = (HERE.parent / "faults" / "base.gov").read_text("utf-8")
CASES = yaml.safe_load((HERE / "follow_on.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_only_the_first_cause_is_told(case: dict, tmp_path: Path) -> None:
    (tmp_path / "rules.gov").write_text(BASE + case["text"], "utf-8")
    library = load(tmp_path)
    found = [(one.code, one.span) for one in library.check() if one.severity > Severity.NOTE]
    words = [[code, library.texts[span.path].text[span.start : span.end]] for code, span in found if span]
    assert words == case["found"]
