"""Questions as they are typed or stand in cases, names recognised.

In: parse trees, through the builder. Out: a frozen attrs class; `govrules.syntax.ast` shows it beside the statements.
"""

from datetime import date

from attrs import frozen

from govrules.syntax.asked import FunctionsExpr, HolderExpr, MeasureExpr, MoneyExpr, Ref


@frozen
class QuestionExpr:
    """A question as typed, names recognised.

    `kind` is accountable, exercise, officer, may or why_not; of a reverse question what_may, delegated, retains,
    reserves or keeps; of a question about facts a value of `model.facts.FactKind`. `who` is the holder a question is
    about, `about` the functions that lines of account are for.
    """

    kind: str
    functions: FunctionsExpr | None
    title: HolderExpr | None
    body: tuple[Ref, ...]
    on: tuple[date, ...]
    amounts: tuple[tuple[MoneyExpr, MeasureExpr | None], ...]
    given: tuple[tuple[Ref, bool], ...] = ()
    known: tuple[date, ...] = ()
    concerning: tuple[HolderExpr, ...] = ()
    who: HolderExpr | None = None
    about: tuple[FunctionsExpr, ...] = ()
