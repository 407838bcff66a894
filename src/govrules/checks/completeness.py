"""GR607: what an agreement between several bodies settles, and this one does not.

In: a scheme under check. Out: a note for each document with several parties, with all that it lacks: functions, an
end, a review, words on variation and on termination. Of a document known in part nothing is said.
Source: SI 2000/617, regulation 7, which lists what an agreement on pooled funds must state; agreements follow it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.scope import Scope, listed
from govrules.diagnostics import Diagnostic
from govrules.syntax import ast

_VARIATION = re.compile(r"\b(var(y|ied|iation)|amend|chang(e|ing) this)", re.IGNORECASE)
_TERMINATION = re.compile(r"\b(terminat|withdraw|leav(e|ing) (this|the) agreement|notice to end)", re.IGNORECASE)

_DEALING = frozenset(["delegates", "reserves", "retains", "limits"])


def completeness(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the documents of several parties that leave something unsettled."""
    scheme = scope.scheme
    words: dict[str, list[str]] = defaultdict(list)
    for clause in scheme.clauses.values():
        words[clause.instrument] += [clause.text, *clause.marks.notes]
    dealing = {rule.instrument for rule in scheme.delegations} | {rule.instrument for rule in scheme.keepings}
    in_part = {rule.instrument for rule in scheme.partly_known}
    for instrument in scheme.instruments.values():
        if len(instrument.parties) < 2 or instrument.id not in words or instrument.id in in_part:
            continue
        lost = scope.lost.of(instrument.id)
        text = " ".join([*words[instrument.id], *instrument.marks.notes, *(word for said in lost for word in said)])
        is_dealing = instrument.id in dealing or any(_DEALING & said for said in lost)
        lacking = [
            what for what, has in (
                ("which functions it is about", is_dealing),
                ("when it ends", instrument.in_force.ends is not None),
                ("when it is reviewed", instrument.review is not None),
                ("how it is varied", _VARIATION.search(text) is not None),
                ("how a party ends it", _TERMINATION.search(text) is not None),
            ) if not has
        ]  # fmt: skip
        if lacking:
            yield Diagnostic(
                "GR607",
                f"{instrument.label.display} does not say {listed(lacking, 5)}",
                scope.declared(ast.InstrumentStatement, instrument.id) or instrument.span,
                "an agreement of several bodies",
                'look for it on paper: days with `to` and `review on`, the rest as `each party must "..."`',
            )
