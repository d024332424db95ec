"""What commands that run scenarios share: load, run with a progress bar, write the folder."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.ending import INTERRUPTED, InputError

if TYPE_CHECKING:
    from sim.experiment.interruption import Stop
    from sim.experiment.runner import Executed
    from sim.results.observed import Observed
    from sim.results.run import Ensemble, Run
    from sim.scenario.load import Loaded


def load_scenario(options: argparse.Namespace) -> "Loaded":
    """The scenario with what the options change in it.

    Raises:
        InputError: with every mistake in it.
    """
    return load_file(Path(options.scenario), sets_of(options))


def sets_of(options: argparse.Namespace) -> list[str]:
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
        InputError: with every mistake in it.
    """
    from sim.scenario.load import load
    from sim.scenario.mistakes import ScenarioError

    try:
        return load(path, sets)
    except ScenarioError as error:
        raise InputError(str(error)) from error


def output_folder(options: argparse.Namespace, loaded: "Loaded") -> Path:
    """The folder to write to, made and tried before any time is spent on runs.

    Raises:
        InputError: when it cannot be written to.
    """
    folder = options.out
    if folder is None:
        folder = Path("outputs") / loaded.scenario.name / loaded.digest[:12]
    return output_folder_of(folder)


def output_folder_of(folder: Path) -> Path:
    """A folder, made and tried.

    Raises:
        InputError: when it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".trial.{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        message = f"cannot write to {folder}: {error.strerror}"
        raise InputError(message) from error
    return folder


def execute(
    options: argparse.Namespace,
    loaded: "Loaded",
    stop: "Stop",
    summarise: "Callable[[Run], Any] | None" = None,
) -> "Executed[Any]":
    """Run the ensemble with a progress bar on a terminal, in silence otherwise.

    Args:
        options: with ``quiet`` and ``workers``.
        loaded: the scenario with its world.
        stop: asked often whether to stop.
        summarise: what to keep of each run; None keeps all of it.

    Raises:
        InputError: when worker processes were killed.
    """
    from tqdm import tqdm

    from sim.experiment.runner import WorkersDied, run_ensemble, whole

    settings = loaded.scenario.ensemble
    hidden = options.quiet or not sys.stderr.isatty()
    with tqdm(
        total=settings.runs, unit="run", desc=loaded.scenario.name, disable=hidden, leave=False
    ) as bar:
        try:
            return run_ensemble(
                loaded,
                runs=settings.runs,
                seed=settings.seed,
                workers=options.workers,
                summarise=summarise or whole,
                progress=lambda done, _asked: bar.update(done - bar.n),
                stop=stop,
            )
        except WorkersDied as error:
            message = f"{error}; try again with --workers 1"
            raise InputError(message) from error


def nothing_done() -> int:
    """Say that there is nothing to write; returns the exit code."""
    print("interrupted before the first run was done: nothing is written", file=sys.stderr)
    return INTERRUPTED


def ensemble_of(loaded: "Loaded", executed: "Executed[Run]") -> "Ensemble":
    """The runs that were done, with their scenario and seed."""
    from sim.results.run import Ensemble

    return Ensemble(loaded.scenario, loaded.scenario.ensemble.seed, executed.results)


def observed_of(loaded: "Loaded") -> "Observed | None":
    """What was observed of the scenario's case, where it names a table of it.

    Raises:
        InputError: when the table is missing or wrong.
    """
    from sim.results.observed import read_observed

    path = observed_path(loaded)
    if path is None:
        return None
    try:
        return read_observed(path)
    except (OSError, ValueError) as error:
        raise InputError(str(error)) from error


def observed_path(loaded: "Loaded") -> Path | None:
    """The table of what was observed that a scenario names; None when it names none.

    Raises:
        InputError: when it is missing.
    """
    if loaded.scenario.observed is None:
        return None
    from sim.scenario.lookup import find

    path = find(loaded.scenario.observed, loaded.path.parent, within="observed")
    if isinstance(path, str):
        message = f"{loaded.path}: observed = {loaded.scenario.observed}: {path}"
        raise InputError(message)
    return path


def write(folder: Path, loaded: "Loaded", executed: "Executed[Run]") -> dict[str, Any]:
    """Write the output folder; what is observed is read first, so that it is whole or not begun."""
    from sim.experiment.manifest import manifest
    from sim.report.write import write_outputs
    from sim.scenario.dump import dump

    return write_outputs(
        folder,
        ensemble_of(loaded, executed),
        scenario_text=dump(loaded.scenario),
        manifest=manifest(loaded, executed, seed=loaded.scenario.ensemble.seed),
        observed=observed_of(loaded),
    )
