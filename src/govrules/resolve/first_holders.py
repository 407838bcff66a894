"""Who exercises what is vested or reserved, where a clause says so: `exercised by WHO`.

In: the who-expression of such a clause, in one round of its `each`. Out: the first holder and the periods it rests on.
Diagnostics: GR102, GR216 and those of `expand` and `seats`. Source: docs/reference/semantics.md, 3.10.
"""

from govrules.diagnostics import Diagnostic
from govrules.model.days import When
from govrules.resolve.draft import display_of
from govrules.resolve.expand import Env, Expander
from govrules.resolve.seats import holders
from govrules.resolve.symbols import ResolveError
from govrules.source import Span
from govrules.syntax import ast


def exercised_by(expander: Expander, who: ast.Who | None, env: Env, board: str) -> tuple[str | None, When]:
    """Return those who exercise, None where nobody is named; `board` is the governing organ of the body."""
    if who is None:
        return None, ()
    found = list(holders(expander, who, env, board))
    if len(found) != 1:
        raise expander.symbols.reports.refuse(
            Diagnostic("GR216", "several stand where one must", who.span, "together, or each alone?",
                       "say `both A and B`, `all of A, B` or `any 1 of A, B`")
        )  # fmt: skip
    holder, target = found[0]
    return holder, target.when + expander.draft.holder_life(holder)


def organ_exercising(expander: Expander, who: ast.Who | None, env: Env, body: str) -> tuple[str | None, When]:
    """Return the organ of a body by which it exercises what is vested in it, None where none is named (GR102)."""
    draft = expander.draft
    holder, when = exercised_by(expander, who, env, draft.bodies[body].first_holder)
    if who is None or holder is None:
        return None, ()
    if holder not in draft.organs:
        raise _wrong(expander, who.span, "what is vested in a body is exercised by one of its organs",
                     "name a board or a committee of the body")  # fmt: skip
    members = draft.committee_members(holder)
    whens = [member_when for member, member_when in members or () if member == body]
    if not whens and (members is not None or body not in draft.organs[holder].owners):
        message = f"{display_of(draft, holder)} is no organ of {display_of(draft, body)}"
        raise _wrong(expander, who.span, message, "name a board or a committee of the body")
    return holder, when + (whens[0] if whens else ())


def _wrong(expander: Expander, span: Span, message: str, help_: str) -> ResolveError:
    return expander.symbols.reports.refuse(Diagnostic("GR102", message, span, "another sort of thing is needed", help_))
