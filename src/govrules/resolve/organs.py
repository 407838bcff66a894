"""Declarations of boards and committees.

In: statements, after bodies, areas, clusters and posts. Out: entries of the draft. Diagnostics: GR101 to GR105, GR204,
GR205, GR213. Source: docs/reference/semantics.md, 2.4.
"""

from govrules.diagnostics import Diagnostic
from govrules.model import things
from govrules.model.days import Cause, When
from govrules.resolve.bodies import enter
from govrules.resolve.draft import Draft, display_of, life_period
from govrules.resolve.expand import Expander, Target
from govrules.resolve.marks import marks_of, one_of, period_of, said
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.resolve.vocabulary import label_of, refuse_circles
from govrules.syntax import ast


def declare_organs(statements: list[ast.OrganStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter boards and committees: one for each owner, except joint committees of listed bodies, which are one."""
    for statement in _from_the_top(statements, symbols):
        name = statement.names.id.text
        try:
            kind = symbols.find(statement.kind, "kind")
            if not any(draft.is_kind(kind, organ) for organ in ("board", "committee", "joint-committee")):
                raise symbols.reports.refuse(
                    Diagnostic("GR102", f"`{kind}` is no kind of organ", statement.kind.span, "no kind of organ",
                               "use `board`, `committee`, `joint-committee`, or a kind of one of these")
                )  # fmt: skip
            owners = list(Expander(draft, symbols).bodies(statement.owners, {}))
            _organs(statement, kind, owners, draft, symbols)
        except ResolveError:
            symbols.drop(name)


def _organs(statement: ast.OrganStatement, kind: str, owners: list[Target], draft: Draft, symbols: Symbols) -> None:
    name = statement.names.id.text
    label = label_of(statement.names, symbols)
    about = f"the {label.display} of {', '.join(display_of(draft, owner.id) for owner in owners[:2])}"
    life = said(life_period(period_of(statement.modifiers, Cause.LIFE, name, about, symbols)))
    marks = marks_of(statement.modifiers, symbols)
    bodies = [owner for owner in owners if owner.id not in draft.groups]
    if draft.is_kind(kind, "joint-committee") and bodies:
        owner_ids = tuple(sorted({owner.id for owner in bodies}))
        above = _above(statement, bodies, draft, symbols)
        organ = things.Organ(name, label, kind, owner_ids, _while(above, life), marks, above.id if above else None)
        enter(draft.organs, organ.id, organ, statement.names.id, symbols)
        draft.constituents[name] = [(owner.id, owner.when + draft.life_of(owner.id)) for owner in bodies]
        owners = [owner for owner in owners if owner.id in draft.groups]
    for owner in owners:
        above = _above(statement, [owner], draft, symbols)
        whole = _while(above, life + owner.when + draft.life_of(owner.id))
        id_ = f"{name}@{owner.id}"
        organ = things.Organ(id_, label, kind, (owner.id,), whole, marks, above.id if above else None)
        enter(draft.organs, organ.id, organ, statement.names.id, symbols)


def _from_the_top(statements: list[ast.OrganStatement], symbols: Symbols) -> list[ast.OrganStatement]:
    """Return the statements with those of higher organs first, without those that stand under themselves (GR204)."""
    above: dict[str, tuple[str, ...]] = {}
    for statement in statements:
        under = one_of(statement.modifiers, ast.Under)
        name = statement.names.id.text
        above[name] = (*above.get(name, ()), *([under.organ.name.text] if under is not None else []))
    bad = refuse_circles(above, {s.names.id.text: s.names for s in statements}, symbols)

    def depth(name: str) -> int:
        return 1 + max((depth(parent) for parent in above[name] if parent in above), default=0)

    left = [statement for statement in statements if statement.names.id.text not in bad]
    return sorted(left, key=lambda statement: depth(statement.names.id.text))


def _above(statement: ast.OrganStatement, owners: list[Target], draft: Draft, symbols: Symbols) -> things.Organ | None:
    """Return the organ that a sub-committee is under, None for any other organ. Reports GR102."""
    under = one_of(statement.modifiers, ast.Under)
    if under is None:
        return None
    found = list(Expander(draft, symbols).who(under.organ, owners[0].env))
    ids = [draft.bodies[owners[0].id].first_holder if one.sort == "own-board" else one.id for one in found]
    if len(ids) != 1 or ids[0] not in draft.organs:
        raise symbols.reports.refuse(
            Diagnostic("GR102", "a sub-committee is under one organ", under.organ.span, "not one organ",
                       "name the board or committee, and whose it is: `under audit-committee of alder`")
        )  # fmt: skip
    organ = draft.organs[ids[0]]
    inside = {*organ.owners, *(member for owner in organ.owners if owner in draft.groups
                               for member, _ in draft.members(owner))}  # fmt: skip
    if inside.isdisjoint(owner.id for owner in owners):
        raise symbols.reports.refuse(
            Diagnostic("GR102", f"this is no organ of {display_of(draft, owners[0].id)}", under.organ.span,
                       "of another body", "name an organ of the same body, or of a cluster it is a member of")
        )  # fmt: skip
    return organ


def _while(above: things.Organ | None, life: When) -> When:
    """Return a life that ends with that of the organ above."""
    return life if above is None else life + tuple(period for period in above.life if period not in life)
