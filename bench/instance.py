"""Made-up schemes of the shape of the national library, in any size, and the same as plain rows for other programs.

In: a size. Out: an `Instance`: its rule file, its rows (one for each clause, body and function), questions about it.
The same size always gives the same instance. Directors hold by the boards, heads by directors, managers by heads, so
that a chain has up to three links; every link has its limit, the last may have days of its own.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import NamedTuple

SEED = 20110401
FIRST, LAST = date(2011, 4, 1), date(2013, 3, 31)
POSTS = {"director": 4, "head": 6, "manager": 8}
"""The posts of each cluster, by level."""
LIMITS = (5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)


class Size(NamedTuple):
    """How much there is of everything."""

    bodies: int
    clusters: int
    functions: int
    clauses: int


SIZES = {
    "XS": Size(8, 3, 12, 60),
    "S": Size(151, 52, 400, 3_000),
    "M": Size(1_510, 520, 4_000, 30_000),
    "L": Size(15_100, 5_200, 40_000, 300_000),
}


class Clause(NamedTuple):
    """One clause of a cluster's agreement. The giver is a post, or None: the board of each body. `up_to` in pence."""

    label: str
    cluster: int
    giver: str | None
    receiver: str
    functions: tuple[str, ...]
    up_to: int
    begins: date | None
    ends: date | None


class Row(NamedTuple):
    """One clause for one body and one function; days are numbers (`date.toordinal`), both included."""

    clause: str
    body: str
    function: str
    giver: str
    receiver: str
    up_to: int
    begins: int
    ends: int


class Asked(NamedTuple):
    """Who may exercise a function in a body on a day for an amount in pence?"""

    function: str
    body: str
    day: date
    amount: int


class Instance:
    """One scheme, with everything that can be read off it."""

    def __init__(self, size: Size) -> None:
        """Make the clauses; nothing else yet."""
        self.size = size
        self.random = Random(SEED)
        self.functions = [f"f{number}" for number in range(size.functions)]
        self.members = [
            [f"b{number}" for number in range(cluster, size.bodies, size.clusters)] for cluster in range(size.clusters)
        ]
        self.clauses = [clause for cluster in range(size.clusters) for clause in self._agreement(cluster)]

    def _agreement(self, cluster: int) -> Iterator[Clause]:
        number = self.size.clauses // self.size.clusters
        firsts = [self._first(cluster, index) for index in range(number * 2 // 5)]
        seconds = [self._further(cluster, "2", index, firsts, "head") for index in range(number * 7 // 20)]
        rest = number - len(firsts) - len(seconds)
        thirds = [self._further(cluster, "3", index, seconds, "manager") for index in range(rest)]
        return iter([*firsts, *seconds, *thirds])

    def _post(self, cluster: int, sort: str) -> str:
        return f"{sort}-{self.random.randrange(POSTS[sort])}@c{cluster}"

    def _first(self, cluster: int, index: int) -> Clause:
        functions = tuple(sorted(self.random.sample(self.functions, self.random.randint(1, 4))))
        limit = self.random.choice(LIMITS[3:]) * 100
        return Clause(f"1.{index}", cluster, None, self._post(cluster, "director"), functions, limit, None, None)

    def _further(self, cluster: int, part: str, index: int, above: list[Clause], sort: str) -> Clause:
        source = self.random.choice(above)
        functions = tuple(sorted(self.random.sample(source.functions, self.random.randint(1, len(source.functions)))))
        begins = ends = None
        if sort == "manager" and self.random.random() < 0.5:
            begins = FIRST + timedelta(self.random.randrange(1, 300))
            ends = begins + timedelta(self.random.randrange(30, 300))
        limit = self.random.choice(LIMITS) * 100
        return Clause(
            f"{part}.{index}", cluster, source.receiver, self._post(cluster, sort), functions, limit, begins, ends
        )

    # ------------------------------------------------------------------------------------------------ as rules

    @cached_property
    def text(self) -> str:
        """The rule file."""
        return "\n".join([*self._words(), *self._things(), *self._rules(), ""])

    def _words(self) -> Iterator[str]:
        yield 'term statute "Act" is a rank.'
        yield 'term agreement "Agreement" is a rank below statute.'
        yield 'term trust "Trust" is a kind having legal-personality, board, employees.'
        yield 'term group "Cluster" is a kind.'
        yield 'term transaction "One transaction" is a basis.'
        for sort, count in POSTS.items():
            yield from (f'term {sort}-{number} "{sort.title()} {number}" is an office.' for number in range(count))
        yield from (f'function {name} "Function {name[1:]}".' for name in self.functions)

    def _things(self) -> Iterator[str]:
        yield from (f'body b{number} "Trust {number}" is a trust.' for number in range(self.size.bodies))
        for cluster, members in enumerate(self.members):
            yield f'cluster c{cluster} "Cluster {cluster}" is a group of {", ".join(members)}.'
            for sort, count in POSTS.items():
                yield from (f"post {sort}-{number} of c{cluster}." for number in range(count))

    def _rules(self) -> Iterator[str]:
        yield 'instrument act "The Act" is a statute.'
        yield "clause 1 of act: each trust is vested with everything."
        for cluster in range(self.size.clusters):
            yield f'instrument a{cluster} "Agreement {cluster}" is an agreement of each member of c{cluster}'
            yield f"    from {FIRST} to {LAST}."
        for one in self.clauses:
            giver = _of(one.giver) if one.giver else "each party"
            days = f" from {one.begins} to {one.ends}" if one.begins else ""
            yield f"clause {one.label} of a{one.cluster}: {giver} delegates {', '.join(one.functions)}"
            limit = f"up to £{one.up_to // 100:,} per transaction"
            yield f"    to {_of(one.receiver)} {limit}{days} who may delegate further."

    # ------------------------------------------------------------------------------------------------ as rows

    @cached_property
    def rows(self) -> list[Row]:
        """The same clauses, one row for each body and function."""
        return [
            Row(
                f"a{one.cluster} {one.label}", body, function, one.giver or f"board@{body}", one.receiver, one.up_to,
                (one.begins or FIRST).toordinal(), (one.ends or LAST).toordinal(),
            )
            for one in self.clauses
            for body in self.members[one.cluster]
            for function in one.functions
        ]  # fmt: skip

    @cached_property
    def reworded(self) -> str:
        """A rule file that means the same: other labels, other names of functions, another order of clauses."""
        begins, clauses = self.text.split("\nclause 1.0 of a0:")
        said = f"1.0 of a0:{clauses}".rstrip().split("\nclause ")
        return "\n".join([begins.replace('"Function ', '"Duty '), *(f"clause 7.{one}" for one in reversed(said)), ""])

    def questions(self, count: int) -> list[Asked]:
        """Return questions, each about a function that somebody besides the board may exercise on some day."""
        random = Random(SEED + 1)
        rows = [random.choice(self.rows) for _ in range(count)]
        days = [FIRST + timedelta(random.randrange((LAST - FIRST).days + 1)) for _ in range(count)]
        return [
            Asked(row.function, row.body, day, random.choice(LIMITS) * 100) for row, day in zip(rows, days, strict=True)
        ]


def _of(post: str) -> str:
    name, _, owner = post.partition("@")
    return f"{name} of {owner}"
