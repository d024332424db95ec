"""What a discovery is asked, checked at the door: the condition, the quantities, and its size."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.outcome_queries import OutcomeQuery, parse_queries
from sim.experiment.arms import Vector
from sim.experiment.design_runs import choose_factors, identity_of
from sim.experiment.designs import Factor, design_settings, latin_design, scale_design
from sim.experiment.execution import ensure_loaded, load_vectors
from sim.experiment.study_identity import study_of
from sim.results.ownership import Study
from sim.scenario.loaded import Loaded
from sim.scenario.measured import outcomes_named
from sim.terms.errors import Refused
from sim.terms.extras import require
from sim.terms.words import ENGLISH, language_mistakes

SAMPLES: Final = 400
LEAST_SAMPLES: Final = 60
UNSEEN: Final = 2
"""One unseen point for so many that the box is made from."""


class DiscoveryRequest(NamedTuple):
    """What a discovery is asked.

    Attributes:
        loaded: the scenario.
        condition: what holds or does not.
        factors: the quantities that are varied.
        unit: the points in the unit cube, those that make the box first, shape (point, factor).
        samples: how many of them make the box; the others try it.
        seed: seed of design and runs.
        vectors: parameter sets that the runs take in turn; empty when all have the same.
        language: of the page.
    """

    loaded: Loaded
    condition: OutcomeQuery
    factors: list[Factor]
    unit: NDArray[np.float64]
    samples: int
    seed: int
    vectors: Sequence[Vector]
    language: str = ENGLISH

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal, of everything that is asked."""
        points = design_settings(scale_design(self.unit, self.factors), self.factors)
        parts = [
            identity_of(self.loaded, points, self.vectors),
            self.condition.text,
            str(self.samples),
        ]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()

    @property
    def study(self) -> Study:
        """Which study it is."""
        return study_of(
            "discovery", [self.loaded], seed=self.seed, vectors=self.vectors,
            condition=self.condition.text, samples=self.samples,
            parameters=[factor.path for factor in self.factors],
        )  # fmt: skip


def discovery_request(
    scenario: Loaded | Path | str,
    condition: str,
    *,
    parameters: Sequence[str] = (),
    samples: int = SAMPLES,
    seed: int | None = None,
    vectors: Path | str | Sequence[Vector] | None = None,
    language: str = ENGLISH,
) -> DiscoveryRequest:
    """Check what is asked; for the arguments see :func:`sim.studies.discovery.study.discovery`.

    Raises:
        Refused: listing every mistake, or naming the library that is missing.
    """
    loaded = ensure_loaded(scenario)
    wrong = [*_mistakes(condition, samples), *language_mistakes(language)]
    over, mistakes = choose_factors(loaded, parameters)
    wrong += mistakes
    try:
        (asked,) = parse_queries([condition], outcomes_named(loaded.scenario))
    except ValueError as error:
        raise Refused("\n".join([*wrong, str(error)])) from error
    if wrong:
        raise Refused("\n".join(wrong))
    require("ema_workbench")
    seed = loaded.scenario.ensemble.seed if seed is None else seed
    unit = _design(len(over), samples, seed)
    taken = load_vectors(vectors)
    return DiscoveryRequest(loaded, asked, over, unit, samples, seed, taken, language)


def _design(dimensions: int, samples: int, seed: int) -> NDArray[np.float64]:
    """The points that make the box, and after them those that try it."""
    test = latin_design(dimensions, samples // UNSEEN, seed, held_out=True)
    return np.concatenate([latin_design(dimensions, samples, seed), test])


def _mistakes(condition: str, samples: int) -> list[str]:
    wrong: list[str] = []
    if not any(sign in condition for sign in (">=", "<")):
        wrong.append(f'discover "{condition}": write a condition, such as peak_rung>=6')
    if samples < LEAST_SAMPLES:
        wrong.append(f"samples = {samples}: a box needs at least {LEAST_SAMPLES} points")
    return wrong
