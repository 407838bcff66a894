"""GR704, GR705, GR706: what clauses require of other statements is not so, or the files do not show it.

In: a scheme under check. Out: for each clause that requires something and is not met, one diagnostic that names every
body which breaks it with the first day; and one note for those of which the files do not show it. Checked on every day
on which something can change. Promise: what is not known breaks nothing.
Source: docs/reference/semantics.md, 9.2.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product

from attrs import field, frozen

from govrules.checks.scope import SOME_DAY, Scope
from govrules.diagnostics import Diagnostic, Related
from govrules.diagnostics.suggest import fold
from govrules.model import rules
from govrules.model.answer import Answer
from govrules.model.days import ONE_DAY, Mark, Period, When, all_hold, change_days, may_hold
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.resolve.record import written
from govrules.source import Span

_MOST_NAMED = 12
_MOST_FUNCTIONS = 4


@frozen
class _Verdict:
    """What is the case of one body from a day on: broken, with the places that break it, or not shown."""

    who: str
    first: date
    is_broken: bool
    why: str
    places: tuple[tuple[Span, str], ...] = field(default=())


def requirements(scope: Scope) -> Iterator[Diagnostic]:
    """Yield what breaks each requirement, and what is not shown of it."""
    by_clause: dict[str, list[rules.Requirement]] = defaultdict(list)
    for one in scope.scheme.requirements:
        if not _may_be_met(scope, one):
            by_clause[one.clause].append(one)
    for clause_id, required in sorted(by_clause.items()):
        found = [*_verdicts(scope, required)]
        for is_broken in (True, False):
            several = [verdict for verdict in found if verdict.is_broken is is_broken]
            if several:
                code = ("GR704" if required[0].is_must else "GR705") if is_broken else "GR706"
                yield _told(scope.scheme.clauses[clause_id], code, several)


def _may_be_met(scope: Scope, one: rules.Requirement) -> bool:
    """Say whether a statement left out for a fault may be just what is required."""
    if one.how in ("deal", "expressly"):
        return bool(one.leaves & scope.lost_leaves)
    if one.how == "have":
        return any(scope.lost.names.intersection(map(fold, scope.lost.titled(office))) for office in one.offices)
    return one.title is not None and scope.lost.speaks_of(scope.lost.titled(one.title))


def _verdicts(scope: Scope, required: list[rules.Requirement]) -> Iterator[_Verdict]:
    """Yield the first verdict on each body that a clause speaks of; of people and posts all that break it."""
    if required[0].how == "few":
        judged = [[*_few(scope, required)]]
    else:
        judged = [[*_JUDGES[one.how](scope, one)] for one in required]
    for verdicts in judged:
        broken = [verdict for verdict in verdicts if verdict.is_broken]
        is_of_one_body = required[0].how not in ("differ", "few")
        yield from (broken or verdicts)[:1] if is_of_one_body else broken or verdicts[:1]


def _told(clause: rules.Clause, code: str, verdicts: list[_Verdict]) -> Diagnostic:
    in_order = sorted(verdicts, key=lambda verdict: (verdict.first, verdict.who))
    named = [f"{one.who} from {_day(one.first)} ({one.why})" for one in in_order]
    if code == "GR706":
        named = [one.who for one in in_order]
    more = len(named) - _MOST_NAMED if code == "GR706" else 0
    whole = ", ".join(named[:_MOST_NAMED] if more > 0 else named) + (f" and {more} more" if more > 0 else "")
    said = f"what clause {clause.id} requires is"
    places = dict.fromkeys(place for one in in_order for place in one.places)
    if code == "GR706":
        return Diagnostic(
            code, f"{said} not shown for {whole}", clause.span, in_order[0].why,
            "nothing to mend if it is not known; else write down what is", clause.id,
        )  # fmt: skip
    return Diagnostic(
        code, f"{said} not so: {whole}", clause.span, "required here",
        "mend the statements that break it, or if they are true leave them: the finding then says what was not done",
        clause.id, tuple(Related(span, words) for span, words in places),
    )  # fmt: skip


def _day(day: date) -> str:
    return written(day) if day > date.min else "the beginning"


# ------------------------------------------------------------------------------------------------ days


def _days(required: When, *others: When) -> Iterator[date]:
    """Yield the first day of every stretch in which a requirement certainly holds and nothing changes."""
    changes = sorted(change_days([required, *others]))
    every = [changes[0] - ONE_DAY, *changes] if changes else [SOME_DAY]
    return (day for day in every if _certain(required, day))


def _certain(when: When, day: date) -> bool:
    return all_hold(when, day, lambda _: False) and all_hold(when, day, lambda _: True)


# ------------------------------------------------------------------------------------------------ what is required


def _have(scope: Scope, one: rules.Requirement) -> Iterator[_Verdict]:
    """A thing has exactly one post of each name: the post exists, and nobody else holds it beside its holder."""
    scheme, thing = scope.scheme, one.body or ""
    for office in one.offices:
        post = scheme.posts.get(f"{office}@{thing}")
        appointments = [a for a in scope.compiled.appointments.get(post.id, ()) if a.person] if post else []
        for day in _days(one.when, post.life if post else (), *(a.when for a in appointments)):
            words = office.replace("-", " ")
            if post is None or not may_hold(post.life, day):
                yield _Verdict(scope.name(thing), day, True, f"no post of {words}")
                break
            proper = (a for a in appointments if a.capacity not in ("acting", "interim") and _certain(a.when, day))
            people = sorted({a.person for a in proper if a.person})
            if len(people) > 1:
                listed = " and ".join(scheme.people[person].label.display for person in people)
                yield _Verdict(scope.name(thing), day, True, f"{listed} are both {words}")
                break
            if not _certain(post.life, day):
                yield _Verdict(scope.name(thing), day, False, f"whether there is a post of {words} is open")


def _designate(scope: Scope, one: rules.Requirement) -> Iterator[_Verdict]:
    """A body has designated one post, and no other, as its officer."""
    from govrules.engine import answer

    scheme, body = scope.scheme, one.body or ""
    whole = answer(scope.compiled, Question(QuestionKind.OFFICER, body, title=one.title))
    for part in whole.parts or (whole,):
        days = [day for day in _days(one.when, _stretch(part)) if _within(part, day)]
        if not days or part.outcome.value == "no-such-body-then":
            continue
        posts = {officer.post for officer in part.officers}
        if not posts:
            yield _Verdict(scope.name(body), days[0], False, "no officer is recorded")
        elif not posts & set(one.posts) and all(officer.certain for officer in part.officers):
            words = " and ".join(f"the officer is {post.replace('@', ' of ')}" for post in sorted(posts))
            clauses = sorted({clause for officer in part.officers for clause in officer.clauses})
            if any(scheme.clauses[id_].marks.mark is not None for id_ in clauses):
                yield _Verdict(scope.name(body), days[0], False, "who the officer was is not verified")
                continue
            places = tuple((scheme.clauses[id_].span, "another is designated here") for id_ in clauses)
            yield _Verdict(scope.name(body), days[0], True, words, places)
        elif posts != set(one.posts) or not all(officer.certain for officer in part.officers):
            yield _Verdict(scope.name(body), days[0], False, "who the officer is, is open")


def _stretch(part: Answer) -> When:
    return (Period(part.holds_from, part.holds_to + ONE_DAY if part.holds_to else None),)


def _within(part: Answer, day: date) -> bool:
    return (part.holds_from is None or part.holds_from <= day) and (part.holds_to is None or day <= part.holds_to)


def _deal(scope: Scope, one: rules.Requirement) -> Iterator[_Verdict]:
    """Clauses of some instrument deal with each leaf: delegate, reserve or retain it, or say where the rest goes."""
    scheme, point, is_rest_enough = scope.scheme, one.body or "", one.how == "deal"
    own = scope.compiled.by_body[scheme.body_of(point)]
    texts: list[rules.Delegation | rules.Keeping] = [*own.delegations, *own.keepings]
    for day in _days(one.when, *(text.when for text in (*texts, *own.residues, *own.partly_known))):
        live = [text for text in texts if _certain(text.when, day)]
        rest = [one for one in own.residues if may_hold(one.when, day)] if is_rest_enough else []
        if one.leaves <= {leaf for text in live for leaf in text.leaves} or any(_certain(r.when, day) for r in rest):
            continue
        seen = [text for text in live if scheme.body_of(point) in scheme.instruments[text.instrument].parties]
        unseen = {leaf for part in own.partly_known if may_hold(part.when, day) for leaf in part.leaves}
        possible = {leaf for text in texts if may_hold(text.when, day) for leaf in text.leaves}
        missing = one.leaves - possible - unseen
        invented = any(scheme.clauses[text.clause].marks.mark is Mark.ILLUSTRATIVE for text in seen)
        if missing and seen and not rest and not invented:
            yield _Verdict(scope.name(point), day, True, f"no clause deals with {_functions(scheme, missing)}")
            return
        yield _Verdict(scope.name(point), day, False, "not all that was agreed is known")


def _functions(scheme: Scheme, leaves: frozenset[str]) -> str:
    nodes = [scheme.functions[node].label.display for node in scheme.name_leaves(leaves)]
    more = len(nodes) - _MOST_FUNCTIONS
    return ", ".join(nodes[:_MOST_FUNCTIONS]) + (f" and {more} more" if more > 0 else "")


def _apart(scope: Scope, one: rules.Requirement) -> Iterator[_Verdict]:
    """Nobody may exercise alone functions of both sides: a post, or a person in posts, who needs no other."""
    from govrules.engine import answer

    point = one.body or ""
    answers = {
        leaf: answer(scope.compiled, Question(QuestionKind.EXERCISE, point, leaf)) for leaf in one.leaves | one.others
    }
    parts = {leaf: whole.parts or (whole,) for leaf, whole in answers.items()}
    for day in _days(one.when, *(_stretch(part) for several in parts.values() for part in several)):
        on_day = {leaf: next(part for part in several if _within(part, day)) for leaf, several in parts.items()}
        for is_certain in (True, False):
            able = {leaf: _alone(scope, part, is_certain) for leaf, part in on_day.items()}
            both = _on_both_sides(able, one)
            if both is not None:
                who, leaves, clauses = both
                may = "may" if is_certain else "perhaps may"
                what = f"{_called(scope, who)} {may} exercise {scope.functions_named(leaves)}"
                places = tuple((scope.scheme.clauses[id_].span, "gives one side of the control") for id_ in clauses)
                yield _Verdict(scope.name(point), day, is_certain, what, places)
                break
        else:
            if _is_unseen(scope, one, day):
                yield _Verdict(scope.name(point), day, False, "not all that was agreed is known")


def _is_unseen(scope: Scope, one: rules.Requirement, day: date) -> bool:
    """Say whether a document that is known in part may deal with a side of a control."""
    parts = scope.compiled.by_body[scope.scheme.body_of(one.body or "")].partly_known
    return any(part.leaves & (one.leaves | one.others) and may_hold(part.when, day) for part in parts)


def _on_both_sides(
    able: Mapping[str, Mapping[str, frozenset[str]]], one: rules.Requirement
) -> tuple[str, tuple[str, str], list[str]] | None:
    """Return the first who may exercise a leaf of each side, the leaves, and the clauses that give them."""
    for leaf, other in product(sorted(one.leaves), sorted(one.others)):
        both = sorted(able[leaf].keys() & able[other].keys()) if leaf != other else []
        if both:
            return both[0], (leaf, other), sorted(able[leaf][both[0]] | able[other][both[0]])
    return None


def _alone(scope: Scope, part: Answer, is_certain: bool) -> dict[str, frozenset[str]]:
    """Return the posts and people who may exercise a function alone, each with the clauses that say so.

    Certainly: whatever the circumstances, by clauses that somebody verified; else perhaps. The first holder is left
    out: it is no one person.
    """
    found: dict[str, frozenset[str]] = {}
    for exercise in (exercise for end in _ends(part) for exercise in end.may_exercise):
        if exercise.by_vesting or sum(seat.count for seat in exercise.seats) != 1:
            continue
        chains = [frozenset(step.clause for step in chain) for chain in exercise.chains]
        sound = [clauses for clauses in chains if all(scope.scheme.clauses[id_].marks.mark is None for id_ in clauses)]
        if is_certain and (not sound or not exercise.certain or exercise.provided or exercise.in_place_of):
            continue
        clauses = min(sound or chains, key=sorted)
        posts = [holder for seat in exercise.seats for holder in seat.of if holder in scope.scheme.posts]
        people = [holder.person for holder in exercise.holders if holder.certain or not is_certain]
        found |= dict.fromkeys((*people, *posts), clauses)
    return found


def _ends(answer: Answer) -> Iterator[Answer]:
    """Yield the parts of an answer that have none themselves: of areas that differ, and the like."""
    if not answer.parts:
        yield answer
    for part in answer.parts:
        yield from _ends(part)


def _differ(scope: Scope, one: rules.Requirement) -> Iterator[_Verdict]:
    """No person holds two of some posts on one day."""
    scheme = scope.scheme
    by_person = defaultdict(list)
    for post in one.posts:
        for appointment in scope.compiled.appointments.get(post, ()):
            if appointment.person is not None:
                by_person[appointment.person].append(appointment)
    for person, several in sorted(by_person.items()):
        life = [scheme.posts[a.post].life for a in several]
        for day in _days(one.when, *(a.when for a in several), *life):
            held = sorted({a.post for a in several if _certain((*a.when, *scheme.posts[a.post].life), day)})
            if len(held) > 1:
                words = " and ".join(post.replace("@", " of ") for post in held)
                yield _Verdict(scheme.people[person].label.display, day, True, f"is {words}")
                break
    recorded = {a.post for several in by_person.values() for a in several}
    unknown = [post.replace("@", " of ") for post in one.posts if post not in recorded]
    if unknown:
        who = f"{len(unknown)} of {len(one.posts)} posts"
        yield _Verdict(who, SOME_DAY, False, "their holders are not recorded")


def _employ(scope: Scope, one: rules.Requirement) -> Iterator[_Verdict]:
    """No appointment names a body as the employer. A group cannot be named (GR202), and employs nobody."""
    scheme, thing = scope.scheme, one.body or ""
    for appointment in scheme.appointments:
        post = scheme.posts[appointment.post]
        employer = appointment.employer or (post.owner if thing in scheme.bodies else None)
        if appointment.person is None or employer != thing:
            continue
        for day in _days(one.when, appointment.when, post.life):
            if not may_hold((*appointment.when, *post.life), day):
                continue
            who = f"{scheme.people[appointment.person].label.display} as {post.label.display}"
            if appointment.employer is None:
                yield _Verdict(scope.name(thing), day, False, f"who employs {who} is not recorded")
            elif _certain((*appointment.when, *post.life), day):
                yield _Verdict(scope.name(thing), day, True, f"it employs {who}")
            else:
                yield _Verdict(scope.name(thing), day, False, f"whether it employs {who} then is open")


@frozen
class _Officers:
    """On a day: the bodies that each post and person is, and may be, the officer of; and those of which it is open."""

    certain: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    possible: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    clauses: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    unknown: set[str] = field(factory=set)


def _few(scope: Scope, required: list[rules.Requirement]) -> Iterator[_Verdict]:
    """Nobody is the officer of more of the bodies than the clause says: neither a post nor a person in posts."""
    from govrules.engine import answer

    title, most = required[0].title or "", required[0].most or 0
    whens = {one.body or "": one.when for one in required}
    wholes = {body: answer(scope.compiled, Question(QuestionKind.OFFICER, body, title=title)) for body in whens}
    parts = {body: whole.parts or (whole,) for body, whole in wholes.items()}
    stretches = [_stretch(part) for several in parts.values() for part in several]
    told: set[str] = set()
    for day in sorted({day for when in whens.values() for day in _days(when, *stretches)}):
        live = [body for body, when in whens.items() if _certain(when, day)]
        on_day = _officers_on(scope, [next(part for part in parts[body] if _within(part, day)) for body in live])
        over = {who: bodies for who, bodies in on_day.certain.items() if len(bodies) > most}
        posts = [bodies for who, bodies in over.items() if who in scope.scheme.posts]
        for who, bodies in sorted(over.items()):
            if who not in told and (who in scope.scheme.posts or not any(bodies <= of_post for of_post in posts)):
                what = f"is {scope.scheme.terms[title].display.lower()} of {scope.names(bodies, len(bodies))}"
                places = ((scope.scheme.clauses[id_].span, "designated here") for id_ in sorted(on_day.clauses[who]))
                yield _Verdict(_called(scope, who), day, True, what, tuple(places))
        told |= over.keys()
        likely = max((len(bodies | on_day.unknown) for bodies in on_day.possible.values()), default=0)
        if max(likely, len(on_day.unknown)) > most and not over:
            yield _Verdict(scope.names(live), day, False, "not every officer, or who holds the post, is recorded")


def _officers_on(scope: Scope, parts: list[Answer]) -> _Officers:
    """Return of which bodies somebody is the officer; certainly only by clauses that somebody verified."""
    found = _Officers()
    for part in parts:
        body = part.question.body
        sound = len(part.officers) == 1 and all(
            one.certain and all(scope.scheme.clauses[id_].marks.mark is None for id_ in one.clauses)
            for one in part.officers
        )
        for one in part.officers:
            people = {holder.person: holder.certain for holder in one.holders if not holder.replaced}
            for who, is_certain in {one.post: True, **people}.items():
                found.possible[who].add(body)
                if sound and is_certain:
                    found.certain[who].add(body)
                    found.clauses[who] |= {*one.clauses}
        if part.outcome.value != "no-such-body-then" and not any(one.holders for one in part.officers):
            found.unknown.add(body)
    return found


def _called(scope: Scope, who: str) -> str:
    person = scope.scheme.people.get(who)
    return scope.name(who) if person is None else person.label.display


_JUDGES: dict[str, Callable[[Scope, rules.Requirement], Iterator[_Verdict]]] = {
    "have": _have, "designate": _designate, "deal": _deal, "expressly": _deal, "apart": _apart, "differ": _differ,
    "employ": _employ,
}  # fmt: skip
