"""Writes small schemes clause by clause, and asks both implementations of their meaning.

Alder, Birch and Oak are bodies with boards; CO chief officer, T treasurer, M manager. Powers cover officers and joint
committees. Amounts are pence.
"""

from datetime import date

from govrules import engine, reference
from govrules.compile import compile_scheme
from govrules.model import rules, things
from govrules.model.answer import Answer, Exercise
from govrules.model.days import Period, When
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.source import Span

ALWAYS = Period()
ALL_LEAVES = frozenset(["awards", "archives", "accounts", "finance", "local-finance"])
SPAN = Span("case.gov", 0, 0, 1, 1, 1, 1)
DAY = date(2011, 5, 1)


def label(name: str) -> things.Label:
    return things.Label(name.title())


def pounds(amount: int) -> int:
    return amount * 100


def answer(scheme: Scheme, question: Question) -> Answer:
    """Return the answer that the reference interpreter and the engine both give."""
    found = reference.answer(scheme, question)
    assert engine.answer(compile_scheme(scheme), question) == found
    return found


class Case:
    """Writes a scheme of one or more bodies clause by clause."""

    def __init__(self, *bodies: str, members: tuple[str, ...] = ()) -> None:
        features = frozenset(["legal-personality", "enabling-powers"])
        self.scheme = Scheme(
            kinds={
                "trust": things.Kind("trust", label("trust"), None, features, "board"),
                "cluster": things.Kind("cluster", label("cluster"), None),
                "joint-committee": things.Kind("joint-committee", label("joint-committee"), None),
            },
            ranks={
                "law": things.Rank("law", label("law")),
                "agreement": things.Rank("agreement", label("agreement"), ("law",), needs_adoption=True),
                "scheme": things.Rank("scheme", label("scheme"), ("agreement",)),
            },
            functions={leaf: things.Function(leaf, label(leaf), None) for leaf in sorted(ALL_LEAVES)},
            sources={"minutes": things.Source("minutes", label("minutes"))},
            bodies={body: things.Body(body, label(body), "trust", ALWAYS, f"board@{body}") for body in bodies},
            groups={"group": things.Group("group", label("group"), "cluster", ALWAYS)},
            organs={f"board@{body}": things.Organ(f"board@{body}", label("b"), "board", (body,), ()) for body in bodies}
            | {"joint@group": things.Organ("joint@group", label("joint"), "joint-committee", ("group",), ())},
            posts={
                f"{office}@{owner}": things.Post(f"{office}@{owner}", label(office), office, owner, ())
                for office in ("co", "t", "m")
                for owner in (*bodies, "group")
            },
            memberships=tuple(things.Membership("group", member, ()) for member in members),
        )
        self.instrument("act", "law", ())
        for body in bodies:
            self.add("vestings", rules.Vesting(self.clause("act"), body, ALL_LEAVES, ()))
        both = frozenset(["officer", "joint-committee"])
        power = rules.Power(self.clause("act"), frozenset(bodies), ALL_LEAVES, frozenset(), both, True, ())
        self.add("powers", power)

    def instrument(self, id_: str, rank: str, parties: tuple[str, ...]) -> None:
        made = things.Instrument(id_, label(id_), rank, parties, None, ALWAYS, SPAN)
        self.scheme.instruments = {**self.scheme.instruments, id_: made}

    def clause(self, instrument: str, number: str = "") -> str:
        known = self.scheme.clauses
        id_ = f"{instrument} {number or sum(clause.instrument == instrument for clause in known.values()) + 1}"
        marks = things.Marks((things.Citation("minutes"),))
        self.scheme.clauses = {**known, id_: rules.Clause(id_, instrument, id_, "", "", SPAN, marks)}
        return id_

    def add(self, table: str, rule: object) -> None:
        setattr(self.scheme, table, (*getattr(self.scheme, table), rule))

    def delegates(
        self, clause: str, body: str, receiver: str, leaf: str, *,
        giver: str = "", up_to: tuple[str, int] | None = None, further: bool | None = None, when: When = (),
        conditions: tuple[rules.Condition, ...] = (),
    ) -> None:  # fmt: skip
        """Add a delegation; the clause is named `INSTRUMENT NUMBER`, the giver is the board unless named."""
        instrument, number = clause.split()
        id_ = clause if clause in self.scheme.clauses else self.clause(instrument, number)
        limit = None if up_to is None else rules.Limit(*up_to)
        leaves = frozenset([leaf])
        made = rules.Delegation(
            id_, instrument, body, giver or f"board@{body}", receiver, leaves, when, limit, further, conditions
        )  # fmt: skip
        self.add("delegations", made)

    def keeps(self, clause: str, body: str, leaf: str, *, reserves: bool) -> None:
        instrument, number = clause.split()
        id_ = self.clause(instrument, number)
        self.add("keepings", rules.Keeping(id_, instrument, body, reserves, frozenset([leaf]), ()))

    def residue(self, instrument: str, body: str, receiver: str) -> None:
        self.add("residues", rules.Residue(self.clause(instrument, "residue"), instrument, body, receiver, ()))

    def ask(self, function: str, body: str, on: date | None = DAY, **amounts: int) -> Answer:
        named = {basis.replace("_", "-"): amount for basis, amount in amounts.items()}
        return answer(self.scheme, Question(QuestionKind.ACCOUNTABLE, body, function, on, named))


def holders(found: Answer) -> dict[str, bool]:
    """Return who may exercise the function, with whether that is certain."""
    return {exercise.seats[0].of[0]: exercise.certain for exercise in found.may_exercise}


def exercise_of(found: Answer, holder: str) -> Exercise:
    return next(exercise for exercise in found.may_exercise if exercise.seats[0].of == (holder,))


def kept(found: Answer) -> list[tuple[str, str | None]]:
    return [(one.how, one.clause) for one in found.kept]
