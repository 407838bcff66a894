"""A coverage-guided fuzz target for reading: whatever stands in a file, it is read or refused, and formatted or left.

Run it for as long as you like; new inputs are kept in the folder named, failing ones are written to the working folder:

    python tests/fuzz/fuzz_reading.py -max_total_time=60 [FOLDER]

What it is given are the rule files of the library and of the grammar's examples, and the reserved words. It needs
`atheris`, which is on Linux only; what it drives is pure Python.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["govrules", "lark"]):
    from govrules.format import format_text
    from govrules.source import SourceText
    from govrules.syntax import parse_text
    from govrules.syntax.cutter import cut
    from govrules.syntax.grammar import load_grammar
    from govrules.syntax.parse import parse_question

ROOT = Path(__file__).parents[2]
LONGEST = 4096
"""Bytes of an input; longer ones find nothing that shorter ones do not."""


def try_reading(data: bytes) -> None:
    """Read some bytes as a file and as a question; format the file twice."""
    text = data.decode("utf-8", "replace")
    parsed = parse_text(SourceText("fuzzed.gov", text))
    pieces = list(cut(text, load_grammar().opening))
    assert len(parsed.statements) + len(parsed.diagnostics) == len(pieces), "something was neither read nor refused"
    for diagnostic in parsed.diagnostics:
        assert diagnostic.span is not None and 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
    once = format_text(SourceText("fuzzed.gov", text)).text
    assert format_text(SourceText("fuzzed.gov", once)).text == once, "formatting twice differs from once"
    expression, fault = parse_question(text)
    assert (expression is None) != (fault is None)


def seeds(folder: Path) -> None:
    """Write what to begin with: the statements of the rule library, and words to put together."""
    opening = load_grammar().opening
    for number, path in enumerate(sorted((ROOT / "policies").rglob("*.gov"))):
        text = path.read_text("utf-8")
        for at, piece in enumerate(cut(text, opening)):
            if at % 7 == number % 7:
                (folder / f"{number}-{at}").write_text(text[piece.start : piece.end], "utf-8")
    words = [*sorted(load_grammar().words), "1 June 2011", "£5", "4.2(b)", "(", ")", ","]
    quoted = (word.encode("utf-8") for word in words)
    lines = ("".join(chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}" for byte in word) for word in quoted)
    (folder.parent / "words.dict").write_text("".join(f'"{line}"\n' for line in lines), "ascii")


def main() -> None:
    """Run the fuzzer with the library's statements and the reserved words to begin with."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "seeds"
        folder.mkdir()
        seeds(folder)
        arguments = [*sys.argv, str(folder), f"-dict={folder.parent / 'words.dict'}", f"-max_len={LONGEST}"]
        atheris.Setup(arguments, try_reading)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
