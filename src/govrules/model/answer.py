"""The shape of an answer: what `docs/reference/cli.md` promises as JSON, as frozen values.

In: nothing but values. Out: classes whose fields are the keys of the JSON, in its order. Everything a person sees of an
answer is rendered from these. Source: docs/reference/semantics.md, sections 1 and 4.
"""

from datetime import date
from enum import Enum

from attrs import field, frozen

from govrules.model.question import Question
from govrules.model.things import Seat as Seat


class Outcome(Enum):
    """How an answer ended. A whole has the outcome of that part which stands last in this order."""

    NO_SUCH_BODY_THEN = "no-such-body-then"
    NOT_VESTED = "not-vested"
    ANSWERED = "answered"
    DEPENDS = "depends"
    UNDETERMINED = "undetermined"


class Holding(Enum):
    """What is known on a day of who holds a post."""

    HELD = "held"
    VACANT = "vacant"
    NOT_RECORDED = "not-recorded"
    NOT_EXISTING = "not-existing"


@frozen
class Holder:
    """A person in a post. `certain` is False where an unknown day leaves it open on the day asked about.

    Those who hold it `jointly` fill it together. Who is `replaced` has a holder in an interim or acting capacity in
    their place, and fills nothing.
    """

    person: str
    capacity: str | None
    employer: str | None
    certain: bool
    post: str = ""
    jointly: bool = False
    replaced: bool = False


@frozen
class AccountableBody:
    """The body in which the function is vested, its first holder, and the organ that sits as that first holder."""

    id: str
    name: str
    first_holder: str
    sits_as: str | None
    clauses: tuple[str, ...]
    certain: bool = True


@frozen
class Claim:
    """What a source says of the officer: its rank, the post it names, whether that is the post that answers."""

    source: str
    rank: str | None
    clause: str
    says: str
    agrees: bool


@frozen
class Officer:
    """A post designated for a title, who holds it that day, by which clauses, and what sources claim of it."""

    title: str
    post: str
    holding: Holding
    holders: tuple[Holder, ...]
    clauses: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    certain: bool = True


@frozen
class AmountRange:
    """Amounts of one basis, in pence: `over` is excluded, `up_to` included, None leaves that side open."""

    basis: str
    over: int | None = None
    up_to: int | None = None


@frozen
class Kept:
    """What stays with the body: `how` is reserved, retained, residue or remainder.

    `to` are the seats of those it is reserved to; empty: the first holder.
    """

    how: str
    functions: tuple[str, ...]
    clause: str | None
    limits: tuple[AmountRange, ...] = ()
    certain: bool = True
    provided: tuple[tuple[str, ...], ...] = ()
    to: tuple[Seat, ...] = ()


@frozen
class Step:
    """One link of a chain: who gave to whom, by which clause, read in which sources, under which enabling power."""

    giver: str
    receiver: str
    clause: str
    source: str | None
    power: str | None


Chain = tuple[Step, ...]


@frozen
class Exercise:
    """Somebody who may exercise the function, within limits, by chains of delegation.

    `chains` are those with the fewest links in order of their clauses; `more_chains` counts the others. A first holder
    acts `by_vesting`, with one chain of no links. `then` are duties that follow the act. `one_person` are people who
    hold posts for more than one of the seats and can fill but one. `in_place_of` are the posts that deputies stand for.
    `procedures` are the clauses of procedures that some of the duties come from.
    """

    seats: tuple[Seat, ...]
    by_vesting: bool
    holding: Holding
    holders: tuple[Holder, ...]
    limits: tuple[AmountRange, ...]
    provided: tuple[tuple[str, ...], ...]
    then: tuple[str, ...]
    chains: tuple[Chain, ...]
    more_chains: int
    certain: bool = True
    one_person: tuple[str, ...] = ()
    in_place_of: tuple[str, ...] = ()
    together_with: tuple[Seat, ...] | None = None
    """In an answer about one holder the seats that others must fill: none, if it may act alone. Else None."""
    procedures: tuple[str, ...] = ()


@frozen
class Prohibited:
    """Somebody, or `anyone` but `spares`, who must not exercise the function at some amounts, by which clauses."""

    who: str
    clauses: tuple[str, ...]
    certain: bool = True
    provided: tuple[tuple[str, ...], ...] = ()
    limits: tuple[AmountRange, ...] = ()
    spares: tuple[str, ...] = ()


@frozen
class Answering:
    """A line of account: `of` answers to `who`, in `line` or `professional`ly."""

    who: str
    of: str
    line: str
    clauses: tuple[str, ...]
    certain: bool = True
    provided: tuple[tuple[str, ...], ...] = ()


@frozen
class Overseer:
    """A body that directs or manages the body asked about or a group it belongs to."""

    relation: str
    by: str
    of: str
    certain: bool = True


@frozen
class Recorded:
    """Something recorded and shown, never computed: `how` is leads, judges or must.

    `circumstance` is what `who` judges in doubt, `text` what `who` must do, in words. `certain` is False where an
    unknown day leaves open whether it is recorded for the day asked about; that leaves nothing else open.
    """

    who: str
    how: str
    circumstance: str | None
    text: str | None
    clauses: tuple[str, ...]
    certain: bool = True


@frozen
class FunctionClaim:
    """What a source says of the function: its rank, and `how` it is vested, reserved, retained or delegated.

    `compared` is agrees, differs or alone; `clauses` are those that say the same or otherwise. `to` are the seats of
    those it is delegated to or who exercise it; empty where the source does not say.
    """

    source: str
    rank: str | None
    clause: str
    how: str
    to: tuple[Seat, ...]
    compared: str
    clauses: tuple[str, ...] = ()


@frozen
class Assumption:
    """Something the answer leans on that the files do not show.

    `about` is the identifier of a clause or post, or for a marked fact what is said, in words.
    """

    kind: str
    about: str


@frozen
class OpenPoint:
    """Something the files leave open that could change the answer."""

    kind: str
    about: str
    earliest: date | None = None
    latest: date | None = None


@frozen
class Conflict:
    """Two clauses that cannot both have effect and that nothing decides between."""

    kind: str
    clauses: tuple[str, ...]


@frozen
class Excluded:
    """A clause that deals with the function and gives nobody anything here, and why.

    In an answer about one holder it is a clause that names the holder and gives it nothing, with more of the reason:
    `detail` is what the period concerned is of in words, or who gives; `by` are the clauses that stand in the way;
    `begins` is the first day the period concerned can hold, if it is later, `ended` its last, if that is past; `limit`
    is the end of the range, in pence, that the amount asked about lies beyond.
    """

    clause: str
    reason: str
    detail: str
    by: tuple[str, ...] = ()
    begins: date | None = None
    ended: date | None = None
    limit: int | None = None


@frozen
class Notice:
    """Something to be said beside the answer, with the code of a diagnostic."""

    code: str
    message: str


@frozen
class Scope:
    """What sets one part of an answer apart from its siblings, where the question left something open.

    `holds_from` and `holds_to` of the part give the days. What is empty is as in the whole the part belongs to.
    """

    functions: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    amounts: tuple[AmountRange, ...] = ()


@frozen
class Answer:
    """A whole answer, or one part of it. Days are included at both ends; None: no end in the files."""

    question: Question
    outcome: Outcome
    accountable_body: AccountableBody | None = None
    officers: tuple[Officer, ...] = ()
    kept: tuple[Kept, ...] = ()
    may_exercise: tuple[Exercise, ...] = ()
    prohibited: tuple[Prohibited, ...] = ()
    answers_to: tuple[Answering, ...] = ()
    overseen_by: tuple[Overseer, ...] = ()
    vested_in: tuple[str, ...] = ()
    holds_from: date | None = None
    holds_to: date | None = None
    assumptions: tuple[Assumption, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    claims: tuple[FunctionClaim, ...] = ()
    scope: Scope = Scope()
    parts: tuple["Answer", ...] = ()
    diagnostics: tuple[Notice, ...] = field(default=(), eq=False)
