"""The model of an instance, made without reading its text: for sizes whose text takes minutes to read.

In: an instance. Out: the scheme that its rule file means, but for the words and places of statements. The tests of the
project compare the two.
"""

from collections.abc import Iterator
from datetime import timedelta

from govrules.model import rules, things
from govrules.model.days import Cause, Period
from govrules.model.scheme import Scheme
from govrules.source import Span
from instance import FIRST, LAST, POSTS, Clause, Instance

DAY = timedelta(1)
NOWHERE = Span("instance.gov", 0, 0, 1, 1, 1, 1)
MARKS = things.Marks()
Table = dict[str, object]


def built(instance: Instance) -> Scheme:
    """Return the scheme."""
    everything = frozenset(instance.functions)
    members = [(f"c{number}", member) for number, some in enumerate(instance.members) for member in some]
    agreements = dict(_agreements(instance))
    return Scheme(
        kinds={
            "trust": things.Kind(
                "trust", _label("Trust"), None, frozenset({"legal-personality", "employees"}), "board", ()
            ),
            "group": things.Kind("group", _label("Cluster"), None),
        },
        ranks={
            "statute": things.Rank("statute", _label("Act")),
            "agreement": things.Rank("agreement", _label("Agreement"), ("statute",)),
        },
        terms=dict(_terms()),
        term_sorts={name: "basis" if name == "transaction" else "office" for name, _ in _terms()},
        functions={name: things.Function(name, _label(f"Function {name[1:]}"), None) for name in instance.functions},
        bodies={name: _body(name) for name in _numbered("b", instance.size.bodies)},
        groups={name: _group(name) for name in _numbered("c", instance.size.clusters)},
        organs={
            f"board@{name}": things.Organ(f"board@{name}", _label("Board"), "board", (name,), ())
            for name in _numbered("b", instance.size.bodies)
        },
        posts=dict(_posts(instance)),
        instruments=agreements,
        clauses=dict(_clauses(instance)),
        memberships=tuple(things.Membership(group, member, ()) for group, member in members),
        vestings=tuple(rules.Vesting("act 1", name, everything, ()) for name in _numbered("b", instance.size.bodies)),
        delegations=tuple(one for clause in instance.clauses for one in _delegations(instance, clause, agreements)),
    )


def _label(display: str) -> things.Label:
    return things.Label(display)


def _numbered(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


def _terms() -> Iterator[tuple[str, things.Label]]:
    yield "transaction", _label("One transaction")
    for sort, count in POSTS.items():
        yield from ((f"{sort}-{number}", _label(f"{sort.title()} {number}")) for number in range(count))


def _body(name: str) -> things.Body:
    display = f"Trust {name[1:]}"
    return things.Body(name, _label(display), "trust", Period(None, None, Cause.LIFE, display), f"board@{name}")


def _group(name: str) -> things.Group:
    display = f"Cluster {name[1:]}"
    return things.Group(name, _label(display), "group", Period(None, None, Cause.LIFE, display))


def _posts(instance: Instance) -> Iterator[tuple[str, things.Post]]:
    for group in _numbered("c", instance.size.clusters):
        for sort, count in POSTS.items():
            for office in _numbered(f"{sort}-", count):
                label = _label(f"{sort.title()} {office.rpartition('-')[2]}")
                yield f"{office}@{group}", things.Post(f"{office}@{group}", label, office, group, ())


def _agreements(instance: Instance) -> Iterator[tuple[str, things.Instrument]]:
    always = Period(None, None, Cause.INSTRUMENT, "the Act")
    yield "act", things.Instrument("act", _label("The Act"), "statute", (), None, always, NOWHERE)
    for number, members in enumerate(instance.members):
        display = f"Agreement {number}"
        period = Period(FIRST, LAST + DAY, Cause.INSTRUMENT, f"the {display}")
        made = things.Instrument(
            f"a{number}", _label(display), "agreement", tuple(sorted(members)), None, period, NOWHERE
        )
        yield f"a{number}", made


def _clauses(instance: Instance) -> Iterator[tuple[str, rules.Clause]]:
    yield "act 1", rules.Clause("act 1", "act", "1", "vests", "", NOWHERE, MARKS)
    for one in instance.clauses:
        name = f"a{one.cluster} {one.label}"
        yield name, rules.Clause(name, f"a{one.cluster}", one.label, "delegates", "", NOWHERE, MARKS)


def _delegations(
    instance: Instance, one: Clause, agreements: dict[str, things.Instrument]
) -> Iterator[rules.Delegation]:
    agreement = agreements[f"a{one.cluster}"]
    name, leaves = f"a{one.cluster} {one.label}", frozenset(one.functions)
    when = [agreement.in_force]
    if one.begins and one.ends:
        about = f"clause {one.label} of the {agreement.label.display}"
        when.insert(0, Period(one.begins, one.ends + DAY, Cause.CLAUSE, about))
    limit = rules.Limit("transaction", one.up_to)
    for body in instance.members[one.cluster]:
        giver = one.giver or f"board@{body}"
        yield rules.Delegation(
            name, agreement.id, body, giver, one.receiver, leaves, tuple(when), limit, further=True
        )  # fmt: skip
