"""What a further delegation rests on: the clauses it names, else those that gave its giver the leaf on its first day.

In: the texts at a place, and who draws on whom. Out: for each further delegation the clauses it may follow in a chain.
Promise: it stands only through those and what replaces them; a fresh grant revives nothing.
Source: docs/reference/semantics.md, A7.
"""

from collections.abc import Iterable, Mapping

from govrules.engine.seats import Holders
from govrules.model.days import first_day, may_hold_on_first_day
from govrules.model.rules import Delegation, Replacement, Residue


def relied_on(
    texts: Iterable[Delegation | Residue], replacements: Iterable[Replacement], holders: Holders, is_first: bool
) -> Mapping[Delegation, frozenset[str]]:
    """Return for each delegation that can be a further link the clauses it relies on, with what replaces them.

    `is_first`: the governing organ is the first holder at all amounts, so that nothing it gives is a further link.
    """
    texts = list(texts)
    replaced_by: dict[str, set[str]] = {}
    for replacement in replacements:
        replaced_by.setdefault(replacement.replaced, set()).add(replacement.clause)
    found: dict[Delegation, frozenset[str]] = {}
    for rule in texts:
        if isinstance(rule, Delegation) and not (is_first and holders.draws_on(rule.giver, holders.board)):
            giving = [text for text in texts if holders.draws_on(rule.giver, text.receiver)]
            named = set(rule.relying) or _giving_on_first_day(rule, giving)
            found[rule] = frozenset(_with_replacements(named, replaced_by))
    return found


def _giving_on_first_day(rule: Delegation, giving: list[Delegation | Residue]) -> set[str]:
    """Return the clauses that may give on a day on which the rule may begin, else those that may be the first to."""
    begins = first_day(rule.when)
    then = {text.clause for text in giving if may_hold_on_first_day(text.when, begins)}
    if then:
        return then
    later = {text: first_day(text.when, of_state=True) for text in giving}
    later = {text: day for text, day in later.items() if day.earliest > begins.earliest}
    soonest = min((day.latest for day in later.values()), default=None)
    return {text.clause for text, day in later.items() if soonest is not None and day.earliest <= soonest}


def _with_replacements(clauses: set[str], replaced_by: Mapping[str, set[str]]) -> set[str]:
    found, waiting = set(clauses), list(clauses)
    while waiting:
        for clause in replaced_by.get(waiting.pop(), set()) - found:
            found.add(clause)
            waiting.append(clause)
    return found
