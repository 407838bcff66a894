"""`govrules ask`: one typed question, one answer.

In: a question and rule files. Out: the answer as text or JSON; exit code 0 if it is settled, 1 if the files leave it
undetermined, 2 if the question or the files cannot be used.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli import FOUND, WRONG_USE
from govrules.cli.completing import complete_question
from govrules.cli.faults import print_faults, unreadable
from govrules.cli.loading import cache_option, loaded
from govrules.cli.output import (
    color_option,
    on_terminal,
    paths_argument,
    progress,
    say,
    table_format_option,
    wants_colour,
    width,
)
from govrules.cli.writing import deliver

if TYPE_CHECKING:
    from govrules.api import Library, Reply
    from govrules.model.answer import Answer

EXAMPLE = 'govrules ask "who is accountable for statutory accounts in NHS Bexley on 1 June 2011" policies'


@click.command(
    "ask",
    short_help="Answer who is accountable, who may act, who is the officer.",
    epilog=f"\b\nExample:\n  {EXAMPLE}",
)
@click.argument("question", required=False, shell_complete=complete_question)
@paths_argument
@click.option("--why", is_flag=True, help="Add the derivation: every clause, where it was read, and what fell away.")
@click.option("--supposing", metavar="STATEMENT", default="", help="Answer beside it as if a rule file said this too.")
@table_format_option
@cache_option
@color_option
def command(question: str | None, paths: tuple[str, ...], why: bool, supposing: str, form: str, color: str) -> int:
    """Answer a QUESTION from rule files.

    \b
    who is accountable for FUNCTION in BODY [on DAY] [for £AMOUNT [per BASIS]]
    who may exercise FUNCTION in BODY [on DAY] [for £AMOUNT [per BASIS]]
    who is the TITLE of BODY [on DAY]
    may WHO exercise FUNCTION in BODY [on DAY] [for £AMOUNT [per BASIS]]
    why may WHO not exercise FUNCTION in BODY [on DAY] [for £AMOUNT [per BASIS]]
    what may WHO exercise [in BODY] [on DAY] [for £AMOUNT [per BASIS]]
    what is delegated to WHO [in BODY] [on DAY] [for £AMOUNT [per BASIS]]
    what does BODY retain | reserve | keep [on DAY] [for £AMOUNT [per BASIS]]
    who holds POST [on DAY], who answers to WHO, to whom does WHO answer,
    who directs BODY, who manages BODY, who sits as board of BODY,
    of which bodies is WHO the TITLE, which clusters is BODY in,
    who are the members of CLUSTER, when did QUESTION change,
    what falls if CLAUSE-OR-DOCUMENT ends [on DAY], QUESTION supposing "STATEMENT"

    Any may end in `given CIRCUMSTANCE, not CIRCUMSTANCE`, in `as known on DAY`
    and in `concerning PERSON-OR-POST`.
    Names may be typed as they are displayed. Without a day the answer is a timeline. Without a QUESTION, on a terminal,
    there is a prompt for many. PATHS are rule files or folders; without any, those of the nearest govrules.toml are
    read, else the folder policies.

    Exits with 0 for an answer, 1 if the files leave it undetermined, 2 if question or files cannot be used.
    """
    if question is None or (" " not in question and Path(question).exists()):
        return _converse((*([question] if question else []), *paths), why, form, color)
    asked = _asked(question, paths)
    with progress("Reading the rule files"):
        library = loaded(paths)
    return _answer(library, asked, paths, form, why, color, supposing)


def _answer(
    library: "Library", asked: str, paths: tuple[str, ...], form: str, why: bool, color: str, supposing: str = ""
) -> int:
    """Answer one question; return the exit code."""
    library = library.asked_by(asked)
    reply = None if unreadable(library) else library.ask(asked, supposing)
    if form == "json":
        _print_data(library, reply)
    colour = wants_colour(color, sys.stderr)
    if reply is not None and reply.listing is not None:
        if form != "json":
            tint = form == "text" and wants_colour(color, sys.stdout)
            deliver(reply.listing.written(form, width(), tint), None, library.texts)
        print_faults(library, reply, paths, colour)
        return FOUND if reply.is_open else 0
    if reply is None or reply.answer is None:
        print_faults(library, reply, paths, colour)
        return WRONG_USE
    if form != "json":
        why = why or reply.answer.question.how == "why-not"
        _print_answer(library, reply.answer, form, why, color)
    print_faults(library, reply, paths, colour)
    return FOUND if reply.is_open else 0


def _converse(paths: tuple[str, ...], why: bool, form: str, color: str) -> int:
    """Answer questions at a prompt. Raises the usage error where there is no terminal to ask on."""
    if not on_terminal():
        raise click.UsageError(f"Say what to ask, for example:\n\n  {EXAMPLE}\n\nOnly a terminal has a prompt.")
    from govrules.cli.prompt import converse

    with progress("Reading the rule files"):
        library = loaded(paths)
    if unreadable(library):
        print_faults(library, None, paths, wants_colour(color, sys.stderr))
        return WRONG_USE
    converse(library, lambda asked, wanted: _answer(library, asked, paths, form, why or wanted, color))
    return 0


def _asked(question: str, paths: tuple[str, ...]) -> str:
    """Return the question, or raise the usage error that helps most."""
    if not question.strip():
        raise click.UsageError(f"Say what to ask, for example:\n\n  {EXAMPLE}")
    if " " not in question.strip() and paths and not any(Path(path).exists() for path in paths):
        whole = " ".join([question, *paths]).replace('"', "'")
        raise click.UsageError(f'Put the whole question in quotation marks:\n\n  govrules ask "{whole}"')
    return question


def _print_answer(library: "Library", answer: "Answer", form: str, why: bool, color: str) -> None:
    """Write an answer as text, Markdown or CSV."""
    if form == "text":
        from govrules.render.text import render_answer

        tint = wants_colour(color, sys.stdout)
        say(render_answer(answer, library.scheme, why=why, width=width(), colour=tint), colour=tint)
        return
    from govrules.render.page import answer_markdown, answer_table
    from govrules.render.table import csv_table

    markdown = form == "markdown"
    table = csv_table(answer_table(answer, library.scheme)) if not markdown else ""
    deliver(answer_markdown(answer, library.scheme, why=why) if markdown else table, None, ())


def _print_data(library: "Library", reply: "Reply | None") -> None:
    """Write the answer as JSON; without an answer, its shape with the findings that say why."""
    from govrules.diagnostics import Severity
    from govrules.diagnostics.data import diagnostic_data

    errors = [one for one in library.diagnostics if one.severity is Severity.ERROR]
    if reply is not None and reply.listing is not None:
        data = reply.listing.data
    elif reply is not None and reply.answer is not None:
        from govrules.render.data import answer_data

        data = answer_data(reply.answer, library.scheme)
    else:
        found = reply.diagnostics if reply is not None else errors
        data = {"format_version": 1, "outcome": None, "diagnostics": [diagnostic_data(one) for one in found]}
    data["errors_in_files"] = len(errors)
    say(json.dumps(data, ensure_ascii=False, indent=2))
