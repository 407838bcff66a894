"""One field of many records.

In: a sequence of records of one class, and the name of a field. Out: the values of the field, in the same order.
Promise: records that are made when they are looked at (`Columned`) give a column without being made.
"""

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Columned(Protocol):
    """Records that are kept as columns."""

    def column(self, name: str) -> Sequence[Any]:
        """Return the values of a field."""


def column(records: Sequence[Any], name: str) -> Sequence[Any]:
    """Return the values of a field of records.

    >>> column([date(2011, 6, 1), date(2012, 7, 2)], "year")
    [2011, 2012]
    """
    return records.column(name) if isinstance(records, Columned) else [getattr(record, name) for record in records]
