"""Every diagnostic code, once.

In: nothing. Out: `REGISTRY`, code to entry. Codes go by phase: 0xx text and syntax, 1xx names, 2xx well-formed model,
3xx authority, 4xx coverage and conflict, 5xx time, 6xx drafting, 7xx cases, 8xx project files, 9xx our own faults. A
code is never used again for something else. Each has a page in `pages/`, checked by a test.
"""

from attrs import frozen


@frozen
class Entry:
    """A code's name in words, its severity (error, warning, note) and what it is about in one line."""

    slug: str
    severity: str
    title: str


REGISTRY: dict[str, Entry] = {
    "GR001": Entry("not-text", "error", "the file is not readable as text"),
    "GR002": Entry("too-large", "error", "the file or a statement in it is too large"),
    "GR003": Entry("not-understood", "error", "the statement cannot be read"),
    "GR004": Entry("unclosed-string", "error", "a quotation mark is missing"),
    "GR005": Entry("no-full-stop", "error", "the statement does not end with a full stop"),
    "GR006": Entry("unknown-opening-word", "error", "the statement begins with a word that opens none"),
    "GR007": Entry("refused-word", "error", "a word with more than one meaning is refused"),
    "GR008": Entry("reserved-word", "error", "a word of the language stands where a name is needed"),
    "GR009": Entry("no-such-day", "error", "the date is no day of the calendar"),
    "GR010": Entry("no-such-amount", "error", "the amount cannot be read"),
    "GR011": Entry("said-twice", "error", "a modifier that can stand once stands twice"),
    "GR012": Entry("stray-character", "error", "a character that cannot stand in a rule file"),
    "GR013": Entry("question-not-understood", "error", "the question cannot be read"),
    "GR101": Entry("unknown-name", "error", "nothing of that name is declared"),
    "GR102": Entry("wrong-sort", "error", "the name is declared, but as another sort of thing"),
    "GR103": Entry("declared-twice", "error", "one name is declared more than once"),
    "GR104": Entry("built-in-name", "error", "a built-in name is declared again"),
    "GR105": Entry("ambiguous-name", "error", "a display name or alias means several things"),
    "GR106": Entry("which-instrument", "error", "a clause does not say which instrument it is of"),
    "GR107": Entry("that-stands-for-nothing", "error", "`that` has no `each` to refer to"),
    "GR108": Entry("which-basis", "error", "an amount needs the basis it is counted on"),
    "GR201": Entry("group-cannot-receive", "error", "a group without one joint committee cannot receive a delegation"),
    "GR202": Entry("group-is-no-legal-person", "error", "a group is used as if it were a legal person"),
    "GR203": Entry("not-a-party", "error", "a clause is made for a body that is no party to its instrument"),
    "GR204": Entry("circle", "error", "declarations go round in a circle"),
    "GR205": Entry("ends-before-it-begins", "error", "something ends, or is due, before it begins"),
    "GR206": Entry("exception-outside", "error", "an exception lies outside the functions named before it"),
    "GR207": Entry("claim-without-effect", "error", "a source can only claim who an officer is"),
    "GR208": Entry("each-stands-for-nothing", "warning", "`each` stands for nothing in these files"),
    "GR209": Entry("giver-gives-to-itself", "error", "a holder delegates to itself"),
    "GR210": Entry("needs-parties", "error", "a clause needs an instrument with parties"),
    "GR211": Entry("not-of-this-committee", "error", "a body delegates to a joint committee it is not part of"),
    "GR212": Entry("not-theirs-to-end", "error", "something is revoked or replaced for a body it gives nothing"),
    "GR213": Entry("nested-too-deep", "error", "declarations are nested deeper than fifty levels"),
    "GR214": Entry("no-condition-here", "error", "a condition stands on a clause that cannot have one"),
    "GR215": Entry("exceptions-in-a-circle", "error", "clauses stand despite each other in a circle"),
    "GR216": Entry("which-of-them", "error", "several holders stand where one must"),
    "GR217": Entry("cannot-be-filled", "error", "the places of a recipient can never all be filled"),
    "GR218": Entry("no-amount-between", "error", "a range of amounts ends before it begins"),
    "GR219": Entry("rows-out-of-order", "error", "the rows of a limits table do not rise"),
    "GR220": Entry("not-on-this-clause", "error", "a modifier stands on a clause that cannot have it"),
    "GR221": Entry("nothing-to-prevail-over", "error", "a clause stands despite one that it cannot prevail over"),
    "GR222": Entry("set-changes", "error", "a set of posts would change with time"),
    "GR223": Entry("not-between", "error", "`between` does not name two days, the earlier first"),
    "GR224": Entry("nothing-to-rely-on", "error", "a clause relies on one that gives its giver nothing"),
    "GR225": Entry(
        "reaches-back-nowhere", "error", "an instrument has effect from a day that is not before it was made"
    ),
    "GR226": Entry("two-amounts-at-once", "error", "a named amount would be two amounts on one day"),
    "GR401": Entry("open-conflict", "error", "two clauses cannot both have effect and nothing decides between them"),
    "GR501": Entry("too-many-open-points", "error", "more than twelve open points bear on one answer"),
    "GR502": Entry("never-known", "error", "a statement is struck out before it is recorded"),
    "GR503": Entry("recorded-too-early", "error", "a clause is recorded before its instrument"),
    "GR504": Entry("not-known-together", "warning", "a statement leans on something that was recorded later"),
    "GR601": Entry("sources-disagree", "note", "a source says otherwise than the clause that has effect"),
    "GR801": Entry("no-such-file", "error", "a file or folder cannot be found or opened"),
    "GR802": Entry("no-such-import", "error", "an imported file cannot be found"),
    "GR803": Entry("no-rule-files", "error", "there are no rule files where they were looked for"),
    "GR804": Entry("data-not-readable", "error", "a JSON, YAML or CSV file cannot be read"),
    "GR805": Entry("other-format-version", "error", "a model is of another format version"),
    "GR806": Entry("model-misshapen", "error", "a model has not the form of the published schema"),
    "GR807": Entry("model-does-not-hold-together", "error", "a model speaks of something it does not hold"),
    "GR808": Entry("model-beside-others", "error", "a model is read together with other files"),
    "GR809": Entry("not-a-register", "error", "the columns of a register are not as they should be"),
    "GR810": Entry("cell-cannot-be-used", "error", "a cell of a register cannot be used"),
    "GR811": Entry("row-stands-twice", "error", "a row of a register stands twice"),
    "GR901": Entry("internal-fault", "error", "govrules itself failed"),
}
