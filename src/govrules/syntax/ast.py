"""What was written: statements and their parts, each with its place.

In: parse trees. Out: frozen attrs classes, one a statement, each with a head and its modifiers in the order they stand.
Nothing here knows what a name refers to. The parts are in `govrules.syntax.parts` and shown here too.
"""

from attrs import frozen

from govrules.source import Span
from govrules.syntax.asked import FunctionsExpr as FunctionsExpr
from govrules.syntax.asked import HolderExpr as HolderExpr
from govrules.syntax.asked import MeasureExpr as MeasureExpr
from govrules.syntax.asked import MoneyExpr as MoneyExpr
from govrules.syntax.asked import Ref as Ref
from govrules.syntax.cases import CaseRowExpr as CaseRowExpr
from govrules.syntax.cases import CaseStatement as CaseStatement
from govrules.syntax.cases import ExpectedExpr as ExpectedExpr
from govrules.syntax.cases import Item as Item
from govrules.syntax.cases import KeptBy as KeptBy
from govrules.syntax.cases import NobodyExpr as NobodyExpr
from govrules.syntax.cases import NotExpr as NotExpr
from govrules.syntax.cases import PlacedText as PlacedText
from govrules.syntax.cases import RulingExpr as RulingExpr
from govrules.syntax.defining import DefinesRule as DefinesRule
from govrules.syntax.defining import MarkedHolder as MarkedHolder
from govrules.syntax.parts import Adopted as Adopted
from govrules.syntax.parts import AdoptionExpr as AdoptionExpr
from govrules.syntax.parts import AnyoneExcept as AnyoneExcept
from govrules.syntax.parts import ApprovalExpr as ApprovalExpr
from govrules.syntax.parts import Approved as Approved
from govrules.syntax.parts import BeforeDay as BeforeDay
from govrules.syntax.parts import Between as Between
from govrules.syntax.parts import BodiesExpr as BodiesExpr
from govrules.syntax.parts import ByDay as ByDay
from govrules.syntax.parts import Circumstances as Circumstances
from govrules.syntax.parts import CitationExpr as CitationExpr
from govrules.syntax.parts import ClauseRef as ClauseRef
from govrules.syntax.parts import Condition as Condition
from govrules.syntax.parts import Despite as Despite
from govrules.syntax.parts import DutyExpr as DutyExpr
from govrules.syntax.parts import Each as Each
from govrules.syntax.parts import EachOf as EachOf
from govrules.syntax.parts import Flag as Flag
from govrules.syntax.parts import ForBodies as ForBodies
from govrules.syntax.parts import FromDay as FromDay
from govrules.syntax.parts import Further as Further
from govrules.syntax.parts import KnownInPart as KnownInPart
from govrules.syntax.parts import LimitExpr as LimitExpr
from govrules.syntax.parts import MadeOn as MadeOn
from govrules.syntax.parts import MarkedRef as MarkedRef
from govrules.syntax.parts import Modifier as Modifier
from govrules.syntax.parts import OneRef as OneRef
from govrules.syntax.parts import OnlyAfter as OnlyAfter
from govrules.syntax.parts import OnNamed as OnNamed
from govrules.syntax.parts import Overseers as Overseers
from govrules.syntax.parts import ReachingBack as ReachingBack
from govrules.syntax.parts import Recorded as Recorded
from govrules.syntax.parts import Refs as Refs
from govrules.syntax.parts import Relying as Relying
from govrules.syntax.parts import Replacing as Replacing
from govrules.syntax.parts import ResidueExpr as ResidueExpr
from govrules.syntax.parts import Review as Review
from govrules.syntax.parts import SeatsExpr as SeatsExpr
from govrules.syntax.parts import See as See
from govrules.syntax.parts import StepExpr as StepExpr
from govrules.syntax.parts import StruckOut as StruckOut
from govrules.syntax.parts import That as That
from govrules.syntax.parts import TimeSpan as TimeSpan
from govrules.syntax.parts import ToBetween as ToBetween
from govrules.syntax.parts import ToDay as ToDay
from govrules.syntax.parts import ToLater as ToLater
from govrules.syntax.parts import ToUnknown as ToUnknown
from govrules.syntax.parts import Under as Under
from govrules.syntax.parts import Version as Version
from govrules.syntax.parts import Who as Who
from govrules.syntax.parts import Words as Words
from govrules.syntax.questions import QuestionExpr as QuestionExpr
from govrules.syntax.requiring import ApartRule as ApartRule
from govrules.syntax.requiring import DealRule as DealRule
from govrules.syntax.requiring import DesignateRule as DesignateRule
from govrules.syntax.requiring import DifferRule as DifferRule
from govrules.syntax.requiring import EmployRule as EmployRule
from govrules.syntax.requiring import FewRule as FewRule
from govrules.syntax.requiring import HaveRule as HaveRule
from govrules.syntax.requiring import Requiring as Requiring


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
class DayStatement:
    """`date NAME on DAY`, `by DAY`, `between DAY and DAY`: a day that several statements share."""

    names: Names
    when: MadeOn | ByDay | Between
    modifiers: tuple[Modifier, ...]
    span: Span


@frozen
class ValueExpr:
    """One value of a named amount, with the days it has effect and marks of its own."""

    money: MoneyExpr
    marks: tuple[Modifier, ...]


@frozen
class AmountStatement:
    """`amount NAME £X (from DAY to DAY), £Y (from DAY)`: an amount that is set elsewhere, by its values."""

    names: Names
    values: tuple[ValueExpr, ...]
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
    """`BODIES is vested with F [exercised by ORGAN]`."""

    who: Who
    functions: FunctionsExpr
    by: Who | None


@frozen
class DesignatesRule:
    """`BODIES designates POST as TITLE`."""

    who: Who
    post: HolderExpr
    title: Ref


@frozen
class KeepsRule:
    """`BODIES reserves F [exercised by WHO]`, `BODIES retains F`."""

    who: Who
    reserves: bool
    functions: FunctionsExpr
    by: Who | None = None


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
class ProhibitsRule:
    """`WHO must not exercise F`."""

    who: Who | AnyoneExcept
    functions: FunctionsExpr


@frozen
class ExercisesRule:
    """`WHO exercises F`, and a condition or a duty: a procedure."""

    who: Who
    functions: FunctionsExpr


@frozen
class RevokesRule:
    """`WHO revokes CLAUSES`."""

    who: Who
    clauses: tuple[ClauseRef, ...]


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


@frozen
class DeputisesRule:
    """`POST deputises for POST [in F]`."""

    who: Who
    post: HolderExpr
    functions: FunctionsExpr | None


@frozen
class LeadsRule:
    """`WHO leads F`."""

    who: Who
    functions: FunctionsExpr


@frozen
class JudgesRule:
    """`WHO judges CIRCUMSTANCES`."""

    who: Who
    circumstances: tuple[Ref, ...]


@frozen
class MustRule:
    """`WHO must [for F] "TEXT"`: a duty or a rule of procedure in words; `functions` is None where it is general."""

    who: Who
    functions: FunctionsExpr | None
    text: str


Rule = (
    VestsRule | DesignatesRule | KeepsRule | DelegatesRule | EmpowersRule | ProhibitsRule | ExercisesRule
    | RevokesRule | AnswersRule | SitsRule | DeputisesRule | DefinesRule | LeadsRule | JudgesRule | MustRule
    | Requiring
)  # fmt: skip


@frozen
class ClauseStatement:
    """`clause LABEL [of INSTRUMENT]: SENTENCE`. `text` is the statement as written, on one line."""

    label: str
    instrument: Ref | None
    rule: Rule
    modifiers: tuple[Modifier, ...]
    text: str
    span: Span


@frozen
class RowExpr:
    """One row of a table: `up to £X [printed twice]: WHO MODIFIERS`; `up_to` is None for `without limit`."""

    up_to: MoneyExpr | Ref | None
    twice: bool
    to: Who
    modifiers: tuple[Modifier, ...]
    text: str
    span: Span


@frozen
class LimitsStatement:
    """`limits LABEL [of INSTRUMENT]: WHO delegates F per BASIS MODIFIERS` and rows; `text` is the header."""

    label: str
    instrument: Ref | None
    who: Who
    functions: FunctionsExpr
    measure: MeasureExpr
    modifiers: tuple[Modifier, ...]
    rows: tuple[RowExpr, ...]
    text: str
    span: Span


Written = ClauseStatement | LimitsStatement
"""What says something operative under a label: a clause, or a table of limits."""

Statement = (
    UseStatement | TermStatement | FunctionStatement | SourceStatement | DayStatement | AmountStatement | BodyStatement
    | ClusterStatement | AreaStatement | OrganStatement | PostStatement | PersonStatement | AppointmentStatement
    | InstrumentStatement | ClauseStatement | LimitsStatement | CaseStatement
)  # fmt: skip
