"""One layout, and never another meaning: on every rule file and example there is, and on shaken-up ones."""

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govrules.format import Formatted, MeaningChangedError, format_text, text
from govrules.format.layout import WIDTH
from govrules.format.meaning import meaning
from govrules.format.statements import RULES, STATEMENTS
from govrules.format.text import comment_of
from govrules.format.words import MODIFIERS, UnknownNodeError, rank, words
from govrules.resolve import resolve
from govrules.source import SourceText, Span
from govrules.syntax import Parsed, ast, parse_text
from govrules.syntax.cutter import cut
from govrules.syntax.grammar import load_grammar

ROOT = Path(__file__).parents[2]
LIBRARY = sorted((ROOT / "policies").rglob("*.gov"))
FILES = [*LIBRARY, *sorted((ROOT / "tests").rglob("*.gov"))]
EXAMPLES = [
    example
    for examples in yaml.safe_load((ROOT / "grammar" / "syntax_examples.yaml").read_text("utf-8"))[
        "statements"
    ].values()
    for example in examples
]
FAULTS = yaml.safe_load((ROOT / "tests" / "faults" / "faults.yaml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "reference" / "formatting.md").read_text("utf-8")
PAIR = re.compile(r"^Before:\n\n```text\n(.*?)```\n\nAfter:\n\n```text\n(.*?)```", re.MULTILINE | re.DOTALL)


@cache
def formatted(written: str) -> Formatted:
    return format_text(SourceText("test.gov", written))


@cache
def parsed(written: str) -> Parsed:
    return parse_text(SourceText("test.gov", written))


def comments(written: str) -> list[str]:
    return [comment for line in written.split("\n") if (comment := comment_of(line))]


def meanings(written: str) -> list[Any]:
    return [meaning(statement) for statement in parsed(written).statements]


def pieces(written: str) -> list[str]:
    return [written[piece.start : piece.end] for piece in cut(written, load_grammar().opening)]


# -------------------------------------------------------------------------------------------------- all that is written


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_keep_their_meaning_and_comments(path: Path) -> None:
    written = path.read_text("utf-8")
    found = formatted(written)
    assert meanings(found.text) == meanings(written)
    assert comments(found.text) == comments(written)
    assert not formatted(found.text).changed
    wide = [line for line in found.text.split("\n") if len(line) > WIDTH]
    assert all(len(re.sub(r'".*"', "", line)) < WIDTH / 2 for line in wide), "only a long text makes a line wide"


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_rule_library_is_laid_out(path: Path) -> None:
    written = path.read_text("utf-8")
    found = formatted(written).text
    changes = list(difflib.unified_diff(written.split("\n"), found.split("\n"), lineterm=""))
    assert changes == [], "run `govrules fmt policies`"


def shaken(path: Path) -> str:
    """Return a file with every statement on one line, its modifiers turned round."""
    written = path.read_text("utf-8")
    for statement in reversed(parsed(written).statements):
        span = statement.span
        head, marks = torn(written, statement)
        turned = sorted(marks, key=lambda mark: -rank(mark[0]))
        line = " ".join([head, *(said for _, said in turned)])
        written = written[: span.start] + " ".join(line.split()) + written[span.end :]
    return written


def test_the_scheme_of_the_rule_library_is_the_same() -> None:
    as_written = resolve([parsed(path.read_text("utf-8")) for path in LIBRARY])
    upset = [shaken(path) for path in LIBRARY]
    laid_out = resolve([parsed(formatted(written).text) for written in upset])
    assert [d.code for d in laid_out[1]] == [d.code for d in as_written[1]]
    for part in attrs.fields(type(as_written[0])):
        assert plain(getattr(laid_out[0], part.name)) == plain(getattr(as_written[0], part.name)), part.name


def plain(value: Any) -> Any:
    """Return a value of the model without places, and without the words of clauses."""
    if isinstance(value, Span):
        return None
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if attrs.has(type(value)):
        names = [field.name for field in attrs.fields(type(value)) if field.name != "text"]
        return [type(value).__name__, *((name, plain(getattr(value, name))) for name in names)]
    return value


@pytest.mark.parametrize("written", EXAMPLES)
def test_examples_keep_their_meaning(written: str) -> None:
    found = formatted(written)
    assert meanings(found.text) == meanings(written) != []
    assert not formatted(found.text).changed


def test_the_examples_of_the_page() -> None:
    pairs = PAIR.findall(PAGE)
    assert len(pairs) >= 5
    for before, after in pairs:
        assert formatted(before).text == after
        assert formatted(after).text == after


# -------------------------------------------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_statements_that_cannot_be_read_stay(fault: dict) -> None:
    good = "body   elm is a trust  ."
    written = f"{good}\n\n{fault['text']}\n\n{good}\n"
    found = formatted(written)
    bad = {piece for piece in pieces(written) if not parsed(piece).statements}
    assert [piece for piece in pieces(found.text) if piece in bad] == [p for p in pieces(written) if p in bad]
    assert [d.message for d in found.diagnostics] == [d.message for d in parsed(written).diagnostics]
    assert "body elm is a trust." in found.text
    assert comments(found.text) == comments(written)
    assert not formatted(found.text).changed


def test_a_faulty_statement_keeps_its_blanks_and_comments() -> None:
    faulty = "   bodie  x   is\n\n\n     # why\n  a trust.   # so \n"
    assert formatted(f"body  x is a b.\n{faulty}body  c is a d.\n").text == f"body x is a b.\n{faulty}body c is a d.\n"


def test_a_statement_whose_layout_is_too_long_to_read_stays() -> None:
    names = ",".join(f"name-{number}" for number in range(9_000))
    written = f"clause 1: each party retains {names}.\n"
    assert parsed(written).statements
    found = formatted(written)
    assert (found.text, found.changed, found.diagnostics) == (written, False, ())


@pytest.mark.parametrize("written", ["", "\n\n", " \n\t\n"])
def test_nothing_is_nothing(written: str) -> None:
    assert formatted(written).text == ""


def test_line_ends_and_byte_order_mark() -> None:
    assert (
        formatted("\ufeffbody x is a b.\r\n\r\n\r\n# c\rbody d is a e.").text
        == "body x is a b.\n\n# c\nbody d is a e.\n"
    )
    assert formatted("\ufeffbody x is a b.\n").changed


# -------------------------------------------------------------------------------------------------- lines


def laid(written: str) -> list[str]:
    return formatted(written).text.rstrip("\n").split("\n")


def test_a_statement_stands_on_one_line_up_to_the_width() -> None:
    fitting = f'body x is a trust note "{"x" * 94}".'
    assert len(fitting) == WIDTH
    assert laid(fitting) == [fitting]
    assert laid(fitting.replace('x"', 'xx"')) == [
        "body x is a trust",
        f'    note "{"x" * 95}".',
    ]


def test_a_long_list_goes_on_eight_blanks_in() -> None:
    many = ", ".join(f"function-number-{number}" for number in range(12))
    lines = laid(f"clause 1: each party delegates {many} to finance-director of north who may delegate further.")
    assert [len(line) - len(line.lstrip()) for line in lines] == [0, 8, 8, 4]
    assert all(line.endswith(",") for line in lines[:2])
    assert lines[3] == "    to finance-director of north who may delegate further."


def test_an_item_is_not_torn_from_its_brackets() -> None:
    members = ", ".join(f"member-number-{number} (from 1 June 2011 see minutes, papers)" for number in range(6))
    lines = laid(f"cluster north is a group of {members}.")
    assert all(line.count("(") == line.count(")") for line in lines)


def test_what_cannot_be_broken_after_a_comma_is_broken_between_words() -> None:
    long = "very-" * 12 + "long-name"
    lines = laid(f"clause 1: {long} of {long} delegates {long} to {long} of {long} for each {long} of {long}.")
    assert max(map(len, lines)) <= WIDTH
    assert lines[1].startswith(" " * 8)


def test_a_long_text_is_never_broken() -> None:
    note = " ".join(["word"] * 60)
    assert laid(f'body x is a b note "{note}".') == ["body x is a b", f'    note "{note}".']


def test_articles_quotation_marks_and_names_stay_as_written() -> None:
    written = 'instrument x is an "NHS agreement" of "NHS Bexley", bexley.'
    assert laid(written) == [written]
    assert laid("instrument x is an # which?\n  nhs-agreement.") == ["# which?", "instrument x is an nhs-agreement."]


def test_circumstances_go_in_pairs_or_in_lists() -> None:
    written = "clause 1: each party retains finance unless all of late, odd only if all of late only if either b or c."
    expected = "clause 1: each party retains finance only if late only if either b or c unless both late and odd."
    assert laid(written) == [expected]


def test_what_is_said_twice_keeps_its_order() -> None:
    written = 'body x is a b note "2" see d note "1" see c.'
    assert laid(written) == ['body x is a b see d see c note "2" note "1".']


# ------------------------------------------------------------------------------------------- the tables are whole


def test_every_construct_of_the_language_is_in_the_tables() -> None:
    assert set(STATEMENTS) == set(get_args(ast.Statement))
    assert set(RULES) == set(get_args(ast.Rule))
    assert {row.node for row in MODIFIERS} == set(get_args(ast.Modifier))


def test_what_the_tables_do_not_know_is_a_fault() -> None:
    @attrs.frozen
    class Strange:
        word: str = "strange"

    with pytest.raises(UnknownNodeError):
        words(Strange())
    with pytest.raises(UnknownNodeError):
        rank(Strange())


def test_a_changed_meaning_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    source = SourceText("test.gov", "# a\nbody x is a b to 1 June 2011.\nbody b is a b.\n")
    for wrong in ("# a\nbody x is a b.\nbody b is a b.\n", "# a\nbody x is a b to 1 June 2011.\n",
                  "body x is a b to 1 June 2011.\nbody b is a b.\n", "# a\nbod\nbody b is a b.\n"):  # fmt: skip
        monkeypatch.setattr(text, "_written", lambda parsed, wrong=wrong: wrong)
        with pytest.raises(MeaningChangedError):
            format_text(source)


# -------------------------------------------------------------------------------------------------- shaken up


BLANKS = st.sampled_from([" ", "  ", "\n", "\n    ", "\t", " \n\n  ", "  # why\n"])


def torn(written: str, statement: ast.Statement) -> tuple[str, list[tuple[Any, str]]]:
    """Return the sentence of a statement, and its modifiers with their words; a table or case is all sentence."""
    marks = (
        []
        if isinstance(statement, ast.LimitsStatement | ast.CaseStatement)
        else list(getattr(statement, "modifiers", ()))
    )
    end = min([statement.span.end, *(mark.span.start for mark in marks)])
    head = written[statement.span.start : end]
    return head, [(mark, written[mark.span.start : mark.span.end]) for mark in marks]


def tokens(said: str) -> Iterator[str]:
    """Yield what blanks may stand between: words, texts, and what belongs to neither."""
    whole = r"\d{1,2}\s+[A-Z][a-z]+\s+\d{4}|£[\d,.]*\d"
    yield from re.findall(rf'{whole}|"[^"]*"|[,:]|(?<=\s)\(|\)(?=[\s,)]|$)|(?:[^\s",:()]|(?<=\w)\(\w+\))+|\S', said)


STATEMENTS_TO_SHAKE = [
    *EXAMPLES,
    *(pieces(formatted("\n".join(EXAMPLES)).text)),
    *(p for path in LIBRARY for p in pieces(path.read_text("utf-8")) if "#" not in p and len(p) > 150),
]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_however_a_statement_is_written_its_layout_is_one(data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(STATEMENTS_TO_SHAKE))
    (statement,) = parsed(written).statements
    head, marks = torn(written, statement)
    shuffled = data.draw(st.permutations(marks))
    order = {sort: iter([said for mark, said in marks if rank(mark) == sort]) for sort in {rank(m) for m, _ in marks}}
    said = [next(order[rank(mark)]) for mark, _ in shuffled]
    parts = [*tokens(head), *(token for one in said for token in tokens(one)), "."]
    mixed = parts[0] + "".join(data.draw(BLANKS) + part for part in parts[1:]) + data.draw(st.sampled_from(["", "\n"]))
    found = formatted(mixed)
    assert found.diagnostics == (), mixed
    wanted = formatted(written).text
    assert re.sub(r"^ *# why\n|  # why$", "", found.text, flags=re.MULTILINE) == wanted
    assert comments(found.text) == comments(mixed)
    assert formatted(found.text).text == found.text


LINES = st.sampled_from(
    ["", " ", "# one", "   # two ", "body x is a b.", "  body  x is a\tb .  # three", "body x # four\n is a b.",
     "bodie c.", "  post x of", "\t", 'note "x', "clause 1: each party\n\n# five\n  retains finance\n.", "x. # six"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=9))
def test_lines_of_any_sort_in_any_order(lines: list[str]) -> None:
    written = "\n".join(lines)
    found = formatted(written)
    assert comments(found.text) == comments(written)
    assert meanings(found.text) == meanings(written)
    assert not formatted(found.text).changed
    assert "\n\n\n" not in found.text or found.diagnostics
    assert found.text == "" or found.text.endswith("\n")
