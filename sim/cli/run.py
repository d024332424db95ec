"""``run.py SCENARIO``: run a scenario and write its output folder."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from sim import __version__
from sim.cli.arguments import ABOUT, OTHER_COMMANDS, run_parser
from sim.cli.ending import DONE, WRONG_INPUT, InputError
from sim.cli.executing import load_scenario, running, usual_folder, vectors_digest

if TYPE_CHECKING:
    from sim.studies.ensemble import Ran


def command(arguments: Sequence[str], commands: Iterable[str]) -> int:
    """Run a scenario and write its output folder."""
    parser = run_parser("run.py", about=ABOUT, epilog=OTHER_COMMANDS)
    parser.add_argument("--version", action="version", version=f"ibar {__version__}")
    if not arguments:
        parser.print_help()
        return WRONG_INPUT
    options = parser.parse(arguments)
    _looks_like_command(options.scenario, commands)
    loaded = load_scenario(options)
    name = f"{loaded.digest[:12]}{vectors_digest(options)}"
    folder = options.out or usual_folder(loaded.scenario.name, name)
    from sim.studies.ensemble import Unfinished, run

    with running(options, loaded.scenario.name) as how:
        try:
            ran = run(loaded, vectors=options.vectors, out=folder, **how)
        except Unfinished as unfinished:
            if not options.quiet:
                _tell(unfinished.ran)
            print(folder, flush=True)
            raise
    if not options.quiet:
        _tell(ran)
    print(folder, flush=True)
    return DONE


def _looks_like_command(scenario: str, commands: Iterable[str]) -> None:
    """Refuse a word that is no file but nearly a command."""
    if Path(scenario).exists() or Path(scenario).suffix:
        return
    close = get_close_matches(scenario, list(commands), n=1)
    if close:
        message = f"there is no command or scenario {scenario!r}; did you mean {close[0]}?"
        raise InputError(message)


def _tell(ran: "Ran") -> None:
    """Say in a few lines what came out, and how long it took."""
    executed = ran.executed
    processes = f"{executed.workers} processes" if executed.workers > 1 else "1 process"
    before = f", {executed.before} of them before" if executed.before else ""
    done = f"{len(executed.results)} of {executed.asked} runs{before}"
    print("\n".join([*ran.sentences(), f"{done} in {executed.seconds:.1f} s, {processes}"]))
