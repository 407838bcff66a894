"""Compares engine and reference on as many generated schemes as you like, on all cores.

    python tests/properties/compare_many.py 100000 [FIRST-SEED [SECONDS]]

Writes how many were compared, how many took too long, and the time; on a difference the scheme, the question and both
answers. Exit code 1 if there was any. Each seed gives the same scheme and question every time. POSIX only.
"""

import os
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from draws import RandomDraws
from strategies import SchemeMaker, question_about
from test_engine_equals_reference import differences, engine_answer

from govrules.reference import answer as refer

BATCH = 250
"""Schemes that a process compares before it says how many."""
LONGEST = 3.0
"""Seconds of processor time for one comparison, unless told; one that takes longer is left out, and counted."""


class TooLong(BaseException):
    """A comparison has taken as long as any may."""


def too_long(*_: object) -> None:
    """Give up the comparison that is under way."""
    raise TooLong


def compare(first: int, number: int, longest: float) -> tuple[int, int, list[str]]:
    """Compare on the schemes of some seeds; return how many, how many were left out, and what differed."""
    signal.signal(signal.SIGVTALRM, too_long)
    left_out, found = 0, list[str]()
    for seed in range(first, first + number):
        signal.setitimer(signal.ITIMER_VIRTUAL, longest)
        try:
            text = compare_one(seed)
        except TooLong:
            text, left_out = "", left_out + 1
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        found += [text] if text else []
    return number - left_out, left_out, found


def compare_one(seed: int) -> str:
    """Return how the two differ on the scheme of a seed; nothing where they agree."""
    draws = RandomDraws(seed)
    scheme = SchemeMaker(draws).scheme()
    question = question_about(scheme, draws)
    try:
        told = list(differences(engine_answer(scheme, question), refer(scheme, question)))
    except Exception as error:
        told = [f"raised {error!r}"]
    return "\n".join([f"seed {seed}: {question}", *told]) if told else ""


def main() -> int:
    """Compare on the number of schemes that the command line says."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    longest = float(sys.argv[3]) if len(sys.argv) > 3 else LONGEST
    begun, done, late, wrong, told = time.monotonic(), 0, 0, 0, 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        starts = range(first, first + wanted, BATCH)
        work = [pool.submit(compare, start, min(BATCH, first + wanted - start), longest) for start in starts]
        for one in as_completed(work):
            number, left_out, found = one.result()
            done, late, wrong = done + number, late + left_out, wrong + len(found)
            for text in found[: max(0, 5 - told)]:
                told += 1
                print(text, flush=True)
            so_far = f"{done:,} compared, {late:,} left out, {wrong:,} differ"
            if sys.stderr.isatty() or done // 5000 != (done - number) // 5000:
                print(f"{so_far}, {time.monotonic() - begun:,.0f} s", file=sys.stderr)
    print(
        f"{done:,} comparisons of engine and reference, {wrong:,} differ; {late:,} took more than {longest:g} s of "
        f"processor time and were left out ({time.monotonic() - begun:,.0f} s)"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
