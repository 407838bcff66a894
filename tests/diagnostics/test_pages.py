"""Every code has a page, and the pages tell the truth: their examples are run."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from govrules.api import load
from govrules.cli import run
from govrules.diagnostics import REGISTRY, Severity, pages
from govrules.diagnostics.pages import code_of, page
from govrules.interchange import to_data, write_json
from govrules.interchange.shapes import shape_of
from govrules.model.answer import Answer
from govrules.model.scheme import Scheme
from govrules.model.things import Kind, Label

FOLDER = Path(pages.__file__).parent
FENCE = re.compile(r"^```(?P<language>\w+) ?(?P<role>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
WITHOUT_EXAMPLE = {"GR703", "GR901"}


def _word_file(here: Path) -> None:
    (here / "policies").mkdir()
    (here / "policies" / "scheme.gov").write_bytes(b"PK\x03\x04\x14\x00\x06\x00word/document.xml")


def _large_file(here: Path) -> None:
    (here / "policies").mkdir()
    (here / "policies" / "everything.gov").write_text("# a note\n" * 555_556)


def _folder(here: Path) -> None:
    (here / "policies").mkdir()


def _file(name: str, text: str) -> Callable[[Path], None]:
    def write(here: Path) -> None:
        (here / name).write_text(text, encoding="utf-8")

    return write


def _model(table: str, things: dict[str, object]) -> Callable[[Path], None]:
    return _file("scheme.json", write_json({**to_data(Scheme()), table: things}))


def _model_and_rules(here: Path) -> None:
    _model("people", {})(here)
    (here / "rules.gov").write_text('function finance "Finance".\n', encoding="utf-8")


_TEACHING = Kind("teaching-trust", Label("Teaching trust"), "trust")
DATED = (
    'term scheme-rank "Scheme" is a rank.\ninstrument scheme "Scheme of delegation" is a scheme-rank\n'
    "    from 1 April 2026 to 31 March 2027 review on 1 March 2027.\n"
)


def _dated(here: Path) -> None:
    (here / "policies").mkdir()
    (here / "policies" / "scheme.gov").write_text(DATED, encoding="utf-8")


SITUATIONS: dict[str, Callable[[Path], None]] = {
    "GR001": _word_file, "GR002": _large_file, "GR801": _folder, "GR803": lambda here: None,
    "GR804": _file("posts.yaml", "posts:\n  - {name: chair, owner: north, to: 2012-03-31, to: 2013-03-31}\n"),
    "GR805": _file("scheme.json", '{"format_version": 2, "kinds": {}}\n'),
    "GR806": _file("scheme.json", '{"format_version": 1, "kinds": {}}\n'),
    "GR807": _model("kinds", {"teaching-trust": shape_of(Kind).data(_TEACHING)}),
    "GR808": _model_and_rules,
    "GR809": _file("bodies.csv", "name,display,kid\nalder,NHS Alder,trust\n"),
    "GR810": _file("bodies.csv", "name,kind,code\nalder,trust,5.00E+01\n"),
    "GR512": _dated,
    "GR513": _dated,
    "GR812": _file("scheme.govc", '{"govrules compiled": 1, "program": "0.1'),
    "GR820": _file("govrules.toml", '[check]\nfail-om = "warning"\n'),
    "GR811": _file("people.csv", "name,display\nann-lee,Ann Lee\nann-lee,Ann Lee\n"),
}  # fmt: skip
"""What must be there before the command on a page is typed."""


def blocks(code: str) -> dict[str, str]:
    """Return the fenced blocks of a page by language and role."""
    return {f"{m['language']} {m['role']}".strip(): m["text"] for m in FENCE.finditer(page(code) or "")}


def codes_of(answer: Answer | None) -> set[str]:
    if answer is None:
        return set()
    return {notice.code for notice in answer.diagnostics}.union(*map(codes_of, answer.parts))


def found_in(text: str, folder: Path) -> tuple[set[str], set[str]]:
    """Return the codes, and the codes of errors, found in a rule file."""
    path = folder / "rules.gov"
    path.write_text(text, encoding="utf-8")
    library = load([path])
    found = [*library.check(), *(failure for result in library.test() for failure in result.failures)]
    return {one.code for one in found}, {one.code for one in found if one.severity is Severity.ERROR}


def test_registry_and_pages_are_the_same() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted(REGISTRY)


@pytest.mark.parametrize("code", sorted(REGISTRY))
def test_a_page_has_title_name_and_advice(code: str) -> None:
    text = page(code) or ""
    entry = REGISTRY[code]
    assert text.startswith(f"# {code}: {entry.title}\n\n`{entry.slug}`, a")
    assert entry.severity in text.split("\n")[2]
    assert "## What to do" in text
    assert all(len(line) <= 110 for line in text.split("\n"))


@pytest.mark.parametrize("code", sorted(set(REGISTRY) - WITHOUT_EXAMPLE))
def test_a_page_has_an_example_that_is_run(code: str) -> None:
    roles = set(blocks(code))
    assert roles in ({"gov failing", "gov mended"}, {"gov given", "question failing", "question mended"}, {"console"})


@pytest.mark.parametrize("code", [code for code in sorted(REGISTRY) if "gov failing" in blocks(code)])
def test_the_failing_example_fails_and_the_mended_one_does_not(code: str, tmp_path: Path) -> None:
    found, _ = found_in(blocks(code)["gov failing"], tmp_path)
    assert code in found
    found, errors = found_in(blocks(code)["gov mended"], tmp_path)
    assert not errors
    assert code not in found


@pytest.mark.parametrize("code", [code for code in sorted(REGISTRY) if "gov given" in blocks(code)])
def test_the_failing_question_fails_and_the_mended_one_does_not(code: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.gov"
    path.write_text(blocks(code)["gov given"], encoding="utf-8")
    library = load([path])
    failing, mended = (library.ask(blocks(code)[f"question {role}"]) for role in ("failing", "mended"))
    assert code in {one.code for one in failing.diagnostics} | codes_of(failing.answer)
    assert mended.answer is not None
    assert not mended.diagnostics
    assert code not in codes_of(mended.answer)


@pytest.mark.parametrize("code", sorted(SITUATIONS))
def test_what_the_console_shows_is_what_it_shows(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    SITUATIONS[code](tmp_path)
    prompt, _, shown = blocks(code)["console"].partition("\n")
    run(prompt.removeprefix("$ govrules ").split())
    assert "".join(capsys.readouterr()) == shown


def test_codes_and_names_are_found_in_any_case() -> None:
    assert code_of("gr101") == code_of("GR101") == code_of("Unknown-Name") == code_of("unknown name") == "GR101"
    assert page("gr101") == page("GR101")
    assert code_of("GR999") is None and page("no-such-thing") is None
