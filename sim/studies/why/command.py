"""``run.py why``: why one run of an output folder went as far as it did."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.cli.arguments import Parser, some_path, whole
from sim.cli.execution_options import load_file
from sim.cli.exit_codes import DONE, InputError
from sim.experiment.output_folder import make_folder

if TYPE_CHECKING:
    from sim.results.run import Run
    from sim.scenario.load import Loaded
    from sim.studies.why.causes import Link
    from sim.studies.why.smallest_change import Search
    from sim.studies.why.words import Case

ABOUT = """\
Say why a run went as far as it did: the chain of causes from its peak back to what was given, what
runs that escalated had in common beforehand, and the smallest change that keeps this run lower."""
TEXT, PICTURE = "why.txt", "why"
TRIES = 12


class Read(NamedTuple):
    """An output folder, read back, and the run to explain.

    Attributes:
        loaded: the scenario of the folder.
        seed: the seed of its runs.
        runs: its runs with their events, without their curves.
        run: the run to explain.
    """

    loaded: "Loaded"
    seed: int
    runs: "Sequence[Run]"
    run: "Run"


def command(arguments: Sequence[str]) -> int:
    """Explain one run; print the text, and write text and picture into the folder."""
    parser = Parser(prog="run.py why", description=ABOUT)
    parser.add_argument(
        "folder", metavar="FOLDER", type=some_path, help="an output folder of run.py"
    )
    parser.add_argument(
        "--run", type=whole(0), metavar="K", help="number of the run (default: the most escalated)"
    )
    parser.add_argument(
        "--event", type=whole(0), metavar="ID",
        help="id of an event of that run, as in events.csv (default: the first on its peak)",
    )  # fmt: skip
    parser.add_argument(
        "--tries", type=whole(0, 1001), default=TRIES, metavar="N",
        help=f"most runs to look for the smallest change with (default: {TRIES}; 0: do not look)",
    )  # fmt: skip
    parser.add_argument("--quiet", action="store_true", help="print the output folder only")
    options = parser.parse(arguments)
    read = _read(options)
    links = _chain(options, read)
    make_folder(options.folder)  # tried before any time is spent
    search = _search(options, read, links)
    text = _write(options.folder, read, links, search)
    if not options.quiet:
        print(text)
    print(options.folder, flush=True)
    return DONE


def _read(options: argparse.Namespace) -> Read:
    """The folder and the run.

    Raises:
        InputError: when it is no output folder, or has no such run.
        Refused: when it is a large one, and what reads it is not installed.
    """
    from sim.results.folder import SCENARIO, check_whole, read_runs, read_summary

    folder = options.folder
    if not (folder / SCENARIO).is_file():
        message = f"{folder}: no output folder: it holds no {SCENARIO}; run a scenario first"
        raise InputError(message)
    loaded = load_file(folder / SCENARIO, ())
    try:
        check_whole(folder, loaded.scenario.clock)
        seed = int(read_summary(folder)["seed"])
        runs = read_runs(folder, loaded.scenario, curves=False)
        run = _run(options.run, runs)
    except OSError as error:
        message = f"{folder}: {error.strerror}: {error.filename}"
        raise InputError(message) from error
    except (ValueError, KeyError) as error:
        message = f"{folder}: not as an output folder is written: {error}"
        raise InputError(message) from error
    if run is None:
        message = f"{folder}: it has no run {options.run}; its runs are 0 to {runs[-1].number}"
        raise InputError(message)
    return Read(loaded, seed, runs, run)


def _run(number: int | None, runs: "Sequence[Run]") -> "Run | None":
    """The run of a number, or the most escalated one; None when there is no such run."""
    from sim.results.stored_runs import StoredRuns
    from sim.studies.why.causes import most_escalated

    if isinstance(runs, StoredRuns):
        return runs.run(runs.most_escalated() if number is None else number)
    if number is None:
        return most_escalated(runs)
    return next((run for run in runs if run.number == number), None)


def _chain(options: argparse.Namespace, read: Read) -> "list[Link]":
    from sim.analysis.event_words import names_of
    from sim.studies.why.causes import chain

    try:
        return chain(read.run.events, names_of(read.loaded), options.event)
    except ValueError as error:
        message = f"{options.folder}: run {read.run.number}: {error}"
        raise InputError(message) from error


def _search(options: argparse.Namespace, read: Read, links: "Sequence[Link]") -> "Search | None":
    """Look for the smallest change; None when there is nothing to stay below, or it is not asked.

    Raises:
        InputError: when the scenario of the folder cannot be run any more.
    """
    below = links[0].told.event.rung if links else 0
    if below == 0 or options.tries == 0:
        return None
    from tqdm import tqdm

    from sim.studies.why.levers import levers_of
    from sim.studies.why.smallest_change import smallest_change

    hidden = options.quiet or not sys.stderr.isatty()
    with tqdm(total=options.tries, unit="run", disable=hidden, leave=False) as bar:

        def progress(done: int) -> None:
            bar.update(done - bar.n)

        return smallest_change(
            read.loaded.path,
            levers_of(links, read.loaded),
            below,
            seed=read.seed,
            number=read.run.number,
            budget=options.tries,
            progress=progress,
        )


def _write(folder: Path, read: Read, links: "Sequence[Link]", search: "Search | None") -> str:
    """Write text and picture; returns the text without its last line break."""
    from sim.report.style import save_figure
    from sim.results.folder import write_file
    from sim.studies.why.common_precursors import compare
    from sim.studies.why.picture import draw
    from sim.studies.why.words import explain

    case = _case(read)
    text = explain(links, case, compare(read.runs), search)
    write_file(folder / TEXT, text)
    if links:
        save_figure(draw(links, case, search), folder, PICTURE)
    return text.rstrip("\n")


def _case(read: Read) -> "Case":
    from sim.studies.why.words import Case

    scenario = read.loaded.scenario
    return Case(
        scenario.title, read.run.number, len(read.runs), read.seed, scenario.clock.tick_hours
    )
