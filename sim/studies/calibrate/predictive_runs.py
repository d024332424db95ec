"""Fresh runs for the posterior predictive check: made in batches, one parameter set a batch."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.experiment.arms import Vector, arm_in_batches
from sim.experiment.execution import execute_arms
from sim.experiment.runner import ExecutionResult, full_run
from sim.results.codecs import WHOLE, runs_of
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.studies.calibrate.discrepancy import patterns_of
from sim.studies.calibrate.predictive_check import PredictedPattern, predict_patterns


def fresh_predictions(
    scenarios: Sequence[Loaded],
    sets: dict[str, Sequence[Vector]],
    *,
    runs: int,
    seed: int,
    folder: Path | None = None,
    **execution: Any,
) -> tuple[dict[str, list[PredictedPattern]], ExecutionResult[Run]]:
    """The patterns of each scenario with fresh runs, by name of the scenario.

    Args:
        scenarios: those fitted to.
        sets: vectors by the name of their arm, as many for each.
        runs: runs of each scenario for a vector: one batch.
        seed: of the fresh runs.
        folder: where finished runs are kept until all are done.
        execution: how runs are made.
    """
    arms = [
        arm_in_batches(one, vectors, runs, f"{one.scenario.name} {name}")
        for one in scenarios
        for name, vectors in sets.items()
    ]
    each = runs * max(len(vectors) for vectors in sets.values())
    executed = execute_arms(
        arms, runs=each, seed=seed, summarise=full_run, codec=WHOLE, folder=folder, **execution
    )
    results = runs_of(executed.results)
    predictions: dict[str, list[PredictedPattern]] = {}
    for index, arm in enumerate(arms):
        one, name = scenarios[index // len(sets)], list(sets)[index % len(sets)]
        own = results[index * each : (index + 1) * each]
        told = predict_patterns(patterns_of(one), name, arm.of(0).scenario, own, runs)
        predictions.setdefault(one.scenario.name, []).extend(told)
    return predictions, executed
