"""Random edits of a rule file: what an author does to it between two looks at it.

In: hypothesis, the text of a file, and further statements. Out: the text after each of a few edits. An edit puts in,
takes out, doubles, changes, breaks, shifts or exchanges a statement, or changes the lines around it.
"""

from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

from govrules.syntax.cutter import cut
from govrules.syntax.grammar import load_grammar

STRAY = ("until", '"', ")", "£", "delegates delegates", "", ".", "/", "“", "up to 5", "and/or")
AROUND = ("\n", "  ", "# a remark.\n", "\n\n", "\t")


def edited(data: st.DataObject, text: str, further: Sequence[str], most: int = 4) -> Iterator[str]:
    """Yield the text after one edit, after two, and so on."""
    for _ in range(data.draw(st.integers(1, most), label="edits")):
        text = _edit(data, text, further)
        yield text


def _edit(data: st.DataObject, text: str, further: Sequence[str]) -> str:
    pieces = [(piece.start, piece.end) for piece in cut(text, load_grammar().opening)] or [(0, 0)]
    start, end = data.draw(st.sampled_from(pieces), label="statement")
    said = text[start:end]
    match data.draw(st.sampled_from(["put in", "take out", "double", "change", "break", "shift", "exchange"])):
        case "put in":
            said = f"{data.draw(st.sampled_from(further))}\n{said}"
        case "take out":
            said = ""
        case "double":
            said = f"{said}\n{said}"
        case "change":
            words = said.split(" ")
            other = data.draw(st.sampled_from(further)).split(" ")
            at = data.draw(st.integers(0, len(words) - 1))
            words[at] = data.draw(st.sampled_from(other))
            said = " ".join(words)
        case "break":
            at = data.draw(st.integers(0, len(said)))
            said = f"{said[:at]} {data.draw(st.sampled_from(STRAY))} {said[at:]}"
        case "shift":
            said = data.draw(st.sampled_from(AROUND)) + said
        case _:
            said = data.draw(st.sampled_from(further))
    return text[:start] + said + text[end:]
