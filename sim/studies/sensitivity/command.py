"""``run.py sensitivity``: which uncertain quantities move the outcomes, and how much is chance."""

from collections.abc import Sequence

from sim.cli.arguments import Parser, add_page_language, run_parser, whole_number
from sim.cli.execution_options import default_folder, execution, load_scenario
from sim.cli.exit_codes import DONE, InputError

USES = (("sensitivity SCENARIO", "which uncertain values move the outcomes, and what chance does"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Vary quantities over their declared ranges and say which of them move the outcomes, with what chance
does beside it. Where among them a condition holds far more often is told by run.py discovery."""
EPILOG = """\
examples:
  run.py sensitivity scenarios/mitrovica.yaml
  run.py sensitivity scenarios/mitrovica.yaml --parameters 'parameters.rumour.*' --samples 6
  run.py sensitivity scenarios/mitrovica.yaml --method sobol --samples 32 \\
      --parameters 'actors.*.posture.resolve' 'actors.*.posture.stance'
"""


def command(arguments: Sequence[str]) -> int:
    """Run the design, tell what came of it, and write the folder."""
    parser = run_parser("run.py sensitivity", about=ABOUT, epilog=EPILOG)
    _add_options(parser)
    add_page_language(parser)
    options = parser.parse(arguments)
    if options.runs is not None:
        message = "--runs: the size of the study is said by --samples and --replicates"
        raise InputError(message)
    from sim.studies.sensitivity.request import OUTCOMES, REPLICATES, sensitivity_request
    from sim.studies.sensitivity.study import execute_sensitivity

    loaded = load_scenario(options)
    request = sensitivity_request(
        loaded, options.method, parameters=options.parameters, samples=options.samples,
        replicates=options.replicates or REPLICATES, outcomes=options.outcomes or OUTCOMES,
        vectors=options.vectors, language=options.language,
    )  # fmt: skip
    folder = options.out or default_folder("sensitivity", loaded.scenario.name, request.digest[:12])
    with execution(options, loaded.scenario.name) as how:
        result = execute_sensitivity(request, out=folder, **how)
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(folder, flush=True)
    return DONE


def _add_options(parser: Parser) -> None:
    parser.add_argument(
        "--method", choices=("morris", "sobol"), default="morris",
        help="morris screens many quantities (default), sobol shares out the variance among a few",
    )  # fmt: skip
    parser.add_argument(
        "--parameters", nargs="+", default=[], metavar="PATH",
        help="quantities with a range to vary, with * for any part of a path "
        "(default: what actors keep to themselves)",
    )  # fmt: skip
    parser.add_argument(
        "--outcome", dest="outcomes", action="append", metavar="NAME",
        help="an outcome to show, such as injured or 'peak_rung>=6'; can be given again",
    )  # fmt: skip
    parser.add_argument(
        "--samples", type=whole_number(2, 1_000_001), metavar="N",
        help="trajectories of morris (default: 10), base sample of sobol (64, a power of two)",
    )  # fmt: skip
    parser.add_argument(
        "--replicates", type=whole_number(1, 100_001), metavar="R",
        help="runs of each point of morris and sobol, the same for all (default: 8)",
    )  # fmt: skip
