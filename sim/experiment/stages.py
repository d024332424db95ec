"""The table of the stages in which a search tries parameter sets."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

STAGES: Final = ("stage", "scenario", "runs", "settings")
"""Columns: name, scenario, runs after it, and what is set, apart by spaces."""


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
        ValueError: naming file and line of what is wrong.
        OSError: when there is no such table.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval="")
        if tuple(reader.fieldnames or ()) != STAGES:
            message = f"{path}:1: the columns must be {', '.join(STAGES)}"
            raise ValueError(message)
        found = [_stage(row, f"{path}:{reader.line_num}", folder) for row in reader]
    if not found:
        message = f"{path}: holds no stage"
        raise ValueError(message)
    return found


def _stage(row: Mapping[str, str], where: str, folder: Path) -> Stage:
    if not row["runs"].isdecimal() or not int(row["runs"]):
        message = f"{where}: runs = {row['runs']!r}: not a whole number above 0"
        raise ValueError(message)
    scenario = folder / f"{row['scenario']}.yaml"
    return Stage(row["stage"], scenario, int(row["runs"]), tuple(row["settings"].split()))
