"""Compares engine and reference on as many generated schemes as you like, on all cores.

    python tests/properties/compare_many.py 100000 [FIRST-SEED]

Writes how many were compared and how long it took; on a difference the scheme, the question and both answers. Exit code
1 if there was any. Each seed gives the same schemes every time.
"""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from hypothesis import HealthCheck, Phase, given, seed, settings
from strategies import asked
from test_engine_equals_reference import differences, engine_answer

from govrules.model.question import Question
from govrules.model.scheme import Scheme
from govrules.reference import answer as refer

BATCH = 500
"""Schemes drawn with one seed; drawing gets slower and the schemes more alike the longer it goes on."""


def compare(number: int, schemes: int) -> tuple[int, list[str]]:
    """Compare on some schemes of one seed; return how many and what differed."""
    done, found = 0, list[str]()

    @seed(number)
    @settings(
        max_examples=schemes, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        database=None,
    )  # fmt: skip
    @given(asked())
    def on(drawn: tuple[Scheme, Question]) -> None:
        nonlocal done
        scheme, question = drawn
        done += 1
        try:
            told = list(differences(engine_answer(scheme, question), refer(scheme, question)))
        except Exception as error:
            told = [f"raised {error!r}"]
        if told:
            found.append("\n".join([f"seed {number}, number {done}: {question}", *told]))

    on()
    return done, found


def main() -> int:
    """Compare on the number of schemes that the command line says."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    begun, done, wrong, told = time.monotonic(), 0, 0, 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        sizes = [BATCH] * (wanted // BATCH) + [wanted % BATCH] * bool(wanted % BATCH)
        work = [pool.submit(compare, first + number, size) for number, size in enumerate(sizes)]
        for one in as_completed(work):
            number, found = one.result()
            done, wrong = done + number, wrong + len(found)
            for text in found[: max(0, 5 - told)]:
                told += 1
                print(text, flush=True)
            if sys.stderr.isatty() or done // 5000 != (done - number) // 5000:
                print(f"{done:,} compared, {wrong:,} differ, {time.monotonic() - begun:,.0f} s", file=sys.stderr)
    print(f"{done:,} comparisons of engine and reference, {wrong:,} differ ({time.monotonic() - begun:,.0f} s)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
