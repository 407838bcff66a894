"""Questions about facts as they are typed: who holds, answers, directs, sits, belongs, is whose officer.

In: a parsed question and its names. Out: a `FactQuestion`; what is wrong is among the faults of the names. Diagnostics:
GR013, GR101, GR102, GR105, GR201. Source: docs/reference/semantics.md, 8.5.
"""

from datetime import date

from govrules.model.facts import FactKind, FactQuestion
from govrules.resolve.typed_names import TypedNames
from govrules.syntax.questions import QuestionExpr

FACTS = {kind.value: kind for kind in FactKind}
"""The questions of the grammar that are about facts."""


def read_facts(names: TypedNames, expr: QuestionExpr, on: date | None, known: date | None) -> FactQuestion | None:
    """Return a question about facts; `who is the POST of B` is one about who holds the post."""
    kind = FACTS.get(expr.kind, FactKind.HOLDS)
    said = expr.who if expr.kind in FACTS else expr.title
    for several, what in (
        (expr.amounts, "an amount"),
        (expr.given, "what is given"),
        (expr.concerning, "whose matter"),
    ):
        if several:
            names.misunderstood(f"the question is about a fact, and names {what}", "leave that out")
    function = _function(names, expr)
    title = None
    if kind is FactKind.DESIGNATES and expr.title is not None:
        title = names.one(expr.title.name, "title", "a title such as accountable officer")
    if said is None:
        about = names.body(expr.body)
        if about is not None and kind is FactKind.MEMBERS and about not in names.scheme.groups:
            names.misunderstood(f"{names.table.display(about)} is no cluster and has no members", "name a cluster")
        return FactQuestion(kind, about, on, function, title, known) if about is not None else None
    if expr.body:
        names.misunderstood("the question names a body of its own, and the answer is for all", "leave the body out")
    about = names.group(said) if kind is FactKind.HOLDS else None
    if about is not None:
        return FactQuestion(FactKind.MEMBERS, about, on, None, None, known)
    about = names.who(said)
    if about is None:
        return None
    if kind is FactKind.HOLDS and about not in names.scheme.posts:
        names.misunderstood(
            f'"{said.name.text}" is no post, and nobody holds it', "name a post: `who holds POST of BODY`"
        )
    if kind is FactKind.SITS and not any(about in (b.id, b.first_holder) for b in names.scheme.bodies.values()):
        names.misunderstood(f'"{said.name.text}" is no board of a body', "ask `who sits as board of BODY`")
    return FactQuestion(kind, about, on, function, title, known)


def _function(names: TypedNames, expr: QuestionExpr) -> str | None:
    """Return the function that lines of account are asked about, None for all."""
    if len(expr.about) > 1:
        names.misunderstood("the question names functions twice", "ask about one function")
    return names.function(expr.about[0]) if expr.about else None
