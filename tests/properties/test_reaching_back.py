"""An instrument that cannot reach back changes no answer about a day before it was made."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from govrules import engine, reference
from govrules.compile import compile_scheme
from govrules.engine.judge import without_explanation
from govrules.model.question import Question, QuestionKind
from govrules.model.scheme import Scheme
from govrules.resolve import resolve
from govrules.source import SourceText
from govrules.syntax import parse_text

BASE = """
term statute "Statute" is a rank.
term agreement "Agreement" is a rank below statute having adoption.
term trust "Trust" is a kind having legal-personality, board, enabling-powers.
term accountable-officer "Accountable officer" is a title.
term chief "Chief" is an office.
term treasurer "Treasurer" is an office.
term contract "One contract" is a basis.
term urgent "Urgent" is a circumstance.
function awards "Awards".
function hiring "Hiring".
date handover "Handover" between 20 April 2011 and 10 May 2011.
body alder "Alder" is a trust.
post chief of alder.
post treasurer of alder.
instrument act "Act" is a statute.
clause 1 of act: each trust is vested with everything.
clause 2 of act: each trust may delegate awards to any officer who may delegate further.
instrument old "Old scheme" is a statute of alder.
clause 1 of old: alder delegates awards to chief of alder who may delegate further from 10 April 2011.
clause 2 of old: chief of alder delegates awards to treasurer of alder from 10 April 2011.
clause 3 of old: alder designates chief of alder as accountable-officer from 1 January 2011.
clause 4 of old: alder reserves hiring over £100 per contract.
"""
CLAUSES = (
    "alder revokes 1 of old",
    "alder delegates awards to treasurer of alder replacing 1 of old",
    "alder delegates everything to treasurer of alder up to £50 per contract despite 4 of old",
    "alder reserves awards",
    "alder retains hiring",
    "treasurer of alder must not exercise awards unless urgent",
    "alder designates treasurer of alder as accountable-officer",
    "treasurer of alder deputises for chief of alder",
    "chief of alder answers for everything to treasurer of alder",
    "alder may delegate hiring to any officer who may not delegate further exclusively",
    'chief of alder must for awards "keep a list"',
    "alder delegates hiring to chief of alder exclusively",
)
DAYS = ("", "from 1 January 2011", "from 25 April 2011", "from handover", "from 1 June 2011", "to 20 April 2011")
PAPERS = (
    "is a statute of alder on 1 May 2011", "is a statute of alder on 1 May 2011 residue to chief of alder",
    "is a statute of alder on 1 May 2011 from 1 March 2011 replacing old",
    "is an agreement of alder on 1 May 2011 from handover adopted by alder by 1 May 2011",
    "is an agreement of alder on 1 May 2011 adopted by alder on 1 April 2011 known in part",
)  # fmt: skip


def scheme_of(text: str) -> Scheme:
    scheme, found = resolve([parse_text(SourceText("rules.gov", text))])
    assert [one.message for one in found if one.severity == "error"] == []
    return scheme


WITHOUT = scheme_of(BASE)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(PAPERS),
    st.lists(st.tuples(st.sampled_from(CLAUSES), st.sampled_from(DAYS)), max_size=4),
    st.dates(date(2011, 3, 25), date(2011, 4, 30)),
    st.sampled_from(("awards", "hiring", None)),
)
@example(PAPERS[3], [("alder revokes 1 of old", "from handover")], date(2011, 4, 20), "awards")
def test_no_answer_about_an_earlier_day_changes(
    paper: str, clauses: list[tuple[str, str]], on: date, function: str | None
) -> None:
    written = [f"clause {number} of new: {says} {when}.\n" for number, (says, when) in enumerate(clauses, 1)]
    changed = scheme_of(f'{BASE}instrument new "New scheme" {paper}.\n{"".join(written)}')
    kind = QuestionKind.ACCOUNTABLE if function else QuestionKind.OFFICER
    question = Question(kind, "alder", function, on, title=None if function else "accountable-officer")
    before, after = (engine.answer(compile_scheme(scheme), question) for scheme in (WITHOUT, changed))
    assert without_explanation(after) == without_explanation(before)
    assert reference.answer(changed, question) == after
