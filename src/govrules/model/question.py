"""What a person asks.

In: names already resolved to identifiers. Out: a frozen value the engine and the reference interpreter both answer.
Source: docs/reference/semantics.md, section 8.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen


class QuestionKind(Enum):
    """The questions that can be asked."""

    ACCOUNTABLE = "accountable"
    EXERCISE = "exercise"
    OFFICER = "officer"
    MAY = "may"
    KEPT = "kept"


KEEPING = {
    "retains": ("retained",),
    "reserves": ("reserved",),
    "keeps": ("reserved", "retained", "residue", "remainder"),
}
"""The ways of keeping that each question about what is kept lists. Source: semantics.md, 8.4."""


@frozen
class Question:
    """One question. What is None is left open, and the answer is exact over it.

    `function` is a node of the catalogue (None for `officer`), `body` a body, an area or a group, `on` a day (None:
    over all time), `amounts` pence for each basis, `title` the title of an `officer` question,
    `given` the circumstances that are known to hold or not to hold. `known_on` is the day whose record is asked (None:
    all that is not struck out); the scheme that answers is the one known then. `concerning` is the post or person whose
    matter it is (None: nobody's in particular).

    `who` is the post, organ, set, person, body (it acts by its first holder) or group (it acts by its one joint
    committee) that a `may` question is about. `how` is `why-not` where it asks why that may not exercise the function;
    of a `kept` question it is a key of `KEEPING`.
    """

    kind: QuestionKind
    body: str
    function: str | None = None
    on: date | None = None
    amounts: Mapping[str, int] = field(factory=dict, hash=False)
    title: str | None = None
    given: Mapping[str, bool] = field(factory=dict, hash=False)
    known_on: date | None = None
    concerning: str | None = None
    who: str | None = None
    how: str | None = None

    @property
    def is_about_one(self) -> bool:
        """Whether the content at a point is what one holder may do there: nothing else is shown."""
        return self.kind is QuestionKind.MAY

    @property
    def keeping(self) -> tuple[str, ...] | None:
        """The ways of keeping asked about, where the content at a point is what is kept there and nothing else."""
        return KEEPING[self.how or ""] if self.kind is QuestionKind.KEPT else None
