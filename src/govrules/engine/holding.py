"""Who holds a post on a day: held, vacant, not recorded, not existing.

In: a place and a holder. Out: what is known, and the assumptions it leans on. Source: docs/reference/semantics.md, 2.5.
"""

from govrules.engine.place import Place
from govrules.engine.world import leans_of
from govrules.model.answer import Assumption, Holder, Holding
from govrules.model.days import open_days


def holders_of(place: Place, holder: str) -> tuple[Holding, tuple[Holder, ...], frozenset[Assumption]]:
    """Return what is known of who holds `holder` on the day; an organ is always held."""
    scheme, day = place.scheme, place.day
    if holder not in scheme.posts:
        return Holding.HELD, (), frozenset()
    if any(period.excludes(day) for period in scheme.posts[holder].life):
        return Holding.NOT_EXISTING, (), frozenset()
    found: set[Holder] = set()
    leans: dict[bool, set[Assumption]] = {True: set(), False: set()}
    vacant = False
    for appointment in place.compiled.appointments.get(holder, ()):
        if any(period.excludes(day) for period in appointment.when):
            continue
        certain = not list(open_days(appointment.when, day))
        nobody = appointment.person is None
        if not nobody or certain:
            leans[nobody].update(leans_of(place, None, appointment.when))
        if appointment.person is None:
            vacant = vacant or certain
        else:
            found.add(Holder(appointment.person, appointment.capacity, appointment.employer, certain))
    holders = tuple(sorted(found, key=lambda h: (h.person, h.capacity or "", h.employer or "", not h.certain)))
    if any(person.certain for person in holders):
        return Holding.HELD, holders, frozenset(leans[False])
    return (Holding.VACANT if vacant else Holding.NOT_RECORDED), holders, frozenset(leans[False] | leans[True])
