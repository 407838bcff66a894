"""The table of `bench/README.md`, from the files that one run left.

In: the JSON of pytest-benchmark and of pyperf. Out: the page, its table between two marks replaced. Times are the least
of a run, for everybody; ratios are of one run only.
"""

import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
MEASURE = "dict walk"
"""What the others are compared with."""


def rows_of(speed: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a table for each size."""
    by_size: dict[str, dict[str, float]] = {}
    for one in speed["benchmarks"]:
        info = one["extra_info"]
        by_size.setdefault(info["size"], {})[info["subject"]] = one["stats"]["min"] / info["questions"]
    for size in sorted(by_size):
        times = by_size[size]
        least = times[MEASURE]
        yield from ("", f"Size {size}:", "", "| what | time | times the dict walk |", "|---|---:|---:|")
        for subject in sorted(times, key=lambda name: times[name]):
            yield f"| {subject} | {told(times[subject])} | {times[subject] / least:,.1f} |"


def started(start: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the table of whole processes."""
    times = {}
    for one in start["benchmarks"]:
        name = one.get("metadata", {}).get("name") or start["metadata"]["name"]
        times[name] = min(value for run in one["runs"] for value in run.get("values", ()))
    bare = times["bare interpreter"]
    yield from ("", "| whole process | time | over a bare interpreter |", "|---|---:|---:|")
    for name in times:
        yield f"| {name} | {told(times[name])} | {told(times[name] - bare)} |"


def told(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds * 1e6:,.1f} µs"


def main() -> None:
    """Write the page."""
    speed, start = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:3])
    where = f"Python {platform.python_version()}, {platform.machine()}, least times of one run."
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    table = "\n".join([BEGIN, where, *rows_of(speed), *started(start), "", END])
    README.write_text(before + table + after, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
