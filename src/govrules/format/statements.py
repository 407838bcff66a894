"""Statements as groups of parts, ready to be laid out.

In: AST statements and the text they stand in. Out: groups: how the sentence begins, how it ends, the modifiers, what
the statement rests on. `STATEMENTS` and `RULES` are the tables of what is known; another class raises UnknownNodeError.
"""

import re
from collections.abc import Callable
from typing import Any

from govrules.format.layout import Group
from govrules.format.words import Place, UnknownNodeError, listed, modifiers, words
from govrules.source import SourceText
from govrules.syntax import ast

_LAST_WORD = re.compile(r"\b(an?)(?:\s|#[^\n]*\n)*\Z")


def groups_of(statement: Any, source: SourceText) -> list[Group]:
    """Return the groups of a statement, its full stop at the end of the last part; of a table, the header."""
    if type(statement) not in STATEMENTS:
        raise UnknownNodeError(f"the formatter does not know {type(statement).__name__}")
    found = STATEMENTS[type(statement)](statement, source)
    marks = getattr(statement, "modifiers", ())
    found[-1] = [*found[-1], *modifiers(marks, Place.SENTENCE)]
    found += [modifiers(marks, Place.SUBSTANCE), modifiers(marks, Place.FOOTING)]
    groups = [list(group) for group in found if group]
    if not isinstance(statement, ast.LimitsStatement):
        groups[-1][-1] += "."
    return [*groups]


# ------------------------------------------------------------------------------------------------ declarations


def _names(word: str, names: ast.Names) -> Group:
    display = [] if names.display is None else [f'"{names.display}"']
    texts = (("also", names.aliases), ("code", names.codes))
    return [f"{word} {words(names.id)}", *display, *(f"{keyword} {listed(items)}" for keyword, items in texts if items)]


def _is_a(statement: Any, sort: ast.Ref, source: SourceText) -> str:
    """Return `is a SORT` with the article the author chose: `an` goes by the ear."""
    article = _LAST_WORD.search(source.text, statement.span.start, sort.span.start)
    return f"is {article[1] if article else 'a'} {words(sort)}"


def _of(node: Any) -> list[str]:
    return [] if node is None else [f"of {words(node)}"]


def _declaration(word: str, sort: str | None, of: str | None) -> Callable[[Any, SourceText], list[Group]]:
    """Return the writer of a declaration whose kind and owner stand in the fields `sort` and `of`."""

    def write(node: Any, source: SourceText) -> list[Group]:
        kind = getattr(node, sort) if sort else None
        return [
            _names(word, node.names),
            [*([_is_a(node, kind, source)] if kind is not None else []), *_of(getattr(node, of) if of else None)],
        ]

    return write


def _cluster(node: ast.ClusterStatement, source: SourceText) -> list[Group]:
    return [_names("cluster", node.names), [_is_a(node, node.kind, source), f"of {listed(node.members)}"]]


def _appointment(node: ast.AppointmentStatement, source: SourceText) -> list[Group]:
    who = "nobody" if node.person is None else words(node.person)
    return [[f"appointment of {who}", f"to {words(node.post)}"]]


# ------------------------------------------------------------------------------------------------ clauses


def _clause(node: ast.ClauseStatement, source: SourceText) -> list[Group]:
    if type(node.rule) not in RULES:
        raise UnknownNodeError(f"the formatter does not know {type(node.rule).__name__}")
    first, *rest = RULES[type(node.rule)](node.rule)
    of = "" if node.instrument is None else f" of {words(node.instrument)}"
    return [[f"clause {node.label}{of}: {words(node.rule.who)} {first}".rstrip()], *([part] for part in rest)]


def _keeps(rule: ast.KeepsRule) -> list[str]:
    return [f"{'reserves' if rule.reserves else 'retains'} {words(rule.functions)}", *_exercised_by(rule)]


def _exercised_by(rule: ast.KeepsRule | ast.VestsRule) -> list[str]:
    return [] if rule.by is None else [f"exercised by {words(rule.by)}"]


def _answers(rule: ast.AnswersRule) -> list[str]:
    how = "answers professionally for" if rule.professionally else "answers for"
    return [f"{how} {words(rule.functions)}", f"to {words(rule.to)}"]


def _limits(node: ast.LimitsStatement, source: SourceText) -> list[Group]:
    of = "" if node.instrument is None else f" of {words(node.instrument)}"
    return [[f"limits {node.label}{of}: {words(node.who)} delegates {words(node.functions)}", words(node.measure)]]


def _case(node: ast.CaseStatement, source: SourceText) -> list[Group]:
    shows = "" if node.shows is None else f' "{node.shows}"'
    return [[f"case {node.label}{shows}:", f'"{node.question.text}"'], *([words(part)] for part in node.expected)]


def _must(rule: ast.MustRule) -> list[str]:
    return ["must" if rule.functions is None else f"must for {words(rule.functions)}", f'"{rule.text}"']


def _ought(rule: ast.Requiring) -> str:
    return "must" if rule.is_must else "should"


RULES: dict[type, Callable[[Any], list[str]]] = {
    ast.VestsRule: lambda rule: [f"is vested with {words(rule.functions)}", *_exercised_by(rule)],
    ast.DesignatesRule: lambda rule: [f"designates {words(rule.post)}", f"as {words(rule.title)}"],
    ast.KeepsRule: _keeps,
    ast.DelegatesRule: lambda rule: [f"delegates {words(rule.functions)}", f"to {words(rule.to)}"],
    ast.EmpowersRule: lambda rule: [
        f"may delegate {words(rule.functions)}",
        "to " + ", ".join(f"any {words(kind)}" for kind in rule.kinds),
    ],
    ast.ProhibitsRule: lambda rule: [f"must not exercise {words(rule.functions)}"],
    ast.ExercisesRule: lambda rule: [f"exercises {words(rule.functions)}"],
    ast.RevokesRule: lambda rule: [f"revokes {listed(rule.clauses)}"],
    ast.AnswersRule: _answers,
    ast.SitsRule: lambda rule: ["", f"sits as {words(rule.board)}"],
    ast.DeputisesRule: lambda rule: [
        "",
        f"deputises for {words(rule.post)}",
        *([f"in {words(rule.functions)}"] if rule.functions else []),
    ],
    ast.DefinesRule: lambda rule: [
        f'means "{rule.words}"' if rule.words is not None else f"means {listed(rule.posts)}"
    ],
    ast.LeadsRule: lambda rule: [f"leads {words(rule.functions)}"],
    ast.JudgesRule: lambda rule: [f"judges {listed(rule.circumstances)}"],
    ast.MustRule: _must,
    ast.HaveRule: lambda rule: [f"{_ought(rule)} have {listed(rule.names)}"],
    ast.DesignateRule: lambda rule: [f"{_ought(rule)} designate {words(rule.post)}", f"as {words(rule.title)}"],
    ast.DealRule: lambda rule: [f"{_ought(rule)} deal {'expressly ' * rule.expressly}with {words(rule.functions)}"],
    ast.DifferRule: lambda rule: [f"{_ought(rule)} be different"],
    ast.ApartRule: lambda rule: [
        f"{_ought(rule)} exercise both {words(rule.function)}",
        f"and {words(rule.other)}",
    ],
    ast.FewRule: lambda rule: [f"{_ought(rule)} be {words(rule.title)}", f"of more than {rule.most} bodies"],
    ast.EmployRule: lambda rule: [f"{_ought(rule)} employ nobody"],
}
"""What each rule says after its `who`: what stays with it on the line, then what may begin one."""

STATEMENTS: dict[type, Callable[[Any, SourceText], list[Group]]] = {
    ast.UseStatement: lambda node, source: [[f'use "{node.path}"']],
    ast.TermStatement: _declaration("term", "sort", "of"),
    ast.FunctionStatement: _declaration("function", None, "parent"),
    ast.SourceStatement: _declaration("source", "rank", None),
    ast.AmountStatement: lambda node, source: [_names("amount", node.names), [listed(node.values)]],
    ast.DayStatement: lambda node, source: [_names("date", node.names), [words(node.when)]],
    ast.BodyStatement: _declaration("body", "kind", None),
    ast.ClusterStatement: _cluster,
    ast.AreaStatement: _declaration("area", "kind", "body"),
    ast.OrganStatement: _declaration("organ", "kind", "owners"),
    ast.PostStatement: _declaration("post", None, "owners"),
    ast.PersonStatement: _declaration("person", None, None),
    ast.AppointmentStatement: _appointment,
    ast.InstrumentStatement: _declaration("instrument", "rank", "parties"),
    ast.ClauseStatement: _clause,
    ast.LimitsStatement: _limits,
    ast.CaseStatement: _case,
}
"""How the sentence of each statement is written, without its modifiers."""
