"""``run.py SCENARIO``: run a scenario and write its output folder."""

import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim import __version__
from sim.cli.arguments import ABOUT, OTHER_COMMANDS, run_parser
from sim.cli.ending import DONE, INTERRUPTED, WRONG_INPUT, InputError
from sim.cli.executing import execute, load_scenario, nothing_done, output_folder, write

if TYPE_CHECKING:
    from sim.experiment.runner import Executed
    from sim.results.run import Run


def command(arguments: Sequence[str], commands: Iterable[str]) -> int:
    """Run a scenario and write its output folder."""
    parser = run_parser("run.py", about=ABOUT, epilog=OTHER_COMMANDS)
    parser.add_argument("--version", action="version", version=f"ibar {__version__}")
    if not arguments:
        parser.print_help()
        return WRONG_INPUT
    options = parser.parse(arguments)
    _looks_like_command(options.scenario, commands)
    from sim.experiment.interruption import stop_on_signals

    with stop_on_signals() as stop:
        loaded = load_scenario(options)
        folder = output_folder(options, loaded)
        executed = execute(options, loaded, stop)
        if not executed.results:
            return nothing_done()
        summary = write(folder, loaded, executed)
    if not options.quiet:
        _tell(summary, executed)
    print(folder, flush=True)
    return INTERRUPTED if executed.interrupted else DONE


def _looks_like_command(scenario: str, commands: Iterable[str]) -> None:
    """Refuse a word that is no file but nearly a command."""
    if Path(scenario).exists() or Path(scenario).suffix:
        return
    close = get_close_matches(scenario, list(commands), n=1)
    if close:
        message = f"there is no command or scenario {scenario!r}; did you mean {close[0]}?"
        raise InputError(message)


def _tell(summary: dict[str, Any], executed: "Executed[Run]") -> None:
    """Say in a few lines what came out, and how long it took."""
    from sim.report.brief import brief

    print("\n".join(brief(summary)))
    processes = f"{executed.workers} processes" if executed.workers > 1 else "1 process"
    print(
        f"{len(executed.results)} of {executed.asked} runs in {executed.seconds:.1f} s, {processes}"
    )
    if executed.interrupted:
        print("interrupted: only the runs that were done are written", file=sys.stderr)
