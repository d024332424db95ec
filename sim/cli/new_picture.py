"""The first picture of a new case: ten runs, whether they are what its kind says, and the map."""

import csv
from collections.abc import Callable, Sequence
from itertools import count
from math import inf
from pathlib import Path
from typing import Final, NamedTuple

from sim.cli.program import as_called

_RUNS: Final = "10"
"""Runs of the first picture."""
_SOME: Final = 0.5
"""Barricades on average from which the map shows the hour of most of them."""
_CROWD: Final = 100.0
"""People out from which a march is one."""


class Sign(NamedTuple):
    """By what a run of some kind of case is known.

    Attributes:
        outcome: name of an outcome.
        least: lowest value of it.
        most: highest value of it.
        words: what such a run shows.
    """

    outcome: str
    least: float
    most: float
    words: str


SIGNS: Final[dict[str, Sign]] = {
    "quiet": Sign("peak_rung_with_given", 0, 0, "nothing happens"),
    "march": Sign("people_out_peak", _CROWD, inf, "a crowd is out"),
    "blockade": Sign("barricades_peak", 1, inf, "a barricade stands"),
    "riot": Sign("injured", 1, inf, "somebody is injured"),
    "raid": Sign("peak_rung_with_given", 4, inf, "police come in force"),
    "stand-off": Sign("injured", 0, 0, "nobody is injured"),
}
"""By what the runs of each kind of case are known."""


def first_look(scenario: Path, name: str, like: str, main: Callable[[Sequence[str]], int]) -> int:
    """What the engine will not use, a picture of ten runs, and the map in the midst of it."""
    folders = (Path("outputs") / f"{name}_first_{number}" for number in count(1))
    folder = next(one for one in folders if not one.exists())
    code = main(["check", str(scenario)])
    code = code or main(["run", str(scenario), "--runs", _RUNS, "--out", str(folder)])
    if code:
        return code
    _say_kind(folder, scenario, like)
    return main(["map", str(folder), "--at", _midst(folder)])


def _say_kind(folder: Path, scenario: Path, like: str) -> None:
    """In how many runs the case is what its kind says; below a half, what to do."""
    sign = SIGNS[like]
    with (folder / "runs.csv").open(encoding="utf-8", newline="") as file:
        values = [float(row[sign.outcome]) for row in csv.DictReader(file)]
    n = sum(sign.least <= value <= sign.most for value in values)
    told = f"a {like}, in which {sign.words}, in {n} of {len(values)} runs"
    more = f"; run.py check {scenario} --explain says what it takes" if 2 * n < len(values) else ""
    print(as_called(f"{told}{more}"))


def _midst(folder: Path) -> str:
    """The hour of most barricades on average, or of most people out where there are hardly any."""
    means: dict[str, dict[str, float]] = {"barricades": {}, "people_out": {}}
    with (folder / "curves.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["measure"] in means:
                means[row["measure"]][row["time"]] = float(row["mean"])
    blocked, out = means.values()
    of = blocked if max(blocked.values()) >= _SOME else out
    return max(of, key=lambda hour: of[hour])[:16].replace("T", " ")
