"""Laws of reading again: what is remembered of a file before it was edited changes nothing of how it is read."""

import json
import os
from pathlib import Path

import pytest
import yaml
from edits import edited
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govrules.remembering import anew
from govrules.source import SourceText
from govrules.source.moving import Point, moved
from govrules.syntax import Parsed, parse, parse_text, remember
from govrules.syntax import parsed as parsed_module
from govrules.syntax.builder import Builder
from govrules.syntax.cutter import Piece, cut
from govrules.syntax.flat import UnflatError, flat, parsed_of
from govrules.syntax.grammar import load_grammar
from govrules.syntax.kept import Kept

ROOT = Path(__file__).parents[2]
EXAMPLES = [
    one
    for several in yaml.safe_load((ROOT / "grammar" / "syntax_examples.yaml").read_text("utf-8"))["statements"].values()
    for one in several
]
SAMPLE = (ROOT / "policies" / "clusters" / "sussex.gov").read_text("utf-8")
SETTINGS = settings(
    max_examples=int(os.environ.get("GOVRULES_EXAMPLES", "200")),
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)


def told(parsed: Parsed) -> str:
    """Return everything there is to a file that was read, offsets included, which do not count when two are equal."""
    return repr((parsed.statements, parsed.diagnostics, sorted(parsed.broken), parsed.unknown))


def read_anew(path: str, text: str) -> Parsed:
    with anew():
        return parse_text(SourceText(path, text))


@SETTINGS
@given(st.data())
def test_an_edited_file_is_read_as_if_for_the_first_time(data: st.DataObject) -> None:
    for text in [SAMPLE, *edited(data, SAMPLE, EXAMPLES)]:
        again = parse_text(SourceText("sussex.gov", text))
        assert told(again) == told(read_anew("sussex.gov", text))


@SETTINGS
@given(st.data())
def test_a_statement_remembered_from_another_file_is_read_as_in_its_own(data: st.DataObject) -> None:
    kept = Kept(data.draw(st.integers(1, 30)))
    for number, text in enumerate(edited(data, SAMPLE, EXAMPLES)):
        assert told(parse.read(f"{number}.gov", text, kept)) == told(read_anew(f"{number}.gov", text))


def test_every_sort_of_statement_is_moved_as_it_is_read() -> None:
    text = "\n".join(f"  {one}" for one in EXAMPLES)
    whole = read_anew("whole.gov", text)
    assert len(whole.statements) == len(EXAMPLES) > 50
    places = SourceText("whole.gov", text)
    for piece, statement in zip(cut(text, load_grammar().opening), whole.statements, strict=True):
        (alone,) = read_anew("alone.gov", text[piece.start : piece.end]).statements
        at = places.span(piece.start, piece.end)
        there = Point("whole.gov", at.start, at.line, at.column)
        assert repr(moved(alone, Point("alone.gov", 0, 1, 1), there)) == repr(statement)


def test_what_did_not_change_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, parsed = Kept(), list[str]()
    first = parse.read("a.gov", SAMPLE, kept)
    whole = parse._parse_piece

    def counted(builder: Builder, piece: Piece) -> object:
        parsed.append(builder.source.text[piece.start : piece.end])
        return whole(builder, piece)

    monkeypatch.setattr(parse, "_parse_piece", counted)
    second = [*cut(SAMPLE, load_grammar().opening)][1].start
    again = parse.read("a.gov", f"{SAMPLE[:second]}\n{SAMPLE[second:].replace(' ', '  ', 1)}", kept)
    assert [text.replace("  ", " ") for text in parsed] == [SAMPLE[second:].partition(".\n")[0] + "."]
    assert len(again.statements) == len(first.statements)


@SETTINGS
@given(st.data())
def test_a_file_written_as_plain_data_is_read_back_as_it_was(data: st.DataObject) -> None:
    for text in edited(data, SAMPLE, EXAMPLES):
        parsed = read_anew("a.gov", text)
        written = json.dumps(flat(parsed))
        assert told(parsed_of(json.loads(written), parsed.source)) == told(parsed)


def test_what_another_process_read_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join([*(f"{one[:-1]}  # a remark\n  ." for one in EXAMPLES[:9]), *EXAMPLES[9:]])
    elsewhere = read_anew("b.gov", text)
    assert len(elsewhere.statements) == len(EXAMPLES)
    monkeypatch.setattr(parsed_module, "_STATEMENTS", Kept())
    monkeypatch.setattr(parsed_module, "_FILES", {})
    remember(parsed_of(json.loads(json.dumps(flat(elsewhere))), elsewhere.source))
    monkeypatch.setattr(parse, "_parse_piece", None)
    assert told(parse_text(SourceText("b.gov", text))) == told(elsewhere)
    assert len(parse_text(SourceText("c.gov", f"# moved.\n{text}")).statements) == len(EXAMPLES)


@pytest.mark.parametrize("data", [None, 7, [], [[0], [0]], [[999], [0], []], [[0, [3]], [0], []], [[1, "x"], [0], []]])
def test_other_data_is_no_file_that_was_read(data: object) -> None:
    with pytest.raises(UnflatError):
        parsed_of(data, SourceText("a.gov", ""))


def test_only_so_much_is_remembered() -> None:
    kept = Kept(3)
    parse.read("a.gov", SAMPLE, kept)
    assert len(kept._read) == 3
