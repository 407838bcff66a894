"""The authority graph of a day as a picture: the whole of it, or what lies around a name.

In: a compiled scheme, a day, and the name of a body, cluster, area, post, organ, function or instrument with how many
links away to look. Out: a `Graph`. Promise: every link of the day between the nodes shown is shown, those that give
nobody anything too, marked as such.
"""

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from govrules.compile import Compiled
from govrules.engine.points import Points
from govrules.model.days import may_hold
from govrules.model.scheme import Scheme
from govrules.picture.graph import Box, Graph, Key, Link, Node, Sort, Standing
from govrules.picture.links import Links, Narrowing, sentence
from govrules.picture.things import Things
from govrules.render.words import Words, capital
from govrules.render.words import day as written
from govrules.resolve.naming import Thing

_ADDED = {
    Standing.OPEN: " (open)",
    Standing.CONFLICTING: " (conflict)",
    Standing.NO_EFFECT: " (no effect)",
    Standing.CERTAIN: "",
}


def authority_picture(compiled: Compiled, on: date, around: Thing | None = None, depth: int = 1) -> Graph:
    """Return the authority graph on a day, whole or what lies within `depth` links of a thing."""
    scheme, words, points = compiled.scheme, Words(compiled.scheme), Points(compiled, on)
    links = Links(compiled, points, words, _narrowing(scheme, around)).all()
    things = Things(compiled, on, points, words)
    things.designated(body.id for body in scheme.bodies.values() if not body.life.excludes(on))
    start = _start(scheme, around, on, links)
    start |= {post for post in things.roles if things.is_officer_of(post, start)}
    if around is not None and around.sort not in ("function", "instrument"):
        links, start = _near(links, start, depth)
    nodes = [things.node(id_) for id_ in sorted(start | {end for link in links for end in (link.source, link.target)})]
    nodes = [node for node in nodes if node.holding != "not-existing"]
    title = f"Who may act for whom on {written(on)}"
    if around is not None:
        title = f"{_named(around, words)}: who may act for whom on {written(on)}"
    return finished(title, things, nodes, links)


def as_known(graph: Graph, known_on: date, notices: Iterable[str]) -> Graph:
    """Return a graph that says of which day's record it is, and what that record leaves out."""
    said = f", as known on {written(known_on)}"
    notes = tuple(Key("Note", capital(notice)) for notice in notices)
    description = " ".join([graph.description.replace(graph.title, graph.title + said, 1), *(n.says for n in notes)])
    return evolve(graph, title=graph.title + said, description=description, key=graph.key + notes)


def finished(title: str, things: Things, nodes: Iterable[Node], links: Iterable[Link]) -> Graph:
    """Return a graph with labels on its links, a key for them, and a description in words."""
    boxes = things.boxes()
    shown = {node.id: node for node in _unboxed(nodes, boxes)}
    used = {node.box for node in shown.values()}
    for box in sorted(boxes, key=lambda one: one.id):
        used |= _around(box, boxes) if box.id in used else set()
    kept = [link for link in links if link.source in shown and link.target in shown]
    marks = _marks(grant.clause for link in kept for grant in link.grants)
    names = {id_: things.spoken(id_) for id_ in shown}
    labelled = tuple(evolve(link, label=_label(link, marks), says=sentence(link, names)) for link in kept)
    lines = [link.says for link in labelled]
    counts = [f"{len(shown)} bodies, boards and posts" if len(shown) != 1 else "1 body, board or post",
              f"{len(labelled)} links" if len(labelled) != 1 else "1 link"]  # fmt: skip
    vacant = [f"{capital(node.name)} is vacant." for node in shown.values() if node.holding == "vacant"]
    officers = [
        f"{capital(node.name)} is {'' if role.certain else 'perhaps '}{role.title} of "
        f"{', '.join(map(things.words.thing, role.bodies))}."
        for node in shown.values()
        for role in node.roles
    ]
    description = " ".join([f"{title}: {' and '.join(counts)}.", *lines, *vacant, *officers])
    return Graph(
        title,
        description,
        tuple(box for box in boxes if box.id in used),
        tuple(shown.values()),
        labelled,
        _key(labelled, marks, things.words),
    )


def _unboxed(nodes: Iterable[Node], boxes: tuple[Box, ...]) -> list[Node]:
    """Return nodes, those of a body that would be alone in a box of its own name without that box."""
    found = list(nodes)
    shared = {box.inside for box in boxes} | {node.box for node in found if node.id != node.box}
    inside = {box.id: box.inside for box in boxes}
    return [evolve(n, box=inside[n.id]) if n.box == n.id and n.id not in shared else n for n in found]


def _around(box: Box, boxes: tuple[Box, ...]) -> set[str | None]:
    """Return the boxes around a box."""
    inside = {one.id: one.inside for one in boxes}
    found: set[str | None] = set()
    above = box.inside
    while above is not None:
        found.add(above)
        above = inside[above]
    return found


def _narrowing(scheme: Scheme, around: Thing | None) -> Narrowing:
    if around is not None and around.sort == "function":
        return Narrowing(frozenset(scheme.leaves_of(around.id)), None, around.id)
    if around is not None and around.sort == "instrument":
        return Narrowing(instrument=around.id)
    return Narrowing()


def _start(scheme: Scheme, around: Thing | None, on: date, links: list[Link]) -> set[str]:
    """Return the holders a picture is about, those without any link too."""
    if around is None:
        linked = {end for link in links for end in (link.source, link.target)}
        return linked | {id_ for id_, post in scheme.posts.items() if may_hold(post.life, on)}
    if around.sort in ("post", "organ"):
        return {around.id}
    if around.sort not in ("body", "group", "area"):
        return set()
    owners, waiting = set[str](), [around.id]
    while waiting:
        owner = waiting.pop()
        owners.add(owner)
        waiting += scheme.bodies[owner].areas if owner in scheme.bodies else ()
        waiting += [m.member for m in scheme.memberships if m.group == owner and may_hold(m.when, on)]
    found = {scheme.bodies[owner].first_holder for owner in owners if owner in scheme.bodies}
    found |= {id_ for id_, post in scheme.posts.items() if post.owner in owners and may_hold(post.life, on)}
    found |= {
        id_ for id_, organ in scheme.organs.items() if owners.issuperset(organ.owners) and may_hold(organ.life, on)
    }
    return found


def _near(links: list[Link], start: set[str], depth: int) -> tuple[list[Link], set[str]]:
    """Return the links within `depth` steps of where a picture starts, and all they touch."""
    inner = set(start)
    chosen: list[Link] = []
    for _ in range(depth):
        chosen = [link for link in links if link.source in inner or link.target in inner]
        inner |= {end for link in chosen for end in (link.source, link.target)}
    return chosen, inner


def _named(around: Thing, words: Words) -> str:
    if around.sort in ("post", "organ"):
        return capital(words.holder(around.id))
    return capital(words.function(around.id)) if around.sort == "function" else words.thing(around.id)


# ---------------------------------------------------------------------------------------------------- labels


def _marks(clauses: Iterable[str]) -> dict[str, str]:
    """Return for each clause what stands on its arrows: its label, with the instrument where labels alone mislead."""
    of: dict[str, set[str]] = {}
    known = sorted(set(clauses))
    for clause in known:
        instrument, _, label = clause.partition(" ")
        of.setdefault(label, set()).add(instrument)
    return {
        clause: (label if len(of[label]) == 1 else clause) for clause in known for label in [clause.partition(" ")[2]]
    }


def _label(link: Link, marks: dict[str, str]) -> str:
    said = ", ".join(dict.fromkeys(marks[grant.clause] for grant in link.grants))
    return f"{said}{_ADDED[link.standing]}".strip()


def _key(links: Iterable[Link], marks: dict[str, str], words: Words) -> tuple[Key, ...]:
    """Return what each mark means: the document, and what the clause says in the links shown."""
    says: dict[str, dict[str, None]] = {}
    granted = [(grant, link.sort) for link in links for grant in link.grants]
    for grant, sort in sorted(granted, key=lambda one: (_clause_order(one[0].clause), one[0].order[1:])):
        lead = {Sort.LINE: "answers for ", Sort.PROFESSIONAL: "answers professionally for "}.get(sort, "")
        said = lead + grant.says if grant.says else lead.removesuffix(" for ")
        says.setdefault(grant.clause, {})[said] = None
    return tuple(
        Key(marks[clause], f"{capital('; '.join(said))} ({words.thing(clause.partition(' ')[0])})")
        for clause, said in says.items()
    )


def _clause_order(clause: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return what puts clauses in the order of the paper: 2.10 after 2.9; the rows of a table are alike."""
    instrument, _, label = clause.partition(" (")[0].partition(" ")
    parts = [part for part in label.replace("(", ".").replace(")", ".").split(".") if part]
    return instrument, [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
