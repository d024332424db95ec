"""The table of the stages in which a search tries parameter sets."""

from pathlib import Path
from typing import Final, NamedTuple

from sim.scenario.csv_reader import Row, read_rows
from sim.scenario.mistakes import Mark, Mistake, ScenarioError, mistake_at, shown_path

STAGES: Final = ("stage", "scenario", "runs", "settings")
"""Columns: name, scenario, runs after it, and what is set, apart by spaces."""
MOST_RUNS: Final = 1_000_000


class Stage(NamedTuple):
    """One step of the trial of a vector.

    Attributes:
        name: for messages; stages of one file share its runs.
        path: the scenario file.
        runs: number of runs after this stage; those of earlier stages of the file are reused.
        settings: what else is set, to make it cheap.
    """

    name: str
    path: Path
    runs: int
    settings: tuple[str, ...]


def read_stages(path: Path, folder: Path) -> list[Stage]:
    """Read the stages of a search, in order.

    Args:
        path: the table.
        folder: folder of the scenarios that it names.

    Raises:
        ScenarioError: listing every mistake in it.
    """
    mistakes: list[Mistake] = []
    rows = read_rows(path, STAGES, mistakes)
    found = [_stage(row, folder) for row in rows or ()]
    if rows == []:
        mark = Mark(shown_path(path), 1, path.parent)
        mistakes.append(mistake_at(mark, "", ..., "holds no stage"))
    if mistakes:
        raise ScenarioError(mistakes)
    return found


def _stage(row: Row, folder: Path) -> Stage:
    name, runs = row.text("scenario"), row.whole("runs", MOST_RUNS)
    if row.cells["runs"] and not runs:
        row.wrong("runs", f"is not a whole number from 1 to {MOST_RUNS:,}")
    settings = tuple(row.cells["settings"].split())
    return Stage(row.text("stage"), folder / f"{name}.yaml", runs, settings)
