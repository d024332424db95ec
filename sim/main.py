"""From the words of a command line to the command that does what they ask.

Only the standard library is imported at the top of these modules, so that ``--help`` answers at
once.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from sim.cli import check, schema, verify
from sim.cli.exit_codes import DONE, INTERRUPTED, WRONG_INPUT
from sim.cli.program import as_called
from sim.studies.ablate import command as ablate
from sim.studies.calibrate import command as calibrate
from sim.studies.compare import command as compare
from sim.studies.discovery import command as discovery
from sim.studies.fork import command as fork
from sim.studies.run import command as run
from sim.studies.sensitivity import command as sensitivity
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
    ablate,
    why,
    schema,
)
"""A module for each command, in the order of the help: its ``USES`` and its ``command``."""
COMMANDS: Final[dict[str, Callable[[Sequence[str]], int]]] = {
    **{module.USES[0][0].split()[0]: module.command for module in _MODULES},
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
        Exit code: 0 done, 2 the input is wrong, 130 interrupted.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # before NumPy starts threads it does not need
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in RENAMED:
        print(f"run.py {arguments[0]} is now run.py {RENAMED[arguments[0]]}", file=sys.stderr)
        return WRONG_INPUT
    command = COMMANDS.get(arguments[0]) if arguments else None
    try:
        if command is not None:
            return command(arguments[1:])
        return run.without_word(arguments, COMMANDS, _listed())
    except Refused as error:
        print(as_called(str(error)), file=sys.stderr)
        return WRONG_INPUT
    except Interrupted as error:
        print(_interrupted(error), file=sys.stderr)
        return INTERRUPTED
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read our output went away: nothing is left to say, and nowhere to say it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _interrupted(error: Interrupted) -> str:
    if not error.done:
        return f"interrupted before the first of {error.requested} runs was done"
    return f"{error}, which are kept: the same command goes on"


def _listed() -> str:
    """Every command in a line or two: how it is called, and what for."""
    lines = ["other commands:"]
    every = [use for module in (*_MODULES, verify) for use in module.USES]
    for call, words in (*every, ("COMMAND --help", "more about one of them")):
        start, room = f"  run.py {call}", " " * _ROOM
        fits = len(start) < _ROOM
        first, *more = words.split("\n")
        lines += [f"{start:{_ROOM}}{first}"] if fits else [start, f"{room}{first}"]
        lines += [f"{room}{line}" for line in more]
    return "\n".join(lines)
