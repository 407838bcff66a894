"""The words that mean something in the language everywhere, and so can be no name.

In: the grammar files, inside an installed package or beside `src` in a checkout. Out: the words. Promise: they are
those of the built grammar (a test compares them), found without building it.
"""

import re
from functools import cache
from pathlib import Path

_COMMENT = re.compile(r"//[^\n]*")
_WORD = re.compile(r'"([a-zA-Z][^"\s]*)"')


def grammar_file() -> Path:
    """Return the grammar's main file: in the installed package, else at the top of the checkout."""
    packaged = Path(__file__).parent.parent / "grammar" / "govrules.lark"
    return packaged if packaged.exists() else Path(__file__).parents[3] / "grammar" / "govrules.lark"


@cache
def reserved_words() -> frozenset[str]:
    """Return the reserved words, which an unquoted name in a question cannot be."""
    main = grammar_file()
    text = "\n".join(path.read_text("utf-8") for path in (main, main.with_name("terminals.lark")))
    return frozenset(_WORD.findall(_COMMENT.sub("", text)))
