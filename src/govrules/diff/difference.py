"""The shape of a difference: rows of effect, a verdict, and what changed in words only.

In: nothing but values. Out: frozen classes whose fields are the keys of the JSON of `docs/reference/cli.md`. Every
identifier is one of the scheme before; what the scheme after calls otherwise has been aligned. Source:
docs/reference/semantics.md, section 10.
"""

from datetime import date
from enum import Enum

from attrs import frozen

from govrules.model.answer import AmountRange
from govrules.model.question import Question
from govrules.model.things import Seat

Provided = tuple[tuple[str, ...], ...]


class Change(Enum):
    """What became of one part of an answer at the points of a row."""

    WIDER = "wider"
    NARROWER = "narrower"
    MOVED = "moved"
    NEWLY_UNDETERMINED = "newly-undetermined"
    SETTLED = "settled"


class Verdict(Enum):
    """What a whole difference comes to. Wider, narrower and moved: every row is."""

    SAME = "same"
    WIDER = "wider"
    NARROWER = "narrower"
    MOVED = "moved"
    INCOMPARABLE = "incomparable"


@frozen
class Item:
    """One thing that an answer says, at the points of a row.

    `names` are identifiers and words, by the kind of the row: for `exercise`, `limit` and `conditions` none, since
    `seats` say who; for the others see `docs/reference/semantics.md`, 10.3. `that` in the place of a body is each body
    of the row. `certain` is False for what the files leave open.
    """

    names: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    certain: bool = True


@frozen
class Witness:
    """A question, and perhaps another one for the other side, whose two answers differ.

    The second stands where two days or two clusters are compared; None: both sides are asked the same.
    """

    before: Question
    after: Question | None = None


@frozen
class Row:
    """Points at which one part of the answer differs in one way.

    `functions` are nodes of the catalogue less those in `except_`; none: the row is about no function. `bodies` are
    bodies and areas; `begins` and `ends` days, both included, None: no end in the files. `limits` in pence, `over`
    excluded, `up_to` included. `provided` as in answers. `gap` says that nobody is there after, `conflict` that clauses
    conflict only after; `was_gap` and `was_conflict` the same of before. `bodies_after` stands where
    clusters with other bodies are compared.
    """

    kind: str
    functions: tuple[str, ...]
    except_: tuple[str, ...]
    bodies: tuple[str, ...]
    begins: date | None
    ends: date | None
    limits: tuple[AmountRange, ...]
    provided: Provided
    before: tuple[Item, ...]
    after: tuple[Item, ...]
    change: Change
    clauses_before: tuple[str, ...]
    clauses_after: tuple[str, ...]
    witness: Witness | None
    gap: bool = False
    conflict: bool = False
    bodies_after: tuple[str, ...] = ()
    was_gap: bool = False
    was_conflict: bool = False


@frozen
class Rewording:
    """A clause that changed without effect. `how`: `wording`, `citation`, `label`, `added`, `removed`."""

    how: str
    before: str | None
    after: str | None


@frozen
class Difference:
    """What changed between two schemes, by effect and apart from that in words."""

    verdict: Verdict
    rows: tuple[Row, ...]
    without_effect: tuple[Rewording, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    """Identifiers before and after of what was aligned though its identifier changed."""
    new_findings: tuple[str, ...] = ()
    """Findings of the checks that only the side after has, each its code and headline."""
    gone_findings: tuple[str, ...] = ()
    failing_cases: tuple[str, ...] = ()
    """Labels of the cases that fail on the side after and did not before."""
    passing_cases: tuple[str, ...] = ()


def verdict_of(rows: tuple[Row, ...]) -> Verdict:
    """Return what the rows come to together."""
    changes = {row.change for row in rows}
    if not changes:
        return Verdict.SAME
    one = changes.pop()
    if changes or one in (Change.NEWLY_UNDETERMINED, Change.SETTLED):
        return Verdict.INCOMPARABLE
    return Verdict(one.value)
