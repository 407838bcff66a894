"""Authors' cases: questions with what their answers must say, run on either implementation.

In: parsed files, and a library to ask. Out: results and diagnostics. Promise: a case changes no answer; what is wrong
with one is a fault of that case alone.
"""

from govrules.cases.reading import Case, read_cases
from govrules.cases.running import Engine, Library, Result, faults_of, run_cases

__all__ = ["Case", "Engine", "Library", "Result", "faults_of", "read_cases", "run_cases"]
