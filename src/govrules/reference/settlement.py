"""What can be left open at a point, and how it is settled: section 4 S6 and S8 of the specification.

In: nothing but values. Out: the sorts of open things, and settlements of them. Source: docs/reference/semantics.md.
"""

from attrs import frozen

from govrules.reference.unseen import Unseen


@frozen
class Pair:
    """An open conflict of two clauses, about a receiver. Settled with yes, the first prevails: that which keeps."""

    first: str
    second: str
    receiver: str
    kind: str

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the two clauses in order of identifier."""
        return tuple(sorted((self.first, self.second)))


@frozen
class Circumstance:
    """A circumstance, which the asker knows and the files do not."""

    name: str


@frozen
class Twice:
    """An amount the paper prints in two rows. Settled with yes it belongs to the lower row."""

    name: str


Open = str | Pair | Circumstance | Twice | Unseen
"""Something to settle: an unknown day by its key, a conflict, a circumstance, an end printed twice, what is unseen."""
Settlement = frozenset[Open]
"""What is settled with yes: days that have come, conflicts in which what is kept prevails, circumstances that hold."""
