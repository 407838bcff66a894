"""What sentences become: one rule for each body, with every period it rests on."""

from datetime import date
from pathlib import Path

import pytest

from govrules.api import Library, load
from govrules.model.days import Cause, OpenDay
from govrules.model.scheme import Scheme

BASE = (Path(__file__).parents[1] / "faults" / "base.gov").read_text("utf-8")
DEED = "instrument deed is an agreement of each member of north on 1 May 2011 from 1 June 2011"


def library(folder: Path, *statements: str) -> Library:
    (folder / "rules.gov").write_text(BASE + "\n".join(statements) + "\n", "utf-8")
    found = load(folder)
    assert [d.message for d in found.diagnostics] == []
    return found


def scheme(folder: Path, *statements: str) -> Scheme:
    return library(folder, *statements).scheme


def test_each_party_is_one_rule_for_each_body(tmp_path: Path) -> None:
    found = scheme(tmp_path, f"{DEED}.", "clause 1 of deed: each party delegates finance to finance-director of north.")
    assert [(d.body, d.giver, d.receiver) for d in found.delegations] == [
        ("alder", "board@alder", "finance-director@north"),
        ("birch", "board@birch", "finance-director@north"),
    ]
    assert found.delegations[0].leaves == {"virement", "accounts"}


def test_writing_each_out_changes_nothing(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    short = scheme(one, f"{DEED}.", "clause 1 of deed: each party delegates finance to finance-director of that party.")
    long = scheme(
        two,
        f"{DEED}.",
        "clause 1 of deed: alder delegates finance to finance-director of alder.",
        "clause 2 of deed: birch delegates finance to finance-director of birch.",
    )
    assert [(d.body, d.receiver, d.when) for d in short.delegations] == [
        (d.body, d.receiver, d.when) for d in long.delegations
    ]


def test_adoption_known_unknown_by_and_never(tmp_path: Path) -> None:
    found = scheme(
        tmp_path,
        f"{DEED} adopted by alder by 9 June 2011.",
        "clause 1 of deed: each party retains estates.",
        "clause 2 of deed: each party retains finance adopted by alder on 3 June 2011 not adopted by birch.",
    )
    begins = {(k.clause, k.body): next(p.begins for p in k.when if p.cause is Cause.ADOPTION) for k in found.keepings}
    by = begins["deed 1", "alder"]
    assert isinstance(by, OpenDay)
    assert (by.earliest, by.latest) == (date(2011, 5, 1), date(2011, 6, 9))
    unknown = begins["deed 1", "birch"]
    assert isinstance(unknown, OpenDay)
    assert (unknown.earliest, unknown.latest) == (date(2011, 5, 1), None)
    assert begins["deed 2", "alder"] == date(2011, 6, 3)
    assert begins["deed 2", "birch"] == date.max


def test_a_rank_without_adoption_needs_none(tmp_path: Path) -> None:
    found = scheme(tmp_path, "clause 3 of act: alder reserves estates.")
    assert all(period.cause is not Cause.ADOPTION for period in found.keepings[0].when)


def test_for_narrows_to_an_area(tmp_path: Path) -> None:
    text = "clause 1 of deed: each party delegates finance to finance-director of north for alder-east."
    found = scheme(tmp_path, f"{DEED}.", text)
    assert [d.body for d in found.delegations] == ["alder-east"]


def test_to_a_cluster_means_to_its_joint_committee(tmp_path: Path) -> None:
    found = scheme(tmp_path, f"{DEED}.", "clause 1 of deed: each party delegates finance to north.")
    assert {d.receiver for d in found.delegations} == {"joint-board@north"}


def test_membership_is_dated(tmp_path: Path) -> None:
    found = scheme(
        tmp_path,
        "cluster late is a trust-cluster of oak (from 1 July 2011 to 31 July 2011).",
        "clause 1 of report: each member of late designates chief-executive of north as accountable-officer.",
    )
    (claim,) = found.claims
    (membership,) = [p for p in claim.when if p.cause is Cause.MEMBERSHIP]
    assert (membership.begins, membership.ends) == (date(2011, 7, 1), date(2011, 8, 1))
    assert found.designations == ()


def test_quoted_names_and_codes(tmp_path: Path) -> None:
    found = scheme(tmp_path, f"{DEED}.", 'clause 1 of deed: "A1" retains "statutory accounts".')
    assert [(k.body, k.leaves) for k in found.keepings] == [("alder", frozenset({"accounts"}))]


def test_the_order_of_files_and_statements_decides_nothing(tmp_path: Path) -> None:
    statements = [s for s in BASE.replace(".\n", ".\n\x00").split("\x00") if s.strip() and not s.startswith("#")]
    statements += [f"{DEED}.\n", "clause 1 of deed: each party retains finance.\n"]
    for name, order in (("a", statements), ("b", statements[::-1])):
        (tmp_path / name).mkdir()
        for number, statement in enumerate(order):
            (tmp_path / name / f"{number:03}.gov").write_text(statement, "utf-8")
    one, two = load(tmp_path / "a"), load(tmp_path / "b")
    assert one.ok
    assert one.scheme.keepings == two.scheme.keepings
    assert one.scheme.powers == two.scheme.powers
    assert one.scheme.memberships == two.scheme.memberships


def test_revoking_and_replacing_end_a_clause_for_the_bodies_of_the_new_one(tmp_path: Path) -> None:
    found = scheme(
        tmp_path,
        f"{DEED} adopted by alder on 2 May 2011, birch by 20 June 2011.",
        "clause 1 of deed: each party delegates finance to finance-director of north who may delegate further.",
        "clause 2 of deed: alder revokes 1 from 1 August 2011.",
        "clause 3 of deed: birch delegates finance to finance-director of birch replacing 1.",
    )
    ends = {
        d.body: [p.ends for p in d.when if p.cause is Cause.ENDED] for d in found.delegations if d.clause == "deed 1"
    }
    assert ends["alder"] == [date(2011, 8, 1)]
    (replaced,) = ends["birch"]
    assert isinstance(replaced, OpenDay)
    begins = [period.begins for d in found.delegations if d.clause == "deed 3" for period in d.when]
    shared = [day for day in begins if isinstance(day, OpenDay) and day.key == replaced.key]
    assert shared, "the day that begins the one ends the other"
    assert (replaced.earliest, replaced.latest) == (date(2011, 6, 1), date(2011, 6, 20))
    assert replaced.limits == shared[0].limits == (date(2011, 5, 1), date(2011, 6, 20))
    assert [(r.clause, r.replaced, r.body) for r in found.replacements] == [("deed 3", "deed 1", "birch")]


def test_a_prohibition_is_made_for_each_party_or_those_named(tmp_path: Path) -> None:
    text = "clause 1 of deed: finance-director of north must not exercise virement for birch from 1 July 2011."
    found = scheme(tmp_path, f"{DEED}.", text)
    assert [(p.body, p.holder, p.leaves) for p in found.prohibitions] == [
        ("birch", "finance-director@north", frozenset({"virement"}))
    ]


QUESTIONS = [
    "who is accountable for virement in alder on 5 June 2011",
    "Who is accountable for Moving money between budgets in the Alder Trust on 2011-06-05?",
    "who is accountable for VIREMENT in A1 on 5th june 2011",
    'who is accountable for "moving money between budgets" in "Alder Trust" on 5 Jun 2011 ?',
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_questions_as_people_type_them(text: str, tmp_path: Path) -> None:
    reply = library(tmp_path).ask(text)
    assert [d.message for d in reply.diagnostics] == []
    assert reply.answer is not None
    question = reply.answer.question
    assert (question.function, question.body, question.on) == ("virement", "alder", date(2011, 6, 5))


def test_a_name_with_a_comma_needs_no_quotation_marks(tmp_path: Path) -> None:
    asked = library(tmp_path, 'body lime "Lime, Oak and Ash" also "Lime on Sea, North" is a trust.')
    for name in ("Lime, Oak and Ash", "lime, oak and  ash", "Lime on Sea, North"):
        reply = asked.ask(f"who is accountable for virement in {name} on 5 June 2011")
        assert reply.answer is not None, name
        assert reply.answer.question.body == "lime"


@pytest.mark.parametrize(
    ("text", "code", "help_"),
    [
        ("who is accountable for virment in alder", "GR101", "virement"),
        ("who is accountable for virement in aldr trust", "GR101", "Alder Trust"),
        ("who is accountable for alder in alder", "GR102", "function"),
        ("who is accountable for virement", "GR013", "name one body"),
        ("who is accountable for virement in alder on 31 June 2011", "GR009", "1 June 2011"),
        ("who is accountable for virement in alder for £10,00", "GR010", "£250,000"),
        ("who is accountable", "GR013", "who is accountable for FUNCTION"),
        ("who is acountable for virement in alder", "GR013", "`accountable`"),
        ("who may excercise virement in alder", "GR013", "`exercise`"),
        ("who will pay", "GR013", "who is accountable for FUNCTION"),
        ("", "GR013", "who is accountable for FUNCTION"),
        ("who is the virement of north", "GR102", "title"),
        ("who may exercise virement in alder concerning bob", "GR101", "a person or a post"),
        ("who may exercise virement in alder concerning ann-lee concerning ann-lee", "GR013", "once"),
        ("who is the accountable offcer of alder", "GR101", "Accountable officer"),
        ("who is accountable for virement in alder on 1 June 2011 on 2 June 2011", "GR013", "one day"),
    ],
)
def test_questions_that_cannot_be_answered_say_why(text: str, code: str, help_: str, tmp_path: Path) -> None:
    reply = library(tmp_path).ask(text)
    assert reply.answer is None
    assert reply.diagnostics[0].code == code
    assert help_ in reply.diagnostics[0].help
