"""Which identifiers of two schemes mean the same thing.

In: two schemes. Out: for each table the identifiers after that are to be read as identifiers before, and the scheme
after under those. Promise: what has one identifier on both sides is one thing; else names decide (display, code,
alias), where just one thing on each side has the name. Source: docs/reference/semantics.md, 10.5.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from govrules.interchange.references import references
from govrules.model.scheme import Scheme
from govrules.model.things import Label

Renaming = Mapping[str, Mapping[str, str]]
"""By table, identifiers after and what they are called before."""
_FREE = ("kinds", "ranks", "terms", "functions", "sources", "bodies", "areas", "groups", "people", "instruments")
_OWNED = ("organs", "posts", "sets")
_OWNERS = ("bodies", "areas", "groups", "instruments")
_BASIS = "basis"


def renaming(before: Scheme, after: Scheme) -> Renaming:
    """Return what things of the scheme after are called in the scheme before, where that differs."""
    found: dict[str, dict[str, str]] = {}
    for table in _FREE:
        one, other = getattr(before, table), getattr(after, table)
        found[table] = dict(_paired(one, other, lambda id_, thing: _names(thing)))
    owners = {id_: told for table in _OWNERS for id_, told in found[table].items()}
    offices = found["terms"]
    for table in _OWNED:
        one, other = getattr(before, table), getattr(after, table)
        own = {id_: _at_home(id_, owners, offices) for id_ in other}
        same = {id_: home for id_, home in own.items() if home != id_ and home in one and home not in other}
        rest_one = {id_: thing for id_, thing in one.items() if id_ not in same.values()}
        rest = {id_: thing for id_, thing in other.items() if id_ not in same}

        def said(id_: str, thing: Any) -> tuple[str, ...]:
            owner = id_.rpartition("@")[2]
            return tuple(f"{name} of {owners.get(owner, owner)}" for name in _names(thing))

        found[table] = same | dict(_paired(rest_one, rest, said))
    return {table: names for table, names in found.items() if names}


def renamed(scheme: Scheme, names: Renaming) -> Scheme:
    """Return a scheme in which things are called as `names` says, wherever they are named."""
    if not names:
        return scheme
    from govrules.interchange import from_data, to_data

    data = to_data(scheme)
    for path, tables, name in list(references(data)):
        told = _told(name, tables, names)
        if told != name:
            _put(data, path, told)
    for table, called in names.items():
        things = data[table]
        data[table] = {called.get(id_, id_): _with_id(thing, called.get(id_, id_)) for id_, thing in things.items()}
        if table == "terms":
            data["term_sorts"] = {called.get(id_, id_): sort for id_, sort in data["term_sorts"].items()}
    _rename_clauses(data, names.get("instruments", {}))
    return from_data(data)


def _paired(
    one: Mapping[str, Any], other: Mapping[str, Any], names: Callable[[str, Any], Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """Yield identifiers of `other` and `one` that are left over on both sides and share a name nobody else has."""
    left = {id_: {n.casefold() for n in names(id_, thing)} for id_, thing in one.items() if id_ not in other}
    right = {id_: {n.casefold() for n in names(id_, thing)} for id_, thing in other.items() if id_ not in one}
    for id_, said in sorted(right.items()):
        alike = [before for before, known in left.items() if said & known]
        back = [after for after, known in right.items() if alike and known & left[alike[0]]]
        if len(alike) == 1 and back == [id_]:
            yield id_, alike[0]


def _names(thing: Any) -> tuple[str, ...]:
    label = thing if isinstance(thing, Label) else thing.label
    return tuple(name for name in (label.display, *(text for text, _ in (*label.aliases, *label.codes))) if name)


def _at_home(id_: str, owners: Mapping[str, str], offices: Mapping[str, str]) -> str:
    name, at, owner = id_.rpartition("@")
    return f"{offices.get(name, name)}@{owners.get(owner, owner)}" if at else id_


def _told(name: str, tables: Iterable[str], names: Renaming) -> str:
    """Return what something is called before; a basis keeps its stance on VAT, a clause its label."""
    for table in tables:
        if table == _BASIS:
            word, blank, stance = name.partition(" ")
            return f"{names.get('terms', {}).get(word, word)}{blank}{stance}"
        if table == "clauses":
            instrument, blank, label = name.partition(" ")
            return f"{names.get('instruments', {}).get(instrument, instrument)}{blank}{label}"
        if table in ("leaf", "built-in kinds"):
            table = {"leaf": "functions"}.get(table, "kinds")
        if name in names.get(table, {}):
            return names[table][name]
    return name


def _put(data: Any, path: tuple[str | int, ...], value: str) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


def _with_id(thing: Any, id_: str) -> Any:
    return {**thing, "id": id_} if isinstance(thing, dict) and "id" in thing else thing


def _rename_clauses(data: dict[str, Any], instruments: Mapping[str, str]) -> None:
    """Give the clauses of instruments that are called otherwise the identifiers that follow."""
    if instruments:
        told = {id_: _told(id_, ("clauses",), {"instruments": instruments}) for id_ in data["clauses"]}
        data["clauses"] = {told[id_]: _with_id(clause, told[id_]) for id_, clause in data["clauses"].items()}
