"""Whether the identifiers of a model hold together.

In: plain data that has the form of a model, and the scheme it states. Out: misfits (GR807): an identifier that nothing
declares, a thing that stands under another identifier than its own, a circle or too deep a nesting, a rule about a
function that is no leaf, half a claim. `REFERENCES` says for each text of the model what it names, by field or by
`Class.field`; a test fails for a field that is neither there nor in `WORDS`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import fields_dict

from govrules.interchange.model import scheme_shape
from govrules.interchange.scalars import MisfitError, Path, Shape, Text
from govrules.interchange.shapes import TAG, AnyOf, Fixed, Many, Record, Table, records_in
from govrules.model.scheme import Scheme

DEEPEST = 50
"""Levels of functions, kinds, ranks and groups, as in rule files."""
ORGAN_KINDS = frozenset(["board", "committee", "joint-committee"])
_THINGS = ("bodies", "areas", "groups")
_HOLDERS = ("posts", "organs", "bodies", "sets", "recipients")
_ORGAN = ("kinds", "built-in kinds")

REFERENCES: dict[str, tuple[str, ...]] = {
    "Citation.source": ("sources", "instruments"),
    "Kind.parent": _ORGAN, "Kind.governing_organ": _ORGAN, "Kind.titles": ("terms", "feature"),
    "Function.parent": ("functions",), "Organ.kind": _ORGAN, "Organ.under": ("organs",),
    "Power.kinds": (*_ORGAN, "officer"),
    "Area.body": ("bodies",), "Body.first_holder": ("organs", "bodies"),
    "Clause.instrument": ("instruments", "sources"),
    "Oversight.by": ("bodies", "groups"), "Oversight.of": ("bodies", "groups"), "Body.areas": ("areas",),
    "Line.to": _HOLDERS, "Keeping.to": _HOLDERS, "Record.who": (*_HOLDERS, "areas"), "Power.excluded": ("leaf",),
    "Approval.by": _HOLDERS, "Instrument.replaces": ("instruments",), "Seat.of": _HOLDERS, "Seat.many": ("sets",),
    "Requirement.body": _THINGS, "posts": _HOLDERS, "FunctionClaim.to": _HOLDERS,
    "areas": ("areas",), "basis": ("basis",), "below": ("ranks",), "bodies": ("bodies", "areas"),
    "body": ("bodies", "areas"), "absence": ("terms",), "circumstance": ("terms",), "circumstances": ("terms",),
    "clause": ("clauses",), "deputy": _HOLDERS, "despite": ("clauses",), "employer": ("bodies",),
    "giver": _HOLDERS, "group": ("groups",), "holder": _HOLDERS, "instrument": ("instruments",), "kind": ("kinds",),
    "leaves": ("leaf",), "member": _THINGS, "organ": ("organs",), "owner": _THINGS, "owners": _THINGS,
    "parties": _THINGS, "person": ("people",), "post": _HOLDERS, "rank": ("ranks",), "receiver": _HOLDERS,
    "others": ("leaf",), "relying": ("clauses",), "spared": _HOLDERS, "replaced": ("clauses",), "title": ("terms",),
    "who": _HOLDERS,
}  # fmt: skip
"""What the texts of a field name: tables of the scheme, `leaf` (a function with none below it), or a built-in word."""
WORDS = frozenset([
    "id", "Label.display", "Label.aliases", "Label.codes", "Citation.pinpoint", "Marks.notes", "Kind.features",
    "Source.publisher", "Source.address", "Oversight.relation", "Post.office", "Appointment.capacity", "Clause.label",
    "Clause.verb", "Clause.text", "Span.path", "OpenDay.key", "about", "Scheme.term_sorts", "Delegation.duties",
    "Instrument.canons", "Instrument.version", "PostSet.words", "Record.how", "Record.text", "Requirement.how",
    "Requirement.offices", "FunctionClaim.how", "up_to_twice", "over_twice", "Procedure.duties", "Procedure.if_acting",
])  # fmt: skip
"""Fields whose texts name nothing that is declared."""
_PARENTS = {"functions": "parent", "kinds": "parent", "ranks": "below", "organs": "under"}
_BUILT_IN = {
    "built-in kinds": ORGAN_KINDS,
    "feature": frozenset(["legal-personality", "employees", "enabling-powers", "complete-powers", "adoption"]),
    "officer": frozenset(["officer"]),
}
_CLAIMS = ("claims", "function_claims")
"""Tables of what sources say."""
_STANCES = ("", " including VAT", " excluding VAT")
"""What a basis may say of VAT, behind the word that it is."""
_NOUNS = {"basis": "terms", "leaf": "functions that have none below them", "people": "persons", "feature": "features"}


def problems(data: Mapping[str, Any], scheme: Scheme) -> Iterator[MisfitError]:
    """Yield what does not hold together, in order of the document; each missing identifier once for each sort."""
    yield from _misnamed(data)
    circles = [*_circles(data)]
    if circles:
        yield from circles
        return
    declared = _declared(data)
    seen: set[tuple[tuple[str, ...], str]] = set()
    for path, tables, name in references(data):
        if (tables, name) not in seen and not any(name in declared[table] for table in tables):
            seen.add((tables, name))
            wanted = " or ".join(_NOUNS.get(table, table) for table in tables)
            yield _at(path, f"names `{name}`, which is not among the {wanted}", "declare it there, or correct the name")
    if not seen:
        yield from _inconsistent(data)
        yield from _claims(scheme)


def rule_of(record: str, field: str) -> tuple[str, ...] | None:
    """Return what the texts of a field name, None where they name nothing."""
    return REFERENCES.get(f"{record}.{field}", REFERENCES.get(field))


def text_fields() -> Iterator[str]:
    """Yield every field of the model that holds texts, as `Class.field`."""
    for record in records_in(scheme_shape()).values():
        for field, shape in record.fields.items():
            if _holds_texts(shape):
                yield f"{record.name}.{field}"


def references(data: Mapping[str, Any]) -> Iterator[tuple[Path, tuple[str, ...], str]]:
    """Yield each text that names something: where it stands, what it must be one of, the text."""
    yield from _inside(scheme_shape(), data, (), None)


def _holds_texts(shape: Shape) -> bool:
    inside = shape.parts() if isinstance(shape, AnyOf | Many | Fixed | Table) else ()
    return isinstance(shape, Text) or any(_holds_texts(part) for part in inside)


def _inside(
    shape: Shape, data: Any, path: Path, tables: tuple[str, ...] | None
) -> Iterator[tuple[Path, tuple[str, ...], str]]:
    if isinstance(data, str):
        if tables is not None and not isinstance(shape, Record):
            yield path, tables, data
    elif isinstance(shape, AnyOf):
        for member in shape.parts():
            if _may_be(member, data):
                yield from _inside(member, data, path, tables)
    elif isinstance(shape, Record) and isinstance(data, dict):
        for name, part in shape.fields.items():
            yield from _inside(part, data[name], (*path, name), rule_of(shape.name, name))
    elif isinstance(shape, Table) and isinstance(data, dict):
        for key, value in data.items():
            yield from _inside(shape.item, value, (*path, key), tables)
    elif isinstance(shape, Many | Fixed) and isinstance(data, list):
        for index, value in enumerate(data):
            part = shape.item if isinstance(shape, Many) else shape.items[index]
            yield from _inside(part, value, (*path, index), tables)


def _may_be(member: Shape, data: Any) -> bool:
    if isinstance(data, dict):
        return isinstance(member, Record) and data.get(TAG, member.name) == member.name
    return isinstance(data, list) and isinstance(member, Many | Fixed)


def _declared(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    tables = {name: frozenset(table) for name, table in data.items() if isinstance(table, dict)}
    above = {function["parent"] for function in data["functions"].values()}
    bases = {f"{name}{stance}" for name in tables["terms"] for stance in _STANCES}
    return {**tables, **_BUILT_IN, "leaf": tables["functions"] - above, "basis": frozenset(bases)}


def _misnamed(data: Mapping[str, Any]) -> Iterator[MisfitError]:
    """Yield things that stand under another identifier than their own."""
    for table, things in data.items():
        for key, thing in things.items() if isinstance(things, dict) else ():
            own = thing.get("id", key) if isinstance(thing, dict) else key
            if own != key:
                yield _at((table, key, "id"), f"is `{own}`, but the object stands under `{key}`", "make the two equal")


def _circles(data: Mapping[str, Any]) -> Iterator[MisfitError]:
    """Yield what stands above itself, and what is nested too deep."""
    for table, field in _PARENTS.items():
        above = {name: _several(thing[field]) for name, thing in data[table].items()}
        yield from _too_high(above, lambda name, table=table, field=field: (table, name, field))
    groups: dict[str, tuple[str, ...]] = dict.fromkeys(data["groups"], ())
    place: dict[str, Path] = {}
    for index, membership in enumerate(data["memberships"]):
        if membership["group"] in groups and membership["member"] in groups:
            groups[membership["group"]] += (membership["member"],)
            place.setdefault(membership["group"], ("memberships", index, "member"))
    yield from _too_high(groups, lambda name: place[name])


def _several(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,) if value else ()


def _too_high(above: Mapping[str, tuple[str, ...]], place: Any) -> Iterator[MisfitError]:
    """Yield the first thing of what cannot be put in an order from the top, or lies too deep."""
    depth = {name: 1 for name, parents in above.items() if not any(parent in above for parent in parents)}
    waiting = [name for name in sorted(above) if name not in depth]
    for level in range(2, DEEPEST + 1):
        ready = [name for name in waiting if all(parent in depth for parent in above[name] if parent in above)]
        if not ready:
            break
        depth.update(dict.fromkeys(ready, level))
        waiting = [name for name in waiting if name not in depth]
    if not waiting:
        return
    circle = next((name for name in waiting if _reaches(name, name, above)), None)
    if circle is not None:
        yield _at(place(circle), f"puts `{circle}` above itself", "take one of the names of the circle out")
    else:
        yield _at(place(waiting[0]), f"puts `{waiting[0]}` deeper than {DEEPEST} levels", "take out levels above it")


def _reaches(start: str, wanted: str, above: Mapping[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    waiting = [*above[start]]
    while waiting:
        name = waiting.pop()
        if name == wanted:
            return True
        if name not in seen:
            seen.add(name)
            waiting.extend(above.get(name, ()))
    return False


def _inconsistent(data: Mapping[str, Any]) -> Iterator[MisfitError]:
    """Yield what is said in two places and differs."""
    for name in data["terms"].keys() ^ data["term_sorts"].keys():
        yield _at(("terms",), f"and `term_sorts` do not both have `{name}`", "name each word in both")
    yield from _nameless(data)
    for name, area in data["areas"].items():
        if name not in data["bodies"][area["body"]]["areas"]:
            yield _at(
                ("areas", name, "body"), f"is `{area['body']}`, whose `areas` lack `{name}`", "make the two agree"
            )
    for name, body in data["bodies"].items():
        for index, area in enumerate(body["areas"]):
            if data["areas"][area]["body"] != name:
                yield _at(("bodies", name, "areas", index), f"is an area of another body than `{name}`", "take it out")


def _nameless(data: Mapping[str, Any]) -> Iterator[MisfitError]:
    """Yield things without a display name."""
    for table, things in data.items():
        for key, thing in things.items() if isinstance(things, dict) else ():
            label = thing.get("label", thing) if isinstance(thing, dict) else thing
            if isinstance(label, dict) and "display" in label and not label["display"].strip():
                lead = ("label",) if "label" in thing else ()
                yield _at((table, key, *lead, "display"), "is empty", "write what people call it")


def _claims(scheme: Scheme) -> Iterator[MisfitError]:
    """Yield clauses that are half a claim: a claim is a clause of a source, and only claims rest on one."""
    for name, clause in scheme.clauses.items():
        if clause.is_claim != (clause.instrument not in scheme.instruments):
            yield _at(("clauses", name, "is_claim"), "does not agree with what it is a clause of", "make the two agree")
    for table in fields_dict(Scheme):
        rules = getattr(scheme, table)
        for index, rule in enumerate(rules) if isinstance(rules, tuple) else ():
            of = getattr(rule, "clause", None)
            if of is not None and scheme.clauses[of].is_claim != (table in _CLAIMS):
                wanted = "a clause of a source" if table in _CLAIMS else "a clause of an instrument"
                yield _at((table, index, "clause"), f"is not {wanted}", "name such a clause")


def _at(path: Path, message: str, help_: str) -> MisfitError:
    misfit = MisfitError(message, help_, "GR807")
    misfit.path = path
    return misfit
