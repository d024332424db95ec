"""What studies that vary quantities over their ranges share: how points are run and told of."""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment.arms import Vector
from sim.experiment.designs import Factor, PointArms, Points, factors, scale_design, select_factors
from sim.experiment.execution import execute_arms, vectors_digest
from sim.experiment.runner import ExecutionResult, group_by_arm
from sim.experiment.study_identity import rules_set
from sim.results.codecs import JSON
from sim.results.run import Run
from sim.results.tables import Row
from sim.scenario.installed_rules import rules_named
from sim.scenario.loaded import Loaded
from sim.scenario.types import Scenario
from sim.terms.words import ENGLISH, words


def choose_factors(loaded: Loaded, parameters: Sequence[str]) -> tuple[list[Factor], list[str]]:
    """The quantities that a study varies, and what is wrong with the choice.

    Args:
        loaded: the scenario.
        parameters: paths with ``*``; none takes what actors keep to themselves.
    """
    try:
        over = select_factors(factors(loaded.scenario), parameters)
    except ValueError as error:
        return [], [str(error)]
    if len(over) >= 2:
        return over, []
    message = (
        f"{len(over)} quantity to vary: pick at least two that have a range, such as "
        "--parameters 'actors.*.posture.*'"
    )
    return over, [message]


def run_points(
    loaded: Loaded,
    points: Points,
    vectors: Sequence[Vector],
    *,
    summarise: Callable[[Run, Scenario], Row],
    runs: int,
    seed: int,
    folder: Path | None,
    **execution: Any,
) -> tuple[ExecutionResult[Row], list[list[Row]]]:
    """Run every point with the same chance; returns also the outcomes of the runs of each point.

    Raises:
        Interrupted: when a stop was asked for.
    """
    executed = execute_arms(
        PointArms(loaded, points, vectors), runs=runs, seed=seed, summarise=summarise,
        codec=JSON, folder=folder, identity=identity_of(loaded, points, vectors), **execution,
    )  # fmt: skip
    return executed, [list(rows) for rows in group_by_arm(executed.results, runs)]


def identity_of(loaded: Loaded, points: Points, vectors: Sequence[Vector] = ()) -> str:
    """What makes the runs of a design what they are, without loading every point of it."""
    rules = rules_named([rules_set(text for point in points for text in point)])
    text = json.dumps([loaded.digest, list(map(list, points)), vectors_digest(vectors), rules])
    return hashlib.sha256(text.encode()).hexdigest()


def horizon_of(loaded: Loaded) -> float:
    """Hours the runs last."""
    clock = loaded.scenario.clock
    return clock.n_ticks * clock.tick_hours


def undrawn(loaded: Loaded, over: Sequence[Factor], language: str = ENGLISH) -> str:
    """What is said of postures that runs draw: which part of the chance they are."""
    if loaded.scenario.ensemble.posture == "fixed":
        return words("undrawn_fixed", language)
    varied = {factor.path for factor in over}
    drawn = [f for f in factors(loaded.scenario) if f.is_private and f.path not in varied]
    return words("undrawn_some" if drawn else "undrawn_here", language, n=len(drawn))


def point_records(unit: NDArray[np.float64], over: Sequence[Factor]) -> list[dict[str, Any]]:
    """One record for each point: its number and the value of each quantity."""
    paths = [factor.path for factor in over]
    values = scale_design(unit, over)
    return [
        {"point": number, **dict(zip(paths, map(float, row), strict=True))}
        for number, row in enumerate(values)
    ]
