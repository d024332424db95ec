"""What came of a calibration: tables, pictures, sentences and files."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim.analysis.bands import Floats
from sim.experiment.arms import Vector
from sim.experiment.designs import label_of
from sim.experiment.runner import Executed
from sim.experiment.study_result import write_manifest
from sim.report.records import records_csv
from sim.report.style import save_figure
from sim.results.folder import write_file
from sim.results.plain_text import json_text
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.studies.calibrate.posterior import (
    Marginal,
    Pair,
    Prior,
    effective_size,
    marginals,
    pairs,
    related,
    typical,
)
from sim.studies.calibrate.posterior_picture import Posterior, draw_posterior
from sim.studies.calibrate.predictive_check import Predicted, told
from sim.studies.calibrate.predictive_picture import Check, draw_predictive
from sim.studies.calibrate.search_types import Found, Search
from sim.studies.calibrate.set_tables import Sample, tried_text, vectors_text, write_vector_files
from sim.studies.calibrate.tables import (
    fresh_sentences,
    parameter_rows,
    parameter_sentences,
    pattern_rows,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

VECTORS: Final = "vectors.csv"
TRIED: Final = "vectors_tried.csv"
FRESH: Final = 1_000_003
"""Added to the seed of the runs that are fitted to, for those that check the fit."""
NO_FORECAST: Final = "A model for understanding, not a forecast."


@dataclass(frozen=True)
class Calibrated:
    """What came of a calibration.

    Attributes:
        scenarios: those fitted to.
        search: what was searched for.
        found: every vector tried, and every generation.
        runs: runs of each scenario for a vector.
        spread: part of each side of the ranges that was searched.
        predictions: the patterns with fresh runs, by name of the scenario; empty without a check.
        executed: how the fresh runs were made; None without a check.
    """

    scenarios: tuple[Loaded, ...]
    search: Search
    found: Found
    runs: int
    spread: float
    predictions: Mapping[str, Sequence[Predicted]]
    executed: Executed[Run] | None

    @cached_property
    def priors(self) -> list[Prior]:
        """The prior of each parameter."""
        return [
            Prior(s.path, label_of(s.path), s.low, s.value, s.high, s.shape == "uniform", s.unit)
            for s in self.search.ranges
        ]

    @property
    def vectors(self) -> list[Vector]:
        """The posterior's parameter vectors; :attr:`weights` belong to them."""
        return [particle.tried.candidate.vector for particle in self.found.posterior.particles]

    @cached_property
    def weights(self) -> Floats:
        """Weights of the vectors, shape (vector,), summing to 1."""
        return np.array([particle.weight for particle in self.found.posterior.particles])

    @cached_property
    def values(self) -> Floats:
        """Values of the vectors, shape (vector, parameter)."""
        rows = [list(vector.values()) for vector in self.vectors]
        return np.array(rows, np.float64).reshape(len(rows), len(self.search.ranges))

    @cached_property
    def marginals(self) -> list[Marginal]:
        """Posterior beside prior of each parameter; empty when no vector was accepted."""
        return marginals(self.priors, self.values, self.weights) if self.vectors else []

    @cached_property
    def pairs(self) -> list[Pair]:
        """Rank correlation of every two parameters in the posterior."""
        return pairs(self.priors, self.values, self.weights) if self.vectors else []

    @property
    def effective(self) -> float:
        """Vectors alike in weight that would say as much as the posterior's."""
        return effective_size(self.weights)

    @property
    def typical(self) -> Vector | None:
        """The posterior's vector nearest to its medians; None when there is none."""
        if not self.vectors:
            return None
        return self.vectors[typical(self.priors, self.values, self.weights)]

    @property
    def n_accepted(self) -> int:
        """Vectors of the posterior that miss no pattern beyond chance."""
        particles = self.found.posterior.particles
        return sum(particle.tried.distance <= self.search.goal for particle in particles)

    def table(self) -> "DataFrame":
        """Posterior beside prior as a table, one row a parameter."""
        from pandas import DataFrame

        return DataFrame(parameter_rows(self.marginals))

    def predictive_table(self) -> "DataFrame":
        """The patterns with fresh runs as a tidy table: one row a scenario, pattern and arm."""
        from pandas import DataFrame

        return DataFrame(pattern_rows(self.predictions))

    def plot(self) -> "Figure":
        """The picture of the posterior.

        Raises:
            ValueError: when no vector was accepted.
        """
        if not self.vectors:
            message = "no parameter set was accepted: there is no posterior to draw"
            raise ValueError(message)
        title = f"Fitted to {self._titles()}"
        return draw_posterior(
            Posterior(title, self.marginals, self.pairs, self.values, self.weights,
                      "\n".join([self.search_words(), f"{self._how()} {NO_FORECAST}"]))
        )  # fmt: skip

    def plot_predictive(self) -> "Figure":
        """The picture of the check with fresh runs.

        Raises:
            ValueError: when there was no check.
        """
        if not self.predictions:
            message = "there was no check with fresh runs"
            raise ValueError(message)
        titles = {one.scenario.name: one.scenario.title for one in self.scenarios}
        episodes = {titles[name]: found for name, found in self.predictions.items()}
        batches = len(next(iter(self.predictions.values()))[0].values)
        caption = (
            f"{batches} batches of {self.runs} fresh runs for each, one parameter set a batch; "
            f"seed {self.fresh_seed}, the same chance for all three. {NO_FORECAST}"
        )
        return draw_predictive(
            Check("Do the fitted parameters meet the patterns?", episodes, caption)
        )

    @property
    def fresh_seed(self) -> int:
        """Seed of the runs that check the fit."""
        return self.scenarios[0].scenario.ensemble.seed + FRESH

    def search_words(self) -> str:
        """How the search went, in one sentence or two."""
        tried = len(self.found.steps)
        last, n = self.found.posterior, len(self.vectors)
        if self.search.generations == 1:
            how = f"{tried} parameter sets of the prior were tried, {n} accepted"
        else:
            told = ", ".join(_epsilon(one.epsilon) for one in self.found.generations)
            how = (
                f"{tried} parameter sets were tried in {len(self.found.generations)} generations "
                f"(largest miss allowed: {told} Monte Carlo errors); {n} in the last, as good as "
                f"{self.effective:.0f} alike in weight"
            )
        if last.epsilon > self.search.goal:
            return (
                f"{how}. {self.found.reason.capitalize()}: {n - self.n_accepted} of them still "
                "miss a pattern beyond chance."
            )
        return f"{how}. They miss no pattern beyond chance." if n else f"{how}."

    def sentences(self) -> list[str]:
        """What came out, in a few lines."""
        first = self.found.shipped
        words = "misses no pattern beyond chance"
        if first.distance > self.search.goal:
            words = f"misses {', '.join(first.patterns)} by up to {first.distance:.2g} errors"
        told_of = [self.search_words(), f"The shipped set {words} in the same runs."]
        if not self.vectors:
            return [*told_of, f"Patterns that rejected most: {self._rejections()}."]
        together = related(self.pairs, self.effective)
        return [
            *told_of,
            *parameter_sentences(self.marginals, together),
            *fresh_sentences(told(self.predictions)),
        ]

    def content(self) -> dict[str, Any]:
        """Everything as plain data: what was asked, and what came of it."""
        return {
            "scenarios": [one.scenario.name for one in self.scenarios],
            "set": [list(one.overrides) for one in self.scenarios],
            "runs": self.runs,
            "seed": self.search.seed,
            "goal": self.search.goal,
            "prior": self.search.ranges[0].shape,
            "spread": self.spread,
            "particles": self.search.particles,
            "tried": len(self.found.steps),
            "reason": self.found.reason,
            "generations": [
                {"epsilon": one.epsilon, "tried": one.tried, "particles": len(one.particles)}
                for one in self.found.generations
            ],
            "accepted": self.n_accepted,
            "effective_size": self.effective,
            "shipped_distance": self.found.shipped.distance,
            "parameters": parameter_rows(self.marginals),
            "pairs": [pair._asdict() for pair in self.pairs],
            "fresh_seed": self.fresh_seed,
            "patterns": pattern_rows(self.predictions),
            "sentences": self.sentences(),
        }

    def write(self, folder: Path | str) -> None:
        """Write tables, vectors, pictures and the manifest into a folder."""
        folder = Path(folder)
        sample = Sample(self.search.seed, self.spread)
        write_file(folder / VECTORS, vectors_text(self.found, sample))
        write_file(folder / TRIED, tried_text(self.found, sample))
        if self.typical is not None:
            particles = self.found.posterior.particles
            write_vector_files(folder, particles, self.typical, self.scenarios)
            write_file(folder / "posterior.csv", records_csv(parameter_rows(self.marginals)))
            save_figure(self.plot(), folder, "posterior")
        if self.predictions:
            write_file(folder / "predictive.csv", records_csv(pattern_rows(self.predictions)))
            save_figure(self.plot_predictive(), folder, "predictive")
        write_file(folder / "calibration.json", json_text(self.content()))
        done = self.executed or Executed((), 0, interrupted=False, workers=1, seconds=0.0)
        write_manifest(folder, self.scenarios[0], done, seed=self.search.seed)

    def _titles(self) -> str:
        return ", ".join(one.scenario.title for one in self.scenarios)

    def _how(self) -> str:
        sets = sorted({setting for one in self.scenarios for setting in one.overrides})
        cheap = f" ({', '.join(sets)})" if sets else ""
        runs = f"{self.runs} runs of each scenario for a set{cheap}"
        return f"{runs}, seed {self.search.seed}."

    def _rejections(self) -> str:
        counts = Counter(name for step in self.found.steps for name in step.tried.patterns)
        return ", ".join(f"{name} ({count})" for name, count in counts.most_common(6))


def _epsilon(value: float) -> str:
    return f"{value:.3g}" if math.isfinite(value) else "any"
