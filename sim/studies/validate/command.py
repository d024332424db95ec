"""``run.py validate``: one scenario, or all of them and the contrasts, beside what was observed."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sim.cli.arguments import Parser, add_page_language, add_run_options, path_argument
from sim.cli.execution_options import default_folder, execution
from sim.cli.exit_codes import DONE, InputError

USES = (
    (
        "validate [SCENARIO]",
        (
            "beside what was observed, and a model without mechanisms;\n"
            "without SCENARIO all episodes and contrasts at once"
        ),
    ),
)
"""How it is called, and what for, as the list of all commands tells it."""
ABOUT = """\
Compare with what was observed, beside a model without mechanisms. With a SCENARIO: that one.
Without: every scenario in scenarios/ that names what was observed, and the contrasts between its
variants and their base, all at once with one parameter set; 200 runs an episode and 100 a variant,
unless --runs says otherwise. With --vectors: what the sets of that table agree on, contrast by
contrast; 14 pairs of runs for each, and a folder only where --out names one."""


def command(arguments: Sequence[str]) -> int:
    """Compare one scenario, or all of them, with what was observed."""
    options = _parser().parse(arguments)
    if options.vectors is not None:
        return _agree(options)
    from sim.studies.validate.request import validate_request
    from sim.studies.validate.study import execute_validate

    request = validate_request(
        options.scenario, runs=options.runs, seed=options.seed, overrides=options.sets,
        language=options.language,
        document=options.write_docs,
    )  # fmt: skip
    folder = options.out or default_folder(*request.place)
    with execution(options, request.title) as how:
        result = execute_validate(request, out=folder, **how)
    if not options.quiet:
        print("\n".join(result.sentences()))
    print(folder, flush=True)
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="run.py validate", description=ABOUT)
    parser.add_argument(
        "scenario", metavar="SCENARIO", nargs="?", type=path_argument,
        help="scenario: a file (YAML) or a name, or a folder of them (default: scenarios)",
    )  # fmt: skip
    add_run_options(parser)
    add_page_language(parser)
    parser.add_argument(
        "--write-docs", type=path_argument, metavar="FILE",
        help="put tables and picture into the marked places of a document (all scenarios only)",
    )  # fmt: skip
    return parser


def _agree(options: argparse.Namespace) -> int:
    """What parameter sets agree on; without --out the table is all there is.

    Raises:
        InputError: when something is asked that it has no use for.
    """
    unused = ["--set"] * bool(options.sets) + ["SCENARIO"] * (not _is_folder(options.scenario))
    if unused:
        message = (
            f"{', '.join(unused)}: of no use with --vectors, which makes the contrasts of "
            "scenarios/ as accepted/stages.csv there says; leave it out"
        )
        raise InputError(message)
    from sim.studies.validate.agreement_request import agree_request
    from sim.studies.validate.agreement_study import execute_agree

    request = agree_request(
        options.vectors, runs=options.runs, seed=options.seed, scenarios=options.scenario,
        document=options.write_docs, language=options.language,
    )  # fmt: skip
    kept = default_folder("contrasts", request.identity[:12])
    with execution(options, "contrasts") as how:
        result = execute_agree(request, out=options.out, kept=kept, **how)
    if options.out is None or not options.quiet:
        print("\n".join(result.sentences()), flush=True)
    if options.out is not None:
        print(options.out, flush=True)
    return DONE


def _is_folder(path: Path | None) -> bool:
    """Whether it is a folder, or none was named, which means the usual one."""
    return path is None or path.is_dir()
