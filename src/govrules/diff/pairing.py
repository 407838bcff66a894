"""Which clauses of two schemes are one clause, whatever they are called, and what changed in their words.

In: two aligned schemes. Out: pairs of clauses, and what of them is worded, cited or labelled otherwise. Promise:
they are paired by identifier, then equal words, then likeness. Source: docs/reference/semantics.md, 10.5.
"""

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher

from attrs import frozen

from govrules.diff.difference import Rewording
from govrules.model.rules import Clause
from govrules.model.scheme import Scheme

ALIKE = 0.6
"""The least likeness of two wordings, of 1, at which they are taken for one clause."""
MOST_COMPARED = 40_000
"""Pairs of wordings of one sort in one instrument that are weighed at most; of more, only equal words pair."""


@frozen
class Pair:
    """One clause before and after; None where the other side has none."""

    before: Clause | None
    after: Clause | None


def clauses(before: Scheme, after: Scheme) -> tuple[Pair, ...]:
    """Return the clauses of both sides, paired, in order of identifier. The schemes are aligned already."""
    one, other = dict(before.clauses), dict(after.clauses)
    pairs = [Pair(one.pop(id_), other.pop(id_)) for id_ in sorted(one.keys() & other.keys())]
    pairs += _by_words(one, other, lambda clause: (clause.instrument, clause.verb, _plain(clause)))
    pairs += _by_words(one, other, lambda clause: (clause.verb, _plain(clause)))
    pairs += _by_likeness(one, other)
    pairs += [Pair(clause, None) for clause in one.values()] + [Pair(None, clause) for clause in other.values()]
    return tuple(sorted(pairs, key=lambda pair: (pair.before or pair.after).id))  # type: ignore[union-attr]


def _by_words(one: dict[str, Clause], other: dict[str, Clause], key: Callable[[Clause], object]) -> Iterator[Pair]:
    """Pair what has equal keys, in order of identifier; takes what it pairs out of both."""
    by_key: dict[object, list[Clause]] = {}
    for _, clause in sorted(other.items()):
        by_key.setdefault(key(clause), []).append(clause)
    for id_, clause in sorted(one.items()):
        alike = by_key.get(key(clause))
        if alike:
            yield Pair(one.pop(id_), other.pop(alike.pop(0).id))


def _by_likeness(one: dict[str, Clause], other: dict[str, Clause]) -> Iterator[Pair]:
    """Pair what is left by the likeness of its words, the most alike first; takes what it pairs out of both."""
    weighed: list[tuple[float, str, str]] = []
    groups: dict[tuple[str, str], list[Clause]] = {}
    for clause in other.values():
        groups.setdefault((clause.instrument, clause.verb), []).append(clause)
    for clause in one.values():
        candidates = groups.get((clause.instrument, clause.verb), [])
        if len(candidates) * len(one) > MOST_COMPARED:
            continue
        for candidate in candidates:
            matcher = SequenceMatcher(None, _plain(clause), _plain(candidate), autojunk=False)
            if matcher.quick_ratio() >= ALIKE and (ratio := matcher.ratio()) >= ALIKE:
                weighed.append((-ratio, clause.id, candidate.id))
    for _, before, after in sorted(weighed):
        if before in one and after in other:
            yield Pair(one.pop(before), other.pop(after))


def words_of(clause: Clause) -> str:
    """Return what a clause says, without its label and without how it is laid out."""
    text = clause.text.split(":", 1)[-1] if ":" in clause.text.split('"')[0] else clause.text
    return " ".join(text.split())


def _plain(clause: Clause) -> str:
    return words_of(clause).casefold()


def rewordings(pairs: Iterable[Pair], moved: frozenset[str]) -> Iterator[Rewording]:
    """Yield what changed in words without effect; `moved` are the clauses, of either side, that rows name."""
    for pair in pairs:
        one, other = pair.before, pair.after
        if {clause.id for clause in (one, other) if clause is not None} & moved:
            continue
        if one is None or other is None:
            if other is not None:
                yield Rewording("added", None, other.id)
            elif one is not None:
                yield Rewording("removed", one.id, None)
            continue
        if one.id != other.id:
            yield Rewording("label", one.id, other.id)
        if one.marks != other.marks:
            yield Rewording("citation", one.id, other.id)
        elif _plain(one) != _plain(other):
            yield Rewording("wording", one.id, other.id)
