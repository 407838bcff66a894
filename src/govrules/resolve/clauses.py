"""Instruments and clauses: from sentences to rules, one for each body they are made for.

In: statements, after all declarations. Out: rules of the scheme. Diagnostics: GR101 to GR107, GR201 to GR211, GR214,
GR216, GR217, GR220.
Source: docs/reference/semantics.md, sections 2.7, 2.8, 3.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

from attrs import define, evolve, field, frozen

from govrules.diagnostics import Diagnostic
from govrules.model import rules
from govrules.model.days import Cause, When
from govrules.model.things import Marks, with_article
from govrules.resolve.claimed import claims_of
from govrules.resolve.draft import Draft, display_of
from govrules.resolve.expand import Env, Expander, Target
from govrules.resolve.filling import indispensable
from govrules.resolve.first_holders import exercised_by, organ_exercising
from govrules.resolve.functions import leaves_of
from govrules.resolve.instruments import Adoptions
from govrules.resolve.limits import EVERYTHING, Ranges, ranges_of
from govrules.resolve.marks import all_of, marks_of, one_of, period_of, said
from govrules.resolve.places import refuse_misplaced
from govrules.resolve.powers import has_flag, leave_of, powers_of
from govrules.resolve.prohibited import if_acting, is_anyone, refuse_empty, spared, unmet
from govrules.resolve.recorded import Recorder
from govrules.resolve.required import Required
from govrules.resolve.seats import holders
from govrules.resolve.steps import Steps, absence, conditions_of
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.source import Span
from govrules.syntax import ast


@frozen
class Round:
    """One round of a clause's `each`: the body or area it is made for, who gives, and the periods so far."""

    point: str
    giver: str
    env: Env
    when: When


@frozen
class Ending:
    """A clause ends for a body where another begins: revoked by `giver`, or replaced (then `giver` is empty)."""

    by: str
    clause: str
    body: str
    giver: str
    when: When
    span: Span


@define
class ClauseBuilder:
    """Builds the rules of one clause into `out`, all or nothing.

    `state` are the periods of the state of the sets it names, where these change with time.
    `row` is set where the clause is a row of a limits table, and `ranges` are then the row's. `boards_row` is set where
    the row is the board's, which needs no rule.
    """

    statement: ast.ClauseStatement
    id: str
    instrument: str
    draft: Draft
    symbols: Symbols
    adoptions: Adoptions
    out: rules.RuleSet = field(factory=rules.RuleSet)
    endings: list[Ending] = field(factory=list)
    is_claim: bool = False
    state: When = ()
    row: ast.RowExpr | None = None
    ranges: Ranges = EVERYTHING
    boards_row: bool = False

    @property
    def _parties(self) -> tuple[tuple[str, When], ...]:
        return tuple(self.draft.parties.get(self.instrument, ()))

    @property
    def _expander(self) -> Expander:
        return Expander(self.draft, self.symbols, self._parties, self.instrument)

    def build(self) -> None:
        """Add the clause's rules. Raises ResolveError, diagnostics reported, where a part of it is faulty."""
        rule, own = self.statement.rule, self._own_when()
        refuse_misplaced(self.id, self.statement, self.symbols)
        if self.row is None:
            self.ranges = ranges_of(one_of(self.statement.modifiers, ast.LimitExpr), self.symbols, self.id)
        match rule:
            case ast.VestsRule() | ast.KeepsRule() | ast.DelegatesRule() if self.is_claim:
                rounds = self._narrowed(self._body_rounds(rule.who, own))
                self.out.function_claims.extend(claims_of(rule, self.id, self._expander, rounds))
            case ast.VestsRule():
                leaves = self._leaves(rule.functions)
                for round_ in self._body_rounds(rule.who, own):
                    body = self.draft.body_of(round_.point)
                    organ, when = organ_exercising(self._expander, rule.by, round_.env, body)
                    self.out.vestings.append(rules.Vesting(self.id, round_.point, leaves, round_.when + when, organ))
            case ast.DesignatesRule():
                self._designates(rule, own)
            case ast.KeepsRule():
                self._keeps(rule, own)
            case ast.DelegatesRule():
                self._delegates(rule, own)
            case ast.EmpowersRule():
                rounds = self._powered(rule.who, own)
                self.out.powers.extend(powers_of(self.statement, rule, self.id, self._expander, rounds))
            case ast.ProhibitsRule() | ast.ExercisesRule():
                self._prohibits(rule, own)
            case ast.RevokesRule():
                self._revokes(rule, own)
            case ast.AnswersRule():
                self._answers(rule, own)
            case ast.SitsRule():
                self._sits(rule, own)
            case ast.DeputisesRule():
                self._deputises(rule, own)
            case ast.DefinesRule():
                pass
            case ast.LeadsRule() | ast.JudgesRule() | ast.MustRule():
                recorder = Recorder(self.id, self.statement, rule, self._expander)
                rounds = recorder.of_its_own_body(self._rounds(rule.who, own, always=True))
                self.out.records.extend(recorder.records(self._narrowed(rounds)))
            case _:
                required = Required(self.id, self.statement, rule, self._expander)
                if isinstance(rule.who, ast.NobodyExpr):
                    rounds = self._narrowed(self._party_rounds(own, or_any=True))
                else:
                    rounds = self._body_rounds(rule.who, own)
                self.out.requirements.extend(required.requirements(own, rounds))

    # ------------------------------------------------------------------------------------------------ verbs

    def _designates(self, rule: ast.DesignatesRule, own: When) -> None:
        title = self.symbols.find(rule.title, "title")
        for round_ in self._body_rounds(rule.who, own):
            for target in self._expander.who(rule.post, round_.env):
                if target.id not in self.draft.posts:
                    raise self._wrong(target.span, "an officer is designated by post", "name the post and whose it is")
                when = round_.when + target.when + self.draft.holder_life(target.id)
                found = rules.Designation(self.id, self.draft.body_of(round_.point), title, target.id, when)
                (self.out.claims if self.is_claim else self.out.designations).append(found)

    def _keeps(self, rule: ast.KeepsRule, own: When) -> None:
        leaves, always = self._leaves(rule.functions), conditions_of(self.statement.modifiers, self.symbols)
        for round_, (limit, days) in product(self._narrowed(self._body_rounds(rule.who, own)), self.ranges):
            to, when = exercised_by(self._expander, rule.by, round_.env, self._board(round_.point))
            when += round_.when + days
            if to is not None and rule.by is not None:
                when += self._seat_on(to, round_.point, rule.by.span)
            kept = rules.Keeping(
                self.id, self.instrument, round_.point, rule.reserves, leaves, when, limit, to=to,
                conditions=always + self._steps_before(round_),
            )  # fmt: skip
            self.out.keepings.append(kept)

    def _delegates(self, rule: ast.DelegatesRule, own: When) -> None:
        leaves = self._leaves(rule.functions)
        modifiers, always = self.statement.modifiers, conditions_of(self.statement.modifiers, self.symbols)
        further, is_fixed = one_of(modifiers, ast.Further), has_flag(modifiers, "fixed")
        for round_ in self._rounds(rule.who, own, together=True):
            board = self._board(round_.point)
            for receiver, target in holders(self._expander, rule.to, round_.env, board):
                if self.row is not None and receiver == board:
                    self._refuse_on_boards_row(self.row)
                    continue
                if receiver == round_.giver:
                    raise self.symbols.reports.refuse(
                        Diagnostic("GR209", "a holder delegates to itself", target.span, "already holds the function",
                                   "to say that the board keeps it, write `retains`", self.id)
                    )  # fmt: skip
                when = round_.when + target.when + self.draft.holder_life(receiver)
                conditions, duties = always + self._steps_before(round_), self._duties(round_)
                leave = leave_of(modifiers, self._steps(round_))
                inner = Round(round_.point, round_.giver, target.env, when)
                for narrowed, (limit, days) in product(self._narrowed(iter([inner])), self.ranges):
                    whole = narrowed.when + self._seat_on(receiver, narrowed.point, target.span) + days
                    self.out.delegations.append(
                        rules.Delegation(
                            self.id, self.instrument, narrowed.point, round_.giver, receiver, leaves, whole, limit,
                            further.allowed if further else None, conditions, duties, is_fixed=is_fixed, leave=leave,
                            is_exclusive=has_flag(modifiers, "exclusively"),
                            not_own_matter=has_flag(modifiers, "own-matter"),
                        )
                    )  # fmt: skip

    def _refuse_on_boards_row(self, row: ast.RowExpr) -> None:
        """The board of a body needs no delegation, so its row gives it nothing that could be bound (GR220)."""
        self.boards_row = True
        binding = ast.Condition | ast.OnlyAfter | ast.DutyExpr | ast.Further | ast.ForBodies
        for modifier in row.modifiers:
            flagged = has_flag([modifier], "exclusively") or has_flag([modifier], "own-matter")
            if flagged or isinstance(modifier, binding):
                raise self.symbols.reports.refuse(
                    Diagnostic("GR220", "the board holds the function already, and its row cannot bind it",
                               modifier.span, "cannot stand here",
                               "leave it out, or say it in a clause of its own: `BODY exercises F ...`", self.id)
                )  # fmt: skip

    def _prohibits(self, rule: ast.ProhibitsRule | ast.ExercisesRule, own: When) -> None:
        refuse_empty(self.id, self.statement, self.symbols)
        leaves, who = self._leaves(rule.functions), rule.who
        if isinstance(who, ast.AnyoneExcept) or is_anyone(who):
            rounds = self._party_rounds(own)
        else:
            rounds = self._rounds(who, own)
        for round_, (limit, days) in product(self._narrowed(rounds), self.ranges):
            made = self.id, self.instrument, round_.point, round_.giver or None, leaves, round_.when + days
            conditions = conditions_of(self.statement.modifiers, self.symbols) + self._steps_before(round_)
            if isinstance(rule, ast.ProhibitsRule):
                out = spared(self._expander, who, round_.env, self._board(round_.point))
                self.out.prohibitions.append(rules.Prohibition(*made, conditions, limit, out))
                continue
            for otherwise in unmet(conditions):
                self.out.prohibitions.append(rules.Prohibition(*made, otherwise, limit, by_procedure=True))
            duties = self._duties(round_)
            if duties:
                acting = if_acting(duties, round_.giver, self.draft) if round_.giver else duties
                self.out.procedures.append(rules.Procedure(*made, duties, acting, limit))

    def _deputises(self, rule: ast.DeputisesRule, own: When) -> None:
        everything = ast.FunctionsExpr((), True, False, (), rule.post.span)
        leaves = self._leaves(rule.functions or everything)
        for round_ in self._rounds(rule.who, own):
            self._refuse_no_post(round_.giver, rule.who.span)
            for target in self._expander.who(rule.post, round_.env):
                self._refuse_no_post(target.id, target.span)
                if target.id == round_.giver:
                    raise self._wrong(target.span, "nobody deputises for themselves", "name the deputy's own post")
                when = round_.when + target.when + self.draft.holder_life(target.id)
                away = absence(target.id, self.draft, self.symbols)
                for narrowed in self._narrowed(iter([Round(round_.point, round_.giver, target.env, when)])):
                    self.out.deputies.append(
                        rules.Deputising(
                            self.id, narrowed.point, target.id, round_.giver, away, leaves, narrowed.when
                        )
                    )  # fmt: skip

    def _refuse_no_post(self, holder: str, span: Span) -> None:
        if holder not in self.draft.posts:
            raise self._wrong(span, "one post deputises for another", "name the post and whose it is")

    def _powered(self, who: ast.Who, own: When) -> Iterator[Round]:
        """Yield a round for each body that a power is for."""
        for target in self._body_targets(who):
            body = self.draft.body_of(target.id)
            yield Round(body, self._board(body), target.env, own + target.when + self._adoption(body))

    def _revokes(self, rule: ast.RevokesRule, own: When) -> None:
        ends = [self.clause_id(ref) for ref in rule.clauses]
        for round_ in self._narrowed(self._rounds(rule.who, own, together=True)):
            for ended, ref in zip(ends, rule.clauses, strict=True):
                self.endings.append(Ending(self.id, ended, round_.point, round_.giver, round_.when, ref.span))

    def clause_id(self, ref: ast.ClauseRef) -> str:
        """Return the identifier of a clause that is referred to: of this instrument unless another is named."""
        instrument = self.symbols.find(ref.instrument, "instrument") if ref.instrument else self.instrument
        return f"{instrument} {ref.label}"

    def made(self) -> list[Any]:
        """Return the rules made so far that are each for one body."""
        sorts = (
            "designations", "keepings", "delegations", "prohibitions", "procedures", "deputies", "lines", "seatings",
            "records",
        )  # fmt: skip
        return [rule for sort in sorts for rule in getattr(self.out, sort)]

    def _answers(self, rule: ast.AnswersRule, own: When) -> None:
        leaves = self._leaves(rule.functions)
        for round_ in self._rounds(rule.who, own, always=True):
            for target in self._expander.who(rule.to, round_.env):
                to = target.id or self._board(round_.point)
                life = self.draft.holder_life(to) if target.sort != "thing" else self.draft.life_of(to)
                inner = Round(round_.point, round_.giver, target.env, round_.when + target.when + life)
                for narrowed in self._narrowed(iter([inner])):
                    self.out.lines.append(
                        rules.Line(
                            self.id, narrowed.point or None, narrowed.giver, to, rule.professionally, leaves,
                            narrowed.when,
                        )
                    )  # fmt: skip

    def _sits(self, rule: ast.SitsRule, own: When) -> None:
        for subject in self._expander.who(rule.who, {}):
            if subject.sort != "holder" or subject.id not in self.draft.organs:
                raise self._wrong(subject.span, "an organ sits as a board", "name the organ: `cluster-board of sel`")
            for board in self._expander.who(rule.board, subject.env):
                organ = self.draft.organs.get(board.id)
                body = organ.owners[0] if organ and len(organ.owners) == 1 else ""
                if body not in self.draft.bodies or self.draft.bodies[body].first_holder != board.id:
                    raise self._wrong(board.span, "this is not the board of a body", "say `board of BODY`")
                when = own + subject.when + board.when + self.draft.holder_life(subject.id) + self._life(body)
                whole = when + self._party_when(body, board.span) + self._adoption(body)
                self.out.seatings.append(rules.Seating(self.id, body, subject.id, whole))

    # ------------------------------------------------------------------------------------------------ rounds

    def _body_targets(self, who: ast.Who) -> Iterator[Target]:
        """Yield the bodies or areas a sentence is about; a group is no legal person (GR202)."""
        for target in self._expander.who(who, {}, only_bodies=True):
            if target.sort != "thing":
                raise self._wrong(target.span, "only a body can do this", "name a body, or `each party`")
            if target.id in self.draft.groups:
                raise self.symbols.reports.refuse(
                    Diagnostic("GR202", f"{display_of(self.draft, target.id)} is a cluster and no legal person",
                               target.span, "it holds nothing and can do nothing itself",
                               f"write `each member of {target.id}`, or `each party`", self.id)
                )  # fmt: skip
            yield target

    def _body_rounds(self, who: ast.Who, own: When) -> Iterator[Round]:
        for target in self._body_targets(who):
            base = own + target.when + self._life(target.id)
            party = () if self._is_each_party(who) else self._party_when(self.draft.body_of(target.id), target.span)
            adoption = self._adoption(target.id)
            yield Round(target.id, self._board(target.id), target.env, base + party + adoption)

    def _rounds(self, who: ast.Who, own: When, always: bool = False, together: bool = False) -> Iterator[Round]:
        """Yield a round for each body and giver. A post or organ gives for each party, or for those of `for`.

        Seats can stand only where several can act as one (`together`).
        """
        if together and isinstance(who, ast.SeatsExpr):
            yield from self._joint_rounds(who, own)
            return
        subjects = list(self._expander.who(who, {})) if not self._speaks_of_party(who) else None
        if subjects is not None and all(s.sort == "thing" for s in subjects):
            yield from self._body_rounds(who, own)
            return
        if not self._parties:
            if always and subjects is not None:
                for subject in subjects:
                    life = self.draft.holder_life(subject.id)
                    yield Round("", subject.id, subject.env, own + subject.when + life)
                return
            raise self._needs_parties()
        if isinstance(who, ast.Each | ast.EachOf | ast.That):
            yield from self._body_rounds(who, own)
            return
        for party in self._party_rounds(own):
            for subject in self._expander.who(who, party.env):
                if subject.sort == "thing":
                    raise self._wrong(subject.span, "only a body, a post or an organ can do this", "name one of these")
                yield from self._given_by(subject.id or self._board(party.point), subject, party)

    def _joint_rounds(self, who: ast.SeatsExpr, own: When) -> Iterator[Round]:
        for party in self._party_rounds(own):
            for giver, target in holders(self._expander, who, party.env, self._board(party.point)):
                yield from self._given_by(giver, target, party)

    def _given_by(self, giver: str, subject: Target, party: Round) -> Iterator[Round]:
        seat = self._seat_of(giver, party.point)
        if seat is not None:
            yield Round(
                party.point, giver, subject.env, party.when + subject.when + self.draft.holder_life(giver) + seat
            )

    def _party_rounds(self, own: When, or_any: bool = False) -> Iterator[Round]:
        """Yield a round for each party, in which nobody gives yet; with `or_any`, without parties one for all."""
        if not self._parties:
            if or_any and one_of(self.statement.modifiers, ast.ForBodies) is not None:
                yield Round("", "", {}, own)
                return
            raise self._needs_parties()
        for party, when in self._parties:
            yield Round(party, "", {"party": party}, own + when + self._life(party) + self._adoption(party))

    def _speaks_of_party(self, who: ast.Who) -> bool:
        return isinstance(who, ast.HolderExpr) and isinstance(who.owner, ast.That)

    def _is_each_party(self, who: ast.Who) -> bool:
        return isinstance(who, ast.Each) and who.what.text == "party" and not who.what.quoted

    def _narrowed(self, rounds: Iterator[Round]) -> Iterator[Round]:
        """Narrow rounds to the bodies or areas of `for`. A name that is part of no party is an error (GR203)."""
        modifier = one_of(self.statement.modifiers, ast.ForBodies)
        if modifier is None:
            yield from rounds
            return
        for round_ in rounds:
            for target in self._expander.bodies(modifier.bodies, round_.env):
                self._check_party(target)
                for point, when in self._points_in(target):
                    if point == round_.point or self.draft.body_of(point) == round_.point:
                        whole = round_.when + target.when + when + self._life(point)
                        yield Round(point, round_.giver, round_.env, whole)
                    elif not round_.point:
                        yield Round(point, round_.giver, round_.env, round_.when + target.when + self._life(point))

    def _points_in(self, target: Target) -> Iterator[tuple[str, When]]:
        if target.id in self.draft.groups:
            yield from self.draft.members(target.id)
        else:
            yield target.id, ()

    def _check_party(self, target: Target) -> None:
        for point, _ in self._points_in(target):
            self._party_when(self.draft.body_of(point), target.span)

    def _party_when(self, body: str, span: Span) -> When:
        """Return the periods in which a body is a party; none are needed where the instrument has no parties."""
        if not self._parties:
            return ()
        for party, when in self._parties:
            if self.draft.body_of(party) == body:
                return when
        raise self.symbols.reports.refuse(
            Diagnostic("GR203", f"{display_of(self.draft, body)} is no party to this instrument", span,
                       f"not a party to `{self.instrument}`",
                       "name it among the parties of the instrument, or take it out here", self.id)
        )  # fmt: skip

    def _adoption(self, point: str) -> When:
        if self.is_claim:
            return ()
        own = all_of(self.statement.modifiers, ast.Adopted)
        never = [m for m in all_of(self.statement.modifiers, ast.Refs) if m.word == "not_adopted"]
        return self.adoptions.of(self.instrument, self.draft.body_of(point), own, never, self._expander)

    def _seat_of(self, holder: str, point: str) -> When | None:
        """Return the periods in which a joint committee is of a body; None if it never is; () for other holders.

        Each organ among seats must be of the body; the periods count of those that the seats cannot do without.
        """
        needed = indispensable(self.draft.recipients[holder].seats) if holder in self.draft.recipients else (holder,)
        found: When = ()
        for one in self.draft.candidates(holder):
            members = self.draft.committee_members(one) if one in self.draft.organs else None
            if members is not None:
                whens = [when for body, when in members if body == self.draft.body_of(point)]
                if not whens:
                    return None
                found += whens[0] if one in needed else ()
        return found

    def _seat_on(self, receiver: str, point: str, span: Span) -> When:
        seat = self._seat_of(receiver, point)
        if seat is None:
            body = display_of(self.draft, self.draft.body_of(point))
            raise self.symbols.reports.refuse(
                Diagnostic("GR211", f"{body} is not part of this joint committee", span, f"not a committee of {body}",
                           "delegate to a committee of the body, or add the body to the joint committee", self.id)
            )  # fmt: skip
        return seat

    # ------------------------------------------------------------------------------------------------ parts

    def _own_when(self) -> When:
        documents = self.draft.sources if self.is_claim else self.draft.instruments
        about = f"clause {self.statement.label} of {with_article(documents[self.instrument].label.display)}"
        period = period_of(
            self.statement.modifiers, Cause.CLAUSE, f"clause {self.id}", about, self.symbols, marked=False
        )
        in_force = () if self.is_claim else said(self.draft.instruments[self.instrument].in_force)
        return said(period) + in_force + self.state

    def _board(self, point: str) -> str:
        return self.draft.bodies[self.draft.body_of(point)].first_holder if point else ""

    def _life(self, thing: str) -> When:
        return self.draft.life_of(thing) if thing else ()

    def _steps_before(self, round_: Round) -> tuple[rules.Condition, ...]:
        steps = all_of(self.statement.modifiers, ast.OnlyAfter)
        return tuple(condition for step in steps for condition in self._steps(round_).before(step))

    def _duties(self, round_: Round) -> tuple[str, ...]:
        return tuple(self._steps(round_).after(duty) for duty in all_of(self.statement.modifiers, ast.DutyExpr))

    def _steps(self, round_: Round) -> Steps:
        return Steps(self._expander, round_.env, self._board(round_.point))

    def _leaves(self, expr: ast.FunctionsExpr) -> frozenset[str]:
        return leaves_of(expr, self.draft, self.symbols, self.id)

    def _wrong(self, span: Span, message: str, help_: str) -> ResolveError:
        return self.symbols.reports.refuse(
            Diagnostic("GR102", message, span, "another sort of thing is needed", help_, self.id)
        )

    def _needs_parties(self) -> ResolveError:
        return self.symbols.reports.refuse(
            Diagnostic("GR210", "this clause needs an instrument with parties", self.statement.span,
                       "for which bodies?", "name the parties in the instrument: `is an agreement of ...`", self.id)
        )  # fmt: skip


def clause_marks(statement: ast.ClauseStatement, instrument: Marks, symbols: Symbols) -> Marks:
    """Return a clause's marks: its own sources, else its instrument's; its own mark, else its instrument's."""
    own = marks_of(statement.modifiers, symbols)
    return evolve(own, sources=own.sources or instrument.sources, mark=own.mark or instrument.mark)
