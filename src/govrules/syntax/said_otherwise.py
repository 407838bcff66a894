"""What people write who know papers and not yet the language, and what the language says for it.

In: a word of a statement that cannot stand where it does, with what stands before and after it. Out: one thing to do.
Source: docs/reference/language.md.
"""

import re

_CONDITIONS = ("if", "when", "where", "whenever", "provided", "providing", "in", "during")
_GIVING = ("authorises", "authorizes", "empowers", "gives", "grants", "allows", "permits", "assigns", "entrusts")
_KEEPING = ("keeps", "holds", "approves", "decides", "determines")
_AFTER_A_COMMA = (
    "subject",
    "notwithstanding",
    "until",
    "but",
    "only",
    "unless",
    "up",
    "over",
    "from",
    "despite",
    "who",
)
_SEVERAL_MAY = re.compile(r"\b(delegates|revokes|reserves|only after|then|residue to|means)\b")
_OF_SOMETHING = re.compile(r"\bof [a-z][a-z0-9-]*$")


def said_otherwise(word: str, before: str, after: str) -> str:
    """Return what to write instead; empty where nothing is known of the word.

    `before` and `after` are the text of the statement on both sides of it.

    >>> said_otherwise("exercise", "clause 1 of deed: clerk of alder may ", " awards.")
    'say who gives it: `BODY delegates F to WHO`'
    """
    last, following = before.split()[-1:], (after.split() or [""])[0].rstrip(".,:")
    if word == "in" and after.split()[:2] == ["own", "matter."]:
        return "write `not in own matter`, on a clause that delegates"
    if last == ["may"]:
        if word == "not":
            return "say `WHO must not exercise F` to forbid it, or `BODY reserves F` to keep it"
        return "say who gives it: `BODY delegates F to WHO`" if word == "exercise" else ""
    if word in _CONDITIONS and " delegates " in before:
        return 'write a condition as `only if C` or `unless C`, with `term C "..." is a circumstance.` declared'
    if word in _GIVING:
        return "write `delegates`, as in `BODY delegates F to WHO`"
    if word in _KEEPING:
        return "write `reserves` for what may not be passed on, or `retains` for what is not passed on here"
    if word == "," and following in _AFTER_A_COMMA:
        return f"leave out the comma before `{following}`"
    if word == "and" and " must " not in before + after and not _SEVERAL_MAY.search(before + after):
        return "write one clause for each of them"
    if word == "of" and _OF_SOMETHING.search(before.rstrip()):
        return "say of one thing: a post is of a body, an area or a cluster, as in `post panel-chair of each trust`"
    return ""
