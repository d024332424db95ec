"""What every study comes to: numbers that can be told, drawn and written."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sim.experiment.manifest import manifest
from sim.experiment.runner import ExecutionResult
from sim.results.datapackage import datapackage_text
from sim.results.folder import DATAPACKAGE, MANIFEST, write_file
from sim.results.plain_text import json_text
from sim.scenario.loaded import Loaded

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


class Result(Protocol):
    """What a study came to."""

    def table(self) -> "DataFrame":
        """The main numbers as a tidy table."""
        ...

    def sentences(self) -> list[str]:
        """What came out, for a reader."""
        ...

    def plot(self) -> "Figure":
        """The main picture."""
        ...

    def write(self, folder: Path | str) -> object:
        """Write pictures, tables and how they were made into a folder."""
        ...


R = TypeVar("R", bound=Result)


def write_result(result: R, folder: Path | None) -> R:
    """The same result, written where there is a folder."""
    if folder is not None:
        result.write(folder)
    return result


def write_manifest(
    folder: Path, loaded: Loaded, executed: ExecutionResult[Any], *, seed: int, **more: Any
) -> None:
    """Write ``datapackage.json``, and ``manifest.json``: how a study was made.

    See :func:`sim.experiment.manifest.manifest`.

    Args:
        folder: where to.
        loaded: the scenario, of several the first.
        executed: what came of the runs.
        seed: seed of all runs.
        more: what else the study was asked.
    """
    write_datapackage(folder, loaded)
    write_file(folder / MANIFEST, json_text(manifest(loaded, executed, seed=seed, **more)))


def write_datapackage(folder: Path, loaded: Loaded) -> None:
    """Write ``datapackage.json``: what every table means that is in a folder by now.

    Args:
        folder: where to.
        loaded: the scenario, of several the first; gives the title and the time zone.
    """
    scenario = loaded.scenario
    about = datapackage_text(folder, scenario.title, scenario.clock.timezone)
    write_file(folder / DATAPACKAGE, about)


def scenario_identity(loaded: Loaded) -> dict[str, Any]:
    """Which scenario a study is of, as plain values."""
    return {
        "scenario": loaded.scenario.name,
        "digest": loaded.digest,
        "set": list(loaded.overrides),
    }
