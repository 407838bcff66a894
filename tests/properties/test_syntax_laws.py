"""Laws of reading: it never raises, a fault stays in its own statement, and names are nothing but names."""

import os
import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govrules.api import load
from govrules.source import SourceText
from govrules.syntax import ast, parse_text
from govrules.syntax.cutter import cut
from govrules.syntax.grammar import load_grammar

ROOT = Path(__file__).parents[2]
GRAMMAR = load_grammar()
SAMPLE = (ROOT / "policies" / "clusters" / "south-east-london.gov").read_text("utf-8")
PIECES = [SAMPLE[piece.start : piece.end] for piece in cut(SAMPLE, GRAMMAR.opening)]
SETTINGS = settings(
    max_examples=300,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
WORDS = st.sampled_from(
    [*sorted(GRAMMAR.words), "bexley", "4.2(b)", "£5", "1 June 2011", '"', "(", ")", ",", ".", "\n", "#"]
)


def shape(statement: ast.Statement) -> str:
    """Return a statement without its places."""
    return re.sub(r"Span\([^)]*\)", "", repr(statement))


@SETTINGS
@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)))
def test_reading_never_raises_and_consumes_or_refuses_everything(text: str) -> None:
    parsed = parse_text(SourceText("any.gov", text))
    pieces = list(cut(text, GRAMMAR.opening))
    assert len(parsed.statements) + len(parsed.diagnostics) == len(pieces)
    for diagnostic in parsed.diagnostics:
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)


@SETTINGS
@given(st.data())
def test_a_fault_changes_no_other_statement(data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(PIECES) - 1))
    words = PIECES[index].split(" ")
    cut_at = data.draw(st.integers(0, len(words) - 1))
    stray = data.draw(st.sampled_from(["until", '"', ")", "£", "delegates delegates", "", "."]))
    keep_tail = data.draw(st.booleans())
    injured = " ".join([*words[:cut_at], stray, *(words[cut_at:] if keep_tail else [])])
    text = "\n".join([*PIECES[:index], injured, *PIECES[index + 1 :]])
    whole = [shape(s) for s in parse_text(SourceText("x.gov", "\n".join(PIECES))).statements]
    left = [shape(s) for s in parse_text(SourceText("x.gov", text)).statements]
    others = whole[:index] + whole[index + 1 :]
    assert [s for s in left if s in others] == others


def test_consistent_renaming_changes_only_names(tmp_path: Path) -> None:
    base = (ROOT / "tests" / "faults" / "base.gov").read_text("utf-8")
    base += (
        "instrument deed is an agreement of each member of north on 1 May 2011 adopted by each member of north"
        " on 2 May 2011.\nclause 1 of deed: each party delegates virement to finance-director of north up to £9 per"
        " transaction.\nclause 2 of deed: each party designates chief-executive of north as accountable-officer.\n"
    )
    one, two = tmp_path / "one.gov", tmp_path / "two.gov"
    one.write_text(base, "utf-8")
    declared = set(
        re.findall(r"^(?:term|function|source|body|cluster|area|organ|post|person|instrument) (\S+)", base, re.M)
    )
    pattern = re.compile(r"(?<![\w-])(" + "|".join(sorted(declared, key=len, reverse=True)) + r")(?![\w-])")
    parts = re.split(r'("[^"\n]*")', base)
    renamed = "".join(p if p.startswith('"') else pattern.sub(lambda found: found[1] + "-renamed", p) for p in parts)
    two.write_text(renamed, "utf-8")
    for question in ("who may exercise {} in {}", "who is accountable for {} in {} on 5 May 2011"):
        first = load(one).ask(question.format("virement", "alder")).answer
        second = load(two).ask(question.format("virement-renamed", "alder-renamed")).answer
        assert second is not None
        assert repr(second).replace("-renamed", "") == repr(first)
