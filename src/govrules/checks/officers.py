"""GR308, GR309: a body without an officer that its kind must have, or whose post is vacant.

In: a scheme under check. Out: a warning for each title and document without designation on some days, or for
some of its parties; a note where the files hold none for any, and for each vacancy.
A body of which no document is in the files, or one that is known in part, is left alone: it may designate somebody.
Source: docs/reference/semantics.md, 2.1, 2.5 and section 5, 4.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from govrules.checks.scope import Scope, days_of
from govrules.diagnostics import Diagnostic, Related, Severity
from govrules.engine.holding import People
from govrules.model.answer import Holding
from govrules.model.days import may_hold
from govrules.model.rules import Delegation, Keeping
from govrules.resolve.record import written
from govrules.source import Span
from govrules.syntax import ast


def officers(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the titles that bodies must have an officer of and have not, and the vacancies."""
    lacking: dict[tuple[str, str, bool], dict[str, date | None]] = defaultdict(dict)
    for body in scope.scheme.bodies.values():
        for title in scope.scheme.kinds[body.kind].titles:
            if scope.lost.speaks_of(scope.lost.titled(title)):
                continue
            for instrument, day in _lacking(scope, body.id, title):
                lacking[instrument, title, day is None][body.id] = day
    for (instrument, title, _), bodies in sorted(lacking.items()):
        yield _none(scope, instrument, title, bodies)
    yield from _vacancies(scope)


def _lacking(scope: Scope, body: str, title: str) -> Iterator[tuple[str, date | None]]:
    """Yield the first document by which a body acts without the officer, and the day; None if it never has one."""
    own = scope.compiled.by_body[body]
    if own.partly_known:
        return
    designations = [rule.when for rule in own.designations if rule.title == title]
    acts: list[Delegation | Keeping] = [*own.delegations, *own.keepings]
    acts.sort(key=lambda rule: (rule.instrument, rule.clause))
    for rule in acts:
        is_own = isinstance(rule, Keeping) or rule.giver in scope.firsts[body]
        if not is_own or not scope.scheme.instruments[rule.instrument].parties:
            continue
        for day in days_of(rule.when, *designations):
            if scope.begun(rule.instrument, day) and not any(may_hold(when, day) for when in designations):
                yield rule.instrument, day if designations else None
                return


def _none(scope: Scope, instrument: str, title: str, bodies: dict[str, date | None]) -> Diagnostic:
    called = scope.scheme.terms[title].display.lower()
    days = [day for day in bodies.values() if day is not None]
    since = f" from {written(min(days))}" if days else ""
    others = {
        scope.scheme.body_of(rule.body) for rule in scope.scheme.designations
        if rule.title == title and scope.scheme.clauses[rule.clause].instrument == instrument
    } - bodies.keys()  # fmt: skip
    beside = f", while {scope.names(others)} {'has' if len(others) == 1 else 'have'} one" if others else ""
    acts = "acts by this document and has" if len(bodies) == 1 else "act by this document and have"
    span = scope.declared(ast.InstrumentStatement, instrument) or scope.scheme.instruments[instrument].span
    return Diagnostic(
        "GR308",
        f"{scope.names(bodies)} {acts} no {called}{since}{beside}",
        span,
        f"no {called}",
        f"write `clause LABEL of {instrument}: BODY designates POST as {title}`, as the body's own board confirmed it",
        weight=None if days or others else Severity.NOTE,
    )


def _vacancies(scope: Scope) -> Iterator[Diagnostic]:
    """Yield each post of an officer that is certainly vacant on a day on which it is designated."""
    found: dict[tuple[str, str, str], date] = {}
    for rule in scope.scheme.designations:
        if rule.title not in scope.scheme.kinds[scope.scheme.bodies[rule.body].kind].titles:
            continue
        for day in days_of(rule.when, *(one.when for one in scope.compiled.appointments.get(rule.post, ()))):
            if People(scope.compiled, day).in_post(rule.post).holding is Holding.VACANT:
                found.setdefault((rule.clause, rule.post, rule.title), day)
                break
    for (clause, post, title), day in sorted(found.items()):
        called = scope.scheme.terms[title].display.lower()
        yield Diagnostic(
            "GR309",
            f"{scope.name(post)} is the {called}, and the post is vacant on {written(day)}",
            scope.scheme.clauses[clause].span,
            f"makes a vacant post the {called}",
            "record who acts in the meantime, as `interim` or `acting`, or who deputises",
            clause,
            tuple(Related(span, "vacant") for span in _nobody(scope, post)),
        )


def _nobody(scope: Scope, post: str) -> list[Span]:
    office = post.partition("@")[0]
    vacant = [one for one in scope.of(ast.AppointmentStatement) if one.person is None and one.post.name.text == office]
    return [one.post.span for one in vacant][:1]
