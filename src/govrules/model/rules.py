"""What clauses do: one rule for one body, after every `each` has been written out.

In: nothing but values. Out: frozen attrs classes. `clause` is always the identifier of the clause a rule comes from
(`sel-agreement 4.1`), `body` the body (or area) it is made for, `leaves` leaves of the function catalogue, `when` the
periods that must all hold for it to be live. Source: docs/reference/semantics.md, section 3.
"""

from attrs import define, field, frozen

from govrules.model.days import When
from govrules.model.things import Marks
from govrules.source import Span


@frozen
class Clause:
    """One operative rule as it is written: its instrument, the paper's label, its words, its place and its marks.

    A clause of a source is a *claim*: compared and shown, never effective.
    """

    id: str
    instrument: str
    label: str
    verb: str
    text: str
    span: Span
    marks: Marks
    is_claim: bool = False


@frozen
class Limit:
    """The amounts a clause speaks of, in pence: `over` is excluded, `up_to` included, None leaves that side open.

    `basis` says what is counted. `over_twice` and `up_to_twice` name the open point of an end that the paper prints in
    two rows: whether the amount itself belongs to the lower of them. None: it is printed once.
    """

    basis: str
    up_to: int | None = None
    over: int | None = None
    up_to_twice: str | None = None
    over_twice: str | None = None


@frozen
class Literal:
    """A circumstance that is to hold, or (not `holds`) not to hold."""

    circumstance: str
    holds: bool = True


OWN_MATTER = "not in own matter"
"""What is shown among the duties of whoever got something by a clause that says so."""

Condition = frozenset[Literal]
"""At least one of these literals must be so."""


@frozen
class Vesting:
    """A function is vested in a body: accountability itself.

    `holder` is the organ that is its first holder; None: the governing organ is.
    """

    clause: str
    body: str
    leaves: frozenset[str]
    when: When
    holder: str | None = None


@frozen
class Designation:
    """A body makes a post its officer of a title, such as accountable officer."""

    clause: str
    body: str
    title: str
    post: str
    when: When


@frozen
class Keeping:
    """A body reserves a function (it may not be passed on) or retains it (this instrument does not pass it on).

    `despite` are the clauses it is an exception to. `to` are those who are its first holder in the place of another;
    None: whoever is so anyhow. All of `conditions` must be met at a point for it to keep anything.
    """

    clause: str
    instrument: str
    body: str
    reserves: bool
    leaves: frozenset[str]
    when: When
    limit: Limit | None = None
    despite: frozenset[str] = frozenset()
    to: str | None = None
    conditions: tuple[Condition, ...] = ()


@frozen(cache_hash=True)
class Delegation:
    """`giver` lets `receiver` exercise a function for a body. Each is a post, an organ, a set or a recipient.

    `further` is True where the receiver may delegate further, False where it may not, None where the clause is silent.
    All of `conditions` must be met at a point for it to have effect there. `duties` follow the act, in words.
    `despite` are the clauses it is an exception to; `is_fixed`: what ranks below may not narrow it.
    `relying` are the clauses it says it rests on (none: those that gave its giver the function on its first day).
    All of `leave` must be met for the receiver to delegate further. `is_exclusive`: meanwhile the giver may not act.
    `not_own_matter`: nobody whom the matter concerns acts by it.
    """

    clause: str
    instrument: str
    body: str
    giver: str
    receiver: str
    leaves: frozenset[str]
    when: When
    limit: Limit | None = None
    further: bool | None = None
    conditions: tuple[Condition, ...] = ()
    duties: tuple[str, ...] = ()
    despite: frozenset[str] = frozenset()
    is_fixed: bool = False
    relying: frozenset[str] = frozenset()
    leave: tuple[Condition, ...] = ()
    is_exclusive: bool = False
    not_own_matter: bool = False


@frozen
class Prohibition:
    """`holder` (None: anyone but `spared`) has an authority and must not use it for the body, nor pass it on there.

    `by_procedure`: it is the other side of a procedure, and no deputy stands for the holder either.
    """

    clause: str
    instrument: str
    body: str
    holder: str | None
    leaves: frozenset[str]
    when: When
    conditions: tuple[Condition, ...] = ()
    limit: Limit | None = None
    spared: frozenset[str] = frozenset()
    by_procedure: bool = False


@frozen
class Procedure:
    """`duties`, in words, follow whatever `holder` (None: anyone) does for the body.

    `if_acting` are the same in words for seats that others can fill too: where it is the holder who acts.
    """

    clause: str
    instrument: str
    body: str
    holder: str | None
    leaves: frozenset[str]
    when: When
    duties: tuple[str, ...]
    if_acting: tuple[str, ...]
    limit: Limit | None = None


@frozen
class Deputising:
    """`deputy` fills the seat of `post` while that is vacant, or absent: then the circumstance `absence` holds."""

    clause: str
    body: str
    post: str
    deputy: str
    absence: str
    leaves: frozenset[str]
    when: When


@frozen
class Replacement:
    """For a body, `clause` takes the place of `replaced`: what relied on the one relies on the other."""

    clause: str
    replaced: str
    body: str


@frozen
class Residue:
    """A residual rule: whole leaves that no live clause deals with go to `receiver`."""

    clause: str
    instrument: str
    body: str
    receiver: str
    when: When


@frozen
class PartlyKnown:
    """An instrument that may deal with `leaves` for a body, beyond what the files hold of it."""

    instrument: str
    body: str
    leaves: frozenset[str]
    when: When


@frozen
class Power:
    """Enabling law: `bodies` may give `leaves`, but not `excluded`, to recipients of `kinds`.

    A kind is `officer`, a kind of organ or a kind of body. `further`, `leave` and `is_exclusive` as in `Delegation`;
    `by_default`: a clause that is silent gives leave too.
    """

    clause: str
    bodies: frozenset[str]
    leaves: frozenset[str]
    excluded: frozenset[str]
    kinds: frozenset[str]
    further: bool | None
    when: When
    leave: tuple[Condition, ...] = ()
    by_default: bool = False
    is_exclusive: bool = False


@frozen
class Line:
    """`who` answers to `to`, in line or professionally. `body` is None where the line is not of one body."""

    clause: str
    body: str | None
    who: str
    to: str
    professional: bool
    leaves: frozenset[str]
    when: When


@frozen
class Seating:
    """An organ of a group sits as the board of a body: both names mean one holder."""

    clause: str
    body: str
    organ: str
    when: When


@frozen
class Record:
    """Something recorded and shown, never computed.

    `how` is `leads` (functions), `judges` (circumstances, in doubt) or `must` (do as `text` says). `who` is a body,
    post or organ; `body` is None where the record is of no one body. `leaves` is None where no function is named: what
    judges, and what must be done in general.
    """

    clause: str
    body: str | None
    how: str
    who: str
    leaves: frozenset[str] | None
    circumstances: frozenset[str]
    text: str | None
    when: When


@frozen
class Requirement:
    """How other statements are to be: checked, and in no answer.

    `how` is `have` (`body`, a body, area or group, has exactly one post of each name in `offices`), `designate` (the
    officer of `title` of `body` is the one of `posts`), `deal` (clauses deal with `leaves` for `body`), `expressly`
    (they do, and leave nothing to a residual rule), `differ` (no person holds two of `posts`; then `body` is None),
    `apart` (nobody may exercise alone both one of `leaves` and one of `others` for `body`), `few` (nobody is the
    officer of `title` of more than `most` of the bodies that the clause requires this of) or `employ` (`body`, a body
    or group, employs nobody). Not `is_must`: it should be so.
    """

    clause: str
    how: str
    is_must: bool
    body: str | None
    offices: tuple[str, ...]
    posts: tuple[str, ...]
    title: str | None
    leaves: frozenset[str]
    others: frozenset[str]
    most: int | None
    when: When


@frozen
class FunctionClaim:
    """What a source says of functions of a body: compared and shown, never effective.

    `how` is vested, reserved, retained or delegated. `to` is to whom they are delegated, or who exercises them; None:
    the source does not say.
    """

    clause: str
    body: str
    how: str
    to: str | None
    leaves: frozenset[str]
    when: When


@define
class RuleSet:
    """Rules by sort, to be added to."""

    vestings: list[Vesting] = field(factory=list)
    designations: list[Designation] = field(factory=list)
    claims: list[Designation] = field(factory=list)
    function_claims: list[FunctionClaim] = field(factory=list)
    keepings: list[Keeping] = field(factory=list)
    delegations: list[Delegation] = field(factory=list)
    residues: list[Residue] = field(factory=list)
    prohibitions: list[Prohibition] = field(factory=list)
    procedures: list[Procedure] = field(factory=list)
    deputies: list[Deputising] = field(factory=list)
    replacements: list[Replacement] = field(factory=list)
    powers: list[Power] = field(factory=list)
    lines: list[Line] = field(factory=list)
    seatings: list[Seating] = field(factory=list)
    records: list[Record] = field(factory=list)
    partly_known: list[PartlyKnown] = field(factory=list)
    requirements: list[Requirement] = field(factory=list)
