"""All trusts of the library: every name finds its trust, every trust has an answer on every day, counts agree."""

from collections.abc import Iterator
from datetime import date

import library_sheet as sheet
import pytest
import yaml
from library_sheet import POLICIES, library, on, trusts

from govrules import reference
from govrules.model.answer import Outcome
from govrules.model.question import Question, QuestionKind
from govrules.resolve import recognise

REGISTER = yaml.load((POLICIES / "registers" / "trusts.yaml").read_text("utf-8"), yaml.BaseLoader)["bodies"]
DAYS = [date(2010, 4, 1), date(2011, 3, 1), date(2011, 6, 7), date(2012, 4, 1), date(2013, 3, 31), date(2013, 4, 1)]
SAMPLE = [
    "bassetlaw",
    "bexley",
    "city-and-hackney",
    "hertfordshire",
    "kirklees",
    "newham",
    "salford",
    "sandwell",
    "torbay",
]


def names(row: dict) -> Iterator[str]:
    """Yield the name, brand name, aliases and codes that a row of the register gives its trust."""
    yield row["name"]
    yield row["display"]
    for items in (row["also"], row["code"]):
        yield from (item["item"] if isinstance(item, dict) else item for item in items)


def test_every_statement_is_read() -> None:
    assert [d.message for d in library().diagnostics] == []
    assert [row["name"] for row in REGISTER] == trusts()


@pytest.mark.parametrize("row", REGISTER, ids=[row["name"] for row in REGISTER])
def test_every_name_and_code_finds_its_trust(row: dict) -> None:
    found = {}
    for name in names(row):
        text = f"who is accountable for safeguarding in {name} on 1 June 2011"
        question = recognise(text, library().scheme).question
        found[name] = question and (question.body, question.on)
    assert found == dict.fromkeys(names(row), (row["name"], date(2011, 6, 1)))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_trust_has_an_answer_on_every_day(day: date) -> None:
    for body, answer in sheet.answers(day).items():
        if day > date(2013, 3, 31):
            assert answer.outcome is Outcome.NO_SUCH_BODY_THEN, body
            continue
        assert answer.accountable_body is not None, body
        assert (answer.accountable_body.id, answer.accountable_body.certain) == (body, True)
        assert answer.accountable_body.first_holder == f"board@{body}"
        assert {one.post for one in answer.officers}, f"{body}: somebody is, or may be, the officer"


def test_a_trust_without_an_agreement_in_the_files_says_what_is_known_and_what_is_not() -> None:
    answer = sheet.answers(date(2011, 6, 7))["tower-hamlets"]
    assert answer.outcome is Outcome.UNDETERMINED
    assert [(o.post, o.certain) for o in answer.officers] == [
        ("chief-executive@inner-north-east-london", False),
        ("chief-executive@tower-hamlets", False),
    ]
    assert {p.kind for p in answer.open_points} == {"known-in-part", "order", "unknown-day"}
    assert [(one.seats[0].of, one.certain) for one in answer.may_exercise] == [(("board@tower-hamlets",), True)]


@pytest.mark.parametrize("day", DAYS[::2], ids=str)
@pytest.mark.parametrize("body", SAMPLE)
def test_the_reference_answers_alike(body: str, day: date) -> None:
    question = Question(QuestionKind.ACCOUNTABLE, body, sheet.FUNCTION, day)
    assert reference.answer(library().scheme, question) == library().answer(question)


# ------------------------------------------------------------------------------------------------ clusters and counts


def test_every_trust_is_in_one_cluster_on_every_day_of_its_last_two_years() -> None:
    for day in (date(2011, 6, 7), date(2012, 3, 31), date(2012, 4, 1), date(2013, 3, 31)):
        assert {trust.id: len(trust.managed) for trust in on(day)} == dict.fromkeys(trusts(), 1)


def test_london_has_six_clusters_and_then_five() -> None:
    assert sheet.counted("clusters", "nhs-london", date(2012, 3, 31)) == 6
    assert sheet.counted("clusters", "nhs-london", date(2012, 4, 1)) == 5
    merged = sheet.clusters(date(2012, 4, 1))["north-east-london-and-the-city"]
    before = sheet.clusters(date(2012, 3, 31))
    assert merged == sorted(before["inner-north-east-london"] + before["outer-north-east-london"])


def test_a_trust_across_a_boundary_is_directed_by_one_authority_and_managed_by_another() -> None:
    found = {t.id: (t.directed_by, *t.managed.values()) for t in on(date(2011, 6, 7))}
    across = {body: who for body, who in found.items() if len({*who}) > 1}
    assert across == {
        "bassetlaw": ("nhs-east-midlands", "nhs-yorkshire-and-the-humber"),
        "milton-keynes": ("nhs-south-central", "nhs-east-midlands"),
    }


def test_what_rests_on_memory_or_a_plan_says_so_in_the_answer() -> None:
    day = date(2011, 6, 7)
    for cluster, members in sheet.clusters(day).items():
        unverified = [a.about for a in sheet.answers(day)[members[0]].assumptions if a.kind == "unverified"]
        doubted = sheet.basis(cluster) in ("An early plan", "From memory")
        assert (library().scheme.groups[cluster].label.display in unverified) == doubted, cluster


def test_the_codes_of_care_trusts_tell_them() -> None:
    kinds = {row["name"]: row["kind"] for row in REGISTER}
    coded = {row["name"] for row in REGISTER if any(name.startswith("E17") for name in names(row))}
    assert {name for name, kind in kinds.items() if kind == "care-trust"} == coded
    assert len(coded) == 5


def test_published_counts_cite_sources_of_the_library() -> None:
    assert {one["source"] for one in sheet.PUBLISHED} <= library().scheme.sources.keys()


def test_the_page_of_the_library_counts_as_its_answers_do() -> None:
    assert sheet.PAGE.read_text("utf-8") == sheet.page(), "run `python tests/policies/library_sheet.py`"
