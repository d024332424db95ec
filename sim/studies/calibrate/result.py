"""What came of a calibration: tables, pictures, sentences and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim.analysis.bands import Floats
from sim.analysis.event_words import names_of
from sim.experiment.arms import Vector
from sim.experiment.manifest import manifest
from sim.experiment.parameter_sets import tried_path
from sim.experiment.runner import ExecutionResult
from sim.report.notebook import Displayed
from sim.report.page.setting_words import path_words
from sim.report.page.study_page import StudyPage, write_paged
from sim.report.records import records_csv
from sim.report.style import picture
from sim.results.files import write_file
from sim.results.plain_text import json_text
from sim.results.run import Run
from sim.results.study_output import Output
from sim.scenario.loaded import Loaded
from sim.scenario.lookup import name_of
from sim.studies.calibrate.generations import Search, SearchResult
from sim.studies.calibrate.page import (
    found_words,
    fresh_words,
    learnt_words,
    patterns_table,
    values_table,
)
from sim.studies.calibrate.posterior import (
    Marginal,
    Pair,
    central_set,
    correlated_pairs,
    effective_sample_size,
    marginals,
    pairs,
)
from sim.studies.calibrate.posterior_picture import Posterior, draw_posterior
from sim.studies.calibrate.predictive_check import PredictedPattern, check_patterns
from sim.studies.calibrate.predictive_picture import Check, draw_predictive
from sim.studies.calibrate.priors import Prior
from sim.studies.calibrate.request import CalibrateRequest
from sim.studies.calibrate.sample_tables import VECTORS, SampleTables
from sim.studies.calibrate.tables import parameter_rows, pattern_rows
from sim.studies.calibrate.vector_files import write_vector_files
from sim.studies.calibrate.vector_tables import tried_text, vectors_text
from sim.studies.calibrate.words import (
    fresh_sentences,
    parameter_sentences,
    rejection_sentences,
    search_words,
    shipped_sentence,
)
from sim.terms.words import ENGLISH, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

FRESH: Final = 1_000_003
"""Added to the seed of the runs that are fitted to, for those that check the fit."""


@dataclass(frozen=True, repr=False)
class CalibrateResult(Displayed):
    """What came of a calibration.

    Attributes:
        request: what was asked.
        found: every vector tried, and every generation.
        predictions: the patterns with fresh runs, by name of the scenario; empty without a check.
        executed: how the fresh runs were made; None without a check.
    """

    request: CalibrateRequest
    found: SearchResult
    predictions: Mapping[str, Sequence[PredictedPattern]]
    executed: ExecutionResult[Run] | None

    @property
    def search(self) -> Search:
        """What was searched for."""
        return self.request.search

    @property
    def scenarios(self) -> tuple[Loaded, ...]:
        """Those fitted to."""
        return self.request.scenarios

    @property
    def priors(self) -> tuple[Prior, ...]:
        """The prior of each parameter."""
        return self.search.priors

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
        return np.array(rows, np.float64).reshape(len(rows), len(self.priors))

    @cached_property
    def marginals(self) -> list[Marginal]:
        """Posterior beside prior of each parameter; empty when no vector was accepted."""
        return marginals(self.priors, self.values, self.weights) if self.vectors else []

    @cached_property
    def pairs(self) -> list[Pair]:
        """Rank correlation of every two parameters in the posterior."""
        return pairs(self.priors, self.values, self.weights) if self.vectors else []

    @cached_property
    def _together(self) -> list[Pair]:
        return correlated_pairs(self.pairs, self.effective)

    @property
    def effective(self) -> float:
        """Vectors alike in weight that would say as much as the posterior's."""
        return effective_sample_size(self.weights)

    @property
    def typical(self) -> Vector | None:
        """The posterior's vector nearest to its medians; None when there is none."""
        if not self.vectors:
            return None
        return self.vectors[central_set(self.priors, self.values, self.weights)]

    @property
    def n_accepted(self) -> int:
        """Vectors of the posterior that miss no pattern beyond chance."""
        particles = self.found.posterior.particles
        return sum(not particle.tried.distance > self.search.goal for particle in particles)

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
        language, names = self.request.language, names_of(self.scenarios[0], self.request.language)
        title = words("posterior_title", language, title=", ".join(self.request.titles.values()))
        labels = [path_words(one.prior.path, names) for one in self.marginals]
        return draw_posterior(
            Posterior(title, self.marginals, self.pairs, self.values, self.weights,
                      self._made(self.search.seed), labels, language)
        )  # fmt: skip

    def _made(self, seed: int) -> str:
        """Sets tried and kept, runs of each and their seed, in the language of the page."""
        language, kept = self.request.language, len(self.vectors)
        counts = {"tried": len(self.found.steps), "kept": kept, "runs": self.request.most_runs}
        made = words("fitted_made", language, seed=str(seed), **counts)
        return f"{made} {words('no_forecast', language)}"

    def plot_predictive(self) -> "Figure":
        """The picture of the check with fresh runs.

        Raises:
            ValueError: when there was no check.
        """
        if not self.predictions:
            message = "there was no check with fresh runs"
            raise ValueError(message)
        episodes = {self.request.titles[name]: found for name, found in self.predictions.items()}
        language, titles = self.request.language, ", ".join(self.request.titles.values())
        title = words("predictive_title", language, title=titles)
        return draw_predictive(Check(title, episodes, self._made(self.fresh_seed), language))

    @property
    def fresh_seed(self) -> int:
        """Seed of the runs that check the fit."""
        return self.scenarios[0].scenario.ensemble.seed + FRESH

    def search_words(self) -> str:
        """How the search went, in one sentence or two."""
        return search_words(self.search, self.found, self.n_accepted, self.effective)

    def sentences(self) -> list[str]:
        """What came out, in a few lines."""
        if self.request.language != ENGLISH:
            return list(self._page().sentences)
        return self._in_english()

    def _in_english(self) -> list[str]:
        told_of = [self.search_words(), shipped_sentence(self.search, self.found)]
        if not self.vectors:
            return [*told_of, *rejection_sentences(self.found)]
        return [
            *told_of,
            *parameter_sentences(self.marginals, self._together),
            *fresh_sentences(check_patterns(self.predictions)),
        ]

    def content(self) -> dict[str, Any]:
        """Everything as plain data: what was asked, and what came of it."""
        return {
            "scenarios": [one.scenario.name for one in self.scenarios],
            "set": [list(one.overrides) for one in self.scenarios],
            "runs": self.request.most_runs,
            "seed": self.search.seed,
            "goal": self.search.goal,
            "prior": self.priors[0].shape,
            "spread": self.request.spread,
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
            "sentences": self._in_english(),
        }

    def write(self, folder: Path | str) -> None:
        """Write tables, vectors, pictures and the manifest into a folder.

        A sample adds its sets to the two tables and writes nothing else: they may hold several
        samples, and the rest would be of one of them.
        """
        sample = self.request.sample
        if self.search.method == "sample":
            tables = SampleTables(Path(folder), sample, self.priors, self.search.goal)
            tables.add([self.found.shipped, *(step.tried for step in self.found.steps)])
            return
        done = self.executed or ExecutionResult((), 0, interrupted=False, workers=1, seconds=0.0)
        how = manifest(self.scenarios[0], done, seed=self.search.seed)
        pictures = {
            **({} if self.typical is None else {"posterior": picture(self.plot)}),
            **({"predictive": picture(self.plot_predictive)} if self.predictions else {}),
        }
        tables = partial(self._write_tables, Path(folder))
        made = Output(self.request.study, self.scenarios[0].scenario, how, tables, pictures)
        write_paged(folder, made, self._page)

    def _page(self) -> StudyPage:
        """The page for a browser: what is missed first."""
        language, predictions = self.request.language, self.predictions
        names = names_of(self.scenarios[0], language)
        met, together = fresh_words(predictions, language), self._together
        learnt = learnt_words(self.marginals, together, names)
        sizes = {"tried": len(self.found.steps), "runs": self.request.most_runs}
        values = [values_table(self.marginals, names)] if self.marginals else []
        return StudyPage(
            words("fitted_title", language, title=", ".join(self.request.titles.values())),
            words("fitted_lead", language, **sizes),
            [*found_words(self.found, self.n_accepted, language), *met, *learnt],
            ({"posterior": learnt[0]} if learnt else {}) | ({"predictive": met[0]} if met else {}),
            [*values, *patterns_table(predictions, self.request.titles, language)],
            language=language,
        )

    def _write_tables(self, home: Path, folder: Path) -> None:
        """Write the tables into a folder, from which they are moved to their home."""
        sample = self.request.sample
        write_file(folder / VECTORS, vectors_text(self.found, sample))
        write_file(tried_path(folder / VECTORS), tried_text(self.found, sample))
        if self.typical is not None:
            particles = self.found.posterior.particles
            write_vector_files(folder, particles, self.typical, self._named_from(home))
            write_file(folder / "posterior.csv", records_csv(parameter_rows(self.marginals)))
        if self.predictions:
            write_file(folder / "predictive.csv", records_csv(pattern_rows(self.predictions)))
        write_file(folder / "calibration.json", json_text(self.content()))

    def _named_from(self, home: Path) -> dict[str, str]:
        """Each scenario's name with that of the file, where one in that folder can extend it."""
        names = {one.scenario.name: name_of(one.path, home) for one in self.scenarios}
        return {name: file for name, file in names.items() if file is not None}
