"""Persons whom a register of appointments names and nothing declares.

In: all files that are read together. Out: the same, the registers with a declaration of each such person at the first
cell with that name. A person written as a name (`ann-lee`) is never declared here: a misspelt one is told as unknown.
"""

from collections.abc import Sequence

from attrs import evolve

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import fold
from govrules.interchange.cells import identifier
from govrules.syntax import Parsed, ast


def declare_people(files: Sequence[Parsed], registers: frozenset[str]) -> list[Parsed]:
    """Return the files, those whose paths are in `registers` with the persons they name. Diagnostics: GR810."""
    known: set[str] = set()
    for statement in (statement for parsed in files for statement in parsed.statements):
        if isinstance(statement, ast.PersonStatement):
            names = statement.names
            texts = [names.id.text, names.display or "", *(t.text for t in (*names.aliases, *names.codes))]
            known.update(map(fold, texts))
    return [_with_people(parsed, known) if parsed.source.path in registers else parsed for parsed in files]


def _with_people(parsed: Parsed, known: set[str]) -> Parsed:
    declared: list[ast.Statement] = []
    refused: list[Diagnostic] = []
    kept: list[ast.Statement] = []
    for statement in parsed.statements:
        person = statement.person if isinstance(statement, ast.AppointmentStatement) else None
        if person is not None and person.quoted and fold(person.text) not in known:
            name = identifier(person.text)
            if not name:
                refused.append(
                    Diagnostic("GR810", f'no name can be made of "{person.text}"', person.span, "who is this?",
                               "declare the person in a rule file or a register of people, with a name")
                )  # fmt: skip
                continue
            known.add(fold(person.text))
            names = ast.Names(ast.Ref(name, False, person.span), person.text, (), ())
            declared.append(ast.PersonStatement(names, (), person.span))
        kept.append(statement)
    return evolve(parsed, statements=(*declared, *kept), diagnostics=(*parsed.diagnostics, *refused))
