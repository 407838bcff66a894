"""Links of the authority graph on a day: delegations, deputies, lines of account, shared boards, seats.

In: a compiled scheme and a day, and what the picture is narrowed to. Out: links, each with the clauses it rests on and
how far it can be relied on. Whether a clause has effect and is in conflict is for the engine to say.
Source: docs/reference/semantics.md, sections 3 to 5.
"""

from collections.abc import Iterable, Iterator

from attrs import define, evolve, field, frozen

from govrules.compile import Compiled
from govrules.engine.points import Points
from govrules.model import rules
from govrules.model.answer import AmountRange, Answer, Outcome
from govrules.model.days import When, may_hold, open_days
from govrules.picture.graph import Grant, Link, Sort, Standing
from govrules.picture.things import FUNCTION
from govrules.render.words import Words, amounts, capital, joined

_FURTHER = {True: "may be passed on", False: "may not be passed on"}


@frozen
class Narrowing:
    """What links are shown: of these leaves, of this instrument, for these bodies (None: of all)."""

    leaves: frozenset[str] | None = None
    instrument: str | None = None
    function: str | None = None


@define
class Links:
    """Finds the links of a picture."""

    compiled: Compiled
    points: Points
    words: Words
    narrowing: Narrowing
    _found: dict[tuple[str, str, str, str], list[Grant]] = field(factory=dict)

    def all(self) -> list[Link]:
        """Return every link of the day, in order."""
        scheme = self.compiled.scheme
        for rule in scheme.delegations:
            if self._shown(rule.clause, rule.leaves, rule.when):
                self._delegation(rule)
        for residue in scheme.residues:
            if self._shown(residue.clause, None, residue.when):
                self._residue(residue)
        for deputy in scheme.deputies:
            if self._shown(deputy.clause, deputy.leaves, deputy.when):
                leaves = self._narrowed(deputy.leaves)
                says = f"while the post is vacant or absent: {self._functions(leaves)}"
                self._add(deputy.post, deputy.deputy, Sort.DEPUTISING, deputy, says, leaves)
        for line in scheme.lines:
            if self._shown(line.clause, line.leaves, line.when):
                sort = Sort.PROFESSIONAL if line.professional else Sort.LINE
                leaves = self._narrowed(line.leaves)
                self._add(line.who, line.to, sort, line, self._functions(leaves), leaves)
        for seating in scheme.seatings:
            if self._shown(seating.clause, None, seating.when):
                first = scheme.bodies[seating.body].first_holder
                self._add(seating.organ, first, Sort.SITS_AS, seating, "sits as the board", None)
        self._vestings()
        return self._made()

    def _made(self) -> list[Link]:
        links = [
            Link(source, target, Sort(sort), Standing(standing), tuple(_together(grants)))
            for (source, target, sort, standing), grants in sorted(self._found.items())
        ]
        names = {name for link in links for name in (link.source, link.target)}
        return links + [
            Link(name, member, Sort.SEAT, Standing.CERTAIN)
            for name in sorted(names & self.compiled.scheme.recipients.keys())
            for member in sorted({one for seat in self.compiled.scheme.seats_of(name) for one in seat.of})
        ]

    # ------------------------------------------------------------------------------------------------ one rule

    def _shown(self, clause: str, leaves: frozenset[str] | None, when: When) -> bool:
        narrow = self.narrowing
        if narrow.instrument and self.compiled.scheme.clauses[clause].instrument != narrow.instrument:
            return False
        if narrow.leaves is not None and leaves is not None and not narrow.leaves & leaves:
            return False
        return may_hold(when, self.points.day)

    def _narrowed(self, leaves: frozenset[str]) -> frozenset[str]:
        return leaves if self.narrowing.leaves is None else leaves & self.narrowing.leaves

    def _delegation(self, rule: rules.Delegation) -> None:
        leaves = self._narrowed(rule.leaves)
        contents = [self.points.content(point, leaf) for point in self.points.of(rule.body) for leaf in sorted(leaves)]
        standing = self._standing(rule, contents)
        if standing is None:
            return
        says = [self._functions(leaves)]
        limits: tuple[AmountRange, ...] = ()
        if rule.limit is not None:
            limits = (AmountRange(rule.limit.basis, rule.limit.over, rule.limit.up_to),)
            says.append(amounts(limits))
        says += [self._condition(condition) for condition in rule.conditions]
        says += [f"then {duty}" for duty in rule.duties]
        says += [_FURTHER[rule.further]] if rule.further is not None else []
        against = sorted({other for content in contents for other in _against(rule.clause, content)})
        says += [f"in conflict with {self.words.clauses(against)}"] if against else []
        self._add(rule.giver, rule.receiver, Sort.DELEGATION, rule, ", ".join(says), leaves, standing, limits)

    def _residue(self, rule: rules.Residue) -> None:
        """Add a residual rule, with the functions it gives somebody that day; what stays with the giver is no link."""
        scheme = self.compiled.scheme
        first = scheme.bodies[scheme.body_of(rule.body)].first_holder
        seated = {
            one.organ for one in scheme.seatings if one.body == rule.body and self._shown(one.clause, None, one.when)
        }
        if rule.receiver in {first} | seated:
            return
        leaves, open_ = set[str](), bool(list(open_days(rule.when, self.points.day)))
        for leaf in self.narrowing.leaves or (one for one in scheme.functions if scheme.leaves_of(one) == (one,)):
            for point in self.points.of(rule.body):
                for exercise in self.points.content(point, leaf).may_exercise:
                    if any(step.clause == rule.clause for chain in exercise.chains for step in chain):
                        leaves.add(leaf)
                        open_ = open_ or not exercise.certain
        standing = Standing.OPEN if open_ else Standing.CERTAIN if leaves else Standing.NO_EFFECT
        says = "what no clause deals with" + (f": {self._functions(frozenset(leaves))}" if leaves else "")
        self._add(first, rule.receiver, Sort.DELEGATION, rule, says, frozenset(leaves), standing)

    def _standing(self, rule: rules.Delegation, contents: list[Answer]) -> Standing | None:
        """Return how far a delegation can be relied on; None where its body does not exist that day."""
        if all(one.outcome is Outcome.NO_SUCH_BODY_THEN for one in contents):
            return None
        if any(_against(rule.clause, one) for one in contents):
            return Standing.CONFLICTING
        if all(one.accountable_body is None or _falls_away(rule.clause, one) for one in contents):
            return Standing.NO_EFFECT
        return Standing.OPEN if list(open_days(rule.when, self.points.day)) else Standing.CERTAIN

    def _condition(self, condition: rules.Condition) -> str:
        literals = sorted(condition, key=lambda one: (one.circumstance, one.holds))
        return "if " + joined(
            [("" if one.holds else "not ") + self.words.circumstance(one.circumstance) for one in literals], "or"
        )

    def _add(
        self,
        source: str,
        target: str,
        sort: Sort,
        rule: rules.Delegation | rules.Residue | rules.Deputising | rules.Line | rules.Seating | rules.Vesting,
        says: str,
        leaves: frozenset[str] | None,
        standing: Standing | None = None,
        limits: tuple[AmountRange, ...] = (),
    ) -> None:
        if standing is None:
            standing = Standing.OPEN if list(open_days(rule.when, self.points.day)) else Standing.CERTAIN
        named = self.compiled.scheme.name_leaves(leaves) if leaves is not None else ()
        bodies = () if rule.body is None else (rule.body,)
        grant = Grant(rule.clause, named, bodies, limits, says)
        self._found.setdefault((source, target, sort.value, standing.value), []).append(grant)

    def _functions(self, leaves: frozenset[str]) -> str:
        """Return functions in words, by as few names as possible; all there are as `everything`."""
        scheme = self.compiled.scheme
        named = scheme.name_leaves(leaves)
        roots = {id_ for id_, function in scheme.functions.items() if function.parent is None}
        return "everything" if roots and roots == set(named) else self.words.functions(named)

    def _vestings(self) -> None:
        """Add, for a picture about one function, in which bodies it is vested."""
        if self.narrowing.function is None or self.narrowing.leaves is None:
            return
        scheme = self.compiled.scheme
        for rule in scheme.vestings:
            if self._shown(rule.clause, rule.leaves, rule.when):
                first = scheme.bodies[scheme.body_of(rule.body)].first_holder
                leaves = self._narrowed(rule.leaves)
                says = f"vested: {self._functions(leaves)}"
                self._add(FUNCTION + self.narrowing.function, first, Sort.VESTED, rule, says, leaves)


def _falls_away(clause: str, content: Answer) -> bool:
    return any(one.clause == clause for one in content.excluded)


def _against(clause: str, content: Answer) -> set[str]:
    """Return the clauses that a clause is in open conflict with."""
    pairs = [tuple(one.about.split(" against ")) for one in content.open_points if one.kind == "conflict"]
    pairs += [one.clauses for one in content.conflicts]
    return {other for pair in pairs if clause in pair for other in pair if other != clause}


def _together(grants: Iterable[Grant]) -> Iterator[Grant]:
    """Yield the grants of one link, those that differ in their body only as one."""
    found: dict[Grant, set[str]] = {}
    for grant in grants:
        found.setdefault(evolve(grant, bodies=()), set()).update(grant.bodies)
    for grant in sorted(found, key=lambda one: one.order):
        yield evolve(grant, bodies=tuple(sorted(found[grant])))


def sentence(link: Link, names: dict[str, str]) -> str:
    """Return a link in a sentence, for those who hear a picture instead of seeing it."""
    source, target = names[link.source], names[link.target]
    verb = {
        Sort.VESTED: "is vested in the body of",
        Sort.DELEGATION: "delegates to",
        Sort.DEPUTISING: "has as deputy",
        Sort.LINE: "answers to",
        Sort.PROFESSIONAL: "answers professionally to",
        Sort.SITS_AS: "sits as",
        Sort.SEAT: "can be filled by",
    }[link.sort]
    marked = {
        Standing.OPEN: " (open: the files do not settle it)",
        Standing.CONFLICTING: " (in conflict with another clause)",
        Standing.NO_EFFECT: " (without effect)",
        Standing.CERTAIN: "",
    }[link.standing]
    clauses = ", ".join(dict.fromkeys(grant.clause for grant in link.grants))
    return capital(f"{source} {verb} {target}{marked}{f' [{clauses}]' if clauses else ''}.")
