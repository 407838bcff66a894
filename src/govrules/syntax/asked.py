"""What questions are made of: names, holders, functions, amounts.

In: parse trees, or the words of a plain question. Out: frozen attrs classes, which `govrules.syntax.ast` shows beside
the statements. They stand apart so that a question is read without everything that rule files are made of.
"""

from typing import TYPE_CHECKING

from attrs import frozen

from govrules.source import Span

if TYPE_CHECKING:
    from govrules.syntax.parts import Each, That

STANCES = ("excluding", "including")
"""What may be said of VAT."""


@frozen
class Ref:
    """A name as it stands: an identifier, or a display name, alias or code in quotes."""

    text: str
    quoted: bool
    span: Span


@frozen
class HolderExpr:
    """`finance-director of sel`, `sel-board`, `bexley`, `board`: somebody who can hold authority."""

    name: Ref
    owner: "Ref | Each | That | None"
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
class MoneyExpr:
    """An amount as written."""

    text: str
    span: Span


@frozen
class MeasureExpr:
    """`per BASIS [including VAT | excluding VAT]`: what amounts are counted on. `vat` is that word, or None."""

    basis: Ref
    vat: str | None
    span: Span
