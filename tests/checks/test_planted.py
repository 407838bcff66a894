"""One scheme as it should be, and the same with over thirty faults planted: each is found, at its words."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from govrules.api import Library, load
from govrules.checks import Options, Settings
from govrules.diagnostics import Diagnostic, Severity

HERE = Path(__file__).parent / "planted"
CLEAN = (HERE / "clean.gov").read_text("utf-8")
FAULTS = yaml.safe_load((HERE / "faults.yaml").read_text("utf-8"))
SETTINGS = Settings(Options(as_of=date(2027, 3, 15), expiring_within=30))


def planted() -> str:
    text = CLEAN
    for fault in FAULTS:
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
def found(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    of = library(tmp_path_factory.mktemp("planted"), planted())
    spans = [(one.code, one.span) for one in of.check(SETTINGS)]
    return [(code, of.texts[span.path].text[span.start : span.end]) for code, span in spans if span]


def test_there_are_thirty() -> None:
    assert len(FAULTS) >= 30


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_the_planted_fault_is_found_at_its_words(fault: dict, found: list[tuple[str, str]]) -> None:
    assert (fault["code"], fault["words"]) in found


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Diagnostic, ...]:
    return library(tmp_path_factory.mktemp("clean"), CLEAN).check(SETTINGS)


def test_the_clean_original_has_nothing_wrong(clean: tuple[Diagnostic, ...]) -> None:
    assert [one.message for one in clean if one.severity > Severity.NOTE] == []


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_the_clean_original_does_not_have_this_fault(fault: dict, clean: tuple[Diagnostic, ...]) -> None:
    assert fault["code"] not in {one.code for one in clean}
