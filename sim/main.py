"""From the words of a command line to the command that does what they ask.

Only the standard library is imported at the top of these modules, so that ``--help`` answers at
once.
"""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from typing import Final

from sim.app import command as serve
from sim.cli import check, explain, import_files, new, schema, verify
from sim.cli.exit_codes import DONE, INTERRUPTED, MACHINE, MEANINGS, WRONG_INPUT, InputError
from sim.cli.fault import last_words, say
from sim.cli.program import as_called, warnings_as_sentences
from sim.cli.streams import Output, prepare_streams
from sim.report.backend import choose_agg
from sim.studies.ablate import command as ablate
from sim.studies.calibrate import command as calibrate
from sim.studies.compare import command as compare
from sim.studies.crossvalidate import command as crossvalidate
from sim.studies.discovery import command as discovery
from sim.studies.export import command as export
from sim.studies.fork import command as fork
from sim.studies.page import command as page
from sim.studies.plot import command as plot
from sim.studies.run import command as run
from sim.studies.sensitivity import command as sensitivity
from sim.studies.stills import command as stills
from sim.studies.sweep import command as sweep
from sim.studies.validate import command as validate
from sim.studies.why import command as why
from sim.terms.errors import Interrupted, Refused

_MODULES: Final = (
    run,
    check,
    compare,
    fork,
    sweep,
    sensitivity,
    discovery,
    calibrate,
    validate,
    crossvalidate,
    ablate,
    why,
    page,
    stills,
    export,
    import_files,
    explain,
    serve,
    schema,
)
"""A module for each command, in the order of the help: its ``USES`` and its ``command``."""
COMMANDS: Final[dict[str, Callable[[Sequence[str]], int]]] = {
    **{module.USES[0][0].split()[0]: module.command for module in _MODULES},
    "plot": lambda arguments: plot.command(arguments, main),
    "new": lambda arguments: new.command(arguments, main),
    "verify": lambda arguments: verify.command(arguments, main),
}
"""What the first word can be, instead of a scenario; each returns its exit code."""
RENAMED: Final = {"accept": "calibrate --method sample"}
"""What commands of earlier versions are now."""
_ROOM: Final = 37
"""Columns of the list of commands before the words."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: arguments without the program's name; None takes those of the process.

    Returns:
        Exit code, see :data:`sim.cli.exit_codes.MEANINGS`.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # before NumPy starts threads it does not need
    if argv is None:
        choose_agg()
    prepare_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    output = Output(sys.stdout)
    with redirect_stdout(output):  # pyright: ignore[reportArgumentType]
        try:
            with warnings_as_sentences():
                code = _done(arguments)
        except SystemExit:  # a help that was asked for, or an argument that is wrong
            if _is_lost(output):
                return MACHINE
            raise
        except Exception as error:
            code = _ended(error, arguments)
        except KeyboardInterrupt:
            say("interrupted")
            code = INTERRUPTED
        return MACHINE if _is_lost(output) else code


def _done(arguments: Sequence[str]) -> int:
    """Do what is asked; returns the exit code."""
    if arguments and arguments[0] in RENAMED:
        message = f"run.py {arguments[0]} is now run.py {RENAMED[arguments[0]]}"
        raise InputError(message)
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is not None:
        return command(arguments[1:])
    return run.without_word(arguments, COMMANDS, _listed())


def _ended(error: Exception, arguments: Sequence[str]) -> int:
    """Say why it came to nothing; returns the exit code."""
    if isinstance(error, Refused):
        say(as_called(str(error)))
        return WRONG_INPUT
    if isinstance(error, Interrupted):
        say(_interrupted(error))
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        return DONE  # whoever read our output went away: nothing is left to say
    code, words = last_words(error, arguments)
    say(words)
    return code


def _is_lost(output: Output) -> bool:
    """Say what became of the output when it cannot be written."""
    lost = output.close()
    if lost is None or isinstance(lost, BrokenPipeError):
        return False
    say(f"nothing can be printed: {lost.strerror}; what was written to a folder is kept there")
    return True


def _interrupted(error: Interrupted) -> str:
    if not error.done:
        return f"interrupted before the first of {error.requested} runs was done"
    return f"{error}, which are kept: the same command goes on"


def _listed() -> str:
    """Every command in a line or two: how it is called, and what for."""
    lines = ["other commands:"]
    every = [use for module in (*_MODULES, new, plot, verify) for use in module.USES]
    for call, words in (*every, ("COMMAND --help", "more about one of them")):
        start, room = f"  run.py {call}", " " * _ROOM
        fits = len(start) < _ROOM
        first, *more = words.split("\n")
        lines += [f"{start:{_ROOM}}{first}"] if fits else [start, f"{room}{first}"]
        lines += [f"{room}{line}" for line in more]
    lines += ["", "exit codes:", *(f"  {code:3}  {words}" for code, words in MEANINGS.items())]
    return "\n".join(lines)
