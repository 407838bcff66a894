"""What differs that is about no function: who holds posts, and who belongs to which group.

In: two sides. Out: rows without functions. Source: docs/reference/semantics.md, 10.3.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import frozen

from govrules.diff.cells import Side
from govrules.diff.difference import Change, Item, Row
from govrules.diff.slices import Period, runs
from govrules.diff.things import item_key
from govrules.engine.holding import People
from govrules.model.answer import Holding
from govrules.model.days import ONE_DAY, change_days, open_days
from govrules.model.things import Membership

HOLDER, MEMBERSHIP = "holder", "membership"
Said = tuple[frozenset[Item], frozenset[Item]]


def facts(before: Side, after: Side) -> Iterator[Row]:
    """Yield the rows about holders of posts and members of groups, in order of identifier."""
    for post in sorted({*before.compiled.scheme.posts, *after.compiled.scheme.posts}):
        held = _Held(post)
        yield from _rows(HOLDER, post.rpartition("@")[2], _compared(before, after, held.days, held.items))
    for body in sorted({*before.compiled.scheme.bodies, *after.compiled.scheme.bodies}):
        member = _Member(body)
        yield from _rows(MEMBERSHIP, body, _compared(before, after, member.days, member.items))


@frozen
class _Held:
    """Who holds a post."""

    post: str

    def days(self, side: Side) -> set[date]:
        post = side.compiled.scheme.posts.get(self.post)
        appointments = side.compiled.appointments.get(self.post, ())
        return change_days([*([post.life] if post else []), *(one.when for one in appointments)])

    def items(self, side: Side, day: date) -> frozenset[Item]:
        if self.post not in side.compiled.scheme.posts:
            return frozenset([Item((self.post, Holding.NOT_EXISTING.value))])
        found = People(side.compiled, day).in_post(self.post)
        holders = {Item((self.post, one.person, one.capacity or ""), (), one.certain) for one in found.holders}
        return frozenset(holders or {Item((self.post, found.holding.value))})


@frozen
class _Member:
    """The groups that a body, or an area of it, belongs to."""

    body: str

    def days(self, side: Side) -> set[date]:
        lives = [(side.compiled.scheme.groups[group].life,) for group in self._above(side)]
        return change_days([*lives, *(one.when for one in self._memberships(side))])

    def items(self, side: Side, day: date) -> frozenset[Item]:
        found: dict[str, bool] = {}
        waiting = [(name, True) for name in self._own(side)]
        while waiting:
            here, sure = waiting.pop()
            for one in side.memberships.get(here, ()):
                when = (side.compiled.scheme.groups[one.group].life, *one.when)
                if not any(period.excludes(day) for period in when):
                    certain = sure and not list(open_days(when, day))
                    if certain > found.get(one.group, False) or one.group not in found:
                        found[one.group] = certain or found.get(one.group, False)
                        waiting.append((one.group, certain))
        return frozenset(Item((group,), (), certain) for group, certain in found.items())

    def _own(self, side: Side) -> tuple[str, ...]:
        bodies = side.compiled.scheme.bodies
        return (self.body, *bodies[self.body].areas) if self.body in bodies else ()

    def _memberships(self, side: Side) -> Iterator[Membership]:
        seen, waiting = set[str](), [*self._own(side)]
        while waiting:
            for one in side.memberships.get(waiting.pop(), ()):
                yield one
                if one.group not in seen:
                    seen.add(one.group)
                    waiting.append(one.group)

    def _above(self, side: Side) -> set[str]:
        return {one.group for one in self._memberships(side)}


def _compared(
    before: Side, after: Side, days: Callable[[Side], set[date]], items: Callable[[Side, date], frozenset[Item]]
) -> Iterator[tuple[Period, Said]]:
    """Yield the periods in which neither side changes, with what each says."""
    if before.on is not None and after.on is not None:
        yield (None, None), (items(before, before.on), items(after, after.on))
        return
    starts = sorted(days(before) | days(after))
    samples = [starts[0] - ONE_DAY, *starts] if starts else [date(2000, 1, 1)]
    for number, day in enumerate(samples):
        first = day if number else None
        last = starts[number] - ONE_DAY if number < len(starts) else None
        yield (first, last), (items(before, day), items(after, day))


def _rows(kind: str, owner: str, found: Iterable[tuple[Period, Said]]) -> Iterator[Row]:
    apart: list[tuple[Period, tuple[frozenset[Item], ...]]] = [
        (period, said if said[0] != said[1] else ()) for period, said in found
    ]
    for (begins, ends), (had, have) in runs(apart):
        lost, gained = (tuple(sorted(some, key=item_key)) for some in (had - have, have - had))
        sure_then, sure_now = (all(item.certain for item in some) for some in (had, have))
        change = Change.MOVED
        if sure_then != sure_now:
            change = Change.SETTLED if sure_now else Change.NEWLY_UNDETERMINED
        yield Row(kind, (), (), (owner,), begins, ends, (), (), lost, gained, change, (), (), None)
