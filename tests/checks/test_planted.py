"""Schemes as they should be, and the same with faults planted all at once: each is found, at its words."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from govrules.api import Library, load
from govrules.checks import Options, Settings
from govrules.diagnostics import Diagnostic, Severity

HERE = Path(__file__).parent / "planted"
CLEAN = {file.stem: file.read_text("utf-8") for file in sorted(HERE.glob("*.gov"))}
FAULTS = {name: yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")) for name in CLEAN}
EACH = [(name, fault) for name, faults in FAULTS.items() for fault in faults]
NAMES = [f"{name}: {fault['name']}" for name, fault in EACH]
SETTINGS = Settings(Options(as_of=date(2027, 3, 15), expiring_within=30))


def planted(name: str) -> str:
    text = CLEAN[name]
    for fault in FAULTS[name]:
        if "instead" in fault:
            old, new = fault["instead"]
            assert text.count(old) == 1, f"{fault['name']}: {old} stands {text.count(old)} times"
            text = text.replace(old, new)
        text += f"{fault['add']}\n" if "add" in fault else ""
    return text


def library(folder: Path, text: str) -> Library:
    (folder / "scheme.gov").write_text(text, "utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str]]]:
    everything = {}
    for name in CLEAN:
        of = library(tmp_path_factory.mktemp("planted"), planted(name))
        spans = [(one.code, one.span) for one in of.check(SETTINGS)]
        everything[name] = [(code, of.texts[span.path].text[span.start : span.end]) for code, span in spans if span]
    return everything


def test_there_are_thirty_in_one_and_more_than_twelve_in_the_other() -> None:
    assert len(FAULTS["cluster"]) >= 30
    assert len(FAULTS["academies"]) >= 12


@pytest.mark.parametrize(("name", "fault"), EACH, ids=NAMES)
def test_the_planted_fault_is_found_at_its_words(name: str, fault: dict, found: dict) -> None:
    assert (fault["code"], fault["words"]) in found[name]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Diagnostic, ...]]:
    return {name: library(tmp_path_factory.mktemp("clean"), text).check(SETTINGS) for name, text in CLEAN.items()}


@pytest.mark.parametrize("name", CLEAN)
def test_the_clean_original_has_nothing_wrong(name: str, clean: dict) -> None:
    assert [one.message for one in clean[name] if one.severity > Severity.NOTE] == []


@pytest.mark.parametrize(("name", "fault"), EACH, ids=NAMES)
def test_the_clean_original_does_not_have_this_fault(name: str, fault: dict, clean: dict) -> None:
    assert fault["code"] not in {one.code for one in clean[name]}
