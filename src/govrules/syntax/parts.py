"""The parts statements are made of: references, who-expressions, functions and modifiers, each with its place.

In: parse trees, through the builder. Out: frozen attrs classes; `govrules.syntax.ast` shows them beside the statements.
"""

from datetime import date

from attrs import frozen

from govrules.source import Span
from govrules.syntax.asked import FunctionsExpr, HolderExpr, MeasureExpr, MoneyExpr, Ref


@frozen
class Each:
    """`each party`, `each member of sel`, `each KIND [of X]`, less `exceptions`.

    `what` is `party`, `member` or the name of a kind. `of` is a thing, a `that`, or another `each` (of a kind).
    """

    what: Ref
    of: "Ref | That | Each | None"
    exceptions: tuple[Ref, ...]
    span: Span


@frozen
class EachOf:
    """`each of bexley, bromley`: these, each for itself."""

    things: tuple[Ref, ...]
    span: Span


@frozen
class That:
    """`that party`, `that member`, `that KIND`: the one the `each` of this sort stands for."""

    what: Ref
    span: Span


@frozen
class SeatsExpr:
    """`both A and B`, `either A or B`, `all of A, B`, `any 2 of A, B`: several who act together, or for each other.

    `word` is both, either, all or any; `count` stands beside any. `parts` may nest.
    """

    word: str
    count: int
    parts: tuple["Who", ...]
    span: Span


Who = HolderExpr | Each | EachOf | That | SeatsExpr


@frozen
class AnyoneExcept:
    """`anyone except A, B`: everybody but these; `anyone` is the word that was written."""

    anyone: Ref
    spared: tuple[HolderExpr, ...]
    span: Span


@frozen
class BodiesExpr:
    """Bodies, areas or groups: a list of names, or one `each` or `that`."""

    things: tuple[Ref | Each | EachOf | That, ...]
    span: Span


@frozen
class FromDay:
    """`from DAY`: begins on that day, which may be a named one."""

    day: date | Ref
    span: Span


@frozen
class ByDay:
    """`by DAY`: began on that day or earlier."""

    day: date
    span: Span


@frozen
class ToDay:
    """`to DAY`: the last day."""

    day: date | Ref
    span: Span


@frozen
class BeforeDay:
    """`before DAY`: the first day after."""

    day: date | Ref
    span: Span


@frozen
class ToUnknown:
    """`to unknown`: ended, or will end, on a day nobody recorded."""

    span: Span


@frozen
class Between:
    """`between DAY and DAY`: an unknown day, both included; as a modifier, the first."""

    first: date
    last: date
    span: Span


@frozen
class ToBetween:
    """`to between DAY and DAY`: the last day is one of these."""

    days: Between
    span: Span


@frozen
class ToLater:
    """`to DAY or later`: the last day is that day or a later one."""

    day: date
    span: Span


@frozen
class OnNamed:
    """`on NAME`: adopted on a named day."""

    day: Ref
    span: Span


@frozen
class KnownInPart:
    """`known in part [for F]`: the instrument may deal with more than its clauses say (None: with anything)."""

    functions: FunctionsExpr | None
    span: Span


@frozen
class MadeOn:
    """`on DAY`: made, published, adopted, or asked about."""

    day: date
    span: Span


@frozen
class ReachingBack:
    """`having effect from DAY`: an instrument may have effect before the day it was made, from that day."""

    day: date
    span: Span


@frozen
class Recorded:
    """`recorded on DAY`: known from that day."""

    day: date
    span: Span


@frozen
class StruckOut:
    """`struck out on DAY`: known no longer from that day."""

    day: date
    span: Span


@frozen
class CitationExpr:
    """A source and where in it."""

    source: Ref
    pinpoint: str | None


@frozen
class See:
    """`see SOURCE "pinpoint", ...`."""

    citations: tuple[CitationExpr, ...]
    span: Span


@frozen
class Flag:
    """A modifier without parts: `illustrative`, `unverified`, `statutory`, `non-delegable`, `fixed`, `exclusively`.

    `by-default` is `unless directed otherwise`, `own-matter` is `not in own matter`.
    """

    word: str
    span: Span


@frozen
class Words:
    """A modifier with one text: `note`, `publisher`, `address`."""

    word: str
    text: str
    span: Span


@frozen
class Refs:
    """A modifier that lists names: `below`, `having`, `canon`, `not adopted by`."""

    word: str
    refs: tuple[Ref, ...]
    span: Span


@frozen
class MarkedRef:
    """A name with marks of its own in brackets."""

    ref: Ref
    marks: tuple["Modifier", ...]


@frozen
class Overseers:
    """`directed by` or `managed by`, each with its period."""

    word: str
    refs: tuple[MarkedRef, ...]
    span: Span


@frozen
class Under:
    """`under ORGAN`: the organ that a sub-committee is of."""

    organ: HolderExpr
    span: Span


@frozen
class OneRef:
    """A modifier that names one thing: `employed by`, `as`."""

    word: str
    ref: Ref
    span: Span


@frozen
class ForBodies:
    """`for BODIES`: only for these."""

    bodies: BodiesExpr
    span: Span


@frozen
class LimitExpr:
    """`over £X up to £Y per BASIS`, where an amount may be named; `without limit per BASIS` has neither end."""

    over: MoneyExpr | Ref | None
    up_to: MoneyExpr | Ref | None
    measure: MeasureExpr
    span: Span


@frozen
class Circumstances:
    """`C`, `both C and C`, `all of C, C` (`either` is False: all of them), `either C or C`."""

    refs: tuple[Ref, ...]
    either: bool
    span: Span


@frozen
class Condition:
    """`only if CIRCUMSTANCES` (`holds`), `unless CIRCUMSTANCES` (not `holds`)."""

    holds: bool
    circumstances: Circumstances
    span: Span


@frozen
class TimeSpan:
    """`5 days`: a number and a unit."""

    number: int
    unit: Ref


@frozen
class StepExpr:
    """`5 days notice to WHO "of what" within 2 weeks`, `report to WHO at next-meeting`.

    `lead` stands before the word of the step; `within` and `at` say when it is to be done.
    """

    lead: TimeSpan | None
    word: Ref
    preposition: str
    who: Who
    what: str | None
    within: TimeSpan | None
    at: Ref | None
    span: Span


@frozen
class OnlyAfter:
    """`only after STEP [(unless CIRCUMSTANCES)]`."""

    step: StepExpr
    unless: Circumstances | None
    span: Span


@frozen
class DutyExpr:
    """`then STEP`: what is to follow the act."""

    step: StepExpr
    span: Span


@frozen
class Further:
    """`who may [not] delegate further [with consent of WHO]`."""

    allowed: bool
    consent: "Who | None"
    span: Span


@frozen
class AdoptionExpr:
    """One adoption: by whom, on (or by) which day, with marks of its own."""

    by: Ref | Each
    day: MadeOn | OnNamed | ByDay | Between
    marks: tuple["Modifier", ...]
    span: Span


@frozen
class Adopted:
    """`adopted by ...`."""

    adoptions: tuple[AdoptionExpr, ...]
    span: Span


@frozen
class ClauseRef:
    """`4.2(b) [of INSTRUMENT]`: a clause by its label."""

    label: str
    instrument: Ref | None
    span: Span


@frozen
class Replacing:
    """`replacing CLAUSES`: those end where this begins."""

    clauses: tuple[ClauseRef, ...]
    span: Span


@frozen
class Relying:
    """`relying on CLAUSES`: what a further delegation rests on."""

    clauses: tuple[ClauseRef, ...]
    span: Span


@frozen
class Despite:
    """`despite CLAUSES`: an exception to them."""

    clauses: tuple[ClauseRef, ...]
    span: Span


@frozen
class Version:
    """`version "TEXT"`: the version a document says it is."""

    text: str
    span: Span


@frozen
class Review:
    """`review on DAY`: when a document is due to be looked at again."""

    day: date
    span: Span


@frozen
class ApprovalExpr:
    """One approval of a document: by whom, on which day."""

    by: HolderExpr
    day: MadeOn
    span: Span


@frozen
class Approved:
    """`approved by ...`."""

    approvals: tuple[ApprovalExpr, ...]
    span: Span


@frozen
class ResidueExpr:
    """`residue to WHO`."""

    who: Who
    span: Span


Modifier = (
    FromDay | ByDay | ToDay | BeforeDay | ToUnknown | MadeOn | See | Flag | Refs | Words | Overseers | OneRef | Under
    | ForBodies | LimitExpr | Further | Adopted | ResidueExpr | Replacing | Condition | OnlyAfter | DutyExpr | Despite
    | Relying | Recorded | StruckOut | Version | Review | Approved | Between | ToBetween | ToLater | KnownInPart
    | ReachingBack
)  # fmt: skip
