"""What studies that vary quantities over their ranges share: what was asked, and what is told."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.analysis.outcomes import outcomes_of
from sim.analysis.wanted import Wanted, wanted
from sim.experiment.arms import Vector
from sim.experiment.designs import Factor, PointArms, Points, chosen, factors, stretched
from sim.experiment.runner import Executed
from sim.results.codecs import JSON
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.studies.running import digest_of_vectors, execute_arms
from sim.terms.errors import Refused

LEAST_TRAJECTORIES: Final = 4
"""Fewer say nothing about how sure an effect is."""


def asked(
    loaded: Loaded, parameters: Sequence[str], outcomes: Sequence[str], wrong: Sequence[str] = ()
) -> tuple[list[Factor], tuple[Wanted, ...]]:
    """The quantities to vary and the outcomes to look at.

    Args:
        loaded: the scenario.
        parameters: paths with ``*``; none takes what actors keep to themselves.
        outcomes: columns of ``runs.csv``, or conditions on them.
        wrong: mistakes that were found before.

    Raises:
        Refused: listing every mistake.
    """
    mistakes = list(wrong)
    over: list[Factor] = []
    shown: tuple[Wanted, ...] = ()
    try:
        over = chosen(factors(loaded.scenario), parameters)
        if len(over) < 2:
            mistakes.append(
                f"{len(over)} quantity to vary: pick at least two that have a range, such as "
                "--parameters 'actors.*.posture.*'"
            )
    except ValueError as error:
        mistakes.append(str(error))
    try:
        shown = wanted(outcomes)
    except ValueError as error:
        mistakes.append(str(error))
    if mistakes:
        raise Refused("\n".join(mistakes))
    return over, shown


def design_mistakes(method: str, samples: int, replicates: int) -> list[str]:
    """What is wrong with the size of a design."""
    wrong: list[str] = []
    if method == "morris" and samples < LEAST_TRAJECTORIES:
        wrong.append(
            f"samples = {samples}: Morris needs at least {LEAST_TRAJECTORIES} trajectories, "
            "better 10"
        )
    if method == "sobol" and (samples < 4 or samples & (samples - 1)):
        below = 1 << max(2, samples.bit_length() - 1)
        wrong.append(
            f"samples = {samples}: Sobol' needs a power of two, such as {below} or {2 * below}"
        )
    if replicates < 2:
        wrong.append(
            f"replicates = {replicates}: needs at least 2, or chance cannot be told from effects"
        )
    return wrong


def run_points(
    loaded: Loaded,
    points: Points,
    vectors: Sequence[Vector],
    *,
    runs: int,
    seed: int,
    folder: Path | None,
    **running: Any,
) -> tuple[Executed[Row], list[list[Row]]]:
    """Run every point with the same chance; returns also the outcomes of the runs of each point.

    Raises:
        Interrupted: when a stop was asked for.
    """
    executed = execute_arms(
        PointArms(loaded, points, vectors), runs=runs, seed=seed, summarise=outcomes_of,
        codec=JSON, folder=folder, identity=identity_of(loaded, points, vectors), **running,
    )  # fmt: skip
    flat = list(executed.results)
    return executed, [flat[i : i + runs] for i in range(0, len(flat), runs)]


class Writable(Protocol):
    """What a study came to, that can be written."""

    def write(self, folder: Path | str) -> Any:
        """Write it into a folder."""
        ...


W = TypeVar("W", bound=Writable)


def written(result: W, folder: Path | None) -> W:
    """The same result, written where there is a folder."""
    if folder is not None:
        result.write(folder)
    return result


def identity_of(loaded: Loaded, points: Points, vectors: Sequence[Vector] = ()) -> str:
    """What makes the runs of a design what they are, without loading every point of it."""
    text = json.dumps([loaded.digest, list(map(list, points)), digest_of_vectors(vectors)])
    return hashlib.sha256(text.encode()).hexdigest()


def horizon_of(loaded: Loaded) -> float:
    """Hours the runs last."""
    clock = loaded.scenario.clock
    return clock.n_ticks * clock.tick_hours


def say(running: Mapping[str, Any], sentence: str) -> None:
    """Tell whoever wants to know."""
    notice = running.get("notice")
    if notice is not None:
        notice(sentence)


def undrawn(loaded: Loaded, over: Sequence[Factor]) -> str:
    """What is said of postures that runs draw: which part of the chance they are."""
    if loaded.scenario.ensemble.posture == "fixed":
        return "No posture is drawn: chance is that of the runs alone."
    varied = {factor.path for factor in over}
    drawn = [f for f in factors(loaded.scenario) if f.is_private and f.path not in varied]
    if not drawn:
        return "Every private posture is fixed at its point: chance is that of the runs alone."
    words = "posture is" if len(drawn) == 1 else "postures are"
    return f"{len(drawn)} private {words} drawn in every run: part of chance."


def point_records(unit: NDArray[np.float64], over: Sequence[Factor]) -> list[dict[str, Any]]:
    """One record for each point: its number and the value of each quantity."""
    paths = [factor.path for factor in over]
    values = stretched(unit, over)
    return [
        {"point": number, **dict(zip(paths, map(float, row), strict=True))}
        for number, row in enumerate(values)
    ]
