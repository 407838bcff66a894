"""Instruments known in part: for which leaves and bodies they may deal with more than the files hold of them.

In: instruments and adoptions. Out: a rule for each party, which is live where clauses of the instrument can be.
Source: docs/reference/semantics.md, 2.7 and S6.
"""

from collections.abc import Iterator

from govrules.model import rules
from govrules.resolve.draft import Draft
from govrules.resolve.expand import Expander
from govrules.resolve.instruments import Adoptions
from govrules.resolve.marks import said
from govrules.resolve.symbols import Symbols


def partly_known(draft: Draft, symbols: Symbols, adoptions: Adoptions) -> Iterator[rules.PartlyKnown]:
    """Yield for each instrument known in part a rule for each party, live where its clauses can be."""
    for name, leaves in draft.unseen.items():
        if name not in draft.instruments:
            continue
        parties = tuple(draft.parties[name])
        expander = Expander(draft, symbols, parties)
        for party, when in parties if leaves else ():
            adopted = adoptions.of(name, draft.body_of(party), [], [], expander)
            whole = said(draft.instruments[name].in_force) + when + draft.life_of(party) + adopted
            yield rules.PartlyKnown(name, party, leaves, whole)
