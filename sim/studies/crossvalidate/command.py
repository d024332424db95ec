"""``run.py crossvalidate``: each episode predicted by what was fitted to all the others."""

from collections.abc import Sequence

from sim.cli.arguments import (
    Parser,
    add_page_language,
    add_run_options,
    fraction,
    path_argument,
    whole_number,
)
from sim.cli.execution_options import default_folder, execution
from sim.cli.exit_codes import DONE, InputError

USES = (("crossvalidate", "each episode predicted by what was fitted to all the others"),)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Predict each observed episode by parameter sets that were fitted to all the others (leave-one-out
cross-validation). Sets are drawn from what is believed of the parameters, each is run in every
episode, and those that come nearest to the patterns of the others predict the one that is left out.
Beside it stand simpler forecasts, as validate has them. --seed is that of the sample of sets (1):
runs have the seeds of their scenarios. The shipped set is tried too and predicts nothing."""
EPILOG = """\
examples:
  run.py crossvalidate
  run.py crossvalidate --tried 100 --runs 4 --keep 10 --set ensemble.one_in=4
  run.py crossvalidate my_scenarios --fit 'parameters.mobilisation.*'

What was stopped goes on with the same command."""
GIVEN = ("tried", "runs", "keep", "seed", "prior", "spread")
"""Options that are handed on under their name where they were given."""


def command(arguments: Sequence[str]) -> int:
    """Cross-validate, tell what came of it, and write the folder.

    Raises:
        InputError: when an option is of no use here.
    """
    options = _parser().parse(arguments)
    if options.vectors is not None:
        message = "crossvalidate draws parameter sets and takes none: leave out --vectors"
        raise InputError(message)
    from sim.experiment.told_before import told_before
    from sim.studies.crossvalidate.request import crossvalidate_request
    from sim.studies.crossvalidate.study import execute_crossvalidate

    given = {name: getattr(options, name) for name in GIVEN if getattr(options, name) is not None}
    request = crossvalidate_request(
        options.scenarios, options.fit, sets=options.sets, document=options.write_docs,
        language=options.language, **given,
    )  # fmt: skip
    folder = options.out or default_folder(*request.place)
    told = None if request.document else told_before(folder, request.study, request.language)
    if told is None:
        with execution(options, request.title) as how:
            told = execute_crossvalidate(request, out=folder, **how).sentences()
    if not options.quiet:
        print("\n".join(told))
    print(folder, flush=True)
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="run.py crossvalidate", description=ABOUT, epilog=EPILOG)
    add = parser.add_argument
    add(
        "scenarios", metavar="FOLDER", nargs="?", type=path_argument,
        help="a folder of scenarios that name what was observed (default: scenarios)",
    )  # fmt: skip
    add(
        "--fit", action="append", default=[], metavar="PATH",
        help="what to fit: a quantity with a range, or a pattern such as 'parameters.rumour.*'; "
        'can be given again (default: all parameters whose source says "fit")',
    )  # fmt: skip
    add_run_options(parser)
    add_page_language(parser)
    add("--tried", type=whole_number(2), metavar="N", help="sets to try (30)")
    add("--keep", type=whole_number(1), metavar="N", help="sets that predict an episode (5)")
    add(
        "--prior", choices=("triangular", "uniform"),
        help="over the ranges: alike everywhere (uniform), or most likely at the shipped value",
    )  # fmt: skip
    add("--spread", type=fraction, metavar="F", help="part of each range to draw from (1)")
    add(
        "--write-docs", type=path_argument, metavar="FILE",
        help="put the table into the marked place of a document",
    )  # fmt: skip
    return parser
