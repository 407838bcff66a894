"""`govrules ask` without a question, on a terminal: a prompt for many questions about rules that are read once.

In: a library and what answers one line. Out: answers on stdout. With prompt_toolkit names are completed and earlier
questions can be fetched back; without it lines are read as they are. Nothing is kept when the prompt ends.
"""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from govrules.cli.completing import Names
from govrules.cli.output import say

if TYPE_CHECKING:
    from govrules.api import Library
    from govrules.model.scheme import Scheme

PROMPT = "govrules> "
HELP = """Ask, for example:
  who is accountable for FUNCTION in BODY on DAY
  who may exercise FUNCTION in BODY on DAY for £AMOUNT
  who is the TITLE of BODY on DAY
  what may WHO exercise on DAY, who holds POST on DAY, who answers to WHO on DAY
Without a day the answer is a timeline; `when does it change` asks that of the last question.
`why` turns the derivation on and off, `quit` (or Ctrl-D) ends."""
_IT = re.compile(r"when (?:did|does|will) (?:it|that|this)(?: answer)? changes?")
_ENDINGS = ("quit", "exit", "bye")


def converse(library: "Library", answer: Callable[[str, bool], object]) -> None:
    """Read questions until the person ends; `answer` gets each with whether the derivation is wanted."""
    read = reader(library)
    why, last = False, ""
    scheme = library.scheme
    say(f"{len(scheme.bodies)} bodies and {len(scheme.functions)} functions read. `help` says what to ask.")
    while (line := _next(read)) is not None:
        word = line.strip().rstrip("?.").lower()
        if word in _ENDINGS:
            return
        if not word:
            continue
        if word == "help":
            say(HELP)
        elif word == "why":
            why = not why
            say(f"The derivation is {'shown' if why else 'left out'}.")
        else:
            asks_again = last and _IT.fullmatch(word)
            last = last if asks_again else line.strip().rstrip("?.")
            answer(f"when did {last} change" if asks_again else last, why)
            say("")


def _next(read: Callable[[], str]) -> str | None:
    """Return the next line; None at the end of input. Ctrl-C leaves the line and asks again."""
    while True:
        try:
            return read()
        except EOFError:
            say("")
            return None
        except KeyboardInterrupt:
            say("")


def reader(library: "Library") -> Callable[[], str]:
    """Return what reads a line, with completion and history where prompt_toolkit is installed."""
    if find_spec("prompt_toolkit") is None:
        return lambda: input(PROMPT)
    session = import_module("prompt_toolkit").PromptSession(
        completer=completer(library.scheme), complete_while_typing=False
    )
    return lambda: str(session.prompt(PROMPT))


def completer(scheme: "Scheme") -> Any:
    """Return what offers prompt_toolkit the names of a scheme."""
    completion = import_module("prompt_toolkit.completion")
    names = Names(scheme)

    def get_completions(self: Any, document: Any, event: Any) -> Iterator[Any]:
        for name, length in names.ends(document.text_before_cursor):
            yield completion.Completion(name, start_position=-length)

    return type("NameCompleter", (completion.Completer,), {"get_completions": get_completions})()
