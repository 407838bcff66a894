"""GR511: not every party is known to have adopted a document.

In: a scheme under check. Out: a note for each document whose rank needs adoption, with the parties that have not
adopted it, as far as the files know. Source: docs/reference/semantics.md, 2.7.
"""

from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic
from govrules.model.days import NEVER, Bound, Cause, OpenDay
from govrules.model.rules import Delegation, Keeping, Residue
from govrules.syntax import ast


def adoption(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the documents that some party has not adopted for certain."""
    scheme = scope.scheme
    adopted: dict[str, dict[str, bool]] = defaultdict(lambda: defaultdict(bool))
    dealing: list[Delegation | Keeping | Residue] = [*scheme.delegations, *scheme.keepings, *scheme.residues]
    for rule in dealing:
        begins = [period.begins for period in rule.when if period.cause is Cause.ADOPTION]
        if scheme.ranks[scheme.instruments[rule.instrument].rank].needs_adoption:
            adopted[rule.instrument][scheme.body_of(rule.body)] |= all(_comes(begin) for begin in begins)
    for instrument, bodies in sorted(adopted.items()):
        without = [body for body, has in bodies.items() if not has]
        if without:
            yield Diagnostic(
                "GR511",
                f"{scope.names(without)} {'is' if len(without) == 1 else 'are'} not known to have adopted {instrument}",
                scope.declared(ast.InstrumentStatement, instrument) or scheme.instruments[instrument].span,
                "not adopted by all",
                "ask for the minutes of that board, and add `adopted by BODY on DAY` or `not adopted by BODY`",
            )


def _comes(begin: Bound) -> bool:
    return begin is None or (begin.latest is not None if isinstance(begin, OpenDay) else begin != NEVER)
