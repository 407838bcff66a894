"""What changed in an answer, on which day, and by which clauses.

In: nothing but values. Out: frozen attrs classes. Source: docs/reference/semantics.md, section 8.
"""

from datetime import date

from attrs import frozen

from govrules.model.answer import Answer


@frozen
class Turn:
    """A clause that comes into an answer or goes out of it.

    `cause` is what begins or ends that day (a value of `model.days.Cause`: its own period, its instrument, an adoption,
    a membership, the life of a post, a clause that ended it) and `about` says it in words. Both are empty where nothing
    of the clause itself begins or ends: then another clause decides, such as one above it in a chain.
    """

    clause: str
    cause: str = ""
    about: str = ""


@frozen
class Change:
    """One change of an answer: `before` holds until the day before `day`, `after` from that day on.

    `began` are the clauses that the answer newly rests on somewhere, `ended` those that it rests on no longer, each in
    order of clause. Both can be empty, where only people or facts without a clause changed.
    """

    day: date
    before: Answer
    after: Answer
    began: tuple[Turn, ...]
    ended: tuple[Turn, ...]
