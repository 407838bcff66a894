"""Registers of bodies, memberships, posts, people and appointments as statements.

In: the text of a CSV or YAML register. Out: `Parsed`, as a rule file gives it: each row the statement that a rule file
would say it with, every part at the place of its cell. Diagnostics: GR002, GR008, GR009, GR804, GR809 to GR811, and
those of the names when they are resolved. Promise: a faulty row is left out whole, and nothing else.
"""

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from govrules.diagnostics import Diagnostic, Related
from govrules.diagnostics.suggest import did_you_mean, suggest
from govrules.interchange.cells import CellError, Cells
from govrules.interchange.rows import Cell, Row, Table, read_tables
from govrules.source import SourceText, Span
from govrules.syntax import Parsed, ast

NAMES = ("display", "also", "code")
PERIOD = ("from", "by", "to", "before")
FOOTING = ("see", "pinpoint", "mark", "note")
OVERSEERS = ("directed by", "managed by")
LARGEST_REGISTER = 4_000_000
"""Characters; a longer register, which YAML of the size of a model can be, is refused (GR002)."""


@frozen
class Register:
    """A sort of register: its columns, and the statement that the rows which belong together make.

    Rows belong together whose cells in the column `of` are equal; without `of` each row stands alone. `declares` is the
    column that names what a row declares.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    build: Callable[[Sequence[Cells]], ast.Statement]
    declares: str | None = None
    of: str | None = None


def read_register(source: SourceText) -> Parsed:
    """Return the statements of a register and what is wrong with its other rows."""
    if len(source.text) > LARGEST_REGISTER:
        message = f"the register {source.path} is longer than {LARGEST_REGISTER:,} characters"
        return Parsed(source, (), (Diagnostic("GR002", message, help="split it into several registers"),))
    tables, found = read_tables(source)
    statements: list[ast.Statement] = []
    broken: set[str] = set()
    for table in tables:
        name = _register_of(table, source)
        if isinstance(name, Diagnostic):
            found.append(name)
            continue
        register = REGISTERS[name]
        column = register.declares
        for rows in _together(_once(table, found), register.of):
            try:
                statements.append(register.build([Cells(row, name) for row in rows]))
            except CellError as error:
                found.append(error.diagnostic)
                if column is not None:
                    broken.update(row.cells[column].text for row in rows if column in row.cells)
    return Parsed(source, tuple(statements), tuple(found), frozenset(broken), is_register=True)


def _register_of(table: Table, source: SourceText) -> str | Diagnostic:
    """Return the sort of register that a table is: as it says, else as its columns say."""
    start = next(iter(table.columns.values()), source.span(0, 0))
    fitting = [name for name, register in REGISTERS.items() if not _misfit(table, register)]
    if table.register is None:
        if len(fitting) == 1:
            return fitting[0]
        name = max(REGISTERS, key=lambda name: _likeness(table, REGISTERS[name]))
    else:
        name = table.register.text
        if name in fitting:
            return name
        if name not in REGISTERS:
            return Diagnostic("GR809", f"there is no register of `{name}`", table.register.span, "no sort of register",
                              did_you_mean(name, REGISTERS) or f"registers are of {', '.join(REGISTERS)}")  # fmt: skip
    return _missing(table, name, start)


def _misfit(table: Table, register: Register) -> bool:
    columns = set(table.columns)
    return not set(register.required) <= columns <= {*register.required, *register.optional}


def _likeness(table: Table, register: Register) -> tuple[int, int]:
    """Say how much a table is like a register: columns it may have, misspelt ones included; fewest missing."""
    known = [*register.required, *register.optional]
    like = sum(bool(suggest(column, known)) for column in table.columns)
    return like, -len(set(register.required) - set(table.columns))


def _missing(table: Table, name: str, start: Span) -> Diagnostic:
    """Say which column is one too many in what is most like a register of `name`, or which is missing."""
    register = REGISTERS[name]
    lacking = [column for column in register.required if column not in table.columns]
    known = [*register.required, *register.optional]
    strange = next((column for column in table.columns if column not in known), None)
    if strange is not None and (not lacking or suggest(strange, known)):
        message = f"a register of {name} has no column `{strange}`"
        help_ = did_you_mean(strange, known) or f"its columns are {', '.join(known)}"
        return Diagnostic("GR809", message, table.columns[strange], "unknown column", help_)
    needs = "; ".join(f"{name}: {', '.join(register.required)}" for name, register in REGISTERS.items())
    wanted = " and ".join(f"`{column}`" for column in lacking)
    return Diagnostic("GR809", f"a register of {name} needs the column{'s' * (len(lacking) > 1)} {wanted}", start,
                      f"taken for a register of {name}", f"columns that each register needs: {needs}")  # fmt: skip


def _once(table: Table, found: list[Diagnostic]) -> list[Row]:
    """Return the rows, reporting one that says what another said already (GR811)."""
    first: dict[object, Row] = {}
    for row in table.rows:
        if row.said in first:
            found.append(
                Diagnostic("GR811", "the row says what another says already", row.span, "again here",
                           "take one of the two out", related=(Related(first[row.said].span, "first here"),))
            )  # fmt: skip
        first.setdefault(row.said, row)
    return [*first.values()]


def _together(rows: Iterable[Row], column: str | None) -> list[list[Row]]:
    groups: dict[object, list[Row]] = {}
    for number, row in enumerate(rows):
        same = column is not None and column in row.cells
        groups.setdefault(row.cells[column].text if same and column else number, []).append(row)
    return [*groups.values()]


# ------------------------------------------------------------------------------------------------ rows to statements


def _body(rows: Sequence[Cells]) -> ast.Statement:
    row = rows[0]
    kind = row.ref(row.need("kind"))
    return ast.BodyStatement(row.names("name"), kind, (*row.overseers(), *row.period(), *row.footing()), row.span)


def _cluster(rows: Sequence[Cells]) -> ast.Statement:
    """Make one statement of the rows of a cluster: one for each member, one without member for the cluster itself."""
    own = [row for row in rows if row.get("member") is None]
    members = [row for row in rows if row.get("member") is not None]
    first = rows[0]
    if len(own) > 1:
        raise own[1].refuse(own[1].need("cluster"), "a second row is about the cluster itself", "put the two together")
    if not members:
        raise first.refuse(first.need("cluster"), "the cluster has no member", "add a row for each member")
    shared = ("cluster", "kind", *NAMES, *OVERSEERS)
    said = {column: cell for column in shared if (cell := _agreed(rows, column)) is not None}
    cluster = Cells(Row(said, first.span), first.register)
    marked = tuple(ref for row in members for ref in row.members())
    marks = [modifier for row in own for modifier in (*row.period(), *row.footing())]
    kind = cluster.ref(cluster.need("kind"))
    return ast.ClusterStatement(cluster.names("cluster"), kind, marked, (*cluster.overseers(), *marks), first.span)


def _agreed(rows: Sequence[Cells], column: str) -> Cell | None:
    """Return what the rows of one thing say in a column: those that fill it in must say the same."""
    said = [(row, cell) for row in rows if (cell := row.get(column)) is not None]
    for row, cell in said:
        if cell.text != said[0][1].text:
            problem = f"another row of `{row.need('cluster').text}` says `{said[0][1].text}`"
            raise row.refuse(cell, problem, f"say the same `{column}` in every row, or say it once")
    return said[0][1] if said else None


def _post(rows: Sequence[Cells]) -> ast.Statement:
    row = rows[0]
    owner = row.need("owner")
    owners = ast.BodiesExpr(tuple(row.ref(item) for item in owner.items), owner.span)
    return ast.PostStatement(row.names("name"), owners, (*row.period(), *row.footing()), row.span)


def _person(rows: Sequence[Cells]) -> ast.Statement:
    row = rows[0]
    return ast.PersonStatement(row.names("name"), row.footing(), row.span)


def _appointment(rows: Sequence[Cells]) -> ast.Statement:
    row = rows[0]
    post = row.need("post")
    holder = ast.HolderExpr(row.name("post", declares=False), row.ref(row.need("of")), post.span)
    how = (
        *row.one("capacity", "capacity"),
        *row.flags("how", "alongside", "jointly"),
        *row.one("employed by", "employed"),
    )
    return ast.AppointmentStatement(row.person(), holder, (*how, *row.period(), *row.footing()), row.span)


REGISTERS = {
    "bodies": Register(("name", "kind"), (*NAMES, *OVERSEERS, *PERIOD, *FOOTING), _body, "name"),
    "memberships": Register(
        ("cluster", "kind", "member"), (*NAMES, *OVERSEERS, *PERIOD, *FOOTING), _cluster, "cluster", "cluster"
    ),
    "posts": Register(("name", "owner"), (*NAMES, *PERIOD, *FOOTING), _post, "name"),
    "people": Register(("name", "display"), ("also", "code", *FOOTING), _person, "name"),
    "appointments": Register(
        ("person", "post", "of"), ("capacity", "how", "employed by", *PERIOD, *FOOTING), _appointment
    ),
}
"""Every sort of register: the columns it needs, those it may have, and what its rows become."""
