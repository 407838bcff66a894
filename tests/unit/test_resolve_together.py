"""Seats, ranges, tables, sets, steps, deputies and exceptions: what the sentences become in the model."""

from datetime import date
from pathlib import Path

import pytest
from test_resolve import BASE, DEED, scheme

from govrules.api import load
from govrules.model.days import Cause, Mark
from govrules.model.rules import Limit, Literal
from govrules.model.scheme import Scheme
from govrules.model.things import Recipient, Seat
from govrules.resolve import recognise
from govrules.resolve.filling import can_be_filled, indispensable, normal

CE, FD, FDA, FDB = (
    "chief-executive@north",
    "finance-director@north",
    "finance-director@alder",
    "finance-director@birch",
)
TERMS = (
    "term urgent is a circumstance.",
    "term within-budget is a circumstance.",
    'term call-in "Call-in" is a step.',
)


def deed(folder: Path, *clauses: str) -> Scheme:
    return scheme(folder, *TERMS, f"{DEED} adopted by each member of north on 2 May 2011.", *clauses)


def received(folder: Path, who: str) -> str:
    """Return the one receiver for Alder of a clause that delegates to `who`."""
    found = deed(
        folder,
        "clause 1 of deed: chiefs means chief-executive of north, finance-director of each member of north.",
        'clause 2 of deed: managers means "the managers of appendix 2".',
        f"clause 3 of deed: each party delegates finance to {who}.",
    )
    return next(d.receiver for d in found.delegations if d.body == "alder")


@pytest.mark.parametrize(
    ("who", "id_"),
    [
        ("either chief-executive of north or finance-director of north", f"any 1 of {CE}, {FD}"),
        ("any 1 of finance-director of north, chief-executive of north", f"any 1 of {CE}, {FD}"),
        ("both finance-director of north and chief-executive of north", f"{CE} + {FD}"),
        ("all of finance-director of north, chief-executive of north", f"{CE} + {FD}"),
        ("any 2 of finance-director of north, chief-executive of north", f"{CE} + {FD}"),
        (
            "both either chief-executive of north or finance-director of north and any 1 of finance-director of north,"
            " chief-executive of north",
            f"{CE} + {FD}",
        ),
        ("any 1 of chiefs", f"any 1 of {CE}, {FDA}, {FDB}"),
        ("any 1 of chiefs of deed, board", f"any 1 of board@alder, {CE}, {FDA}, {FDB}"),
        ("all of chiefs", f"{CE} + {FDA} + {FDB}"),
        ("any 3 of chiefs", f"{CE} + {FDA} + {FDB}"),
        (
            "both any 1 of chiefs and either finance-director of north or managers",
            f"any 1 of {CE}, {FDA}, {FDB} + any 1 of {FD}, managers@deed",
        ),
        ("both any 1 of chiefs and any 1 of chiefs", f"any 2 of {CE}, {FDA}, {FDB}"),
        ("any 1 of chief-executive of north", CE),
        ("managers", "managers@deed"),
        ("any 1 of managers", "managers@deed"),
        ("either north or finance-director of that party", f"any 1 of {FDA}, joint-board@north"),
    ],
)
def test_recipients_have_one_form(who: str, id_: str, tmp_path: Path) -> None:
    assert received(tmp_path, who) == id_


def test_recipients_are_entered_with_their_seats_and_single_holders_are_not(tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        "clause 1 of deed: both board and chief-executive of north delegates finance to finance-director of north.",
        "clause 2 of deed: each party delegates estates to any 1 of chief-executive of north.",
    )
    assert found.recipients == {
        f"board@{body} + {CE}": Recipient(f"board@{body} + {CE}", (Seat(1, (f"board@{body}",)), Seat(1, (CE,))))
        for body in ("alder", "birch")
    }
    assert [(d.body, d.giver) for d in found.delegations if d.clause == "deed 1"] == [
        ("alder", f"board@alder + {CE}"),
        ("birch", f"board@birch + {CE}"),
    ]
    assert found.seats_of(CE) == (Seat(1, (CE,)),)


def test_refused_clauses_leave_no_recipients_and_no_steps(tmp_path: Path) -> None:
    (tmp_path / "rules.gov").write_text(
        BASE
        + f"{DEED}.\nclause 1 of deed: each party delegates finance to both chief-executive of north and joint-board"
        " only after approval by board for oak.\n"
    )
    found = load(tmp_path)
    assert [d.code for d in found.diagnostics] == ["GR203"]
    assert found.scheme.recipients == {}
    assert found.scheme.term_sorts.keys() == scheme(tmp_path).term_sorts.keys()


def test_only_whom_seats_cannot_do_without_can_end_a_clause(tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        "post chair of north to 31 December 2011.",
        "post clerk of north to 31 October 2011.",
        "clause 1 of deed: each party delegates finance to either chair of north or clerk of north.",
        "clause 2 of deed: each party delegates finance to both chair of north and any 1 of clerk of north,"
        " chair of north, chief-executive of north.",
        "clause 3 of deed: each party delegates estates to all of chair of north, clerk of north.",
    )
    ends = {
        d.clause: sorted(p.ends for p in d.when if p.cause is Cause.LIFE and p.ends and p.ends < date(2013, 1, 1))
        for d in found.delegations
    }
    assert ends == {
        "deed 1": [],
        "deed 2": [date(2012, 1, 1)],
        "deed 3": [date(2011, 11, 1), date(2012, 1, 1)],
    }


def test_seats_as_numbers() -> None:
    two = (Seat(1, ("a", "b")), Seat(1, ("a",)))
    assert can_be_filled(two)
    assert not can_be_filled(two, frozenset("b"))
    assert indispensable(two) == ("a", "b")
    assert indispensable((Seat(2, ("a", "b", "c")),)) == ()
    assert normal([Seat(1, ("b", "a")), Seat(2, ("c", "d")), Seat(1, ("a", "b"))]) == tuple(
        Seat(1, (one,)) for one in "abcd"
    )
    crossed = (Seat(1, ("a", "b")), Seat(1, ("b", "c")), Seat(1, ("a", "c")))
    assert can_be_filled(crossed)
    assert not can_be_filled((*crossed, Seat(1, ("a", "b", "c"))))


# ---------------------------------------------------------------------------------------------------- amounts


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("up to £5 per transaction", Limit("transaction", 500)),
        ("over £5 per transaction", Limit("transaction", None, 500)),
        ("over £5 up to £10,000.01 per transaction including VAT", Limit("transaction including VAT", 1000001, 500)),
        ("up to £5 per transaction excluding VAT", Limit("transaction excluding VAT", 500)),
        ("without limit per transaction", None),
        ("", None),
    ],
)
def test_ranges_of_amounts(said: str, limit: Limit | None, tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        f"clause 1 of deed: alder delegates finance to finance-director of north {said}.",
        f"clause 2 of deed: alder reserves finance {said}.",
        f"clause 3 of deed: alder retains estates {said}.",
        f"clause 4 of deed: anyone must not exercise finance {said} unless urgent for alder.",
        f"clause 5 of deed: chief-executive of north must not exercise finance {said} for alder.",
    )
    assert [found.delegations[0].limit, *(k.limit for k in found.keepings)] == [limit] * 3
    assert [(p.instrument, p.body, p.holder, p.limit) for p in found.prohibitions] == [
        ("deed", "alder", None, limit),
        ("deed", "alder", CE, limit),
    ]


def test_anyone_is_everybody_of_each_party(tmp_path: Path) -> None:
    found = deed(tmp_path, "clause 1 of deed: anyone must not exercise finance.")
    assert [(p.body, p.holder) for p in found.prohibitions] == [("alder", None), ("birch", None)]


TABLE = """limits S1 of deed: each party delegates finance per transaction including VAT only if within-budget
    see report
    up to £10: finance-director of that party who may delegate further
    up to £20.50 printed twice: both chief-executive of north and finance-director of north unless urgent
    up to £30: either chief-executive of north or board note "either"
    without limit: board."""


def test_rows_of_a_table_are_clauses(tmp_path: Path) -> None:
    found = deed(tmp_path, TABLE)
    rows = [d for d in found.delegations if d.body == "alder"]
    twice = "£20.50 in S1 of deed"
    assert [(d.clause, d.receiver, d.limit, d.further, len(d.conditions)) for d in rows] == [
        ("deed S1 (up to £10)", FDA, Limit("transaction including VAT", 1000), True, 1),
        ("deed S1 (up to £20.50)", f"{CE} + {FD}", Limit("transaction including VAT", 2050, 1000, twice), None, 2),
        (
            "deed S1 (up to £30)", f"any 1 of board@alder, {CE}",
            Limit("transaction including VAT", 3000, 2050, None, twice), None, 1,
        ),
    ]  # fmt: skip
    clauses = [c for c in found.clauses.values() if c.label.startswith("S1")]
    assert [c.label for c in clauses] == ["S1 (up to £10)", "S1 (up to £20.50)", "S1 (up to £30)", "S1 (without limit)"]
    assert clauses[3].text == (
        "limits S1 of deed: each party delegates finance per transaction including VAT only if within-budget see report"
        " without limit: board"
    )
    assert {c.verb for c in clauses} == {"delegates"}
    first, last = clauses[0].span, clauses[3].span
    assert last.line - first.line == 3
    assert (clauses[2].marks.notes, clauses[2].marks.sources[0].source) == (("either",), "report")


def test_a_table_of_a_post_keeps_the_board_as_it_is(tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        "limits S1 of deed: finance-director of north delegates virement per transaction"
        " up to £10: chief-executive of north without limit: board.",
        "limits S2 of deed: each party delegates estates per transaction without limit: finance-director of north.",
    )
    assert [(d.clause, d.body, d.giver, d.limit) for d in found.delegations] == [
        ("deed S1 (up to £10)", "alder", FD, Limit("transaction", 1000)),
        ("deed S1 (up to £10)", "birch", FD, Limit("transaction", 1000)),
        ("deed S2 (without limit)", "alder", "board@alder", None),
        ("deed S2 (without limit)", "birch", "board@birch", None),
    ]


def test_a_table_is_revoked_replaced_and_prevailed_over_as_a_whole(tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        TABLE,
        "clause 2 of deed: alder revokes S1 from 1 August 2011.",
        "limits S3 of deed: birch delegates finance per transaction replacing S1 from 1 September 2011"
        " up to £5: finance-director of birch up to £6: finance-director of north without limit: board.",
        "clause 4 of deed: each party delegates finance to joint-board despite S1 fixed.",
        "limits S5 of deed: alder delegates estates per transaction despite S1, 4 up to £1: joint-board.",
    )
    ended = {
        (d.clause, d.body): [p.ends for p in d.when if p.cause is Cause.ENDED]
        for d in found.delegations
        if d.clause.startswith("deed S1")
    }
    assert set(map(tuple, (v for (_, body), v in ended.items() if body == "alder"))) == {(date(2011, 8, 1),)}
    assert set(map(tuple, (v for (_, body), v in ended.items() if body == "birch"))) == {(date(2011, 9, 1),)}
    assert len(ended) == 6
    rows = ("deed S1 (up to £10)", "deed S1 (up to £20.50)", "deed S1 (up to £30)", "deed S1 (without limit)")
    assert {(r.clause, r.replaced, r.body) for r in found.replacements} == {
        (new, old, "birch") for new in ("deed S3 (up to £5)", "deed S3 (up to £6)") for old in rows
    }
    despite = {d.clause: (d.despite, d.is_fixed) for d in found.delegations}
    assert despite["deed 4"] == (frozenset(rows), True)
    assert despite["deed S5 (up to £1)"] == (frozenset([*rows, "deed 4"]), False)


def test_a_circle_of_exceptions_is_dropped_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "rules.gov").write_text(
        BASE + f"{DEED}.\n"
        "clause 1 of deed: alder reserves estates despite 2.\n"
        "clause 2 of deed: alder delegates estates to finance-director of north despite 1, 3.\n"
        "clause 3 of deed: chief-executive of north must not exercise estates.\n"
    )
    found = load(tmp_path)
    assert [d.code for d in found.diagnostics] == ["GR215", "GR215"]
    assert [k.despite for k in found.scheme.keepings] == [frozenset()]
    assert [d.despite for d in found.scheme.delegations] == [frozenset(["deed 3"])]


# ---------------------------------------------------------------------------------------------- sets, steps, deputies


def test_sets_in_words_and_in_lists(tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        "clause 1 of deed: chiefs means chief-executive of north, finance-director of alder unverified.",
        'clause 2 of deed: top-managers means "those of appendix 2".',
        "clause 3 of deed: each party delegates finance to any 1 of chiefs.",
        "clause 4 of act: oak delegates finance to any 1 of top-managers of deed.",
    )
    (one,) = found.sets.values()
    assert (one.id, one.label.display, one.instrument, one.words) == (
        "top-managers@deed", "Top managers", "deed", "those of appendix 2",
    )  # fmt: skip
    assert found.clauses["deed 1"].verb == "defines"
    marks = {d.clause: {p.mark for p in d.when} - {None} for d in found.delegations}
    assert marks == {"deed 3": {Mark.UNVERIFIED}, "act 4": set()}
    assert found.recipient_kinds("top-managers@deed") == {"officer"}


def test_steps_are_circumstances_of_each_body(tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        "clause 0 of deed: chiefs means chief-executive of north, finance-director of each member of north.",
        "clause 1 of deed: each party delegates finance to finance-director of north only after approval by board"
        " (unless either urgent or within-budget).",
        "clause 2 of deed: each party delegates estates to finance-director of north"
        " only after 5 days notice to both finance-director of that party and any 2 of chiefs"
        ' "the papers" within 2 weeks'
        " only after call-in with north (unless both urgent and within-budget) only if urgent for birch.",
    )
    first, second, _ = found.delegations
    assert (first.conditions, second.conditions) == tuple(
        (
            frozenset([Literal(f"approval-by-board-of-{body}"), Literal("urgent"), Literal("within-budget")]),
        )
        for body in ("alder", "birch")
    )  # fmt: skip
    notice = "notice-of-5-days-to-both-any-2-of-chiefs-of-deed-and-finance-director-of-birch-the-papers-within-2-weeks"
    assert found.delegations[2].conditions == (
        frozenset([Literal("urgent")]),
        frozenset([Literal(notice)]),
        frozenset([Literal("call-in-with-joint-board-of-north"), Literal("urgent")]),
        frozenset([Literal("call-in-with-joint-board-of-north"), Literal("within-budget")]),
    )
    shown = {name: found.terms[name].display for name, sort in found.term_sorts.items() if sort == "circumstance"}
    assert shown["approval-by-board-of-alder"] == "approval by the board of Alder Trust has been given"
    assert shown[notice] == (
        "5 days' notice to both any 2 of chiefs and the Director of Finance of Birch Trust (the papers) has been given"
        " within 2 weeks"
    )
    assert shown["call-in-with-joint-board-of-north"] == (
        "call-in with the joint board of North cluster has taken place"
    )


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        'term approval-by-board-of-alder "Another thing" is a circumstance.',
        "clause 1 of deed: alder delegates finance to finance-director of north only after approval by board.",
        "clause 2 of deed: alder delegates estates to finance-director of north only after approval by board of alder.",
    )
    names = {literal.circumstance for d in found.delegations for c in d.conditions for literal in c}
    assert names == {"approval-by-board-of-alder-2"}


def test_duties_are_words_for_each_body(tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        "clause 1 of deed: each party delegates finance to finance-director of north"
        ' then report to board "the five largest contracts" at next-meeting then call-in by joint-board within 1 day.',
    )
    assert [d.duties for d in found.delegations] == [
        (
            f"report to the board of {name} (the five largest contracts) at the next meeting",
            "see to call-in by the joint board of North cluster within 1 day",
        )
        for name in ("Alder Trust", "Birch Trust")
    ]


def test_deputies(tmp_path: Path) -> None:
    found = deed(
        tmp_path,
        "clause 1 of deed: finance-director of that party deputises for chief-executive of north for alder.",
        "clause 2 of deed: finance-director of north deputises for chief-executive of north"
        " in finance except virement.",
        "clause 3 of deed: birch revokes 2 from 1 May 2012.",
    )
    away = "absence-of-chief-executive-of-north"
    assert [(d.clause, d.body, d.post, d.deputy, d.absence, d.leaves) for d in found.deputies] == [
        ("deed 1", "alder", CE, FDA, away, {"virement", "accounts", "estates"}),
        ("deed 2", "alder", CE, FD, away, {"accounts"}),
        ("deed 2", "birch", CE, FD, away, {"accounts"}),
    ]
    assert found.terms[away].display == "the Chief Executive of North cluster is absent"
    assert [p.ends for p in found.deputies[2].when if p.cause is Cause.ENDED] == [date(2012, 5, 1)]


def test_canons_and_advisory_ranks(tmp_path: Path) -> None:
    found = scheme(
        tmp_path,
        "term advice is a rank below statute having advisory, adoption.",
        "instrument paper is an advice of oak canon later, specific residue to both board and joint-board.",
    )
    assert found.instruments["paper"].canons == ("later", "specific")
    assert (found.ranks["advice"].is_advisory, found.ranks["advice"].needs_adoption) == (True, True)
    assert not found.outranks("statute", "advice")
    assert [r.receiver for r in found.residues] == ["board@oak + joint-board@north"]
    assert found.clauses["paper residue"].text == "residue to both board and joint-board"


# ---------------------------------------------------------------------------------------------------- questions

LIMITS = (
    f"{DEED}.",
    "term contract is a basis.",
    "function excluding.",
    "clause 1 of deed: alder delegates virement to finance-director of north up to £5 per transaction including VAT.",
    "clause 2 of deed: alder reserves estates over £5 per transaction including VAT.",
    "clause 3 of deed: anyone must not exercise estates over £5 per transaction excluding VAT.",
    "clause 4 of deed: alder delegates accounts to finance-director of north up to £5 per transaction.",
    "clause 5 of deed: birch delegates accounts to finance-director of north up to £5 per transaction excluding VAT"
    " only after approval by board.",
)


@pytest.mark.parametrize(
    ("asked", "amounts"),
    [
        ("virement in alder for £5 per transaction including VAT", {"transaction including VAT": 500}),
        ("virement in alder for £5 per transaction including vat", {"transaction including VAT": 500}),
        ("virement in alder for £5 per Transaction excluding VAT", {"transaction excluding VAT": 500}),
        ("virement in alder for £5 per transaction", {"transaction including VAT": 500}),
        ("virement in alder for £5 per contract", {"contract": 500}),
        ("excluding in alder for £5 per transaction excluding VAT", {"transaction excluding VAT": 500}),
        ("virement in alder for £5", {"transaction including VAT": 500}),
        ("accounts in north for £5 per transaction", {"transaction": 500}),
    ],
)
def test_questions_find_the_basis_that_bears(asked: str, amounts: dict, tmp_path: Path) -> None:
    found = recognise(f"who may exercise {asked}", scheme(tmp_path, *LIMITS))
    assert [d.message for d in found.diagnostics] == []
    assert found.question is not None
    assert found.question.amounts == amounts


def test_a_question_that_leaves_the_basis_open_is_told_which_there_are(tmp_path: Path) -> None:
    for asked in ("estates in alder for £5", "estates in alder for £5 per transaction"):
        (fault,) = recognise(f"who may exercise {asked}", scheme(tmp_path, *LIMITS)).diagnostics
        assert (fault.code, fault.help) == (
            "GR108", "say per transaction excluding VAT or per transaction including VAT",
        )  # fmt: skip


@pytest.mark.parametrize("said", ["approval-by-board-of-birch", "approval by the board of Birch Trust"])
def test_a_step_can_be_given(said: str, tmp_path: Path) -> None:
    found = recognise(f"who may exercise accounts in birch given not {said}", scheme(tmp_path, *LIMITS))
    assert found.question is not None
    assert found.question.given == {"approval-by-board-of-birch": False}


def test_the_library_of_the_sheet_has_its_rows() -> None:
    found = load(Path(__file__).parents[2] / "policies").scheme
    rows = [d for d in found.delegations if d.clause.startswith("ckw-limits S1") and d.body == "wakefield"]
    basis = "project-total including VAT"
    names = [f"£{amount},000 in S1 of ckw-limits" for amount in (100, 250, 500)]
    assert sorted((d.limit for d in rows if d.limit), key=lambda limit: limit.over or 0) == [
        Limit(basis, 1_000_000),
        Limit(basis, 10_000_000, 1_000_000, names[0]),
        Limit(basis, 25_000_000, 10_000_000, names[1], names[0]),
        Limit(basis, 50_000_000, 25_000_000, names[2], names[1]),
    ]
    assert {d.receiver for d in rows} >= {"budget-holders@ckw-limits", "chief-executive@ckw + finance-director@ckw"}
    assert all(row.conditions for row in rows)
