"""Declarations of words: kinds, ranks, titles, offices, bases, circumstances, steps, functions, sources, people.

In: statements. Out: entries of the draft. Diagnostics: GR101, GR102, GR204, GR213.
Source: docs/reference/semantics.md, 2.1 and 2.6.
"""

from collections.abc import Mapping

from govrules.diagnostics import Diagnostic
from govrules.model import things
from govrules.model.days import Cause, When
from govrules.resolve.draft import Draft
from govrules.resolve.marks import all_of, marks_of, one_of, period_of, said
from govrules.resolve.symbols import ResolveError, Symbols
from govrules.syntax import ast

FEATURES = frozenset(["legal-personality", "employees", "enabling-powers", "complete-powers"])
DEEPEST = 50
"""Levels of a catalogue, of kinds, ranks and clusters; deeper is refused (GR213)."""
BUILT_IN_ORGANS = ("board", "committee", "joint-committee")


def label_of(names: ast.Names, symbols: Symbols, fallback: str | None = None) -> things.Label:
    """Return how people call a thing; without a display name, `fallback` or its identifier in plain words."""
    display = names.display or fallback or names.id.text.replace("-", " ").capitalize()

    def dated(texts: tuple[ast.MarkedText, ...]) -> tuple[tuple[str, When], ...]:
        return tuple(
            (t.text, said(period_of(t.marks, Cause.FACT, f"name {t.text}", f'the name "{t.text}"', symbols)))
            for t in texts
        )

    return things.Label(display, dated(names.aliases), dated(names.codes))


def refuse_circles(
    parents: Mapping[str, tuple[str, ...]], statements: Mapping[str, ast.Names], symbols: Symbols
) -> set[str]:
    """Return the names that cannot be used: those in or below a circle (GR204), and those nested too deep (GR213)."""
    depth: dict[str, int] = {}
    children: dict[str, list[str]] = {}
    missing = {name: len(set(above)) for name, above in parents.items()}
    for name, above in parents.items():
        for parent in set(above):
            children.setdefault(parent, []).append(name)
    waiting = [name for name, number in missing.items() if not number]
    waiting += [parent for parent in children if parent not in parents]
    while waiting:
        name = waiting.pop()
        depth[name] = 1 + max((depth[parent] for parent in parents.get(name, ())), default=0)
        for child in children.get(name, ()):
            missing[child] -= 1
            if not missing[child]:
                waiting.append(child)
    bad = {name for name in parents if depth.get(name, DEEPEST + 1) > DEEPEST}
    for name in sorted(bad):
        symbols.drop(name)
        if depth.get(name) == DEEPEST + 1:
            symbols.reports.add(
                Diagnostic("GR213", f"`{name}` is nested deeper than {DEEPEST} levels", statements[name].id.span,
                           "too deep", "take out levels between this and the top")
            )  # fmt: skip
    _report_circles({name: parents[name] for name in bad if name not in depth}, statements, symbols)
    return bad


def _report_circles(
    parents: Mapping[str, tuple[str, ...]], statements: Mapping[str, ast.Names], symbols: Symbols
) -> None:
    """Report each circle once (GR204), at its first name; what merely hangs below a circle is no part of it."""
    reported: set[str] = set()
    for start in sorted(parents):
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            for parent in parents.get(waiting.pop(), ()):
                if parent in parents and parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)
        if start in seen and start not in reported:
            reported |= seen
            symbols.reports.add(
                Diagnostic("GR204", f"{' and '.join(f'`{name}`' for name in sorted(seen))} stand above themselves",
                           statements[start].id.span, "part of the circle",
                           "take one of these names out of the declaration of another")
            )  # fmt: skip


def declare_terms(statements: list[ast.TermStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter kinds, ranks, titles, offices, bases, circumstances and steps."""
    kinds: dict[str, ast.TermStatement] = {}
    ranks: dict[str, ast.TermStatement] = {}
    for statement in statements:
        name = statement.names.id.text
        if statement.sort.text == "kind":
            kinds[name] = statement
        elif statement.sort.text == "rank":
            ranks[name] = statement
        elif not _plain_term(statement, draft, symbols):
            symbols.drop(name)
    _ranks(ranks, draft, symbols)
    _kinds(kinds, draft, symbols)


def _plain_term(statement: ast.TermStatement, draft: Draft, symbols: Symbols) -> bool:
    name, sort = statement.names.id.text, statement.sort.text
    if sort not in ("title", "office", "basis", "circumstance", "step"):
        symbols.reports.add(
            Diagnostic("GR102", f"`{sort}` is no sort of word", statement.sort.span, "not a kind, rank, title ...",
                       "say what the word is: a `kind`, `rank`, `title`, `office`, `basis`, `circumstance` or `step`")
        )  # fmt: skip
        return False
    try:
        draft.terms[name] = label_of(statement.names, symbols)
    except ResolveError:
        return False
    draft.term_sorts[name] = sort
    return True


def _ranks(statements: dict[str, ast.TermStatement], draft: Draft, symbols: Symbols) -> None:
    above: dict[str, tuple[str, ...]] = {}
    features: dict[str, set[str]] = {}
    labels: dict[str, things.Label] = {}
    for name, statement in statements.items():
        try:
            labels[name] = label_of(statement.names, symbols)
            refs = [ref for m in all_of(statement.modifiers, ast.Refs) if m.word == "below" for ref in m.refs]
            above[name] = symbols.find_all(refs, "rank")
            having = [ref for m in all_of(statement.modifiers, ast.Refs) if m.word == "having" for ref in m.refs]
            for ref in having:
                if ref.text not in ("adoption", "advisory"):
                    raise _no_feature(ref, "a rank", "`adoption` and `advisory`", symbols)
                features.setdefault(name, set()).add(ref.text)
        except ResolveError:
            symbols.drop(name)
    bad = refuse_circles(above, {name: s.names for name, s in statements.items()}, symbols)
    for name in above.keys() - bad:
        has = features.get(name, set())
        below = tuple(sorted(above[name]))
        draft.ranks[name] = things.Rank(name, labels[name], below, "adoption" in has, "advisory" in has)


def _no_feature(ref: ast.Ref, of: str, known: str, symbols: Symbols) -> ResolveError:
    return symbols.reports.refuse(
        Diagnostic("GR102", f"`{ref.text}` is no feature of {of}", ref.span, "not a feature", f"features are {known}")
    )


def _kinds(statements: dict[str, ast.TermStatement], draft: Draft, symbols: Symbols) -> None:
    parents: dict[str, tuple[str, ...]] = {}
    for name, statement in statements.items():
        try:
            parents[name] = (symbols.find(statement.of, "kind"),) if statement.of else ()
        except ResolveError:
            symbols.drop(name)
    bad = refuse_circles(parents, {name: s.names for name, s in statements.items()}, symbols)

    def build(name: str) -> None:
        if name in draft.kinds or name in bad or name not in parents:
            return
        for parent in parents[name]:
            build(parent)
        try:
            draft.kinds[name] = _kind(statements[name], parents[name], draft, symbols, parents)
        except ResolveError:
            symbols.drop(name)

    for name in sorted(parents):
        build(name)


def _is_organ_kind(name: str, parents: Mapping[str, tuple[str, ...]]) -> bool:
    while name not in BUILT_IN_ORGANS:
        if not parents.get(name):
            return False
        name = parents[name][0]
    return name == "board"


def _kind(
    statement: ast.TermStatement,
    parents: tuple[str, ...],
    draft: Draft,
    symbols: Symbols,
    all_parents: Mapping[str, tuple[str, ...]],
) -> things.Kind:
    inherited = draft.kinds.get(parents[0]) if parents else None
    features = set(inherited.features) if inherited else set()
    organ = inherited.governing_organ if inherited else None
    titles = list(inherited.titles) if inherited else []
    for modifier in all_of(statement.modifiers, ast.Refs):
        for ref in modifier.refs if modifier.word == "having" else ():
            name = ref.text
            if not ref.quoted and name in FEATURES:
                features |= {name, "enabling-powers"} if name == "complete-powers" else {name}
            elif not ref.quoted and _is_organ_kind(name, all_parents):
                organ = name
            else:
                titles.append(symbols.find(ref, "title", "feature"))
    label = label_of(statement.names, symbols)
    parent = parents[0] if parents else None
    return things.Kind(statement.names.id.text, label, parent, frozenset(features), organ, tuple(sorted(set(titles))))


def declare_functions(statements: list[ast.FunctionStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter the function catalogue."""
    parents: dict[str, tuple[str, ...]] = {}
    found: dict[str, things.Function] = {}
    for statement in statements:
        name = statement.names.id.text
        try:
            parents[name] = (symbols.find(statement.parent, "function"),) if statement.parent else ()
            words = {flag.word for flag in all_of(statement.modifiers, ast.Flag)}
            found[name] = things.Function(
                name,
                label_of(statement.names, symbols),
                parents[name][0] if parents[name] else None,
                "statutory" in words,
                "non-delegable" not in words,
                marks_of(statement.modifiers, symbols),
            )
        except ResolveError:
            symbols.drop(name)
    bad = refuse_circles(parents, {s.names.id.text: s.names for s in statements}, symbols)
    kept = {name: function for name, function in found.items() if name not in bad}
    draft.functions.update(_rooted(kept, symbols))


def _rooted(found: dict[str, things.Function], symbols: Symbols) -> dict[str, things.Function]:
    """Leave out functions whose parent was refused, and those below them."""
    while True:
        lost = [name for name, function in found.items() if function.parent and function.parent not in found]
        if not lost:
            return found
        for name in lost:
            symbols.drop(name)
            del found[name]


def declare_sources(statements: list[ast.SourceStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter sources; must follow ranks."""
    for statement in statements:
        name = statement.names.id.text
        words = {modifier.word: modifier.text for modifier in all_of(statement.modifiers, ast.Words)}
        published = one_of(statement.modifiers, ast.MadeOn)
        try:
            draft.sources[name] = things.Source(
                name,
                label_of(statement.names, symbols),
                symbols.find(statement.rank, "rank") if statement.rank else None,
                words.get("publisher"),
                published.day if published else None,
                words.get("address"),
            )
        except ResolveError:
            symbols.drop(name)


def declare_people(statements: list[ast.PersonStatement], draft: Draft, symbols: Symbols) -> None:
    """Enter persons."""
    for statement in statements:
        name = statement.names.id.text
        try:
            draft.people[name] = things.Person(name, label_of(statement.names, symbols))
        except ResolveError:
            symbols.drop(name)
