"""``run.py accept``: parameter sets that meet all patterns."""

import argparse
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import SEED_LIMIT, Parser, share, some_path, whole
from sim.cli.execution_options import load_file
from sim.cli.exit_codes import DONE, InputError
from sim.terms.errors import Interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.experiment.interruption import Stop
    from sim.experiment.stages import Stage
    from sim.studies.calibrate.candidates import Candidate
    from sim.studies.calibrate.set_tables import Sample

ABOUT = """\
Sample sets of the fitted parameters, try each against every observed episode, and append those
that meet all patterns within chance to a table; a search that was stopped goes on where it was."""
SCENARIOS = Path("scenarios")
STAGES = SCENARIOS / "accepted" / "stages.csv"


def command(arguments: Sequence[str]) -> int:
    """Search for accepted vectors."""
    options = _parser().parse(arguments)
    try:
        return _search(options)
    except OSError as error:
        message = f"{error.filename or 'accept'}: {error.strerror or error}"
        raise InputError(message) from error
    except ValueError as error:
        raise InputError(str(error)) from error


def _parser() -> Parser:
    parser = Parser(prog="run.py accept", description=ABOUT)
    usual = SCENARIOS / "accepted" / "vectors.csv"
    add = parser.add_argument
    add("--tried", type=whole(1), default=500, metavar="N", help="try the first N (500)")
    add("--seed", type=whole(0, SEED_LIMIT), default=1, metavar="S", help="seed of the sample (1)")
    add(
        "--spread",
        type=share,
        default=1.0,
        metavar="F",
        help="part of each range to sample, around the shipped value (1, all of it)",
    )
    add(
        "--out", type=some_path, default=usual, metavar="FILE", help=f"table to append to ({usual})"
    )
    add("--workers", type=whole(1, 1025), default=2, metavar="N", help="processes (2)")
    return parser


def _search(options: argparse.Namespace) -> int:
    from sim.experiment.interruption import stop_on_signals
    from sim.experiment.output_folder import alone, make_folder
    from sim.experiment.stages import read_stages
    from sim.studies.calibrate.candidates import candidates, spreads
    from sim.studies.calibrate.set_tables import Sample, check_tables

    steps = read_stages(STAGES, SCENARIOS)
    parameters = load_file(steps[0].path, ()).scenario.parameters.model_dump()
    ranges = spreads(parameters, options.spread)
    if options.out.is_dir():
        message = f"{options.out}: is a folder; name the table in it"
        raise InputError(message)
    check_tables(options.out, [spread.path for spread in ranges])
    make_folder(options.out.parent)
    wanted = islice(candidates(ranges, options.seed), options.tried)
    with stop_on_signals() as stop, alone(options.out.parent, f".{options.out.name}.lock"):
        done = _try_each(options, wanted, Sample(options.seed, options.spread), steps, stop)
        if stop() and done < options.tried:
            raise SearchInterrupted(done, options.tried)
    print(options.out, flush=True)
    return DONE


class SearchInterrupted(Interrupted):
    """A stop was asked for before all sets were tried."""

    def __str__(self) -> str:
        """How far it came."""
        return f"interrupted after {self.done} of {self.asked} parameter sets"


def _try_each(
    options: argparse.Namespace,
    wanted: "Iterator[Candidate]",
    sample: "Sample",
    steps: "Sequence[Stage]",
    stop: "Stop",
) -> int:
    """Try each candidate that was not tried yet; returns how many are tried now."""
    from sim.experiment.engines import open_engine
    from sim.experiment.simulate import escalation_model
    from sim.studies.calibrate.candidates import attempt
    from sim.studies.calibrate.discrepancy import judge
    from sim.studies.calibrate.search import Stopped, maker
    from sim.studies.calibrate.set_tables import numbers_tried, record
    from sim.studies.validate.chance import ERRORS

    before = numbers_tried(options.out, sample)
    n = done = accepted = 0
    with open_engine(options.workers) as engine:
        make = maker(engine, escalation_model, stop)
        for candidate in wanted:
            if candidate.id in before:
                done += 1
                continue
            try:
                tried = attempt(candidate, steps, judge, make, ERRORS)
            except Stopped:
                break
            record(options.out, sample, tried)
            n, done, accepted = n + 1, done + 1, accepted + tried.is_accepted
            told = f"misses {' '.join(tried.patterns)} ({tried.stage})"
            words = told if tried.stage else "accepted"
            print(f"{candidate.id}: {words}; {accepted} of {n}", file=sys.stderr, flush=True)
    return done
