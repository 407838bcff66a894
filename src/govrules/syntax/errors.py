"""Say in the author's words why a piece could not be read.

In: what lark raised, the piece, the grammar. Out: one diagnostic with a place and one thing to do (GR003 to GR008,
GR012, GR013). Promise: no terminal name of the grammar reaches a person.
"""

import re

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from govrules.diagnostics import Diagnostic
from govrules.diagnostics.suggest import did_you_mean, suggest
from govrules.source import SourceText, Span
from govrules.syntax.asked import STANCES
from govrules.syntax.cutter import Piece, code_of
from govrules.syntax.grammar import Grammar
from govrules.syntax.said_otherwise import said_otherwise

REFUSED = {
    "until": "write `to` for the last day, or `before` for the first day after",
    "till": "write `to` for the last day, or `before` for the first day after",
    "shall": "say who does it: `delegates`, `reserves`, `retains`, `answers`",
    "subject": "say which kind of exception is meant: `except` takes functions out, `up to` sets a limit, `only if` a"
    " condition",
    "notwithstanding": "say what it is an exception to: `despite 4.2` names a clause, `except` takes functions out",
}
_PHRASES = {
    "NAME": "a name", "STRING": "a text in quotation marks", "LABEL": "a clause label such as 4.2(b)",
    "DATE": "a day such as 1 June 2011", "MONEY": "an amount such as £50,000", "COMMA": "a comma",
    "INT": "a number such as 2", "VAT": "`VAT`",
    "COLON": "a colon", "DOT": "a full stop", "LPAR": "an opening bracket", "RPAR": "a closing bracket",
    "QMARK": "a question mark",
}  # fmt: skip
_LATER = {"require", "standing", "requirement"}
_MOST_EXPECTED = 7
_SEVERAL = ("both", "either", "all", "any", "each")
_AND_OR = re.compile(r"(and|or)\s*/\s*(and|or)\b")
_ARTICLES = ("the", "a", "an")
_EITHER_OR_BOTH = "write `either A or B` where one is enough, `both A and B` where it takes two"
_CURLY = "“”„‟«»"


def explain_fault(error: UnexpectedInput, source: SourceText, piece: Piece, grammar: Grammar) -> Diagnostic:
    """Return the one diagnostic for a statement that lark could not read."""
    text = source.text[piece.start : piece.end]
    for check in (_unclosed_string, _unknown_opening, _curly_quotes):
        found = check(text, source, piece, grammar)
        if found is not None:
            return found
    if isinstance(error, UnexpectedCharacters):
        return _stray_character(error, source, piece)
    assert isinstance(error, UnexpectedToken)
    return _unexpected_token(error, source, piece, grammar)


def explain_question_fault(error: UnexpectedInput, source: SourceText, grammar: Grammar) -> Diagnostic:
    """Return the one diagnostic for a question that could not be read."""
    expected = _expected(error, grammar)
    ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    at = len(source.text) if ended else (error.pos_in_stream or 0)
    end = len(source.text) if isinstance(error, UnexpectedCharacters) else at + len(getattr(error, "token", ""))
    return Diagnostic(
        "GR013",
        "this question cannot be read",
        source.span(at, max(end, at)),
        f"expected {expected}" if expected else "not understood",
        "ask `who is accountable for FUNCTION in BODY on DAY`, `who may exercise FUNCTION in BODY on DAY for £AMOUNT`"
        ", `may WHO exercise FUNCTION in BODY` or `who is the TITLE of BODY on DAY`;"
        " put a name in quotes if it holds a word such as `on`",
    )


def _unclosed_string(text: str, source: SourceText, piece: Piece, grammar: Grammar) -> Diagnostic | None:
    offset = piece.start
    for line in text.split("\n"):
        code = _without_comment(line)
        if code.count('"') % 2:
            at, end, opens = _odd_quote(code)
            label = "this text is not closed on its line" if opens else "this text is not opened on its line"
            return Diagnostic(
                "GR004", "a quotation mark is missing", source.span(offset + at, offset + end), label,
                'close the text with `"` on the same line; a text cannot hold a quotation mark itself'
                if opens else 'open the text with `"` before its first word',
            )  # fmt: skip
        offset += len(line) + 1
    return None


def _odd_quote(line: str) -> tuple[int, int, bool]:
    """Return where the text with one quotation mark only begins and ends, and whether that mark opens it.

    A mark opens a text if it stands before a word and not after one, and closes it if it is the reverse.
    """
    opened: int | None = None
    for mark in re.finditer('"', line):
        at = mark.start()
        after, before = line[at + 1 : at + 2].strip(" .,:()"), line[:at][-1:].strip(" (")
        if opened is None and before and not after:
            word = re.search(r"\S+$", line[:at])
            return word.start() if word else at, at + 1, False
        if opened is not None and after and not before:
            return opened, opened + len(line[opened:at].rstrip()), True
        opened = at if opened is None else None
    at = line.rindex('"') if opened is None else opened
    return at, len(line), True


def _without_comment(line: str) -> str:
    """Return the line up to a `#` that stands outside strings."""
    inside = False
    for index, char in enumerate(line):
        if char == '"':
            inside = not inside
        elif char == "#" and not inside:
            return line[:index]
    return line


def _curly_quotes(text: str, source: SourceText, piece: Piece, grammar: Grammar) -> Diagnostic | None:
    offset = piece.start
    for line in text.split("\n"):
        for index, char in enumerate(code_of(line)):
            if char in _CURLY:
                at = offset + line.index(char, index)
                return Diagnostic(
                    "GR012",
                    f"the quotation mark {char} is not the one rule files use",
                    source.span(at, at + 1),
                    "a typographer's quotation mark",
                    'use the straight quotation mark `"`',
                )
        offset += len(line) + 1
    return None


def _unknown_opening(text: str, source: SourceText, piece: Piece, grammar: Grammar) -> Diagnostic | None:
    word = text.split()[0].rstrip(":.,")
    if word in grammar.opening:
        return None
    end = piece.start + len(word)
    if word in _LATER:
        return Diagnostic(
            "GR006",
            f"govrules does not have `{word}` statements yet",
            source.span(piece.start, end),
            "not part of the language yet",
            "take this statement out, or keep it as a comment (`#`)",
        )
    close = suggest(word.lower(), grammar.opening)
    known = ", ".join(f"`{opening}`" for opening in sorted(grammar.opening))
    return Diagnostic(
        "GR006",
        f"no statement begins with `{_shown(word)}`",
        source.span(piece.start, end),
        "opens no statement",
        f"did you mean `{close[0]}`?" if close else f"a statement begins with one of {known}",
    )


def _stray_character(error: UnexpectedCharacters, source: SourceText, piece: Piece) -> Diagnostic:
    at = error.pos_in_stream or 0
    char = source.text[at]
    if char == "/" and _AND_OR.match(source.text, max(source.text.rfind(" ", piece.start, at) + 1, piece.start)):
        return Diagnostic(
            "GR003", "`and/or` has more than one meaning", source.span(at, at + 1), "which of the two?", _EITHER_OR_BOTH
        )
    helps = {
        "&": "write `and` inside a text, or list names with commas",
        ";": "end the statement with a full stop",
        "'": 'put texts between straight quotation marks `"`',
        "£": "write amounts as £250,000 or £250,000.01",
        "_": "write names with hyphens, as in finance-director",
    }
    return Diagnostic(
        "GR012",
        f"the character `{_shown(char)}` cannot stand here",
        source.span(at, at + 1),
        "not part of the language",
        helps.get(char, 'names are lower-case words joined by hyphens; other text stands in quotation marks `"`'),
    )


def _unexpected_token(error: UnexpectedToken, source: SourceText, piece: Piece, grammar: Grammar) -> Diagnostic:
    token = error.token
    word = str(token)
    if token.type == "$END":
        return _ended(error, source, piece, grammar)
    assert token.start_pos is not None
    span = source.span(token.start_pos, token.start_pos + len(word))
    if word in REFUSED:
        return Diagnostic("GR007", f"`{word}` has more than one meaning", span, "refused", REFUSED[word])
    if word in grammar.opening and not _terminals(error) & {"NAME", "STRING"}:
        return Diagnostic(
            "GR005",
            "the statement before this word does not end with a full stop at the end of a line",
            span,
            "a new statement begins here",
            "end each statement with a full stop, and begin the next on a line of its own",
        )
    if word in ("m", "k", "bn") and "PER" in _terminals(error):
        return Diagnostic(
            "GR010", "the amount is not written out", span, "not an amount",
            "write the amount out in pounds, as in `up to £1,000,000 per transaction`",
        )  # fmt: skip
    if word in _SEVERAL and "THAT" in _terminals(error):
        return Diagnostic(
            "GR003", f"the statement cannot be read at `{word}`", span, "a name is needed here",
            "those who act together nest once: `both A and any 1 of B, C`; define a set for more",
        )  # fmt: skip
    if word in grammar.words and "NAME" in _terminals(error):
        return Diagnostic(
            "GR008",
            f"`{word}` is a word of the language and cannot be a name",
            span,
            "a name is needed here",
            f"leave `{word}` out, as in `treasurer of alder`"
            if word in _ARTICLES
            else "choose another name; a display name in quotes may hold any word",
        )
    return _expected_something(error, word, span, source, piece, grammar)


def _expected_something(
    error: UnexpectedToken, word: str, span: Span, source: SourceText, piece: Piece, grammar: Grammar
) -> Diagnostic:
    if _terminals(error) == {"VAT"} and word.upper() != "VAT" and error.interactive_parser is not None:
        return _not_a_modifier(error.interactive_parser.parser_state.value_stack[-1], source, grammar)
    help_ = f"expected {_expected(error, grammar)}"
    keywords = [word for word, terminal in grammar.words.items() if terminal in _terminals(error)]
    close = suggest(word, keywords, most=1)
    before, after = source.text[piece.start : span.start], source.text[span.end : piece.end]
    following = (after.split() or [""])[0]
    otherwise = said_otherwise(word, before, after)
    if _AND_OR.match(source.text, span.start):
        help_ = _EITHER_OR_BOTH
    elif word[0].isdigit() and source.text[: span.start].rstrip().endswith((" up to", " over")):
        help_ = "write amounts with their sign, as in `up to £5,000 per transaction`"
    elif close:
        help_ = f"did you mean `{close[0]}`?"
    elif otherwise:
        help_ = otherwise
    elif following in keywords and word.isalpha() and word not in grammar.words:
        help_ = f"take `{_shown(word)}` out"
    elif word == "over" and "PER" in _terminals(error):
        help_ = "write the lower amount first, as in `over £10,000 up to £50,000 per transaction`"
    elif "PER" in _terminals(error):
        help_ = "say what the amount is counted on, as in `up to £50,000 per transaction`"
    elif word == "," and not error.token_history:
        help_ = "where several bodies act, each for itself, write `each of bexley, bromley`"
    elif word in ("and", "or") and "COMMA" not in _terminals(error):
        help_ = f"where several act, {_EITHER_OR_BOTH}, `any 2 of A, B, C` for more"
    elif word in ("and", "or"):
        help_ = "list names with commas: `finance, estates`"
    elif word == "." and "UP" in _terminals(error) and "DOT" not in _terminals(error):
        help_ = "add the rows of the table, as in `up to £50,000: WHO`"
    elif "INT" in _terminals(error) and "NAME" not in _terminals(error):
        help_ = "say how many in figures, such as `2`"
    elif error.token.type == "LABEL" and "NAME" in _terminals(error):
        help_ = "names are lower-case words joined by hyphens, such as finance-director, or a display name in quotes"
    elif word == ",":
        help_ += "; where several bodies act, each for itself, write `each of bexley, bromley`"
    return Diagnostic("GR003", f"the statement cannot be read at `{_shown(word)}`", span, "not expected here", help_)


def _not_a_modifier(token: Token, source: SourceText, grammar: Grammar) -> Diagnostic:
    """Return the diagnostic for a word after an amount's basis that is neither a stance on VAT nor a modifier."""
    assert token.start_pos is not None
    span = source.span(token.start_pos, token.start_pos + len(token))
    close = "" if token in STANCES else did_you_mean(token, [*grammar.words, *STANCES])
    help_ = close or "say `including VAT` or `excluding VAT`, or go on with a modifier such as `only if`"
    return Diagnostic("GR003", f"the statement cannot be read at `{token}`", span, "not expected here", help_)


def _ended(error: UnexpectedToken, source: SourceText, piece: Piece, grammar: Grammar) -> Diagnostic:
    span = source.span(max(piece.start, piece.end - 1), piece.end)
    if "DOT" in _terminals(error):
        return Diagnostic(
            "GR005", "the statement does not end with a full stop", span, "the statement stops here",
            "end it with a full stop",
        )  # fmt: skip
    return Diagnostic(
        "GR003", "the statement ends too early", span, "something is missing after this",
        f"expected {_expected(error, grammar)}",
    )  # fmt: skip


def _terminals(error: UnexpectedInput) -> set[str]:
    if isinstance(error, UnexpectedToken):
        return set(error.accepts or error.expected)
    return set(error.allowed or ()) if isinstance(error, UnexpectedCharacters) else set()


def _expected(error: UnexpectedInput, grammar: Grammar) -> str:
    """Say what could have stood there: all of it where it is little, else the kinds of it."""
    terminals = _terminals(error)
    refused = {grammar.words[word] for word in REFUSED if word in grammar.words}
    by_terminal = {terminal: word for word, terminal in grammar.words.items() if terminal not in refused}
    phrases = [_PHRASES[t] for t in sorted(terminals) if t in _PHRASES]
    words = sorted(f"`{by_terminal[t]}`" for t in terminals if t in by_terminal)
    if len(words) > _MOST_EXPECTED:
        words = [*words[:_MOST_EXPECTED], "another word of the language"]
    options = phrases + words
    return ", ".join(options[:-1]) + " or " + options[-1] if len(options) > 1 else "".join(options)


def _shown(text: str) -> str:
    """Return text that is safe to print: control and direction characters as their code points."""
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in text)
