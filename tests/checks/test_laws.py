"""What holds of all findings: no order decides anything, running again finds the same; and the page of all codes."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest
from test_planted import CLEAN, planted

from govrules.api import Library, load
from govrules.checks import CHECKS, Options, Settings
from govrules.diagnostics import Severity
from govrules.source import SourceText
from govrules.syntax import statement_spans

ROOT = Path(__file__).parents[2]
BASE = Path(__file__).with_name("base.gov")
SCHEMES = {
    "policies": ROOT / "policies",
    "harrowmere": ROOT / "examples" / "harrowmere",
    "mini": ROOT / "tests" / "surfaces" / "mini.gov",
}


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(library: Library) -> list[tuple[str, ...]]:
    """Return what is found, by words and not by place; of what is counted, the first is a matter of place."""
    found = []
    for one in library.check():
        words = library.texts[one.span.path].text[one.span.start : one.span.end] if one.span else ""
        counted = one.code in ("GR602", "GR603", "GR604", "GR605")
        found.append((one.code, str(one.severity), one.message, one.clause or "", "" if counted else words))
    return sorted(found)


@pytest.mark.parametrize("name", [*SCHEMES, *CLEAN])
def test_the_order_of_statements_decides_nothing(name: str, tmp_path: Path) -> None:
    source = SCHEMES.get(name, tmp_path / "planted.gov")
    if name not in SCHEMES:
        source.write_text(planted(name), "utf-8")
    files = [source] if source.is_file() else sorted(source.rglob("*.gov"))
    root = source.parent if source.is_file() else source
    for seed, folder in enumerate(("as-written", "turned", "shuffled")):
        for file in files:
            text = SourceText("x", file.read_text("utf-8"))
            statements = [text.text[span.start : span.end] for span in statement_spans(text)]
            if folder == "turned":
                statements.reverse()
            elif folder == "shuffled":
                random.Random(seed).shuffle(statements)
            target = tmp_path / folder / file.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("\n".join(statements) + "\n", "utf-8")
    first, *others = (told(load(tmp_path / folder)) for folder in ("as-written", "turned", "shuffled"))
    assert first
    for other in others:
        assert other == first


def test_running_again_finds_the_same() -> None:
    library = load(SCHEMES["mini"])
    assert library.check() == library.check() == load(SCHEMES["mini"]).check()


def test_options_change_findings_and_never_answers(tmp_path: Path) -> None:
    text = BASE.read_text("utf-8") + "clause 1 of scheme: alder delegates grants to panel.\n"
    (tmp_path / "rules.gov").write_text(text, "utf-8")
    library = load(tmp_path)
    question = "who may exercise grants in alder on 1 May 2011"
    before = library.ask(question).answer
    weights = []
    for strict in (False, True):
        found = library.check(Settings(Options(for_adoption=strict), select=("GR305",)))
        weights.append([one.severity for one in found])
    assert weights == [[Severity.NOTE], [Severity.ERROR]]
    assert library.ask(question).answer == before


def test_each_check_is_named_once_in_order() -> None:
    names = [check.__name__ for check in CHECKS]
    assert names == sorted(set(names))
    modules = {path.stem for path in (ROOT / "src" / "govrules" / "checks").glob("*.py")}
    assert modules - {"__init__", "scope", "finding", "kept", "lost"} == set(names)


def test_the_page_of_findings_is_written_from_the_registry() -> None:
    made = tool("findings_page")
    assert made.PAGE.read_text("utf-8") == made.findings_page(), "run `python tools/findings_page.py`"
