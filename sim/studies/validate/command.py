"""``run.py validate``: one scenario, or all of them and the contrasts, beside what was observed."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sim.cli.arguments import Parser, add_run_options, some_path
from sim.cli.execution_options import load_scenario, running, usual_folder
from sim.cli.exit_codes import DONE, InputError

ABOUT = """\
Compare with what was observed, beside a model without mechanisms. With a SCENARIO: that one.
Without: every scenario in scenarios/ that names what was observed, and the contrasts between its
variants and their base, all at once with one parameter set; 200 runs an episode and 100 a variant,
unless --runs says otherwise."""
SCENARIOS = Path("scenarios")


def command(arguments: Sequence[str]) -> int:
    """Compare one scenario, or all of them, with what was observed."""
    options = _parser().parse(arguments)
    if options.vectors is not None:
        return _over_vectors(options)
    if options.scenario.is_dir():
        from sim.studies.validate.study import validate_all

        return validate_all(options)
    if options.scenario == SCENARIOS:
        message = "there is no folder scenarios here; run it in the project's folder"
        raise InputError(message)
    if options.write_docs is not None:
        message = "--write-docs takes the tables of all scenarios: leave out SCENARIO"
        raise InputError(message)
    return _validate_one(options)


def _parser() -> Parser:
    parser = Parser(prog="run.py validate", description=ABOUT)
    parser.add_argument(
        "scenario", metavar="SCENARIO", nargs="?", type=some_path, default=SCENARIOS,
        help="scenario file (YAML), or a folder of them (default: scenarios)",
    )  # fmt: skip
    add_run_options(parser)
    parser.add_argument(
        "--write-docs", type=some_path, metavar="FILE",
        help="put tables and picture into the marked places of a document (all scenarios only)",
    )  # fmt: skip
    return parser


def _over_vectors(options: argparse.Namespace) -> int:
    """The contrasts over accepted parameter sets, as ``run.py accept --contrasts`` does them.

    Raises:
        InputError: when something is asked that they have no use for.
    """
    from sim.studies.validate import legacy_contrasts as accept

    unused = [
        f"--{name}" for name in ("seed", "cluster", "out") if getattr(options, name) is not None
    ]
    unused += ["--set"] * bool(options.sets) + ["SCENARIO"] * (options.scenario != SCENARIOS)
    if unused:
        message = (
            f"{', '.join(unused)}: of no use with --vectors, which makes the contrasts of "
            "scenarios/ as run.py accept --contrasts does; leave it out"
        )
        raise InputError(message)
    words = ["--contrasts", "--vectors", str(options.vectors), *["--quiet"] * options.quiet]
    for name in ("runs", "workers", "write_docs"):
        value = getattr(options, name)
        words += [] if value is None else [f"--{name.replace('_', '-')}", str(value)]
    return accept.command(words)


def _validate_one(options: argparse.Namespace) -> int:
    """Run one scenario, write its output folder, and compare it with what was observed."""
    from sim.results.observed_case import observed_of
    from sim.studies.run.study import run
    from sim.studies.validate.file import validate, write_validation

    loaded = load_scenario(options)
    folder = options.out or usual_folder(loaded.scenario.name, loaded.digest[:12])
    with running(options, loaded.scenario.name) as how:
        observed = observed_of(loaded)
        if observed is None:
            message = f"{options.scenario}: it names no table of what was observed (observed: ...)"
            raise InputError(message)
        ran = run(loaded, out=folder, **how)
    try:
        validation = validate(ran.ensemble, observed)
    except ValueError as error:  # a pattern asks for something that there is not
        raise InputError(str(error)) from error
    write_validation(folder, validation.content)
    if not options.quiet:
        print(validation.table)
    print(folder, flush=True)
    return DONE
