"""What a case can expect of an answer: one function a word, each giving a test of the answer.

In: an expectation as written, and the names of the scheme that answers. Out: a `Test`, which returns what was found
where the answer is not as expected, None where it is. `EXPECTATIONS` is the table of the words. Whatever an answer is
made of parts, what is expected must be so in every part; outcome, assumptions, open points and the period are the
whole's. Source: docs/reference/semantics.md, 9.1.
"""

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from govrules.cases.names import Names, NotReadError, Seats, bare
from govrules.cases.wording import clause_words, holder_words, listed, seats_words
from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import did_you_mean
from govrules.engine.order import REASONS
from govrules.model.answer import Answer, Exercise, Holding, Outcome
from govrules.resolve.record import written
from govrules.syntax import ast

Test = Callable[[Answer], str | None]
KEPT = ("remainder", "reserved", "residue", "retained")
ASSUMPTIONS = ("illustrative", "leave-assumed", "no-power-shown", "officer-of-member", "unverified")
OPEN = ("circumstance", "conflict", "known-in-part", "order", "printed-twice", "unknown-day")


def leaves(answer: Answer) -> list[Answer]:
    """Return the parts of an answer that have no parts themselves, the whole where it has none.

    Those in which there is no such body are left out where there are others.
    """
    every = [*_leaves(answer)]
    return [part for part in every if part.outcome is not Outcome.NO_SUCH_BODY_THEN] or every


def _leaves(answer: Answer) -> Iterator[Answer]:
    if not answer.parts:
        yield answer
    for part in answer.parts:
        yield from _leaves(part)


def deciding(answer: Answer) -> frozenset[str]:
    """Return the clauses that decided: those of a chain shown, of the body, an officer, a line, a thing kept or barred.

    A clause that fell away with a reason is among `excluded` instead.
    """
    found: set[str] = set()
    for part in leaves(answer):
        found.update(step.clause for one in part.may_exercise for chain in one.chains for step in chain)
        found.update(clause for officer in part.officers for clause in officer.clauses)
        found.update(clause for line in part.answers_to for clause in line.clauses)
        found.update(clause for barred in part.prohibited for clause in barred.clauses)
        found.update(kept.clause for kept in part.kept if kept.clause is not None)
        found.update(part.accountable_body.clauses if part.accountable_body else ())
    return frozenset(found)


@frozen
class Reading:
    """One expectation being read: what was written, the names, and the body asked about (None: a cluster)."""

    expected: ast.ExpectedExpr
    names: Names
    body: str | None

    def wrong(self, message: str, node: ast.Item | ast.ExpectedExpr, help_: str) -> NotReadError:
        """Return what is wrong with it (GR702)."""
        return NotReadError(Diagnostic("GR702", message, node.span, "not a thing to expect here", help_))

    def words(self, known: Iterable[str]) -> list[str]:
        """Return items that are words of a fixed list."""
        return [self.word(item, known) for item in self.expected.items]

    def word(self, item: ast.Item, known: Iterable[str]) -> str:
        """Return an item that is a word of a fixed list."""
        of = [*known]
        text = item.name.text if isinstance(item, ast.HolderExpr) and item.owner is None else ""
        if text not in of:
            lead = self.expected.lead.text
            close = did_you_mean(text, of) if text else ""
            raise self.wrong(f"`{lead}` cannot expect this", item, close or f"`{lead}` takes {', '.join(of)}")
        return text

    def groups(self) -> list[Seats]:
        """Return items that are somebody who may act; none for `nobody`."""
        items = self.expected.items
        if isinstance(items[0], ast.NobodyExpr) and len(items) == 1:
            return []
        return [self.group(item) for item in items]

    def group(self, item: ast.Item) -> Seats:
        """Return an item that is somebody who may act."""
        if not isinstance(item, ast.HolderExpr | ast.SeatsExpr):
            raise self.wrong(f"`{self.expected.lead.text}` names who acts", item, "name a post, a committee or a body")
        return self.names.seats(item, self.body)

    def clauses(self) -> list[tuple[frozenset[str], ast.RulingExpr]]:
        """Return items that are clauses."""
        found = []
        for item in self.expected.items:
            if not isinstance(item, ast.RulingExpr):
                lead = self.expected.lead.text
                raise self.wrong(f"`{lead}` names clauses", item, f"write `{lead} 4.1 of INSTRUMENT`")
            found.append((self.names.clause(item.clause), item))
        return found


def _outcome(reading: Reading) -> Test:
    wanted = set(reading.words([outcome.value for outcome in Outcome]))
    return lambda answer: None if {answer.outcome.value} == wanted else answer.outcome.value


def _accountable(reading: Reading) -> Test:
    (item, *more) = reading.expected.items
    wanted = None
    if isinstance(item, ast.HolderExpr) and item.owner is None and not more:
        wanted = reading.names.place(item.name)
    elif not isinstance(item, ast.NobodyExpr) or more:
        raise reading.wrong("`accountable` names one body", item, "name the body, or `nobody`")

    def test(answer: Answer) -> str | None:
        found = {part.accountable_body.id if part.accountable_body else "nobody" for part in leaves(answer)}
        return None if found == {wanted or "nobody"} else listed(sorted(found))

    return test


def _officer(reading: Reading) -> Test:
    wanted = sorted(seats_words(group) for group in reading.groups())

    def test(answer: Answer) -> str | None:
        for part in leaves(answer):
            found = sorted(holder_words(officer.post) for officer in part.officers)
            if found != wanted:
                return listed(found)
        return None

    return test


def _holding(reading: Reading) -> Test:
    wanted = set(reading.words([holding.value for holding in Holding]))

    def test(answer: Answer) -> str | None:
        found = {officer.holding.value for part in leaves(answer) for officer in part.officers}
        return None if found == wanted else listed(sorted(found))

    return test


def _exactly(reading: Reading) -> Test:
    wanted = sorted(reading.groups(), key=repr)

    def test(answer: Answer) -> str | None:
        for part in leaves(answer):
            if sorted((bare(one.seats) for one in part.may_exercise), key=repr) != wanted:
                return _acting(part)
        return None

    return test


def _includes(reading: Reading) -> Test:
    wanted = reading.groups()

    def test(answer: Answer) -> str | None:
        for part in leaves(answer):
            if not all(any(may_act(group, one) for one in part.may_exercise) for group in wanted):
                return _acting(part)
        return None

    return test


def _excludes(reading: Reading) -> Test:
    if isinstance(reading.expected.items[0], ast.RulingExpr):
        return _fallen(reading)
    barred = reading.groups()

    def test(answer: Answer) -> str | None:
        for part in leaves(answer):
            for group in barred:
                ways = [one for one in part.may_exercise if may_act(group, one)]
                if ways:
                    by = sorted({step.clause for one in ways for chain in one.chains for step in chain})
                    scheme = reading.names.scheme
                    return f"{seats_words(group)} may act" + (
                        f", by {listed(clause_words(id_, scheme) for id_ in by)}" if by else ", by vesting"
                    )
        return None

    return test


def _fallen(reading: Reading) -> Test:
    wanted = [
        (ids, item.reason and reading.word(ast.HolderExpr(item.reason, None, item.reason.span), REASONS))
        for ids, item in reading.clauses()
    ]

    def test(answer: Answer) -> str | None:
        for part in leaves(answer):
            for ids, reason in wanted:
                found = {entry.reason for entry in part.excluded if entry.clause in ids}
                if not found or (reason and found != {reason}):
                    return f"it falls away as {listed(sorted(found))}" if found else "it does not fall away"
        return None

    return test


def _kept(reading: Reading) -> Test:
    wanted: list[tuple[str, frozenset[str] | None]] = []
    items = () if _is_nobody(reading.expected) else reading.expected.items
    for item in items:
        if isinstance(item, ast.KeptBy):
            how = reading.word(ast.HolderExpr(item.how, None, item.how.span), KEPT)
            wanted.append((how, reading.names.clause(item.clause)))
        else:
            wanted.append((reading.word(item, KEPT), None))

    def test(answer: Answer) -> str | None:
        for part in leaves(answer):
            kept = [(one.how, one.clause) for one in part.kept]
            missing = [how for how, ids in wanted if not any(h == how and (ids is None or c in ids) for h, c in kept)]
            if missing or (not wanted and kept):
                scheme = reading.names.scheme
                words = (f"{how} by {clause_words(clause, scheme)}" if clause else how for how, clause in kept)
                return listed(words, "nothing is kept")
        return None

    return test


def _decided(reading: Reading) -> Test:
    wanted = [ids for ids, _ in reading.clauses()]

    def test(answer: Answer) -> str | None:
        found = deciding(answer)
        if all(ids & found for ids in wanted):
            return None
        return listed((clause_words(id_, reading.names.scheme) for id_ in sorted(found)), "no clause")

    return test


def _provided(reading: Reading) -> Test:
    wanted = set()
    for item in reading.expected.items:
        if isinstance(item, ast.NotExpr):
            wanted.add(f"not {reading.names.circumstance(item.ref)}")
        elif isinstance(item, ast.HolderExpr) and item.owner is None:
            wanted.add(reading.names.circumstance(item.name))
        else:
            raise reading.wrong("`provided` names circumstances", item, "write `provided C, not C`")

    def test(answer: Answer) -> str | None:
        ways = {way for part in leaves(answer) for one in part.may_exercise for way in one.provided}
        if any(set(way) == wanted for way in ways):
            return None
        return " or ".join(sorted(", ".join(way) for way in ways)) or "nothing is provided"

    return test


def _assuming(reading: Reading) -> Test:
    wanted = set(reading.words(ASSUMPTIONS))

    def test(answer: Answer) -> str | None:
        found = {assumption.kind for assumption in answer.assumptions}
        return None if wanted <= found else listed(sorted(found), "nothing assumed")

    return test


def _open(reading: Reading) -> Test:
    wanted = set(reading.words(OPEN))

    def test(answer: Answer) -> str | None:
        found = {point.kind for point in answer.open_points}
        return None if wanted <= found else listed(sorted(found), "nothing open")

    return test


def _true(reading: Reading) -> Test:
    first = last = None
    for item in reading.expected.items:
        day = item.day if isinstance(item, ast.FromDay | ast.ToDay) else None
        if day is None or isinstance(day, ast.Ref):
            raise reading.wrong("`true` takes days", item, "write `true from 1 June 2011 to 31 March 2012`")
        first, last = (day, last) if isinstance(item, ast.FromDay) else (first, day)

    def test(answer: Answer) -> str | None:
        if first in (None, answer.holds_from) and last in (None, answer.holds_to):
            return None
        begins = f"from {written(answer.holds_from)}" if answer.holds_from else "without a first day"
        ends = f"to {written(answer.holds_to)}" if answer.holds_to else "without a last day"
        return f"{begins} {ends}"

    return test


def _is_nobody(expected: ast.ExpectedExpr) -> bool:
    return isinstance(expected.items[0], ast.NobodyExpr) and len(expected.items) == 1


def may_act(group: Seats, one: Exercise) -> bool:
    """Say whether a group is one of those who may act: the same seats, or for one place one of its candidates."""
    seats = bare(one.seats)
    if group == seats:
        return True
    alone = len(group) == len(seats) == 1 and group[0].count == seats[0].count == 1
    return alone and set(group[0].of) <= set(seats[0].of)


def _acting(part: Answer) -> str:
    return listed(seats_words(one.seats) for one in part.may_exercise)


EXPECTATIONS: dict[str, Callable[[Reading], Test]] = {
    "outcome": _outcome, "accountable": _accountable, "officer": _officer, "holding": _holding, "exactly": _exactly,
    "includes": _includes, "excludes": _excludes, "kept": _kept, "decided": _decided, "provided": _provided,
    "assuming": _assuming, "open": _open, "true": _true,
}  # fmt: skip
"""The words an expectation can begin with."""


def read_expectation(expected: ast.ExpectedExpr, names: Names, body: str | None) -> Test:
    """Return the test that an expectation states. Raises NotReadError (GR101, GR105, GR702)."""
    lead = expected.lead
    if lead.text not in EXPECTATIONS:
        known = ", ".join(f"`{word}`" for word in EXPECTATIONS)
        raise NotReadError(
            Diagnostic("GR702", f"a case cannot expect `{lead.text}`", lead.span, "nothing that an answer has",
                       did_you_mean(lead.text, EXPECTATIONS) or f"begin with one of {known}")
        )  # fmt: skip
    return EXPECTATIONS[lead.text](Reading(expected, names, body))
