"""What each size costs: load, memory and a point question, each size in a process of its own.

`python bench/sizes.py -o FILE S M L` writes JSON. The model is made without reading text, the same way for all sizes;
`bench/directly.py` says how, and the tests that it is what the text means. Nothing of it is garbage, so the
collector, whose passes grow faster than the model, rests meanwhile.
"""

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

QUESTIONS, ROUNDS = 20, 300


def least(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the least time of a question of several rounds, in seconds."""
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found) / QUESTIONS


def peak() -> float:
    """Return the most memory this process ever had, in MB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1024 * 1024 if sys.platform == "darwin" else 1024)


def measured(size: str) -> dict[str, float]:
    """Return the figures of a size."""
    from directly import built
    from govrules.model.question import Question
    from instance import SIZES, Instance
    from ours import Ours, question_of
    from peers import DictWalk

    instance = Instance(SIZES[size])
    begun, empty = time.perf_counter(), peak()
    gc.disable()
    ours = Ours(instance, built(instance))
    gc.enable()
    found = {"load": time.perf_counter() - begun, "memory": peak() - empty}
    asked = instance.questions(QUESTIONS)
    questions: list[Question] = [question_of(one) for one in asked]
    begun = time.perf_counter()
    ours = ours.anew()
    found["index"] = time.perf_counter() - begun
    begun = time.perf_counter()
    for question in questions:
        ours.answered(question)
    found["first"] = (time.perf_counter() - begun) / QUESTIONS
    found["answer"] = least(lambda: [ours.answered(question) for question in questions])
    found["decision"] = least(lambda: [ours.decided(question) for question in questions])
    walk = DictWalk(instance)
    found["dict walk"] = least(lambda: [walk.ask(one) for one in asked])
    return found


def main() -> None:
    """Measure each size named."""
    if sys.argv[1] == "--one":
        print(json.dumps(measured(sys.argv[2])))
        return
    _, file, *sizes = sys.argv[1:]
    found = {}
    for size in sizes:
        done = subprocess.run([sys.executable, __file__, "--one", size], check=True, capture_output=True, text=True)
        found[size] = json.loads(done.stdout)
    Path(file).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
