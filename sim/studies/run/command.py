"""``run.py SCENARIO``, ``run.py run SCENARIO``: run a scenario and write its output folder."""

import argparse
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from sim import __version__
from sim.cli.arguments import ABOUT, add_page_language, run_parser
from sim.cli.execution_options import default_folder, execution, load_scenario, vectors_digest
from sim.cli.exit_codes import DONE, WRONG_INPUT, InputError
from sim.scenario.names import close_scenario, scenario_file

if TYPE_CHECKING:
    from sim.studies.run.study import RunResult

USES = (("run SCENARIO", "runs a scenario; the word can be left out"),)
"""How it is called, and what for, as the list of all commands tells it."""
EXAMPLES = """\
examples:
  python run.py scenarios/mitrovica.yaml
  python run.py scenarios/mitrovica.yaml --runs 20 --set actors.pristina.posture.resolve=0.9
"""


def command(arguments: Sequence[str]) -> int:
    """Run a scenario and write its output folder."""
    parser = run_parser("run.py run", about=ABOUT)
    add_page_language(parser)
    return _run(parser.parse(arguments))


def without_word(arguments: Sequence[str], commands: Collection[str], listed: str) -> int:
    """The same for who names a scenario only, or asks for help or the version.

    Args:
        arguments: the words of the command line.
        commands: what the first of them could be instead of a scenario.
        listed: the list of all commands, for the help.
    """
    parser = run_parser("run.py", about=ABOUT, epilog=f"{listed}\n\n{EXAMPLES}")
    add_page_language(parser)
    parser.add_argument("--version", action="version", version=f"ibar {__version__}")
    if not arguments:
        parser.print_help()
        return WRONG_INPUT
    _looks_like_command(arguments[0], commands)
    options = parser.parse(arguments)
    _looks_like_command(options.scenario, commands)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    loaded = load_scenario(options)
    name = f"{loaded.digest[:12]}{vectors_digest(options)}"
    folder = options.out or default_folder(loaded.scenario.name, name)
    from sim.studies.run.study import Unfinished, run

    with execution(options, loaded.scenario.name) as how:
        try:
            asked = {"vectors": options.vectors, "language": options.language}
            ran = run(loaded, out=folder, **asked, **how)
        except Unfinished as unfinished:
            if not options.quiet:
                _tell(unfinished.ran)
            print(folder, flush=True)
            raise
    if not options.quiet:
        _tell(ran)
    print(folder, flush=True)
    return DONE


def _looks_like_command(word: str, commands: Collection[str]) -> None:
    """Refuse a word that is neither a file nor an option, and can only be meant as a command.

    Raises:
        InputError: suggesting the command, or the scenario, that comes near.
    """
    if word.startswith("-") or Path(word).suffix or "/" in word or Path(word).exists():
        return
    if isinstance(scenario_file(Path(word)), Path):
        return
    close = [*get_close_matches(word.lower(), commands, n=1), close_scenario(word.lower())]
    meant = next((name for name in close if name is not None), None)
    hint = (
        f"did you mean {meant}?"
        if meant
        else f"the commands are {', '.join(commands)} (see run.py --help)"
    )
    message = f"there is no command or scenario {word!r}; {hint}"
    raise InputError(message)


def _tell(ran: "RunResult") -> None:
    """Say in a few lines what came out, and how long it took."""
    from sim.terms.words import words

    executed = ran.executed
    took = words(
        "runs_took", ran.language, done=len(executed.results), n=executed.requested,
        before=executed.resumed, seconds=executed.seconds, workers=executed.workers,
    )  # fmt: skip
    print("\n".join([*ran.loaded.removed, *ran.sentences(), took]))
