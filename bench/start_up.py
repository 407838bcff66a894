"""How long whole processes take: a bare interpreter, `--help`, `--version`, and a question of a compiled file.

Run by `bench/run` through pyperf, which repeats each in new processes: `python bench/start_up.py -o FILE`.
"""

import os
import sys
import tempfile
from pathlib import Path

import pyperf

QUESTION = "who is accountable for preparing the statutory accounts in NHS Bexley on 1 June 2011"
POLICIES = Path(__file__).parents[1] / "policies"


def compiled() -> str:
    """Return the path of the national library, compiled once for all processes of the run."""
    path = Path(tempfile.gettempdir()) / f"govrules-bench-{os.getuid()}.govc"
    if "--worker" not in sys.argv:
        from govrules.api import load

        path.write_bytes(load(POLICIES).compile())
    return str(path)


def main() -> None:
    """Time each command."""
    runner = pyperf.Runner(processes=10, values=3, warmups=1)
    scheme = compiled()
    python = [sys.executable, "-c", "pass"]
    govrules = [sys.executable, "-m", "govrules"]
    runner.bench_command("bare interpreter", python)
    runner.bench_command("govrules --version", [*govrules, "--version"])
    runner.bench_command("govrules --help", [*govrules, "--help"])
    runner.bench_command("govrules ask, compiled file", [*govrules, "ask", QUESTION, scheme])


if __name__ == "__main__":
    main()
