"""A model, unlike a rule file (GR217), can have a recipient with more places than posts: nobody ever fills them."""

from datetime import date
from pathlib import Path

import attrs

from govrules import api, engine, reference
from govrules.compile import compile_scheme
from govrules.model.answer import Excluded, Outcome
from govrules.model.question import Question, QuestionKind
from govrules.model.things import Recipient, Seat

RULES = """\
term statute "Statute" is a rank.
term scheme-rank "Scheme" is a rank below statute.
term trust "Trust" is a kind having legal-personality, board.
function lending "Lending money".
body alder "Alder" is a trust.
post chief of alder.
post clerk of alder.
instrument act "Act" is a statute.
clause 1 of act: each trust is vested with everything.
instrument scheme "Scheme" is a scheme-rank of alder.
clause 9 of scheme: alder delegates lending to both chief of alder and clerk of alder.
"""


def test_why_one_of_the_posts_may_not_act_is_said_without_a_period(tmp_path: Path) -> None:
    (tmp_path / "rules.gov").write_text(RULES)
    library = api.load(tmp_path)
    assert library.ok, library.diagnostics
    (given,) = library.scheme.delegations
    three = (Seat(2, ("chief@alder", "clerk@alder")), Seat(1, ("clerk@alder",)))
    scheme = attrs.evolve(library.scheme, recipients={given.receiver: Recipient(given.receiver, three)})
    question = Question(QuestionKind.MAY, "alder", "lending", date(2011, 6, 1), who="chief@alder")
    found = engine.answer(compile_scheme(scheme), question)
    assert found == reference.answer(scheme, question)
    assert found.outcome is Outcome.ANSWERED
    assert found.excluded == (Excluded("scheme 9", "no-such-holder", ""),)
