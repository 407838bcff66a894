"""The table of `bench/README.md`, from the files that one run left.

In: the JSON of pytest-benchmark, of pyperf and of `sizes.py`. Out: the page, its table between two marks replaced.
Times are the least of a run, for everybody; ratios are of one run only.
"""

import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
MEASURES = {
    "point question": "dict walk",
    "whole table on a day": "DuckDB",
    "reading": "lark's LALR alone on the same text",
    "two libraries that mean the same": "compiling both",
    "checking after an edit": "govrules, text to findings",
}
"""What is measured, each with what the others are compared with."""


def rows_of(speed: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a table for each measure and size."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for one in speed["benchmarks"]:
        info = one["extra_info"]
        times = found.setdefault((info["measure"], info["size"]), {})
        times[info["subject"]] = one["stats"]["min"] / info["questions"]
    for measure, base in MEASURES.items():
        for size in sorted({size for said, size in found if said == measure}):
            times = found[measure, size]
            least = times.get(base)
            yield from (
                "",
                f"{measure.capitalize()}, size {size}:",
                "",
                f"| what | time | times {base} |",
                "|---|---:|---:|",
            )
            for subject in sorted(times, key=lambda name: times[name]):
                ratio = _times(times[subject] / least) if least else ""
                yield f"| {subject} | {told(times[subject])} | {ratio} |"


def _times(ratio: float) -> str:
    return f"{ratio:,.2f}" if ratio >= 0.1 else f"{ratio:.4f}"


def grown(sizes: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield the lines of the table of growth."""
    times = ("decision", "answer", "dict walk", "first", "index", "load")
    names = {
        "decision": "decision, asked before", "answer": "whole answer, asked before", "first": "whole answer, at first",
        "index": "what the first question of all needs", "load": "the model made, without text",
    }  # fmt: skip
    some = list(sizes)
    yield from ("", f"Growth, sizes {', '.join(some)}, each in a process of its own:", "")
    last = f"{some[-1]} / {some[0]}"
    yield from ("| what | " + " | ".join(some) + f" | {last} |", "|---|" + "---:|" * (len(some) + 1))
    for one in times:
        cells = [told(sizes[size][one]) for size in some]
        ratio = sizes[some[-1]][one] / sizes[some[0]][one]
        yield f"| {names.get(one, one)} | {' | '.join(cells)} | {ratio:,.2f} |"
    cells = [f"{sizes[size]['memory']:,.0f} MB" for size in some]
    yield f"| memory of the model | {' | '.join(cells)} | {sizes[some[-1]]['memory'] / sizes[some[0]]['memory']:,.1f} |"


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
    speed, start, sizes = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:4])
    where = f"Python {platform.python_version()}, {platform.machine()}, least times of one run."
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    table = "\n".join([BEGIN, where, *rows_of(speed), *grown(sizes), *started(start), "", END])
    README.write_text(before + table + after, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
