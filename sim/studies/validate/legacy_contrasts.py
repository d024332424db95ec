"""The contrasts over accepted sets, until the validate study has them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sim.cli.arguments import Parser, some_path, whole
from sim.cli.exit_codes import DONE, InputError

SCENARIOS = Path("scenarios")
STAGES = SCENARIOS / "accepted" / "stages.csv"
CONTRAST_RUNS = 14


def command(arguments: Sequence[str]) -> int:
    """Run the contrasts over accepted sets."""
    options = _parser().parse(arguments)
    try:
        return _contrasts(options)
    except OSError as error:
        message = f"{error.filename or 'accept'}: {error.strerror or error}"
        raise InputError(message) from error
    except ValueError as error:
        raise InputError(str(error)) from error


def _parser() -> Parser:
    parser = Parser(prog="run.py validate")
    usual = SCENARIOS / "accepted" / "vectors.csv"
    add = parser.add_argument
    add("--contrasts", action="store_true")
    add("--vectors", type=some_path, default=usual, metavar="FILE")
    add("--runs", type=whole(2), default=CONTRAST_RUNS, metavar="N")
    add("--write-docs", type=some_path, metavar="FILE")
    add("--workers", type=whole(1, 1025), default=2, metavar="N")
    add("--quiet", action="store_true")
    parser.set_defaults(cluster=None)
    return parser


def _contrasts(options: argparse.Namespace) -> int:
    """Run the contrasts over accepted vectors and tell what they agree on.

    Raises:
        ValueError: when a table is wrong, or the vectors do not begin with the shipped one.
    """
    from sim.experiment.parameter_sets import counted, read_vectors
    from sim.experiment.stages import read_stages
    from sim.studies.validate.agreement import agreements
    from sim.studies.validate.agreement_table import agreement_table, search_words, write_docs
    from sim.studies.validate.contrast_runs import effects_of_each
    from sim.studies.validate.contrasts import read_contrasts

    contrasts = read_contrasts(SCENARIOS / "observed" / "contrasts.csv")
    kept = read_vectors(options.vectors)
    if not kept or kept[0].id != 0:
        message = f"{options.vectors}: the first vector must be number 0, the shipped one"
        raise ValueError(message)
    tried, accepted, rejections = counted(options.vectors)
    if options.write_docs is not None and "<!-- begin: accepted -->" not in (
        options.write_docs.read_text("utf-8")
    ):
        message = f"{options.write_docs}: no marked place for accepted"
        raise ValueError(message)
    first = read_stages(STAGES, SCENARIOS)[0]
    effects = effects_of_each([one.vector for one in kept], contrasts, first, options)
    agreed = agreements(contrasts, effects[0], effects[1:])
    table = agreement_table(agreed, options.runs, first.settings)
    words = search_words(tried, accepted, rejections.most_common(6))
    text = f"{words}\n\n{table}"
    sys.stdout.write(f"{text}\n")
    if options.write_docs is not None:
        write_docs(options.write_docs, text)
    return DONE
