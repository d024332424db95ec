"""``run.py calibrate``: fit named parameters to what was observed."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import Parser, add_run_options, share, whole
from sim.cli.execution_options import load_file, running, usual_folder
from sim.cli.exit_codes import DONE, InputError

if TYPE_CHECKING:
    from sim.scenario.load import Loaded

ABOUT = """\
Fit parameters and postures within their ranges to what was observed of one or several scenarios at
once, without a likelihood: parameter sets are tried, and those are kept that miss no observed
pattern beyond chance (approximate Bayesian computation). What comes out is a table of parameter
sets for --vectors of other commands, the same sets as files for `extends`, a picture of what was
learnt of each parameter, and a check with fresh runs."""
EPILOG = """\
examples:
  run.py calibrate scenarios/mitrovica.yaml --fit parameters.mobilisation.cost_mean \\
      --fit 'parameters.police_entry.*'
  run.py calibrate scenarios/mitrovica.yaml scenarios/raid_2021.yaml --set ensemble.one_in=4 \\
      --fit parameters.mobilisation.cost_mean --runs 32
  run.py scenarios/mitrovica.yaml --vectors FOLDER/vectors.csv

A search that was stopped goes on with the same command. More --generations or --tried with the same
--out go on as well. The scenarios are tried in the order given: name the one first that takes least
time."""


def command(arguments: Sequence[str]) -> int:
    """Calibrate, tell what came of it, and write the folder."""
    options = _parser().parse(arguments)
    if options.vectors is not None:
        message = "calibrate makes parameter sets and takes none: leave out --vectors"
        raise InputError(message)
    loaded = _loaded(options)
    from sim.studies.calibrate.request import RUNS, calibrate_request
    from sim.studies.calibrate.study import execute_calibrate
    from sim.studies.calibrate.tables import parameter_table

    request = calibrate_request(
        loaded,
        fit=options.fit,
        runs=options.runs or RUNS,
        seed=options.seed,
        particles=options.particles,
        generations=options.generations,
        tried=options.tried,
        prior=options.prior,
        spread=options.spread,
        batches=options.check,
    )
    folder = options.out or usual_folder("calibrate", request.name)
    with running(options, "calibrate", {options.tried: "set"}) as how:
        result = execute_calibrate(request, out=folder, **how)
    if not options.quiet:
        table = [parameter_table(result.marginals), ""] if result.marginals else []
        print("\n".join([*table, *result.sentences()]))
    print(folder, flush=True)
    return DONE


def _loaded(options: argparse.Namespace) -> "list[Loaded]":
    """Every scenario.

    Raises:
        InputError: with every mistake in all of them.
    """
    from sim.terms.errors import Refused

    loaded: list[Loaded] = []
    wrong: list[str] = []
    for path in options.scenarios:
        try:
            loaded.append(load_file(Path(path), options.sets))
        except Refused as error:
            wrong.append(str(error))
    if wrong:
        raise InputError("\n".join(dict.fromkeys(wrong)))
    return loaded


def _parser() -> Parser:
    parser = Parser(prog="run.py calibrate", description=ABOUT, epilog=EPILOG)
    add = parser.add_argument
    add("scenarios", metavar="SCENARIO", nargs="+", help="scenario files, fitted to all at once")
    add(
        "--fit", action="append", required=True, metavar="PATH",
        help="what to fit: a quantity with a range, or a pattern such as 'parameters.rumour.*'; "
        "can be given again",
    )  # fmt: skip
    add_run_options(parser)
    add("--particles", type=whole(1), default=50, metavar="N", help="sets to find (50)")
    add(
        "--generations", type=whole(1, 101), default=6, metavar="N",
        help="steps in which they must come nearer, at most (6); 1 tries the prior alone",
    )  # fmt: skip
    add("--tried", type=whole(1), default=1000, metavar="N", help="most sets to try (1000)")
    add(
        "--prior", choices=("triangular", "uniform"), default="triangular",
        help="over the ranges: most likely at the scenario's value (triangular), or not",
    )  # fmt: skip
    add("--spread", type=share, default=1.0, metavar="F", help="part of each range to search (1)")
    add(
        "--check", type=whole(0), default=10, metavar="N",
        help="sets whose fresh runs check the fit (10); 0 leaves it out",
    )  # fmt: skip
    return parser
