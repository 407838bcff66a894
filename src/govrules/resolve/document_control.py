"""What instruments say of themselves as documents: version, review, approvals, and which instruments they replace.

In: instrument statements, once all instruments are declared. Out: more of the draft's instruments. Promise: neither
versions nor reviews nor approvals decide anything.
Diagnostics: GR101, GR102, GR105, GR202, GR204, GR205, GR212. Source: docs/reference/semantics.md, 2.7 and 3.4.
"""

from collections.abc import Iterator
from datetime import date

from attrs import define, evolve

from govrules.diagnostics import Diagnostic
from govrules.model.days import first_day
from govrules.model.things import Approval
from govrules.resolve.draft import Draft, display_of
from govrules.resolve.expand import Expander
from govrules.resolve.instruments import Adoptions
from govrules.resolve.marks import all_of, one_of
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.source import Span
from govrules.syntax import ast


@define
class DocumentControl:
    """Reads what instruments say of themselves as documents. One with a fault is left out whole."""

    draft: Draft
    symbols: Symbols
    adoptions: Adoptions

    def enter(self, statements: list[ast.InstrumentStatement]) -> None:
        """Enter what all instruments say, until none is left that replaces one left out."""
        known = -1
        while known != len(self.draft.instruments):
            known = len(self.draft.instruments)
            for statement in statements:
                if statement.names.id.text in self.draft.instruments:
                    self._attempt(statement)
            self._refuse_circles({s.names.id.text: s for s in statements})

    def _attempt(self, statement: ast.InstrumentStatement) -> None:
        name = statement.names.id.text
        try:
            version, review = one_of(statement.modifiers, ast.Version), one_of(statement.modifiers, ast.Review)
            self.draft.instruments[name] = evolve(
                self.draft.instruments[name],
                version=version.text if version else None,
                review=self._reviewed(name, review) if review else None,
                approvals=tuple(sorted(self._approvals(name, statement), key=lambda one: (one.on, one.by))),
                replaces=tuple(sorted({old for old, _ in self._replaced(name, statement)})),
            )
        except ResolveError:
            self._drop(name)

    def _drop(self, name: str) -> None:
        self.symbols.drop(name)
        del self.draft.instruments[name], self.draft.parties[name]

    def _reviewed(self, name: str, review: ast.Review) -> date:
        made = self.draft.instruments[name].made
        if made is None or review.day >= made:
            return review.day
        raise self._refused("GR205", f"the review of `{name}` is due before it was made", review.span,
                            "before the day it was made",
                            "look both days up: `on` is the day it was made, `review on` a later one")  # fmt: skip

    def _approvals(self, name: str, statement: ast.InstrumentStatement) -> Iterator[Approval]:
        expander = Expander(self.draft, self.symbols, tuple(self.draft.parties[name]))
        for approval in (one for some in all_of(statement.modifiers, ast.Approved) for one in some.approvals):
            for target in expander.who(approval.by, {}):
                if target.sort == "own-board":
                    raise self._refused("GR105", "`board` needs to say whose it is", target.span, "of which body?",
                                        "write for instance `board of BODY`")  # fmt: skip
                if target.sort == "thing" and target.id not in self.draft.bodies:
                    raise self._refused(
                        "GR202", f"{display_of(self.draft, target.id)} is no legal person", target.span,
                        "it cannot approve anything", "name a body, an organ or a post: `board of BODY`",
                    )  # fmt: skip
                yield Approval(target.id, approval.day.day)

    def _replaced(self, name: str, statement: ast.InstrumentStatement) -> Iterator[tuple[str, Span]]:
        """Yield the instruments that one replaces: each has a party in common with it, and a day on which it ends."""
        refs = [ref for some in all_of(statement.modifiers, ast.Refs) if some.word == "supersedes" for ref in some.refs]
        for old, ref in zip(self.symbols.find_all(refs, "instrument"), refs, strict=True):
            if old == name:
                raise self._refused("GR204", f"`{name}` replaces itself", ref.span, "the instrument itself",
                                    "name the instrument whose place it takes")  # fmt: skip
            common = {*self.draft.instruments[old].parties} & {*self.draft.instruments[name].parties}
            if not common:
                raise self._refused("GR212", f"`{name}` and `{old}` have no party in common", ref.span,
                                    "ends for nobody", "name an instrument of the same bodies")  # fmt: skip
            for body in sorted(common):
                begins = first_day(self.adoptions.begins(name, body))
                if begins.latest == date.min:
                    raise self._refused(
                        "GR205", f"`{name}` replaces `{old}` from no day on", ref.span, "would end before it begins",
                        "say from which day the new one is in force: `from 1 April 2012`",
                    )  # fmt: skip
            yield old, ref.span

    def _refuse_circles(self, statements: dict[str, ast.InstrumentStatement]) -> None:
        """Report each circle once (GR204), and leave out all that are in it."""
        for start in sorted(self.draft.instruments):
            if start not in self.draft.instruments or start not in (circle := self._below(start)):
                continue
            circle = {name for name in circle if start in self._below(name)}
            names = " and ".join(f"`{name}`" for name in sorted(circle))
            self.symbols.reports.add(
                Diagnostic("GR204", f"{names} replace one another", statements[start].names.id.span,
                           "part of the circle", "take `replacing` out of the older of them")
            )  # fmt: skip
            for name in circle:
                self._drop(name)

    def _below(self, name: str) -> set[str]:
        """Return the instruments that one replaces, directly or through others."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            here = self.draft.instruments.get(waiting.pop())
            for old in here.replaces if here else ():
                if old not in found:
                    found.add(old)
                    waiting.append(old)
        return found

    def _refused(self, code: str, message: str, span: Span, label: str, help_: str) -> ResolveError:
        return self.symbols.reports.refuse(Diagnostic(code, message, span, label, help_))
