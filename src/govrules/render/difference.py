"""A difference in words: sections of rows, each with what was there before and what is there after.

In: a difference and the two schemes it is between. Out: a `Report`, from which text, Markdown and HTML are written.
Promise: no identifier reaches a person but that of a clause, and every row can be asked about.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve, frozen

from govrules.diff.anywhere import THAT, THAT_AREA, THE_CLUSTER, THE_OVERSEER
from govrules.diff.difference import Change, Difference, Item, Row, Verdict
from govrules.model.scheme import Scheme
from govrules.render.questions import question_text
from govrules.render.words import Words, amounts, brackets, capital, joined, named, period

SECTIONS = {
    "Accountable body": ("accountable-body",),
    "Officers": ("officer",),
    "Who may exercise": ("exercise", "limit", "conditions"),
    "Prohibitions": ("prohibited",),
    "Reserved, retained and residue": ("kept",),
    "Duties": ("duty",),
    "Lines of account": ("line",),
    "Direction and management": ("oversight",),
    "Membership": ("membership",),
    "Holders of posts": ("holder",),
    "Recorded": ("recorded",),
}
Naming = Callable[[str], str]
_AUTHORITY = SECTIONS["Who may exercise"]
_WORD = {
    "limit": "limit moved", "conditions": "conditions changed",
    Change.WIDER: "wider", Change.NARROWER: "narrower", Change.MOVED: "moved",
    Change.NEWLY_UNDETERMINED: "newly undetermined", Change.SETTLED: "settled",
}  # fmt: skip
VERDICTS = {
    Verdict.SAME: "Same effect: every question has the same answer on both sides.",
    Verdict.WIDER: "Wider: whoever could act before still can, and others can too.",
    Verdict.NARROWER: "Narrower: nobody can act who could not before, and some no longer can.",
    Verdict.MOVED: "Moved: everywhere that answers differ, something else stands in the place of what was there.",
    Verdict.INCOMPARABLE: "Incomparable: the differences go in more than one direction.",
}
_WHOSE = {
    THAT: "that body", THAT_AREA: "that area", THE_CLUSTER: "the cluster", THE_OVERSEER: "the body that oversees it",
}  # fmt: skip
_THEMSELVES = {**_WHOSE, THAT: "the body itself", THAT_AREA: "the area itself"}
_IMPACT = ("Cases that fail now", "Cases that no longer fail", "New findings", "Findings that are gone")
_OUTCOMES = {
    "no-such-body-then": "no such body then", "not-vested": "not a function of this body",
    "undetermined": "not known", "answered": "divided into areas",
}  # fmt: skip
_REWORDED = {
    "wording": "Reworded", "citation": "Cited or noted otherwise", "label": "Renumbered",
    "added": "Added without effect", "removed": "Removed without effect",
}  # fmt: skip


@frozen
class Told:
    """One row in words. `change` says what became of it; `before` and `after` what each side says, with clauses."""

    where: str
    change: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    ask: str


@frozen
class Section:
    """The rows of one sort."""

    title: str
    rows: tuple[Told, ...]


@frozen
class Report:
    """A whole difference in words. `told` are further paragraphs: who gains and loses authority, what is renamed."""

    verdict: str
    counted: str
    sections: tuple[Section, ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]


def report(difference: Difference, before: Scheme, after: Scheme) -> Report:
    """Return a difference in words; `after` is the scheme under the identifiers of `before`."""
    either = evolve(after, terms={**before.terms, **after.terms})
    speech = _Speech(difference, Words(before), Words(after), Words(either))
    return Report(VERDICTS[difference.verdict], speech.counted(), tuple(speech.sections()), tuple(speech.told()))


@frozen
class _Speech:
    difference: Difference
    before: Words
    after: Words
    either: Words

    def counted(self) -> str:
        rows = self.difference.rows
        if not rows:
            return "No difference of effect."
        several = {change: sum(row.change is change for row in rows) for change in Change}
        parts = [f"{number} {_WORD[change]}" for change, number in several.items() if number]
        return f"{len(rows)} difference{'s' * (len(rows) > 1)} of effect: {joined(parts)}."

    def sections(self) -> Iterator[Section]:
        for title, kinds in SECTIONS.items():
            rows = [row for row in self.difference.rows if row.kind in kinds]
            if rows:
                yield Section(title, tuple(map(self._row, rows)))

    def told(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        gains, loses = authority(self.difference)
        for title, names in (("Gains authority", gains), ("Loses authority", loses)):
            if names:
                yield title, tuple(sorted({self._anybody(name) for name in names}))
        of = self.difference
        impact = of.failing_cases, of.passing_cases, of.new_findings, of.gone_findings
        yield from (pair for pair in zip(_IMPACT, impact, strict=True) if pair[1])
        for how, title in _REWORDED.items():
            some = [one for one in self.difference.without_effect if one.how == how]
            if some:
                yield title, tuple(_reworded(one.before, one.after) for one in some)
        if self.difference.renamed:
            yield "Identifiers renamed", tuple(f"{old} is now {new}" for old, new in self.difference.renamed)

    # ------------------------------------------------------------------------------------------------ one row

    def _row(self, row: Row) -> Told:
        word = _WORD[row.kind] + f", {_WORD[row.change]}" if row.kind in _WORD else _WORD[row.change]
        notes = ["nobody is left"] * row.gap + ["now in conflict"] * row.conflict
        notes += ["there was nobody"] * row.was_gap + ["in conflict before"] * row.was_conflict
        ask = question_text(row.witness.before) if row.witness else ""
        if row.witness and row.witness.after:
            ask = f"{ask} / {question_text(row.witness.after)}"
        return Told(
            self._where(row), ", ".join([word, *notes]),
            self._side(row, row.before, row.clauses_before, self.before),
            self._side(row, row.after, row.clauses_after, self.after), ask,
        )  # fmt: skip

    def _where(self, row: Row) -> str:
        parts = [self._functions(row), self._bodies(row)]
        said = " in ".join(part for part in parts if part) if row.functions else parts[1]
        if row.begins or row.ends:
            said += f", {period(row.begins, row.ends)}"
        if row.limits:
            said += f", {amounts(row.limits)}"
        return capital(said + self.either.provided(row.provided))

    def _functions(self, row: Row) -> str:
        roots = {one.id for one in self.after.scheme.functions.values() if one.parent is None}
        every = len(row.functions) > 1 and set(row.functions) >= roots
        words = self.after if all(name in self.after.scheme.functions for name in row.functions) else self.before
        said = "every function" if every else words.functions(row.functions)
        return said + (f" except {words.functions(row.except_)}" if row.except_ else "")

    def _bodies(self, row: Row) -> str:
        said = self._several(row.bodies)
        return f"{said} against {self._several(row.bodies_after)}" if row.bodies_after else said

    def _several(self, points: Sequence[str]) -> str:
        scheme = self.after.scheme
        bodies = _undivided(points, scheme)
        if len(bodies) > 1:
            if set(bodies) == set(scheme.bodies):
                return f"all {len(bodies)} bodies"
            for group in sorted(scheme.groups):
                members = {one.member for one in scheme.memberships if one.group == group}
                if members == set(bodies):
                    return f"all {len(bodies)} members of {self.after.thing(group)}"
        return joined(self._thing(body) for body in bodies)

    def _thing(self, id_: str) -> str:
        scheme = self.after.scheme
        known = any(id_ in table for table in (scheme.bodies, scheme.areas, scheme.groups))
        return (self.after if known else self.before).thing(id_)

    # ------------------------------------------------------------------------------------------------ one side

    def _side(self, row: Row, items: Sequence[Item], clauses: Sequence[str], words: Words) -> tuple[str, ...]:
        said = [self._item(row, item, words) for item in items] or [_nothing(row)]
        cited = brackets(clauses)
        return (*said[:-1], f"{said[-1]} {cited}".rstrip())

    def _item(self, row: Row, item: Item, words: Words) -> str:
        said = self._certain(row, item, lambda name: self._name(row, name, words), words)
        return said if item.certain else f"{said} (open)"

    def _certain(self, row: Row, item: Item, name: Naming, words: Words) -> str:
        names = item.names
        if row.kind in _AUTHORITY:
            return ", then ".join([words.seats(item.seats, name), *names])
        if row.kind == "duty":
            return f"{words.seats(item.seats, name)}: then {names[0]}"
        if row.kind == "accountable-body":
            return self._body(names, name)
        if row.kind == "line":
            how = "professionally " if names[1] == "professional" else ""
            return f"{name(names[0])} answers {how}to {name(names[2])}"
        if row.kind == "officer":
            return f"{words.title(names[0])}: {name(names[1])}"
        if row.kind == "oversight":
            return f"{'directed' if names[0] == 'directed' else 'managed'} by {name(names[1])}"
        if row.kind == "holder":
            return self._holder(names, words)
        if row.kind == "membership":
            return f"member of {self._thing(names[0])}"
        if row.kind == "recorded":
            return _recorded(names, name, words)
        if row.kind == "prohibited":
            spared = joined(name(one) for seat in item.seats for one in seat.of)
            who = "anyone" if names[0] == "anyone" else name(names[0])
            return f"{who} but {spared} must not" if spared else f"{who} must not"
        return f"{names[0]} to {words.seats(item.seats, name)}" if item.seats else names[0]

    def _body(self, names: Sequence[str], name: Naming) -> str:
        if names[0] in _OUTCOMES:
            return _OUTCOMES[names[0]]
        sits = f", as which {name(names[2])} sits" if len(names) > 2 else ""
        return f"{name(names[0])}, acting by {name(names[1])}{sits}"

    def _holder(self, names: Sequence[str], words: Words) -> str:
        post, who, *capacity = names
        if not capacity:
            return f"{words.holder(post)}: {named(who)}"
        return f"{words.holder(post)}: {words.person(who)}{f', {named(capacity[0])}' if capacity[0] else ''}"

    def _name(self, row: Row, name: str, words: Words) -> str:
        """Return what a name means at the bodies of a row."""
        head, at, owner = name.rpartition("@")
        if name in _THEMSELVES:
            return _THEMSELVES[name]
        if at and owner in _WHOSE:
            holders = {id_: one.label.display for id_, one in words.scheme.posts.items()}
            holders |= {id_: one.label.display for id_, one in words.scheme.organs.items()}
            labels = [display for id_, display in sorted(holders.items()) if id_.rpartition("@")[0] == head]
            return f"the {labels[0] if labels else named(head)} of {_WHOSE[owner]}"
        return words.holder(name)

    def _anybody(self, name: str) -> str:
        scheme = self.after.scheme
        known = name in scheme.posts or name in scheme.organs or name in scheme.sets
        rows = self.difference.rows
        return self._name(rows[0], name, self.after if known else self.before)


def authority(difference: Difference) -> tuple[frozenset[str], frozenset[str]]:
    """Return who gains and who loses authority, alone or with others: names as rows have them."""
    gains, loses = set[str](), set[str]()
    for row in difference.rows:
        if row.kind in _AUTHORITY and row.change in (Change.WIDER, Change.NARROWER, Change.MOVED):
            gains |= _names(row.after)
            loses |= _names(row.before)
    return frozenset(gains), frozenset(loses)


def _names(items: Iterable[Item]) -> set[str]:
    return {name for item in items for seat in item.seats for name in seat.of}


def _nothing(row: Row) -> str:
    if row.kind in _AUTHORITY:
        return "nobody" if row.gap else "nobody else"
    return {"membership": "no member of a further group", "officer": "none"}.get(row.kind, "nothing")


def _recorded(names: Sequence[str], name: Naming, words: Words) -> str:
    who, how, circumstance, text = names
    what = f" {words.circumstance(circumstance)}" if circumstance else f" “{text}”" if text else ""
    return f"{name(who)} {how}{what}"


def _reworded(before: str | None, after: str | None) -> str:
    return f"{before} is now {after}" if before and after and before != after else str(after or before)


def _undivided(points: Sequence[str], scheme: Scheme) -> list[str]:
    """Return bodies and areas with a body instead of its areas where all of them are there."""
    whole = {one.id: set(one.areas) for one in scheme.bodies.values() if one.areas and set(one.areas) <= set(points)}
    covered = set[str]().union(*whole.values())
    return sorted({*whole, *(point for point in points if point not in covered)})
