"""The part of policies/README.md that is counted and not written: run this file to write it anew.

In: the rule library. Out: tables in Markdown, between two marks of that page. Every number comes out of answers about
each trust, as anybody would get them by asking; published counts are in policies/registers/published-counts.yaml.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from attrs import frozen

from govrules.api import Library, load
from govrules.model.answer import Answer, Overseer
from govrules.model.question import Question, QuestionKind

POLICIES = Path(__file__).parents[2] / "policies"
PAGE = POLICIES / "README.md"
PUBLISHED = yaml.safe_load((POLICIES / "registers" / "published-counts.yaml").read_text("utf-8"))
BEGIN, END = "<!-- counted: begin -->", "<!-- counted: end -->"
TRUSTS = ("primary-care-trust", "care-trust")
FUNCTION = "safeguarding"
BASES = {
    "By elimination": "follow from a count or a name that a source gives, and from the list of trusts of the region",
    "An early plan": "a source shows what was meant, not what came; unverified",
    "From memory": "nobody checked; unverified",
}


@cache
def library() -> Library:
    return load(POLICIES)


def trusts() -> list[str]:
    return sorted(body.id for body in library().scheme.bodies.values() if body.kind in TRUSTS)


@frozen
class Trust:
    """One trust as an answer shows it on a day: who directs it, its clusters and who manages each."""

    id: str
    exists: bool
    overseers: tuple[Overseer, ...]

    @property
    def directed_by(self) -> str:
        (found,) = {one.by for one in self.overseers if one.relation == "directed" and one.by != "secretary-of-state"}
        return found

    @property
    def managed(self) -> dict[str, str]:
        """Its clusters, to the authority that manages each; only what is certain."""
        return {one.of: one.by for one in self.overseers if one.relation == "managed" and one.certain}


@cache
def answers(day: date) -> dict[str, Answer]:
    """Return who is accountable for one function in each trust."""
    return {id_: library().answer(Question(QuestionKind.ACCOUNTABLE, id_, FUNCTION, day)) for id_ in trusts()}


@cache
def on(day: date) -> tuple[Trust, ...]:
    found = []
    for id_, answer in answers(day).items():
        body = answer.accountable_body
        found.append(Trust(id_, body is not None and body.certain, answer.overseen_by))
    return tuple(found)


def clusters(day: date) -> dict[str, list[str]]:
    """Return the members of each cluster."""
    found: dict[str, list[str]] = {}
    for trust in on(day):
        for cluster in trust.managed:
            found.setdefault(cluster, []).append(trust.id)
    return found


def managers(day: date) -> dict[str, str]:
    """Return the authority that manages each cluster."""
    return {cluster: by for trust in on(day) for cluster, by in trust.managed.items()}


def counted(of: str, where: str, day: date) -> int:
    """Return what the files hold of something that a source counts."""
    here = {cluster for cluster, by in managers(day).items() if where in ("England", by)}
    match of:
        case "trusts":
            return sum(trust.exists for trust in on(day))
        case "clusters":
            return len(here)
        case "clusters of one trust":
            return sum(len(clusters(day)[cluster]) == 1 for cluster in here)
        case "trusts in a cluster of another authority":
            return sum(set(trust.managed.values()) != {trust.directed_by} for trust in on(day))
        case "members":
            return len(clusters(day)[where])
    raise ValueError(of)


# ------------------------------------------------------------------------------------------------ Markdown


def _name(id_: str) -> str:
    scheme = library().scheme
    return (scheme.bodies.get(id_) or scheme.groups[id_]).label.display


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _table(*rows: tuple[Any, ...]) -> Iterator[str]:
    head, *body = rows
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(map(str, row))} |" for row in body)


def _by_authority(day: date) -> Iterator[str]:
    yield f"**By authority**, on {_written(day)}:"
    yield ""
    directed = Counter(trust.directed_by for trust in on(day))
    managed = Counter(by for trust in on(day) for by in trust.managed.values())
    rows: list[tuple[Any, ...]] = [
        ("authority", "trusts it may direct", "trusts in clusters it manages", "clusters", "of one trust")
    ]
    for by in sorted(directed):
        rows.append((_name(by), directed[by], managed[by], counted("clusters", by, day), counted(
            "clusters of one trust", by, day)))  # fmt: skip
    rows.append(("all", sum(directed.values()), sum(managed.values()), len(clusters(day)),
                 counted("clusters of one trust", "England", day)))  # fmt: skip
    yield from _table(*rows)
    across = [t for t in on(day) if set(t.managed.values()) != {t.directed_by}]
    yield ""
    yield "Managed across a boundary: " + "; ".join(
        f"{_name(t.id)} ({_name(t.directed_by)} may direct it, {_name(next(iter(t.managed.values())))} manages)"
        for t in across
    ) + "."  # fmt: skip


def _published() -> Iterator[str]:
    yield "**Published counts** and what these files hold; where they differ, nothing was forced:"
    yield ""
    rows: list[tuple[Any, ...]] = [("what", "source", "speaks of", "says", "files hold", "")]
    for one in PUBLISHED:
        where = "England" if one["where"] == "England" else _name(one["where"])
        what = f"{one['of']} of {where}" if one["of"] == "members" else f"{one['of']}, {where}"
        found = counted(one["of"], one["where"], one["day"])
        verdict = "" if found == one["value"] else "**differs**"
        said = ". ".join(filter(None, [verdict, one.get("note", "").rstrip(".")]))
        rows.append((what, one["source"], one["said"], one["value"], found, said))
    yield from _table(*rows)


def basis(cluster: str) -> str:
    """Return how the members of a cluster are known, as the note in its register begins."""
    notes = " ".join(library().scheme.groups[cluster].marks.notes)
    return next((name for name in BASES if name in notes), "Sourced")


def _bases() -> Iterator[str]:
    every = sorted({*clusters(date(2011, 6, 7)), *clusters(date(2012, 4, 1))})
    yield "**How the members of each cluster are known**:"
    yield ""
    rows: list[tuple[Any, ...]] = [("basis", "clusters", "which")]
    says = {"Sourced": "a source names them", **BASES}
    for name, meaning in says.items():
        here = [cluster for cluster in every if basis(cluster) == name]
        rows.append((f"{name}: {meaning}", len(here), "; ".join(map(_name, here))))
    yield from _table(*rows)


def sheet() -> str:
    """Return the counted part of the page."""
    blocks = [_by_authority(date(2011, 6, 7)), _published(), _bases()]
    return "\n\n".join("\n".join(block) for block in blocks)


def page() -> str:
    """Return the page with its counted part as it must be."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{sheet()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
