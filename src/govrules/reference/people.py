"""Who holds a post on a day, and who fills seats: sections 2.5 and 2.12 of the specification.

In: a scheme and a day. Out: what is known of the people. Nothing here bears on authority, but that a vacant post has
its deputies. Source: docs/reference/semantics.md.
"""

from collections.abc import Iterator
from datetime import date

from govrules.model.answer import Holder, Holding
from govrules.model.days import open_days
from govrules.model.scheme import Scheme
from govrules.model.things import Appointment
from govrules.reference.seats import Seats, filled_by, on_two_seats, places


def appointments(scheme: Scheme, post: str, day: date) -> Iterator[tuple[Appointment, bool]]:
    """Yield the appointments to a post that hold that day, with whether they certainly do."""
    for appointment in scheme.appointments:
        if appointment.post == post and not any(p.excludes(day) for p in appointment.when):
            yield appointment, not any(open_days(appointment.when, day))


def holding(scheme: Scheme, holder: str, day: date) -> tuple[Holding, tuple[Holder, ...]]:
    """Return whether a post is held that day and by whom; an organ is always held, by nobody in particular."""
    if holder in scheme.sets:
        return Holding.NOT_RECORDED, ()
    if holder not in scheme.posts:
        return Holding.HELD, ()
    if any(period.excludes(day) for period in scheme.posts[holder].life):
        return Holding.NOT_EXISTING, ()
    people: set[Holder] = set()
    vacant = False
    there = list(appointments(scheme, holder, day))
    taken = any(certain and one.takes_place for one, certain in there)
    for one, certain in there:
        if one.person is None:
            vacant = vacant or certain
        else:
            replaced = taken and not one.stands_in
            people.add(Holder(one.person, one.capacity, one.employer, certain, holder, one.jointly, replaced))
    listed = tuple(sorted(people, key=people_key))
    if any(person.certain for person in people):
        return Holding.HELD, listed
    return (Holding.VACANT if vacant else Holding.NOT_RECORDED), listed


def people_key(one: Holder) -> tuple[str, str, str, str, bool, bool]:
    """Return what people in posts are sorted by."""
    return one.post, one.person, one.capacity or "", one.employer or "", not one.certain, one.jointly


def fillers(scheme: Scheme, post: str, day: date) -> set[frozenset[str]]:
    """Return who certainly fills the seat of a post, each as all the persons whom it takes or may take (SPEC 2.12).

    Where somebody may have taken a place, the one or the other fills it, so that both are taken.
    """
    there = [(one, one.person, certain) for one, certain in appointments(scheme, post, day) if one.person is not None]
    taking = {person for one, person, _ in there if one.takes_place}
    is_taken = any(certain for one, _, certain in there if one.takes_place)
    found = set()
    for stands_in in (True,) if is_taken else (True, False):
        own = [(one, person, certain) for one, person, certain in there if one.stands_in == stands_in]
        joint = {person for one, person, _ in own if one.jointly}
        instead = set() if stands_in else taking
        for one, person, certain in own:
            if certain:
                found.add(frozenset((joint if one.jointly else {person}) | instead))
    return found


def alone(person: str) -> frozenset[str]:
    """Return a person who fills a seat without others."""
    return frozenset([person])


def seats_held(scheme: Scheme, seats: Seats, day: date) -> tuple[Holding, tuple[Holder, ...], tuple[str, ...]]:
    """Return whether seats are held, by whom, and who holds posts on several of them (SPEC 2.12)."""
    known = {name: holding(scheme, name, day) for place in places(seats) for name in place}
    listed = tuple(sorted({person for _, people in known.values() for person in people}, key=people_key))
    certain = {
        name: fillers(scheme, name, day) if how is not Holding.NOT_EXISTING else set()
        for name, (how, _) in known.items()
    }
    organs = {name: {alone(f"organ {name}")} for name in known if name not in scheme.posts and name not in scheme.sets}
    number = {name: len(places(seats)) if name in scheme.sets else 1 for name in known}
    somebody = {name: {alone(f"somebody in {name} {n}") for n in range(number[name])} for name in known}
    unknown = {name: somebody[name] for name, (how, _) in known.items() if how is Holding.NOT_RECORDED}
    existing = {name: somebody[name] for name, (how, _) in known.items() if how is not Holding.NOT_EXISTING}
    filling = {
        name: {one.person for one in people if one.certain and not one.replaced} for name, (_, people) in known.items()
    }
    twice = on_two_seats(seats, filling)
    if filled_by(seats, {**certain, **organs}):
        return Holding.HELD, listed, twice
    if filled_by(seats, {**certain, **organs, **unknown}):
        return Holding.NOT_RECORDED, listed, twice
    return (Holding.VACANT if filled_by(seats, existing) else Holding.NOT_EXISTING), listed, twice
