"""Amounts as they are typed, in rules and in questions.

In: an amount or a basis as written. Out: pence; the name of a basis as the model has it. Diagnostics: GR010.
"""

from govrules.diagnostics import Diagnostic
from govrules.model.money import parse_pence
from govrules.syntax.asked import MoneyExpr


def pence_of(money: MoneyExpr) -> int | Diagnostic:
    """Return an amount in pence, or what is wrong with it (GR010)."""
    if not money.text.startswith("£"):
        return Diagnostic("GR010", f"the amount {money.text} is not in pounds", money.span, "another currency",
                          "write the amount in pounds, such as £250,000")  # fmt: skip
    pence = parse_pence(money.text)
    if pence is None:
        return Diagnostic("GR010", f"the amount {money.text} cannot be read", money.span, "not an amount",
                          "give thousands by commas and pence by two digits: £250,000 or £250,000.01")  # fmt: skip
    return pence


def basis_key(basis: str, vat: str | None) -> str:
    """Return the name of a basis with its stance on VAT, as the model has it."""
    return basis if vat is None else f"{basis} {vat} VAT"
