"""What is not imported for small commands: the deterministic side of a quick start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"lark", "networkx", "yaml", "cattrs", "attr", "attrs", "rich", "jsonschema", "asyncio", "importlib.metadata"}
"""Modules that cost more than a whole small command."""
SOURCES = Path(__file__).parents[2] / "src"


def imported(code: str) -> set[str]:
    """Return the modules imported by a program that runs `code`."""
    program = f"import sys\n{code}\nsys.stderr.write('\\n'.join(sorted(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    return set(done.stderr.split("\n"))


def run_of(*arguments: str) -> str:
    return f"from govrules.cli import run\nassert run({list(arguments)!r}) == 0"


@pytest.mark.parametrize("code", ["import govrules", "import govrules.cli", run_of("--help"), run_of("--version")])
def test_nothing_heavy_is_imported(code: str) -> None:
    assert not imported(code) & HEAVY


@pytest.mark.parametrize("code", [run_of("--help"), run_of("--version")])
def test_no_command_is_imported(code: str) -> None:
    modules = imported(code)
    assert not modules & {"govrules.cli.ask", "govrules.cli.check", "govrules.cli.explain", "govrules.api"}


@pytest.mark.parametrize("command", ["ask", "check", "explain"])
def test_the_help_of_a_command_reads_no_rules(command: str) -> None:
    modules = imported(run_of(command, "--help"))
    assert not modules & (HEAVY | {"govrules.api", "govrules.syntax", "govrules.model"})


def test_explaining_reads_no_rules() -> None:
    assert not imported(run_of("explain", "GR101")) & {"lark", "networkx", "yaml", "cattrs", "govrules.api"}


def test_asking_rule_files_imports_no_yaml() -> None:
    mini = Path(__file__).with_name("mini.gov")
    modules = imported(run_of("ask", "who is accountable for finance in bexley on 1 June 2011", str(mini)))
    assert not modules & {"yaml", "networkx", "cattrs", "govrules.interchange.registers"}
