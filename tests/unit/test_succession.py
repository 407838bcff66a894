"""Instruments as documents: what they say of themselves, what they end, and what goes on in them."""

from datetime import date
from pathlib import Path

from govrules.api import load
from govrules.model.days import Cause, OpenDay
from govrules.model.scheme import Scheme
from govrules.model.things import Approval

BASE = (Path(__file__).parents[1] / "faults" / "base.gov").read_text("utf-8")
OLD = (
    "instrument deed is an agreement of alder, birch on 1 May 2011 adopted by alder on 2 May 2011, birch on 3 May 2011."
)
NEW = (
    "instrument deed-two is an agreement of alder, oak on 1 March 2012 from 1 April 2012 replacing deed"
    " adopted by alder by 20 June 2012, oak on 1 March 2012 {control}."
)


def scheme(folder: Path, *statements: str, control: str = "") -> Scheme:
    (folder / "rules.gov").write_text("\n".join([BASE, OLD, NEW.format(control=control), *statements]), "utf-8")
    found = load(folder)
    assert [d.message for d in found.diagnostics] == []
    return found.scheme


def ends(found: Scheme, table: str) -> dict[tuple[str, str], list[object]]:
    return {
        (rule.clause, rule.body): [period.ends for period in rule.when if period.cause is Cause.ENDED]
        for rule in getattr(found, table)
    }


def test_the_control_of_a_document_is_kept(tmp_path: Path) -> None:
    control = (
        'version "0.4" review on 1 April 2013 approved by oak on 9 March 2012, board of each party on 8 March 2012'
    )
    found = scheme(tmp_path, control=control).instruments["deed-two"]
    assert (found.version, found.review, found.replaces) == ("0.4", date(2013, 4, 1), ("deed",))
    assert found.approvals == (
        Approval("board@alder", date(2012, 3, 8)),
        Approval("board@oak", date(2012, 3, 8)),
        Approval("oak", date(2012, 3, 9)),
    )


def test_all_clauses_end_for_the_parties_of_both(tmp_path: Path) -> None:
    found = scheme(
        tmp_path,
        "clause 1 of deed: each party delegates finance to finance-director of north.",
        "clause 2 of deed: each party reserves estates.",
        "clause 3 of deed: each party must \"sit in public\".",
        "clause 4 of deed: finance-director of north answers for finance to chief-executive of north.",
        "clause 5 of deed: each party designates chief-executive of north as accountable-officer.",
        "clause 6 of deed: finance-director of north must not exercise virement.",
        "clause 7 of deed: each party may delegate finance to any committee.",
        "clause 8 of deed: each party is vested with estates.",
    )  # fmt: skip
    for table in ("delegations", "keepings", "records", "lines", "designations", "prohibitions"):
        for (clause, body), ended in ends(found, table).items():
            assert len(ended) == (body == "alder"), (clause, body)
    (day,) = ends(found, "keepings")["deed 2", "alder"]
    assert isinstance(day, OpenDay)
    assert (day.key, day.latest, day.earliest) == (
        "adoption of deed-two by alder by 2012-06-20", date(2012, 6, 20), date(2012, 4, 1),
    )  # fmt: skip
    assert all(not any(p.cause is Cause.ENDED for p in rule.when) for rule in (*found.vestings, *found.powers))


def test_clauses_go_on_in_those_of_the_same_label(tmp_path: Path) -> None:
    found = scheme(
        tmp_path,
        "clause 1 of deed: each party delegates finance to finance-director of north.",
        "clause 2 of deed: each party delegates estates to finance-director of north.",
        "clause 3 of deed: each party delegates estates to finance-director of north.",
        "clause 4 of deed: alder revokes 3 from 1 June 2011.",
        "clause 1 of deed-two: alder delegates finance to finance-director of north.",
        "clause 2 of deed-two: oak delegates estates to chief-executive of south.",
        "clause 3 of deed-two: alder delegates estates to finance-director of north.",
        "post chief-executive of south.",
    )
    assert [(r.clause, r.replaced, r.body) for r in found.replacements] == [("deed-two 1", "deed 1", "alder")]


def test_what_an_instrument_replaced_by_then_would_end_lives_on(tmp_path: Path) -> None:
    found = scheme(
        tmp_path,
        "instrument internal is a statute of alder, birch.",
        "clause 1 of internal: each party reserves estates.",
        "clause 1 of deed: each party delegates finance to finance-director of north replacing 1 of internal"
        " from 1 July 2012.",
    )
    (alder,), (birch,) = (ends(found, "keepings")["internal 1", body] for body in ("alder", "birch"))
    assert (alder, birch) == (date.max, date(2012, 7, 1))
