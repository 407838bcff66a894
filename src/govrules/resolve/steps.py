"""Conditions, steps before and after an act, and absences: sentences turned into circumstances and duties.

In: `only if ...`; `only after STEP`, `then STEP` and posts, in one round of a clause's `each`. Out: conditions whose
circumstances are entered among the terms, and duties in words. Diagnostics: GR101, GR102, GR216, GR217.
Source: docs/reference/semantics.md, 3.5, 3.6 and S8.
"""

import re
from collections.abc import Iterable
from itertools import count

from attrs import frozen

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import did_you_mean
from govrules.model import rules
from govrules.model.things import Label, with_article
from govrules.resolve.draft import Draft, display_of
from govrules.resolve.expand import Env, Expander
from govrules.resolve.marks import all_of
from govrules.resolve.seats import holders
from govrules.resolve.symbols import BUILT_IN, ResolveError, Symbols
from govrules.syntax import ast

WORDS = ("approval", "consultation", "notice", "ratification", "recommendation", "report")
_TAKEN = {"consultation": "has taken place", "recommendation": "has been made", "report": "has been made"}
"""What is said of a built-in step that was taken, where it is not `has been given`."""
_DUTIES = {
    ("consultation", "with"): "consult", ("notice", "to"): "give notice to", ("report", "to"): "report to",
    ("approval", "by"): "obtain approval by", ("ratification", "by"): "obtain ratification by",
    ("recommendation", "by"): "obtain a recommendation by",
}  # fmt: skip
"""What somebody must do whose duty is a step; of others it is said that they must see to it."""
TIMES = {"next-meeting": "the next meeting"}
UNITS = ("day", "days", "month", "months", "week", "weeks", "working-day", "working-days", "year", "years")


def conditions_of(modifiers: Iterable[ast.Modifier], symbols: Symbols) -> tuple[rules.Condition, ...]:
    """Return the conditions among modifiers: of each, at least one literal must be so. Diagnostics: GR101."""
    found: list[rules.Condition] = []
    for condition in all_of(modifiers, ast.Condition):
        names = symbols.find_all(condition.circumstances.refs, "circumstance")
        literals = [rules.Literal(name, condition.holds) for name in names]
        together = condition.circumstances.either == condition.holds
        found += [frozenset(literals)] if together else [frozenset([literal]) for literal in literals]
    return tuple(found)


@frozen
class Phrase:
    """How something is called: `id` as part of a name, `display` in a sentence."""

    id: str
    display: str


@frozen
class Steps:
    """Steps of one round of a clause: `env` is what `that` stands for there, `board` the first holder of the body."""

    expander: Expander
    env: Env
    board: str

    @property
    def _draft(self) -> Draft:
        return self.expander.draft

    @property
    def _symbols(self) -> Symbols:
        return self.expander.symbols

    def before(self, modifier: ast.OnlyAfter) -> tuple[rules.Condition, ...]:
        """Return the conditions of `only after`: that the step was taken, or what excuses from it."""
        taken = rules.Literal(self._taken(modifier.step))
        if modifier.unless is None:
            return (frozenset([taken]),)
        excuses = [rules.Literal(name) for name in self._symbols.find_all(modifier.unless.refs, "circumstance")]
        if modifier.unless.either:
            return (frozenset([taken, *excuses]),)
        return tuple(frozenset([taken, excuse]) for excuse in excuses)

    def after(self, modifier: ast.DutyExpr) -> str:
        """Return the duty of `then` in words, as they follow `must`: `report to the board (the sum)`."""
        step = modifier.step
        word, time, who = self._word(step.word), self._time(step), self._who(step.who)
        known = _DUTIES.get((word.id, step.preposition)) if self._is_built_in(step.word) else None
        verb = "give" if known and word.id == "notice" else "see to"
        said = f"{verb} {self._noun(step)} {step.preposition} {who.display}"
        if known is not None and step.lead is None:
            said = f"{known} {who.display}"
        return said + _of_what(step) + (f" {time.display}" if time else "")

    def consent(self, who: ast.Who) -> str:
        """Return the circumstance that somebody consents, entered among the terms."""
        phrase = self._who(who)
        plain = f"consent of {phrase.display}"
        return circumstance(f"consent-of-{phrase.id}", f"{plain} has been given", self._draft, self._symbols, plain)

    # ------------------------------------------------------------------------------------------------ parts

    def _taken(self, step: ast.StepExpr) -> str:
        """Return the circumstance that a step was taken; it can be asked about by its sentence or as a plain list."""
        word, who, time = self._word(step.word), self._who(step.who), self._time(step)
        lead = self._span(step.lead) if step.lead is not None else None
        to_whom, what = f"{step.preposition} {who.display}", _of_what(step)
        name = "-".join(
            part for part in (
                f"{word.id}-of-{lead.id}" if lead else word.id, step.preposition, who.id, _slug(step.what or ""),
                time.id if time else "",
            ) if part
        )  # fmt: skip
        plain = f"{lead.display} {word.display}" if lead else word.display
        taken = _TAKEN.get(word.id, "has been given") if self._is_built_in(step.word) else "has taken place"
        return circumstance(
            name, f"{self._noun(step)} {to_whom}{what} {taken}" + (f" {time.display}" if time else ""),
            self._draft, self._symbols, f"{plain} {to_whom}{what}" + (f", {time.display}" if time else ""),
        )  # fmt: skip

    def _noun(self, step: ast.StepExpr) -> str:
        """Return a step as a noun: `approval`, `a report`, `5 days' notice`."""
        word = self._word(step.word)
        if step.lead is not None:
            return f"{_owning(self._span(step.lead).display)} {word.display}"
        has_article = self._is_built_in(step.word) and word.id in ("recommendation", "report")
        return f"a {word.display}" if has_article else word.display

    def _word(self, ref: ast.Ref, known: tuple[str, ...] = WORDS) -> Phrase:
        """Return a step by its name: built in (`known`), or a term."""
        if not ref.quoted and ref.text in WORDS:
            return Phrase(ref.text, ref.text)
        if not ref.quoted and ref.text not in self._symbols.sort_of and ref.text not in BUILT_IN:
            close = did_you_mean(ref.text, [*known, *self._symbols.names(["step"])])
            raise self._unknown(ref, "a step", close or f"say {_or(known)}, or declare a term that is a step")
        name = self._symbols.find(ref, "step")
        return Phrase(name, _inside(self._draft.terms[name].display))

    def _is_built_in(self, ref: ast.Ref) -> bool:
        return not ref.quoted and ref.text in WORDS

    def _span(self, span: ast.TimeSpan) -> Phrase:
        unit = span.unit.text
        if span.unit.quoted or unit not in UNITS:
            raise self._unknown(span.unit, "a unit of time", did_you_mean(unit, UNITS) or f"a unit is {_or(UNITS)}")
        return Phrase(f"{span.number}-{unit}", f"{span.number} {unit.replace('-', ' ')}")

    def _time(self, step: ast.StepExpr) -> Phrase | None:
        if step.within is not None:
            span = self._span(step.within)
            return Phrase(f"within-{span.id}", f"within {span.display}")
        if step.at is None:
            return None
        if step.at.text in TIMES and not step.at.quoted:
            return Phrase(f"at-{step.at.text}", f"at {TIMES[step.at.text]}")
        word = self._word(step.at, tuple(TIMES))
        return Phrase(f"at-{word.id}", f"at {word.display}")

    def _unknown(self, ref: ast.Ref, wanted: str, help_: str) -> ResolveError:
        return self._symbols.reports.refuse(
            Diagnostic("GR101", f"there is no {wanted.removeprefix('a ')} called `{ref.text}`", ref.span,
                       f"not {wanted}", help_)
        )  # fmt: skip

    def _who(self, who: ast.Who) -> Phrase:
        if isinstance(who, ast.Each | ast.EachOf) or isinstance(getattr(who, "owner", None), ast.Each):
            raise self._symbols.reports.refuse(
                Diagnostic("GR216", "a step is taken by, to or with certain people", who.span, "how many of them?",
                           "say `all of A, B`, `any 2 of A, B`, or name a set")
            )  # fmt: skip
        ((_, _),) = holders(self.expander, who, self.env, self.board)
        return self._said(who)

    def _said(self, who: ast.Who) -> Phrase:
        """Return a who-expression in words; seats in the order of their names, so that one step has one name."""
        if not isinstance(who, ast.SeatsExpr):
            named = self.expander.set_named(who) if isinstance(who, ast.HolderExpr) else None
            if named is not None:
                plain = named.split("@")[0].replace("-", " ")
                return Phrase(_name(named), plain if named in self._draft.lists else f"the {plain}")
            ((holder, _),) = holders(self.expander, who, self.env, self.board)
            return called(holder, self._draft)
        parts = sorted((self._said(part) for part in who.parts), key=lambda part: part.id)
        ids, displays = [part.id for part in parts], [part.display for part in parts]
        if who.word in ("both", "either"):
            between = "and" if who.word == "both" else "or"
            return Phrase(f"{who.word}-" + f"-{between}-".join(ids), f"{who.word} " + f" {between} ".join(displays))
        lead = "all of" if who.word == "all" else f"any {who.count} of"
        return Phrase(f"{lead.replace(' ', '-')}-{'-'.join(ids)}", f"{lead} {', '.join(displays)}")


def absence(post: str, draft: Draft, symbols: Symbols) -> str:
    """Return the circumstance that a post is absent, entered among the terms."""
    phrase = called(post, draft)
    return circumstance(f"absence-of-{phrase.id}", f"{phrase.display} is absent", draft, symbols)


def called(holder: str, draft: Draft) -> Phrase:
    """Return how a post, an organ or a body is called in a sentence: `the Chief Executive of Kent`."""
    if holder in draft.posts:
        post = draft.posts[holder]
        return Phrase(_name(holder), f"{with_article(post.label.display)} of {display_of(draft, post.owner)}")
    if holder in draft.organs:
        organ = draft.organs[holder]
        name = organ.label.display
        plain = _inside(name)
        owners = f" of {display_of(draft, organ.owners[0])}" if len(organ.owners) == 1 else ""
        return Phrase(_name(holder), with_article(plain) + owners)
    return Phrase(_name(holder), display_of(draft, holder))


def circumstance(name: str, display: str, draft: Draft, symbols: Symbols, plain: str = "") -> str:
    """Return the circumstance of that display name, entering it; a name that means another thing gets a number.

    `plain` is what it can be asked about by, beside its sentence.
    """
    draft.looked_for += 1
    for number in count(1):
        id_ = name if number == 1 else f"{name}-{number}"
        if draft.term_sorts.get(id_) == "circumstance" and draft.terms[id_].display == display:
            return id_
        if id_ not in draft.term_sorts and id_ not in symbols.sort_of and id_ not in symbols.dropped:
            draft.terms[id_] = Label(display, ((plain, ()),) if plain else ())
            draft.term_sorts[id_] = "circumstance"
            draft.made.add(id_)
            return id_
    raise AssertionError("count never ends")


def _inside(name: str) -> str:
    """Return a display name as it stands inside a sentence."""
    return name[0].lower() + name[1:] if name[1:] == name[1:].lower() else name


def _owning(span: str) -> str:
    """Return how long before, as it stands before what it belongs to: `5 days'`, `1 month's`."""
    return span + ("'" if span.endswith("s") else "'s")


def _of_what(step: ast.StepExpr) -> str:
    return f" ({step.what})" if step.what is not None else ""


def _name(holder: str) -> str:
    return holder.replace("@", "-of-")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _or(words: tuple[str, ...]) -> str:
    *most, last = [f"`{word}`" for word in words]
    return f"{', '.join(most)} or {last}" if most else last
