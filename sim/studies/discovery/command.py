"""``run.py discovery``: the region of the uncertain quantities in which a condition holds."""

from collections.abc import Sequence

from sim.cli.arguments import add_page_language, run_parser, whole_number
from sim.cli.execution_options import default_folder, execution, load_scenario
from sim.cli.exit_codes import DONE, InputError

USES = (
    (
        "discovery SCENARIO 'peak_rung>=6'",
        "in which region of them a condition holds far more often",
    ),
)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Spread quantities evenly over their declared ranges, one run a point, and look for the region in
which a condition on the outcomes holds far more often (PRIM); half as many other points try it."""
EPILOG = """\
examples:
  run.py discovery scenarios/mitrovica.yaml 'peak_rung>=6'
  run.py discovery scenarios/mitrovica.yaml 'barricades_peak>=11' --parameters 'parameters.*'
"""


def command(arguments: Sequence[str]) -> int:
    """Run the points, tell what region was found, and write the folder."""
    parser = run_parser("run.py discovery", about=ABOUT, epilog=EPILOG)
    parser.add_argument(
        "condition", metavar="CONDITION",
        help="a column of runs.csv and a level, such as 'peak_rung>=6' or 'blocked_hours<24'",
    )  # fmt: skip
    parser.add_argument(
        "--parameters", nargs="+", default=[], metavar="PATH",
        help="quantities with a range to vary, with * for any part of a path "
        "(default: what actors keep to themselves)",
    )  # fmt: skip
    parser.add_argument(
        "--samples", type=whole_number(2, 1_000_001), metavar="N",
        help="points the box is made from (default: 400); half as many try it",
    )  # fmt: skip
    add_page_language(parser)
    options = parser.parse(arguments)
    if options.runs is not None:
        message = "--runs: the size of the study is said by --samples"
        raise InputError(message)
    from sim.studies.discovery.request import SAMPLES, discovery_request
    from sim.studies.discovery.study import execute_discovery

    loaded = load_scenario(options)
    request = discovery_request(
        loaded, options.condition, parameters=options.parameters,
        samples=options.samples or SAMPLES, vectors=options.vectors, language=options.language,
    )  # fmt: skip
    folder = options.out or default_folder("discovery", loaded.scenario.name, request.digest[:12])
    with execution(options, loaded.scenario.name) as how:
        result = execute_discovery(request, out=folder, **how)
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(folder, flush=True)
    return DONE
