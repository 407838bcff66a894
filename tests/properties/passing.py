"""How things are passed on, for the random schemes: on what leave, relying on what, whether exclusively.

In: the maker of a scheme. Out: further fields of delegations and powers. Promise: as `strategies`: small and dense.
"""

from typing import TYPE_CHECKING, Any

from govrules.model import rules

if TYPE_CHECKING:
    from strategies import SchemeMaker

CONSENTS = ("consent-of-chief", "consent-of-board")


def consent(maker: "SchemeMaker") -> tuple[rules.Condition, ...]:
    """Draw the consent on which passing on depends, mostly none."""
    if not maker.draws.chance(12):
        return ()
    return (frozenset([rules.Literal(maker.draws.pick(CONSENTS))]),)


def of_delegation(maker: "SchemeMaker", giver: str | None) -> dict[str, Any]:
    """Draw what a delegation says of passing on; `giver` is None for the board."""
    draws = maker.draws
    given = sorted({rule.clause for rule in maker.rules.get("delegations", ())})
    relying = frozenset(draws.some(given[-3:], 1)) if giver and given and draws.chance(20) else frozenset[str]()
    return {"relying": relying, "leave": consent(maker), "is_exclusive": draws.chance(15)}


def of_power(maker: "SchemeMaker", further: bool | None) -> dict[str, Any]:
    """Draw what a power says of passing on."""
    draws = maker.draws
    by_default = further is True and draws.chance(50)
    return {"leave": consent(maker), "by_default": by_default, "is_exclusive": draws.chance(15)}
