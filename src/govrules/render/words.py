"""How things are called in sentences: bodies, posts, clauses, days, amounts.

In: a scheme, and identifiers as answers hold them. Out: phrases of plain English. Promise: no identifier reaches a
person but that of a clause.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from govrules.model import things
from govrules.model.answer import AmountRange, Holder, Holding
from govrules.model.money import shown
from govrules.model.scheme import Scheme
from govrules.model.things import with_article

NO_BREAK = "\u00a0"
"""A blank at which no line is broken; it is shown as a blank."""
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: date) -> str:
    """Return a day as it is written.

    >>> day(date(2011, 6, 1))
    '1 June 2011'
    """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def period(first: date | None, last: date | None) -> str:
    """Return a stretch of days, both ends included; None leaves an end open."""
    if first is not None and first == last:
        return f"on {day(first)} only"
    begin = f"from {day(first)}" if first else ""
    end = f"to {day(last)}" if last else ""
    return " ".join(part for part in (begin, end) if part) or "on every day"


def between(earliest: date | None, latest: date | None) -> str:
    """Return what limits an unknown day."""
    if earliest and latest:
        return f"between {day(earliest)} and {day(latest)}"
    if earliest:
        return f"not before {day(earliest)}"
    return f"on or before {day(latest)}" if latest else "on a day nothing limits"


def joined(parts: Iterable[str], word: str = "and") -> str:
    """Return a list as it is spoken.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} {word} {last}" if most else last


def natural(display: str) -> str:
    """Return a display name as it stands inside a sentence: a capital at its head is dropped where it is only that.

    >>> natural("Statutory accounts"), natural("NHS contracts")
    ('statutory accounts', 'NHS contracts')
    """
    first = display.split(" ")[0]
    return display[0].lower() + display[1:] if first[1:].islower() else display


def natural_title(display: str) -> str:
    """Return a title as it stands inside a sentence: one written with capitals throughout keeps them.

    >>> natural_title("Accountable officer"), natural_title("Chief Financial Officer")
    ('accountable officer', 'Chief Financial Officer')
    """
    _, *others = display.split(" ")
    return display if any(word[:1].isupper() and word[1:].islower() for word in others) else natural(display)


def capital(sentence: str) -> str:
    """Return a sentence with a capital at its head."""
    return sentence[:1].upper() + sentence[1:]


def named(identifier: str) -> str:
    """Return an identifier as words, where there is nothing better."""
    return identifier.replace("@", " of ").replace("-", " ")


def basis(identifier: str) -> str:
    """Return what an amount is counted on: `per transaction`."""
    return f"per {named(identifier)}"


def amount(limit: AmountRange) -> str:
    """Return a range of amounts: `over £50,000, up to £100,000 per transaction`."""
    over = f"over {shown(limit.over)}" if limit.over is not None else ""
    up_to = f"up to {shown(limit.up_to)}" if limit.up_to is not None else ""
    return f"{' and '.join(part for part in (over, up_to) if part) or 'any amount'} {basis(limit.basis)}"


def amounts(limits: Iterable[AmountRange]) -> str:
    """Return several ranges, each of its own basis."""
    return joined(amount(limit) for limit in limits)


@frozen
class Words:
    """Finds the words for the identifiers of one scheme."""

    scheme: Scheme

    def thing(self, id_: str) -> str:
        """Return the name of a body, area, group, source or instrument."""
        scheme = self.scheme
        for table in (scheme.bodies, scheme.areas, scheme.groups, scheme.sources, scheme.instruments):
            if id_ in table:
                label: things.Label = table[id_].label
                return label.display
        return named(id_)

    def provided(self, sets: Sequence[Sequence[str]]) -> str:
        """Return what something depends on: `, provided that X, unless Y; or provided that Z`; nothing if nothing.

        What is so as long as one of two things fails is so unless both hold: `, unless X and Y`.
        """
        if len(sets) > 1 and all(literal.startswith("not ") for one in sets for literal in one):
            both = _enough_to_hit([[literal.removeprefix("not ") for literal in one] for one in sets])
            return ", " + "; or ".join(f"unless {joined(map(self.circumstance, one))}" for one in both)
        said = [self._provided(one) for one in sets]
        return ", " + "; or ".join(said) if said else ""

    def _provided(self, literals: Sequence[str]) -> str:
        names = [(literal.removeprefix("not "), literal.startswith("not ")) for literal in literals]
        holding = [self.circumstance(name) for name, negated in names if not negated]
        failing = [self.circumstance(name) for name, negated in names if negated]
        parts = [f"provided that {joined(holding)}"] if holding else []
        return ", ".join([*parts, *([f"unless {joined(failing, 'or')}"] if failing else [])])

    def unmet(self, clause: str, given: Mapping[str, bool]) -> str:
        """Return which condition of a clause is not met, `given` what holds: ` (provided that X)`."""
        rules = (rule for rule in self.scheme.delegations if rule.clause == clause)
        conditions = sorted({one for rule in rules for one in rule.conditions}, key=repr)
        open_ = [one for one in conditions if all(given.get(lit.circumstance) is not lit.holds for lit in one)]
        failing = [one for one in open_ if all(lit.circumstance in given for lit in one)] or open_
        said = [
            self.provided(
                [[lit.circumstance if lit.holds else f"not {lit.circumstance}"] for lit in sorted(one, key=repr)]
            )
            for one in failing
        ]
        return f" ({'; and '.join(one.removeprefix(', ') for one in said)})" if said else ""

    def circumstance(self, name: str) -> str:
        """Return what a circumstance says, as it stands inside a sentence."""
        label = self.scheme.terms.get(name)
        return natural(label.display) if label else named(name)

    def holder(self, id_: str) -> str:
        """Return who holds authority, for a list: `Director of Finance of NHS Kent`, `the board of NHS Kent`."""
        if id_ in self.scheme.posts:
            post = self.scheme.posts[id_]
            return f"{post.label.display} of {self.thing(post.owner)}"
        if id_ in self.scheme.recipients:
            return self.seats(self.scheme.recipients[id_].seats, self.holder)
        if id_ in self.scheme.sets:
            return natural(self.scheme.sets[id_].label.display)
        return self._organ(self.scheme.organs[id_]) if id_ in self.scheme.organs else self.thing(id_)

    def the_holder(self, id_: str) -> str:
        """Return who holds authority, for a sentence: `the Director of Finance of NHS Kent`."""
        if id_ in self.scheme.recipients:
            return self.seats(self.scheme.recipients[id_].seats, self.the_holder)
        return f"the {self.holder(id_)}" if id_ in self.scheme.posts or id_ in self.scheme.sets else self.holder(id_)

    def anybody(self, id_: str) -> str:
        """Return who a question is about, for a sentence: a person, post, organ, body or group."""
        return self.person(id_) if id_ in self.scheme.people else self.the_holder(id_)

    def seats(self, seats: Iterable[things.Seat], name: Callable[[str], str]) -> str:
        """Return who fills seats: `A together with either B or C`, `any 2 of A, B or C`."""
        return " together with ".join(_seat(seat.count, [name(one) for one in seat.of]) for seat in seats)

    def acting(
        self,
        seats: Sequence[things.Seat],
        in_place_of: Iterable[str],
        name: Callable[[str], str],
        absent: Callable[[str], str],
    ) -> str:
        """Return who fills seats, each deputy with those `in_place_of` whom it acts.

        `A, deputising for B`; where several act or may act, `A (deputising for B) together with C`.
        """
        away = sorted(in_place_of)
        names = [one for seat in seats for one in seat.of]
        stands_for = {one: self.stood_for(one, away) for one in names}
        if away and (len(names) == 1 or not any(stands_for.values())):
            return f"{self.seats(seats, name)}, deputising for {joined(map(absent, away))}"
        beside = {one: f" (deputising for {joined(map(absent, of))})" for one, of in stands_for.items() if of}
        return self.seats(seats, lambda one: name(one) + beside.get(one, ""))

    def stood_for(self, deputy: str, away: Sequence[str]) -> list[str]:
        """Return those of some posts for which somebody deputises, or deputises for who does."""
        found = {deputy}
        while more := {one.post for one in self.scheme.deputies if one.deputy in found and one.post in away} - found:
            found |= more
        return [one for one in away if one in found and one != deputy]

    def own_organ(self, id_: str) -> str:
        """Return an organ as its own body speaks of it: `its board`."""
        organ = self.scheme.organs.get(id_)
        return f"its {self._organ_name(organ)}" if organ else self.the_holder(id_)

    def _organ_name(self, organ: things.Organ) -> str:
        """Return an organ's name; one that is called what its kind is called needs no capital."""
        kind = self.scheme.kinds.get(organ.kind)
        general = {organ.kind.replace("-", " "), kind.label.display.casefold() if kind else ""}
        display = organ.label.display
        return natural(display) if display.casefold() in general else display

    def _organ(self, organ: things.Organ) -> str:
        name = self._organ_name(organ)
        named_so = with_article(name)
        if "@" not in organ.id or not organ.owners:
            return named_so
        owner = self.thing(organ.owners[0])
        return named_so if owner.casefold() in name.casefold() else f"{named_so} of {owner}"

    def function(self, id_: str) -> str:
        """Return a function as it stands inside a sentence."""
        return natural(self.scheme.functions[id_].label.display) if id_ in self.scheme.functions else named(id_)

    def functions(self, ids: Iterable[str]) -> str:
        """Return several functions."""
        return joined(map(self.function, ids))

    def title(self, id_: str | None) -> str:
        """Return the title of an officer, as it stands inside a sentence."""
        label = self.scheme.terms.get(id_ or "")
        return natural_title(label.display) if label else named(id_ or "officer")

    def person(self, id_: str) -> str:
        """Return the name of a person."""
        return self.scheme.people[id_].label.display if id_ in self.scheme.people else named(id_)

    def clause(self, id_: str) -> str:
        """Return a clause for a sentence: `4.1 of the Establishment agreement`."""
        return self.clauses([id_])

    def clauses(self, ids: Sequence[str]) -> str:
        """Return several clauses for a sentence, those of one instrument together."""
        labels: dict[str, list[str]] = {}
        for id_ in ids:
            instrument, _, label = id_.partition(" ")
            labels.setdefault(instrument, []).append(label)
        return joined(self._labelled(instrument, of) for instrument, of in labels.items())

    def _labelled(self, instrument: str, labels: Sequence[str]) -> str:
        of = with_article(self.thing(instrument))
        if list(labels) == ["residue"]:
            return f"the residual rule of {of}"
        said = joined("the residual rule" if label == "residue" else label for label in labels)
        word = "clause " if len(labels) == 1 and labels[0].isalnum() else ""
        return f"{word}{said} of {of}"

    def rank_of(self, clause: str) -> str | None:
        """Return the rank of the instrument or source a clause is of, None where the files give none."""
        of = self.scheme.clauses[clause].instrument if clause in self.scheme.clauses else clause.partition(" ")[0]
        if of in self.scheme.instruments:
            return self.scheme.instruments[of].rank
        return self.scheme.sources[of].rank if of in self.scheme.sources else None

    def rank(self, id_: str) -> str:
        """Return the name of a rank, as it stands inside a sentence."""
        return natural(self.scheme.ranks[id_].label.display) if id_ in self.scheme.ranks else named(id_)

    def source(self, id_: str, rank: str | None) -> str:
        """Return a source with its rank: `"Minutes" (report)`."""
        return f'"{self.thing(id_)}"' + (f" ({self.rank(rank)})" if rank else "")

    def holding(self, holding: Holding, holders: Sequence[Holder]) -> str:
        """Return who is in a post: `Marie Farrell, interim`, `vacant`, `holder not recorded`."""
        if holding is Holding.VACANT:
            return "vacant"
        if holding is Holding.NOT_EXISTING:
            return "no such post then"
        certain = joined(self._holder(one) for one in holders if one.certain and not one.replaced)
        perhaps = joined((self._holder(one) for one in holders if not one.certain), "or")
        if perhaps:
            perhaps = f"perhaps {perhaps}" + ("" if certain else ", whose days are not certain")
        replaced = joined(self._holder(one) for one in holders if one.certain and one.replaced)
        instead = f"in the place of {replaced}" if replaced else ""
        return "; ".join(part for part in (certain, instead, perhaps) if part) or "holder not recorded"

    def people(self, holders: Sequence[Holder]) -> str:
        """Return who is in several posts: `Ann Lee (Chief Executive), Bob May (Director of Finance)`."""
        said = []
        for one in holders:
            post = self.scheme.posts[one.post].label.display if one.post in self.scheme.posts else named(one.post)
            place = f"{post}, replaced meanwhile" if one.replaced else post
            said.append(f"{'' if one.certain else 'perhaps '}{self._holder(one)} ({place})")
        return ", ".join(said)

    def _holder(self, holder: Holder) -> str:
        said = [self.person(holder.person)]
        if holder.capacity:
            said.append(named(holder.capacity))
        if holder.employer:
            said.append(f"employed by {self.thing(holder.employer)}")
        if holder.jointly:
            said.append("jointly")
        return ", ".join(said)

    def citation(self, citation: things.Citation) -> str:
        """Return where something was read: label, pinpoint, publisher, day, address."""
        source = self.scheme.sources.get(citation.source)
        if source is None:
            return named(citation.source)
        said = [source.label.display, citation.pinpoint, source.publisher]
        if source.published:
            said.append(day(source.published))
        said.append(source.address)
        return ", ".join(part for part in said if part)


def _seat(count: int, names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0] if count == 1 else f"any {count} of {names[0]}"
    either = "either " if len(names) == 2 else "any one of "
    return (either if count == 1 else f"any {count} of ") + joined(names, "or")


def _enough_to_hit(sets: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """Return the smallest choices of names with one at least of every set, the shortest first."""
    found: set[frozenset[str]] = {frozenset()}
    for names in map(frozenset, sets):
        hits = {one if one & names else one | {name} for one in found for name in names}
        found = {one for one in hits if not any(other < one for other in hits)}
    return sorted((tuple(sorted(one)) for one in found), key=lambda one: (len(one), one))


def brackets(clauses: Sequence[str]) -> str:
    """Return clauses as a reference: `[sel-agreement 4.1]`; the empty text where there are none."""
    return f"[{', '.join(clause.replace(' ', NO_BREAK) for clause in clauses)}]" if clauses else ""
