"""The whole table on a day: for every body and function who may exercise it, up to what, by which chains of clauses.

In: an instance. Out: for each program the rows of its table. Programs that decide one request at a time have none.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from instance import Instance
from ours import Ours
from peers import DictWalk, DuckDb, Peer, Prolog, Sqlite

WHOLE = """
with recursive chain(body, function, holder, clauses, up_to) as (
    select body, function, receiver, clause, up_to from rows
    where giver = 'board@' || body and begins <= :day and :day <= ends
    union all
    select chain.body, chain.function, rows.receiver, chain.clauses || '|' || rows.clause,
      case when rows.up_to < chain.up_to then rows.up_to else chain.up_to end
    from chain join rows
      on rows.body = chain.body and rows.function = chain.function and rows.giver = chain.holder
      and rows.begins <= :day and :day <= rows.ends
)
select body, function, holder, clauses, up_to from chain
"""


class Line(NamedTuple):
    """One chain: clauses from the board's on, up to the least of their limits, in pence."""

    body: str
    function: str
    holder: str
    clauses: tuple[str, ...]
    up_to: int


class Table:
    """A program that gives the whole table. What it gives is told as `Line`s outside its time, by `lines`."""

    of: type[Peer]

    def __init__(self, instance: Instance) -> None:
        self.peer: Any = self.of(instance)
        self.instance = instance

    def table(self, day: date) -> Any:
        """Return the table as the program gives it."""
        raise NotImplementedError

    def lines(self, table: Any) -> Iterable[Line]:
        """Return a table as lines."""
        return (Line(body, function, holder, tuple(clauses.split("|")), int(up_to))
                for body, function, holder, clauses, up_to in table)  # fmt: skip


class DictTable(Table):
    """The walk from every body's board over every function it gave something of."""

    of = DictWalk

    def __init__(self, instance: Instance) -> None:
        super().__init__(instance)
        self.given = sorted({(row.body, row.function) for row in instance.rows if row.giver.startswith("board@")})

    def table(self, day: date) -> list[Line]:
        found, on, rows = [], day.toordinal(), self.peer.rows
        for body, function in self.given:
            waiting = [Line(body, function, f"board@{body}", (), 1 << 62)]
            while waiting:
                _, _, holder, clauses, up_to = waiting.pop()
                for row in rows.get((body, function, holder), ()):
                    if row.begins <= on <= row.ends:
                        line = Line(body, function, row.receiver, (*clauses, row.clause), min(up_to, row.up_to))
                        found.append(line)
                        waiting.append(line)
        return found

    def lines(self, table: Any) -> Iterable[Line]:
        return iter(table)


class SqliteTable(Table):
    """The recursive query without a body and function."""

    of = Sqlite

    def table(self, day: date) -> Any:
        return self.peer.database.execute(WHOLE, {"day": day.toordinal()}).fetchall()


class DuckTable(Table):
    """The same query."""

    of = DuckDb

    def table(self, day: date) -> Any:
        return self.peer.database.execute(WHOLE.replace(":", "$"), {"day": day.toordinal()}).fetchall()


class PrologTable(Table):
    """All solutions of its rules; every row passes the pipe."""

    of = Prolog

    def table(self, day: date) -> Any:
        return self.peer.table(day.toordinal())


class OurTable:
    """The content of the answer at every point, functions that nothing tells apart together: `Points.groups`."""

    def __init__(self, ours: Ours) -> None:
        self.compiled = ours.compiled

    def table(self, day: date) -> Any:
        from govrules.engine.points import Points

        points = Points(self.compiled, day)
        return [
            (point, list(points.groups(point))) for body in self.compiled.scheme.bodies for point in points.of(body)
        ]

    def lines(self, table: Any) -> Iterable[Line]:
        """Yield the chains shown: for each holder those that reach as far as any, with the fewest links."""
        for point, groups in table:
            for functions, content in groups:
                for one in content.may_exercise:
                    ((_, (holder,)),) = ((seat.count, seat.of) for seat in one.seats)
                    for chain in one.chains if not one.by_vesting else ():
                        clauses, (limit,) = tuple(step.clause for step in chain), one.limits
                        up_to = limit.up_to or 0
                        yield from (Line(point, function, holder, clauses, up_to) for function in functions)


def reach(lines: Iterable[Line]) -> dict[tuple[str, str, str], int]:
    """Return for each body, function and holder the amount up to which it may act."""
    found: dict[tuple[str, str, str], int] = {}
    for line in lines:
        key = line.body, line.function, line.holder
        found[key] = max(line.up_to, found.get(key, 0))
    return found


TABLES: tuple[type[Table], ...] = (DictTable, SqliteTable, PrologTable, DuckTable)
