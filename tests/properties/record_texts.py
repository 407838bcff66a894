"""Random rule texts whose statements were recorded, and struck out, on days within a fortnight.

In: hypothesis. Out: strategies of `Told` statements, and the texts they make: all of them with their days, or only
those known on a day, with no day at all. Promise: what is known on a day is decided here by the plain words of section
6.5 and by nothing of the program.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen
from hypothesis import strategies as st

FIRST = date(2011, 5, 1)
LENGTH = 10
DEED_MADE = FIRST + timedelta(days=3)
DAYS = st.integers(0, LENGTH).map(lambda number: FIRST + timedelta(days=number))
BASE = """
term internal "Scheme" is a rank.
term agreement "Agreement" is a rank below internal having adoption.
term treasurer "Treasurer" is an office.
term manager "Manager" is an office.
term accountable-officer "Accountable officer" is a title.
term contract "One contract" is a basis.
term trust "Trust" is a kind having legal-personality, board.
term partnership "Partnership" is a kind.
function finance "Finance".
function awards "Awards" of finance.
function hiring "Hiring".
body alder "Alder" is a trust.
body birch "Birch" is a trust.
cluster pair "Pair" is a partnership of alder, birch.
post treasurer of alder, birch.
post manager of alder, birch.
person ann "Ann".
person bob "Bob".
instrument act is an internal.
clause 1 of act: each trust is vested with everything.
instrument scheme is an internal of alder, birch.
"""
SENTENCES = (
    "appointment of ann to treasurer of alder",
    "appointment of bob to treasurer of alder from 1 April 2011",
    "appointment of nobody to treasurer of alder to 1 May 2011",
    "clause 1 of scheme: alder delegates finance to treasurer of alder who may delegate further",
    "clause 1 of scheme: alder delegates awards to treasurer of alder up to £5 per contract who may delegate further",
    "clause 2 of scheme: treasurer of alder delegates awards to manager of alder for alder",
    "clause 3 of scheme: alder revokes 1 from 2 May 2011",
    "clause 3 of scheme: alder delegates awards to treasurer of alder replacing 1 from 2 May 2011",
    "clause 4 of scheme: alder reserves hiring",
    "clause 4 of scheme: alder reserves awards",
    "clause 5 of scheme: each party delegates hiring to clerk of that party",
    "clause 6 of scheme: treasurer of alder must not exercise awards for alder",
    "clause 7 of scheme: alder designates treasurer of alder as accountable-officer",
    "clause 7 of scheme: alder designates manager of alder as accountable-officer",
    "post clerk of alder, birch",
    "clause 1 of deed: each party delegates hiring to manager of that party",
    "clause 2 of deed: alder delegates awards to manager of alder",
)
QUESTIONS = tuple(
    f"{asked}{on}"
    for asked in (
        "who may exercise finance in alder", "who is accountable for awards in alder",
        "who may exercise hiring in pair", "who may exercise hiring in birch",
        "who is the accountable officer of alder",
    )
    for on in (" on 3 May 2011", "")
)  # fmt: skip


@frozen
class Told:
    """A statement, or an item in brackets, without its marks, and its two days (None: it states none)."""

    text: str
    recorded: date | None = None
    struck_out: date | None = None

    def marks(self) -> str:
        said = [f"recorded on {self.recorded}"] if self.recorded else []
        return " ".join([*said, *([f"struck out on {self.struck_out}"] if self.struck_out else [])])

    def known_on(self, day: date) -> bool:
        of_deed = " of deed:" in self.text
        begins = self.recorded or (DEED_MADE if of_deed else date.min)
        return begins <= day and (self.struck_out is None or day < self.struck_out)

    def as_seen_on(self, day: date) -> "Told":
        """Return the statement as it read on a day: whoever strikes it out later has not done so yet."""
        return evolve(self, struck_out=self.struck_out if self.struck_out and self.struck_out <= day else None)


@frozen
class Texts:
    """Statements, and adoptions of the one instrument that has some."""

    statements: tuple[Told, ...]
    adoptions: tuple[Told, ...]

    def whole(self) -> str:
        """Return all of it, with its days."""
        items = [f"{one.text} ({one.marks()})" if one.marks() else one.text for one in self.adoptions]
        return _text((f"{one.text} {one.marks()}".rstrip() for one in self.statements), items, True)

    def known_on(self, day: date) -> str:
        """Return what was known on a day, without a day."""
        items = [one.text for one in self.adoptions if one.known_on(day)]
        return _text((one.text for one in self.statements if one.known_on(day)), items, day >= DEED_MADE)

    def seen_on(self, day: date) -> "Texts":
        """Return the texts as they read on a day: nothing recorded later is there, nothing is struck out later."""

        def seen(several: Iterable[Told]) -> tuple[Told, ...]:
            return tuple(one.as_seen_on(day) for one in several if one.recorded is None or one.recorded <= day)

        return Texts(seen(self.statements), seen(self.adoptions))


def _text(statements: Iterable[str], adoptions: Sequence[str], deed: bool) -> str:
    adopted = f" adopted by {', '.join(adoptions)}" if adoptions else ""
    document = f"instrument deed is an agreement of alder, birch on {DEED_MADE}{adopted}"
    return BASE + "".join(f"{one}.\n" for one in [*statements, *([document] if deed else [])])


@st.composite
def told(draw: st.DrawFn, texts: Sequence[str], least: date = FIRST) -> Told:
    text = draw(st.sampled_from(texts))
    if " of deed:" in text:
        least = max(least, DEED_MADE)
    recorded = draw(st.none() | DAYS.filter(lambda day: day >= least))
    first = recorded or least
    struck_out = draw(st.none() | st.integers(1, LENGTH).map(lambda number: first + timedelta(days=number)))
    return Told(text, recorded, struck_out)


@st.composite
def texts(draw: st.DrawFn) -> Texts:
    adoptions = ("alder on 5 May 2011", "birch by 6 May 2011", "birch on 2 May 2011")
    found = draw(st.lists(told(adoptions, DEED_MADE), max_size=3, unique_by=lambda one: one.text))
    return Texts(tuple(draw(st.lists(told(SENTENCES), max_size=9))), tuple(found))
