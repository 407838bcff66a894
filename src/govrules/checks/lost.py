"""What statements speak of that had to be left out, so that a check does not miss what an author wrote.

In: the faults of files, the texts, the statements and the scheme they made. Out: `Lost`. A finding that something is
missing may only follow from a fault that is told already; where a statement left out may say it, it is not told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from govrules.diagnostics import Diagnostic, Severity
from govrules.diagnostics.suggest import fold, suggest
from govrules.model.scheme import Scheme
from govrules.model.things import Label
from govrules.source import SourceText
from govrules.syntax import ast

_NAME = re.compile(r'"([^"\n]*)"|([A-Za-z][A-Za-z0-9-]*)')
_DECLARING = frozenset([
    "use", "term", "function", "source", "date", "amount", "body", "cluster", "area", "organ", "post", "person",
    "appointment", "case",
])  # fmt: skip


@frozen(slots=False)
class Lost:
    """The names in each statement left out, folded; those of rules apart from those that declare."""

    scheme: Scheme
    statements: tuple[frozenset[str], ...] = ()
    rules: tuple[frozenset[str], ...] = field(default=())

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in a statement left out."""
        return frozenset().union(*self.statements)

    def speaks_of(self, *called: Iterable[str], leaves: Iterable[str] = ()) -> bool:
        """Say whether one rule left out has a name of each of `called`, and of a function with one of the leaves."""
        if not self.rules:
            return False
        several = [{fold(name) for name in names} for names in called]
        functions = {fold(name) for leaf in leaves for name in self._functions_with(leaf)}
        return any(
            all(names & words for names in several) and (not functions or _has(words, functions))
            for words in self.rules
        )

    def holder(self, holder: str) -> list[str]:
        """Return what statements can call a post, an organ or whoever fills seats; a joint committee by its cluster."""
        scheme = self.scheme
        if holder in scheme.recipients:
            return [name for seat in scheme.recipients[holder].seats for one in seat.of for name in self.holder(one)]
        owners = scheme.organs[holder].owners if holder in scheme.organs and "@" not in holder else ()
        return [holder.partition("@")[0], *(name for owner in owners for name in (owner, *self._group(owner)))]

    def document(self, instrument: str) -> list[str]:
        """Return what statements can call a document."""
        return [instrument, self.scheme.instruments[instrument].label.display]

    def of(self, instrument: str) -> list[frozenset[str]]:
        """Return the names in each rule left out that speaks of a document."""
        called = {fold(name) for name in self.document(instrument)}
        return [words for words in self.rules if called & words]

    def titled(self, title: str) -> list[str]:
        """Return what statements can call a title, an office or another term."""
        return [title, *(_called(self.scheme.terms[title]) if title in self.scheme.terms else ())]

    def _group(self, owner: str) -> list[str]:
        return _called(self.scheme.groups[owner].label) if owner in self.scheme.groups else []

    def _functions_with(self, leaf: str) -> list[str]:
        nodes = [name for name in self.scheme.functions if leaf in self.scheme.leaves_of(name)]
        return ["everything", *nodes, *(text for name in nodes for text in _called(self.scheme.functions[name].label))]


def lost(
    faults: Iterable[Diagnostic], texts: Mapping[str, SourceText], statements: Sequence[ast.Statement], scheme: Scheme
) -> Lost:
    """Return what is left out: statements with an error in them, and clauses that lean on one of those."""
    wrong = [one.span for one in faults if one.severity is Severity.ERROR and one.span and one.span.path in texts]
    if not wrong:
        return Lost(scheme)
    from govrules.syntax import statement_spans

    left = [
        texts[path].text[span.start : span.end]
        for path in sorted({span.path for span in wrong})
        for span in statement_spans(texts[path])
        if any(one.path == path and span.start <= one.start <= span.end for one in wrong)
    ]
    made = {clause.span for clause in scheme.clauses.values()}
    for one in statements:
        spans = [one.span, *(row.span for row in one.rows)] if isinstance(one, ast.LimitsStatement) else [one.span]
        if isinstance(one, ast.Written) and made.isdisjoint(spans):
            left.append(texts[one.span.path].text[one.span.start : one.span.end])
    words = [frozenset(fold(quoted or name) for quoted, name in _NAME.findall(text)) for text in left]
    of_rules = (said for text, said in zip(left, words, strict=True) if text.split()[0] not in _DECLARING)
    return Lost(scheme, tuple(words), tuple(of_rules))


def _has(words: frozenset[str], functions: set[str]) -> bool:
    """Say whether a statement has one of some functions, by its name or a misspelling of it."""
    return bool(functions & words) or any(suggest(word, functions, most=1) for word in words)


def _called(label: Label) -> list[str]:
    return [label.display, *(text for text, _ in (*label.aliases, *label.codes))]
