"""Other programs that hold the same rows and answer the same question.

In: an instance. Out: for a question, who besides the board may exercise the function, each with the clauses of every
chain. A program that cannot say by which chains says who (`says_chains` is False) from rows that were followed for it
beforehand. None of them knows what open days, conflicts, circumstances, duties or people are.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from shutil import which
from typing import Any, ClassVar

from instance import Asked, Instance, Row

Chain = tuple[str, tuple[str, ...]]
"""A holder, and the clauses of a chain to it, from the board's on."""


class Peer:
    """A program that answers. `needs` is what must be installed for it."""

    name: ClassVar[str]
    needs: ClassVar[str] = ""
    says_chains: ClassVar[bool] = True

    def __init__(self, instance: Instance) -> None:
        """Load the rows."""

    def ask(self, asked: Asked) -> set[Any]:
        """Return chains, or holders where the program says no chains."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back what it holds."""

    @classmethod
    def is_there(cls) -> bool:
        """Say whether what it needs is installed."""
        return not cls.needs or find_spec(cls.needs) is not None or which(cls.needs) is not None


class DictWalk(Peer):
    """A dictionary from body, function and giver to rows, and a loop: what one writes by hand for this one question."""

    name = "dict walk"

    def __init__(self, instance: Instance) -> None:
        self.rows: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in instance.rows:
            self.rows[row.body, row.function, row.giver].append(row)

    def ask(self, asked: Asked) -> set[Chain]:
        found: set[Chain] = set()
        day, rows = asked.day.toordinal(), self.rows
        waiting: list[Chain] = [(f"board@{asked.body}", ())]
        while waiting:
            holder, clauses = waiting.pop()
            for row in rows.get((asked.body, asked.function, holder), ()):
                if row.begins <= day <= row.ends and asked.amount <= row.up_to:
                    chain = row.receiver, (*clauses, row.clause)
                    found.add(chain)
                    waiting.append(chain)
        return found


class NetworkxWalk(Peer):
    """A networkx multigraph of all rows, walked from the board."""

    name = "networkx walk"
    needs = "networkx"

    def __init__(self, instance: Instance) -> None:
        import networkx as nx

        self.graph = nx.MultiDiGraph()
        for number, row in enumerate(instance.rows):
            ends = ((row.body, row.function, holder) for holder in (row.giver, row.receiver))
            self.graph.add_edge(*ends, key=number, row=row)

    def ask(self, asked: Asked) -> set[Chain]:
        found: set[Chain] = set()
        day = asked.day.toordinal()
        waiting: list[Chain] = [(f"board@{asked.body}", ())]
        while waiting:
            holder, clauses = waiting.pop()
            node = asked.body, asked.function, holder
            for _, _, row in self.graph.out_edges(node, data="row") if node in self.graph else ():
                if row.begins <= day <= row.ends and asked.amount <= row.up_to:
                    chain = row.receiver, (*clauses, row.clause)
                    found.add(chain)
                    waiting.append(chain)
        return found


TABLE = (
    "create table rows (clause text, body text, function text, giver text, receiver text, up_to bigint,"
    " begins integer, ends integer)"
)
INDEX = "create index by_giver on rows (body, function, giver)"
WALK = """
with recursive chain(holder, clauses) as (
    select receiver, clause from rows
    where body = :body and function = :function and giver = :board
      and begins <= :day and :day <= ends and :amount <= up_to
    union all
    select rows.receiver, chain.clauses || '|' || rows.clause from chain join rows
      on rows.body = :body and rows.function = :function and rows.giver = chain.holder
      and rows.begins <= :day and :day <= rows.ends and :amount <= rows.up_to
)
select holder, clauses from chain
"""


def _named(asked: Asked) -> dict[str, Any]:
    return {
        "body": asked.body, "function": asked.function, "board": f"board@{asked.body}",
        "day": asked.day.toordinal(), "amount": asked.amount,
    }  # fmt: skip


class Sqlite(Peer):
    """SQLite: a recursive query over an indexed table in memory."""

    name = "SQLite"

    def __init__(self, instance: Instance) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute(TABLE)
        self.database.executemany("insert into rows values (?, ?, ?, ?, ?, ?, ?, ?)", instance.rows)
        self.database.execute(INDEX)

    def ask(self, asked: Asked) -> set[Chain]:
        found = self.database.execute(WALK, _named(asked))
        return {(holder, tuple(clauses.split("|"))) for holder, clauses in found}


class DuckDb(Peer):
    """DuckDB: the same recursive query."""

    name = "DuckDB"
    needs = "duckdb"

    def __init__(self, instance: Instance) -> None:
        import csv
        import tempfile
        from pathlib import Path

        import duckdb

        self.database = duckdb.connect()
        self.database.execute(TABLE)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(instance.rows)
            self.database.execute(f"copy rows from '{path}' (header false)")
        self.database.execute(INDEX)

    def ask(self, asked: Asked) -> set[Chain]:
        values = _named(asked)
        query = WALK.replace(":", "$")
        found = self.database.execute(query, {key: value for key, value in values.items() if f"${key}" in query})
        return {(holder, tuple(clauses.split("|"))) for holder, clauses in found.fetchall()}


RULES = """
step(H, C, G) :- ask(B, F, D, M), row(C, B, F, G, H, U, S, E), S <= D, D <= E, M <= U.
"""


class Clingo(Peer):
    """clingo: an answer set program, grounded for the rows of the body and function asked about, one more each time."""

    name = "clingo"
    needs = "clingo"

    def __init__(self, instance: Instance) -> None:
        self.rows: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in instance.rows:
            quoted = ", ".join(f'"{part}"' for part in (row.clause, row.body, row.function, row.giver, row.receiver))
            fact = f"row({quoted}, {row.up_to}, {row.begins}, {row.ends})."
            self.rows[row.body, row.function].append(fact)

    def ask(self, asked: Asked) -> set[Chain]:
        import clingo

        control = clingo.Control(["--warn=none"])
        fact = f'ask("{asked.body}", "{asked.function}", {asked.day.toordinal()}, {asked.amount}).'
        control.add("base", [], "\n".join([*self.rows.get((asked.body, asked.function), ()), fact, RULES]))
        control.ground([("base", [])])
        steps: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for atom in control.symbolic_atoms.by_signature("step", 3):
            holder, clause, giver = (argument.string for argument in atom.symbol.arguments)
            steps[giver].append((holder, clause))
        return {*_followed(f"board@{asked.body}", steps)}


def _followed(board: str, steps: dict[str, list[tuple[str, str]]]) -> Iterator[Chain]:
    waiting: list[Chain] = [(board, ())]
    while waiting:
        holder, clauses = waiting.pop()
        for receiver, clause in steps.get(holder, ()):
            waiting.append((receiver, (*clauses, clause)))
            yield waiting[-1]


PROLOG = """
:- initialization(loop, main).
loop :- read(Asked), ( Asked == end_of_file -> true ; answer(Asked), loop ).
answer(table(D)) :-
    forall(( given(B, F, G), reach(B, F, D, G, H, Cs, U) ),
           ( atomic_list_concat(Cs, '|', All), format("~w\t~w\t~w\t~w\t~w~n", [B, F, H, All, U]) )),
    writeln('.'), flush_output.
answer(ask(B, F, D, M)) :-
    atom_concat('board@', B, G),
    forall(chain(B, F, D, M, G, H, Cs), (atomic_list_concat([H|Cs], '|', Line), writeln(Line))),
    writeln('.'), flush_output.
chain(B, F, D, M, G, H, [C|Cs]) :-
    row(B, F, G, X, C, U, S, E), S =< D, D =< E, M =< U,
    ( H = X, Cs = [] ; chain(B, F, D, M, X, H, Cs) ).
reach(B, F, D, G, H, [C|Cs], M) :-
    row(B, F, G, X, C, U, S, E), S =< D, D =< E,
    ( H = X, Cs = [], M = U ; reach(B, F, D, X, H, Cs, V), M is min(U, V) ).
"""


class Prolog(Peer):
    """SWI-Prolog: a process of its own, asked through a pipe, which is part of its time."""

    name = "SWI-Prolog"
    needs = "swipl"

    def __init__(self, instance: Instance) -> None:
        import subprocess
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        program = Path(self.folder.name) / "rows.pl"
        facts = [
            f"row({row.body}, {row.function}, '{row.giver}', '{row.receiver}', '{row.clause}', {row.up_to},"
            f" {row.begins}, {row.ends})."
            for row in sorted(instance.rows, key=lambda row: (row.body, row.function, row.giver))
        ]
        given = sorted({(row.body, row.function, row.giver) for row in instance.rows if row.giver.startswith("board@")})
        facts += [f"given({body}, {function}, '{giver}')." for body, function, giver in given]
        program.write_text("\n".join([PROLOG, *facts, ""]), encoding="utf-8")
        self.process = subprocess.Popen(
            ["swipl", str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def ask(self, asked: Asked) -> set[Chain]:
        assert self.process.stdin and self.process.stdout
        day = asked.day.toordinal()
        self.process.stdin.write(f"ask({asked.body}, {asked.function}, {day}, {asked.amount}).\n")
        self.process.stdin.flush()
        found: set[Chain] = set()
        while (line := self.process.stdout.readline().strip()) != ".":
            holder, *clauses = line.split("|")
            found.add((holder, tuple(clauses)))
        return found

    def table(self, day: int) -> list[list[str]]:
        """Return for every body and function each chain: body, function, holder, clauses, limit."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"table({day}).\n")
        self.process.stdin.flush()
        return [line.rstrip("\n").split("\t") for line in iter(self.process.stdout.readline, ".\n")]

    def close(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait()


class Granted(Peer):
    """What programs that follow no chains are given: each chain as one grant, followed beforehand."""

    says_chains = False

    @staticmethod
    def grants(instance: Instance, bodies: set[str]) -> Iterator[tuple[str, Row]]:
        """Yield each holder with a row that stands for a whole chain: the least limit, the days all links share."""
        by_giver: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in instance.rows:
            if row.body in bodies:
                by_giver[row.body, row.function, row.giver].append(row)
        waiting = [row for row in instance.rows if row.giver.startswith("board@") and row.body in bodies]
        while waiting:
            row = waiting.pop()
            yield row.receiver, row
            for further in by_giver.get((row.body, row.function, row.receiver), ()):
                limit, begins = min(row.up_to, further.up_to), max(row.begins, further.begins)
                waiting.append(further._replace(up_to=limit, begins=begins, ends=min(row.ends, further.ends)))


class Casbin(Granted):
    """casbin: a grant is a policy, holders are asked about one after another; only the body's own policies are held."""

    name = "casbin"
    needs = "casbin"
    MODEL = """
[request_definition]
r = sub, body, function, day, amount
[policy_definition]
p = sub, body, function, upto, begins, ends
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && r.body == p.body && r.function == p.function && r.amount <= int(p.upto) && \
 int(p.begins) <= r.day && r.day <= int(p.ends)
"""

    def __init__(self, instance: Instance) -> None:
        import casbin

        self.policies: dict[str, Any] = {}
        self.holders: dict[tuple[str, str], set[str]] = defaultdict(set)
        grants: dict[str, list[list[str]]] = defaultdict(list)
        for holder, row in self.grants(instance, {row.body for row in instance.rows}):
            ends = [str(number) for number in (row.up_to, row.begins, row.ends)]
            grants[row.body].append([holder, row.body, row.function, *ends])
            self.holders[row.body, row.function].add(holder)
        for body in {asked.body for asked in instance.questions(20)}:
            model = casbin.Enforcer.new_model(text=self.MODEL)
            self.policies[body] = casbin.Enforcer(model)
            self.policies[body].add_function("int", int)
            self.policies[body].add_policies([list(one) for one in {tuple(grant) for grant in grants[body]}])

    def ask(self, asked: Asked) -> set[str]:
        enforcer, day = self.policies[asked.body], asked.day.toordinal()
        return {
            holder
            for holder in self.holders[asked.body, asked.function]
            if enforcer.enforce(holder, asked.body, asked.function, day, asked.amount)
        }


class Cedar(Granted):
    """Cedar: a grant is a policy with a condition; only those of the body and function are held."""

    name = "Cedar"
    needs = "cedarpy"

    def __init__(self, instance: Instance) -> None:
        self.policies: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.holders: dict[tuple[str, str], set[str]] = defaultdict(set)
        bodies = {asked.body for asked in instance.questions(20)}
        for holder, row in self.grants(instance, bodies):
            self.policies[row.body, row.function].append(
                f'permit(principal == Post::"{holder}", action == Action::"{row.function}", '
                f'resource == Body::"{row.body}") when {{ context.amount <= {row.up_to} && '
                f"{row.begins} <= context.day && context.day <= {row.ends} }};"
            )
            self.holders[row.body, row.function].add(holder)

    def ask(self, asked: Asked) -> set[str]:
        import cedarpy

        key = asked.body, asked.function
        requests = [
            {
                "principal": f'Post::"{holder}"', "action": f'Action::"{asked.function}"',
                "resource": f'Body::"{asked.body}"',
                "context": {"amount": asked.amount, "day": asked.day.toordinal()},
            }
            for holder in sorted(self.holders[key])
        ]  # fmt: skip
        found = cedarpy.is_authorized_batch(requests, "\n".join(self.policies[key]), []) if requests else []
        return {holder for holder, one in zip(sorted(self.holders[key]), found, strict=True) if one.allowed}


NEED_NOTHING: tuple[type[Peer], ...] = (DictWalk, NetworkxWalk, Sqlite)
"""Peers that are there wherever govrules is."""
PEERS: tuple[type[Peer], ...] = (DictWalk, NetworkxWalk, Sqlite, Prolog, DuckDb, Clingo, Casbin, Cedar)
