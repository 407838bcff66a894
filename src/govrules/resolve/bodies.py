"""Declarations of bodies, clusters, areas, posts and appointments.

In: statements, after the vocabulary. Out: entries of the draft. Diagnostics: GR101 to GR105, GR202, GR204,
GR205, GR220.
Source: docs/reference/semantics.md, 2.2 to 2.5.
"""

from typing import TypeVar

from attrs import evolve

from govrules.diagnostics import Diagnostic, Related
from govrules.model import things
from govrules.model.days import Cause, Period, When
from govrules.resolve.draft import Draft, display_of, life_period
from govrules.resolve.expand import Expander, Target
from govrules.resolve.marks import all_of, marks_of, period_of, said
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.resolve.vocabulary import label_of, refuse_circles
from govrules.syntax import ast

T = TypeVar("T")


def declare_bodies(statements: list[ast.BodyStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter bodies, each with the governing organ its kind gives it."""
    for statement in statements:
        name = statement.names.id.text
        try:
            kind = draft.kinds[_kind(statement.kind, draft, symbols)]
            if "legal-personality" not in kind.features:
                raise symbols.reports.refuse(
                    Diagnostic("GR202", f"a {kind.label.display.lower()} has no legal personality and is no body",
                               statement.kind.span, "not a kind of body",
                               f"declare it as a cluster, or the kind as `having legal-personality`: `{kind.id}`")
                )  # fmt: skip
            label = label_of(statement.names, symbols)
            life = life_period(period_of(statement.modifiers, Cause.LIFE, name, label.display, symbols))
            holder = f"{kind.governing_organ}@{name}" if kind.governing_organ else name
            body = things.Body(name, label, kind.id, life, holder, (), marks_of(statement.modifiers, symbols))
            draft.bodies[name] = body
            if kind.governing_organ:
                draft.organs[holder] = things.Organ(
                    holder, _organ_label(kind.governing_organ, draft), kind.governing_organ, (name,), said(life)
                )
        except ResolveError:
            symbols.drop(name)


def _organ_label(kind: str, draft: Draft) -> things.Label:
    return draft.kinds[kind].label if kind in draft.kinds else things.Label(kind.replace("-", " ").capitalize())


def _kind(ref: ast.Ref, draft: Draft, symbols: Symbols) -> str:
    name = symbols.find(ref, "kind")
    if name not in draft.kinds:
        raise symbols.reports.refuse(
            Diagnostic("GR102", f"`{name}` is a kind of organ", ref.span, "a kind of body, cluster or area is needed",
                       "name a kind that your files declare")
        )  # fmt: skip
    return name


def declare_areas(statements: list[ast.AreaStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter areas and tell their bodies."""
    for statement in statements:
        name = statement.names.id.text
        try:
            kind, body = _kind(statement.kind, draft, symbols), symbols.find(statement.body, "body")
            label = label_of(statement.names, symbols)
            life = life_period(period_of(statement.modifiers, Cause.LIFE, name, label.display, symbols))
            marks = marks_of(statement.modifiers, symbols)
            draft.areas[name] = things.Area(name, label, kind, body, life, marks)
            draft.bodies[body] = evolve(draft.bodies[body], areas=tuple(sorted((*draft.bodies[body].areas, name))))
        except ResolveError:
            symbols.drop(name)


def declare_groups(statements: list[ast.ClusterStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter clusters and their memberships, leaving out those that contain themselves (GR204)."""
    nested: dict[str, tuple[str, ...]] = {}
    memberships: dict[str, list[things.Membership]] = {}
    groups: dict[str, things.Group] = {}
    for statement in statements:
        name = statement.names.id.text
        try:
            kind = draft.kinds[_kind(statement.kind, draft, symbols)]
            if "legal-personality" in kind.features:
                raise symbols.reports.refuse(
                    Diagnostic("GR202", f"a {kind.label.display.lower()} is a legal person and no cluster",
                               statement.kind.span, "a kind of body", "declare it with `body`, or choose another kind")
                )  # fmt: skip
            label = label_of(statement.names, symbols)
            life = life_period(period_of(statement.modifiers, Cause.LIFE, name, label.display, symbols))
            members = symbols.find_all((m.ref for m in statement.members), "body", "cluster", "area")
            memberships[name] = [
                things.Membership(name, member, said(_membership(marked, member, name, label.display, draft, symbols)))
                for member, marked in zip(members, statement.members, strict=True)
            ]
            groups[name] = things.Group(name, label, kind.id, life, marks_of(statement.modifiers, symbols))
            nested[name] = members
        except ResolveError:
            symbols.drop(name)
    bad = refuse_circles(nested, {s.names.id.text: s.names for s in statements}, symbols)
    for name in groups.keys() - bad:
        draft.groups[name] = groups[name]
        draft.memberships.extend(m for m in memberships[name] if m.member not in bad)


def _membership(
    marked: ast.MarkedRef, member: str, group: str, group_name: str, draft: Draft, symbols: Symbols
) -> Period:
    about = f"the membership of {display_of(draft, member)} in {group_name}"
    return period_of(marked.marks, Cause.MEMBERSHIP, f"{member} in {group}", about, symbols)


def declare_oversight(
    statements: list[ast.BodyStatement | ast.ClusterStatement], draft: Draft, symbols: Symbols
) -> None:
    """Enter who directs and who manages a body or cluster."""
    for statement in statements:
        of = statement.names.id.text
        if of not in draft.bodies and of not in draft.groups:
            continue
        for modifier in all_of(statement.modifiers, ast.Overseers):
            for marked in modifier.refs:
                try:
                    by = symbols.find(marked.ref, "body", "cluster")
                    noun = {"directed": "direction", "managed": "management"}[modifier.word]
                    about = f"the {noun} of {display_of(draft, of)} by {display_of(draft, by)}"
                    when = said(period_of(marked.marks, Cause.FACT, f"{modifier.word} {of} {by}", about, symbols))
                    marks = marks_of([*marked.marks, *statement.modifiers], symbols)
                    whole = when + draft.life_of(of) + draft.life_of(by)
                    draft.oversight.append(things.Oversight(modifier.word, by, of, whole, marks))
                except ResolveError:
                    continue


def enter(table: dict[str, T], id_: str, thing: T, ref: ast.Ref, symbols: Symbols) -> None:
    """Enter a post or organ. One declared twice is reported (GR103) and then stands for nothing."""
    earlier = tuple(Related(span, "first declared here") for span in symbols.places[id_][:1])
    symbols.places[id_].append(ref.span)
    if id_ in table or id_ in symbols.dropped:
        table.pop(id_, None)
        symbols.drop(id_)
        symbols.reports.add(
            Diagnostic("GR103", f"`{id_.replace('@', ' of ')}` is declared more than once", ref.span,
                       "declared again here", "keep one of the declarations", related=earlier)
        )  # fmt: skip
    else:
        table[id_] = thing


def declare_posts(statements: list[ast.PostStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter posts, one for each owner; the name of an office lends its display name."""
    for statement in statements:
        office = statement.names.id.text
        try:
            shared = draft.terms.get(office) if draft.term_sorts.get(office) == "office" else None
            label = label_of(statement.names, symbols, shared.display if shared else None)
            marks = marks_of(statement.modifiers, symbols)
            for owner in Expander(draft, symbols).bodies(statement.owners, {}):
                about = f"the post of {label.display} of {display_of(draft, owner.id)}"
                own = life_period(period_of(statement.modifiers, Cause.LIFE, f"{office} {owner.id}", about, symbols))
                life = said(own) + owner.when + draft.life_of(owner.id)
                post = things.Post(f"{office}@{owner.id}", label, office, owner.id, life, marks)
                enter(draft.posts, post.id, post, statement.names.id, symbols)
        except ResolveError:
            symbols.drop(office)


def declare_appointments(statements: list[ast.AppointmentStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter who holds which post; a group employs nobody (GR202)."""
    for statement in statements:
        try:
            person = symbols.find(statement.person, "person") if statement.person else None
            capacity = employer = None
            for modifier in all_of(statement.modifiers, ast.OneRef):
                if modifier.word == "capacity":
                    capacity = symbols.find(modifier.ref, "capacity")
                else:
                    employer = _employer(modifier.ref, draft, symbols)
            marks = marks_of(statement.modifiers, symbols)
            alongside, jointly = _manner(statement, capacity, symbols)
            for target in Expander(draft, symbols).who(statement.post, {}):
                post = _post(target, draft, symbols)
                who = draft.people[person].label.display if person else "nobody"
                name, owner = draft.posts[post].label.display, display_of(draft, draft.posts[post].owner)
                about = f"the appointment of {who} as {name} of {owner}"
                period = period_of(statement.modifiers, Cause.FACT, f"appointment {person} {post}", about, symbols)
                when: When = said(period) + draft.posts[post].life
                draft.appointments.append(
                    things.Appointment(post, person, capacity, employer, when, marks, alongside, jointly)
                )
        except ResolveError:
            continue


def _manner(statement: ast.AppointmentStatement, capacity: str | None, symbols: Symbols) -> tuple[bool, bool]:
    """Return whether somebody is alongside, and whether jointly; refused where it says nothing (GR220)."""
    flags = {flag.word: flag for flag in all_of(statement.modifiers, ast.Flag)}
    if "alongside" in flags and capacity not in things.STAND_INS:
        raise symbols.reports.refuse(
            Diagnostic("GR220", "only who is interim or acting can be alongside the holder of a post",
                       flags["alongside"].span, "takes nobody's place anyway", "say `as interim` or `as acting` too")
        )  # fmt: skip
    if statement.person is None and "jointly" in flags:
        raise symbols.reports.refuse(
            Diagnostic("GR220", "nobody cannot hold a post jointly", flags["jointly"].span, "a vacancy is not shared",
                       "leave it out")
        )  # fmt: skip
    return "alongside" in flags, "jointly" in flags


def _employer(ref: ast.Ref, draft: Draft, symbols: Symbols) -> str:
    employer = symbols.find(ref, "body", "cluster")
    if employer in draft.groups or "employees" not in draft.kinds[draft.bodies[employer].kind].features:
        raise symbols.reports.refuse(
            Diagnostic("GR202", f"{display_of(draft, employer)} cannot employ anyone", ref.span,
                       "a cluster is no legal person" if employer in draft.groups else "its kind has no employees",
                       "name the body that employs the person")
        )  # fmt: skip
    return employer


def _post(target: Target, draft: Draft, symbols: Symbols) -> str:
    if target.id in draft.posts:
        return target.id
    raise symbols.reports.refuse(
        Diagnostic("GR102", "an appointment is to a post", target.span, "not a post",
                   "name the post and whose it is: `to finance-director of sel`")
    )  # fmt: skip
