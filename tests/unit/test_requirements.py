"""Requirements: what breaks them, since when and by whom, and what the files merely do not show."""

from pathlib import Path

import pytest

from govrules.api import load

FILE = """term agreement "Agreement" is a rank.
term guidance "Guidance" is a rank.
term trust "Trust" is a kind having legal-personality, board.
term group "Cluster" is a kind.
term officer-in-chief "Officer in chief" is a title.
term chief "Chief" is an office.
term chair "Chair" is an office.
function finance "Finance".
function awards "Awards" of finance.
function grants "Grants" of finance.
function archives "Archives".
body alder "Alder" is a trust to 31 March 2013.
body birch "Birch" is a trust to 31 March 2013.
cluster north "North" is a group of alder, birch (from 1 June 2011) from 1 May 2011 to 31 March 2013.
post chief of north.
post chair of each trust.
person ann "Ann".
person ben "Ben".
instrument advice "Advice" is a guidance from 1 April 2011 to 31 March 2013.
"""
DEED = "instrument deed is an agreement of alder, birch from 1 July 2011.\n"
HAVE = "clause R of advice: each group must have chief.\n"
OFFICER = "clause R of advice: each member of each group must designate chief of that group as officer-in-chief.\n"
DEAL = "clause R of advice: each member of north must deal with everything.\n"
APART = (
    "instrument deed is an agreement of alder, birch.\n"
    "clause V of deed: each party is vested with everything.\n"
    "clause R of deed: nobody must exercise both awards and archives.\n"
)
FEW = (
    'body cedar "Cedar" is a trust to 31 March 2013.\n'
    "instrument deed is an agreement of alder, birch, cedar.\n"
    "clause R of deed: nobody must be officer-in-chief of more than 2 bodies from 1 May 2011.\n"
)
EACH_ITS_CHAIR = "clause 1 of deed: each party designates chair of that party as officer-in-chief.\n"
EMPLOY = (
    'term employer "Employer" is a kind of trust having employees.\nbody host "Host" is a employer.\n'
    "post chief of host.\nclause R of advice: host must employ nobody.\n"
)
DIFFER = "clause R of advice: chair of each trust must be different.\n"
CASES = {
    # a post for each
    "a post that is there": (HAVE, []),
    "a post that nobody declared": (
        "clause R of advice: each group must have chief, chair.\n",
        [("GR704", "North from 1 May 2011 (no post of chair)")],
    ),
    "a post that ends too early": (
        HAVE + "term clerk \"Clerk\" is an office.\npost clerk of north to 30 June 2011.\n"
        "clause S of advice: north must have clerk from 1 June 2011.\n",
        [("GR704", "North from 1 July 2011 (no post of clerk)")],
    ),
    "a vacant post is there": (HAVE + "appointment of nobody to chief of north from 1 June 2011.\n", []),
    "two people in one post": (
        HAVE + "appointment of ann to chief of north from 1 May 2011.\n"
        "appointment of ben to chief of north from 1 August 2011.\n",
        [("GR704", "North from 1 August 2011 (Ann and Ben are both chief)")],
    ),
    "somebody acting beside the holder": (
        HAVE + "appointment of ann to chief of north from 1 May 2011.\n"
        "appointment of ben to chief of north as acting from 1 August 2011.\n", [],
    ),
    "one after the other": (
        HAVE + "appointment of ann to chief of north to 31 July 2011.\n"
        "appointment of ben to chief of north from 1 August 2011.\n", [],
    ),
    "perhaps two people": (
        HAVE + "appointment of ann to chief of north from 1 May 2011 to unknown.\n"
        "appointment of ben to chief of north by 1 August 2011.\n", [],
    ),
    "advice that is not followed": (
        "clause R of advice: each group should have chair.\n", [("GR705", "North from 1 May 2011 (no post of chair)")],
    ),
    # the officer
    "no officer is known": (OFFICER, [("GR706", "Alder, Birch")]),
    "the right officer": (
        OFFICER + DEED + "clause 1 of deed: each of alder, birch designates chief of north as officer-in-chief.\n",
        [("GR706", "Alder, Birch")],
    ),
    "another officer in one body": (
        OFFICER + "instrument deed is an agreement of alder, birch.\n"
        "clause 1 of deed: alder designates chief of north as officer-in-chief.\n"
        "clause 2 of deed: birch designates chair of birch as officer-in-chief.\n",
        [("GR704", "Birch from 1 June 2011 (the officer is chair of birch)")],
    ),
    "another officer, which nobody verified": (
        OFFICER + "instrument deed is an agreement of alder, birch.\n"
        "clause 1 of deed: each party designates chief of north as officer-in-chief.\n"
        "clause 2 of deed: alder designates chair of alder as officer-in-chief from 5 September 2011 unverified.\n",
        [("GR706", "Alder")],
    ),
    "another officer from a day": (
        OFFICER + "instrument deed is an agreement of alder, birch.\n"
        "clause 1 of deed: each party designates chief of north as officer-in-chief.\n"
        "clause 2 of deed: alder designates chair of alder as officer-in-chief from 5 September 2011.\n",
        [("GR704", "Alder from 5 September 2011 (the officer is chair of alder)")],
    ),
    "another officer on an unknown day": (
        OFFICER + "instrument deed is an agreement of alder, birch.\n"
        "clause 1 of deed: each party designates chief of north as officer-in-chief.\n"
        "date move between 1 June 2011 and 4 June 2011.\n"
        "clause 2 of deed: alder designates chair of alder as officer-in-chief from move to 3 June 2011.\n",
        [("GR706", "Alder")],
    ),
    # functions
    "nothing is known of what was agreed": (DEAL, [("GR706", "Alder, Birch")]),
    "something is left out": (
        DEAL + DEED + "clause 1 of deed: each party retains awards.\n"
        "clause 2 of deed: alder retains grants, archives.\n",
        [("GR704", "Birch from 1 July 2011 (no clause deals with Archives, Grants)"), ("GR706", "Alder")],
    ),
    "a residual rule takes the rest": (
        DEAL + "instrument deed is an agreement of alder, birch residue to chief of north.\n"
        "clause 1 of deed: each party retains awards.\n", [],
    ),
    "an agreement known in part": (
        DEAL + "instrument deed is an agreement of alder, birch known in part.\n"
        "clause 1 of deed: each party retains awards.\n", [("GR706", "Alder, Birch")],
    ),
    "an invented agreement shows nothing": (
        DEAL + "instrument deed is an agreement of alder, birch illustrative.\n"
        "clause 1 of deed: each party retains awards.\n", [("GR706", "Alder, Birch")],
    ),
    "what was dealt with ends": (
        DEAL + "instrument deed is an agreement of alder, birch.\n"
        "clause 1 of deed: each party retains awards, grants.\n"
        "clause 2 of deed: alder retains archives to 31 August 2011.\nclause 3 of deed: birch retains archives.\n",
        [("GR704", "Alder from 1 September 2011 (no clause deals with Archives)")],
    ),
    "a residual rule is not express": (
        DEAL.replace("deal", "deal expressly")
        + "instrument deed is an agreement of alder, birch residue to chief of north.\n"
        "clause 1 of deed: each party retains awards, grants.\nclause 2 of deed: birch retains archives.\n",
        [("GR704", "Alder from 1 May 2011 (no clause deals with Archives)")],
    ),
    "each function expressly": (
        DEAL.replace("deal", "deal expressly") + "instrument deed is an agreement of alder, birch residue to board.\n"
        "clause 1 of deed: each party retains everything.\n", [],
    ),
    # the span of one officer
    "as many bodies as one may have": (
        FEW + "clause 1 of deed: each of alder, birch designates chief of north as officer-in-chief.\n"
        "clause 2 of deed: cedar designates chair of cedar as officer-in-chief.\n"
        "appointment of ann to chief of north.\nappointment of ben to chair of cedar.\n", [],
    ),
    "one post of too many bodies": (
        FEW + "clause 1 of deed: each of alder, birch designates chief of north as officer-in-chief.\n"
        "clause 2 of deed: cedar designates chief of north as officer-in-chief from 1 August 2011.\n"
        "appointment of ann to chief of north.\n",
        [("GR704", "the Chief of North from 1 August 2011 (is officer in chief of Alder, Birch and Cedar)")],
    ),
    "one person in posts of too many bodies": (
        FEW + EACH_ITS_CHAIR + "appointment of ann to chair of alder.\nappointment of ann to chair of birch.\n"
        "appointment of ben to chair of cedar to 31 August 2011.\n"
        "appointment of ann to chair of cedar from 1 September 2011.\n",
        [("GR704", "Ann from 1 September 2011 (is officer in chief of Alder, Birch and Cedar)")],
    ),
    "somebody acting in the place of one": (
        FEW + EACH_ITS_CHAIR + "appointment of ann to chair of alder.\nappointment of ann to chair of birch.\n"
        "appointment of ann to chair of cedar as substantive.\nappointment of ben to chair of cedar as acting.\n", [],
    ),
    "holders that nobody recorded": (FEW + EACH_ITS_CHAIR, [("GR706", "Alder, Birch and Cedar")]),
    "as many as may be, and one not recorded": (
        FEW + EACH_ITS_CHAIR + "appointment of ann to chair of alder.\nappointment of ann to chair of birch.\n",
        [("GR706", "Alder, Birch and Cedar")],
    ),
    "too many bodies by an unverified clause": (
        FEW + "clause 1 of deed: each of alder, birch designates chief of north as officer-in-chief.\n"
        "clause 2 of deed: cedar designates chief of north as officer-in-chief unverified.\n"
        "appointment of ann to chief of north.\n", [("GR706", "Alder, Birch and Cedar")],
    ),
    "advice on the bodies it names": (
        FEW.replace("R of deed: nobody must", "R of advice: nobody should").replace("bodies", "bodies for each trust")
        + EACH_ITS_CHAIR
        + "appointment of ann to chair of alder.\nappointment of ann to chair of birch.\n"
        "appointment of ann to chair of cedar from 1 September 2011.\n",
        [("GR705", "Ann from 1 September 2011 (is officer in chief of Alder, Birch and Cedar)")],
    ),
    # who employs
    "a cluster employs nobody": (
        "clause R of advice: each group must employ nobody.\nappointment of ann to chief of north.\n", [],
    ),
    "a body that employs somebody": (
        EMPLOY + "appointment of ann to chief of north employed by host from 1 June 2011.\n",
        [("GR704", "Host from 1 June 2011 (it employs Ann as Chief)")],
    ),
    "a body that perhaps employs somebody": (
        EMPLOY.replace("nobody.", "nobody to 2 June 2011.")
        + "appointment of ann to chief of north employed by host between 1 June 2011 and 4 June 2011.\n",
        [("GR706", "Host")],
    ),
    "who employs is not recorded": (EMPLOY + "appointment of ann to chief of host.\n", [("GR706", "Host")]),
    "another body employs": (
        EMPLOY + 'body town "Town" is a employer.\nappointment of ann to chief of host employed by town.\n', [],
    ),
    # both sides of a control
    "each side by another": (
        APART + "clause 1 of deed: each party delegates awards to chief of north.\n"
        "clause 2 of deed: alder delegates archives to chair of alder.\n"
        "clause 3 of deed: birch delegates archives to chair of birch.\n", [],
    ),
    "both sides by one post": (
        APART + "clause 1 of deed: each party delegates awards to chief of north.\n"
        "clause 2 of deed: alder delegates archives to chief of north from 1 August 2011.\n",
        [("GR704", 'Alder from 1 August 2011 (the Chief of North may exercise "Archives" and "Awards")')],
    ),
    "both sides by one post, in one area of a body": (
        APART + 'term ward "Ward" is a kind.\narea hills "Hills" is a ward of alder.\n'
        'area shore "Shore" is a ward of alder.\n'
        "clause 1 of deed: each party delegates awards to chief of north.\n"
        "clause 2 of deed: alder delegates archives to chief of north for hills from 1 August 2011.\n",
        [("GR704", 'Alder from 1 August 2011 (the Chief of North may exercise "Archives" and "Awards")')],
    ),
    "both sides by one person": (
        APART + "clause 1 of deed: alder delegates awards to chief of north.\n"
        "clause 2 of deed: alder delegates archives to chair of alder.\n"
        "appointment of ann to chief of north.\nappointment of ann to chair of alder from 1 June 2011.\n",
        [("GR704", 'Alder from 1 June 2011 (Ann may exercise "Archives" and "Awards")')],
    ),
    "both sides by one person, perhaps": (
        APART + "clause 1 of deed: alder delegates awards to chief of north.\n"
        "clause 2 of deed: alder delegates archives to chair of alder.\n"
        "date move between 1 June 2011 and 4 June 2011.\n"
        "appointment of ann to chief of north.\nappointment of ann to chair of alder from move to 3 June 2011.\n",
        [("GR706", "Alder")],
    ),
    "one side only together with another": (
        APART + "clause 1 of deed: alder delegates awards to chief of north.\n"
        "clause 2 of deed: alder delegates archives to both chief of north and chair of alder.\n", [],
    ),
    "one side on a condition": (
        APART + 'term urgent "Urgent" is a circumstance.\n'
        "clause 1 of deed: alder delegates awards to chief of north.\n"
        "clause 2 of deed: alder delegates archives to chief of north only if urgent.\n", [("GR706", "Alder")],
    ),
    "both sides perhaps in a document known in part": (
        APART.replace("birch.", "birch known in part.", 1)
        + "clause 1 of deed: alder delegates awards to chief of north.\n",
        [("GR706", "Alder, Birch")],
    ),
    "both sides by an invented clause": (
        APART + "clause 1 of deed: alder delegates awards, archives to chief of north illustrative.\n",
        [("GR706", "Alder")],
    ),
    "one side prohibited": (
        APART + "clause 1 of deed: alder delegates awards, archives to chief of north.\n"
        "clause 2 of deed: chief of north must not exercise archives.\n", [],
    ),
    "both sides for a body that is left out": (
        APART.replace("archives.", "archives for birch.")
        + "clause 1 of deed: alder delegates awards, archives to chief of north.\n", [],
    ),
    "both sides of one and the same function": (
        APART.replace("both awards and archives", "both archives and archives")
        + "clause 1 of deed: alder delegates awards, archives to chief of north.\n", [],
    ),
    # people
    "nobody is recorded": (DIFFER, [("GR706", "2 of 2 posts")]),
    "different people": (
        DIFFER + "appointment of ann to chair of alder.\nappointment of ben to chair of birch.\n", [],
    ),
    "one person in two posts": (
        DIFFER + "appointment of ann to chair of alder from 1 May 2011.\n"
        "appointment of ann to chair of birch from 1 June 2011.\n",
        [("GR704", "Ann from 1 June 2011 (is chair of alder and chair of birch)")],
    ),
    "one person, perhaps in both": (
        DIFFER + "appointment of ann to chair of alder from 1 May 2011 to unknown.\n"
        "appointment of ann to chair of birch from 1 June 2011.\n", [],
    ),
    "one person in two posts, named": (
        "clause R of advice: both chief of north and chair of alder must be different from 1 July 2011.\n"
        "appointment of ann to chair of alder.\nappointment of ann to chief of north.\n",
        [("GR704", "Ann from 1 July 2011 (is chair of alder and chief of north)")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_breaks_a_requirement_and_what_does_not(name: str, tmp_path: Path) -> None:
    text, wanted = CASES[name]
    (tmp_path / "rules.gov").write_text(FILE + text, "utf-8")
    library = load(tmp_path)
    assert [d.message for d in library.diagnostics] == []
    found = [one for one in library.check() if one.code in ("GR704", "GR705", "GR706")]
    assert [one.code for one in found] == [code for code, _ in wanted]
    for one, (_, words) in zip(found, wanted, strict=True):
        assert one.message.endswith(words), one.message
        assert one.span is not None
        assert library.texts[one.span.path].text[one.span.start :].startswith("clause")


def test_what_breaks_it_is_shown(tmp_path: Path) -> None:
    (tmp_path / "rules.gov").write_text(FILE + CASES["another officer in one body"][0], "utf-8")
    (found,) = [one for one in load(tmp_path).check() if one.code == "GR704"]
    (related,) = found.related
    assert related.label == "another is designated here"
    assert related.span.line > found.span.line  # type: ignore[union-attr]


def test_a_requirement_changes_no_answer(tmp_path: Path) -> None:
    question = "who is the officer in chief of alder"
    answers = []
    for name in ("with", "without"):
        folder = tmp_path / name
        folder.mkdir()
        text = CASES["another officer from a day"][0]
        (folder / "rules.gov").write_text(FILE + (text if name == "with" else text.replace(OFFICER, "")), "utf-8")
        answers.append(load(folder).ask(question).answer)
    assert answers[0] == answers[1]
