"""``run.py fork``: replay a run to an hour as it was, and decide otherwise from then on."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import add_page_language, run_parser, whole_number
from sim.cli.execution_options import default_folder, execution, load_file, vectors_digest
from sim.cli.exit_codes import DONE

if TYPE_CHECKING:
    from sim.scenario.loaded import Loaded
    from sim.studies.fork.request import ForkRequest

USES = (
    (
        'fork SCENARIO --run K --at "2022-07-31 20:00" --set PATH=VALUE',
        "one run again up to that hour, and decided otherwise from there",
    ),
)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Replay a run of a scenario to a local hour exactly as it was, and decide otherwise from then on,
with the same chance before and after. Draws both futures and says what differs.

With --runs N instead of --run K it forks the runs 0 to N-1 at that hour, and compares them in
pairs.
"""
EXAMPLES = """\
what can be decided otherwise: postures and statements of actors, parameters, mechanisms, entries of
the timeline still to come, dates and deals of the issues. A new entry that is not a reaction says
exogenous: true.

examples:
  python run.py fork scenarios/mitrovica.yaml --run 3 --at "2022-07-31 20:00" \\
      --set mechanisms.armed_cells=false
  python run.py fork scenarios/mitrovica.yaml --runs 50 --at "2022-07-31 20:00" \\
      --set 'timeline.hold={at: "2022-07-31 20:00", who: PATRON, does: order, word: down, \
exogenous: true}'
"""


def command(arguments: Sequence[str]) -> int:
    """Fork one run, or many; say what differs, and write the output folder."""
    parser = run_parser("run.py fork", about=ABOUT, epilog=EXAMPLES)
    parser.add_argument(
        "--run", type=whole_number(0), metavar="K",
        help="number of the run, as in runs.csv of an output folder",
    )  # fmt: skip
    parser.add_argument(
        "--at", metavar="TIME", help='local hour from which on it is otherwise: "YYYY-MM-DD HH:MM"'
    )
    add_page_language(parser)
    options = parser.parse(arguments)
    loaded = load_file(Path(options.scenario), ())
    request = _request(options, loaded)
    numbers = "" if options.run is None else f"run{options.run}"
    name = f"{request.digest(options.run, options.runs)[:12]}{vectors_digest(options)}"
    folder = options.out or default_folder("fork", loaded.scenario.name, name)
    with execution(options, f"{loaded.scenario.name} {numbers}".strip()) as how:
        if options.run is not None:
            from sim.studies.fork.study import execute_fork

            made = execute_fork(request, options.run, vectors=options.vectors, out=folder, **how)
        else:
            from sim.studies.fork.ensemble import execute_forks

            made = execute_forks(request, options.runs, vectors=options.vectors, out=folder, **how)
    if not options.quiet:
        print("\n".join(made.sentences()))
    print(folder, flush=True)
    return DONE


def _request(options: argparse.Namespace, loaded: "Loaded") -> "ForkRequest":
    """What is asked, with everything that is wrong in it at once."""
    from sim.studies.fork.request import fork_request, run_mistakes

    wrong = run_mistakes(loaded, options.run)
    if options.run is None and options.runs is None:
        most = loaded.scenario.ensemble.runs - 1
        wrong.append(
            f"--run: is missing; say which run, 0 to {most} (runs.csv of an output folder lists "
            "them), or how many with --runs"
        )
    elif options.run is not None and options.runs is not None:
        wrong.append("--run and --runs: give one of them, one run or how many")
    if not options.sets:
        wrong.append(
            "--set: is missing; say what is decided otherwise, such as "
            "--set mechanisms.armed_cells=false"
        )
    return fork_request(
        loaded, at=options.at, sets=options.sets, seed=options.seed, wrong=wrong,
        language=options.language,
    )  # fmt: skip
