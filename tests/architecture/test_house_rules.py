"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
ALL_CODE = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
NHS_WORDS = re.compile(r"\b(PCTs?|SHAs?|ICBs?|primary care|cluster chief|NHS (?!13Z)[A-Z]\w+)\b")


@pytest.mark.parametrize("path", ALL_CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 60, f"{node.name} is long"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_engine_knows_no_nhs(path: Path) -> None:
    """Code may show an example question in help; it decides nothing by words of one field."""
    tree = ast.parse(path.read_text("utf-8"))
    compared = [
        node.value
        for parent in ast.walk(tree)
        if isinstance(parent, ast.Compare | ast.Dict | ast.Set)
        for node in ast.walk(parent)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [word for word in compared if NHS_WORDS.search(word)] == []


def test_nothing_reads_the_clock() -> None:
    calls = re.compile(r"\b(date\.today|datetime\.now|time\.time)\b")
    assert [path for path in SOURCES if calls.search(path.read_text("utf-8"))] == []


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, govrules; print([m for m in ('lark', 'networkx', 'attr', 'yaml', 'click') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
