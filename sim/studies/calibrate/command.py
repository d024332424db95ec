"""``run.py calibrate``: fit parameters to what was observed."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import (
    Parser,
    add_page_language,
    add_run_options,
    fraction,
    path_argument,
    whole_number,
)
from sim.cli.execution_options import default_folder, execution, load_file
from sim.cli.exit_codes import DONE, InputError
from sim.scenario.shipped import own_scenarios

if TYPE_CHECKING:
    from sim.scenario.load import Loaded
    from sim.studies.calibrate.request import CalibrateRequest
    from sim.studies.calibrate.result import CalibrateResult

USES = (
    ("calibrate SCENARIO... --fit PATH", "values that agree with what was observed"),
    ("calibrate --method sample", "sets of all parameters that meet all patterns"),
)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Fit parameters and postures within their ranges to what was observed of one or several scenarios at
once, without a likelihood: parameter sets are tried, and those are kept that miss no observed
pattern beyond chance (approximate Bayesian computation). What comes out is a table of parameter
sets for --vectors of other commands.

--method abc learns from one generation of sets where to look next, and writes the same sets as
files for `extends`, a picture of what was learnt of each parameter, and a check with fresh runs.
--method sample tries the first N sets of a Latin hypercube and adds them to the tables of a folder.
Without SCENARIO it tries them on all observed episodes, in the stages of a table; without --fit it
samples all parameters whose source says "fit"; where neither is named, it writes to
scenarios/accepted. --seed is that of the sample (1): runs have the seeds of their scenarios."""
EPILOG = """\
examples:
  run.py calibrate scenarios/mitrovica.yaml --fit parameters.mobilisation.cost_mean \\
      --fit 'parameters.police_entry.*'
  run.py calibrate scenarios/mitrovica.yaml scenarios/raid_2021.yaml --set ensemble.one_in=4 \\
      --fit parameters.mobilisation.cost_mean --runs 32
  run.py calibrate --method sample --tried 500
  run.py scenarios/mitrovica.yaml --vectors FOLDER/vectors.csv

A search that was stopped goes on with the same command. More --generations or --tried with the same
--out go on as well. Scenarios are tried in the order given: name the one first that takes least
time."""
ACCEPTED = "accepted"
GIVEN = (
    "runs",
    "seed",
    "tried",
    "prior",
    "spread",
    "particles",
    "generations",
    "check",
    "stages",
    "language",
)
"""Options that are handed on under their name where they were given."""


def command(arguments: Sequence[str]) -> int:
    """Calibrate, tell what came of it, and write the folder."""
    parser = _parser()
    options = parser.parse(arguments)
    _check(parser, options)
    loaded = _loaded(options)
    from sim.studies.calibrate.request import calibrate_request
    from sim.studies.calibrate.study import execute_calibrate

    said = {name: getattr(options, name) for name in GIVEN}
    if not loaded:
        said["sets"] = options.sets
    request = calibrate_request(loaded or None, options.fit, options.method, **said)
    folder = options.out or _usual(options, request)
    with execution(options, "calibrate", {request.n_sets: "set"}) as how:
        result = execute_calibrate(request, out=folder, **how)
    if not options.quiet:
        print("\n".join([*_values(result), *result.sentences()]))
    print(folder, flush=True)
    return DONE


def _values(result: "CalibrateResult") -> list[str]:
    """A line for each value that was fitted, and an empty one; nothing where none was kept."""
    from sim.analysis.event_words import names_of
    from sim.results.plain_text import aligned
    from sim.studies.calibrate.page import values_table
    from sim.studies.calibrate.tables import parameter_table
    from sim.terms.words import ENGLISH

    language = result.request.language
    if not result.marginals:
        return []
    if language == ENGLISH:
        return [parameter_table(result.marginals), ""]
    table = values_table(result.marginals, names_of(result.scenarios[0], language))
    return [aligned([table.heads, *table.rows]), ""]


def _check(parser: Parser, options: argparse.Namespace) -> None:
    """Refuse what the parser cannot know to be wrong.

    Raises:
        InputError: when an option is of no use here.
    """
    missing = ["SCENARIO"] * (not options.scenarios) + ["--fit"] * (not options.fit)
    if options.method == "abc" and missing:
        parser.error(f"the following arguments are required: {', '.join(missing)}")
    if options.vectors is not None:
        message = "calibrate makes parameter sets and takes none: leave out --vectors"
        raise InputError(message)
    if options.method == "sample" and options.out is not None and options.out.suffix == ".csv":
        message = (
            f"--out {options.out}: is to be the folder of the tables vectors.csv and "
            f"vectors_tried.csv, such as {options.out.parent}"
        )
        raise InputError(message)


def _usual(options: argparse.Namespace, request: "CalibrateRequest") -> Path:
    """The folder to write: that of the accepted sets for a sample such as those there."""
    others = (options.scenarios, options.fit, options.sets, options.stages, options.prior)
    if options.method == "sample" and not any(others):
        return (own_scenarios() or default_folder()) / ACCEPTED  # what is shipped is not written to
    return default_folder("calibrate", request.name)


def _loaded(options: argparse.Namespace) -> "list[Loaded]":
    """Every scenario that is named.

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
    add("scenarios", metavar="SCENARIO", nargs="*", help="scenario files, fitted to all at once")
    add(
        "--fit", action="append", default=[], metavar="PATH",
        help="what to fit: a quantity with a range, or a pattern such as 'parameters.rumour.*'; "
        "can be given again",
    )  # fmt: skip
    add(
        "--method", choices=("abc", "sample"), default="abc",
        help="generation after generation (abc, the default), or a sample of the prior",
    )  # fmt: skip
    add_run_options(parser)
    add(
        "--tried", type=whole_number(1), metavar="N", help="most sets to try (abc 1000, sample 500)"
    )
    add(
        "--prior", choices=("triangular", "uniform"),
        help="over the ranges: most likely at the scenario's value (triangular), or not",
    )  # fmt: skip
    add("--spread", type=fraction, metavar="F", help="part of each range to search (1)")
    add("--particles", type=whole_number(1), metavar="N", help="abc: sets to find (50)")
    add(
        "--generations", type=whole_number(1, 101), metavar="N",
        help="abc: steps in which they must come nearer, at most (6); 1 tries the prior alone",
    )  # fmt: skip
    add(
        "--check", type=whole_number(0), metavar="N",
        help="abc: sets whose fresh runs check the fit (10); 0 leaves it out",
    )  # fmt: skip
    add(
        "--stages", type=path_argument, metavar="FILE",
        help="sample: the stages of a trial instead of SCENARIO (scenarios/accepted/stages.csv)",
    )  # fmt: skip
    add_page_language(parser)
    parser.set_defaults(language=None)  # a sample, which has no page, has no use for one
    return parser
