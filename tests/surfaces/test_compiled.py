"""Compiled files and the cache: the same answers, byte for byte, without reading a rule file; and never a stale one."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import fields
from harness import MINI, ON, ROOT, Captured, environment, govrules, stand_in
from test_cold_start import imported, run_of

from govrules.api import Library, load
from govrules.model.scheme import Scheme
from govrules.render.data import answer_data
from govrules.syntax import parse, parsed
from govrules.syntax.builder import Builder
from govrules.syntax.cutter import Piece
from govrules.syntax.kept import Kept
from govrules.workspace import cache, understanding

QUESTIONS = (
    f"who is accountable for land in NHS Bexley {ON}",
    "who may exercise virement in NHS Bexley for £20,000",
    f"who may exercise virement in NHS Bexley {ON}",
    f"why may the Director of Finance of NHS South East London not exercise land in NHS Bexley {ON}",
    f"what does NHS Bexley retain {ON}",
    f"what may the Chief Executive of NHS South East London exercise {ON}",
    f"who is the accountable officer of NHS South East London {ON}",
    f"who is the Director of Finance of NHS South East London {ON}",
    f"which bodies are members of NHS South East London {ON}",
    "when did the accountable officer of NHS Bexley change",
    f"who is accountable for virement in NHS Bexley {ON} as known on 1 April 2011",
    f"who is accountable for virements in NHS Bexley {ON}",
    f"who is accountable for land in NHS Bromsley {ON}",
    "who is accountable for land in NHS Bexley on 31 June 2011",
)
ASKED = QUESTIONS[0]
FORMS = ((), ("--why",), ("--format", "json"), ("--format", "markdown"))
FAULTY = (
    MINI + 'clause 9.9 of sel-agreement: each party delegates nonsense to chief-executive of sel.\nbody "no name".\n'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the small scheme, the cache turned on and empty."""
    monkeypatch.delenv("GOVRULES_NO_CACHE", raising=False)
    monkeypatch.setenv("GOVRULES_CACHE_DIR", str(tmp_path / "kept"))
    return stand_in(tmp_path, monkeypatch)


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "kept").glob("*.govc"))


def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have it fail that a rule file is resolved."""

    def fail(*_: object) -> None:
        raise AssertionError("rule files were read")

    monkeypatch.setattr(understanding, "understand", fail)


def age(path: Path, seconds: int = 60) -> None:
    """Have a file look as if it were written earlier."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - seconds * 10**9))


# ------------------------------------------------------------------------------------------------ the same answers


def told(library: Library, question: str) -> tuple[str, str, str]:
    """Return everything that can be told of a question: text, derivation, JSON."""
    reply = library.ask(question)
    if reply.listing is not None:
        return str(reply), reply.listing.json(), reply.listing.csv()
    data = answer_data(reply.answer, reply.scheme) if reply.answer and reply.scheme else None
    return str(reply), reply.explain(), json.dumps(data, ensure_ascii=False)


def policies_and_questions() -> tuple[Library, Sequence[str]]:
    library = load(ROOT / "policies")
    asked = sorted({case.asked for case in library.cases})
    return library, [*asked[::2], "who is the accountable officer of NHS Bexley", "what does NHS Kent retain"]


def test_the_national_library_answers_alike_when_compiled(tmp_path: Path) -> None:
    library, questions = policies_and_questions()
    (tmp_path / "scheme.govc").write_bytes(library.compile())
    compiled = load(tmp_path / "scheme.govc")
    for field in fields(Scheme):
        before, after = getattr(library.scheme, field.name), getattr(compiled.scheme, field.name)
        assert list(before.items() if field.name in MAPPINGS else before) == list(
            after.items() if field.name in MAPPINGS else after
        )
    assert (compiled.diagnostics, list(compiled.texts)) == (library.diagnostics, list(library.texts))
    assert len(questions) > 10
    for question in questions:
        assert told(compiled, question) == told(library, question)


MAPPINGS = {field.name for field in fields(Scheme) if isinstance(getattr(Scheme(), field.name), dict)}


@pytest.mark.parametrize("example", sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir()))
def test_each_example_answers_alike_when_compiled(example: str, tmp_path: Path) -> None:
    library = load(ROOT / "examples" / example)
    (tmp_path / "scheme.govc").write_bytes(library.compile())
    compiled = load(tmp_path / "scheme.govc")
    questions = sorted({case.asked for case in library.cases})
    assert compiled.cases == library.cases
    for question in questions[:12]:
        assert told(compiled, question) == told(library, question)


@pytest.mark.parametrize("rules", [MINI, FAULTY], ids=["whole", "with errors"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_second_question_is_answered_alike_without_reading(
    rules: str, question: str, folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "policies" / "mini.gov").write_text(rules, encoding="utf-8")
    cold = [govrules(capsys, "ask", question, *form, "--no-cache") for form in FORMS]
    assert kept(folder) == []
    govrules(capsys, "ask", question)
    assert len(kept(folder)) == 1
    no_reading(monkeypatch)
    assert [govrules(capsys, "ask", question, *form) for form in FORMS] == cold


@pytest.mark.parametrize("command", ["check", "test", "export", "graph --on 2011-06-01", "matrix --on 2011-06-01"])
def test_every_command_says_the_same_of_a_compiled_file(command: str, folder: Path, capsys: Captured) -> None:
    assert govrules(capsys, "compile", "policies", "-o", "scheme.govc") == (0, "wrote scheme.govc\n", "")
    name, *options = command.split()
    cold = govrules(capsys, name, *options, "policies", "--no-cache")
    assert govrules(capsys, name, *options, "scheme.govc") == cold
    assert govrules(capsys, name, *options, "policies") == cold == govrules(capsys, name, *options, "policies")


def test_an_answer_from_a_compiled_file_needs_no_rule_files(folder: Path, capsys: Captured) -> None:
    cold = [govrules(capsys, "ask", question, "policies/mini.gov") for question in QUESTIONS]
    govrules(capsys, "compile", "policies/mini.gov", "-o", "scheme.govc")
    (folder / "policies" / "mini.gov").unlink()
    assert [govrules(capsys, "ask", question, "scheme.govc") for question in QUESTIONS] == cold


def test_the_same_files_compile_to_the_same_bytes(folder: Path) -> None:
    first = load("policies").compile()
    age(folder / "policies" / "mini.gov")
    assert load("policies").compile() == first
    (folder / "scheme.govc").write_bytes(first)
    assert load("scheme.govc").compile() == first


def test_errors_are_told_when_compiling(folder: Path, capsys: Captured) -> None:
    (folder / "policies" / "mini.gov").write_text(FAULTY, encoding="utf-8")
    code, out, err = govrules(capsys, "compile", "-o", "scheme.govc")
    assert (code, out) == (0, "wrote scheme.govc\n")
    assert "2 errors in the rule files; the compiled file leaves those statements out" in err


# ------------------------------------------------------------------------------------------------ what is not imported


def test_asking_what_was_compiled_imports_nothing_heavy(folder: Path, capsys: Captured) -> None:
    govrules(capsys, "compile", "policies", "-o", "scheme.govc")
    for options in FORMS:
        assert not imported(run_of("ask", ASKED, "scheme.govc", *options)) & (NOT_FOR_ASKING | {"tomllib", "hashlib"})


def test_asking_rule_files_again_imports_nothing_heavy(folder: Path, capsys: Captured) -> None:
    govrules(capsys, "ask", ASKED)
    for options in FORMS:
        assert not imported(run_of("ask", ASKED, *options)) & NOT_FOR_ASKING


def test_checking_rule_files_again_parses_nothing(folder: Path, capsys: Captured) -> None:
    cold = govrules(capsys, "check", "--no-cache")
    govrules(capsys, "check")
    assert govrules(capsys, "check") == cold
    again = f"from govrules.cli import run\nassert run(['check']) == {cold[0]}"
    assert not imported(again) & {"lark", "govrules.syntax.parse", "govrules.syntax.grammar"}


def test_after_a_change_only_the_changed_statement_is_parsed(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = folder / "policies" / "mini.gov"
    govrules(capsys, "check")
    rules.write_text(
        "# a line more.\n" + rules.read_text("utf-8").replace("NHS Bexley", "NHS Bexloo"), encoding="utf-8"
    )
    cold = govrules(capsys, "check", "--no-cache")
    monkeypatch.setattr(parsed, "_STATEMENTS", Kept())
    monkeypatch.setattr(parsed, "_FILES", {})
    words: list[str] = []
    whole = parse._parse_piece

    def counted(builder: Builder, piece: Piece) -> object:
        words.append(builder.source.text[piece.start : piece.end])
        return whole(builder, piece)

    monkeypatch.setattr(parse, "_parse_piece", counted)
    assert govrules(capsys, "check") == cold
    assert words and all("Bexloo" in one for one in words)


NOT_FOR_ASKING = {
    "lark", "networkx", "yaml", "rich", "cattrs", "jsonschema", "asyncio", "importlib.metadata", "importlib.resources",
    "tempfile", "decimal", "difflib", "multiprocessing", "sqlite3", "pickle",
    "govrules.syntax.ast", "govrules.syntax.parts", "govrules.syntax.grammar", "govrules.syntax.parse",
    "govrules.resolve.scheme", "govrules.resolve.history", "govrules.resolve.fact_questions",
    "govrules.model.facts", "govrules.model.reverse", "govrules.engine.facts", "govrules.engine.reverse",
    "govrules.checks", "govrules.diff", "govrules.format", "govrules.picture", "govrules.reference",
}  # fmt: skip
"""What no question about one function needs that is answered from what was compiled."""


# ------------------------------------------------------------------------------------------------ staleness


def answers_anew(capsys: Captured, folder: Path) -> bool:
    """Say whether a question is answered from the files; the answer is the right one in any case."""
    cold = govrules(capsys, "ask", ASKED, "--no-cache")
    reads: list[object] = []
    whole = understanding.understand
    understanding.understand = lambda files: (reads.append(files), whole(files))[1]  # type: ignore[func-returns-value]
    try:
        assert govrules(capsys, "ask", ASKED) == cold
    finally:
        understanding.understand = whole
    return bool(reads)


def test_a_changed_file_is_read_again(folder: Path, capsys: Captured) -> None:
    rules = folder / "policies" / "mini.gov"
    assert answers_anew(capsys, folder) and not answers_anew(capsys, folder)
    rules.write_text(rules.read_text("utf-8").replace("NHS Bexley", "NHS Bexloo"), encoding="utf-8")
    assert answers_anew(capsys, folder) and not answers_anew(capsys, folder)


def test_a_change_that_leaves_size_and_time_alone_is_noticed_by_the_hash(folder: Path, capsys: Captured) -> None:
    rules = folder / "policies" / "mini.gov"
    assert answers_anew(capsys, folder)
    status = rules.stat()
    rules.write_text(rules.read_text("utf-8").replace("Bexley", "Yelxeb"), encoding="utf-8")
    os.utime(rules, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert rules.stat().st_size == status.st_size
    assert answers_anew(capsys, folder)


def test_a_file_that_was_touched_and_not_changed_is_not_read_again(folder: Path, capsys: Captured) -> None:
    age(folder / "policies" / "mini.gov")
    assert answers_anew(capsys, folder)
    age(folder / "policies" / "mini.gov", -30)
    assert not answers_anew(capsys, folder)


def test_a_file_that_comes_or_goes_is_noticed(folder: Path, capsys: Captured) -> None:
    assert answers_anew(capsys, folder)
    (folder / "policies" / "more.gov").write_text('function parks "Parks".\n', encoding="utf-8")
    assert answers_anew(capsys, folder) and not answers_anew(capsys, folder)
    (folder / "policies" / "more.gov").unlink()
    assert answers_anew(capsys, folder)


def test_a_change_in_an_imported_file_is_noticed(folder: Path, capsys: Captured) -> None:
    (folder / "policies" / "mini.gov").write_text(f'use "../words.gov".\n{MINI}', encoding="utf-8")
    (folder / "words.gov").write_text('function parks "Parks".\n', encoding="utf-8")
    assert answers_anew(capsys, folder) and not answers_anew(capsys, folder)
    (folder / "words.gov").write_text('function parks "Parks and woods".\n', encoding="utf-8")
    assert answers_anew(capsys, folder)


def test_the_project_file_decides_what_is_read(folder: Path, capsys: Captured) -> None:
    assert answers_anew(capsys, folder)
    (folder / "other").mkdir()
    (folder / "other" / "mini.gov").write_text(MINI.replace("NHS Bexley", "NHS  Bexley"), encoding="utf-8")
    (folder / "govrules.toml").write_text('paths = ["other"]\n', encoding="utf-8")
    assert answers_anew(capsys, folder)


def test_another_state_of_the_program_uses_nothing_of_it(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answers_anew(capsys, folder)
    monkeypatch.setattr(cache, "_program", lambda: "another")
    assert answers_anew(capsys, folder)


# ------------------------------------------------------------------------------------------------ damage


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "foreign", "another version", "a folder"])
def test_a_damaged_file_in_the_cache_is_as_good_as_none(damage: str, folder: Path, capsys: Captured) -> None:
    assert answers_anew(capsys, folder)
    (file,) = kept(folder)
    content = file.read_bytes()
    if damage == "a folder":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(damaged(content)[damage])
    assert answers_anew(capsys, folder)
    assert damage == "a folder" or not answers_anew(capsys, folder)


def damaged(content: bytes) -> dict[str, bytes]:
    at = content.index(b"NHS Bexley")
    return {
        "empty": b"",
        "cut": content[:-9],
        "changed": content[:at] + b"NHS Becksl" + content[at + 10 :],
        "foreign": b"\x80\x04\x95 not ours",
        "another version": content.replace(b'"program": "', b'"program": "9', 1),
    }


@pytest.mark.parametrize("damage", ["cut", "changed", "another version"])
def test_a_damaged_file_that_is_named_is_refused(damage: str, folder: Path, capsys: Captured) -> None:
    (folder / "scheme.govc").write_bytes(damaged(load("policies").compile())[damage])
    code, out, err = govrules(capsys, "ask", ASKED, "scheme.govc")
    assert (code, out) == (2, "")
    assert err.startswith("error[GR812]: the compiled file scheme.govc cannot be used: ")


def test_a_compiled_file_stands_alone(folder: Path, capsys: Captured) -> None:
    govrules(capsys, "compile", "-o", "scheme.govc")
    code, out, err = govrules(capsys, "ask", ASKED, "scheme.govc", "policies")
    assert (code, out) == (2, "")
    assert "error[GR808]: the compiled file scheme.govc is read together with other files" in err


def test_a_compiled_file_runs_nothing(folder: Path) -> None:
    """Whatever stands in its place is data: a number that is no row is refused, and a class cannot be named."""
    content = load("policies").compile()
    assert b"import" not in content.split(b"\n", 1)[0] and b"__" not in content


# ------------------------------------------------------------------------------------------------ the folder


def test_nothing_is_kept_where_the_environment_says_so(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVRULES_NO_CACHE", "1")
    govrules(capsys, "ask", ASKED)
    assert kept(folder) == []


def test_a_cache_that_cannot_be_written_is_done_without(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("GOVRULES_CACHE_DIR", str(folder / "file"))
    assert govrules(capsys, "ask", ASKED) == govrules(capsys, "ask", ASKED, "--no-cache")


def test_files_that_cannot_be_read_are_not_kept(folder: Path, capsys: Captured) -> None:
    (folder / "policies" / "mini.gov").write_text('use "nowhere.gov".\n' + MINI, encoding="utf-8")
    assert govrules(capsys, "check")[0] == 1
    assert kept(folder) == []


def test_the_cache_says_where_it_is_and_can_be_emptied(folder: Path, capsys: Captured) -> None:
    assert govrules(capsys, "cache", "path") == (0, f"{folder / 'kept'}\n", "")
    assert govrules(capsys, "cache", "clean") == (0, "deleted 0 compiled files\n", "")
    govrules(capsys, "ask", ASKED)
    assert govrules(capsys, "cache", "clean") == (0, "deleted 1 compiled file\n", "")
    assert kept(folder) == []


def test_the_folder_is_the_one_for_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVRULES_CACHE_DIR", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.cache_folder() == tmp_path / "govrules"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.cache_folder() == tmp_path / ".cache" / "govrules"


def test_what_was_written_longest_ago_makes_room(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_MOST", 1)
    govrules(capsys, "ask", ASKED)
    (first,) = kept(folder)
    age(first)
    govrules(capsys, "ask", ASKED, "policies/mini.gov")
    (second,) = kept(folder)
    assert second != first


def test_several_programs_at_once_answer_alike(folder: Path) -> None:
    program = [sys.executable, "-m", "govrules", "ask", ASKED]
    running = [subprocess.Popen(program, stdout=subprocess.PIPE, env=environment()) for _ in range(4)]
    answers = {process.communicate()[0] for process in running}
    assert len(answers) == 1 and b"NHS Bexley is accountable" in answers.pop()
    assert {process.returncode for process in running} == {0}
    assert [path.suffix for path in (folder / "kept").iterdir()] == [".govc"]
