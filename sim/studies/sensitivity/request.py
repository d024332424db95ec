"""What a sensitivity study is asked, checked at the door: quantities, outcomes, and its size."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.outcome_queries import OutcomeQuery, parse_queries
from sim.experiment.arms import Vector
from sim.experiment.design_runs import choose_factors, identity_of
from sim.experiment.designs import (
    Factor,
    design_settings,
    morris_design,
    scale_design,
    sobol_design,
)
from sim.experiment.execution import ensure_loaded, load_vectors
from sim.experiment.study_identity import study_of
from sim.results.ownership import Study
from sim.scenario.loaded import Loaded
from sim.scenario.measured import outcomes_named
from sim.scenario.mistakes import suggest
from sim.terms.errors import Refused
from sim.terms.words import ENGLISH, language_mistakes

Method = Literal["morris", "sobol"]

OUTCOMES: Final = (
    "peak_rung>=6", "barricades_peak", "injured", "blocked_hours", "crisis_end_time",
)  # fmt: skip
SAMPLES: Final[dict[str, int]] = {"morris": 10, "sobol": 64}
"""Trajectories, or size of the base sample, unless said otherwise."""
REPLICATES: Final = 8
LEAST_TRAJECTORIES: Final = 4
"""Fewer say nothing about how sure an effect is."""


class SensitivityRequest(NamedTuple):
    """What a sensitivity study is asked.

    Attributes:
        loaded: the scenario.
        method: Morris or Sobol'.
        factors: the quantities that are varied.
        unit: the design in the unit cube, shape (point, factor).
        shown: the outcomes that picture and text show.
        replicates: runs of each point.
        seed: seed of design and runs.
        vectors: parameter sets that the runs take in turn; empty when all have the same.
        language: of the page.
    """

    loaded: Loaded
    method: Method
    factors: list[Factor]
    unit: NDArray[np.float64]
    shown: tuple[OutcomeQuery, ...]
    replicates: int
    seed: int
    vectors: Sequence[Vector]
    language: str = ENGLISH

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal, of everything that is asked."""
        points = design_settings(scale_design(self.unit, self.factors), self.factors)
        parts = [
            identity_of(self.loaded, points, self.vectors),
            self.method,
            str(self.replicates),
            *(o.text for o in self.shown),
        ]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()

    @property
    def study(self) -> Study:
        """Which study it is."""
        return study_of(
            "sensitivity", [self.loaded], seed=self.seed, vectors=self.vectors, method=self.method,
            parameters=[factor.path for factor in self.factors], points=len(self.unit),
            replicates=self.replicates, shown=[outcome.text for outcome in self.shown],
        )  # fmt: skip


def sensitivity_request(
    scenario: Loaded | Path | str,
    method: Method = "morris",
    *,
    parameters: Sequence[str] = (),
    samples: int | None = None,
    replicates: int = REPLICATES,
    outcomes: Sequence[str] = OUTCOMES,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    language: str = ENGLISH,
) -> SensitivityRequest:
    """Check what is asked; for the arguments see :func:`sim.studies.sensitivity.study.sensitivity`.

    Raises:
        Refused: listing every mistake.
    """
    loaded = ensure_loaded(scenario)
    if method not in SAMPLES:
        message = f'method "{method}" is none{suggest(method, SAMPLES)}'
        raise Refused(message)
    samples = SAMPLES[method] if samples is None else samples
    wrong = _size_mistakes(method, samples, replicates)
    over, mistakes = choose_factors(loaded, parameters)
    wrong += [*mistakes, *language_mistakes(language)]
    shown: tuple[OutcomeQuery, ...] = ()
    try:
        shown = parse_queries(outcomes, outcomes_named(loaded.scenario))
    except ValueError as error:
        wrong.append(str(error))
    if wrong:
        raise Refused("\n".join(wrong))
    seed = loaded.scenario.ensemble.seed if seed is None else seed
    design = morris_design if method == "morris" else sobol_design
    unit = design(len(over), samples, seed)
    return SensitivityRequest(
        loaded, method, over, unit, shown, replicates, seed, load_vectors(vectors), language
    )


def _size_mistakes(method: str, samples: int, replicates: int) -> list[str]:
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
