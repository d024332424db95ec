"""``report --vary``: the runs behind the what-if slider, each value with the same chance."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Unpack

import numpy as np

from sim.analysis.event_words import Names
from sim.analysis.outcomes import outcomes_of
from sim.experiment.design_runs import identity_of
from sim.experiment.designs import PointArms
from sim.experiment.execution import ExecutionOptions, execute_arms
from sim.experiment.output_folder import exclusive_lock
from sim.experiment.runner import group_by_arm
from sim.report.page.curves import Hourly, hourly_of
from sim.report.page.setting_words import ends_words, path_words
from sim.report.page.what_if import Tried, WhatIf
from sim.results.codecs import JSON
from sim.results.run import Ensemble, Run
from sim.scenario.reference import fits, settings
from sim.scenario.types import Scenario
from sim.studies.run.study import RunResult
from sim.studies.sweep.axes import Axis, grid_points
from sim.studies.sweep.request import sweep_request
from sim.terms.refusals import Refusals
from sim.terms.words import ENGLISH

MOST_RUNS: Final = 20
"""Runs of each value unless others are asked for."""
MOST_POINTS: Final = 60
"""Values of all sliders of a page, so that it can still be mailed."""
KEPT: Final = ".what_if.part"
"""Finished runs, until the page is written; hidden, as it is no part of the folder."""


class Asked(NamedTuple):
    """What is varied, checked.

    Attributes:
        axes: each thing that is varied, by itself.
        runs: number of runs of each value.
    """

    axes: tuple[Axis, ...]
    runs: int


def what_if_request(ran: RunResult, vary: Sequence[str], runs: int | None) -> Asked:
    """Check what is to be varied of the case of some runs.

    Args:
        ran: the runs.
        vary: texts of the form ``path=low:high:n`` or ``path=a,b,c``, a slider each.
        runs: number of runs of each value; None for as many as there are, at most 20.

    Raises:
        Refused: listing every mistake.
    """
    refusals, axes = Refusals(), []
    if runs is not None and not vary:
        refusals.add(["--runs: is of what --vary makes; give --vary path=low:high:n as well"])
    if vary and (ran.executed.build is not None or ran.recorded):
        refusals.add(
            ["--vary: these runs are of a model of one's own; its runs are made elsewhere"]
        )
    for number, text in enumerate(vary, start=1):
        with refusals.gathered():
            axes += sweep_request(ran.loaded, [text], first=number).axes
    paths = [axis.path for axis in axes]
    refusals.add(f"--vary: {path} is varied twice" for path in sorted(set(paths)) if
                 paths.count(path) > 1)  # fmt: skip
    points = sum(len(axis.texts) for axis in axes)
    if points > MOST_POINTS:
        message = f"--vary: {points} values in all; a page holds {MOST_POINTS}"
        refusals.add([message])
    refusals.say()
    return Asked(tuple(axes), runs or min(MOST_RUNS, len(ran.rows)))


def of_run(run: Run, scenario: Scenario) -> dict[str, Any]:
    """What is kept of a run: its outcomes, and what its curves are of."""
    hourly = hourly_of(Ensemble(scenario, 0, [run]))
    return {"row": outcomes_of(run, scenario), "hourly": [rows[0].tolist() for rows in hourly]}


def what_if(
    folder: Path, ran: RunResult, asked: Asked, names: Names, **execution: Unpack[ExecutionOptions]
) -> tuple[WhatIf, ...]:
    """Run the case as it is and with every value, and put them into the words of a page.

    Args:
        folder: of the runs; finished runs are kept there when a stop is asked for.
        ran: its runs.
        asked: what is varied.
        names: what ids are called.
        execution: how runs are made.

    Raises:
        Interrupted: when a stop was asked for.
    """
    if not asked.axes:
        return ()
    points = [(), *(point for axis in asked.axes for point in grid_points([axis]))]
    loaded, vectors = ran.loaded, ran.vectors
    with exclusive_lock(folder):
        executed = execute_arms(
            PointArms(loaded, points, vectors), runs=asked.runs, seed=ran.ensemble.seed,
            summarise=of_run, codec=JSON, folder=folder, journal=KEPT,
            identity=identity_of(loaded, points, vectors), **execution,
        )  # fmt: skip
        groups = [_hourly(group) for group in group_by_arm(executed.results, asked.runs)]
        (folder / KEPT).unlink(missing_ok=True)
    base = Tried("", *groups[0])
    found, first = [], 1
    for axis in asked.axes:
        stops = zip(axis.texts, groups[first:], strict=False)
        tried = tuple(Tried(text, *group) for text, group in stops)
        found.append(_told(axis, base, tried, names))
        first += len(axis.texts)
    return tuple(found)


def _hourly(group: Sequence[dict[str, Any]]) -> tuple[list[Any], Hourly]:
    """Outcomes of the runs of a value, and what their curves are of."""
    rungs, barricades, people = zip(*(one["hourly"] for one in group), strict=True)
    numbers = (np.array(rows, np.float32) for rows in (barricades, people))
    return [one["row"] for one in group], Hourly(np.array(rungs, np.int8), *numbers)


def _told(axis: Axis, base: Tried, stops: tuple[Tried, ...], names: Names) -> WhatIf:
    label = path_words(axis.path, names)
    meaning = _meaning(axis.path, names.language)
    return WhatIf(label, meaning, axis.own, axis.declared, axis.is_drawn, axis.nearest, base, stops)


def _meaning(path: str, language: str) -> str:
    """What a key of a scenario means, with its unit and both ends; empty where nothing says it.

    The schema speaks English; in another language what the ends of a posture mean says it.
    """
    pattern = path.removesuffix(".value")
    one = next((one for one in settings() if fits(one.path, pattern)), None)
    if one is None:
        return ""
    bounds = one.low, one.high
    name = pattern.rpartition(".")[2] if ".posture." in pattern else ""
    ends = "" if None in bounds else ends_words(name, one.low or 0.0, one.high or 0.0, language)
    if language != ENGLISH:
        return ends
    return (
        f"{one.meaning} ({one.unit}) {ends}".rstrip()
        if one.unit
        else f"{one.meaning} {ends}".rstrip()
    )
