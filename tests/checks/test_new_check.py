"""The scaffold of a check: what it writes passes as it stands, and it overwrites nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("src", "tools", "grammar", "docs/reference", "tests/checks", "tests/diagnostics", "tests/surfaces")
ARGUMENTS = ("GR489", "zebra-stripes", "warning", "a function is still to be named")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in NEEDED:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    return subprocess.run([sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True)


def test_what_it_writes_passes_as_it_stands(copy: Path) -> None:
    made = run(copy, "tools/new_check.py", *ARGUMENTS)
    assert (made.returncode, made.stderr) == (0, "")
    for file in made.stdout.split():
        assert (copy / file).is_file()
    tests = ["tests/checks/test_findings.py", "tests/checks/test_laws.py", "tests/diagnostics/test_pages.py"]
    chosen = "GR489 or each_code or each_check or page_of_findings or registry"
    done = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, "-k", chosen)
    assert done.returncode == 0, done.stdout
    assert "2 passed" not in done.stdout.splitlines()[-1]
    linted = run(copy, "-m", "ruff", "check", "--no-cache", "src", "tools")
    assert linted.returncode == 0, linted.stdout
    assert run(copy, "-m", "ruff", "format", "--check", "--no-cache", "src").returncode == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [({0: "GR301"}, "taken"), ({1: "open-conflict"}, "taken"), ({0: "GR900"}, "no code of a check"),
     ({1: "Zebra"}, "lower-case words"), ({1: "gaps"}, "there already"), ({2: "fatal"}, "invalid choice")],
)  # fmt: skip
def test_it_refuses_and_writes_nothing(changed: dict[int, str], said: str) -> None:
    arguments = [changed.get(number, argument) for number, argument in enumerate(ARGUMENTS)]
    done = run(ROOT, "tools/new_check.py", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (ROOT / "tests" / "checks" / "findings" / "zebra_stripes.yaml").exists()
