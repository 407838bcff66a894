"""Whether the same rules bear on a function at a body on both sides, so that nothing need be worked out.

In: two aligned sides. Out: yes, or not known. Promise: yes only where no answer can differ. Clauses may be called
otherwise, split or written out: what is compared is what each rule comes to at this body for this function. Source:
docs/reference/semantics.md, 10.1.
"""

from functools import lru_cache
from typing import Any

from attrs import evolve, fields

from govrules.compile.compiled import BodyRules
from govrules.diff.cells import Side
from govrules.model.days import Period
from govrules.model.things import Label, Membership

_NO_LABEL = Label("")


def same_rules(before: Side, after: Side, body: str, leaf: str) -> bool:
    """Say whether the rules about a function at a body are the same on both sides, whatever clauses are called."""
    if before.on != after.on:
        return False
    one, other = (_bearing(side, body, leaf) for side in (before, after))
    return one is not None and one == other


def _bearing(side: Side, body: str, leaf: str) -> object:
    """Return what bears on a function at a body, without labels; None where clauses name each other."""
    scheme = side.compiled.scheme
    if body not in scheme.bodies or leaf not in scheme.functions:
        return None
    found: set[Any] = set()
    for one in (body, *side.compiled.gives_to[body]):
        own = side.compiled.by_body[one]
        exceptions = [*own.delegations, *own.keepings]
        if own.replacements or own.deputies or any(_names_clauses(rule) for rule in exceptions):
            return None
        for sort in fields(BodyRules):
            for rule in getattr(own, sort.name) if sort.name != "is_party" else ():
                if leaf in (getattr(rule, "leaves", None) or (leaf,)) or leaf in getattr(rule, "excluded", ()):
                    found.add((sort.name, _bare(side, rule, leaf)))
        found.add(("body", evolve(scheme.bodies[one], label=_NO_LABEL), own.is_party))
        found.update(("area", evolve(scheme.areas[area], label=_NO_LABEL)) for area in scheme.bodies[one].areas)
    found.update(("member", one.group, one.member, one.when) for one in _memberships(side, body))
    return frozenset(found), scheme.delegable(leaf), _words_of(side)


def _names_clauses(rule: Any) -> bool:
    return bool(getattr(rule, "despite", ()) or getattr(rule, "relying", ()))


def _bare(side: Side, rule: Any, leaf: str) -> tuple[object, ...]:
    """Return what a rule comes to for one function: without its clause, recipients as their seats."""
    scheme = side.compiled.scheme
    said: list[object] = []
    for one in fields(type(rule)):
        value = getattr(rule, one.name)
        if one.name in ("clause", "marks", "bodies"):
            continue
        if one.name == "when":
            value = tuple(map(_wordless, value))
        elif one.name in ("leaves", "excluded"):
            value = value is not None and leaf in value
        elif one.name == "instrument":
            instrument = scheme.instruments[value]
            value = value, instrument.rank, instrument.canons
        elif isinstance(value, str) and value in scheme.recipients:
            value = scheme.recipients[value].seats
        elif isinstance(value, str) and value in scheme.organs:
            value = value, scheme.organs[value].kind
        said.append((one.name, value))
    return type(rule), *said


@lru_cache(maxsize=10_000)
def _wordless(period: Period) -> Period:
    """Return a period without the words that say what it is of: no row shows them (10.3)."""
    return evolve(period, about="")


def _memberships(side: Side, body: str) -> list[Membership]:
    found: list[Membership] = []
    waiting = [body, *side.compiled.scheme.bodies[body].areas]
    while waiting:
        fresh = [one for one in side.memberships.get(waiting.pop(), ()) if one not in found]
        found += fresh
        waiting += [one.group for one in fresh]
    return found


def _words_of(side: Side) -> object:
    """Return the kinds and ranks of a scheme, without what they are called."""
    scheme = side.compiled.scheme
    kinds = frozenset(evolve(kind, label=_NO_LABEL) for kind in scheme.kinds.values())
    return kinds, frozenset(evolve(rank, label=_NO_LABEL) for rank in scheme.ranks.values())
