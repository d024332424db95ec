"""What commands that run scenarios share: load, a progress bar, clean stops, the output folder."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm

    from sim.experiment.execution import ExecutionOptions
    from sim.experiment.progress import ProgressLines
    from sim.experiment.runner import Progress
    from sim.scenario.load import Loaded


def load_scenario(options: argparse.Namespace) -> "Loaded":
    """The scenario with what the options change in it.

    Raises:
        ScenarioError: with every mistake in it.
    """
    return load_file(Path(options.scenario), overrides_of_options(options))


def overrides_of_options(options: argparse.Namespace) -> list[str]:
    """What the options change in a scenario."""
    sets = list(options.sets)
    if options.runs is not None:
        sets.append(f"ensemble.runs={options.runs}")
    if options.seed is not None:
        sets.append(f"ensemble.seed={options.seed}")
    return sets


def load_file(path: Path, sets: Sequence[str]) -> "Loaded":
    """A scenario file with some values set over it.

    Raises:
        ScenarioError: with every mistake in it.
    """
    from sim.scenario.load import load

    return load(path, sets)


def default_folder(*parts: str) -> Path:
    """Where a study is written when nobody says where: ``outputs/`` and its name."""
    return Path("outputs", *parts)


def vectors_digest(options: argparse.Namespace) -> str:
    """What to add to the name of a folder for the parameter vectors of ``--vectors``.

    Raises:
        Refused: when the table cannot be read.
    """
    if options.vectors is None:
        return ""
    from sim.experiment.execution import load_vectors, vectors_digest

    return f"-{vectors_digest(load_vectors(options.vectors))[:8]}"


@contextmanager
def execution(
    options: argparse.Namespace, title: str, units: Mapping[int, str] | None = None
) -> "Iterator[ExecutionOptions]":
    """How a study is to make its runs, with a progress bar on a terminal and clean stops.

    Where there is no terminal, a line now and then says how far it is.

    Args:
        options: with ``quiet``, ``workers`` and ``cluster``.
        title: what stands before the bar.
        units: what is counted, by how many are asked for; runs where it does not say.

    Raises:
        Refused: when the cluster has no such address, or what it needs is missing.
    """
    from tqdm import tqdm

    from sim.experiment.interruption import stop_on_signals
    from sim.experiment.progress import ProgressLines

    _check_cluster(options.cluster)
    hidden = options.quiet or not sys.stderr.isatty()
    shown = tqdm(total=0, unit="run", desc=title, disable=hidden, leave=False)
    lines = ProgressLines(title) if hidden and not options.quiet else None
    with shown as bar, stop_on_signals() as stop:

        def notice(sentence: str) -> None:
            if not options.quiet:
                bar.write(sentence, file=sys.stderr)

        yield {
            "workers": options.workers,
            "cluster": options.cluster,
            "progress": _progress(bar, lines, units or {}),
            "stop": stop,
            "notice": notice,
            "command": options.words,
        }


def _progress(
    bar: "tqdm[Any]", lines: "ProgressLines | None", units: Mapping[int, str]
) -> "Progress":
    """Tells a bar how far it is, and lines where they are written."""

    def progress(done: int, asked: int) -> None:
        unit = units.get(asked, "run")
        if lines is not None:
            lines(done, asked, unit)
        if bar.total != asked:  # the first word of a new ensemble
            _begin(bar, done, asked, unit)
        bar.update(done - bar.n)

    return progress


def _begin(bar: "tqdm[Any]", done: int, asked: int, unit: str) -> None:
    """Let a bar begin anew, where some is done already, which tells nothing of the speed."""
    bar.unit, bar.initial = unit, 0
    bar.reset(asked)
    bar.initial = bar.n = bar.last_print_n = done
    bar.refresh()


def _check_cluster(address: str | None) -> None:
    """Refuse what is no address before any time is spent, and before there is a folder."""
    if address is not None:
        from sim.experiment.cluster import check_address

        check_address(address)
