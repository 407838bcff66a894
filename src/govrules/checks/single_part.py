"""GR423: a function has a single part, and so is that part.

In: a scheme under check. Out: a note for each function with one part.
Source: docs/reference/semantics.md, 2.6: rules about a node are rules about its leaves.
"""

from collections import defaultdict
from collections.abc import Iterator

from govrules.checks.scope import Scope
from govrules.diagnostics import Diagnostic
from govrules.syntax import ast


def single_part(scope: Scope) -> Iterator[Diagnostic]:
    """Yield the functions that consist of one other."""
    parts: dict[str, list[str]] = defaultdict(list)
    for name, function in scope.scheme.functions.items():
        if function.parent is not None:
            parts[function.parent].append(name)
    for statement in scope.of(ast.FunctionStatement):
        names = parts.get(statement.names.id.text, ())
        if len(names) == 1:
            whole = statement.names.id.text
            yield Diagnostic(
                "GR423",
                f"the function `{whole}` has one part, `{names[0]}`: whatever is said of the one is said of the other",
                statement.names.id.span,
                "nothing else is in it",
                f"add a part for the rest of `{whole}`, or do without one of the two",
            )
