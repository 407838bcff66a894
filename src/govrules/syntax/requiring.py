"""Requirements as they are written: sentences that say how other statements are to be.

In: parse trees, through the builder. Out: frozen attrs classes; `govrules.syntax.ast` shows them beside others.
"""

from attrs import frozen

from govrules.syntax.asked import FunctionsExpr, HolderExpr, Ref
from govrules.syntax.cases import NobodyExpr
from govrules.syntax.parts import Who


@frozen
class HaveRule:
    """`THINGS must have POSTS`; `is_must` is False for `should`, here and in the rules below."""

    who: Who
    is_must: bool
    names: tuple[Ref, ...]


@frozen
class DesignateRule:
    """`BODIES must designate POST as TITLE`."""

    who: Who
    is_must: bool
    post: HolderExpr
    title: Ref


@frozen
class DealRule:
    """`BODIES must deal [expressly] with F`."""

    who: Who
    is_must: bool
    expressly: bool
    functions: FunctionsExpr


@frozen
class DifferRule:
    """`POSTS must be different`."""

    who: Who
    is_must: bool


@frozen
class ApartRule:
    """`nobody must exercise both F and G`."""

    who: NobodyExpr
    is_must: bool
    function: Ref
    other: Ref


@frozen
class FewRule:
    """`nobody must be TITLE of more than N bodies`; `most` is N."""

    who: NobodyExpr
    is_must: bool
    title: Ref
    most: int


@frozen
class EmployRule:
    """`THINGS must employ nobody`."""

    who: Who
    is_must: bool
    whom: NobodyExpr


Requiring = HaveRule | DesignateRule | DealRule | DifferRule | ApartRule | FewRule | EmployRule
"""What says how other statements are to be, and is checked."""
