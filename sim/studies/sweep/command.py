"""``run.py sweep``: one or two things varied over a grid."""

from collections.abc import Sequence

from sim.cli.arguments import add_page_language, run_parser
from sim.cli.execution_options import default_folder, execution, load_scenario
from sim.cli.exit_codes import DONE

USES = (
    ("sweep SCENARIO --vary PATH=LOW:HIGH:N", "one or two values varied, as a table and a picture"),
)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Vary one or two things of a scenario and see what it does to the outcomes. Every point of the grid
has the same runs with the same chance, so that its change is the effect of what is varied."""
EPILOG = """\
examples:
  run.py sweep scenarios/mitrovica.yaml --vary actors.pristina.posture.resolve=0.4:0.9:6
  run.py sweep scenarios/mitrovica.yaml --vary mechanisms.rumour=true,false --runs 100
  run.py sweep scenarios/mitrovica.yaml --vary parameters.rumour.weight=0.3:0.9:5 \\
      --vary parameters.police_entry.weight=0.75:1.4:5 --outcome peak_rung>=6 --outcome injured
"""
SHOWN = "P(rung >= 5), barricades, injured, blocked hours and end of the crisis"


def command(arguments: Sequence[str]) -> int:
    """Sweep a scenario, tell the table, and write the folder."""
    parser = run_parser("run.py sweep", about=ABOUT, epilog=EPILOG)
    parser.add_argument(
        "--vary", action="append", required=True, metavar="PATH=VALUES",
        help="what is varied: PATH=low:high:n in n even steps, or PATH=a,b,c; at most twice",
    )  # fmt: skip
    parser.add_argument(
        "--outcome", dest="outcomes", action="append", metavar="NAME",
        help="an outcome to show: a column of runs.csv, or a condition such as 'peak_rung>=6'; "
        f"can be given again (default: {SHOWN})",
    )  # fmt: skip
    add_page_language(parser)
    options = parser.parse(arguments)
    from sim.studies.sweep.request import OUTCOMES, sweep_request
    from sim.studies.sweep.study import execute_sweep

    loaded = load_scenario(options)
    shown = options.outcomes or OUTCOMES
    request = sweep_request(
        loaded, options.vary, outcomes=shown, vectors=options.vectors,
        language=options.language,
    )  # fmt: skip
    folder = options.out or default_folder("sweep", loaded.scenario.name, request.digest[:12])
    with execution(options, loaded.scenario.name) as how:
        result = execute_sweep(request, out=folder, **how)
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(folder, flush=True)
    return DONE
