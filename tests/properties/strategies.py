"""Random small schemes, and questions about them, for the laws.

In: hypothesis. Out: strategies of `Scheme` values built straight from model classes, and of questions about one of
them. Promise: small enough to be answered by brute force (days within a fortnight, at most four unknown ones), and
dense: most rules are about the same few bodies, leaves and holders, so that they meet.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any

import attrs
import passing
from draws import Draws, DrawsOf
from hypothesis import strategies as st
from more_rules import MORE, make_keeping, make_procedure
from several import AMOUNTS, BASES, SeveralMaker, label

from govrules.model import rules, things
from govrules.model.days import NEVER, Bound, Cause, Mark, OpenDay, Period, When, next_day
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.source import Span

FIRST = date(2011, 4, 1)
LENGTH = 10
SPAN = Span("random.gov", 0, 0, 1, 1, 1, 1)
CIRCUMSTANCES = ("urgent", "within-budget", "public-concern")
TITLES = ("accountable-officer", "finance-officer")
TREES = (
    {"all": None, "awards": "all", "care": "all"},
    {"all": None, "money": "all", "awards": "money", "grants": "money", "care": "all"},
    {"awards": None, "care": None},
    {"all": None, "money": "all", "awards": "money", "care": "all", "land": "all", "grants": "money", "estate": None},
)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


class SchemeMaker(SeveralMaker):
    """Builds one scheme, thing by thing."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws
        self.unknown: list[OpenDay] = []
        self.adopted: dict[tuple[str, str], Period] = {}
        self.clauses: dict[str, rules.Clause] = {}
        self.rules: dict[str, list[Any]] = {}
        self.make_unknown_days()
        self.make_catalogue()
        self.make_things()
        self.make_instruments()

    def scheme(self) -> Scheme:
        self.make_vesting(self.draws.pick(([*self.bodies], [*self.bodies], ["kent"], [])))
        makers = (
            self.make_delegation, self.make_delegation, self.make_chain, self.make_chain, self.make_further,
            self.make_further, self.make_designation, self.make_designations, self.make_power, self.make_power,
            self.make_residue, self.make_residue, self.make_line, self.make_line, self.make_seating, self.make_claim,
            self.make_vesting, self.make_prohibition, self.make_ending, self.make_ending, self.make_table,
            self.make_deputy, self.make_partly_known, *(partial(make, self) for make in MORE),
        )  # fmt: skip
        focus = self.draws.pick(
            (
                (), (), (self.make_delegation, self.make_further), (self.make_table, self.make_prohibition),
                (partial(make_keeping, self), self.make_delegation), (self.make_deputy, self.make_appointment),
                (partial(make_procedure, self), self.make_delegation),
            )
        )  # fmt: skip
        makers += focus * 6
        for _ in range(self.draws.pick((1, 3, 4, 6, 8, 10, 12))):
            self.draws.pick(makers)()
        for _ in range(self.draws.number(0, 4)):
            self.make_appointment()
        if self.draws.chance(20):
            self.make_oversight()
        return Scheme(
            kinds=self.kinds, ranks=self.ranks, functions=self.functions, sources=self.sources, bodies=self.bodies,
            areas=self.areas, groups=self.groups, organs=self.organs, posts=self.posts, people=self.people,
            instruments=self.instruments, clauses=self.clauses, memberships=tuple(self.memberships),
            recipients=self.recipients, sets=self.sets,
            **{name: tuple(made) for name, made in self.rules.items()},
        )  # fmt: skip

    def add(self, table: str, rule: Any) -> None:
        self.rules.setdefault(table, []).append(rule)

    # ------------------------------------------------------------------------------------------------ days

    def make_unknown_days(self) -> None:
        for number in range(self.draws.pick((0, 0, 1, 2, 2, 3, 4))):
            earliest = self.draws.number(-1, LENGTH)
            latest = self.draws.number(earliest, LENGTH + 1)
            self.unknown.append(
                OpenDay(
                    f"unknown-{number}", f"the unknown day {number}",
                    None if earliest < 0 else day(earliest), None if latest > LENGTH else day(latest),
                )
            )  # fmt: skip

    def bound(self) -> Bound:
        if self.unknown and self.draws.chance(40):
            return self.draws.pick(self.unknown)
        return day(self.draws.number(0, LENGTH))

    def period(self, cause: Cause, about: str, often: int = 25) -> Period:
        """Draw a period, mostly one without end."""
        begins = self.bound() if self.draws.chance(often) else None
        ends = self.bound() if self.draws.chance(often // 2) else None
        if isinstance(ends, OpenDay) and self.draws.chance(40):
            ends = next_day(ends)
        elif isinstance(ends, OpenDay) and ends == begins:
            ends = None
        mark = self.draws.pick(tuple(Mark)) if self.draws.chance(3) else None
        return Period(begins, ends, cause, about, mark)

    # ------------------------------------------------------------------------------------------------ things

    def make_catalogue(self) -> None:
        tree: Mapping[str, str | None] = self.draws.pick(TREES)
        self.functions = {
            name: things.Function(name, label(name), parent, delegable=not self.draws.chance(7))
            for name, parent in tree.items()
        }
        self.leaves = sorted(set(tree).difference(filter(None, tree.values())))

    def make_things(self) -> None:
        draws = self.draws
        powers = frozenset(["legal-personality", "governing-organ", "enabling-powers"])
        free = frozenset(["legal-personality", "governing-organ"])
        self.kinds = {
            "trust": things.Kind("trust", label("trust"), None, powers, "board"),
            "care-trust": things.Kind("care-trust", label("care"), "trust", powers | {"complete-powers"}, "board"),
            "council": things.Kind("council", label("council"), None, free, "board"),
            "joint-committee": things.Kind("joint-committee", label("joint-committee"), "committee"),
            "cluster": things.Kind("cluster", label("cluster"), None),
            "locality": things.Kind("locality", label("locality"), None),
        }
        names = ("kent", "sel", "ely")[: draws.number(2, 3)]
        self.areas = {
            name: things.Area(name, label(name), "locality", "kent", self.period(Cause.LIFE, f"{name} exists", 20))
            for name in draws.pick(((), (), (), ("east",), ("east", "west")))
        }
        self.bodies = {
            name: things.Body(
                name, label(name), draws.pick(("trust", "council", "care-trust")),
                self.period(Cause.LIFE, f"{name} exists", 12), f"board@{name}",
                tuple(self.areas) if name == "kent" else (),
            )
            for name in names
        }  # fmt: skip
        self.groups = {
            name: things.Group(name, label(name), "cluster", self.period(Cause.LIFE, f"{name} exists", 10))
            for name in draws.pick((("cluster",), ("cluster", "inner")))
        }
        self.memberships = [
            things.Membership("cluster", member, (self.period(Cause.MEMBERSHIP, f"{member} in cluster"),))
            for member in draws.some([*self.bodies, *self.areas, *(group for group in self.groups if group == "inner")])
        ]
        if "inner" in self.groups:
            self.memberships += [
                things.Membership("inner", member, (self.period(Cause.MEMBERSHIP, f"{member} in inner"),))
                for member in draws.some([*self.bodies, *self.areas])
            ]
        self.make_organs()
        posts = ("chief@kent", "chief@cluster", "finance@kent", "manager@kent", "chief@sel")[: draws.number(3, 5)]
        self.posts = {
            post: things.Post(
                post, label(post), post.split("@")[0], post.split("@")[1],
                (self.period(Cause.LIFE, f"{post} exists", 8),),
            )
            for post in posts
        }  # fmt: skip
        self.make_recipients()
        self.people = {name: things.Person(name, label(name)) for name in ("ann", "bob")}
        self.sources = {
            "minutes": things.Source("minutes", label("minutes"), "scheme"),
            "website": things.Source("website", label("website")),
        }

    def make_organs(self) -> None:
        self.organs = {
            f"board@{name}": things.Organ(f"board@{name}", label("board"), "board", (name,), (body.life,))
            for name, body in self.bodies.items()
        }
        joint = (self.period(Cause.LIFE, "joint@cluster exists", 10),)
        self.organs["joint@cluster"] = things.Organ("joint@cluster", label("j"), "joint-committee", ("cluster",), joint)
        if self.draws.chance(30):
            life = (*joint, self.period(Cause.LIFE, "board@sel exists", 40))
            self.organs["board@sel"] = attrs.evolve(self.organs["board@sel"], life=life, under="joint@cluster")

    # ------------------------------------------------------------------------------------------------ instruments

    def make_instruments(self) -> None:
        draws = self.draws
        self.ranks = {
            "law": things.Rank("law", label("law")),
            "agreement": things.Rank("agreement", label("agreement"), ("law",), draws.chance(50)),
            "scheme": things.Rank("scheme", label("scheme"), ("agreement",), is_advisory=draws.chance(15)),
        }
        self.instruments = {}
        for number in range(draws.pick((1, 2, 2, 3, 3, 3))):
            id_ = f"paper-{number}"
            parties = tuple(self.bodies) if draws.chance(75) else draws.some(tuple(self.bodies))
            self.instruments[id_] = things.Instrument(
                id_, label(id_), draws.pick(tuple(self.ranks)), parties, None,
                self.period(Cause.INSTRUMENT, f"{id_} in force", 10), SPAN,
                canons=draws.pick(((), (), ("specific",), ("later",), ("specific", "later"), ("later", "specific"))),
            )  # fmt: skip

    def clause(self, instrument: str, verb: str, is_claim: bool = False) -> str:
        number = sum(clause.instrument == instrument for clause in self.clauses.values()) + 1
        id_ = f"{instrument} {number}"
        cited = (things.Citation("minutes"),) if self.draws.chance(15) else ()
        mark = self.draws.pick(tuple(Mark)) if self.draws.chance(4) else None
        marks = things.Marks(cited, mark)
        self.clauses[id_] = rules.Clause(id_, instrument, str(number), verb, verb, SPAN, marks, is_claim)
        return id_

    def when(self, instrument: str, point: str, *named: str) -> When:
        """Return the periods a rule rests on, as they are put together from statements."""
        paper = self.instruments[instrument]
        found = [self.period(Cause.CLAUSE, "the clause", 18), paper.in_force]
        if self.ranks[paper.rank].needs_adoption:
            found.append(self.adoption(instrument, point))
        life = self.areas[point].life if point in self.areas else self.bodies[point].life
        found.append(life)
        for name in named:
            found += self.life(name)
        return tuple(period for period in found if period != Period(None, None, period.cause, period.about))

    def adoption(self, instrument: str, point: str) -> Period:
        key = instrument, self.areas[point].body if point in self.areas else point
        if key not in self.adopted:
            about = f"{key[1]} adopts {instrument}"
            begins = NEVER if self.draws.chance(8) else self.bound()
            self.adopted[key] = Period(begins, None, Cause.ADOPTION, about)
        return self.adopted[key]

    def rounds(self) -> list[str]:
        """Draw the bodies or areas of one sentence: most often the one everything is about."""
        all_, several = [*self.bodies], [*self.bodies, *self.areas]
        return self.draws.pick((["kent"], ["kent"], all_, all_, several, [self.draws.pick(several)]))

    def some_leaves(self) -> frozenset[str]:
        if self.draws.chance(30):
            return frozenset(self.leaves)
        return frozenset(self.draws.some(self.leaves, 1))

    def start(self, verb: str) -> tuple[str, str]:
        instrument = self.draws.pick(tuple(self.instruments))
        return instrument, self.clause(instrument, verb)

    def board(self, point: str) -> str:
        return f"board@{self.areas[point].body if point in self.areas else point}"

    # ------------------------------------------------------------------------------------------------ rules

    def make_vesting(self, points: Sequence[str] = ()) -> None:
        instrument, clause = self.start("vested")
        leaves = frozenset(self.leaves) if self.draws.chance(60) else self.some_leaves()
        organ = self.draws.pick(tuple(self.organs)) if self.draws.chance(12) else None
        for point in points or self.rounds():
            when = self.when(instrument, point, *([organ] if organ else []))
            self.add("vestings", rules.Vesting(clause, point, leaves, when, organ))

    def make_delegation(self, givers: Sequence[str] = ()) -> None:
        draws = self.draws
        despite = self.despite()
        instrument, clause = self.start("delegates")
        receivers = (
            *self.posts, *self.posts, *self.organs, "board@sel", *self.recipients, *self.recipients, *self.sets,
        )  # fmt: skip
        leaves, receiver = self.some_leaves(), draws.pick(receivers)
        giver = draws.pick(givers) if givers else None
        ranges, states = self.values(self.limit(55)), self.states(receiver, tuple(self.recipients))
        further = draws.pick((True, True, True, True, None, False))
        conditions = self.conditions()
        duties = draws.pick(((), (), (), (), ("report to board",), ("ratification by board", "report to board")))
        is_fixed, not_own_matter = draws.chance(12), draws.chance(18)
        passing_on = passing.of_delegation(self, giver)
        for point in self.rounds():
            gives = giver or self.board(point)
            if gives == receiver:
                continue
            when = self.when(instrument, point, gives, receiver)
            for (limit, days), (holder, state) in product(ranges, states):
                self.add(
                    "delegations",
                    rules.Delegation(
                        clause, instrument, point, gives, holder, leaves, when + days + state, limit, further,
                        conditions, duties, despite, is_fixed, not_own_matter=not_own_matter, **passing_on,
                    ),
                )  # fmt: skip

    def make_chain(self) -> None:
        """Delegate down several holders, most often with leave."""
        for _ in range(self.draws.number(2, 3)):
            self.make_further() if "delegations" in self.rules else self.make_delegation()

    def make_further(self) -> None:
        """Delegate from somebody who was given something."""
        given = sorted({rule.receiver for rule in self.rules.get("delegations", ())})
        if given and self.draws.chance(40):
            given += [*self.recipients, *self.posts]
        self.make_delegation(given or tuple(self.posts))

    def conditions(self) -> tuple[rules.Condition, ...]:
        """Return no condition mostly, else one or two of one or two literals."""
        draws = self.draws
        if not draws.chance(12):
            return ()
        made = []
        for _ in range(draws.pick((1, 1, 2))):
            names = {draws.pick(CIRCUMSTANCES) for _ in range(draws.pick((1, 1, 2)))}
            made.append(frozenset(rules.Literal(name, not draws.chance(35)) for name in sorted(names)))
        return tuple(made)

    def make_prohibition(self) -> None:
        instrument, clause = self.start("must not exercise")
        given = sorted({rule.receiver for rule in self.rules.get("delegations", ())})
        single = tuple(name for name in given if name not in self.recipients)
        holder = self.draws.pick((*single, "finance@kent", "board@kent", *([None] if self.draws.chance(25) else [])))
        others = ("board@kent", *single, *self.posts)
        spared = frozenset(self.draws.some(others)) if holder is None and self.draws.chance(70) else frozenset[str]()
        leaves, conditions, limit = self.some_leaves(), self.conditions(), self.limit(30)
        for point in self.rounds():
            when = self.when(instrument, point, *([holder] if holder else []))
            self.add(
                "prohibitions",
                rules.Prohibition(clause, instrument, point, holder, leaves, when, conditions, limit, spared),
            )

    def make_ending(self) -> None:
        """End a delegation on a day for its bodies; another may take its place then, or be a fresh grant."""
        made = self.rules.get("delegations", [])
        if not made:
            return
        old, ends = self.draws.pick(made), self.bound()
        again, replaced = self.draws.chance(70), self.draws.chance(40)
        clause = self.start("delegates")[1] if again else ""
        for index, rule in enumerate(list(made)):
            if rule.clause == old.clause:
                ended = Period(None, ends, Cause.ENDED, "the clause that ends it")
                made[index] = attrs.evolve(rule, when=(*rule.when, ended))
                if again:
                    begins = Period(ends, None, Cause.CLAUSE, "the clause")
                    made.append(attrs.evolve(rule, clause=clause, when=(*rule.when, begins)))
                    if replaced:
                        self.add("replacements", rules.Replacement(clause, rule.clause, rule.body))

    def make_residue(self) -> None:
        instrument, clause = self.start("residue")
        receiver = self.draws.pick((*self.posts, *self.organs, "board@kent", "board@sel"))
        for point in self.rounds():
            when = self.when(instrument, point, receiver)
            self.add("residues", rules.Residue(clause, instrument, point, receiver, when))

    def make_partly_known(self) -> None:
        """Know an instrument in part, most often one that deals with some leaf."""
        instrument = self.draws.pick(tuple(self.instruments))
        leaves = self.some_leaves()
        for point in self.rounds():
            when = self.when(instrument, point)
            self.add("partly_known", rules.PartlyKnown(instrument, point, leaves, when))

    def make_power(self) -> None:
        draws = self.draws
        instrument, clause = self.start("may delegate")
        kinds = frozenset(draws.some(("officer", "committee", "trust", "joint-committee", "council"))) or {"officer"}
        excluded = frozenset(draws.some(self.leaves)) if draws.chance(40) else frozenset[str]()
        bodies = frozenset(["kent", *draws.some(tuple(self.bodies))])
        further = draws.pick((True, None, False))
        when = (self.period(Cause.CLAUSE, "the power", 15), self.instruments[instrument].in_force)
        leaves = self.some_leaves() - excluded
        passing_on = passing.of_power(self, further)
        self.add("powers", rules.Power(clause, bodies, leaves, excluded, frozenset(kinds), further, when, **passing_on))

    def make_designations(self) -> None:
        """Designate twice for one title."""
        title = self.draws.pick(TITLES)
        self.make_designation(title)
        self.make_designation(title)

    def make_designation(self, title: str = "") -> None:
        instrument, clause = self.start("designates")
        title, post = title or self.draws.pick(TITLES), self.draws.pick(tuple(self.posts))
        for point in self.rounds():
            if point in self.bodies:
                when = self.when(instrument, point, post)
                self.add("designations", rules.Designation(clause, point, title, post, when))

    def make_claim(self) -> None:
        source = self.draws.pick(tuple(self.sources))
        clause = self.clause(source, "designates", is_claim=True)
        post = self.draws.pick(tuple(self.posts))
        when = (self.period(Cause.CLAUSE, "the claim"),)
        self.add("claims", rules.Designation(clause, "kent", self.draws.pick(TITLES), post, when))

    def make_line(self) -> None:
        instrument, clause = self.start("answers to")
        holders = (*self.posts, *self.organs)
        who, to = self.draws.pick(holders), self.draws.pick(holders)
        professional, leaves = self.draws.chance(30), self.some_leaves()
        for point in self.rounds():
            body = None if self.draws.chance(15) else point
            when = self.when(instrument, point, who, to)
            self.add("lines", rules.Line(clause, body, who, to, professional, leaves, when))

    def make_seating(self) -> None:
        instrument, clause = self.start("sits as")
        organ = "joint@cluster" if self.draws.chance(80) else "board@sel"
        for point in self.rounds():
            if point in self.bodies and organ != f"board@{point}":
                self.add("seatings", rules.Seating(clause, point, organ, self.when(instrument, point, organ)))

    def make_appointment(self, post: str = "") -> None:
        draws = self.draws
        person = draws.pick((*self.people, None))
        capacity = draws.pick((None, None, "acting", "substantive")) if person else None
        alongside = capacity == "acting" and draws.chance(25)
        jointly = person is not None and draws.chance(25)
        marks = things.Marks(mark=draws.pick(tuple(Mark))) if draws.chance(8) else things.Marks()
        when = (self.period(Cause.FACT, "the appointment", 40),)
        post = post or draws.pick(tuple(self.posts))
        appointment = things.Appointment(post, person, capacity, None, when, marks, alongside, jointly)
        self.add("appointments", appointment)

    def make_oversight(self) -> None:
        relation, by = self.draws.pick(("directs", "manages")), self.draws.pick(tuple(self.bodies))
        of = self.draws.pick((*self.bodies, *self.groups))
        self.add("oversight", things.Oversight(relation, by, of, (self.period(Cause.FACT, "oversight"),)))


@st.composite
def schemes(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Scheme:
    """Draw a small scheme."""
    return SchemeMaker(DrawsOf(draw)).scheme()


@st.composite
def questions(draw: Callable[[st.SearchStrategy[Any]], Any], scheme: Scheme) -> Question:
    """Draw a question about a scheme."""
    return question_about(scheme, DrawsOf(draw))


def question_about(scheme: Scheme, draws: Draws) -> Question:
    """Draw a question: any kind, a day or all time, amounts at and around the limits."""
    bodies = (*["kent"] * 6, "sel", *scheme.bodies, *scheme.areas, *scheme.groups, "cluster")
    body = draws.pick(bodies)
    on = day(draws.number(-1, LENGTH + 2)) if draws.chance(60) else None
    plain = (QuestionKind.ACCOUNTABLE, QuestionKind.ACCOUNTABLE, QuestionKind.EXERCISE, QuestionKind.OFFICER)
    kind = QuestionKind.MAY if draws.chance(25) else draws.pick(plain)
    if kind is QuestionKind.OFFICER:
        return Question(kind, body, on=on, title=draws.pick(TITLES))
    amounts = {
        basis: draws.pick((*AMOUNTS, *AMOUNTS, 9)) + draws.number(0, 1) for basis in BASES if draws.chance(20)
    }  # fmt: skip
    circumstances = (*CIRCUMSTANCES, *passing.CONSENTS, *sorted({rule.absence for rule in scheme.deputies}))
    given = {name: draws.chance(50) for name in circumstances if draws.chance(12)}
    concerning = draws.pick((*scheme.people, *scheme.posts)) if draws.chance(30) else None
    who = draws.pick(everybody(scheme)) if kind is QuestionKind.MAY else None
    function = draws.pick(tuple(scheme.functions))
    return Question(kind, body, function, on, amounts, given=given, concerning=concerning, who=who)


def everybody(scheme: Scheme) -> tuple[str, ...]:
    """Return whoever a question about one holder can be about."""
    return (*scheme.posts, *scheme.posts, *scheme.people, *scheme.organs, *scheme.sets, *scheme.bodies, *scheme.groups)


@st.composite
def asked(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Scheme, Question]:
    """Draw a scheme and a question about it."""
    scheme = draw(schemes())
    return scheme, draw(questions(scheme))
