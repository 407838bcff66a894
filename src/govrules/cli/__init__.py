"""The command line: one module a command, each parses arguments, calls the API, renders, and gives an exit code.

In: arguments. Out: results on stdout, what is wrong on stderr, an exit code: 0 done and nothing found, 1 findings or an
undetermined answer, 2 wrong use or unusable input, 3 a fault of govrules itself. Promises: nothing a person types or
writes shows a traceback; a command is imported when it is called and not before, so that `--help` stays quick.
"""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from govrules import __version__
from govrules.cli.output import PipeClosedError, quiet_pipes, say

COMMANDS = {
    "ask": "Answer who is accountable, who may act, who is the officer.",
    "cache": "Say where compiled rule files are kept, or delete them.",
    "check": "Report everything wrong in rule files.",
    "compile": "Compile rule files into one file that is quick to ask.",
    "diff": "Say what really changed between two sets of rule files.",
    "export": "Write the model of rule files as JSON or YAML.",
    "explain": "Explain a diagnostic code such as GR101.",
    "fmt": "Lay out rule files in one way, without changing what they say.",
    "graph": "Draw who may act for whom on a day, or how an answer comes about.",
    "import": "Check a model or register; write a register as a rule file.",
    "new": "Start a folder for a scheme of your own.",
    "matrix": "Show who may exercise which functions, in a table.",
    "timeline": "Show when an answer changes, and by which clauses.",
    "test": "Run the cases of rule files.",
}
"""The commands, each a module of this package, with the line that `--help` shows of it."""

_PATIENT = 500_000
"""How many more things are made than thrown away before garbage is looked for."""
FOUND, WRONG_USE, OUR_FAULT = 1, 2, 3
_INTERRUPTED, _NOBODY_READS = 130, 141
"""What shells report of programs ended by Ctrl-C, and by a pipe whose reader went away."""


class _Lazy(click.Group):
    """A group that imports a command when it is used; until then it knows the name and one line of help."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.commands:
            return None
        command: click.Command = import_module(f"govrules.cli.{cmd_name}{'_' * iskeyword(cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(
    cls=_Lazy,
    commands={name: click.Command(name, short_help=line) for name, line in COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='\b\nExample:\n  govrules ask "who is accountable for statutory accounts in NHS Bexley on 1 June 2011"',
)
@click.version_option(__version__, prog_name="govrules", message="%(prog)s %(version)s")
def program() -> None:
    """Who is accountable for what, in which body, on which day, and by which clause.

    govrules reads rule files that say in plain sentences what schemes of delegation say on paper, and answers
    questions about them.
    """


def run(args: Sequence[str] | None = None) -> int:
    """Run one command (None: the arguments of this process) and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = program.main(args=None if args is None else list(args), prog_name="govrules", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except (PipeClosedError, BrokenPipeError):
        quiet_pipes()
        return _NOBODY_READS
    except Exception as error:
        return _own_fault(error)


def _own_fault(error: Exception) -> int:
    """Say in one line that the fault is ours; the traceback is for those who ask for it.

    What is wrong deep inside a compiled file comes out here too, and is the fault of the file.
    """
    if os.environ.get("GOVRULES_DEBUG") == "1":
        import traceback

        say(traceback.format_exc(), err=True)
    said = " ".join(f"{type(error).__name__}: {error}".split())
    if type(error).__name__ == "DamagedError":
        say(
            f"error: the compiled file cannot be used ({error}): run `govrules cache clean`, or compile it again",
            err=True,
        )
        return WRONG_USE
    say(f"govrules itself failed (GR901): {said}", err=True)
    return OUR_FAULT


def main() -> None:
    """Run the command line of this process and end it with the exit code.

    What is made while a command starts stays to its end: looking for garbage so early finds none and takes a tenth of
    the time of a small command, and looking for it once more at the end, of a process that gives everything back, a
    seventh.
    """
    gc.set_threshold(_PATIENT)
    code = run()
    gc.freeze()
    sys.exit(code)
