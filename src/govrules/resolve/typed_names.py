"""Names in a typed question: who or what each stands for, or what is wrong with it.

In: names as they were typed. Out: identifiers of a scheme; what is wrong is collected, with a better spelling where one
is close. Diagnostics: GR013, GR101, GR102, GR105, GR201. Source: docs/reference/semantics.md, section 8.
"""

from collections.abc import Sequence
from typing import Any

from attrs import define, field

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import suggest
from govrules.model.scheme import Scheme
from govrules.resolve.name_table import NameTable
from govrules.resolve.typed_words import typed_span
from govrules.source import SourceText
from govrules.syntax.asked import FunctionsExpr, HolderExpr, Ref

_MOST_NAMED, _MOST_LISTED = 3, 6


@define
class TypedNames:
    """The names of one typed question; `known` says as known on which day, in words.

    `faults` are what is wrong with it; `mended` is a better spelling for what stands from one offset to another.
    """

    scheme: Scheme
    table: NameTable
    source: SourceText
    places: list[tuple[int, int, int]]
    known: str
    faults: list[Diagnostic] = field(factory=list)
    mended: dict[tuple[int, int], str] = field(factory=dict)

    def who(self, expr: HolderExpr, bodies: Sequence[Ref] = ()) -> str | None:
        """Return who a question is about: by name and owner a post or organ, by name alone also a person or a body.

        Where several boards or committees are called so, it is that of the one of `bodies` asked about.
        """
        if not isinstance(expr.owner, Ref):
            found = self.table.find(expr.name.text, "holder")
            return self.one_of(expr.name, "holder", self._organ_there(found, bodies) or found)
        owner = self.one(expr.owner, "body", "a body or cluster")
        if owner is None:
            return None
        named = self.table.find(expr.name.text, "holder")
        theirs = [id_ for id_ in named if owner in self.owners(id_)]
        if not theirs and named:
            near = self._groups_of(owner)
            owners = sorted({of for id_ in named for of in self.owners(id_)}, key=lambda of: (of not in near, of))
            of = [f"{expr.name.text} of {self.table.display(name)}" for name in owners]
            if owners[0] in near:
                where = typed_span(expr.owner.span, self.places, self.source)
                self.mended[where.start, where.end] = self.table.display(owners[0])
            span = typed_span(expr.name.span, self.places, self.source)
            problem = f'{self.table.display(owner)} has no post or organ "{expr.name.text}"'
            self.faults.append(Diagnostic("GR101", problem, span, "not one of its posts", _rather(of)))
            return None
        return self.one_of(expr.name, "holder", theirs)

    def _organ_there(self, found: list[str], bodies: Sequence[Ref]) -> list[str]:
        """Return the one of several organs that is of the body, area or group asked about; none where that is open."""
        there = self.table.find(bodies[0].text, "body") if len(bodies) == 1 else []
        if len(there) != 1 or not all(id_ in self.scheme.organs for id_ in found):
            return []
        owners = {there[0], self.scheme.body_of(there[0])}
        theirs = [id_ for id_ in found if owners.intersection(self.owners(id_))]
        return theirs if len(theirs) == 1 else []

    def group(self, expr: HolderExpr) -> str | None:
        """Return the cluster that is meant, None where something else is."""
        found = self.table.find(expr.name.text, "body") if not isinstance(expr.owner, Ref) else []
        return found[0] if len(found) == 1 and found[0] in self.scheme.groups else None

    def owners(self, id_: str) -> tuple[str, ...]:
        """Return the bodies or the cluster that a post or organ is of."""
        if id_ in self.scheme.posts:
            return (self.scheme.posts[id_].owner,)
        return self.scheme.organs[id_].owners if id_ in self.scheme.organs else ()

    def _groups_of(self, owner: str) -> set[str]:
        """Return the groups that a body is ever in, the body itself and its areas' groups among them."""
        found = {owner}
        waiting = [owner, *(self.scheme.bodies[owner].areas if owner in self.scheme.bodies else ())]
        while waiting:
            here = waiting.pop()
            above = {one.group for one in self.scheme.memberships if one.member == here} - found
            found |= above
            waiting += above
        return found

    def function(self, expr: FunctionsExpr) -> str | None:
        """Return the one function that is asked about."""
        if expr.everything or len(expr.names) != 1 or expr.exceptions:
            self.misunderstood("the question is about more than one function", "ask about one function")
            return None
        return self.one(expr.names[0], "function", "a function")

    def body(self, refs: Sequence[Ref], who: str | None = None) -> str | None:
        """Return the one body, area or cluster that is asked about; `who` is asked about with it."""
        if len(refs) != 1:
            problem = "the question does not say in which body" if not refs else "the question names several bodies"
            example = min(self.table.spelt["body"], default="BODY")
            if who is not None and self.owners(who):
                example = self.table.display(self.owners(who)[0])
            self.misunderstood(problem, f"name one body or cluster: `... in {example} ...`")
            return None
        return self.one(refs[0], "body", "a body or cluster")

    def one(self, ref: Ref, sort: str, wanted: str) -> str | None:
        """Return the one thing of a sort that is called so; `wanted` says what it should be."""
        return self.one_of(ref, sort, self.table.find(ref.text, sort), wanted)

    def one_of(
        self,
        ref: Ref,
        sort: str,
        found: list[str],
        wanted: str = "a post, person, committee, body or cluster",
    ) -> str | None:
        """Return the only one of those found, or say what is wrong with the name (GR101, GR102, GR105, GR201)."""
        if len(found) == 1:
            return self.able(found[0], ref) if sort == "holder" else found[0]
        span = typed_span(ref.span, self.places, self.source)
        if found:
            self.faults.append(
                Diagnostic("GR105", f'"{ref.text}" is the name of several things', span, "which of them is meant?",
                           "ask about " + " or ".join(f"`{self.table.typed(name)}`" for name in found[:_MOST_NAMED]))
            )  # fmt: skip
            return None
        others = self.table.others(ref.text)
        if others:
            self.faults.append(
                Diagnostic("GR102", f'"{ref.text}" is a {others[0]}, not {wanted}', span, f"{wanted} is needed here",
                           f"name {wanted}")
            )  # fmt: skip
            return None
        close = suggest(ref.text, self.table.spelt[sort])
        if close:
            self.mended[span.start, span.end] = close[0]
        declared = f"name {wanted} that the rule files declare{self.few(sort)}"
        help_ = f"did you mean {' or '.join(close)}?" if close else declared
        self.faults.append(
            Diagnostic(
                "GR101",
                f'nothing called "{ref.text}" is declared{self.known}',
                span,
                f"not the name of {wanted}",
                help_,
            )
        )
        return None

    def few(self, sort: str) -> str:
        """Return the bodies and clusters by name where they are few and one of them is wanted."""
        named = [one.label.display for table in (self.scheme.bodies, self.scheme.groups) for one in table.values()]
        if sort != "body" or not 0 < len(named) <= _MOST_LISTED:
            return ""
        *others, last = sorted(named)
        return f": {', '.join(others)} or {last}" if others else f": {last}"

    def able(self, id_: str, ref: Ref) -> str | None:
        """Return somebody who can hold a function: of a cluster only where it has one joint committee (GR201)."""
        if id_ not in self.scheme.groups or len(self.scheme.joint_committees(id_)) == 1:
            return id_
        several = self.scheme.joint_committees(id_)
        problem = f"has {len(several)} joint committees" if several else "has no joint committee"
        name = self.table.display(id_)
        self.faults.append(
            Diagnostic("GR201", f"{name} {problem} and holds nothing itself",
                       typed_span(ref.span, self.places, self.source),
                       "a cluster is no legal person", "ask about a post, a committee or a member of it")
        )  # fmt: skip
        return None

    def misunderstood(self, message: str, help_: str) -> None:
        """Say that the question as a whole cannot be answered as it is put (GR013)."""
        self.faults.append(Diagnostic("GR013", message, self.source.span(0, len(self.source.text)), "", help_))

    def once(self, several: tuple[Any, ...], message: str, help_: str) -> Any:
        """Return the one thing that may be said once, None where it is not said."""
        if len(several) > 1:
            self.misunderstood(message, help_)
        return several[0] if several else None


def _rather(names: list[str]) -> str:
    """Return the help "did you mean" for what is called so elsewhere."""
    more = " ..." if len(names) > _MOST_NAMED else ""
    return f"did you mean {' or '.join(names[:_MOST_NAMED])}{more}?"
