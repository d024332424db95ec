"""``run.py accept``: parameter sets that meet all patterns, and what they agree on."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.arguments import SEED_LIMIT, Parser, whole
from sim.cli.ending import DONE, INTERRUPTED, InputError
from sim.cli.executing import load_file

if TYPE_CHECKING:
    from sim.analysis.contrasts import Contrast
    from sim.analysis.paired import Effect
    from sim.experiment.accepted import Stage, Vector
    from sim.experiment.interruption import Stop
    from sim.results.tables import Row
    from sim.scenario.load import Loaded

ABOUT = """\
Sample sets of the fitted parameters, try each against every observed episode, and append those
that meet all patterns within chance to a table; a search that was stopped goes on where it was.
With --contrasts: what the sets of that table agree on, contrast by contrast."""
SCENARIOS = Path("scenarios")
STAGES = SCENARIOS / "accepted" / "stages.csv"
CONTRAST_RUNS = 14


def command(arguments: Sequence[str]) -> int:
    """Search for accepted vectors, or run the contrasts over those found."""
    options = _parser().parse(arguments)
    from sim.experiment.interruption import stop_on_signals

    with stop_on_signals() as stop:
        try:
            return _contrasts(options, stop) if options.contrasts else _search(options, stop)
        except (OSError, ValueError) as error:
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
    add("--out", type=Path, default=usual, metavar="FILE", help=f"table to append to ({usual})")
    add("--contrasts", action="store_true", help="run the contrasts over --vectors instead")
    add("--vectors", type=Path, default=usual, metavar="FILE", help=f"accepted sets ({usual})")
    add("--runs", type=whole(2), default=CONTRAST_RUNS, metavar="N", help="pairs of runs (14)")
    add("--write-docs", type=Path, metavar="FILE", help="put the table of --contrasts into this")
    add("--workers", type=whole(1, 1025), default=2, metavar="N", help="processes (2)")
    return parser


def share(text: str) -> float:
    """A number in (0, 1] of the command line."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 1:
        message = f"{text!r} is not a number above 0 and at most 1"
        raise argparse.ArgumentTypeError(message)
    return number


def _search(options: argparse.Namespace, stop: "Stop") -> int:
    from sim.analysis.agreement import ERRORS
    from sim.experiment.accepted import attempt, candidates, spreads
    from sim.experiment.calibration import Stopped, maker
    from sim.experiment.engines import open_engine
    from sim.experiment.simulate import escalation_model
    from sim.experiment.vector_file import Sample, numbers_tried, read_stages, record
    from sim.studies.judging import judge

    steps = read_stages(STAGES, SCENARIOS)
    parameters = load_file(steps[0].path, ()).scenario.parameters.model_dump()
    sample = Sample(options.seed, options.spread)
    before = numbers_tried(options.out, sample)
    wanted = islice(candidates(spreads(parameters, options.spread), options.seed), options.tried)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    n = accepted = 0
    with open_engine(options.workers) as engine:
        make = maker(engine, escalation_model, stop)
        for candidate in (one for one in wanted if one.id not in before):
            try:
                tried = attempt(candidate, steps, judge, make, ERRORS)
            except Stopped:
                break
            record(options.out, sample, tried)
            n, accepted = n + 1, accepted + tried.is_accepted
            told = f"misses {' '.join(tried.patterns)} ({tried.stage})"
            words = told if tried.stage else "accepted"
            print(f"{candidate.id}: {words}; {accepted} of {n}", file=sys.stderr, flush=True)
    print(options.out, flush=True)
    return INTERRUPTED if stop() else DONE


def _contrasts(options: argparse.Namespace, stop: "Stop") -> int:
    """Run the contrasts over accepted vectors and tell what they agree on.

    Raises:
        ValueError: when a table is wrong, or the vectors do not begin with the shipped one.
    """
    from sim.analysis.agreement import agreements
    from sim.analysis.contrasts import read_contrasts
    from sim.experiment.accepted import over_vectors
    from sim.experiment.vector_file import counted, read_stages, read_vectors
    from sim.report.agreement_table import agreement_table, search_words, write_docs

    contrasts = read_contrasts(SCENARIOS / "observed" / "contrasts.csv")
    kept = read_vectors(options.vectors)
    if not kept or kept[0].id != 0:
        message = f"{options.vectors}: the first vector must be number 0, the shipped one"
        raise ValueError(message)
    first = read_stages(STAGES, SCENARIOS)[0]
    work = partial(effects_of, first=first, contrasts=contrasts, runs=options.runs)
    effects: list[list[Effect]] = []
    vectors = [one.vector for one in kept]
    for found in over_vectors(vectors, work, workers=options.workers, stop=stop):
        effects.append(found)
        print(f"{len(effects)} of {len(kept)} sets", file=sys.stderr, flush=True)
    if effects:
        agreed = agreements(contrasts, effects[0], effects[1:])
        table = agreement_table(agreed, options.runs, first.settings)
        tried, accepted, rejections = counted(options.vectors)
        words = search_words(tried, accepted, rejections.most_common(6))
        text = f"{words}\n\n{table}"
        print(text, flush=True)
        if options.write_docs is not None:
            write_docs(options.write_docs, text)
    return INTERRUPTED if stop() else DONE


def effects_of(
    vector: "Vector", first: "Stage", contrasts: "Sequence[Contrast]", runs: int
) -> "list[Effect]":
    """Effect of each contrast with a vector's values, over pairs of runs.

    Args:
        vector: the values.
        first: the base of the contrasts, with what is set to make runs cheap.
        contrasts: what to compare.
        runs: number of pairs.
    """
    from sim.analysis.paired import paired_effect
    from sim.experiment.accepted import overrides_of

    sets = [*first.settings, *overrides_of(vector)]
    base = _rows(load_file(first.path, sets), runs)
    names = dict.fromkeys(contrast.variant for contrast in contrasts)
    files = {name: SCENARIOS / "variants" / f"{name}.yaml" for name in names}
    arms = {name: _rows(load_file(path, sets), runs) for name, path in files.items()}
    return [paired_effect(base, arms[c.variant], c.statistic, c.column) for c in contrasts]


def _rows(loaded: "Loaded", runs: int) -> "list[Row]":
    from sim.analysis.outcomes import outcomes_of
    from sim.experiment.simulate import simulate

    seed = loaded.scenario.ensemble.seed
    done = (simulate(loaded, seed, number) for number in range(runs))
    return [outcomes_of(run, loaded.scenario) for run in done]
