"""What was written: statements and their parts, each with its place.

In: parse trees. Out: frozen attrs classes, one a statement, each with a head and its modifiers in the order they stand.
Nothing here knows what a name refers to.
"""

from datetime import date

from attrs import frozen

from govrules.source import Span


@frozen
class Ref:
    """A name as it stands: an identifier, or a display name, alias or code in quotes."""

    text: str
    quoted: bool
    span: Span


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
class HolderExpr:
    """`finance-director of sel`, `sel-board`, `bexley`, `board`: somebody who can hold authority."""

    name: Ref
    owner: Ref | Each | That | None
    span: Span


Who = HolderExpr | Each | EachOf | That


@frozen
class BodiesExpr:
    """Bodies, areas or groups: a list of names, or one `each` or `that`."""

    things: tuple[Ref | Each | EachOf | That, ...]
    span: Span


@frozen
class FunctionsExpr:
    """Functions by name, or `everything [statutory]`, less `exceptions`."""

    names: tuple[Ref, ...]
    everything: bool
    statutory: bool
    exceptions: tuple[Ref, ...]
    span: Span


@frozen
class FromDay:
    """`from DAY`: begins on that day."""

    day: date
    span: Span


@frozen
class ByDay:
    """`by DAY`: began on that day or earlier."""

    day: date
    span: Span


@frozen
class ToDay:
    """`to DAY`: the last day."""

    day: date
    span: Span


@frozen
class BeforeDay:
    """`before DAY`: the first day after."""

    day: date
    span: Span


@frozen
class ToUnknown:
    """`to unknown`: ended, or will end, on a day nobody recorded."""

    span: Span


@frozen
class MadeOn:
    """`on DAY`: made, published, adopted, or asked about."""

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
    """A modifier of one word: `illustrative`, `unverified`, `statutory`, `non-delegable`."""

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
    """A modifier that lists names: `below`, `having`, `not adopted by`."""

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
class MoneyExpr:
    """An amount as written."""

    text: str
    span: Span


@frozen
class LimitExpr:
    """`up to £X per BASIS`."""

    amount: MoneyExpr
    basis: Ref
    span: Span


@frozen
class Further:
    """`who may [not] delegate further`."""

    allowed: bool
    span: Span


@frozen
class AdoptionExpr:
    """One adoption: by whom, on (or by) which day, with marks of its own."""

    by: Ref | Each
    day: MadeOn | ByDay
    marks: tuple["Modifier", ...]
    span: Span


@frozen
class Adopted:
    """`adopted by ...`."""

    adoptions: tuple[AdoptionExpr, ...]
    span: Span


@frozen
class ResidueExpr:
    """`residue to WHO`."""

    who: Who
    span: Span


Modifier = (
    FromDay | ByDay | ToDay | BeforeDay | ToUnknown | MadeOn | See | Flag | Refs | Words | Overseers | OneRef
    | ForBodies | LimitExpr | Further | Adopted | ResidueExpr
)  # fmt: skip


@frozen
class MarkedText:
    """An alias or code with marks of its own."""

    text: str
    marks: tuple[Modifier, ...]


@frozen
class Names:
    """What everything declared begins with: its identifier, display name, aliases and codes."""

    id: Ref
    display: str | None
    aliases: tuple[MarkedText, ...]
    codes: tuple[MarkedText, ...]


@frozen
class UseStatement:
    """`use "FILE"`."""

    path: str
    span: Span


@frozen
class TermStatement:
    """`term NAME is a SORT [of TERM]`."""

    names: Names
    sort: Ref
    of: Ref | None
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class FunctionStatement:
    """`function NAME [of PARENT]`."""

    names: Names
    parent: Ref | None
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class SourceStatement:
    """`source NAME [is a RANK]`."""

    names: Names
    rank: Ref | None
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class BodyStatement:
    """`body NAME is a KIND`."""

    names: Names
    kind: Ref
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class ClusterStatement:
    """`cluster NAME is a KIND of MEMBERS`."""

    names: Names
    kind: Ref
    members: tuple[MarkedRef, ...]
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class AreaStatement:
    """`area NAME is a KIND of BODY`."""

    names: Names
    kind: Ref
    body: Ref
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class OrganStatement:
    """`organ NAME is a KIND of BODIES`."""

    names: Names
    kind: Ref
    owners: BodiesExpr
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class PostStatement:
    """`post NAME of BODIES`."""

    names: Names
    owners: BodiesExpr
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class PersonStatement:
    """`person NAME`."""

    names: Names
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class AppointmentStatement:
    """`appointment of PERSON to POST`; `person` is None for `nobody`."""

    person: Ref | None
    post: HolderExpr
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class InstrumentStatement:
    """`instrument NAME is a RANK [of PARTIES]`."""

    names: Names
    rank: Ref
    parties: BodiesExpr | None
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class VestsRule:
    """`BODIES is vested with F`."""

    who: Who
    functions: FunctionsExpr


@frozen
class DesignatesRule:
    """`BODIES designates POST as TITLE`."""

    who: Who
    post: HolderExpr
    title: Ref


@frozen
class KeepsRule:
    """`BODIES reserves F`, `BODIES retains F`."""

    who: Who
    reserves: bool
    functions: FunctionsExpr


@frozen
class DelegatesRule:
    """`WHO delegates F to WHO`."""

    who: Who
    functions: FunctionsExpr
    to: Who


@frozen
class EmpowersRule:
    """`BODIES may delegate F to any KIND`."""

    who: Who
    functions: FunctionsExpr
    kinds: tuple[Ref, ...]


@frozen
class AnswersRule:
    """`WHO answers [professionally] for F to WHO`."""

    who: Who
    professionally: bool
    functions: FunctionsExpr
    to: Who


@frozen
class SitsRule:
    """`ORGAN sits as board of BODIES`."""

    who: Who
    board: HolderExpr


Rule = VestsRule | DesignatesRule | KeepsRule | DelegatesRule | EmpowersRule | AnswersRule | SitsRule


@frozen
class ClauseStatement:
    """`clause LABEL [of INSTRUMENT]: SENTENCE`. `text` is the statement as written, on one line."""

    label: str
    instrument: Ref | None
    rule: Rule
    modifiers: tuple[Modifier, ...]
    text: str
    span: Span


Statement = (
    UseStatement | TermStatement | FunctionStatement | SourceStatement | BodyStatement | ClusterStatement
    | AreaStatement | OrganStatement | PostStatement | PersonStatement | AppointmentStatement
    | InstrumentStatement | ClauseStatement
)  # fmt: skip


@frozen
class QuestionExpr:
    """A question as typed, names recognised. `kind` is accountable, exercise or officer."""

    kind: str
    functions: FunctionsExpr | None
    title: HolderExpr | None
    body: tuple[Ref, ...]
    on: tuple[date, ...]
    amounts: tuple[tuple[MoneyExpr, Ref | None], ...]
