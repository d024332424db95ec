"""``run.py check``: every mistake in some scenario files."""

import sys
from collections.abc import Sequence
from pathlib import Path

from sim.cli.arguments import Parser
from sim.cli.exit_codes import DONE, WRONG_INPUT

USES = (("check SCENARIO...", 'every mistake in these files, or "ok"'),)
"""How it is called, and what for, as the list of all commands tells it."""


def command(arguments: Sequence[str]) -> int:
    """Say every mistake in some scenario files."""
    parser = Parser(prog="run.py check", description="Look for mistakes in scenario files.")
    parser.add_argument(
        "scenarios", metavar="SCENARIO", nargs="+", help="scenario: a file (YAML) or a name"
    )
    from sim.scenario.load import load
    from sim.scenario.mistakes import ScenarioError

    code = DONE
    for scenario in parser.parse(arguments).scenarios:
        try:
            load(Path(scenario), ())
        except ScenarioError as error:
            print(error, file=sys.stderr)
            code = WRONG_INPUT
        else:
            print(f"{scenario}: ok")
    return code
